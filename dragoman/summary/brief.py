"""The brief of a story: what its reports tell alike, who tells it how, and where they differ, each line with its words.

A brief is made from the record alone, and is shown on a terminal, as JSON, or as Markdown with footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table

from dragoman.certain import uncertain
from dragoman.record import NARRATOR, Difference, DifferenceKind, Event, Mention, Quote, Reading, Report, Span, Stance
from dragoman.rows import words_of
from dragoman.store import Record
from dragoman.summary.screen import Object, assembled, console, short, styled

MOST = 12
"""Differences shown unless more are asked for: as many as one reads; the record has them all, in the same order."""

MOST_EVENTS = 15

STANCES: dict[Stance, str] = {
    "reports": "● reports it",
    "attributes": "◐ has it from",
    "plans": "○ as planned or possible",
    "denies": "✕ denies it",
    "silent": "· silent",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report, and where they stand in its text."""

    outlet: str
    report: str
    path: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """How one outlet tells an event; its first words on it, and whom it has it from."""

    outlet: str
    report: str
    stance: Stance
    speakers: tuple[str, ...]
    words: Words | None


@dataclass(frozen=True, slots=True)
class EventLine:
    event: str
    line: str
    accounts: tuple[AccountLine, ...]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    difference: str
    kind: DifferenceKind
    about: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A story as its outlets tell it. `left_out` counts the differences beyond those shown, `uncertain` the events of
    which no mention is sure enough to be shown."""

    story: str
    title: str
    reports: tuple[Object, ...]
    events: tuple[EventLine, ...]
    differences: tuple[DifferenceLine, ...]
    left_out: int
    uncertain: int = 0


def brief_of(record: Record, id: str, most: int = MOST) -> Brief:
    """The brief of the story `id`, with its first `most` differences. Raises NotFoundError."""
    story = record.story(id)
    readings = {reading.report.id: reading for reading in record.readings(story.id)}
    own = [readings[report].report for report in story.reports if report in readings]
    names = _names(own)
    differences = record.differences(story.id)
    every = record.events(story.id)
    unsure = uncertain(record, (event.id for event in every))
    shared = [event for event in every if _is_shared(event) and event.id not in unsure]
    shared.sort(key=lambda event: -sum(account.stance != "silent" for account in event.accounts))
    return Brief(
        story.id,
        story.title,
        tuple(_report(report, names) for report in own),
        tuple(_event(event, readings, names) for event in shared[:MOST_EVENTS]),
        tuple(_difference(difference, readings, names) for difference in differences[:most]),
        max(0, len(differences) - most),
        len(unsure),
    )


def _names(reports: Sequence[Report]) -> dict[str, str]:
    """What each report is called: its outlet, with the day where one outlet has several."""
    outlets = [report.called for report in reports]
    return {
        report.id: f"{outlet}, {report.published}" if outlets.count(outlet) > 1 and report.published else outlet
        for report, outlet in zip(reports, outlets, strict=True)
    }


def _is_shared(event: Event) -> bool:
    return sum(account.stance != "silent" for account in event.accounts) > 1


def _report(report: Report, names: Mapping[str, str]) -> Object:
    return {
        "id": report.id,
        "outlet": names[report.id],
        "title": report.title,
        "published": report.published,
        "path": report.path,
        "url": report.url,
    }


def _event(event: Event, readings: Mapping[str, Reading], names: Mapping[str, str]) -> EventLine:
    accounts = [
        _account(readings[account.report], account.stance, frozenset(event.mentions), names)
        for account in event.accounts
        if account.report in readings
    ]
    return EventLine(event.id, event_line(event), tuple(accounts))


def event_line(event: Event) -> str:
    """An event in a line: type, who, whom, when."""
    whom = f" → {', '.join(event.recipients[:2])}" if event.recipients else ""
    return f"{event.type} {', '.join(event.actors[:2]) or '?'}{whom}{f' ({event.when})' if event.when else ''}"


def _account(reading: Reading, stance: Stance, mentions: frozenset[str], names: Mapping[str, str]) -> AccountLine:
    own = [mention for mention in reading.mentions if mention.id in mentions]
    first = next((mention for mention in own if (mention.said_by == NARRATOR) != (stance == "attributes")), None)
    shown = first or (own[0] if own else None)
    words = _words(Quote(reading.report.id, _sentence(shown, reading)), reading.report, names) if shown else None
    speakers = tuple(dict.fromkeys(_speakers(own, reading))) if stance == "attributes" else ()
    return AccountLine(names[reading.report.id], reading.report.id, stance, speakers, words)


def _speakers(mentions: Sequence[Mention], reading: Reading) -> Iterator[str]:
    by_id = {statement.id: statement.speaker or "somebody unnamed" for statement in reading.statements}
    return (by_id[mention.said_by] for mention in mentions if mention.said_by in by_id)


def _sentence(mention: Mention, reading: Reading) -> Span:
    trigger = mention.trigger[0]
    return next((sentence for sentence in reading.sentences if sentence.holds(trigger)), trigger)


def _difference(difference: Difference, readings: Mapping[str, Reading], names: Mapping[str, str]) -> DifferenceLine:
    quotes = [quote for quote in difference.evidence if quote.report in readings]
    words = tuple(_words(quote, readings[quote.report].report, names) for quote in quotes)
    return DifferenceLine(difference.id, difference.kind, difference.about, words)


def _words(quote: Quote, report: Report, names: Mapping[str, str]) -> Words:
    start, end = quote.span
    return Words(names[report.id], report.id, report.path, start, end, words_of(report.text, (quote.span,)))


def as_json(brief: Brief) -> Object:
    return asdict(brief)


# On a terminal


def print_brief(brief: Brief) -> None:
    out = console()
    out.print(styled(brief.title, "bold"))
    out.print(f"{len(brief.reports)} reports\n")
    _print_events(brief, out)
    for number, difference in enumerate(brief.differences, 1):
        line = assembled((f"{number:2}  ", "dim"), (f"{difference.kind}  ", "yellow"), difference.about)
        out.print(line)
        for words in difference.words:
            out.print(Padding(assembled((f"{words.outlet}: ", "bold"), short(words.words)), (0, 0, 0, 6)))
        out.print()
    if brief.left_out:
        out.print(styled(f"{brief.left_out} more that weigh less: --most {len(brief.differences) + brief.left_out}"))
    if not brief.differences:
        out.print("No differences found.")


def _print_events(brief: Brief, out: Console) -> None:
    if not brief.events:
        return
    columns = (Column(styled(f"{report['outlet']}\n{report['published'] or ''}")) for report in brief.reports)
    table = Table("event", *columns, box=SIMPLE_HEAD, pad_edge=False)
    for event in brief.events:
        by_report = {account.report: account for account in event.accounts}
        cells = (_stance(by_report[report["id"]]) if report["id"] in by_report else "" for report in brief.reports)
        table.add_row(styled(event.line), *(styled(cell) for cell in cells))
    out.print(table)
    if brief.uncertain:
        out.print(styled(f"{brief.uncertain} uncertain events are left out; the record has them.\n"))


def _stance(account: AccountLine) -> str:
    return " ".join((STANCES[account.stance], ", ".join(account.speakers[:2]))).strip()


# For print


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown; each footnote gives the words, the file, and the code points where they stand."""
    notes: list[Words] = []
    lines = [f"# {_escaped(brief.title)}", "", *_reports_in_markdown(brief), ""]
    if brief.events:
        lines += ["## What is told", "", *_events_in_markdown(brief, notes), ""]
    lines += ["## Where the accounts differ", ""]
    lines += _differences_in_markdown(brief, notes) if brief.differences else ["No differences found."]
    if brief.left_out:
        lines += ["", f"{brief.left_out} more that weigh less are in the record."]
    return "\n".join([*lines, "", *(_footnote(number, words) for number, words in enumerate(notes, 1))]) + "\n"


