"""What people decide about stories: joined, or a report split off. It holds, whatever is read, until it is undone.

    join(record, story, other, who, why)        two stories are one; the older id lives on
    split(record, story, reports, who, why)     reports leave a story and make one of their own, `other` of the decision
    undo(record, number, who)                   the decision no longer binds; the stories are grouped afresh
    decisions(record, story=None)               all of them, or those that concern a story's reports; the latest first
    likely(record, story)                       stories that may be the same one: of the same days, naming the same
    titled(record, words)                       stories by words of their titles, or by the start of an id

Each is one transaction: the stories change at once, and `dragoman.run.compare_in(record)`, to be called afterwards,
works out their events and differences anew. A decision speaks of the reports that the stories hold on that day; the
program then neither parts nor brings together what it says. Where two decisions conflict the later one holds. All
raise NotFoundError for an unknown id and OptionError for what cannot be done, such as to split off all of a story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product
from typing import Any, Literal, NamedTuple

from dragoman import shelf
from dragoman.errors import NotFoundError, OptionError
from dragoman.store import Record

Kind = Literal["join", "split"]
Pair = frozenset[str]

NEAR_DAYS = 30
"""Stories whose reports lie further apart than this are not held likely to be one."""
NEIGHBOURS = 2000
"""So many stories of the days about a story are looked at."""


class Candidate(NamedTuple):
    """A story that another may be joined with."""

    id: str
    title: str
    first: str | None
    last: str | None
    """The dates of its reports, ISO."""
    reports: int
    shared: int
    """How many names of actors the two share."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, who made it, when (ISO 8601) and why; `undone` says when it was taken back."""

    number: int
    kind: Kind
    story: str
    """The story that it was made about, by the id of that day; `Record.story` follows it to where it lives now."""
    other: str
    """Of a join the story that came in; of a split the story made."""
    ones: tuple[str, ...]
    """Reports of the one side: those of `story`, without those split off."""
    others: tuple[str, ...]
    """Reports that came in, or were split off."""
    made: str
    who: str
    why: str
    undone: str | None = None
    undone_by: str | None = None

    @property
    def groups(self) -> list[tuple[str, ...]]:
        """Reports that this decision keeps in one story."""
        return [(*self.ones, *self.others)] if self.kind == "join" else [self.others]


def join(record: Record, story: str, other: str, who: str = "", why: str = "") -> Decision:
    """Make two stories one, under the id of the older."""
    ids = {record.story(story).id, record.story(other).id}
    if len(ids) == 1:
        raise OptionError(f"stories {story!r} and {other!r}: one story already, {ids.pop()}; name two that are not")
    older, younger = sorted(ids, key=lambda id: (shelf.born(record, id), id))
    with record.transaction():
        ones, others = shelf.members(record, older), shelf.members(record, younger)
        decision = _note(record, "join", (older, ones), (younger, others), who, why)
        shelf.move(record, others, older)
        shelf.retire(record, younger, older)
    return decision


def split(record: Record, story: str, reports: Sequence[str], who: str = "", why: str = "") -> Decision:
    """Take reports out of a story; together they make a new one, `other` of the decision."""
    home = record.story(story).id
    chosen = {record.report(report).id for report in reports}
    held = shelf.members(record, home)
    if strange := sorted(chosen - set(held)):
        raise OptionError(f"report {strange[0]!r}: not in story {home}; list its reports with: dragoman compare {home}")
    ones, others = [id for id in held if id not in chosen], [id for id in held if id in chosen]
    if not ones or not others:
        raise OptionError(f"story {home}: {len(others)} of {len(held)} reports to split off; expected some, not all")
    with record.transaction():
        made = shelf.new_id(record, others)
        decision = _note(record, "split", (home, ones), (made, others), who, why)
        shelf.move(record, others, made)
    return decision


def undo(record: Record, number: int, who: str = "") -> Decision:
    """Take a decision back. Its reports are grouped afresh at the next comparison, by what else was decided."""
    decision = _decision(record, number)
    if decision.undone:
        raise OptionError(f"decision {number}: undone already, on {decision.undone}")
    with record.transaction():
        record.execute(
            "UPDATE story_decisions SET undone = ?, undone_by = ? WHERE number = ?", (_now(), who, decision.number)
        )
        for report in (*decision.ones, *decision.others):
            record.execute("INSERT OR IGNORE INTO ungrouped SELECT id FROM reports WHERE id = ?", (report,))
    return _decision(record, number)


def decisions(record: Record, story: str | None = None) -> list[Decision]:
    """All decisions, those taken back too, or those on reports of one story; the latest first."""
    if story is None:
        found = record.select("SELECT * FROM story_decisions ORDER BY number DESC")
    else:
        found = record.select(
            """SELECT * FROM story_decisions WHERE number IN (
                SELECT decision FROM story_decision_reports JOIN story_reports USING (report) WHERE story = ?)
            ORDER BY number DESC""",
            record.story(story).id,
        )
    return [_of_row(record, row) for row in found]


