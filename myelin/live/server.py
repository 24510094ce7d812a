"""`GET /live?token=…`: an ASGI callable that holds one connection a page, and nothing else.

Runs in a process of its own, which reads PostgreSQL through psycopg and never through Django's models.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from myelin.live import tokens
from myelin.live.hub import AWAY, Hub
from myelin.live.stream import Stream

type Receive = Callable[[], Awaitable[dict[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_STREAMS = 5_000
MOST_OF_ONE = 30
"""Open pages of one member; the oldest makes room."""
COME_BACK = (1_000, 6_000)
"""Milliseconds: each stream is told its own moment in between, so that after a restart they do not come all at once."""
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
]
COMMON = [
    # The token is all that is asked for, no cookie is read: so any page that holds one may listen.
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class Server:
    """The callable; `hub` does the work."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        if scope["path"].rstrip("/") != "/live" or scope["method"] != "GET":
            await _answer(send, 404)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        headers = dict(scope["headers"])
        token = tokens.read(asked.get("token", [""])[0])
        last = headers.get(b"last-event-id", b"").decode("latin-1") or asked.get("last", [""])[0]
        if token is None:
            await _answer(send, 403)
        elif len(self.hub.streams) >= MOST_STREAMS:
            await _answer(send, 503)
        else:
            await self._open(token, last, receive, send)

    async def _open(self, token: tokens.Token, last: str, receive: Receive, send: Send) -> None:
        try:
            stream = await self.hub.join(token, last)
        except AWAY:
            await _answer(send, 503)
            return
        if stream is None:
            await _answer(send, 403)
            return
        gone = asyncio.ensure_future(_gone(stream, receive))
        try:
            self._make_room(stream)
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS + COMMON})
            pause = random.randint(*COME_BACK)  # noqa: S311 - no secret
            await send({"type": "http.response.body", "body": b"retry: %d\n\n" % pause, "more_body": True})
            while waiting := await stream.take():
                await send({"type": "http.response.body", "body": waiting, "more_body": True})
            with suppress(OSError):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.hub.leave(stream)
            gone.cancel()

    def _make_room(self, newest: Stream) -> None:
        mine = self.hub.hearing.get(f"member:{newest.token.member}", set())
        if len(mine) > MOST_OF_ONE:
            min(mine, key=lambda each: each.token.made_at).end()


async def _gone(stream: Stream, receive: Receive) -> None:
    """End a stream when its page has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _answer(send: Send, status: int) -> None:
    headers = [*COMMON, (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
