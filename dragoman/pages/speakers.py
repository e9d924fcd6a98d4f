"""The pages of those who are quoted: the list of all, and one page a speaker with all that he or she said."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.dossiers import SPEAKING
from dragoman.errors import NotFoundError
from dragoman.pages import lines, words
from dragoman.pages.contexts import OriginLine, QuotedLine, SaidLine, SpeakerPage, SpeakersPage
from dragoman.store import Record
from dragoman.voices import Said, Speaker, origins, said_in
from dragoman.voices import speakers as speakers_of


def speakers(record: Record) -> SpeakersPage:
    """Who is quoted and how often, and how many of each outlet's speakers are unnamed."""
    said = said_in(record)
    found = speakers_of(said)
    summary = f"{words.count(len(said), 'statement')} by {words.count(len(found), 'speaker')}"
    return SpeakersPage(
        root="..",
        summary=summary if said else "",
        speakers=tuple(map(_quoted, found)),
        shares=lines.shares(said),
        origins=tuple(OriginLine(o.country or "", o.office or "", o.statements, o.speakers) for o in origins(said)),
    )


def _quoted(speaker: Speaker) -> QuotedLine:
    return QuotedLine(
        href=lines.speaker_href(speaker.name, speaker.kind),
        name=words.speaker(speaker.name),
        kind=words.SPEAKERS[speaker.kind],
        office=_office(speaker),
        number=len(speaker.said),
        reports=speaker.reports,
        outlets=words.listing(speaker.outlets),
    )


def _office(speaker: Speaker) -> str:
    return ", ".join(filter(None, (speaker.office, speaker.country)))


def speaker(record: Record, slug: str) -> SpeakerPage:
    """All that one speaker said. Raises NotFoundError."""
    found = next((s for s in speakers_of(said_in(record)) if lines.slug(s.name, s.kind) == slug), None)
    if found is None:
        raise NotFoundError(f"speaker {slug!r}: not in {record.path}; list them with: dragoman show speakers")
    return _page(found)


def every_speaker(record: Record) -> Iterator[tuple[str, SpeakerPage]]:
    """The page of each speaker, and the speaker's name in its address."""
    for speaker in speakers_of(said_in(record)):
        yield lines.slug(speaker.name, speaker.kind), _page(speaker)


def _page(speaker: Speaker) -> SpeakerPage:
    number, reports = words.count(len(speaker.said), "statement"), words.count(speaker.reports, "report")
    return SpeakerPage(
        root="..",
        name=words.speaker(speaker.name),
        kind=words.SPEAKERS[speaker.kind],
        office=_office(speaker),
        counts=f"{number} in {reports}",
        unnamed=speaker.kind == "anonymous",
        actor_href=lines.actor_href(speaker.name) if speaker.name and speaker.kind in SPEAKING else "",
        said=tuple(map(said_line, speaker.said)),
    )


def said_line(said: Said) -> SaidLine:
    """Something that was said, with the words of its report."""
    statement = said.statement
    return SaidLine(
        href=lines.report_href(said.report.id, statement.id),
        outlet=lines.outlet_name(said.report),
        published=words.date(said.report.published),
        worded=said.worded,
        act=words.ACTS[statement.act],
        via=" → ".join(statement.via),
        manner=words.MANNERS[statement.manner],
        said=said.content,
        confidence=words.confidence(statement.confidence),
    )
