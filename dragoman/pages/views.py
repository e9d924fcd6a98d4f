"""What a record holds, as the contexts of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from dragoman.pages import lines, marks, words
from dragoman.pages.actors import actor, actors, every_actor
from dragoman.pages.contexts import (
    EvidenceLine,
    Figure,
    ImportLine,
    IndexPage,
    MentionEntry,
    Part,
    ReaderLine,
    RefusalLine,
    ReportHit,
    ReportLine,
    ReportPage,
    SearchPage,
    StatementEntry,
    StatementHit,
    StoryCard,
    TableLine,
)
from dragoman.pages.speakers import every_speaker, speaker, speakers
from dragoman.pages.story import story
from dragoman.record import (
    Actor,
    Evidence,
    Mention,
    Reading,
    Report,
    Statement,
    Story,
    Where,
)
from dragoman.rows import words_of
from dragoman.store import HIT_CLOSE, HIT_OPEN, Hit, Reader, Record

__all__ = [
    "actor", "actors", "every_actor", "every_speaker", "index", "report", "search", "speaker", "speakers", "story",
]  # fmt: skip

ABOUTS = 3
"""How many differences a story's card names."""
CONTENT = 240
"""How many characters of a statement's content its entry shows; the text beside it has them all."""
HIT_MARK = re.compile(f"([{HIT_OPEN}{HIT_CLOSE}])")
STRAIGHT = str.maketrans("“”„«»", '"' * 5)
SEARCH_LIMIT = 50
SEARCH_LENGTH = 1000
"""Characters of a query that are searched for; more would be no query that a person types."""


# The first page


def index(record: Record) -> IndexPage:
    """The first page: what the record holds, what it would not read and what it was made with."""
    reports = {report.id: report for report in record.reports()}
    stories = list(record.stories())
    told = {id for story in stories if len(story.reports) > 1 for id in story.reports}
    return IndexPage(
        root=".",
        summary=_summary(list(reports.values())),
        figures=tuple(_figures(record)) if reports else (),
        stories=tuple(_cards(record, stories, reports)),
        singles=tuple(_singles(record, [report for report in reports.values() if report.id not in told])),
        refusals=tuple(RefusalLine(r.path, r.reason.replace("-", " "), r.detail) for r in record.refusals()),
        readers=tuple(_reader(reader) for reader in record.provenance()),
    )


def _summary(reports: list[Report]) -> str:
    if not reports:
        return ""
    outlets = {report.outlet for report in reports if report.outlet}
    dates = words.dates(report.published for report in reports)
    by = f" by {words.count(len(outlets), 'outlet')}" if outlets else ""
    return f"{words.count(len(reports), 'report')}{by}{', ' if dates else ''}{dates}"


def _figures(record: Record) -> Iterator[Figure]:
    kinds = dict(record.tally("statements", "speaker_kind"))
    unnamed, statements = kinds.get("anonymous", 0), sum(kinds.values())
    yield _figure(statements, "statement", f"{statements - unnamed:,} by named speakers, {unnamed:,} by unnamed ones")
    yield _figure(record.count("events"), "event", f"mentioned {words.count(record.count('mentions'), 'time')}")
    differences = words.listing(words.count(n, *words.COUNTED[k or ""]) for k, n in record.tally("differences", "kind"))
    yield _figure(record.count("differences"), "difference", differences)
    refusals = words.listing(f"{n:,} {reason}" for reason, n in record.tally("refusals", "reason"))
    yield _figure(record.count("refusals"), "refusal", refusals.replace("-", " "))


def _figure(number: int, one: str, note: str) -> Figure:
    return Figure(f"{number:,}", one if number == 1 else f"{one}s", note)


def _cards(record: Record, stories: list[Story], reports: dict[str, Report]) -> Iterator[StoryCard]:
    statements, events = _tally(record, "statements", "report"), _tally(record, "events", "story")
    abouts: defaultdict[str, list[str]] = defaultdict(list)
    for difference in record.differences():
        abouts[difference.story].append(difference.about)
    for matter in stories:
        told_by = [reports[id] for id in matter.reports if id in reports]
        if len(told_by) < 2:
            continue
        number = len(abouts[matter.id])
        yield StoryCard(
            href=lines.story_href(matter.id, root="."),
            title=matter.title,
            dates=words.dates(report.published for report in told_by),
            outlets=lines.outlets(told_by),
            counts=lines.counts(len(told_by), sum(statements[report.id] for report in told_by), events[matter.id]),
            differences=words.count(number, "difference") if number else "no difference found",
            abouts=tuple(abouts[matter.id][:ABOUTS]),
        )


def _tally(record: Record, table: str, column: str) -> Counter[str]:
    return Counter({value or "": number for value, number in record.tally(table, column)})


def _singles(record: Record, reports: list[Report]) -> Iterator[ReportLine]:
    statements, mentions = _tally(record, "statements", "report"), _tally(record, "mentions", "report")
    for report in reports:
        counts = f"{words.count(statements[report.id], 'statement')} · {words.count(mentions[report.id], 'event')}"
        yield lines.report_line(report, ".", counts)


