"""The evidence of an item: its words in context, where they stand, how it was read, and who decided what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from dragoman.corrections import Correction, Item, anchor, values_of
from dragoman.pages import lines, marks, words
from dragoman.pages.contexts import Decided, Drawer, RejectedEntry
from dragoman.record import NARRATOR, Reading, Span, Statement
from dragoman.rows import words_of
from dragoman.store import Record

CONTEXT = 240
"""Code points of context at most on each side."""
AROUND = 600
READ = {
    "direct": "quotation marks around all of it",
    "mixed": "quotation marks around a part of it",
    "indirect": "reported in the outlet's own words",
}


class Evidence:
    """What the page of a report, or a form, shows of each item in it."""

    def __init__(self, record: Record, reading: Reading) -> None:
        self.record = record
        self.reading = reading
        self.text = reading.report.text
        self.marks = record.corrections.marks(reading.report.id)
        self.number = {statement.id: n for n, statement in enumerate(reading.statements, 1)}
        self._stances = _stances(record, reading)

    def corrected(self, item: Item) -> str:
        return words.corrected(self.marks.get(item.id, ()))

    def drawer(self, item: Item) -> Drawer:
        before, said, after = self.context(item)
        report = self.reading.report
        return Drawer(
            before=before,
            words=said,
            after=after,
            source=", ".join(filter(None, (lines.outlet_name(report), words.date(report.published), report.byline))),
            read=self._read(item),
            permalink=lines.report_href(report.id, item.id),
            edit_href=f"../review/edit/{quote(item.id, safe='')}.html",
            decided=tuple(map(decided, self.marks.get(item.id, ()))),
            as_read=tuple(self._as_read(item)),
            margin=self._stances.get(item.id, ""),
        )

    def context(self, item: Item) -> tuple[str, str, str]:
        """An item's words, and those before and after them in their sentences."""
        return context(self.text, self.reading.sentences, whole(item))

    def _read(self, item: Item) -> str:
        sure = f"confidence {words.confidence(item.confidence)}"
        if isinstance(item, Statement):
            return f"by its cue “{words_of(self.text, item.cue)}”; {READ[item.manner]}; {sure}"
        claimed = item.said_by != NARRATOR
        teller = f"within statement {self.number.get(item.said_by, '')}" if claimed else "told by the report itself"
        return f"by the word “{words_of(self.text, item.trigger)}”; {teller.strip()}; {sure}"

    def _as_read(self, item: Item) -> Iterator[str]:
        own = self.record.corrections.as_read(item.id)
        if own is None:
            return
        then, now = values_of(own), values_of(item)
        for field, value in then.items():
            if value != now[field]:
                yield f"{words.FIELD_NAMES.get(field, field)}: {words.value(field, value)}"

    def rejected(self) -> Iterator[RejectedEntry]:
        for item, corrections in self.record.corrections.rejected(self.reading.report.id):
            yield RejectedEntry(item.id, told(item, self.text), tuple(map(decided, corrections)))


def whole(item: Item) -> Span:
    """From the first to the last word of an item."""
    spans = (*item.source, *item.cue, *item.content) if isinstance(item, Statement) else item.trigger
    if not spans:
        return anchor(item)
    start = min(span.start for span in spans)
    return Span(start, min(max(span.end for span in spans), start + AROUND))


def context(text: str, sentences: Sequence[Span], span: Span) -> tuple[str, str, str]:
    first, last = marks.sentence_at(sentences, span.start), marks.sentence_at(sentences, span.end - 1)
    start = sentences[first].start if first is not None else span.start
    end = sentences[last].end if last is not None else span.end
    before = text[max(start, span.start - CONTEXT) : span.start]
    return before, span.of(text), text[span.end : min(end, span.end + CONTEXT)]


def decided(line: Correction) -> Decided:
    """A correction in words: who, when, and what was set in place of what."""
    said = words.decided(line)
    if line.action == "set":
        said = f"corrected by {line.who} on {words.date(line.day)}: {'; '.join(_changes(line))}"
    into = f" to {line.value['into']}" if "into" in line.value else ""
    return Decided(line.id, said + into, line.why)


def _changes(line: Correction) -> Iterator[str]:
    for field, new in line.value.items():
        name, old = words.FIELD_NAMES.get(field, field), line.before.get(field)
        yield f"{name}: {words.value(field, old)} → {words.value(field, new)}"


def told(item: Item, text: str) -> str:
    """What was read, in a line."""
    if isinstance(item, Statement):
        content = words.cut(words_of(text, item.content), 160)
        return f"{words.speaker(item.speaker)} ({words.SPEAKERS[item.speaker_kind]}) {words.ACTS[item.act]}: {content}"
    actors, recipients = (", ".join(actor.name for actor in side) for side in (item.actors, item.recipients))
    parties = f"{actors or 'not named'} → {recipients}" if recipients else actors or "parties not named"
    when = f", {words.date(item.when.value)}" if item.when else ""
    return f"{item.type} {words.STATUSES[item.status]}: “{words_of(text, item.trigger)}”, {parties}{when}"


def _stances(record: Record, reading: Reading) -> dict[str, str]:
    """How the other reports of the story tell what each mention tells: `4 agree, 1 differs`."""
    found: dict[str, str] = {}
    own = reading.report.id
    for event in record.events_with([mention.id for mention in reading.mentions]):
        mine = next((a.stance for a in event.accounts if a.report == own), "silent")
        others = Counter[str](a.stance for a in event.accounts if a.report != own and a.stance != "silent")
        agree, differ = others[mine], sum(others.values()) - others[mine]
        parts = [f"{agree} other report{'s' * (agree > 1)} agree{'s' * (agree == 1)}"] if agree else []
        parts += [f"{differ} differ{'s' * (differ == 1)}"] if differ else []
        said = ", ".join(parts) or "only this report tells it"
        found |= dict.fromkeys(event.mentions, said)
    return found
