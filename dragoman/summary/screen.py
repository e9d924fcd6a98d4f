"""What a terminal is given: words that it shows and never obeys, and tables."""

from __future__ import annotations

import re
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

Object = dict[str, Any]

WIDE = 100
"""Columns to which prose is set on a wide terminal, and in a pipe."""
NAME = 20
"""Columns that the first one of a table keeps, so that most persons' names stand on one line."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal would obey; a report's text is shown, never obeyed."""


def plain(words: str) -> str:
    return CONTROL.sub("\ufffd", words.replace("\r\n", "\n"))


def styled(words: str, style: str = "") -> Text:
    return Text(plain(words), style)


def assembled(*parts: str | tuple[str, str]) -> Text:
    return Text.assemble(*(plain(p) if isinstance(p, str) else (plain(p[0]), p[1]) for p in parts))


def console() -> Console:
    screen = Console(highlight=False, soft_wrap=False)
    return screen if screen.is_terminal and screen.width <= WIDE else Console(highlight=False, width=WIDE)


def print_table(found: list[Object] | Object, out: Console) -> None:
    if not found or isinstance(found, dict):
        out.print("nothing")
        return
    first, *others = found[0]
    table = Table(Column(first, min_width=NAME), *others, box=SIMPLE_HEAD, pad_edge=False)
    for row in found:
        table.add_row(*(styled(cell(value)) for value in row.values()))
    out.print(table)


def cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def short(words: str, limit: int = 400) -> str:
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + " …"
