"""Whose voices a record holds: who is quoted and how often, and which claims pass from report to report.

A text that several outlets carry is one voice, and is counted once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Reading, Report, SpeakerKind, Statement, Story
from dragoman.rows import words_of
from dragoman.stems import rarity_of, stems_of
from dragoman.store import Record

SAME_SHARE = 0.5
SAME_POINTS = 8.0
SAME_WORDS = 3
"""Two statements carry one claim where the rare words that they share make this share of the richer one's points, so
many points and so many words. In 70 matters x 3 outlets 116 pairs do of which one is at second hand; of 26 below a
share of .7 that were read by hand, 24 are of one claim. A share of .4 adds 40, where one often has but a part."""


# What was said


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in its report."""

    report: Report
    statement: Statement

    @property
    def content(self) -> str:
        """The words said, in one line."""
        return words_of(self.report.text, self.statement.content)

    @property
    def worded(self) -> str:
        """The speaker in the report's own words; empty where nobody is given."""
        return words_of(self.report.text, self.statement.source)

    @property
    def source(self) -> str:
        """The speaker as the report words it, and the name where those words do not hold it; empty for nobody."""
        worded, name = self.worded, self.statement.speaker or ""
        return f"{worded} ({name})" if worded and name.casefold() not in worded.casefold() else worded or name

    @property
    def path(self) -> tuple[str, ...]:
        """The way of the words: speaker, relays from the innermost on, outlet."""
        return (self.source or "nobody named", *reversed(self.statement.via), self.report.called)

    @property
    def is_second_hand(self) -> bool:
        """Whether the speaker is unnamed, or heard through somebody else."""
        return is_unnamed(self.statement) or bool(self.statement.via)


def said_in(record: Record, story: str | None = None) -> list[Said]:
    """All that was said, or said in one story, by the reports' dates and then as it stands there."""
    reports = voiced(record, story)
    found = ((reports.get(record.report_of(statement.id)), statement) for statement in record.statements())
    return [Said(report, statement) for report, statement in found if report]


def voiced(record: Record, story: str | None = None) -> dict[str, Report]:
    """The reports of the record or of one story by id, of copies only the one that speaks for them."""
    first = {id: voice for story in record.stories() for id, voice in story.voices.items()}
    return {r.id: r for r in record.reports(story) if first.get(r.id, r.id) == r.id}


def is_unnamed(statement: Statement) -> bool:
    return statement.speaker_kind == "anonymous"


# Who is quoted


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, by name and kind, with all that he or she said. A description may stand for several people."""

    name: str | None
    kind: SpeakerKind
    said: tuple[Said, ...]

    @property
    def country(self) -> str | None:
        return _commonest(said.statement.country for said in self.said)

    @property
    def office(self) -> str | None:
        return _commonest(said.statement.office for said in self.said)

    @property
    def reports(self) -> int:
        return len({said.report.id for said in self.said})

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(said.report.called for said in self.said))


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value given most often; of equal ones the first."""
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else None


def speakers(said: Iterable[Said]) -> list[Speaker]:
    """Speakers, those quoted most first; of equal ones the first quoted."""
    by_speaker: defaultdict[tuple[str | None, SpeakerKind], list[Said]] = defaultdict(list)
    for one in said:
        by_speaker[one.statement.speaker, one.statement.speaker_kind].append(one)
    found = [Speaker(name, kind, tuple(every)) for (name, kind), every in by_speaker.items()]
    return sorted(found, key=lambda speaker: -len(speaker.said))


class Outlet(NamedTuple):
    """How many of an outlet's statements have a named speaker: a person, an organisation or a document."""

    name: str
    statements: int
    named: int
    unnamed: int
    relayed: int
    """Statements of unnamed speakers that came through somebody else."""

    @property
    def share(self) -> float:
        """Share of unnamed speakers."""
        return self.unnamed / self.statements


def outlets(said: Iterable[Said]) -> list[Outlet]:
    """Outlets, those with most statements first."""
    by_outlet: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in said:
        by_outlet[one.report.called].append(one.statement)
    return sorted((_outlet(*item) for item in by_outlet.items()), key=lambda outlet: -outlet.statements)


def _outlet(name: str, statements: list[Statement]) -> Outlet:
    unnamed = [statement for statement in statements if is_unnamed(statement)]
    relayed = sum(bool(statement.via) for statement in unnamed)
    return Outlet(name, len(statements), len(statements) - len(unnamed), len(unnamed), relayed)


