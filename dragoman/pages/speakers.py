"""The pages of those who are quoted: the list of all, and one page a speaker with all that he or she said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.corrections import Correction
from dragoman.dossiers import SPEAKING
from dragoman.errors import NotFoundError
from dragoman.lists import Choice, SpeakerRow
from dragoman.pages import forms, lines, words
from dragoman.pages.contexts import OriginLine, OutletShare, QuotedLine, SaidLine, SpeakerPage, SpeakersPage
from dragoman.store import Record
from dragoman.voices import Said

ALL = 1_000_000
OUTLETS = 6


def speakers(record: Record, choice: Choice | None = None, most: int = forms.PAGE) -> SpeakersPage:
    """Who is quoted and how often, and how many of each outlet's speakers are unnamed."""
    choice, figures = choice or Choice(), record.lists.figures()
    found, pager = forms.cut(record.lists.speakers(most + 1, forms.offset(choice, most)), choice, most)
    total, number = figures.total("speakers"), sum(share[1] for share in record.lists.outlets(ALL))
    return SpeakersPage(
        root="..",
        summary=f"{words.count(number, 'statement')} by {words.count(total, 'speaker')}" if total else "",
        speakers=tuple(_quoted(record, row) for row in found),
        pager=pager,
        shares=tuple(_share(*share) for share in record.lists.outlets()),
        origins=tuple(
            OriginLine(words.country(country), office or "", number, speakers)
            for country, office, number, speakers in record.lists.origins()
        ),
    )


def _share(name: str, statements: int, named: int, unnamed: int, relayed: int) -> OutletShare:
    return OutletShare(name, statements, named, unnamed, f"{round(100 * unnamed / max(statements, 1))}%", relayed)


def _quoted(record: Record, row: SpeakerRow) -> QuotedLine:
    office, country, outlets = record.lists.about_speaker(row.name, row.kind)
    return QuotedLine(
        href=lines.speaker_href(row.name, row.kind),
        name=words.speaker(row.name),
        kind=words.SPEAKERS[row.kind],
        office=_office(office, country),
        number=row.statements,
        reports=row.reports,
        outlets=lines.few(outlets, OUTLETS),
    )


def _office(office: str | None, country: str | None) -> str:
    return ", ".join(filter(None, (office, words.country(country))))


def speaker(record: Record, slug: str, choice: Choice | None = None, most: int = forms.PAGE) -> SpeakerPage:
    """All that one speaker said. Raises NotFoundError."""
    row = record.lists.speaker(slug)
    if row is None:
        raise NotFoundError(f"speaker {slug!r}: not in {record.path}; list them with: dragoman show speakers")
    return _page(record, row, choice or Choice(), most)


def every_speaker(record: Record) -> Iterator[tuple[str, SpeakerPage]]:
    """The page of each speaker, and the speaker's name in its address."""
    for row in record.lists.speakers(ALL):
        yield row.slug, _page(record, row, Choice(), ALL)


def _page(record: Record, row: SpeakerRow, choice: Choice, most: int) -> SpeakerPage:
    number, reports = words.count(row.statements, "statement"), words.count(row.reports, "report")
    found, pager = forms.cut(
        record.lists.said_by(row.name, row.kind, most + 1, forms.offset(choice, most)), choice, most
    )
    statements = record.statements_of(one.statement for one in found)
    sources = record.reports_of(one.report for one in found)
    corrected = record.corrections.marks_of(statements)
    office, country, _ = record.lists.about_speaker(row.name, row.kind)
    return SpeakerPage(
        root="..",
        name=words.speaker(row.name),
        kind=words.SPEAKERS[row.kind],
        office=_office(office, country),
        counts=f"{number} in {reports}",
        unnamed=row.kind == "anonymous",
        actor_href=lines.actor_href(row.name) if row.name and row.kind in SPEAKING else "",
        said=tuple(
            said_line(Said(sources[one.report], statements[one.statement]), corrected.get(one.statement, ()))
            for one in found
        ),
        pager=pager,
    )


def said_line(said: Said, corrections: Sequence[Correction] = (), *, named: bool = False) -> SaidLine:
    """Something that was said, with the words of its report; `named` where the page is not the speaker's own."""
    statement = said.statement
    return SaidLine(
        href=lines.report_href(said.report.id, statement.id),
        outlet=lines.outlet_name(said.report),
        published=words.date(said.report.published),
        worded=(said.source or words.speaker(None)) if named else said.worded,
        act=words.ACTS[statement.act],
        via=" → ".join(statement.via),
        manner=words.MANNERS[statement.manner],
        said=words.cut(said.content, 1500),
        confidence=words.confidence(statement.confidence),
        corrected=words.corrected(corrections),
    )
