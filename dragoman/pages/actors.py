"""The pages of those who act, are acted upon or speak: the list of all, and one page an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from dragoman.dossiers import Deed, Dossier, Partner, Telling, Term, Wording, dossier_of, dossiers, source_of, without
from dragoman.errors import NotFoundError
from dragoman.lists import Choice, Person
from dragoman.pages import forms, lines, sure, words
from dragoman.pages.contexts import (
    ActorLine,
    ActorPage,
    ActorsPage,
    DeedLine,
    OfficeTerm,
    OfficeWording,
    PartnerLine,
    ToldLink,
    VoiceLink,
)
from dragoman.pages.speakers import said_line
from dragoman.record import Spans
from dragoman.store import Record
from dragoman.voices import speakers

NEWEST = 150
"""So many mentions and statements of each kind a page is made of, of the newest reports."""
DEEDS = 100
SAID = 12
PARTNERS = 60
TELLINGS = 8
OFFICES = 4
NAMES = 8
"""How much of each a page or a line of it shows; what is left out is counted there."""


def actors(record: Record, choice: Choice | None = None, most: int = forms.PAGE) -> ActorsPage:
    """Who acts, is acted upon or speaks, of one country or of all."""
    choice = choice or Choice()
    found, pager = forms.cut(
        record.lists.actors(choice.country, most + 1, forms.offset(choice, most), choice.actor), choice, most
    )
    total = record.lists.figures().total("actors")
    return ActorsPage(
        root="..",
        summary=words.count(total, "actor") if total else "",
        filters=(
            *forms.of_choice(record, choice, "country"),
            forms.line("actor", "Name", choice.actor, "the beginning of it"),
        ),
        actors=tuple(_line(record, person) for person in found),
        pager=pager,
    )


def _line(record: Record, person: Person) -> ActorLine:
    return ActorLine(
        href=lines.actor_href(person.name),
        name=person.name,
        country=words.country(person.country),
        sector=person.sector or "",
        offices=_few(record.lists.offices_of(person.name), OFFICES),
        done=person.done,
        undergone=person.undergone,
        said=person.said,
    )


def actor(record: Record, slug: str, uncertain: bool = False) -> ActorPage:
    """All that the record holds of one actor. Raises NotFoundError."""
    name = record.lists.actor(slug)
    found = dossier_of(record, name, NEWEST) if name else None
    if found is None:
        raise NotFoundError(f"actor {slug!r}: not in {record.path}; list them with: dragoman show actors")
    return _page(record, found, uncertain)


def every_actor(record: Record) -> Iterator[tuple[str, ActorPage]]:
    """The page of each actor, and the actor's name in its address."""
    for dossier in dossiers(record):
        yield lines.actor_slug(dossier.name), _page(record, dossier)


def _page(record: Record, dossier: Dossier, uncertain: bool = False) -> ActorPage:
    unsure = _unsure(record, dossier)
    if not uncertain:
        dossier = replace(dossier, done=_sure(dossier.done, unsure), undergone=_sure(dossier.undergone, unsure))
    name, done, undergone = dossier.name, dossier.done[:DEEDS], dossier.undergone[:DEEDS]
    partners = dossier.partners
    return ActorPage(
        root="..",
        name=name,
        about=", ".join(filter(None, (words.country(dossier.country), dossier.sector))),
        counts=_counts(dossier),
        wordings=tuple(_wording(wording, record) for wording in dossier.wordings),
        terms=tuple(map(_term, dossier.terms)),
        done=tuple(_deed(deed, without(deed.actors, name), deed.recipients, deed.event in unsure) for deed in done),
        more_done=_more(dossier.done, DEEDS, "event"),
        undergone=tuple(
            _deed(deed, without(deed.recipients, name), deed.actors, deed.event in unsure) for deed in undergone
        ),
        more_undergone=_more(dossier.undergone, DEEDS, "event"),
        said=tuple(map(said_line, dossier.said[:SAID])),
        voices=tuple(_voices(dossier)),
        partners=tuple(map(_partner, partners[:PARTNERS])),
        more_partners=_more(partners, PARTNERS, "actor"),
        uncertain=sure.left_out(len(unsure), uncertain),
        types=lines.types(deed.type for deed in (*done, *undergone)),
    )


