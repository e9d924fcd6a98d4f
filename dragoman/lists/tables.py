"""The tables behind the lists, filled when the record is compared: whole, or for a few stories that changed.

Of copies of one text only the report that speaks for them is counted (`reports.voice`).
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from dragoman.lists.slugs import actor_slug, slug
from dragoman.record import Mention, Statement

Item = Statement | Mention

TRAITS = {
    "outlet": """SELECT DISTINCT h.story, 'outlet', r.outlet FROM {home} h JOIN reports r ON r.id = h.report
        WHERE r.outlet > ''""",
    "type": "SELECT DISTINCT h.story, 'type', m.type FROM {home} h JOIN mentions m ON m.report = h.report",
    "status": "SELECT DISTINCT h.story, 'status', m.status FROM {home} h JOIN mentions m ON m.report = h.report",
    "actor": """SELECT DISTINCT h.story, 'actor', p.name FROM {home} h JOIN mentions m ON m.report = h.report
        JOIN participants p ON p.mention = m.id""",
    "country": """SELECT DISTINCT h.story, 'country', p.country FROM {home} h JOIN mentions m ON m.report = h.report
        JOIN participants p ON p.mention = m.id WHERE p.country > ''""",
}  # fmt: skip
CARDS = """SELECT h.story, count(*), min(r.published), max(r.published),
    json_group_array(DISTINCT coalesce(r.outlet, '')),
    coalesce(sum((SELECT count(*) FROM statements s WHERE s.report = r.id)), 0),
    (SELECT count(*) FROM events e WHERE e.story = h.story),
    (SELECT count(*) FROM differences d WHERE d.story = h.story),
    min(coalesce(r.published, '9999') || r.id)
    FROM {home} h JOIN reports r ON r.id = h.report GROUP BY h.story"""
FILLED = (
    "story_traits",
    "story_cards",
    "speakers",
    "actors",
    "outlets",
    "origins",
    "figures",
    "outdated_names",
    "unlisted",
)
TOTALS = ("outlets", "origins", "figures")
ALL, ONE = "story_reports", "(SELECT * FROM story_reports WHERE story = :story)"
NAMES = """SELECT speaker FROM statements WHERE report = :report
    UNION SELECT name FROM mentions JOIN participants ON mention = id WHERE report = :report"""
FEW = 500
"""Names that are counted one by one; of more the tables are filled whole."""


def refresh(sql: sqlite3.Connection) -> None:
    """Fill all tables anew."""
    _mark_voices(sql)
    for table in FILLED:
        sql.execute(f"DELETE FROM {table}")
    for trait in TRAITS.values():
        sql.execute(f"INSERT INTO story_traits {trait.format(home=ALL)}")
    sql.execute(f"INSERT INTO story_cards {CARDS.format(home=ALL)}")
    _fill_speakers(sql)
    _fill_actors(sql)
    _fill_totals(sql)


def fill(sql: sqlite3.Connection) -> None:
    """Fill anew what the tables hold of the stories compared since they were filled, and of the names in them."""
    stories = [story for (story,) in sql.execute("SELECT story FROM unlisted ORDER BY story")]
    names = _names_noted(sql, stories)
    if names is None:
        refresh(sql)
        return
    for story in stories:
        _fill_story(sql, story)
    refresh_names(sql, names)
    for table in (*TOTALS, "outdated_names", "unlisted"):
        sql.execute(f"DELETE FROM {table}")
    _fill_totals(sql)


def note_names(sql: sqlite3.Connection, report: str) -> None:
    """Note that the names in a report are to be counted anew."""
    sql.execute(f"INSERT INTO outdated_names {NAMES}", {"report": report})


def _names_noted(sql: sqlite3.Connection, stories: list[str]) -> set[str | None] | None:
    """The names that were noted and those in some stories, None where they are many."""
    names = {name for (name,) in sql.execute("SELECT DISTINCT name FROM outdated_names")}
    for story in stories:
        for (report,) in sql.execute("SELECT report FROM story_reports WHERE story = ?", (story,)).fetchall():
            names |= {name for (name,) in sql.execute(NAMES, {"report": report})}
            if len(names) > FEW:
                return None
    return names


def _fill_story(sql: sqlite3.Connection, story: str) -> None:
    _mark_voices(sql, story)
    sql.execute("DELETE FROM story_traits WHERE story = ?", (story,))
    sql.execute("DELETE FROM story_cards WHERE story = ?", (story,))
    for trait in TRAITS.values():
        sql.execute(f"INSERT INTO story_traits {trait.format(home=ONE)}", {"story": story})
    sql.execute(f"INSERT INTO story_cards {CARDS.format(home=ONE)}", {"story": story})


def refresh_names(sql: sqlite3.Connection, names: set[str | None]) -> None:
    """Count anew how often each of some names speaks and acts; a name that is gone goes from the lists."""
    for name in names:
        sql.execute("DELETE FROM speakers WHERE name IS ?", (name,))
        _fill_speakers(sql, name)
        if name is not None:
            sql.execute("DELETE FROM actors WHERE name = ?", (name,))
            _fill_actors(sql, name)


def recount(sql: sqlite3.Connection, report: str, before: Item | None, after: Item | None) -> None:
    """Bring the counts up to date with a statement or mention of a report that comes, goes or changes."""
    for item, number in ((before, -1), (after, 1)):
        if isinstance(item, Mention):
            _add(sql, "mentions", "", number)
            names = [actor.name for actor in (*item.actors, *item.recipients)]
            sql.executemany("INSERT INTO outdated_names VALUES (?)", [(name,) for name in names])
        elif item is not None:
            _add(sql, "statements", item.speaker_kind, number)
            sql.execute("INSERT INTO outdated_names VALUES (?)", (item.speaker,))
            unnamed = item.speaker_kind == "anonymous"
            sql.execute(
                """UPDATE outlets SET statements = statements + :n, named = named + :named,
                unnamed = unnamed + :unnamed, relayed = relayed + :relayed
                WHERE name = (SELECT coalesce(outlet, path) FROM reports WHERE id = :report AND voice)""",
                {
                    "report": report,
                    "n": number,
                    "named": number * (not unnamed),
                    "unnamed": number * unnamed,
                    "relayed": number * (unnamed and bool(item.via)),
                },
            )


def _add(sql: sqlite3.Connection, what: str, value: str, number: int) -> None:
    sql.execute(
        "INSERT INTO figures VALUES (?, ?, ?) ON CONFLICT (what, value) DO UPDATE SET n = n + excluded.n",
        (what, value, number),
    )


def _mark_voices(sql: sqlite3.Connection, story: str | None = None) -> None:
    """Mark the reports whose text another one of the same story spoke before, in one story or in all."""
    where, values = ("WHERE id = ?", (story,)) if story else ("", ())
    groups = [
        group for (cell,) in sql.execute(f"SELECT copies FROM stories {where}", values) for group in json.loads(cell)
    ]
    copies = {id for group in groups for id in group[1:]}
    within = "AND id IN (SELECT report FROM story_reports WHERE story = ?)" if story else ""
    spoken = {id for (id,) in sql.execute(f"SELECT id FROM reports WHERE voice = 0 {within}", values)}
    sql.executemany("UPDATE reports SET voice = 1 WHERE id = ?", [(id,) for id in sorted(spoken - copies)])
    sql.executemany("UPDATE reports SET voice = 0 WHERE id = ?", [(id,) for id in sorted(copies - spoken)])


def _fill_speakers(sql: sqlite3.Connection, name: Any = ...) -> None:
    where, values = ("", ()) if name is ... else ("WHERE s.speaker IS ?", (name,))
    found = sql.execute(
        f"""SELECT s.speaker, s.speaker_kind, count(*), count(DISTINCT s.report) FROM statements s
        JOIN reports r ON r.id = s.report AND r.voice {where} GROUP BY 1, 2""",
        values,
    )
    lines = [(slug(named, kind), named, kind, said, reports) for named, kind, said, reports in found]
    sql.executemany("INSERT OR REPLACE INTO speakers VALUES (?, ?, ?, ?, ?)", lines)


def _fill_actors(sql: sqlite3.Connection, name: Any = ...) -> None:
    """Everybody who acts, is acted upon or speaks by name, with the commonest country and sector."""
    where, values = ("", ()) if name is ... else ("WHERE p.name = ?", (name,))
    parts: dict[str, list[Any]] = {}
    for called, role, number in sql.execute(
        f"""SELECT p.name, p.role, count(*) FROM participants p JOIN mentions m ON m.id = p.mention
        JOIN reports r ON r.id = m.report AND r.voice {where} GROUP BY 1, 2""",
        values,
    ):
        parts.setdefault(called, [0, 0, 0, None, None])[role == "recipient"] = number
    spoken = "kind IN ('person', 'organisation') AND name IS NOT NULL" + (" AND name = ?" if values else "")
    for called, number in sql.execute(f"SELECT name, sum(statements) FROM speakers WHERE {spoken} GROUP BY 1", values):
        parts.setdefault(called, [0, 0, 0, None, None])[2] = number
    for place, trait in ((3, "country"), (4, "sector")):
        for called, value in _commonest(sql, trait, values):
            if called in parts:
                parts[called][place] = value
    lines = [(actor_slug(called), called, *counts, sum(counts[:3])) for called, counts in parts.items()]
    sql.executemany("INSERT OR REPLACE INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lines)


def _commonest(sql: sqlite3.Connection, trait: str, values: tuple[Any, ...]) -> list[tuple[str, str]]:
    """The country or sector that each name is most often given: as a party before as a speaker."""
    found: list[tuple[str, str]] = []
    if trait == "country":
        where = "WHERE speaker = ? AND" if values else "WHERE"
        found = sql.execute(
            f"""SELECT speaker, country FROM (SELECT speaker, country, count(*) AS n FROM statements
            {where} country > '' AND speaker > '' GROUP BY 1, 2) ORDER BY n, 2 DESC""",
            values,
        ).fetchall()
    where = "WHERE name = ? AND" if values else "WHERE"
    found += sql.execute(
        f"""SELECT name, {trait} FROM (SELECT name, {trait}, count(*) AS n FROM participants
        {where} {trait} > '' GROUP BY 1, 2) ORDER BY n, 2 DESC""",
        values,
    ).fetchall()
    return found


def _fill_totals(sql: sqlite3.Connection) -> None:
    _fill_outlets(sql)
    sql.execute(
        """INSERT INTO origins SELECT s.country, s.office, count(*), count(DISTINCT s.speaker)
        FROM statements s JOIN reports r ON r.id = s.report AND r.voice
        WHERE s.country > '' OR s.office > '' GROUP BY 1, 2"""
    )
    _fill_figures(sql)


def _fill_outlets(sql: sqlite3.Connection) -> None:
    sql.execute(
        """INSERT INTO outlets SELECT coalesce(r.outlet, r.path), count(*), sum(s.speaker_kind <> 'anonymous'),
        sum(s.speaker_kind = 'anonymous'), sum(s.speaker_kind = 'anonymous' AND s.via <> '[]')
        FROM statements s JOIN reports r ON r.id = s.report AND r.voice GROUP BY 1"""
    )


def _fill_figures(sql: sqlite3.Connection) -> None:
    """Counts by table and value, which count(*) would take too long for."""
    for what, column, table in (
        ("statements", "speaker_kind", "statements"),
        ("differences", "kind", "differences"),
        ("reports", "NULL", "reports"),
        ("events", "NULL", "events"),
        ("mentions", "NULL", "mentions"),
    ):
        sql.execute(f"INSERT INTO figures SELECT '{what}', coalesce({column}, ''), count(*) FROM {table} GROUP BY 2")
    sql.execute("INSERT INTO figures SELECT 'outlets', '', count(DISTINCT outlet) FROM reports WHERE outlet > ''")
    sql.execute("INSERT INTO figures SELECT 'stories', '', count(*) FROM story_cards WHERE reports > 1")
    sql.execute("INSERT INTO figures SELECT 'speakers', '', count(*) FROM speakers")
    sql.execute("INSERT INTO figures SELECT 'actors', '', count(*) FROM actors")
