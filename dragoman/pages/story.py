"""The page of a story: coverage, differences, who is quoted, chronology."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from dragoman.corrections import Correction
from dragoman.pages import lines, marks, words
from dragoman.pages.contexts import (
    Cell,
    ClaimItem,
    ClaimLink,
    Column,
    Day,
    DayEntry,
    DifferenceGroup,
    DifferenceItem,
    EventRow,
    OrderLink,
    Part,
    QuoteLine,
    ReportLine,
    SpeakerRow,
    StanceLine,
    StoryPage,
    Telling,
)
from dragoman.pages.timeline import timeline
from dragoman.record import (
    NARRATOR,
    Difference,
    Event,
    Mention,
    Quote,
    Reading,
    Span,
    Stance,
    Story,
)
from dragoman.rows import words_of
from dragoman.store import Record
from dragoman.voices import Claim, Said, Speaker, claims, outlet_of, speakers

SPEAKERS = 12
"""How many speakers a story's page shows at once."""
CLAIMS = 12
"""How many claims it shows, those of most reports."""
CONTENT = 400
"""How many characters of a claim's wording it shows; the report behind the link has them all."""


ORDERS = {"": "as told", "disagreement": "most disagreement first", "single": "only one source"}
OUTDATED = "Something in these reports was corrected since their accounts were compared; that is being done again."
DIFFERS = 60
"""How many characters a cell shows of what a report has where others have something else."""
WORD = re.compile(r"\d[\d,.]*\d|\w+|\W")
TELLING = 4
VAGUE = frozenset(
    {"or", "about", "and", "in", "no", "not", "at", "the", "of", "than", "more", "least", "some", "by", "a"}
)
"""Words of a difference's name that tell no value."""
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
WHOLE = 4
"""A quote of so few words is marked whole."""


# A story


@dataclass(frozen=True, slots=True)
class Material:
    """A story with all that its page is made from."""

    story: Story
    readings: dict[str, Reading]
    """By the report's id, in the story's order."""
    voices: dict[str, str]
    """Each report, and the report whose text it carries: itself, or the first of its copies."""


def story(record: Record, id: str, order: str = "") -> StoryPage:
    """A story: who tells which events, where the accounts differ, who is quoted, and when it all happened."""
    material = _material(record, record.story(id))
    events = list(record.events(material.story.id))
    differences = list(record.differences(material.story.id))
    marks_of = record.corrections.marks_of(m.id for r in material.readings.values() for m in r.mentions)
    rows = {event.id: _event_row(event, material, differences, marks_of) for event in events}
    shared = {event.id for event in events if len(_voices(event, material)) > 1}
    order = order if order in ORDERS else ""
    reports = [reading.report for reading in material.readings.values()]
    said = list(_voiced(material))
    quoted = tuple(map(_speaker_row, speakers(said)))
    carried = claims(material.story, list(material.readings.values()))
    return StoryPage(
        root="..",
        id=material.story.id,
        title=material.story.title,
        dates=words.dates(report.published for report in reports),
        outlets=lines.outlets(reports),
        counts=lines.counts(len(reports), sum(len(r.statements) for r in material.readings.values()), len(events)),
        reports=tuple(_report_lines(material)),
        copies=tuple(_copies(material)),
        columns=tuple(_columns(material)),
        orders=tuple(
            OrderLink(f"?order={value}#coverage" if value else "?#coverage", label, value == order)
            for value, label in ORDERS.items()
        ),
        order=order,
        shared=tuple(_ordered([row for id, row in rows.items() if id in shared], order)),
        others=tuple(_only_told(row) for id, row in rows.items() if id not in shared),
        stances=tuple(StanceLine(stance, words.STANCE_WORDS[stance], *line) for stance, line in words.STANCES.items()),
        types=lines.types(event.type for event in events),
        differences=tuple(_difference_groups(differences, material, set(rows))),
        speakers=quoted[:SPEAKERS],
        more_speakers=quoted[SPEAKERS:],
        shares=lines.shares(said),
        claims=tuple(map(_claim_item, carried[:CLAIMS])),
        more_claims=_more_claims(len(carried) - CLAIMS, material.story.id),
        timeline=timeline(events, rows, list(material.readings.values())),
        outdated=OUTDATED if record.corrections.is_outdated(material.story.id) else "",
        days=tuple(_days(events, rows, material)),
        undated=_undated(events),
    )


