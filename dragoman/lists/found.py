"""Questions that the lists answer, each by an index: a page of a list, a name of an address, figures."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from dragoman.lists import counts, tables
from dragoman.lists.choice import Choice
from dragoman.lists.counts import SPOKEN
from dragoman.record import EventType, SpeakerKind

SAMPLE = 100
"""So many statements tell enough of a speaker for a list; the speaker's own page has them all."""
MOST_MARKS = 500
AFTER = "\U0010ffff"
"""Behind all that begins with what stands before it."""
STORY_TRAITS = ("actor", "outlet", "country", "type", "status")
EVENT_TRAITS = ("actor", "country", "type", "status")
"""What stories and events are chosen by."""
ALSO = """EXISTS (SELECT 1 FROM event_traits a
    WHERE a.trait = ? AND a.value = ? AND a."when" = t."when" AND a.event = t.event)"""
DATED = """(SELECT "when", id AS event FROM events WHERE "when" NOT NULL)"""
LARGEST = "c.reports DESC, c.opening"
"""The order of `Record.stories`."""
FEW = 2000
"""What fewer rows have is looked up by its own index; what is commoner soon turns up in the order of the list."""
STATEMENT_COLUMNS = {"speaker": "speaker", "country": "country", "act": "act", "kind": "speaker_kind"}
"""What statements are chosen by, the most telling first; each has an index by date, which holds those behind it."""


class StoryRow(NamedTuple):
    """A story in the list."""

    id: str
    title: str
    reports: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    statements: int
    events: int
    differences: int


class TypedDay(NamedTuple):
    """An event of a story: its type and date."""

    story: str
    type: EventType
    when: str | None


class Person(NamedTuple):
    """An actor in the list."""

    slug: str
    name: str
    country: str | None
    sector: str | None
    done: int
    undergone: int
    said: int


class SpeakerRow(NamedTuple):
    slug: str
    name: str | None
    kind: SpeakerKind
    statements: int
    reports: int


class SaidRow(NamedTuple):
    """A statement in a list, by its id and its report's."""

    report: str
    statement: str


class DatedEvent(NamedTuple):
    """An event in the chronology."""

    id: str
    story: str
    title: str
    type: EventType
    when: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    told: int
    """Reports that tell it."""


class Figures(NamedTuple):
    """Counts by value."""

    counts: dict[str, dict[str, int]]

    def total(self, what: str) -> int:
        return sum(self.counts.get(what, {}).values())

    def by(self, what: str) -> list[tuple[str, int]]:
        """Counts of a table by value, largest first."""
        return sorted(self.counts.get(what, {}).items(), key=lambda item: (-item[1], item[0]))


