"""What a record knows of an actor across its reports: offices in time, what was done by and to it, and what it said.

Actors are told apart by their names alone. A text that several outlets carry is one voice, and is counted once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, cast

from dragoman.actors.offices import (
    Term,
    Terms,
    country_of_holder,
    is_contradicted,
    terms_at,
    tracked_offices,
    with_given,
)
from dragoman.errors import NotFoundError
from dragoman.record import Actor, EventType, Mention, Office, Report, SpeakerKind, Status
from dragoman.rows import words_of
from dragoman.store import Record
from dragoman.voices import Said, said_in, voiced

__all__ = [
    "Deed",
    "Dossier",
    "Partner",
    "Telling",
    "Term",
    "Told",
    "Wording",
    "dossier",
    "dossiers",
    "source_of",
    "without",
]

OWN_TABLE = "dragoman"
"""How the table of office-holders in the package is called where a term's source is told."""
SPEAKING = ("person", "organisation")
MOST_NAMES = 8
"""How many actors an error names among whom a search cannot choose."""


class Told(NamedTuple):
    """An office in a report's own words, and what the tables of office-holders know of the report's day."""

    report: Report
    office: Office
    held: tuple[Term, ...]
    is_contradicted: bool
    """Whether the tables give the person another office for that day."""


class Wording(NamedTuple):
    """One wording of an office, and the reports that give it while the tables know the same, by date."""

    words: str
    told: tuple[Told, ...]

    @property
    def reports(self) -> int:
        return len({told.report.id for told in self.told})

    @property
    def held(self) -> tuple[str, ...]:
        """The offices that the tables give the person then."""
        return tuple(dict.fromkeys(term.office for term in self.told[0].held))

    @property
    def is_contradicted(self) -> bool:
        return self.told[0].is_contradicted


class Telling(NamedTuple):
    """A mention of a happening in its report."""

    report: Report
    mention: Mention


@dataclass(frozen=True, slots=True)
class Deed:
    """A happening that somebody takes part in, as the reports tell it, by date."""

    event: str | None
    tellings: tuple[Telling, ...]

    @property
    def type(self) -> EventType:
        return self.tellings[0].mention.type

    @property
    def when(self) -> str | None:
        """The date that most of the tellings give."""
        known = Counter(t.mention.when.value for t in self.tellings if t.mention.when)
        return known.most_common(1)[0][0] if known else None

    @property
    def statuses(self) -> tuple[Status, ...]:
        return tuple(dict.fromkeys(t.mention.status for t in self.tellings))

    @property
    def reports(self) -> int:
        return len({t.report.id for t in self.tellings})

    @property
    def words(self) -> str:
        """The predicate as the first telling words it."""
        return words_of(self.tellings[0].report.text, self.tellings[0].mention.trigger)

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor.name for t in self.tellings for actor in t.mention.actors))

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor.name for t in self.tellings for actor in t.mention.recipients))


class Partner(NamedTuple):
    """Somebody who takes part in the same happenings: how many were done together, to this one and by this one."""

    name: str
    together: int
    to: int
    by: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a record holds of one actor."""

    name: str
    country: str | None
    sector: str | None
    told: tuple[Told, ...]
    terms: tuple[Term, ...]
    done: tuple[Deed, ...]
    undergone: tuple[Deed, ...]
    said: tuple[Said, ...]

    @property
    def weight(self) -> int:
        """How much the record holds of the actor."""
        return len(self.done) + len(self.undergone) + len(self.said)

    @property
    def offices(self) -> tuple[str, ...]:
        """Offices in the reports' words, those given most first, then those that tables know of the reports' days."""
        told = Counter(told.office.words for told in self.told)
        held = (term.office for told in self.told for term in told.held)
        said = (said.statement.office for said in self.said if said.statement.office)
        first: dict[str, str] = {}
        for office in chain((words for words, _ in told.most_common()), held, said):
            first.setdefault(office.casefold(), office)
        return tuple(first.values())

    @property
    def wordings(self) -> list[Wording]:
        """The offices in the reports' words, in the order of their first reports."""
        found: dict[tuple[str, tuple[Term, ...], bool], list[Told]] = {}
        for told in self.told:
            key = told.office.words.casefold(), told.held, told.is_contradicted
            found.setdefault(key, []).append(told)
        return [Wording(every[0].office.words, tuple(every)) for every in found.values()]

    @property
    def partners(self) -> list[Partner]:
        """Those who take part in the same happenings, most often first."""
        together, to, by = (Counter[str]() for _ in range(3))
        for deed in self.done:
            together.update(without(deed.actors, self.name))
            to.update(without(deed.recipients, self.name))
        for deed in self.undergone:
            by.update(without(deed.actors, self.name))
        names = (together + to + by).most_common()
        return [Partner(name, together[name], to[name], by[name]) for name, _ in names]


