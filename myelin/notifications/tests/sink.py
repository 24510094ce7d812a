"""A mail server for tests: it keeps what it is given, and may refuse, or stay silent once it has a letter."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Sink:
    """A small SMTP server, for one client after the other.

    refuses: it knows no address.
    silent: it keeps a letter but does not say so, until `speak` is set; whoever sent it waits.
    before: called each time with what it is about to say ("250 ok"), so that a test can end the client just then.
    """

    def __init__(
        self, *, refuses: bool = False, silent: bool = False, before: Callable[[str], None] = lambda line: None
    ) -> None:
        self.before = before
        self.refuses, self.letters = refuses, list[bytes]()
        self.speak = threading.Event()
        if not silent:
            self.speak.set()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def __enter__(self) -> Sink:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.speak.set()
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[client], daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        def say(what: str) -> None:
            self.before(what)
            line.write(f"{what}\r\n".encode())

        with suppress(OSError), client, client.makefile("rwb", buffering=0) as line:  # a killed worker hangs up
            say("220 sink")
            while (said := line.readline()) and not said.upper().startswith(b"QUIT"):
                if said.upper().startswith(b"RCPT") and self.refuses:
                    say("550 nobody here")
                elif said.upper().startswith(b"DATA"):
                    say("354 go on")
                    self.letters.append(b"".join(iter(line.readline, b".\r\n")))
                    self.speak.wait()
                    say("250 kept")
                else:
                    say("250 ok")
            say("221 bye")