def _material(record: Record, story: Story) -> Material:
    readings = {reading.report.id: reading for reading in record.readings(story.id)}
    return Material(story, readings, story.voices)


def _report_lines(material: Material) -> Iterator[ReportLine]:
    for reading in material.readings.values():
        statements, mentions = len(reading.statements), len(reading.mentions)
        counts = f"{words.count(statements, 'statement')} · {words.count(mentions, 'event')}"
        yield lines.report_line(reading.report, "..", counts)


def _copies(material: Material) -> Iterator[str]:
    for group in material.story.copies:
        reports = [material.readings[id].report for id in group if id in material.readings]
        if len(reports) > 1:
            names = words.listing(lines.outlet_name(report) for report in reports)
            yield f"{names} carry one text, which counts as one voice."


def _columns(material: Material) -> Iterator[Column]:
    for id, reading in material.readings.items():
        first = material.voices[id]
        copy = first != id and first in material.readings
        yield Column(
            href=lines.report_href(id),
            outlet=lines.outlet_name(reading.report),
            published=words.date(reading.report.published),
            copy_of=lines.outlet_name(material.readings[first].report) if copy else "",
        )


# The coverage matrix and the chronology


def _voices(event: Event, material: Material) -> set[str]:
    """Who tells an event; copies of one text are one voice."""
    return {material.voices.get(a.report, a.report) for a in event.accounts if a.stance != "silent"}


def _ordered(rows: list[EventRow], order: str) -> list[EventRow]:
    """Rows with most kinds of stance and most differing values first, where that is asked for."""
    return sorted(rows, key=lambda row: -_disagreement(row)) if order == "disagreement" else rows


def _disagreement(row: EventRow) -> int:
    stances = {cell.stance for cell in row.cells if cell.stance != "silent"}
    return 2 * len(stances) + sum(bool(cell.differs) for cell in row.cells)


def _event_row(
    event: Event, material: Material, differences: Sequence[Difference], corrected: Mapping[str, Sequence[Correction]]
) -> EventRow:
    stances = {account.report: account.stance for account in event.accounts}
    readings = material.readings.items()
    differs = {q.report: q.span for d in differences if d.event == event.id for q in d.evidence}
    held = {line.id: line for id in event.mentions for line in corrected.get(id, ())}
    return EventRow(
        id=event.id,
        type=event.type,
        gloss=words.EVENT_TYPES[event.type],
        actors=", ".join(event.actors),
        recipients=", ".join(event.recipients),
        when=words.date(event.when),
        corrected=words.corrected(list(held.values())),
        cells=tuple(_cell(stances.get(id, "silent"), reading, event, differs.get(id)) for id, reading in readings),
    )


def _cell(stance: Stance, reading: Reading, event: Event, differs: Span | None) -> Cell:
    here = [mention for mention in reading.mentions if mention.id in event.mentions]
    outlet, sign, said = lines.outlet_name(reading.report), words.STANCES[stance][0], words.STANCE_WORDS[stance]
    if not here:
        return Cell(outlet, stance, sign, said, "", "", "")
    shown = next((mention for mention in here if _fits(mention, stance)), here[0])
    href = lines.report_href(reading.report.id, shown.id)
    other = words.cut(differs.of(reading.report.text), DIFFERS) if differs else ""
    return Cell(outlet, stance, sign, said, words_of(reading.report.text, shown.trigger), other, href)


def _fits(mention: Mention, stance: Stance) -> bool:
    """Whether a mention is one that gives its report this stance."""
    if stance == "denies":
        return mention.status == "negated"
    if stance == "plans":
        return mention.status in ("planned", "possible")
    return mention.status == "actual" and (mention.said_by == NARRATOR) == (stance == "reports")


def _only_told(row: EventRow) -> EventRow:
    return replace(row, cells=tuple(cell for cell in row.cells if cell.stance != "silent"))


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
    parted = told_apart(difference.about, [_words(q, material) for q in quotes])
    return DifferenceItem(
        id=difference.id,
        about=difference.about,
        event=f"#{quote(difference.event)}" if difference.event in events else "",
        quotes=tuple(
            _quote(material.readings[q.report], q.span, parts) for q, parts in zip(quotes, parted, strict=True)
        ),
    )