def dossiers(record: Record, story: str | None = None) -> list[Dossier]:
    """Everybody who acts, is acted upon or speaks by name, in the record or one story, those told of most first."""
    reports = voiced(record, story)
    parties, deeds = _deeds(record, reports)
    said = _said(record, story)
    told = _told(record, reports)
    known = with_given(record.officeholders())
    tracked = tracked_offices(known)
    found = [
        Dossier(
            name=name,
            country=_country(parties[name], said[name]) or country_of_holder(name, known),
            sector=_commonest(actor.sector for actor in parties[name]),
            told=tuple(_with_terms(report, office, known, tracked) for report, office in told.get(name, ())),
            terms=known.get(name, ()),
            done=tuple(deeds["actor", name]),
            undergone=tuple(deeds["recipient", name]),
            said=tuple(said[name]),
        )
        for name in dict.fromkeys(chain(parties, said))
    ]
    return sorted(found, key=lambda dossier: (-dossier.weight, dossier.name))


def dossier(record: Record, name: str, story: str | None = None) -> Dossier:
    """All that the record holds of one actor, named in full or by words that no other name holds.

    Raises NotFoundError for nobody and for several.
    """
    every = dossiers(record, story)
    words = name.casefold().split()
    found = [d for d in every if d.name.casefold() == " ".join(words)]
    found = found or [d for d in every if words and all(word in d.name.casefold() for word in words)]
    if not found:
        raise NotFoundError(f"actor {name!r}: not in {record.path}; list them with: dragoman show actors")
    if len(found) > 1:
        names = ", ".join(d.name for d in found[:MOST_NAMES]) + (", …" if len(found) > MOST_NAMES else "")
        raise NotFoundError(f"actor {name!r}: may be {names}; give the name in full")
    return found[0]


def dossier_of(record: Record, name: str, most: int) -> Dossier | None:
    """What the newest `most` mentions and statements hold of one actor, named in full; None for nobody.

    Takes no longer in a large record than in a small one.
    """
    lists = record.lists
    meant = lists.mentions_with(name, most)
    event_of = lists.alike(meant)
    mentions = record.mentions_of({*meant, *event_of})
    ids = [row for kind in SPEAKING for row in lists.newest_said_by(name, cast(SpeakerKind, kind), most)]
    statements = record.statements_of(row.statement for row in ids)
    told = record.offices_of(name)
    of = record.report_of
    reports = record.reports_of([*map(of, mentions), *map(of, statements), *(id for id, _ in told)])
    if not (mentions or statements):
        return None
    by_date = sorted(mentions.values(), key=lambda m: (_day(reports[of(m.id)]), m.trigger))
    deeds = list(_told_together(by_date, reports, event_of))
    said = sorted((Said(reports[of(id)], s) for id, s in statements.items()), key=lambda one: _day(one.report))
    parties = [a for m in mentions.values() for a in (*m.actors, *m.recipients) if a.name == name]
    known = with_given(record.officeholders())
    tracked = tracked_offices(known)
    offices = sorted(((reports[id], office) for id, office in told if id in reports), key=lambda one: _day(one[0]))
    return Dossier(
        name=name,
        country=_country(parties, said) or country_of_holder(name, known),
        sector=_commonest(actor.sector for actor in parties),
        told=tuple(_with_terms(report, office, known, tracked) for report, office in offices),
        terms=known.get(name, ()),
        done=tuple(deed for deed in deeds if name in deed.actors),
        undergone=tuple(deed for deed in deeds if name in deed.recipients),
        said=tuple(said),
    )


