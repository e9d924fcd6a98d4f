"""Search by words: the statements and reports of a record that hold them, by SQLite's full-text index."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

Select = Callable[..., list[tuple[Any, ...]]]
"""Runs a query, given with its values, and gives all rows."""

RANKED = 10_000
"""So many rows that hold all words are ranked in about 20 ms."""
WEIGHED = 200_000
"""How rare each word is, which ranks them, is told in about 20 ms where no more rows hold them, word by word."""
HIT_OPEN, HIT_CLOSE = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or a statement that holds the words searched for, best first.

    `snippet` marks the words found with `HIT_OPEN` and `HIT_CLOSE`."""

    report: str
    statement: str | None
    title: str | None
    outlet: str | None
    published: str | None
    snippet: str


def find(select: Select, query: str, limit: int) -> list[Hit]:
    """Statements, then reports, that answer a query of FTS5, best first, at most `limit` each.

    Of more than `RANKED` rows, or of words that more than `WEIGHED` hold together, the latest come first.
    """
    marks = (HIT_OPEN, HIT_CLOSE)
    statements = select(
        f"""SELECT s.report, s.id, r.title, r.outlet, r.published, highlight(statements_fts, 2, ?, ?)
        FROM statements_fts JOIN statements AS s ON s.row = statements_fts.rowid
            JOIN reports AS r ON r.id = s.report
        WHERE statements_fts MATCH ? ORDER BY {_order(select, "statements_fts", query)} LIMIT ?""",
        *marks,
        query,
        limit,
    )
    reports = select(
        f"""SELECT r.id, NULL, r.title, r.outlet, r.published, snippet(reports_fts, 1, ?, ?, '…', 40)
        FROM reports_fts JOIN reports AS r ON r.row = reports_fts.rowid
        WHERE reports_fts MATCH ? ORDER BY {_order(select, "reports_fts", query)} LIMIT ?""",
        *marks,
        query,
        limit,
    )
    return [Hit(*row) for row in (*statements, *reports)]


def _order(select: Select, index: str, query: str) -> str:
    """How hits are put in order: by how well they fit, or where that would weigh too many, the latest first."""
    left = WEIGHED
    for word in dict.fromkeys(re.findall(r"\w+", query)):
        left -= _held(select, index, f'"{word}"', left)
        if left <= 0:
            return f"{index}.rowid DESC"
    is_ranked = _held(select, index, query, RANKED + 1) <= RANKED
    return f"rank, {index}.rowid" if is_ranked else f"{index}.rowid DESC"


def _held(select: Select, index: str, query: str, most: int) -> int:
    """How many rows hold what is searched for, counted no further than `most`."""
    found = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"
    return cast(int, select(found, query, most)[0][0])
