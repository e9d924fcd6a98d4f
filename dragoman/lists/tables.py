"""The tables behind the lists, filled when the record is compared: whole, or for a few stories that changed.

Of copies of one text only the report that speaks for them is counted (`reports.voice`).
"""

from __future__ import annotations

import json
import sqlite3

from dragoman.lists import counts

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
EVENT_TRAITS = {
    "type": "SELECT e.id, 'type', e.type, e.\"when\" FROM {dated} e",
    "status": """SELECT DISTINCT e.id, 'status', m.status, e."when" FROM {dated} e
        JOIN event_mentions x ON x.event = e.id JOIN mentions m ON m.id = x.mention""",
    "actor": """SELECT DISTINCT e.id, 'actor', p.name, e."when" FROM {dated} e
        JOIN event_mentions x ON x.event = e.id JOIN participants p ON p.mention = x.mention""",
    "country": """SELECT DISTINCT e.id, 'country', p.country, e."when" FROM {dated} e
        JOIN event_mentions x ON x.event = e.id JOIN participants p ON p.mention = x.mention WHERE p.country > ''""",
}
ALL_DATED = """(SELECT * FROM events WHERE "when" NOT NULL)"""
DATED_OF_ONE = """(SELECT * FROM events WHERE "when" NOT NULL AND story = :story)"""
CARDS = """SELECT h.story, count(*), min(r.published), max(r.published),
    json_group_array(DISTINCT coalesce(r.outlet, '')),
    coalesce(sum((SELECT count(*) FROM statements s WHERE s.report = r.id)), 0),
    (SELECT count(*) FROM events e WHERE e.story = h.story),
    (SELECT count(*) FROM differences d WHERE d.story = h.story),
    min(coalesce(r.published, '9999') || r.id)
    FROM {home} h JOIN reports r ON r.id = h.report GROUP BY h.story"""
FILLED = ("story_traits", "event_traits", "story_cards", "unlisted")
ALL, ONE = "story_reports", "(SELECT * FROM story_reports WHERE story = :story)"
SHARE = 5
"""Where more than this part of all reports is new, the tables are filled whole, which is quicker then."""
UNORDERED = ("idx_story_traits_story", "idx_event_traits_event")
"""Indexes that rows come to in no order; to make them behind the rows is many times quicker."""
ROOM = 256_000
"""KiB of memory for rows while the tables are filled whole: rows that come in no order are slow in little."""


def refresh(sql: sqlite3.Connection) -> None:
    """Fill all tables anew."""
    (room,) = sql.execute("PRAGMA cache_size").fetchone()
    sql.execute(f"PRAGMA cache_size = -{ROOM}")
    _mark_voices(sql)
    dropped = [_drop_index(sql, name) for name in UNORDERED]
    for table in FILLED:
        sql.execute(f"DELETE FROM {table}")
    for trait in TRAITS.values():
        sql.execute(f"INSERT INTO story_traits {trait.format(home=ALL)} ORDER BY 2, 3, 1")
    for trait in EVENT_TRAITS.values():
        sql.execute(f"INSERT INTO event_traits {trait.format(dated=ALL_DATED)} ORDER BY 2, 3, 4, 1")
    for made in dropped:
        sql.execute(made)
    sql.execute(f"INSERT INTO story_cards {CARDS.format(home=ALL)}")
    counts.refresh(sql)
    sql.execute(f"PRAGMA cache_size = {room}")


def _drop_index(sql: sqlite3.Connection, name: str) -> str:
    """Drop an index. Returns what makes it again."""
    (made,) = sql.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)).fetchone()
    sql.execute(f"DROP INDEX {name}")
    return str(made)


def fill(sql: sqlite3.Connection) -> None:
    """Fill anew what the tables hold of the stories compared since they were filled, and count their reports."""
    stories = [story for (story,) in sql.execute("SELECT story FROM unlisted ORDER BY story")]
    reports = _reports(sql, stories)
    (known,) = sql.execute("SELECT count(*) FROM counted").fetchone()
    if len(reports) * SHARE > known:
        refresh(sql)
        return
    for story in stories:
        _fill_story(sql, story)
    counts.fill(sql, reports)
    counts.fill_totals(sql)
    sql.execute("DELETE FROM unlisted")


def _reports(sql: sqlite3.Connection, stories: list[str]) -> list[str]:
    found = "SELECT report FROM story_reports WHERE story = ? ORDER BY report"
    return [report for story in stories for (report,) in sql.execute(found, (story,))]


def _fill_story(sql: sqlite3.Connection, story: str) -> None:
    _mark_voices(sql, story)
    for table in ("story_traits", "story_cards"):
        sql.execute(f"DELETE FROM {table} WHERE story = ?", (story,))
    sql.execute("DELETE FROM event_traits WHERE event IN (SELECT id FROM events WHERE story = ?)", (story,))
    for trait in TRAITS.values():
        sql.execute(f"INSERT INTO story_traits {trait.format(home=ONE)}", {"story": story})
    for trait in EVENT_TRAITS.values():
        sql.execute(f"INSERT INTO event_traits {trait.format(dated=DATED_OF_ONE)}", {"story": story})
    sql.execute(f"INSERT INTO story_cards {CARDS.format(home=ONE)}", {"story": story})


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
