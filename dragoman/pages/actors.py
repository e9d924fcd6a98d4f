"""The pages of those who act, are acted upon or speak: the list of all, and one page an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.dossiers import Deed, Dossier, Partner, Telling, Term, Wording, dossiers, source_of, without
from dragoman.errors import NotFoundError
from dragoman.pages import lines, words
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

DEEDS = 300
SAID = 12
PARTNERS = 60
TELLINGS = 8
OFFICES = 4
NAMES = 8
"""How much of each a page or a line of it shows; what is left out is counted there."""


def actors(record: Record, country: str = "") -> ActorsPage:
    """Who acts, is acted upon or speaks, of one country or of all."""
    every = dossiers(record)
    countries = sorted({dossier.country for dossier in every if dossier.country})
    shown = [d for d in every if not country or d.country == country]
    return ActorsPage(
        root="..",
        summary=words.count(len(shown), "actor") if every else "",
        country=country,
        countries=tuple(countries),
        actors=tuple(map(_line, shown)),
    )


def _line(dossier: Dossier) -> ActorLine:
    return ActorLine(
        href=lines.actor_href(dossier.name),
        name=dossier.name,
        country=dossier.country or "",
        sector=dossier.sector or "",
        offices=_few(dossier.offices, OFFICES),
        done=len(dossier.done),
        undergone=len(dossier.undergone),
        said=len(dossier.said),
    )


def actor(record: Record, slug: str) -> ActorPage:
    """All that the record holds of one actor. Raises NotFoundError."""
    found = next((dossier for dossier in dossiers(record) if lines.actor_slug(dossier.name) == slug), None)
    if found is None:
        raise NotFoundError(f"actor {slug!r}: not in {record.path}; list them with: dragoman show actors")
    return _page(record, found)


def every_actor(record: Record) -> Iterator[tuple[str, ActorPage]]:
    """The page of each actor, and the actor's name in its address."""
    for dossier in dossiers(record):
        yield lines.actor_slug(dossier.name), _page(record, dossier)


def _page(record: Record, dossier: Dossier) -> ActorPage:
    name, done, undergone = dossier.name, dossier.done[:DEEDS], dossier.undergone[:DEEDS]
    partners = dossier.partners
    return ActorPage(
        root="..",
        name=name,
        about=", ".join(filter(None, (dossier.country, dossier.sector))),
        counts=_counts(dossier),
        wordings=tuple(_wording(wording, record) for wording in dossier.wordings),
        terms=tuple(map(_term, dossier.terms)),
        done=tuple(_deed(deed, without(deed.actors, name), deed.recipients) for deed in done),
        more_done=_more(dossier.done, DEEDS, "event"),
        undergone=tuple(_deed(deed, without(deed.recipients, name), deed.actors) for deed in undergone),
        more_undergone=_more(dossier.undergone, DEEDS, "event"),
        said=tuple(map(said_line, dossier.said[:SAID])),
        voices=tuple(_voices(dossier)),
        partners=tuple(map(_partner, partners[:PARTNERS])),
        more_partners=_more(partners, PARTNERS, "actor"),
        types=lines.types(deed.type for deed in (*done, *undergone)),
    )


def _counts(dossier: Dossier) -> str:
    acts = f"acts in {words.count(len(dossier.done), 'event')}"
    undergoes = f"undergoes {words.count(len(dossier.undergone), 'event')}"
    return f"{acts}, {undergoes}, makes {words.count(len(dossier.said), 'statement')}"


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
        whose=", ".join(filter(None, (term.body, term.country))),
        start=words.date(term.start),
        end=words.date(term.end),
        source=source_of(term),
    )


def _deed(deed: Deed, beside: Sequence[str], across: Sequence[str]) -> DeedLine:
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
