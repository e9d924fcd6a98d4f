"""The record's stories as reports arrive: gists kept and found in its tables, reports placed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dragoman import decisions, shelf
from dragoman.record import Reading, Story
from dragoman.store import Record
from dragoman.stories import Gist, gist_of, place, story_of
from dragoman.stories.placing import PER_KEY, REACH_DAYS, Pairs

UNDATED = 0
"""The day of reports without a date, in the tables."""


def ungrouped(record: Record) -> list[str]:
    """The ids of the reports that are to be placed, in the order of their arrival."""
    return [
        row["id"] for row in record.select("SELECT id FROM ungrouped CROSS JOIN reports ON report = id ORDER BY row")
    ]


def place_in(record: Record, report: str) -> bool:
    """Put a report into its story. Returns False where another program did so meanwhile."""
    with record.transaction():
        if not record.value("SELECT 1 FROM ungrouped WHERE report = ?", report):
            return False
        reading = record.select("SELECT lead FROM reports WHERE id = ?", report)[0]
        place(RecordShelf(record), gist_of(record.report(report), bytes(reading["lead"])))
        record.execute("DELETE FROM ungrouped WHERE report = ?", (report,))
    return True


def drop_empty(record: Record) -> None:
    """Drop stories whose reports were all read again and went elsewhere."""
    with record.transaction():
        record.execute(
            """DELETE FROM stories WHERE stale = 1
            AND NOT EXISTS (SELECT 1 FROM story_reports WHERE story = stories.id)"""
        )


def stale(record: Record) -> list[str]:
    """The stories that are to be compared anew, the oldest first."""
    return [row["id"] for row in record.select("SELECT id FROM stories WHERE stale = 1 ORDER BY born, id")]


def is_stale(record: Record, story: str) -> bool:
    return bool(record.value("SELECT stale FROM stories WHERE id = ?", story))


def described(record: Record, story: str, readings: Sequence[Reading]) -> Story:
    """A story's title and copies as they are now."""
    reports = [reading.report for reading in readings]
    return story_of(story, reports, {gist.report: gist for gist in RecordShelf(record).gists([r.id for r in reports])})


class RecordShelf:
    """The gists and stories of a record; its writes belong into a transaction."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def gists(self, reports: Sequence[str]) -> list[Gist]:
        return [_gist(self._record.select(GIST, report)[0]) for report in reports]

    def add(self, gist: Gist) -> None:
        old = self._record.select("SELECT day, keys FROM gists WHERE report = ?", gist.report)
        arrived = self._record.value("SELECT row FROM reports WHERE id = ?", gist.report)
        for row in old:
            for key in np.frombuffer(row["keys"], "<u4").tolist():
                self._record.execute(
                    "DELETE FROM gist_keys WHERE key = ? AND day = ? AND arrived = ?", (key, row["day"], arrived)
                )
        self._record.execute(
            "INSERT OR REPLACE INTO gists VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                gist.report,
                gist.day or UNDATED,
                gist.words.astype("<u4").tobytes(),
                gist.weights.astype("<f4").tobytes(),
                gist.prints.astype("<u4").tobytes(),
                gist.shingles,
                np.array(gist.keys, "<u4").tobytes(),
            ),
        )
        for key in dict.fromkeys(gist.keys):
            self._record.execute(
                "INSERT INTO gist_keys VALUES (?, ?, ?, ?)", (key, gist.day or UNDATED, arrived, gist.report)
            )

    def holders(self, key: int, day: int | None) -> list[str]:
        low, high = (UNDATED + 1, 10**9) if day is None else (day - REACH_DAYS, day)
        found = self._held(key, UNDATED, UNDATED, "DESC") + self._held(key, max(low, UNDATED + 1), high, "DESC")
        return found if day is None else found + self._held(key, day + 1, day + REACH_DAYS, "ASC")

    def _held(self, key: int, low: int, high: int, order: str) -> list[str]:
        found = self._record.select(
            f"""SELECT report FROM gist_keys WHERE key = ? AND day BETWEEN ? AND ?
            ORDER BY day {order}, arrived {order} LIMIT {PER_KEY}""",
            key, low, high,
        )  # fmt: skip
        return [row["report"] for row in found]

    def story_of(self, report: str) -> str | None:
        return shelf.story_of(self._record, report)

    def members(self, story: str) -> list[str]:
        return shelf.members(self._record, story)

    def is_larger(self, story: str, limit: int) -> bool:
        size = "SELECT count(*) FROM (SELECT 1 FROM story_reports WHERE story = ? LIMIT ?)"
        return bool(self._record.value(size, story, limit + 1) > limit)

    def members_near(self, story: str, day: int | None, limit: int) -> list[str]:
        part = "SELECT report, day, arrived FROM story_reports WHERE story = ? AND day"
        late = self._record.value("SELECT max(day) FROM story_reports WHERE story = ?", story) if day is None else day
        before = f"{part} <= ? ORDER BY day DESC, arrived DESC LIMIT ?"
        after = f"{part} > ? ORDER BY day, arrived LIMIT ?"
        found = [row for sql in (before, after) for row in self._record.select(sql, story, late, limit)]
        chosen = sorted(found, key=lambda row: (abs(row["day"] - late), -row["arrived"]))[:limit]
        return [row["report"] for row in sorted(chosen, key=lambda row: row["arrived"])]

    def born(self, story: str) -> int:
        return shelf.born(self._record, story)

    def binding(self, reports: Sequence[str]) -> tuple[Pairs, Pairs]:
        return decisions.binding(self._record, reports) if self._has_decisions() else (set(), set())

    def bound_to(self, report: str) -> list[str]:
        return decisions.bound_to(self._record, report) if self._has_decisions() else []

    def _has_decisions(self) -> bool:
        return bool(self._record.value("SELECT 1 FROM story_decisions LIMIT 1"))

    def new_id(self, reports: Sequence[str]) -> str:
        return shelf.new_id(self._record, reports)

    def move(self, reports: Sequence[str], story: str) -> None:
        shelf.move(self._record, reports, story)

    def retire(self, story: str, into: str) -> None:
        shelf.retire(self._record, story, into)


GIST = "SELECT gists.*, lead FROM gists JOIN reports ON report = id WHERE report = ?"


def _gist(row: dict[str, Any]) -> Gist:
    return Gist(
        row["report"],
        row["day"] or None,
        np.frombuffer(row["words"], "<u4"),
        np.frombuffer(row["weights"], "<f4"),
        np.frombuffer(row["lead"], "<f2").astype(np.float32),
        np.frombuffer(row["prints"], "<u4"),
        row["shingles"],
        tuple(np.frombuffer(row["keys"], "<u4").tolist()),
    )
