"""Which report stands in which story, as the record keeps it: members, ids that live on, what is to be compared.

A story's id never changes its meaning: where two stories become one the older id stays and the younger leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.store import Record
from dragoman.stories.placing import ids_after


def members(record: Record, story: str) -> list[str]:
    """The ids of a story's reports in the order in which they came."""
    found = record.select(
        "SELECT reports.id FROM story_reports JOIN reports ON report = reports.id WHERE story = ? ORDER BY reports.row",
        story,
    )
    return [row["id"] for row in found]


def story_of(record: Record, report: str) -> str | None:
    """The id of the story that holds a report, None before it was compared."""
    return record.value("SELECT story FROM story_reports WHERE report = ?", report)  # type: ignore[no-any-return]


def born(record: Record, story: str) -> int:
    """A number that is lower for an older story."""
    return int(record.value("SELECT born FROM stories WHERE id = ?", story))


def new_id(record: Record, reports: Sequence[str]) -> str:
    """An id that no story has, after the first of its reports that gives none its name."""
    taken = "SELECT 1 FROM story_reports WHERE story = ? LIMIT 1"
    return next(id for id in ids_after(reports) if not record.value(taken, id))


def move(record: Record, reports: Iterable[str], story: str) -> None:
    """Put reports into a story, which is made where there is none; call it within a transaction.

    The story, and those that the reports leave, are marked to be compared anew.
    """
    given = list(reports)
    left = {old for report in given if (old := story_of(record, report)) and old != story}
    _make(record, story, given[0])
    for report in given:
        record.execute("DELETE FROM story_reports WHERE report = ?", (report,))
        record.execute(
            """INSERT INTO story_reports (story, report, day, arrived)
            SELECT ?, id, coalesce((SELECT day FROM gists WHERE report = id), 0), row FROM reports WHERE id = ?""",
            (story, report),
        )
    for touched in (story, *sorted(left)):
        mark_stale(record, touched)


def mark_stale(record: Record, story: str) -> None:
    """Mark a story to be compared anew."""
    record.execute("UPDATE stories SET stale = 1 WHERE id = ?", (story,))


def retire(record: Record, story: str, into: str) -> None:
    """Drop a story without reports; whoever asks for its id, or for one that led to it, is led to `into`."""
    record.execute("DELETE FROM stories WHERE id = ?", (story,))
    record.execute("UPDATE redirects SET story = ? WHERE story = ?", (into, story))
    record.execute("INSERT OR REPLACE INTO redirects VALUES (?, ?)", (story, into))


def _make(record: Record, story: str, first: str) -> None:
    if record.value("SELECT 1 FROM stories WHERE id = ?", story):
        return
    record.execute("DELETE FROM redirects WHERE id = ?", (story,))
    record.execute(
        """INSERT INTO stories (id, title, copies, born, stale)
        SELECT ?, coalesce(title, ''), '[]', (SELECT coalesce(max(born), 0) + 1 FROM stories), 1
        FROM reports WHERE id = ?""",
        (story, first),
    )
