"""The process of the live streams: Granian around `myelin.live.server`, told what the rooms want asked."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys

from myelin.config import env, places
from myelin.discussion.sources import SOURCES
from myelin.live.hub import Asks, Hub
from myelin.live.server import MOST_STREAMS, Server
from myelin.members.standing import STANDING

LEAVING = 3.0
"""Seconds that open connections have to be closed."""
NEXT_FEW = 20
"""Ports behind that of the pages which are tried before any other."""


def stream(host: str, port: int, address: str) -> None:
    """Serve streams until told to stop."""
    (env.MYELIN_DATA.read(os.environ) / places.LIVE_PORT).write_text(str(port))
    asyncio.new_event_loop().run_until_complete(_stream(host, port, address))
    # At once: threads of Granian that still hold the loop would not survive an orderly end of it.
    sys.stderr.flush()
    os._exit(0)


async def _stream(host: str, port: int, address: str) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server as Granian

    hub = Hub(address, Asks(standing=STANDING, sources=SOURCES))
    server = Granian(
        Server(hub),
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        backlog=2_048,
        backpressure=2 * MOST_STREAMS,
        log_level=LogLevels.error,
    )
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    serving = asyncio.ensure_future(server.serve())
    work = [serving, *(asyncio.ensure_future(one) for one in (hub.run(), hub.beat(), told.wait()))]
    # Each runs for ever; whichever ends, the process does, and is started again unless it was told to stop.
    ended, _running = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
    hub.end_all()
    server.stop()
    await asyncio.wait([serving], timeout=LEAVING)
    for one in ended:
        one.result()


def free_port(host: str, pages: int) -> int:
    """A port for the streams: the next behind that of the pages that is free, else any."""
    family = socket.getaddrinfo(host, pages, type=socket.SOCK_STREAM)[0][0]
    nearest = range(pages + 1, min(pages + 1 + NEXT_FEW, 65_536))
    for port in (*nearest, 0):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SystemExit(f"No port is free on {host} for the live streams.")
