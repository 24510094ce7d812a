"""The `myelin` command: `up`, `doctor`, `worker`, and every command of Django's."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import NoReturn

from myelin.config import env
from myelin.config.postgres import Stopped, running

WITHOUT_DATABASE = {
    "help", "version", "check", "diffsettings", "collectstatic", "findstatic", "makemessages", "compilemessages",
    "makemigrations", "settings",
}  # fmt: skip
USAGE = """myelin [--data DIR] COMMAND

  up        start everything: database, pages, worker (--port, --host, --demo)
  demo      fill the data folder with an invented community
  token     print a personal token for the API: myelin token EMAIL
  duty      let somebody look after the community: myelin duty EMAIL GROUP
  doctor    say what is wrong with this install, and how to mend it
  settings  the table of environment variables
  worker    only the worker, beside an `up` on another machine
  live      only the live streams, beside an `up` on another machine
  help      every other command
"""


def main(argv: list[str] | None = None) -> None:
    """Run one command."""
    arguments = _take_data(list(sys.argv[1:] if argv is None else argv))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myelin.config.settings")
    try:
        env.read_all(os.environ)
        _run(arguments)
    except Stopped as problem:
        raise SystemExit(str(problem)) from None
    except PermissionError as problem:
        data = env.MYELIN_DATA.read(os.environ)
        if problem.filename and str(problem.filename).startswith(str(data)):
            said = f"{problem.filename} belongs to somebody else. Choose another folder with --data."
            raise SystemExit(said) from None
        raise


def _run(arguments: list[str]) -> None:
    match arguments:
        case [] | ["-h" | "--help"]:
            print(USAGE)
        case ["up", *options]:
            from myelin.config.up import up

            up(options)
        case ["doctor"]:
            from myelin.config.doctor import doctor

            doctor()
        case ["settings"]:
            from myelin.config.guide import table

            print(table())
        case _:
            _django(arguments)


def _django(arguments: list[str]) -> None:
    """Run a command of Django's, or one that a room brings, with the database it needs."""
    from django.core.management import execute_from_command_line

    embedded = not env.DATABASE_URL.read(os.environ) and arguments[0] not in WITHOUT_DATABASE
    with running(env.MYELIN_DATA.read(os.environ)) if embedded else nullcontext() as server:
        if server is not None:
            os.environ["PATH"] = f"{server.programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        if arguments == ["worker"]:
            import django

            from myelin.config.worker import work

            django.setup()
            work()
        elif arguments == ["live"]:
            from myelin.config.live import stream

            address = env.DATABASE_URL.read(os.environ) or (server.url() if server else "")
            stream(env.HOST.read(os.environ), env.LIVE_PORT.read(os.environ) or env.PORT.read(os.environ) + 1, address)
        else:
            execute_from_command_line(["myelin", *arguments])


def _take_data(arguments: list[str]) -> list[str]:
    """Take `--data DIR` or `--data=DIR` out of the arguments and put it where all settings are read from."""
    rest: list[str] = []
    while arguments:
        argument = arguments.pop(0)
        if argument == "--":
            return [*rest, argument, *arguments]
        if argument == "--data":
            os.environ["MYELIN_DATA"] = arguments.pop(0) if arguments else _needs_folder()
        elif argument.startswith("--data="):
            os.environ["MYELIN_DATA"] = argument.removeprefix("--data=") or _needs_folder()
        else:
            rest.append(argument)
    return rest


def _needs_folder() -> NoReturn:
    raise SystemExit("--data takes a folder: --data DIR")


if __name__ == "__main__":
    main()
