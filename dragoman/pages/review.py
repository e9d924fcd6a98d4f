"""The pages on which corrections are made: the queue, the history, and a form for one item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from dragoman.corrections import (
    Correction,
    Item,
    Kind,
    Queued,
    Values,
    agreement,
    anchor,
)
from dragoman.errors import NotFoundError
from dragoman.pages import forms, joining, lines, marks, spans, words
from dragoman.pages.contexts import (
    AgreementLine,
    EditPage,
    Field,
    HistoryLine,
    HistoryPage,
    Last,
    Option,
    QueueEntry,
    ReviewPage,
)
from dragoman.pages.evidence import context, decided, told, whole
from dragoman.record import Mention, Report, Spans, Statement
from dragoman.store import Record

QUEUED = 15
HISTORY = 100
PARTY = re.compile(r"(?P<name>.+?)\s*(?:[(\[](?P<country>[A-Za-z]{3})[)\]])?")
USES = {"source": "source", "cue": "cue", "content": "content", "trigger": "trigger"}
EXACT = "words of the report, letter for letter, a line for each piece; [120–134] before them says which place is meant"
KINDS: tuple[Kind, ...] = ("statement", "event")


def queue(record: Record, kind: str = "") -> ReviewPage:
    """What nobody decided on, least certain first."""
    chosen: Kind | None = "statement" if kind == "statement" else "event" if kind == "event" else None
    return ReviewPage(
        root="..",
        kind=chosen or "",
        entries=tuple(_queued(record, queued) for queued in record.corrections.queue(QUEUED, kind=chosen)),
        done=record.corrections.count(),
        last=_last(record),
    )


def _last(record: Record) -> Last | None:
    """The newest correction that an undo may take back."""
    gone = record.corrections.taken_back()
    lines = record.corrections.history(100)
    line = next((one for one in lines if one.id not in gone and one.undoes is None), None)
    if line is None:
        return None
    about = ""
    if line.item and line.report and record.reports_of([line.report]):
        item, report, _ = found(record, line.item)
        about = f": {words.cut(told(item, report.text), 120)}"
    return Last(line.id, _what(line) + about)


def _queued(record: Record, queued: Queued) -> QueueEntry:
    item, report, sentences = found(record, queued.id)
    before, said, after = context(report.text, sentences, whole(item))
    return QueueEntry(
        id=item.id,
        kind=queued.kind,
        read=told(item, report.text),
        before=before,
        words=said,
        after=after,
        outlet=lines.outlet_name(report),
        published=words.date(report.published),
        confidence=words.confidence(queued.confidence),
        href=lines.report_href(report.id, item.id),
        edit_href=f"edit/{quote(item.id, safe='')}.html",
    )


def found(record: Record, id: str) -> tuple[Item, Report, Spans]:
    """A statement or mention by its whole id, also one that was rejected, with its report. Raises NotFoundError."""
    items: Mapping[str, Item] = record.statements_of([id]) or record.mentions_of([id])
    item = items.get(id) or record.corrections.as_read(id)
    if item is None:
        raise NotFoundError(f"item {id!r}: no statement or mention; list them with: dragoman review queue")
    report = record.report(record.report_of(id))
    return item, report, record.sentences(report.id)


# History


def history(record: Record) -> HistoryPage:
    """All that was corrected, newest first, and how far reviewers and the program agree."""
    more = record.corrections.count() - HISTORY
    return HistoryPage(
        root="..",
        lines=tuple(history_lines(record, HISTORY)),
        agreement=tuple(
            AgreementLine(
                a.who, a.kind, words.FIELD_NAMES.get(a.field, a.field), a.confirmed, a.corrected, a.rejected,
                f"{a.share:.0%}",
            )
            for a in agreement(record.corrections.lines())
        ),
        more=f"{words.count(more, 'older line')}: dragoman review history" if more > 0 else "",
        decided=joining.of_record(record),
    )  # fmt: skip


def history_lines(record: Record, most: int) -> list[HistoryLine]:
    gone = record.corrections.taken_back()
    return [_history_line(record, line, line.id not in gone) for line in record.corrections.history(most)]


def _history_line(record: Record, line: Correction, holds: bool) -> HistoryLine:
    held = bool(line.item and line.report and record.reports_of([line.report]))
    return HistoryLine(
        id=line.id,
        at=line.at[:16].replace("T", " "),
        who=line.who,
        did=line.action,
        what=f"takes back line {line.undoes}" if line.undoes else _what(line),
        href=lines.report_href(line.report or "", line.item or "") if held else "",
        why=line.why,
        holds=holds,
    )


def _what(line: Correction) -> str:
    if line.kind == "actor":
        where = f" in {words.count(len(line.value['reports']), 'report')}" if "reports" in line.value else ""
        return f"{', '.join(line.value['names'])}: called {line.value['into']}{where}"
    if line.kind == "happening":
        together = "one event" if line.action == "merge" else "two events"
        return f"{words.count(len(line.value['ones']) + len(line.value['others']), 'mention')}: {together}"
    return decided(line).words


# The form


def edit(
    record: Record, id: str, back: str = "", message: str = "", given: Mapping[str, str] | None = None
) -> EditPage:
    """A form with an item as it stands, or as somebody filled it in with something wrong."""
    item, report, sentences = found(record, id)
    before, said, after = context(report.text, sentences, whole(item))
    fields = _fields(item, report.text)
    if given is not None:
        fields = tuple(_filled(field, given.get(field.name, field.value)) for field in fields)
    return EditPage(
        root="../..",
        id=item.id,
        kind="statement" if isinstance(item, Statement) else "event",
        before=before,
        words=said,
        after=after,
        outlet=lines.outlet_name(report),
        published=words.date(report.published),
        href=lines.report_href(report.id, item.id, "../.."),
        back=back,
        fields=fields,
        uses=tuple(Option(name, label, False) for name, label in USES.items() if any(f.name == name for f in fields)),
        text=marks.with_item(report.text, item),
        message=message,
    )


def _filled(field: Field, value: str) -> Field:
    return replace(field, value=value, options=tuple(replace(o, chosen=o.value == value) for o in field.options))


def _fields(item: Item, text: str) -> tuple[Field, ...]:
    return _statement_fields(item, text) if isinstance(item, Statement) else _event_fields(item, text)


def _statement_fields(statement: Statement, text: str) -> tuple[Field, ...]:
    return (
        forms.line("speaker", "Speaker", statement.speaker or "", "the name in full; empty for nobody"),
        forms.choice_of("speaker_kind", "Kind of speaker", words.SPEAKERS.items(), statement.speaker_kind, ""),
        forms.choice_of("act", "Act", words.ACTS.items(), statement.act, ""),
        forms.line("source", "Source: words for the speaker", spans.as_lines(text, statement.source), EXACT, 2),
        forms.line("cue", "Cue: the word that says so", spans.as_lines(text, statement.cue), EXACT, 2),
        forms.line("content", "Content: what is said", spans.as_lines(text, statement.content), EXACT, 6),
    )


def _event_fields(mention: Mention, text: str) -> tuple[Field, ...]:
    types = ((type, f"{type.capitalize()}: {gloss}") for type, gloss in words.EVENT_TYPES.items())
    parties = "a name a line; a country’s three letters in brackets, as in: Iran (IRN)"
    when = mention.when.value if mention.when else ""
    return (
        forms.choice_of("type", "Type", types, mention.type, ""),
        forms.choice_of("status", "Told", words.STATUSES.items(), mention.status, ""),
        forms.line("actors", "Who does it", _parties(mention.actors), parties, 3),
        forms.line("recipients", "To whom", _parties(mention.recipients), parties, 3),
        forms.line("when", "Date", when, "2007-03-02, 2007-03, 2007 or 2007-03-02/2007-03-05"),
        forms.line("trigger", "Trigger: the word that tells it", spans.as_lines(text, mention.trigger), EXACT, 2),
    )


def _parties(actors: Any) -> str:
    return "\n".join(f"{a.name} ({a.country})" if a.country else a.name for a in actors)


def sent_values(record: Record, id: str, given: Mapping[str, str]) -> Values:
    """What a form gives, as values that may be set: only of fields that differ from what the form showed."""
    item, report, _ = found(record, id)
    fields = _fields(item, report.text)
    changed = [f.name for f in fields if f.name in given and _clean(given[f.name]) != _clean(f.value)]
    return {name: _sent(name, _clean(given[name]), item, report.text) for name in changed}


def _clean(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _sent(name: str, text: str, item: Item, report: str) -> Any:
    if name in USES:
        return spans.from_lines(name, text, report, anchor(item).start)
    if name in ("actors", "recipients"):
        found = (PARTY.fullmatch(line) for line in text.splitlines())
        return [[match["name"], match["country"]] for match in found if match]
    return text or None