def _day(report: Report) -> tuple[str, str]:
    return report.published or "9999", report.id


def without(names: Iterable[str], name: str) -> tuple[str, ...]:
    """The others."""
    return tuple(other for other in names if other != name)


def source_of(term: Term) -> str:
    """The table that a term stands in."""
    return term.file or OWN_TABLE


def _country(parties: Iterable[Actor], said: Iterable[Said]) -> str | None:
    """The country that an actor is most often given, as a party before as a speaker."""
    return _commonest(actor.country for actor in parties) or _commonest(one.statement.country for one in said)


def _commonest(values: Iterable[str | None]) -> str | None:
    known = Counter(value for value in values if value)
    return known.most_common(1)[0][0] if known else None


Parties = defaultdict[str, list[Actor]]
Deeds = defaultdict[tuple[str, str], list[Deed]]
"""What was done by role and name."""


def _deeds(record: Record, reports: Mapping[str, Report]) -> tuple[Parties, Deeds]:
    """Everybody who takes part in a happening, as each mention has it, and the happenings of each."""
    parties: Parties = defaultdict(list)
    deeds: Deeds = defaultdict(list)
    for deed in _happenings(record, reports):
        for t in deed.tellings:
            for actor in (*t.mention.actors, *t.mention.recipients):
                parties[actor.name].append(actor)
        for name in deed.actors:
            deeds["actor", name].append(deed)
        for name in deed.recipients:
            deeds["recipient", name].append(deed)
    return parties, deeds


def _happenings(record: Record, reports: Mapping[str, Report]) -> Iterator[Deed]:
    """The events that the reports tell, by date; what was not compared yet, each mention for itself."""
    event_of = {mention: event.id for event in record.events() for mention in event.mentions}
    yield from _told_together(record.mentions(), reports, event_of)


def _told_together(
    mentions: Iterable[Mention], reports: Mapping[str, Report], event_of: Mapping[str, str]
) -> Iterator[Deed]:
    """Mentions gathered by event, by date."""
    tellings: defaultdict[str, list[Telling]] = defaultdict(list)
    for mention in mentions:
        report = reports.get(mention.id.split("-", 1)[0])
        if report:
            tellings[event_of.get(mention.id, mention.id)].append(Telling(report, mention))
    found = [Deed(event_of.get(every[0].mention.id), tuple(every)) for every in tellings.values()]
    yield from sorted(found, key=lambda deed: deed.when or deed.tellings[0].report.published or "9999")


def _said(record: Record, story: str | None) -> defaultdict[str, list[Said]]:
    """What was said by each person and organisation."""
    found: defaultdict[str, list[Said]] = defaultdict(list)
    for said in said_in(record, story):
        if said.statement.speaker and said.statement.speaker_kind in SPEAKING:
            found[said.statement.speaker].append(said)
    return found


def _told(record: Record, reports: Mapping[str, Report]) -> dict[str, list[tuple[Report, Office]]]:
    """The offices in the reports' own words, by whom they are given to."""
    found: dict[str, list[tuple[Report, Office]]] = {}
    for id, office in record.offices():
        if id in reports:
            found.setdefault(office.name, []).append((reports[id], office))
    return found


def _with_terms(report: Report, office: Office, known: Terms, tracked: Set[str]) -> Told:
    day = report.published
    held: Sequence[Term] = terms_at(office.name, day, known)
    return Told(report, office, tuple(held), bool(day) and is_contradicted(office.words, day or "", held, tracked))
