"""The table of environment variables, made from `env.py`: what `myelin settings` prints and the guide shows."""

from __future__ import annotations

from pathlib import Path

from myelin.config import env

BEGIN, END = "<!-- settings: made by `bin/myelin settings` -->", "<!-- end of settings -->"
DATA = "`.data` in the checkout; for root `/var/lib/myelin`"


def table() -> str:
    """Every variable, as a Markdown table."""
    rows = ["| variable | takes | default | meaning |", "| --- | --- | --- | --- |"]
    for variable in env.VARIABLES:
        default = DATA if variable is env.MYELIN_DATA else _default(variable.default)
        rows.append(f"| `{variable.name}` | {variable.kind} | {default} | {variable.meaning} |")
    return "\n".join(rows)


def _default(value: object) -> str:
    match value:
        case None | "" | ():
            return "unset"
        case bool():
            return "on" if value else "off"
        case tuple():
            return f"`{','.join(value)}`"
        case Path() if value.is_relative_to(env.CHECKOUT):
            return f"`{value.relative_to(env.CHECKOUT)}` in the checkout"
        case _:
            return f"`{value}`"
