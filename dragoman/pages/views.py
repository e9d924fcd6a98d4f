"""What a record holds, as the contexts of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath
from urllib.parse import quote, urlsplit

from dragoman.pages import marks, words
from dragoman.pages.contexts import (
    Cell,
    Column,
    Day,
    DayEntry,
    DifferenceGroup,
    DifferenceItem,
    EventRow,
    EvidenceLine,
    Figure,
    IndexPage,
    MentionEntry,
    OutletShare,
    Part,
    QuoteLine,
    ReaderLine,
    RefusalLine,
    ReportHit,
    ReportLine,
    ReportPage,
    SearchPage,
    SpeakerRow,
    StanceLine,
    StatementEntry,
    StatementHit,
    StoryCard,
    StoryPage,
    TableLine,
    Telling,
    TypeLine,
)
from dragoman.record import (
    NARRATOR,
    Actor,
    Difference,
    Event,
    EventType,
    Evidence,
    Mention,
    Reading,
    Report,
    Span,
    Spans,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    Where,
)
from dragoman.rows import words_of
from dragoman.store import HIT_CLOSE, HIT_OPEN, Hit, Reader, Record

ABOUTS = 3
"""How many differences a story's card names."""
CONTENT = 240
"""How many characters of a statement's content its entry shows; the text beside it has them all."""
HIT_MARK = re.compile(f"([{HIT_OPEN}{HIT_CLOSE}])")
SPEAKERS = 12
"""How many speakers a story's page shows at once."""
STRAIGHT = str.maketrans("“”„«»", '"' * 5)
SEARCH_LIMIT = 50
SEARCH_LENGTH = 1000
"""Characters of a query that are searched for; more would be no query that a person types."""


def report_href(id: str, place: str = "", root: str = "..") -> str:
    """The address of a report, or of a place in it."""
    return f"{root}/report/{quote(id, safe='')}.html" + (f"#{quote(place)}" if place else "")


def story_href(id: str, place: str = "", root: str = "..") -> str:
    """The address of a story, or of a place in it."""
    return f"{root}/story/{quote(id, safe='')}.html" + (f"#{quote(place)}" if place else "")


def sentence_href(id: str, sentences: Spans, position: int) -> str:
    """The address of the sentence at `position` of a report."""
    number = marks.sentence_at(sentences, position)
    return report_href(id, "text" if number is None else f"s{number}")


def outlet_name(report: Report) -> str:
    """The outlet's name; where it is not known, that of the file, which tells the reports apart."""
    return words.outlet(report.outlet or PurePath(report.path).name)


def report_line(report: Report, root: str, counts: str = "") -> ReportLine:
    return ReportLine(
        href=report_href(report.id, root=root),
        title=words.title(report.title),
        outlet=outlet_name(report),
        published=words.date(report.published),
        counts=counts,
    )


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
    for story in stories:
        told_by = [reports[id] for id in story.reports if id in reports]
        if len(told_by) < 2:
            continue
        number = len(abouts[story.id])
        yield StoryCard(
            href=story_href(story.id, root="."),
            title=story.title,
            dates=words.dates(report.published for report in told_by),
            outlets=_outlets(told_by),
            counts=_counts(len(told_by), sum(statements[report.id] for report in told_by), events[story.id]),
            differences=words.count(number, "difference") if number else "no difference found",
            abouts=tuple(abouts[story.id][:ABOUTS]),
        )


def _tally(record: Record, table: str, column: str) -> Counter[str]:
    return Counter({value or "": number for value, number in record.tally(table, column)})


def _counts(reports: int, statements: int, events: int) -> str:
    counted = words.count(reports, "report"), words.count(statements, "statement"), words.count(events, "event")
    return " · ".join(counted)


def _outlets(reports: Iterable[Report]) -> str:
    return words.listing(dict.fromkeys(outlet_name(report) for report in reports))


def _singles(record: Record, reports: list[Report]) -> Iterator[ReportLine]:
    statements, mentions = _tally(record, "statements", "report"), _tally(record, "mentions", "report")
    for report in reports:
        counts = f"{words.count(statements[report.id], 'statement')} · {words.count(mentions[report.id], 'event')}"
        yield report_line(report, ".", counts)


def _reader(reader: Reader) -> ReaderLine:
    tables = tuple(TableLine(name, digest[:12]) for name, digest in sorted(reader.tables.items()))
    return ReaderLine(reader.program, reader.model, tables)


# A story


@dataclass(frozen=True, slots=True)
class Material:
    """A story with all that its page is made from."""

    story: Story
    readings: dict[str, Reading]
    """By the report's id, in the story's order."""
    voices: dict[str, str]
    """Each report, and the report whose text it carries: itself, or the first of its copies."""


