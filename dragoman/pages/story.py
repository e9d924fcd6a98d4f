"""The page of a story: coverage, differences, who is quoted, chronology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from dragoman.corrections import Correction
from dragoman.pages import differing, joining, lines, sure, words
from dragoman.pages.contexts import (
    Cell,
    ClaimItem,
    ClaimLink,
    Column,
    Day,
    DayEntry,
    EventRow,
    OrderLink,
    SpeakerRow,
    StanceLine,
    StoryPage,
    StoryReport,
    Telling,
)
from dragoman.pages.timeline import timeline
from dragoman.record import (
    NARRATOR,
    Difference,
    Event,
    Mention,
    Reading,
    Span,
    Stance,
    Story,
)
from dragoman.rows import words_of
from dragoman.store import Record
from dragoman.voices import Claim, Said, Speaker, claims, speakers

SPEAKERS = 12
"""How many speakers a story's page shows at once."""
CLAIMS = 12
"""How many claims it shows, those of most reports."""
CONTENT = 400
"""How many characters of a claim's wording it shows; the report behind the link has them all."""


ORDERS = {"": "as told", "disagreement": "most disagreement first", "single": "only one source"}
OUTDATED = "Something in these reports was corrected since their accounts were compared; that is being done again."
STALE = (
    "Reports came to this story or left it since it was compared. It is compared when dragoman read is run once more."
)
DIFFERS = 60
"""Longer words that a report has where others have something else are a passage, which a cell does not show."""


# A story


@dataclass(frozen=True, slots=True)
class Material:
    """A story with all that its page is made from."""

    story: Story
    readings: dict[str, Reading]
    """By the report's id, in the story's order."""
    voices: dict[str, str]
    """Each report, and the report whose text it carries: itself, or the first of its copies."""
    events: list[Event]
    """Those that are shown."""
    unsure: set[str]
    """The uncertain events by id, shown or not."""
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a story's page was asked for: the order of events, words of stories to join, the decision that led here."""

    order: str = ""
    like: str = ""
    done: str = ""
    uncertain: bool = False
    """Whether uncertain events are shown."""
    joins: bool = False
    """Whether decisions on stories are taken, and stories to join are to be found."""


def story(record: Record, id: str, asked: Asked | None = None) -> StoryPage:
    """A story: who tells which events, where the accounts differ, who is quoted, and when it all happened."""
    asked = asked or Asked()
    material = _material(record, record.story(id), asked.uncertain)
    events, rows = material.events, _event_rows(record, material)
    shared = {event.id for event in events if len(_voices(event, material)) > 1}
    parted = differing.differences(material.differences, material.readings, set(rows))
    order = asked.order if asked.order in ORDERS else ""
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
        reports=tuple(_report_lines(material, events)),
        copies=tuple(_copies(material)),
        columns=tuple(_columns(material)),
        orders=tuple(_orders(order, asked.uncertain)),
        order=order,
        uncertain=sure.left_out(len(material.unsure), asked.uncertain, "#coverage", f"order={order}" if order else ""),
        shared=tuple(_ordered([row for id, row in rows.items() if id in shared], order)),
        others=tuple(_only_told(row) for id, row in rows.items() if id not in shared),
        stances=tuple(StanceLine(stance, words.STANCE_WORDS[stance], *line) for stance, line in words.STANCES.items()),
        types=lines.types(event.type for event in events),
        summaries=parted.summaries,
        differences=parted.first,
        more_differences=parted.rest,
        kinds=parted.kinds,
        speakers=quoted[:SPEAKERS],
        more_speakers=quoted[SPEAKERS:],
        shares=lines.shares(said),
        claims=tuple(map(_claim_item, carried[:CLAIMS])),
        more_claims=_more_claims(len(carried) - CLAIMS, material.story.id),
        timeline=timeline(events, rows, list(material.readings.values())),
        outdated=_outdated(record, material.story.id),
        days=tuple(_days(events, rows, material)),
        undated=_undated(events),
        like=asked.like[: joining.LONGEST_WORDS],
        likely=joining.choices(record, material.story, asked.like) if asked.joins else (),
        decided=joining.of_story(record, material.story),
        done=joining.note(record, material.story, asked.done) if asked.done else None,
    )


def _outdated(record: Record, id: str) -> str:
    if record.value("SELECT stale FROM stories WHERE id = ?", id):
        return STALE
    return OUTDATED if record.corrections.is_outdated(id) else ""


