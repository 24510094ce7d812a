"""A mail server for tests: it keeps what it is given, and may refuse, or stay silent once it has a letter."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Sink:
    """A small SMTP server, for one client after the other.

    refuses: it knows no address.
    silent: it keeps a letter but does not say so, until `speak` is set; whoever sent it waits.
    """

    def __init__(self, *, refuses: bool = False, silent: bool = False) -> None:
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
        with suppress(OSError), client, client.makefile("rwb", buffering=0) as line:  # a killed worker hangs up
            line.write(b"220 sink\r\n")
            while (said := line.readline()) and not said.upper().startswith(b"QUIT"):
                if said.upper().startswith(b"RCPT") and self.refuses:
                    line.write(b"550 nobody here\r\n")
                elif said.upper().startswith(b"DATA"):
                    line.write(b"354 go on\r\n")
                    self.letters.append(b"".join(iter(line.readline, b".\r\n")))
                    self.speak.wait()
                    line.write(b"250 kept\r\n")
                else:
                    line.write(b"250 ok\r\n")
            line.write(b"221 bye\r\n")