def story(record: Record, id: str) -> StoryPage:
    """A story: who tells which events, where the accounts differ, who is quoted, and when it all happened."""
    material = _material(record, record.story(id))
    events = list(record.events(material.story.id))
    rows = {event.id: _event_row(event, material) for event in events}
    shared = {event.id for event in events if len(_voices(event, material)) > 1}
    reports = [reading.report for reading in material.readings.values()]
    speakers = _speakers(material)
    return StoryPage(
        root="..",
        title=material.story.title,
        dates=words.dates(report.published for report in reports),
        outlets=_outlets(reports),
        counts=_counts(len(reports), sum(len(r.statements) for r in material.readings.values()), len(events)),
        reports=tuple(_report_lines(material)),
        copies=tuple(_copies(material)),
        columns=tuple(_columns(material)),
        shared=tuple(row for id, row in rows.items() if id in shared),
        others=tuple(_only_told(row) for id, row in rows.items() if id not in shared),
        stances=tuple(StanceLine(stance, *line) for stance, line in words.STANCES.items()),
        types=_types(event.type for event in events),
        differences=tuple(_difference_groups(list(record.differences(material.story.id)), material, set(rows))),
        speakers=speakers[:SPEAKERS],
        more_speakers=speakers[SPEAKERS:],
        shares=tuple(_shares(material)),
        days=tuple(_days(events, rows, material)),
        undated=_undated(events),
    )


def _material(record: Record, story: Story) -> Material:
    readings = {reading.report.id: reading for reading in record.readings(story.id)}
    voices = {id: id for id in readings}
    for group in story.copies:
        voices.update({id: group[0] for id in group if id in voices})
    return Material(story, readings, voices)


def _report_lines(material: Material) -> Iterator[ReportLine]:
    for reading in material.readings.values():
        statements, mentions = len(reading.statements), len(reading.mentions)
        counts = f"{words.count(statements, 'statement')} · {words.count(mentions, 'event')}"
        yield report_line(reading.report, "..", counts)


def _copies(material: Material) -> Iterator[str]:
    for group in material.story.copies:
        reports = [material.readings[id].report for id in group if id in material.readings]
        if len(reports) > 1:
            names = words.listing(outlet_name(report) for report in reports)
            yield f"{names} carry one text, which counts as one voice."


def _columns(material: Material) -> Iterator[Column]:
    for id, reading in material.readings.items():
        first = material.voices[id]
        copy = first != id and first in material.readings
        yield Column(
            href=report_href(id),
            outlet=outlet_name(reading.report),
            published=words.date(reading.report.published),
            copy_of=outlet_name(material.readings[first].report) if copy else "",
        )


# The coverage matrix and the chronology


def _voices(event: Event, material: Material) -> set[str]:
    """Who tells an event; copies of one text are one voice."""
    return {material.voices.get(a.report, a.report) for a in event.accounts if a.stance != "silent"}


def _event_row(event: Event, material: Material) -> EventRow:
    stances = {account.report: account.stance for account in event.accounts}
    readings = material.readings.items()
    return EventRow(
        id=event.id,
        type=event.type,
        gloss=words.EVENT_TYPES[event.type],
        actors=", ".join(event.actors),
        recipients=", ".join(event.recipients),
        when=words.date(event.when),
        cells=tuple(_cell(stances.get(id, "silent"), reading, event) for id, reading in readings),
    )


def _cell(stance: Stance, reading: Reading, event: Event) -> Cell:
    here = [mention for mention in reading.mentions if mention.id in event.mentions]
    outlet, sign = outlet_name(reading.report), words.STANCES[stance][0]
    if not here:
        return Cell(outlet, stance, sign, "", "")
    shown = next((mention for mention in here if _fits(mention, stance)), here[0])
    href = report_href(reading.report.id, shown.id)
    return Cell(outlet, stance, sign, words_of(reading.report.text, shown.trigger), href)


def _fits(mention: Mention, stance: Stance) -> bool:
    """Whether a mention is one that gives its report this stance."""
    if stance == "denies":
        return mention.status == "negated"
    if stance == "plans":
        return mention.status in ("planned", "possible")
    return mention.status == "actual" and (mention.said_by == NARRATOR) == (stance == "reports")


def _only_told(row: EventRow) -> EventRow:
    return replace(row, cells=tuple(cell for cell in row.cells if cell.stance != "silent"))


def _types(types: Iterable[EventType]) -> tuple[TypeLine, ...]:
    """What the types mean, in PLOVER's order."""
    used = set(types)
    return tuple(TypeLine(type, gloss) for type, gloss in words.EVENT_TYPES.items() if type in used)


def _days(events: list[Event], rows: dict[str, EventRow], material: Material) -> Iterator[Day]:
    dated = sorted((event for event in events if event.when), key=lambda event: event.when or "")
    for when, group in groupby(dated, key=lambda event: event.when):
        yield Day(words.date(when), tuple(_day_entry(rows[event.id], event, material) for event in group))


def _day_entry(row: EventRow, event: Event, material: Material) -> DayEntry:
    told = sum(account.stance != "silent" for account in event.accounts)
    of = f"told in {told} of {words.count(len(material.readings), 'report')}"
    return DayEntry(f"#{quote(row.id)}", row.type, row.actors, row.recipients, of)


