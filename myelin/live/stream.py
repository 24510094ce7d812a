"""One open page: what it listens to, and what waits to be sent to it."""

from __future__ import annotations

import asyncio
from collections import deque

from myelin.live.tokens import Token

MOST_WAITING = 50
"""Messages kept for a page that reads slowly. Past that it is told to look again, which is as good as all of them."""


class Stream:
    """What waits for one page; the hub puts in, the connection takes out."""

    __slots__ = ("_waiting", "_waker", "ended", "names", "token", "told")

    def __init__(self, token: Token) -> None:
        self.token = token
        self.names: dict[str, str] = {}
        """Channel of an event, and what the page calls it: all that a member follows is "feed" to the page."""
        self.told: list[int] = []
        """Events told to it; those below the horizon are dropped from time to time."""
        self.ended = False
        self._waiting: deque[bytes] = deque()
        self._waker: asyncio.Future[None] | None = None

    def put(self, message: bytes, position: str) -> None:
        """Leave a message; when too many wait, leave the advice to look again in place of all."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            message = look_again(position)
        self._waiting.append(message)
        self._wake()

    def end(self) -> None:
        """Have the connection closed; what waits is not sent any more."""
        self.ended = True
        self._wake()

    async def take(self) -> bytes:
        """All that waits, as soon as there is something; nothing once the stream has ended."""
        while not self._waiting and not self.ended:
            self._waker = asyncio.get_running_loop().create_future()
            await self._waker
        if self.ended:
            return b""
        everything = b"".join(self._waiting)
        self._waiting.clear()
        return everything

    def _wake(self) -> None:
        if self._waker is not None and not self._waker.done():
            self._waker.set_result(None)


def message(what: str, channel: str, position: str) -> bytes:
    """Something changed on a channel."""
    return f"id: {position}\ndata: {what} {channel}\n\n".encode()


def look_again(position: str) -> bytes:
    """Something may have been missed: the page asks for everything that it shows."""
    return f"id: {position}\ndata: look\n\n".encode()


def beat(position: str) -> bytes:
    """Nothing new: keeps proxies from closing the connection, and the page's place up to date."""
    return f": still here\nid: {position}\n\n".encode()