class Origin(NamedTuple):
    """A country and an office that speakers have."""

    country: str | None
    office: str | None
    statements: int
    speakers: int


def origins(said: Iterable[Said]) -> list[Origin]:
    """Countries and offices, those quoted most first; without the statements that have neither."""
    found: defaultdict[tuple[str | None, str | None], list[str | None]] = defaultdict(list)
    for one in said:
        if one.statement.country or one.statement.office:
            found[one.statement.country, one.statement.office].append(one.statement.speaker)
    counted = [Origin(*origin, len(names), len(set(names))) for origin, names in found.items()]
    return sorted(counted, key=lambda origin: -origin.statements)


# Claims that pass from report to report


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim at second hand and the statements of other reports that carry it, one a report, by date.

    That a later report took it from an earlier one is not said.
    """

    story: str
    links: tuple[Said, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link.report.called for link in self.links))


class Worded(NamedTuple):
    """Something said, the stems of its words and the points that they make."""

    said: Said
    stems: frozenset[str]
    points: float


def claims(story: Story, readings: Sequence[Reading]) -> list[Claim]:
    """The claims at second hand that two voices or more carry, those of most reports first."""
    rarity = rarity_of(readings)
    worded = list(_worded(story, readings, rarity))
    held = _held(worded)
    found: list[list[Worded]] = []
    told: defaultdict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(worded):
        before = told[one.said.report.id]
        if place in before or not one.said.is_second_hand:
            continue
        shares = _shares(one, held, rarity)
        if any(shares[other] for other in before):
            continue
        links = [place, *_carriers(one, worded, shares)]
        if len(links) > 1:
            found.append([worded[link] for link in links])
            for link in links:
                told[worded[link].said.report.id].add(link)
    return sorted((_claim(story, links) for links in found), key=lambda claim: -len(claim.links))


def _claim(story: Story, links: Iterable[Worded]) -> Claim:
    ordered = sorted((link.said for link in links), key=lambda said: (said.report.published or "9999", said.report.id))
    return Claim(story.id, tuple(ordered))


def _worded(story: Story, readings: Iterable[Reading], rarity: Mapping[str, float]) -> Iterator[Worded]:
    """What each voice of the story says."""
    voices = story.voices
    for reading in readings:
        if voices[reading.report.id] == reading.report.id:
            for said in (Said(reading.report, statement) for statement in reading.statements):
                stems = stems_of(said.content)
                yield Worded(said, stems, _points(stems, rarity))


def _points(stems: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum([rarity.get(stem, 0.0) for stem in sorted(stems)])


class Held(NamedTuple):
    """What was said, looked up by its stems."""

    holders: dict[str, NDArray[np.intp]]
    """The places of what holds a stem."""
    points: NDArray[np.float64]
    """The points of each."""


def _held(worded: Sequence[Worded]) -> Held:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(worded):
        for stem in one.stems:
            holders[stem].append(place)
    places = {stem: np.array(every, dtype=np.intp) for stem, every in holders.items()}
    return Held(places, np.array([one.points for one in worded]))


def _shares(one: Worded, held: Held, rarity: Mapping[str, float]) -> NDArray[np.float64]:
    """For all that was said, the share of the richer one's points that both have; 0 where they carry no one claim."""
    if not one.stems:
        return np.zeros(len(held.points))
    stems = sorted(one.stems)
    holders = [held.holders[stem] for stem in stems]
    places, rare = np.concatenate(holders), [rarity.get(stem, 0.0) for stem in stems]
    points = np.bincount(places, np.repeat(rare, [len(every) for every in holders]), len(held.points))
    words = np.bincount(places, minlength=len(held.points))
    enough = (words >= SAME_WORDS) & (points >= SAME_POINTS)
    shares = np.divide(points, np.maximum(held.points, one.points), out=np.zeros_like(points), where=enough)
    return np.where(shares >= SAME_SHARE, shares, 0.0)


def _carriers(one: Worded, worded: Sequence[Worded], shares: NDArray[np.float64]) -> Iterator[int]:
    """The place of the statement of each other report that carries a claim best; of equal ones the first."""
    best: dict[str, int] = {}
    for place in map(int, np.flatnonzero(shares)):
        report = worded[place].said.report.id
        if report != one.said.report.id and (report not in best or shares[place] > shares[best[report]]):
            best[report] = place
    yield from best.values()
