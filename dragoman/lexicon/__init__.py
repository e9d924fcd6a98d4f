"""The small tables that the rules read: tab-separated files beside this one, each naming its source at its head."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.errors import LexiconError


class Row(dict[str, str]):
    """One row by column name."""

    def many(self, column: str) -> list[str]:
        """The items of a cell that holds a list, in order."""
        return [item.strip() for item in self[column].split("|") if item.strip()]


class Table(NamedTuple):
    name: str
    rows: tuple[Row, ...]


@cache
def table(name: str) -> Table:
    """Read `NAME.tsv`. Raises LexiconError where a row has not as many cells as the header."""
    lines = [line for line in _source(name).splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{name}.tsv: {line!r} has {len(cells)} cells, the header {len(columns)}; mend the row")
        rows.append(Row(zip(columns, cells, strict=True)))
    return Table(name, tuple(rows))


@cache
def versions() -> dict[str, str]:
    """Each table's name and the first 12 hexadecimal digits of its SHA-256: provenance of a reading."""
    names = sorted(path.name.removesuffix(".tsv") for path in files(__name__).iterdir() if path.name.endswith(".tsv"))
    return {name: hashlib.sha256(_source(name).encode()).hexdigest()[:12] for name in names}


def _source(name: str) -> str:
    path = files(__name__) / f"{name}.tsv"
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"{name}.tsv: not in the package; install dragoman again") from None