def _unsure(record: Record, dossier: Dossier) -> set[str]:
    """The events of a dossier that are uncertain; what was not compared yet is taken for sure."""
    return sure.uncertain(record, {deed.event for deed in (*dossier.done, *dossier.undergone) if deed.event})


def _sure(deeds: Sequence[Deed], unsure: Set[str]) -> tuple[Deed, ...]:
    return tuple(deed for deed in deeds if deed.event not in unsure)


def _counts(dossier: Dossier) -> str:
    acts = f"acts in {words.count(len(dossier.done), 'event')}"
    undergoes = f"undergoes {words.count(len(dossier.undergone), 'event')}"
    told = f"{acts}, {undergoes}, makes {words.count(len(dossier.said), 'statement')}"
    return f"{told}, in the newest reports" if _is_cut(dossier) else told


def _is_cut(dossier: Dossier) -> bool:
    """Whether the record may hold more of an actor than was asked for."""
    mentions = {telling.mention.id for deed in (*dossier.done, *dossier.undergone) for telling in deed.tellings}
    return len(dossier.said) >= NEWEST or len(mentions) >= NEWEST


def _more(every: Sequence[object], shown: int, one: str) -> str:
    return f"{words.count(len(every) - shown, one)} more" if len(every) > shown else ""


def _few(names: Sequence[str], most: int = NAMES) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _wording(wording: Wording, record: Record) -> OfficeWording:
    first = wording.told[0]
    sentences: Spans = record.sentences(first.report.id)
    return OfficeWording(
        href=lines.sentence_href(first.report.id, sentences, first.office.span.start),
        words=wording.words,
        dates=words.dates(told.report.published for told in wording.told),
        reports=wording.reports,
        outlet=lines.outlet_name(first.report),
        held=words.listing(wording.held),
        contradicted=wording.is_contradicted,
    )


def _term(term: Term) -> OfficeTerm:
    return OfficeTerm(
        office=term.office,
        whose=", ".join(filter(None, (term.body, words.country(term.country)))),
        start=words.date(term.start),
        end=words.date(term.end),
        source=source_of(term),
    )


def _deed(deed: Deed, beside: Sequence[str], across: Sequence[str], uncertain: bool) -> DeedLine:
    first = list({telling.report.id: telling for telling in reversed(deed.tellings)}.values())[::-1]
    return DeedLine(
        type=deed.type,
        gloss=words.EVENT_TYPES[deed.type],
        words=deed.words,
        beside=_few(beside),
        across=_few(across),
        when=words.date(deed.when),
        status=words.listing(words.STATUSES[status] for status in deed.statuses),
        tellings=tuple(map(_telling, first[:TELLINGS])),
        more=max(len(first) - TELLINGS, 0),
        uncertain=uncertain,
    )


def _telling(telling: Telling) -> ToldLink:
    return ToldLink(
        href=lines.report_href(telling.report.id, telling.mention.id),
        outlet=lines.outlet_name(telling.report),
        published=words.date(telling.report.published),
    )


def _voices(dossier: Dossier) -> Iterator[VoiceLink]:
    """Where all that was said under the name stands: as a person's, as an organisation's."""
    for speaker in speakers(dossier.said):
        number, reports = words.count(len(speaker.said), "statement"), words.count(speaker.reports, "report")
        yield VoiceLink(lines.speaker_href(speaker.name, speaker.kind), f"{number} in {reports}")


def _partner(partner: Partner) -> PartnerLine:
    return PartnerLine(lines.actor_href(partner.name), partner.name, partner.together, partner.to, partner.by)