def _reports_in_markdown(brief: Brief) -> Iterator[str]:
    for report in brief.reports:
        told = [f"**{_escaped(report['outlet'])}**", report["published"], report["title"]]
        yield "- " + ", ".join(told[:1] + [_escaped(item) for item in told[1:] if item])


def _events_in_markdown(brief: Brief, notes: list[Words]) -> Iterator[str]:
    heads = [_escaped(report["outlet"]) for report in brief.reports]
    yield "| event | " + " | ".join(heads) + " |"
    yield "|---" * (len(heads) + 1) + "|"
    for event in brief.events:
        by_report = {account.report: account for account in event.accounts}
        cells = []
        for report in brief.reports:
            account = by_report.get(report["id"])
            mark = _mark(account.words, notes) if account and account.words else ""
            cells.append(_escaped(_stance(account)) + mark if account else "")
        yield f"| {_escaped(event.line)} | " + " | ".join(cells) + " |"


def _differences_in_markdown(brief: Brief, notes: list[Words]) -> Iterator[str]:
    for number, difference in enumerate(brief.differences, 1):
        yield f"{number}. *{difference.kind}* · {_escaped(difference.about)}"
        for words in difference.words:
            yield f"    - {_escaped(words.outlet)}: {_escaped(words.words)}{_mark(words, notes)}"


def _mark(words: Words, notes: list[Words]) -> str:
    if words not in notes:
        notes.append(words)
    return f"[^{notes.index(words) + 1}]"


def _footnote(number: int, words: Words) -> str:
    place = f"{_escaped(words.outlet)}, {_escaped(words.path)}, {words.start}-{words.end}"
    return f"[^{number}]: {place}: “{_escaped(words.words)}”"


def _escaped(words: str) -> str:
    """Words that Markdown and HTML show as they are, in one line."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", words)
    return re.sub(r"([\\`*_{}\[\]<>|#&~])", r"\\\1", plain)
