"""All streams of one process, and the events that reach them. Reads PostgreSQL without Django, on two connections.

Every event is told once to every stream that wants it, in any order of commits: an event counts as told when its
transaction lies below the horizon (the oldest transaction that still ran when we last looked), or when it is among
those told beyond it. PostgreSQL may go away; the streams stay open and hear what they missed when it is back.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import psycopg

from myelin.live import position, stream
from myelin.live.stream import Stream
from myelin.live.tokens import FEED, LASTS, Token

log = logging.getLogger(__name__)

BELL = "myelin_live"
"""The channel of PostgreSQL that wakes the hub."""
BEAT = 15
"""Seconds between two signs of life."""
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, OSError)
"""What is raised when the database cannot be reached."""
LOOKS = 5.0
"""Seconds after which the hub looks without having been called: for news, and for who may still listen."""
KEPT = 7_000.0
"""Seconds that a stream may have been away and still hear what it missed; a little less than events are kept."""
MOST_MISSED = 500
JUST_NOW = 2.0
"""Seconds by which the clocks of a page and of a transaction may differ."""
OURS = {"ties", "follows"}
"""Kinds of news that are for the hub itself."""

HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
NEWS = f"""{HORIZON}, e.id, e.xact, e.channels, e.what, extract(epoch FROM e.made_at)::float8
    FROM (SELECT) AS now LEFT JOIN live_event e ON e.xact >= %(horizon)s ORDER BY e.id"""
MISSED = f"""SELECT id, xact, channels, what FROM live_event
    WHERE {{since}} ORDER BY id LIMIT {MOST_MISSED + 1}"""  # noqa: S608 - a constant of this file
TIES = """SELECT channels, extract(epoch FROM made_at)::float8 FROM live_event
    WHERE what = 'ties' AND made_at > now() - %s::interval"""


@dataclass(frozen=True)
class Asks:
    """What the hub asks of the rooms above, as statements.

    standing: of (members, sessions), two arrays side by side, those who may listen, with a mark of their password.
    sources: the channels of all that the member %(member)s follows.
    """

    standing: str
    sources: str


@dataclass(frozen=True)
class Event:
    """A row of `live_event`."""

    id: int
    xact: int
    channels: tuple[str, ...]
    what: str
    made_at: float


class Hub:
    """The streams by the channels they hear."""

    def __init__(self, conninfo: str, asks: Asks) -> None:
        self.conninfo, self.asks = conninfo, asks
        self.streams: set[Stream] = set()
        self.hearing: defaultdict[str, set[Stream]] = defaultdict(set)
        self.horizon = 0
        self.beyond: dict[int, Event] = {}
        self.cut: dict[int, float] = {}
        """When the ties of a member last changed so that what they may see did; older tokens are void."""
        self._asking = asyncio.Lock()
        self._reads = 0
        """How often we began to read what is new."""
        self._reader: psycopg.AsyncConnection[Any] | None = None

    async def run(self) -> None:
        """Tell news for ever; after a lost connection try again, soon at first and never in step with others."""
        tries = 0
        while True:
            try:
                async with await self._connect() as reader, await self._connect() as listener:
                    await listener.execute(f"LISTEN {BELL}")
                    await self._begin(reader)
                    tries = 0
                    await self._listen(listener)
            except AWAY as problem:
                log.warning("The live process has lost the database and tries again. %s", problem)
            self._reader = None
            tries += 1
            await asyncio.sleep(random.uniform(0.1, min(2.0, 0.3 * tries)))  # noqa: S311 - no secret

    async def beat(self) -> None:
        """Give every stream a sign of life within `BEAT` seconds, a few of them each second."""
        turn = 0
        while True:
            await asyncio.sleep(1)
            turn = (turn + 1) % BEAT
            for each in [each for each in self.streams if id(each) // 64 % BEAT == turn]:
                place = self._place(each)
                each.put(stream.beat(place), place)

    async def join(self, token: Token, last: str) -> Stream | None:
        """Open a stream that goes on after the position `last`; None when the token's owner may not listen.

        Raises one of `AWAY` when the database is away.
        """
        before = self._reads
        async with self._asking:
            # What was committed before this page came is told first: a change of ties ends the streams that were open
            # then, and this one must not be among them. Of many that come at once, one reads for all.
            if self._reads == before:
                await self._read()
            if self.cut.get(token.member, 0.0) + JUST_NOW > token.made_at or not await self._standing([token]):
                return None
            new = Stream(token)
            new.names = await self._names(token)
            told = position.read(last)
            if last and (told is None or time.time() - told.at > KEPT):
                self._tell_to_look(new)
            else:
                await self._tell_missed(new, told)
            self._add(new)
            return new

    def leave(self, gone: Stream) -> None:
        """Forget a stream. Twice is safe."""
        self.streams.discard(gone)
        self._unhear(gone)

    def end_all(self) -> None:
        """Close every connection; the pages come back by themselves."""
        for each in list(self.streams):
            each.end()

    async def _connect(self) -> psycopg.AsyncConnection[Any]:
        return await psycopg.AsyncConnection.connect(
            self.conninfo, autocommit=True, connect_timeout=5, application_name="myelin live"
        )

    async def _begin(self, reader: psycopg.AsyncConnection[Any]) -> None:
        async with self._asking:
            self._reader = reader
            if self.horizon == 0:
                # What was there before us is heard by whoever resumes from before us.
                self.horizon = (await self._ask(HORIZON))[0][0]
                await self._read(tell=False)
            for channels, at in await self._ask(TIES, [f"{LASTS} seconds"]):
                self._cut(channels.split(), at)

    async def _listen(self, listener: psycopg.AsyncConnection[Any]) -> None:
        looked = 0.0
        while True:
            async with self._asking:
                await self._read()
                if time.monotonic() - looked >= LOOKS:
                    looked = time.monotonic()
                    await self._end_the_fallen()
            async for _called in listener.notifies(timeout=LOOKS, stop_after=1):
                pass

    async def _read(self, *, tell: bool = True) -> None:
        """Tell what was committed since we last looked."""
        self._reads += 1
        rows = await self._ask(NEWS, {"horizon": self.horizon})
        fresh = [Event(row[1], row[2], tuple(row[3].split()), *row[4:]) for row in rows if row[1] is not None]
        for event in fresh:
            if event.id not in self.beyond:
                self.beyond[event.id] = event
                if tell:
                    await self._tell(event)
        self.horizon = max(self.horizon, rows[0][0])
        self.beyond = {number: event for number, event in self.beyond.items() if event.xact >= self.horizon}

    async def _tell(self, event: Event) -> None:
        for member in _members(event.channels):
            if event.what == "ties":
                self._cut(event.channels, event.made_at)
                self._end(member)
            elif event.what == "follows":
                await self._renew(member)
        if event.what in OURS:
            return
        wanted = {(each, each.names[channel]) for channel in event.channels for each in self.hearing.get(channel, ())}
        for each, name in wanted:
            each.told.append(event.id)
            place = self._place(each)
            each.put(stream.message(event.what, name, place), place)

    async def _tell_missed(self, new: Stream, told: position.Position | None) -> None:
        """Leave what was told to others while this one was away; what they were not told yet, it will hear with them."""
        if told is not None:
            rows = await self._ask(MISSED.format(since="xact >= %s"), [told.horizon])
        else:
            since = "made_at >= to_timestamp(%s)"
            rows = await self._ask(MISSED.format(since=since), [new.token.made_at - JUST_NOW])
        if len(rows) > MOST_MISSED:
            self._tell_to_look(new)
            return
        heard = set(told.told) if told is not None else set()
        new.told = list(heard) if told is not None else self._known_to(new)
        behind = told.horizon if told is not None else min([self.horizon, *(row[1] for row in rows)])
        for number, xact, channels, what in rows:
            was_told = xact < self.horizon or number in self.beyond
            if was_told and number not in heard and what not in OURS:
                heard.add(number)
                new.told.append(number)
                here = position.write(time.time(), behind, heard)
                for name in sorted({new.names[channel] for channel in channels.split() if channel in new.names}):
                    new.put(stream.message(what, name, here), here)
        place = self._place(new)
        new.put(stream.beat(place), place)

    def _tell_to_look(self, new: Stream) -> None:
        new.told = self._known_to(new)
        new.put(stream.look_again(self._place(new)), "")

    def _known_to(self, new: Stream) -> list[int]:
        """What a page that was just made, or looks now, shows already."""
        return [event.id for event in self.beyond.values() if not new.names.keys().isdisjoint(event.channels)]

    async def _end_the_fallen(self) -> None:
        """End the streams of those who are gone, suspended or signed out since."""
        everybody = list(self.streams)
        for number in range(0, len(everybody), 500):
            some = everybody[number : number + 500]
            standing = await self._standing([each.token for each in some])
            for each in some:
                if each.token not in standing:
                    each.end()

    async def _standing(self, tokens: list[Token]) -> set[Token]:
        asked = {"members": [token.member for token in tokens], "sessions": [token.session for token in tokens]}
        rows = {(member, session, password) for member, session, password in await self._ask(self.asks.standing, asked)}
        return {token for token in tokens if (token.member, token.session, token.password) in rows}

    async def _names(self, token: Token) -> dict[str, str]:
        names = {channel: channel for channel in token.channels if channel != FEED}
        if FEED in token.channels:
            names |= {row[0]: FEED for row in await self._ask(self.asks.sources, {"member": token.member})}
        return names

    async def _renew(self, member: int) -> None:
        for each in [each for each in self.hearing.get(f"member:{member}", ()) if FEED in each.token.channels]:
            self._unhear(each)
            each.names = await self._names(each.token)
            self._add(each)

    def _end(self, member: int) -> None:
        for each in list(self.hearing.get(f"member:{member}", ())):
            each.end()

    def _cut(self, channels: Iterable[str], at: float) -> None:
        for member in _members(channels):
            self.cut[member] = max(self.cut.get(member, 0.0), at)

    def _add(self, new: Stream) -> None:
        self.streams.add(new)
        for channel in new.names:
            self.hearing[channel].add(new)

    def _unhear(self, gone: Stream) -> None:
        for channel in gone.names:
            if channel in self.hearing:
                self.hearing[channel].discard(gone)
                if not self.hearing[channel]:
                    del self.hearing[channel]

    def _place(self, each: Stream) -> str:
        each.told = [number for number in each.told if number in self.beyond]
        return position.write(time.time(), self.horizon, each.told)

    async def _ask(self, statement: str, values: Any = None) -> list[tuple[Any, ...]]:
        if self._reader is None:
            raise psycopg.OperationalError("the database is away")
        found = await self._reader.execute(cast(Any, statement), values)
        return await found.fetchall()


def _members(channels: Iterable[str]) -> list[int]:
    return [int(channel.removeprefix("member:")) for channel in channels if channel.startswith("member:")]