class Lists:
    """The lists of one record's file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def refresh(self) -> None:
        """Fill the lists anew. The caller holds the transaction."""
        tables.refresh(self._sql)

    def fill(self) -> None:
        """Bring the lists up to date with the stories that were compared since. The caller holds the transaction."""
        tables.fill(self._sql)

    def leave_out(self, report: str) -> None:
        """Take a report out of the counts, before it is read again."""
        counts.uncount(self._sql, report)

    def figures(self) -> Figures:
        found: dict[str, dict[str, int]] = {}
        for what, value, number in self._sql.execute("SELECT what, value, n FROM figures"):
            found.setdefault(what, {})[value] = number
        return Figures(found)

    def dates(self) -> tuple[str, str]:
        """The first and the last date of a report; empty where none has one."""
        first = self._one("SELECT published FROM reports WHERE published > '' ORDER BY published LIMIT 1")
        last = self._one("SELECT published FROM reports WHERE published > '' ORDER BY published DESC LIMIT 1")
        return first or "", last or ""

    # Stories

    def stories(self, choice: Choice, limit: int, offset: int = 0, *, alone: bool = False) -> list[StoryRow]:
        """Stories that fit: of several reports, or of one alone; those of most reports first, or most differences."""
        among, wheres, values = self._of_story(choice)
        wheres.append(f"(c.reports > 1) = {int(not alone)}")
        order = {"differences": f"c.differences DESC, {LARGEST}", "latest": f"c.last DESC, {LARGEST}"}
        found = self._sql.execute(
            f"""SELECT s.id, s.title, c.reports, c.first, c.last, c.outlets, c.statements, c.events, c.differences
            FROM {among} CROSS JOIN stories s ON s.id = c.story WHERE {" AND ".join(wheres)}
            ORDER BY {order.get(choice.order, LARGEST)} LIMIT ? OFFSET ?""",
            [*values, limit, offset],
        )
        return [StoryRow(*row)._replace(outlets=tuple(filter(None, json.loads(row[5])))) for row in found]

    def _of_story(self, choice: Choice) -> tuple[str, list[str], list[Any]]:
        """The cards to go through, the conditions and their values.

        Those of the rarest trait, where few stories have it; else all in the order of the list, of which the first that
        fit soon turn up. A `+` keeps an index from being used, which would put them in another order.
        """
        among, wheres, values = "story_cards c", list[str](), list[Any]()
        chosen = [(trait, value) for trait in STORY_TRAITS if (value := getattr(choice, trait))]
        counted = {pair: self._count_to(FEW, "story_traits WHERE trait = ? AND value = ?", *pair) for pair in chosen}
        rarest = min(chosen, key=counted.__getitem__, default=None)
        for pair in chosen:
            if pair == rarest and counted[pair] < FEW:
                among = "story_traits t CROSS JOIN story_cards c ON c.story = t.story"
                wheres.append("t.trait = ? AND t.value = ?")
            else:
                wheres.append("EXISTS (SELECT 1 FROM story_traits WHERE trait = ? AND value = ? AND story = c.story)")
            values += pair
        if choice.since:
            wheres.append("+c.last >= ?")
            values.append(choice.since)
        if choice.until:
            wheres.append("+c.first <= ?")
            values.append(choice.until + AFTER)
        return among, wheres, values

    def abouts(self, stories: Sequence[str], most: int) -> dict[str, list[str]]:
        """What the first differences of some stories are about."""
        found: dict[str, list[str]] = {}
        for id in stories:
            rows = self._sql.execute(
                "SELECT about FROM differences WHERE story = ? ORDER BY position LIMIT ?", (id, most)
            )
            found[id] = [about for (about,) in rows]
        return found

    def values_of(self, trait: str, most: int = 500) -> list[str]:
        """The values of a trait that stories have, in order of the alphabet."""
        found = self._sql.execute(
            """WITH RECURSIVE next(v) AS (
                SELECT min(value) FROM story_traits WHERE trait = :trait
                UNION ALL SELECT (SELECT min(value) FROM story_traits WHERE trait = :trait AND value > v)
                    FROM next WHERE v IS NOT NULL LIMIT :most)
            SELECT v FROM next WHERE v IS NOT NULL""",
            {"trait": trait, "most": most},
        )
        return [value for (value,) in found]

    # Names

    def actors(self, country: str, limit: int, offset: int = 0, name: str = "") -> list[Person]:
        """Actors, of one country or of all, those told of most first; with a name, those whose name begins so."""
        wheres, values = ["1"], []
        if country:
            wheres.append("country = ?")
            values.append(country)
        if name:
            wheres.append("name >= ? AND name < ?")
            values += [name, name + AFTER]
        found = self._sql.execute(
            f"""SELECT slug, name, country, sector, done, undergone, said FROM actors
            WHERE {" AND ".join(wheres)} ORDER BY weight DESC, name LIMIT ? OFFSET ?""",
            [*values, limit, offset],
        )
        return [Person(*row) for row in found]

    def countries(self) -> list[str]:
        """The countries of actors."""
        found = self._sql.execute(
            """WITH RECURSIVE next(v) AS (
                SELECT min(country) FROM actors
                UNION ALL SELECT (SELECT min(country) FROM actors WHERE country > v) FROM next WHERE v IS NOT NULL)
            SELECT v FROM next WHERE v IS NOT NULL"""
        )
        return [value for (value,) in found]

    def actor(self, slug: str) -> str | None:
        """The name behind an address."""
        return cast(str | None, self._one("SELECT name FROM actors WHERE slug = ?", slug))

    def speakers(self, limit: int, offset: int = 0, kind: str = "") -> list[SpeakerRow]:
        """Speakers, those quoted most first."""
        where, values = ("WHERE kind = ?", [kind]) if kind else ("", [])
        found = self._sql.execute(
            f"""SELECT slug, name, kind, statements, reports FROM speakers {where}
            ORDER BY statements DESC, slug DESC LIMIT ? OFFSET ?""",
            [*values, limit, offset],
        )
        return [SpeakerRow(*row) for row in found]

    def speaker(self, slug: str) -> SpeakerRow | None:
        found = self._sql.execute(
            "SELECT slug, name, kind, statements, reports FROM speakers WHERE slug = ?", (slug,)
        ).fetchone()
        return SpeakerRow(*found) if found else None

    def outlets(self, limit: int = 200) -> list[tuple[str, int, int, int, int]]:
        """Outlets with their statements: all, with named speakers, unnamed, and unnamed ones that were relayed."""
        return self._sql.execute("SELECT * FROM outlets ORDER BY statements DESC, name LIMIT ?", (limit,)).fetchall()

    def origins(self, limit: int = 200) -> list[tuple[str | None, str | None, int, int]]:
        """Countries and offices of speakers, with statements and speakers."""
        return self._sql.execute(
            "SELECT * FROM origins ORDER BY statements DESC, country, office LIMIT ?", (limit,)
        ).fetchall()

    def about_speaker(self, name: str | None, kind: SpeakerKind) -> tuple[str | None, str | None, list[str]]:
        """A speaker's commonest office and country, and the outlets, in the first `SAMPLE` statements."""
        found = self._sql.execute(
            f"""SELECT s.office, s.country, coalesce(r.outlet, r.title, r.path) FROM statements s
            JOIN reports r ON r.id = s.report WHERE s.speaker IS ? AND s.speaker_kind = ? AND {SPOKEN} LIMIT ?""",
            (name, kind, SAMPLE),
        ).fetchall()
        offices, countries = Counter(o for o, _, _ in found if o), Counter(c for _, c, _ in found if c)
        outlets = list(dict.fromkeys(outlet for _, _, outlet in found))
        return _first(offices), _first(countries), outlets

    def offices_of(self, name: str) -> list[str]:
        """An actor's offices in the reports' words, commonest first."""
        found = self._sql.execute("SELECT words FROM offices WHERE name = ? LIMIT ?", (name, SAMPLE))
        counted = Counter(words.casefold() for (words,) in found)
        return [words for words, _ in counted.most_common()]

    def mentions_with(self, name: str, limit: int) -> list[str]:
        """The mentions in which somebody takes part, of the newest reports; of copies of a text once."""
        found = self._sql.execute(
            f"""SELECT DISTINCT p.mention, p.published FROM participants p CROSS JOIN mentions s ON s.id = p.mention
            WHERE p.name = ? AND {SPOKEN} ORDER BY p.published DESC, p.mention LIMIT ?""",
            (name, limit),
        )
        return [id for id, _ in found]

    def alike(self, mentions: Sequence[str]) -> dict[str, str]:
        """All mentions of the events of some mentions, each with its event; of copies of a text once."""
        found: dict[str, str] = {}
        for start in range(0, len(mentions), MOST_MARKS):
            some = mentions[start : start + MOST_MARKS]
            marks = ", ".join("?" * len(some))
            rows = self._sql.execute(
                f"""SELECT o.mention, o.event FROM event_mentions o JOIN mentions s ON s.id = o.mention
                WHERE o.event IN (SELECT event FROM event_mentions WHERE mention IN ({marks})) AND {SPOKEN}""",
                some,
            )
            found.update(rows.fetchall())
        return found

    # Statements and events

    def said_by(self, name: str | None, kind: SpeakerKind, limit: int, offset: int = 0) -> list[SaidRow]:
        """What a speaker said, by date; of copies once."""
        found = self._sql.execute(
            f"""SELECT s.report, s.id FROM statements s WHERE s.speaker IS ? AND s.speaker_kind = ? AND {SPOKEN}
            ORDER BY coalesce(s.published, '9999'), s.report, s.position LIMIT ? OFFSET ?""",
            (name, kind, limit, offset),
        )
        return [SaidRow(*row) for row in found]

    def newest_said_by(self, name: str, kind: SpeakerKind, limit: int) -> list[SaidRow]:
        """What a speaker said last, of undated reports first; of copies once."""
        found = self._sql.execute(
            f"""SELECT s.report, s.id FROM statements s WHERE s.speaker = ? AND s.speaker_kind = ? AND {SPOKEN}
            ORDER BY coalesce(s.published, '9999') DESC, s.report DESC, s.position DESC LIMIT ?""",
            (name, kind, limit),
        )
        return [SaidRow(*row) for row in found]

    def statements(self, choice: Choice, limit: int, offset: int = 0) -> list[SaidRow]:
        """Statements that fit, of the newest reports first."""
        chosen = [(column, value) for name, column in STATEMENT_COLUMNS.items() if (value := getattr(choice, name))]
        first = chosen[0] if chosen else None
        by_outlet = choice.outlet and not (first and self._is_rare(*first))
        if first and not by_outlet:
            dated, table, order = "s.published", "statements s", "s.published DESC, s.report DESC, s.position"
        else:
            dated, table = "r.published", "reports r CROSS JOIN statements s ON s.report = r.id"
            order = "r.published DESC, r.id DESC, s.position"
        wheres, values = self._within(dated, choice)
        for pair in chosen:
            wheres.append(f"{'' if pair == first and not by_outlet else '+'}s.{pair[0]} = ?")
            values.append(pair[1])
        if choice.outlet:
            wheres.append("r.outlet = ?" if by_outlet else "(SELECT outlet FROM reports WHERE id = s.report) = ?")
            values.append(choice.outlet)
        found = self._sql.execute(
            f"SELECT s.report, s.id FROM {table} WHERE {' AND '.join(wheres) or 1} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [SaidRow(*row) for row in found]

    def _is_rare(self, column: str, value: str) -> bool:
        return self._count_to(FEW, f"statements WHERE {column} = ?", value) < FEW

    def _count_to(self, most: int, what: str, *values: str) -> int:
        """How many rows there are, counted no further than `most`."""
        return int(self._one(f"SELECT count(*) FROM (SELECT 1 FROM {what} LIMIT {most})", *values))

    def _within(self, column: str, choice: Choice) -> tuple[list[str], list[Any]]:
        """Conditions by date."""
        given = ((">=", choice.since), ("<=", choice.until and choice.until + AFTER))
        return [f"{column} {sign} ?" for sign, value in given if value], [value for _, value in given if value]

    def chronology(self, choice: Choice, limit: int, offset: int = 0) -> list[DatedEvent]:
        """Dated events that fit, in order of date."""
        chosen = [(trait, value) for trait in EVENT_TRAITS if (value := getattr(choice, trait))]
        counted = {pair: self._count_to(FEW, "event_traits WHERE trait = ? AND value = ?", *pair) for pair in chosen}
        chosen.sort(key=counted.__getitem__)
        wheres, values = self._within('t."when"', choice)
        for number, pair in enumerate(chosen):
            wheres.append("t.trait = ? AND t.value = ?" if number == 0 else ALSO)
            values += pair
        found = self._sql.execute(
            f"""SELECT e.id, e.story, s.title, e.type, e."when", e.actors, e.recipients,
            (SELECT count(*) FROM accounts a WHERE a.event = e.id AND a.stance <> 'silent')
            FROM (SELECT t."when", t.event FROM {"event_traits" if chosen else DATED} t
                WHERE {" AND ".join(wheres) or 1} ORDER BY t."when", t.event LIMIT ? OFFSET ?) t
            CROSS JOIN events e ON e.id = t.event JOIN stories s ON s.id = e.story ORDER BY t."when", t.event""",
            [*values, limit, offset],
        )
        return [
            DatedEvent(*row)._replace(actors=tuple(json.loads(row[5])), recipients=tuple(json.loads(row[6])))
            for row in found
        ]

    def _one(self, sql: str, *values: Any) -> Any:
        row = self._sql.execute(sql, values).fetchone()
        return row[0] if row else None


def _first(counted: Counter[str]) -> str | None:
    return counted.most_common(1)[0][0] if counted else None
