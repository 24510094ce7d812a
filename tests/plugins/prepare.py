"""Run as `python -m tests.plugins.prepare [tables] [pack]`: makes the template databases before anybody copies them.

It is a process of its own, because Django builds every state between the first migration and the last one, and what
that took of memory a process never gives back.
"""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack

import django

from tests.plugins import database, template


def main(kinds: list[str]) -> None:
    """Make what is missing of these kinds."""
    gc.disable()  # migrations build and drop millions of small objects
    database.settle("myelin.config.settings")
    django.setup()
    from django.db import connections

    with ExitStack() as stack:
        server = template.server(template.home(), stack)
        template.prepare(server, connections.settings["default"], kinds)


if __name__ == "__main__":
    main(sys.argv[1:] or [*template.KINDS])