def likely(record: Record, story: str, most: int = 12) -> list[Candidate]:
    """Stories of the same days, or without a date, that name the same actors; those that share most names first."""
    id = record.story(story).id
    found = record.select(
        f"""WITH own AS (SELECT first, last FROM story_cards WHERE story = :id),
        near AS (
            SELECT c.story, c.first, c.last, c.reports FROM story_cards c, own
            WHERE c.story <> :id AND (own.first IS NULL OR c.first IS NULL
                OR c.last >= date(own.first, '-{NEAR_DAYS} days') AND c.first <= date(own.last, '+{NEAR_DAYS} days'))
            LIMIT {NEIGHBOURS}),
        names AS (SELECT value FROM story_traits WHERE story = :id AND trait = 'actor')
        SELECT stories.id, title, first, last, reports, count(*) AS shared FROM near
        JOIN story_traits ON story_traits.story = near.story AND trait = 'actor' JOIN names USING (value)
        JOIN stories ON stories.id = near.story GROUP BY stories.id
        ORDER BY shared DESC, reports DESC, stories.id LIMIT :most""",
        {"id": id, "most": most},
    )
    return [Candidate(**row) for row in found]


def titled(record: Record, words: str, most: int = 12) -> list[Candidate]:
    """Stories whose title holds all of some words, or whose id starts with them; those of most reports first."""
    given = words.split()[:12]
    if not given:
        return []
    wheres = " AND ".join("instr(lower(title), lower(?))" for _ in given)
    found = record.select(
        f"""SELECT stories.id, title, first, last, reports, 0 AS shared FROM stories
        JOIN story_cards ON story_cards.story = stories.id WHERE ({wheres}) OR instr(stories.id, ?) = 1
        ORDER BY reports DESC, stories.id LIMIT ?""",
        *given, words.strip(), most,
    )  # fmt: skip
    return [Candidate(**row) for row in found]


def binding(record: Record, reports: Sequence[str]) -> tuple[set[Pair], set[Pair]]:
    """Of these reports the pairs that must be in one story and those that must not; a later decision overrules."""
    given = set(reports)
    together: set[Pair] = set()
    apart: set[Pair] = set()
    numbers = {number for report in reports for number in _numbers(record, report)}
    for decision in (_decision(record, number) for number in sorted(numbers)):
        joined = {frozenset(pair) for group in decision.groups for pair in combinations(given & set(group), 2)}
        sides = (given & set(decision.ones), given & set(decision.others))
        parted = {frozenset(pair) for pair in product(*sides)} if decision.kind == "split" else set()
        together = (together | joined) - parted
        apart = (apart | parted) - joined
    return together, apart


def bound_to(record: Record, report: str) -> list[str]:
    """Reports that decisions keep in one story with a report."""
    found = [_decision(record, number) for number in _numbers(record, report)]
    return sorted({id for d in found for group in d.groups if report in group for id in group} - {report})


def _numbers(record: Record, report: str) -> list[int]:
    """The decisions in force on one report."""
    found = record.select(
        """SELECT number FROM story_decision_reports JOIN story_decisions ON decision = number
        WHERE report = ? AND undone IS NULL""",
        report,
    )
    return [row["number"] for row in found]


def _note(
    record: Record,
    kind: Kind,
    one: tuple[str, Sequence[str]],
    other: tuple[str, Sequence[str]],
    who: str,
    why: str,
) -> Decision:
    cursor = record.execute(
        "INSERT INTO story_decisions (kind, story, other, made, who, why) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, one[0], other[0], _now(), who, why),
    )
    number = int(cursor.lastrowid or 0)
    for side, (_, reports) in enumerate((one, other)):
        for report in reports:
            record.execute("INSERT INTO story_decision_reports VALUES (?, ?, ?)", (number, report, side))
    return _decision(record, number)


def _decision(record: Record, number: int) -> Decision:
    found = record.select("SELECT * FROM story_decisions WHERE number = ?", number)
    if not found:
        raise NotFoundError(f"decision {number}: not in {record.path}; list them with: dragoman stories decisions")
    return _of_row(record, found[0])


def _of_row(record: Record, row: dict[str, Any]) -> Decision:
    number = row["number"]
    reports = record.select("SELECT * FROM story_decision_reports WHERE decision = ? ORDER BY rowid", number)
    sides = [tuple(r["report"] for r in reports if r["side"] == side) for side in (0, 1)]
    return Decision(**row, ones=sides[0], others=sides[1])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