def _undated(events: list[Event]) -> str:
    number = sum(not event.when for event in events)
    return f"{words.count(number, 'event')} without a date" if number else ""


# Differences


def _difference_groups(
    differences: list[Difference], material: Material, events: set[str]
) -> Iterator[DifferenceGroup]:
    for kind, (heading, gloss) in words.DIFFERENCES.items():
        items = tuple(_difference(d, material, events) for d in differences if d.kind == kind)
        if items:
            yield DifferenceGroup(kind, heading, gloss, items)


def _difference(difference: Difference, material: Material, events: set[str]) -> DifferenceItem:
    quotes = [q for q in difference.evidence if q.report in material.readings]
    return DifferenceItem(
        id=difference.id,
        about=difference.about,
        event=f"#{quote(difference.event)}" if difference.event in events else "",
        quotes=tuple(_quote(material.readings[q.report], q.span) for q in quotes),
    )


def _quote(reading: Reading, span: Span) -> QuoteLine:
    report, sentences = reading.report, reading.sentences
    first, last = marks.sentence_at(sentences, span.start), marks.sentence_at(sentences, span.end - 1)
    before = report.text[sentences[first].start : span.start] if first is not None else ""
    after = report.text[span.end : sentences[last].end] if last is not None else ""
    return QuoteLine(
        before=before,
        words=span.of(report.text),
        after=after,
        outlet=outlet_name(report),
        published=words.date(report.published),
        href=sentence_href(report.id, sentences, span.start),
    )


# Who is quoted


def _speakers(material: Material) -> tuple[SpeakerRow, ...]:
    """Speakers, those quoted most first. A text in several outlets is counted once."""
    said: defaultdict[tuple[str, SpeakerKind], list[tuple[Report, Statement]]] = defaultdict(list)
    for report, statement in _voiced(material):
        said[words.speaker(statement.speaker), statement.speaker_kind].append((report, statement))
    ordered = sorted(said.items(), key=lambda item: -len(item[1]))
    return tuple(_speaker_row(name, kind, statements) for (name, kind), statements in ordered)


def _voiced(material: Material) -> Iterator[tuple[Report, Statement]]:
    for id, reading in material.readings.items():
        if material.voices[id] == id:
            yield from ((reading.report, statement) for statement in reading.statements)


def _speaker_row(name: str, kind: SpeakerKind, said: list[tuple[Report, Statement]]) -> SpeakerRow:
    outlets: defaultdict[str, list[str]] = defaultdict(list)
    for report, statement in said:
        outlets[outlet_name(report)].append(report_href(report.id, statement.id))
    tellings = tuple(Telling(outlet, len(hrefs), hrefs[0]) for outlet, hrefs in outlets.items())
    return SpeakerRow(name, words.SPEAKERS[kind], len(said), tellings)


def _shares(material: Material) -> Iterator[OutletShare]:
    kinds: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for report, statement in _voiced(material):
        kinds[outlet_name(report)][statement.speaker_kind == "anonymous"] += 1
    for outlet, number in kinds.items():
        percent = f"{round(100 * number[True] / number.total())}%"
        yield OutletShare(outlet, number.total(), number[False], number[True], percent)


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
        outlet=outlet_name(report),
        byline=report.byline or "",
        published=words.date(report.published),
        language=report.language or "",
        path=report.path,
        url=report.url or "",
        url_href=_web_address(report.url),
        date_problem=report.date_problem or "",
        story=story.title if story else "",
        story_href=story_href(story.id) if story else "",
        others=words.count(others, "other report") if others else "",
        paragraphs=marks.paragraphs(reading),
        statements=tuple(_statement_entry(n, s, reading) for n, s in enumerate(reading.statements, 1)),
        events=tuple(
            _mention_entry(n, m, report.text, claims.get(m.said_by, ("", "")), _event_href(story, events[m.id]))
            for n, m in enumerate(reading.mentions)
        ),
        types=_types(mention.type for mention in reading.mentions),
    )


def _web_address(url: str | None) -> str:
    """`url` where a browser may follow it, else nothing."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.netloc else ""


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
    href = sentence_href(reading.report.id, reading.sentences, evidence.span.start)
    return EvidenceLine(words.EVIDENCE[evidence.stance], text, href)


def _claim(number: int, statement: Statement) -> tuple[str, str]:
    """Who makes a statement, and where its entry is."""
    return f"{words.speaker(statement.speaker)} ({number})", f"#n-{quote(statement.id)}"


def _event_href(story: Story | None, event: str | None) -> str:
    return story_href(story.id, event) if story and event else ""


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
        href=report_href(hit.report, id, "."),
        speaker=words.speaker(statement.speaker),
        kind=words.SPEAKERS[statement.speaker_kind],
        act=words.ACTS[statement.act],
        outlet=words.outlet(hit.outlet),
        published=words.date(hit.published),
        parts=tuple(parts(hit.snippet)),
    )


def _report_hit(record: Record, hit: Hit) -> ReportHit:
    return ReportHit(
        href=report_href(hit.report, _hit_place(record, hit), "."),
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
