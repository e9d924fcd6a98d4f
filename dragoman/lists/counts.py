"""Counts by name, outlet and origin, kept up report by report: none of it is counted over the whole record again.

A report is counted when its story is, and taken out of the counts before anything in it changes. Of copies of one text
only the report that speaks for them (`reports.voice`) counts for names, outlets and origins.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from dragoman.lists.slugs import actor_slug, slug
from dragoman.record import SpeakerKind

Cell = tuple[str, str, str, int]
"""How often something is so of a name: name, what, value, number."""
SPEAKING = ("person", "organisation")
"""Kinds of speakers that are actors too."""
COPIES = "reports c INDEXED BY idx_reports_copies"
"""An index of copies alone; SQLite would look each report up among all."""
SPOKEN = f"NOT EXISTS (SELECT 1 FROM {COPIES} WHERE c.id = s.report AND c.voice = 0)"
"""Statements, or mentions, but for those of copies."""
PARTIES = "mentions s CROSS JOIN participants p ON p.mention = s.id"
OF_NAMES = (
    f"SELECT p.name, p.role, '', count(*) FROM {PARTIES} WHERE {{of}} GROUP BY 1, 2",
    f"SELECT p.name, 'country', p.country, count(*) FROM {PARTIES} WHERE {{of}} AND p.country > '' GROUP BY 1, 3",
    f"SELECT p.name, 'sector', p.sector, count(*) FROM {PARTIES} WHERE {{of}} AND p.sector > '' GROUP BY 1, 3",
    "SELECT coalesce(s.speaker, ''), 'said', s.speaker_kind, count(*) FROM statements s WHERE {of} GROUP BY 1, 3",
    """SELECT coalesce(s.speaker, ''), 'quoted in', s.speaker_kind, count(DISTINCT s.report) FROM statements s
        WHERE {of} GROUP BY 1, 3""",
    """SELECT s.speaker, 'home', s.country, count(*) FROM statements s
        WHERE {of} AND s.speaker > '' AND s.country > '' GROUP BY 1, 3""",
    """SELECT coalesce(s.speaker, ''), 'origin', json_array(s.country, s.office), count(*) FROM statements s
        WHERE {of} AND (s.country > '' OR s.office > '') GROUP BY 1, 3""",
)
OF_OUTLETS = """SELECT coalesce(r.outlet, r.title, r.path), count(*), sum(s.speaker_kind <> 'anonymous'),
    sum(s.speaker_kind = 'anonymous'), sum(s.speaker_kind = 'anonymous' AND s.via <> '[]')
    FROM statements s JOIN reports r ON r.id = s.report WHERE {of} GROUP BY 1"""
OF_FIGURES = (
    "SELECT 'statements', s.speaker_kind, count(*) FROM statements s WHERE {of} GROUP BY 2",
    "SELECT 'mentions', '', count(*) FROM mentions s WHERE {of} GROUP BY 2",
)
ONE = "s.report = :report"
TABLES = ("counted", "name_counts", "speakers", "actors", "outlets", "origins", "figures")


def refresh(sql: sqlite3.Connection) -> None:
    """Count all reports anew."""
    for table in TABLES:
        sql.execute(f"DELETE FROM {table}")
    sql.execute("INSERT INTO counted SELECT id, voice FROM reports ORDER BY id")
    for select in OF_NAMES:
        sql.execute(f"INSERT INTO name_counts {select.format(of=SPOKEN)}")
    sql.execute(f"INSERT INTO outlets {OF_OUTLETS.format(of=SPOKEN)}")
    for select in OF_FIGURES:
        sql.execute(f"INSERT INTO figures {select.format(of=1)}")
    sql.execute(
        """INSERT INTO origins SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), sum(n), sum(name <> '')
        FROM name_counts WHERE what = 'origin' GROUP BY value"""
    )
    cells = sql.execute("SELECT name, what, value, n FROM name_counts ORDER BY name")
    _list_names(sql, ((name, list(group)) for name, group in groupby(cells, key=itemgetter(0))))
    fill_totals(sql)


def fill(sql: sqlite3.Connection, reports: Iterable[str]) -> None:
    """Count some reports as they stand: those not yet counted, and those counted as what they are no more."""
    for report in reports:
        counted = _one(sql, "SELECT voice FROM counted WHERE report = ?", report)
        if counted is not None and counted != _one(sql, "SELECT voice FROM reports WHERE id = ?", report):
            uncount(sql, report)
        if not _is_counted(sql, report):
            count(sql, report)


def count(sql: sqlite3.Connection, report: str) -> None:
    """Add a report to the counts."""
    voice = _one(sql, "SELECT voice FROM reports WHERE id = ?", report)
    sql.execute("INSERT INTO counted VALUES (?, ?)", (report, voice))
    _add(sql, report, 1, is_voice=bool(voice))


def uncount(sql: sqlite3.Connection, report: str) -> bool:
    """Take a report out of the counts, before it changes. Returns whether it was counted."""
    voice = _one(sql, "SELECT voice FROM counted WHERE report = ?", report)
    if voice is None:
        return False
    sql.execute("DELETE FROM counted WHERE report = ?", (report,))
    _add(sql, report, -1, is_voice=bool(voice))
    return True


def fill_totals(sql: sqlite3.Connection) -> None:
    """The figures that an index counts at once."""
    for what, value, table in (
        ("reports", "''", "reports GROUP BY 2"),
        ("events", "''", "events GROUP BY 2"),
        ("differences", "kind", "differences GROUP BY 2"),
        ("stories", "''", "story_cards WHERE reports > 1"),
        ("speakers", "''", "speakers"),
        ("actors", "''", "actors"),
    ):
        sql.execute("DELETE FROM figures WHERE what = ?", (what,))
        sql.execute(f"INSERT INTO figures SELECT '{what}', {value}, count(*) FROM {table}")
    sql.execute("DELETE FROM figures WHERE what = 'outlets'")
    sql.execute("INSERT INTO figures SELECT 'outlets', '', count(DISTINCT outlet) FROM reports WHERE outlet > ''")


# One report


def _is_counted(sql: sqlite3.Connection, report: str) -> bool:
    return _one(sql, "SELECT 1 FROM counted WHERE report = ?", report) is not None


def _add(sql: sqlite3.Connection, report: str, sign: int, *, is_voice: bool) -> None:
    """Add what a report holds to the counts, or take it away."""
    of = {"report": report}
    for select in OF_FIGURES:
        for what, value, number in sql.execute(select.format(of=ONE), of).fetchall():
            _sum(sql, "figures", ("what", "value"), (what, value), {"n": sign * number})
    if not is_voice:
        return
    for name, *numbers in sql.execute(OF_OUTLETS.format(of=ONE), of).fetchall():
        columns = ("statements", "named", "unnamed", "relayed")
        new = {column: sign * number for column, number in zip(columns, numbers, strict=True)}
        _sum(sql, "outlets", ("name",), (name,), new)
    cells: list[Cell] = [cell for select in OF_NAMES for cell in sql.execute(select.format(of=ONE), of).fetchall()]
    for name, what, value, number in cells:
        _add_cell(sql, name, what, value, sign * number)
    names = sorted({cell[0] for cell in cells})
    for name in names:
        sql.execute("DELETE FROM speakers WHERE name IS ?", (name or None,))
        sql.execute("DELETE FROM actors WHERE name = ?", (name,))
    _list_names(sql, ((name, _cells(sql, name)) for name in names))


def _cells(sql: sqlite3.Connection, name: str) -> list[Cell]:
    return sql.execute("SELECT name, what, value, n FROM name_counts WHERE name = ?", (name,)).fetchall()


def _add_cell(sql: sqlite3.Connection, name: str, what: str, value: str, number: int) -> None:
    now = _sum(sql, "name_counts", ("name", "what", "value"), (name, what, value), {"n": number})
    if what != "origin":
        return
    country, office = json.loads(value)
    speakers = ((now > 0) - (now - number > 0)) if name else 0
    changed = sql.execute(
        "UPDATE origins SET statements = statements + ?, speakers = speakers + ? WHERE country IS ? AND office IS ?",
        (number, speakers, country, office),
    )
    if not changed.rowcount:
        sql.execute("INSERT INTO origins VALUES (?, ?, ?, ?)", (country, office, number, speakers))
    sql.execute("DELETE FROM origins WHERE country IS ? AND office IS ? AND statements = 0", (country, office))


def _sum(sql: sqlite3.Connection, table: str, keys: Sequence[str], at: Sequence[str], new: dict[str, int]) -> int:
    """Add numbers to those of a row, which is made where there is none and goes where its first number is 0.

    Returns that first number.
    """
    first = next(iter(new))
    names, marks = ", ".join((*keys, *new)), ", ".join("?" * (len(keys) + len(new)))
    sums = ", ".join(f"{column} = {column} + excluded.{column}" for column in new)
    conflict = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums} RETURNING {first}"
    ((now,),) = sql.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) {conflict}", (*at, *new.values())
    ).fetchall()
    if not now:
        sql.execute(f"DELETE FROM {table} WHERE {' AND '.join(f'{key} = ?' for key in keys)}", tuple(at))
    return int(now)


def _one(sql: sqlite3.Connection, query: str, *values: Any) -> Any:
    row = sql.execute(query, values).fetchone()
    return row[0] if row else None


# Names in the lists


def _list_names(sql: sqlite3.Connection, named: Iterable[tuple[str, list[Cell]]]) -> None:
    """Write the lines of some names in the lists of speakers and actors."""
    speakers: list[tuple[Any, ...]] = []
    actors: list[tuple[Any, ...]] = []
    for name, cells in named:
        counts: dict[str, dict[str, int]] = {}
        for _, what, value, number in cells:
            counts.setdefault(what, {})[value] = number
        speakers += _speakers(name or None, counts)
        actors += _actor(name, counts) if name else ()
    sql.executemany("INSERT INTO speakers VALUES (?, ?, ?, ?, ?)", speakers)
    sql.executemany("INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)", actors)


def _speakers(name: str | None, counts: dict[str, dict[str, int]]) -> Iterator[tuple[Any, ...]]:
    for kind, number in counts.get("said", {}).items():
        yield slug(name, cast(SpeakerKind, kind)), name, kind, number, counts["quoted in"][kind]


def _actor(name: str, counts: dict[str, dict[str, int]]) -> Iterator[tuple[Any, ...]]:
    """An actor with the commonest country, as a party before as a speaker, and the commonest sector."""
    said = sum(counts.get("said", {}).get(kind, 0) for kind in SPEAKING)
    done, undergone = (counts.get(role, {}).get("", 0) for role in ("actor", "recipient"))
    if done or undergone or said:
        country, sector = _commonest(counts.get("country") or counts.get("home")), _commonest(counts.get("sector"))
        yield actor_slug(name), name, done, undergone, said, country, sector, done + undergone + said


def _commonest(counted: dict[str, int] | None) -> str | None:
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
