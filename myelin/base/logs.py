"""What a log may hold: what happened and where, never who. Whatever slipped in on the way is taken out at the door."""

from __future__ import annotations

import ipaddress
import logging
import re

ADDRESS = re.compile(r"[^\s@<>\"'=(]{1,64}@[^\s@<>\"')]{1,255}")
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"')]+")
DETAIL = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS):.*$|^\s*unnamed portal .*$", re.MULTILINE)
SECRET = re.compile(r"(/calendar/|/visit/|/board/|/invited/|/newsletter/confirmation/|/newsletter/leave/)[^\s\"']+")
NUMBER = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7})(?![\w.:])")


class Discreet(logging.Formatter):
    """Every line and every traceback, without addresses, what was asked for, secrets, or values of rows."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """`text` without e-mail addresses, queries, secret paths and details of the database; networks stay, as /24 or /48."""
    text = DETAIL.sub(r"\1: …", text)
    text = QUERY.sub("?…", text)
    text = SECRET.sub(r"\1…", text)
    text = ADDRESS.sub("…@…", text)
    return NUMBER.sub(_network, text)


def _network(found: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(found.group())
    except ValueError:
        return found.group()
    if address.is_loopback or address.is_unspecified:
        return str(address)
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False).network_address)