def _reader(reader: Reader) -> ReaderLine:
    tables = tuple(TableLine(name, digest[:12]) for name, digest in sorted(reader.tables.items()))
    imports = tuple(ImportLine(i.file, words.count(i.rows, "row"), i.digest) for i in reader.imports)
    return ReaderLine(reader.program, reader.model, tables, imports)


# A report


def report(record: Record, id: str) -> ReportPage:
    """A report: its text with what was found marked in place, and the same as lists that lead to the words."""
    reading = record.reading(id)
    report, story = reading.report, record.story_of(reading.report.id)
    others = len(story.reports) - 1 if story else 0
    events = {mention.id: record.event_of(mention.id) for mention in reading.mentions}
    claims = {s.id: _claim(n, s) for n, s in enumerate(reading.statements, 1)}
    return ReportPage(
        root="..",
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
        paragraphs=marks.paragraphs(reading),
        statements=tuple(_statement_entry(n, s, reading) for n, s in enumerate(reading.statements, 1)),
        events=tuple(
            _mention_entry(n, m, report.text, claims.get(m.said_by, ("", "")), _event_href(story, events[m.id]))
            for n, m in enumerate(reading.mentions)
        ),
        types=lines.types(mention.type for mention in reading.mentions),
    )


def _statement_entry(number: int, statement: Statement, reading: Reading) -> StatementEntry:
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
        evidence=tuple(_evidence(evidence, reading) for evidence in statement.evidence),
    )


def _evidence(evidence: Evidence, reading: Reading) -> EvidenceLine:
    text = words.cut(evidence.span.of(reading.report.text), CONTENT)
    href = lines.sentence_href(reading.report.id, reading.sentences, evidence.span.start)
    return EvidenceLine(words.EVIDENCE[evidence.stance], text, href)


def _claim(number: int, statement: Statement) -> tuple[str, str]:
    """Who makes a statement, and where its entry is."""
    return f"{words.speaker(statement.speaker)} ({number})", f"#n-{quote(statement.id)}"


def _event_href(story: Story | None, event: str | None) -> str:
    return lines.story_href(story.id, event) if story and event else ""


def _mention_entry(number: int, mention: Mention, text: str, claim: tuple[str, str], event: str) -> MentionEntry:
    return MentionEntry(
        id=mention.id,
        label=words.letters(number),
        type=mention.type,
        mode=mention.mode or "",
        gloss=words.EVENT_TYPES[mention.type],
        trigger=words_of(text, mention.trigger),
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
        event=event,
    )


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{a.name} ({a.country})" if a.country else a.name for a in actors)


def _place(where: Where | None) -> str:
    if not where:
        return ""
    return f"{where.name} ({where.country})" if where.country else where.name


# Search


def search(record: Record, query: str) -> SearchPage:
    """The statements and reports that hold all of some words."""
    query = query[:SEARCH_LENGTH].translate(STRAIGHT).strip()
    hits = record.search(query, SEARCH_LIMIT)
    return SearchPage(
        root=".",
        words=query,
        limit=SEARCH_LIMIT,
        statements=tuple(_statement_hit(record, hit, hit.statement) for hit in hits if hit.statement),
        reports=tuple(_report_hit(record, hit) for hit in hits if not hit.statement),
    )


def _statement_hit(record: Record, hit: Hit, id: str) -> StatementHit:
    statement = record.statement(id)
    return StatementHit(
        href=lines.report_href(hit.report, id, "."),
        speaker=words.speaker(statement.speaker),
        kind=words.SPEAKERS[statement.speaker_kind],
        act=words.ACTS[statement.act],
        outlet=words.outlet(hit.outlet),
        published=words.date(hit.published),
        parts=tuple(parts(hit.snippet)),
    )


def _report_hit(record: Record, hit: Hit) -> ReportHit:
    return ReportHit(
        href=lines.report_href(hit.report, _hit_place(record, hit), "."),
        title=words.title(hit.title),
        outlet=words.outlet(hit.outlet),
        published=words.date(hit.published),
        parts=tuple(parts(hit.snippet)),
    )


def _hit_place(record: Record, hit: Hit) -> str:
    """The sentence that holds the first word found, empty where none does."""
    before, found, _ = hit.snippet.partition(HIT_OPEN)
    snippet = hit.snippet.replace(HIT_OPEN, "").replace(HIT_CLOSE, "")
    text = record.report(hit.report).text
    start = text.find(snippet)
    if start < 0:
        start, before = text.find(snippet.strip("…")), before.lstrip("…")
    if not found or start < 0:
        return ""
    number = marks.sentence_at(record.sentences(hit.report), start + len(before))
    return "" if number is None else f"s{number}"


def parts(snippet: str) -> Iterator[Part]:
    """A hit's words, cut where the words found begin and end."""
    found = False
    for piece in HIT_MARK.split(snippet):
        if piece in (HIT_OPEN, HIT_CLOSE):
            found = piece == HIT_OPEN
        elif piece:
            yield Part(piece, found)