def _material(record: Record, story: Story, uncertain: bool) -> Material:
    readings = {reading.report.id: reading for reading in record.readings(story.id)}
    events = list(record.events(story.id))
    unsure = sure.uncertain(record, [event.id for event in events])
    return Material(
        story,
        readings,
        story.voices,
        [event for event in events if uncertain or event.id not in unsure],
        unsure,
        list(record.differences(story.id)),
    )


def _orders(chosen: str, uncertain: bool) -> Iterator[OrderLink]:
    """Ways to order the events, which keep what is shown."""
    for value, label in ORDERS.items():
        asked = "&".join(filter(None, (f"order={value}" if value else "", "uncertain=show" if uncertain else "")))
        yield OrderLink(f"?{asked}#coverage", label, value == chosen)


def _report_lines(material: Material, events: Sequence[Event]) -> Iterator[StoryReport]:
    shown = {mention for event in events for mention in event.mentions}
    for id, reading in material.readings.items():
        statements, mentions = len(reading.statements), sum(mention.id in shown for mention in reading.mentions)
        counts = f"{words.count(statements, 'statement')} · {words.count(mentions, 'event')}"
        yield StoryReport(
            id=id,
            href=lines.report_href(id),
            title=words.title(reading.report.title),
            outlet=lines.outlet_name(reading.report),
            published=words.date(reading.report.published),
            counts=counts,
        )


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
    return 2 * len(stances) + sum(bool(cell.difference) for cell in row.cells)


def _event_rows(record: Record, material: Material) -> dict[str, EventRow]:
    corrected = record.corrections.marks_of(m.id for r in material.readings.values() for m in r.mentions)
    return {event.id: _event_row(event, material, corrected) for event in material.events}


def _event_row(event: Event, material: Material, corrected: Mapping[str, Sequence[Correction]]) -> EventRow:
    stances = {account.report: account.stance for account in event.accounts}
    readings = material.readings.items()
    differs = {
        q.report: (d.id, q.span) for d in reversed(material.differences) if d.event == event.id for q in d.evidence
    }
    held = {line.id: line for id in event.mentions for line in corrected.get(id, ())}
    return EventRow(
        id=event.id,
        type=event.type,
        gloss=words.EVENT_TYPES[event.type],
        actors=", ".join(event.actors),
        recipients=", ".join(event.recipients),
        when=words.date(event.when),
        corrected=words.corrected(list(held.values())),
        uncertain=event.id in material.unsure,
        cells=tuple(_cell(stances.get(id, "silent"), reading, event, differs.get(id)) for id, reading in readings),
    )


def _cell(stance: Stance, reading: Reading, event: Event, differs: tuple[str, Span] | None) -> Cell:
    here = [mention for mention in reading.mentions if mention.id in event.mentions]
    outlet, sign, said = lines.outlet_name(reading.report), words.STANCES[stance][0], words.STANCE_WORDS[stance]
    if not here:
        return Cell(outlet, stance, sign, said, "", "", "", "")
    shown = next((mention for mention in here if _fits(mention, stance)), here[0])
    href = lines.report_href(reading.report.id, shown.id)
    place, value = differs or ("", Span(0, 0))
    other = " ".join(value.of(reading.report.text).split()) if value.end - value.start <= DIFFERS else ""
    difference = f"#{quote(place)}" if differs else ""
    return Cell(outlet, stance, sign, said, words_of(reading.report.text, shown.trigger), other, difference, href)


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
    said = next((cell.words for cell in row.cells if cell.words), "")
    return DayEntry(f"#{quote(row.id)}", row.type, row.actors, row.recipients, said, of, row.uncertain)


def _undated(events: list[Event]) -> str:
    number = sum(not event.when for event in events)
    return f"{words.count(number, 'event')} without a date" if number else ""


# Who is quoted


def _voiced(material: Material) -> Iterator[Said]:
    """All that was said; a text in several outlets is counted once."""
    for id, reading in material.readings.items():
        if material.voices[id] == id:
            yield from (Said(reading.report, statement) for statement in reading.statements)


def _speaker_row(speaker: Speaker) -> SpeakerRow:
    outlets: defaultdict[str, list[Said]] = defaultdict(list)
    for said in speaker.said:
        outlets[said.report.called].append(said)
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
