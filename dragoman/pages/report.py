"""The page of a report: its text with what was found marked in place, and the same beside it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from dragoman.pages import lines, marks, sure, words
from dragoman.pages.contexts import EvidenceLine, MentionEntry, ReportPage, StatementEntry
from dragoman.pages.evidence import Evidence
from dragoman.record import Actor, Mention, Reading, Span, Statement, Story, Where
from dragoman.record import Evidence as Weighed
from dragoman.rows import words_of
from dragoman.store import Record

CONTENT = 240
"""How many characters of a statement's content its entry shows; the text beside it has them all."""


def report(record: Record, id: str, chosen: Span | None = None, uncertain: bool = False) -> ReportPage:
    """A report: its text with what was found marked in place, and the same as lists that lead to the words.

    `chosen` is a stretch of the text that somebody's link points to. Uncertain events are always in it, shown or not.
    """
    reading = record.reading(id)
    desk = Evidence(record, reading)
    report, story = reading.report, record.story_of(reading.report.id)
    others = len(story.reports) - 1 if story else 0
    events = {mention.id: record.event_of(mention.id) for mention in reading.mentions}
    unsure = sure.of_report(record, reading)
    claims = {s.id: _claim(n, s) for n, s in enumerate(reading.statements, 1)}
    return ReportPage(
        root="..",
        id=report.id,
        title=words.title(report.title),
        outlet=lines.outlet_name(report),
        byline=report.byline or "",
        published=words.date(report.published),
        language=report.language or "",
        path=report.path,
        url=report.url or "",
        url_href=lines.web_address(report.url),
        date_problem=report.date_problem or "",
        story=story.title if story else "",
        story_href=lines.story_href(story.id) if story else "",
        others=words.count(others, "other report") if others else "",
        paragraphs=marks.paragraphs(reading, chosen, unsure),
        statements=tuple(_statement_entry(n, s, reading, desk) for n, s in enumerate(reading.statements, 1)),
        events=tuple(
            _mention_entry(
                n,
                m,
                desk,
                claims.get(m.said_by, ("", "")),
                _event_href(story, events[m.id], m.id in unsure),
                m.id in unsure,
            )
            for n, m in enumerate(reading.mentions)
        ),
        uncertain=sure.left_out(len(unsure), uncertain, "#events"),
        rejected=tuple(desk.rejected()),
        types=lines.types(mention.type for mention in reading.mentions),
    )


def _statement_entry(number: int, statement: Statement, reading: Reading, desk: Evidence) -> StatementEntry:
    return StatementEntry(
        id=statement.id,
        label=str(number),
        speaker=words.speaker(statement.speaker),
        kind=words.SPEAKERS[statement.speaker_kind],
        act=words.ACTS[statement.act],
        manner=words.MANNERS[statement.manner],
        via=" → ".join(statement.via),
        content=words.cut(words_of(reading.report.text, statement.content), CONTENT),
        confidence=words.confidence(statement.confidence),
        corrected=desk.corrected(statement),
        evidence=tuple(_evidence(evidence, reading) for evidence in statement.evidence),
        drawer=desk.drawer(statement),
    )


def _evidence(evidence: Weighed, reading: Reading) -> EvidenceLine:
    text = words.cut(evidence.span.of(reading.report.text), CONTENT)
    href = lines.sentence_href(reading.report.id, reading.sentences, evidence.span.start)
    return EvidenceLine(words.EVIDENCE[evidence.stance], text, href)


def _claim(number: int, statement: Statement) -> tuple[str, str]:
    """Who makes a statement, and where its entry is."""
    return f"{words.speaker(statement.speaker)} ({number})", f"#n-{quote(statement.id)}"


def _event_href(story: Story | None, event: str | None, uncertain: bool) -> str:
    return lines.event_href(story.id, event, uncertain) if story and event else ""


def _mention_entry(
    number: int, mention: Mention, desk: Evidence, claim: tuple[str, str], event: str, uncertain: bool
) -> MentionEntry:
    return MentionEntry(
        id=mention.id,
        label=words.letters(number),
        type=mention.type,
        mode=mention.mode or "",
        gloss=words.EVENT_TYPES[mention.type],
        trigger=words_of(desk.text, mention.trigger),
        actors=_names(mention.actors),
        recipients=_names(mention.recipients),
        status=words.STATUSES[mention.status],
        said_by=claim[0],
        said_by_href=claim[1],
        when=words.date(mention.when.value) if mention.when else "",
        where=_place(mention.where),
        point=words.point(mention.where.lat, mention.where.lon) if mention.where else "",
        magnitude=words.listing(f"{m.value:,.10g} {m.unit}" for m in mention.magnitude),
        confidence=words.confidence(mention.confidence),
        corrected=desk.corrected(mention),
        event=event,
        uncertain=uncertain,
        drawer=desk.drawer(mention),
    )


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(_name(actor) for actor in actors)


def _name(actor: Actor) -> str:
    """A name with its country, unless it is the country."""
    country = words.country(actor.country)
    return actor.name if not country or country in actor.name else f"{actor.name} ({country})"


def _place(where: Where | None) -> str:
    if not where:
        return ""
    country = words.country(where.country)
    return f"{where.name} ({country})" if country and country not in where.name else where.name