def _words(quote: Quote, material: Material) -> str:
    return quote.span.of(material.readings[quote.report].report.text)


def told_apart(about: str, quotes: Sequence[str]) -> list[tuple[Part, ...]]:
    """Each quote in runs, those marked that differ: the values that the difference names, else the telling words that
    no other quote has."""
    pieces = [WORD.findall(quote) for quote in quotes]
    folded = [{word.casefold() for word in every} for every in pieces]
    values = _values(about)
    found = []
    for number, every in enumerate(pieces):
        others = set[str]().union(*(held for n, held in enumerate(folded) if n != number))
        named = {word for word in folded[number] & values if word not in VAGUE}
        telling = {word for word in folded[number] - others if len(word) >= TELLING or word.isdigit()}
        whole = sum(piece[0].isalnum() for piece in every) <= WHOLE
        found.append(tuple(_runs(every, folded[number] if whole else named or telling)))
    return found


def _values(about: str) -> set[str]:
    """The words behind the colon of `British dead: 16 or about 20`, small numbers in letters too."""
    words = {word.casefold() for word in WORD.findall(about.partition(":")[2])}
    return words | {NUMBERS[int(word)] for word in words if word.isdecimal() and int(word) < len(NUMBERS)}


def _runs(pieces: Sequence[str], marked: Set[str]) -> Iterator[Part]:
    """Blanks and points between two marked words go with them."""
    run, is_marked = "", False
    for place, piece in enumerate(pieces):
        after = next((word for word in pieces[place + 1 :] if word[0].isalnum()), "")
        between = is_marked and after.casefold() in marked
        now = piece.casefold() in marked if piece[0].isalnum() else between
        if now != is_marked and run:
            yield Part(run, is_marked)
            run = ""
        run, is_marked = run + piece, now
    if run:
        yield Part(run, is_marked)


def _quote(reading: Reading, span: Span, parts: tuple[Part, ...]) -> QuoteLine:
    report, sentences = reading.report, reading.sentences
    first, last = marks.sentence_at(sentences, span.start), marks.sentence_at(sentences, span.end - 1)
    before = report.text[sentences[first].start : span.start] if first is not None else ""
    after = report.text[span.end : sentences[last].end] if last is not None else ""
    return QuoteLine(
        before=before,
        parts=parts,
        after=after,
        outlet=lines.outlet_name(report),
        published=words.date(report.published),
        href=lines.sentence_href(report.id, sentences, span.start),
    )


# Who is quoted


def _voiced(material: Material) -> Iterator[Said]:
    """All that was said; a text in several outlets is counted once."""
    for id, reading in material.readings.items():
        if material.voices[id] == id:
            yield from (Said(reading.report, statement) for statement in reading.statements)


def _speaker_row(speaker: Speaker) -> SpeakerRow:
    outlets: defaultdict[str, list[Said]] = defaultdict(list)
    for said in speaker.said:
        outlets[outlet_of(said.report)].append(said)
    return SpeakerRow(
        href=lines.speaker_href(speaker.name, speaker.kind),
        name=words.speaker(speaker.name),
        kind=words.SPEAKERS[speaker.kind],
        number=len(speaker.said),
        tellings=tuple(
            Telling(outlet, len(every), lines.report_href(every[0].report.id, every[0].statement.id))
            for outlet, every in outlets.items()
        ),
    )


def _claim_item(claim: Claim) -> ClaimItem:
    return ClaimItem(words.listing(claim.outlets), tuple(map(_claim_link, claim.links)))


def _more_claims(number: int, story: str) -> str:
    return f"{words.count(number, 'more claim')}: dragoman show claims --story {story}" if number > 0 else ""


def _claim_link(said: Said) -> ClaimLink:
    return ClaimLink(
        way=" → ".join(said.path),
        published=words.date(said.report.published),
        act=words.ACTS[said.statement.act],
        said=words.cut(said.content, CONTENT),
        href=lines.report_href(said.report.id, said.statement.id),
    )
