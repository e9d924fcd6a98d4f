"""A brief of a story for print: what is told, by whom, where accounts differ, with a footnote for each source."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from dragoman.pages import lines, sure, words
from dragoman.pages.contexts import BriefLine, BriefPage, BriefPart, Footnote
from dragoman.pages.marks import sentence_at
from dragoman.record import Difference, Event, Mention, Reading, Span, Statement
from dragoman.rows import words_of
from dragoman.store import Record

EVENTS = 25
DIFFERENCES = 25
SAID = 20
QUOTE = 300
"""How much of each a brief holds, and characters of a quote in a footnote."""


class Notes:
    """Footnotes in the order in which they are called for; words that were noted keep their number."""

    def __init__(self, readings: dict[str, Reading]) -> None:
        self._readings = readings
        self._numbers: dict[tuple[str, Span], int] = {}

    def number(self, report: str, span: Span) -> int:
        return self._numbers.setdefault((report, self._sentence(report, span)), len(self._numbers) + 1)

    def _sentence(self, report: str, span: Span) -> Span:
        """The sentence of some words."""
        sentences = self._readings[report].sentences
        place = sentence_at(sentences, span.start)
        return sentences[place] if place is not None else span

    def __iter__(self) -> Iterator[Footnote]:
        for (id, span), number in self._numbers.items():
            report, sentences = self._readings[id].report, self._readings[id].sentences
            yield Footnote(
                number,
                lines.outlet_name(report),
                words.title(report.title),
                words.date(report.published),
                words.cut(span.of(report.text), QUOTE),
                lines.sentence_href(id, sentences, span.start),
                lines.web_address(report.url),
            )


def brief(record: Record, id: str) -> BriefPage:
    """What a story's page says, in sentences with footnotes."""
    story = record.story(id)
    readings = {reading.report.id: reading for reading in record.readings(story.id)}
    reports = [reading.report for reading in readings.values()]
    voices, notes = story.voices, Notes(readings)
    every = list(record.events(story.id))
    unsure = sure.uncertain(record, [event.id for event in every])
    events = [event for event in every if event.id not in unsure]
    told = {event.id: {voices[a.report] for a in event.accounts if a.stance != "silent"} for event in events}
    shared = sorted((e for e in events if len(told[e.id]) > 1), key=lambda e: (-len(told[e.id]), e.when or "9999"))
    marks = record.corrections.marks_of(id for r in readings.values() for id in _ids(r))
    corrected = {id: words.corrected(lines) for id, lines in marks.items()}
    differences = list(record.differences(story.id))[:DIFFERENCES]
    said = [s for id, r in readings.items() if voices[id] == id for s in r.statements][:SAID]
    parts = (
        BriefPart("What several tell", tuple(_event(e, readings, voices, notes, corrected) for e in shared[:EVENTS])),
        BriefPart("Where they differ", tuple(_difference(d, readings, notes) for d in differences)),
        BriefPart("Who is quoted", tuple(_said(s, record.report_of(s.id), readings, notes, corrected) for s in said)),
    )
    return BriefPage(
        root="..",
        story_href=f"{quote(story.id, safe='')}.html",
        title=story.title,
        dates=words.dates(report.published for report in reports),
        outlets=lines.outlets(reports),
        counts=lines.counts(len(reports), sum(len(r.statements) for r in readings.values()), len(events), len(unsure)),
        parts=tuple(part for part in parts if part.lines),
        notes=tuple(notes),
    )


def _ids(reading: Reading) -> Iterator[str]:
    yield from (statement.id for statement in reading.statements)
    yield from (mention.id for mention in reading.mentions)


def _event(
    event: Event, readings: dict[str, Reading], voices: dict[str, str], notes: Notes, corrected: dict[str, str]
) -> BriefLine:
    """Who did what to whom and when, how many tell it, and as what."""
    mentions = {m.id: (r.report.id, m) for r in readings.values() for m in r.mentions}
    parties = ", ".join(event.actors) or "Somebody not named"
    to = f" → {', '.join(event.recipients)}" if event.recipients else ""
    when = f", {words.date(event.when)}" if event.when else ""
    stances = {voices[a.report]: a.stance for a in event.accounts if a.stance != "silent"}
    counted = {stance: list(stances.values()).count(stance) for stance in stances.values()}
    ways = words.listing(f"{words.STANCE_WORDS[stance]} by {number}" for stance, number in counted.items())
    found = [mentions[id] for id in event.mentions if id in mentions]
    first = {report: mention for report, mention in reversed(found) if voices[report] == report}
    numbers = tuple(dict.fromkeys(notes.number(r, m.trigger[0]) for r, m in first.items() if m.trigger))
    text = f"{parties}{to}: {words.EVENT_TYPES[event.type]} (“{_trigger(event, mentions, readings)}”){when}; {ways}."
    said = [corrected[id] for id in event.mentions if id in corrected]
    return BriefLine(text, tuple(sorted(numbers)), "; ".join(dict.fromkeys(said)))


def _trigger(event: Event, mentions: dict[str, tuple[str, Mention]], readings: dict[str, Reading]) -> str:
    report, mention = mentions[event.mentions[0]]
    return words_of(readings[report].report.text, mention.trigger)


def _difference(difference: Difference, readings: dict[str, Reading], notes: Notes) -> BriefLine:
    held = [q for q in difference.evidence if q.report in readings]
    numbers = tuple(dict.fromkeys(notes.number(q.report, q.span) for q in held))
    stop = "" if difference.about.rstrip("”’\"'").endswith((".", "?", "!")) else "."
    return BriefLine(f"{words.ONE_DIFFERENCE[difference.kind]}: {difference.about}{stop}", numbers, "")


def _said(
    statement: Statement, report: str, readings: dict[str, Reading], notes: Notes, corrected: dict[str, str]
) -> BriefLine:
    text = readings[report].report.text
    via = f", as told by {' → '.join(statement.via)}" if statement.via else ""
    unnamed = ", unnamed" if statement.speaker_kind == "anonymous" else ""
    content = words.cut(words_of(text, statement.content), QUOTE)
    said = f"{words.speaker(statement.speaker)}{unnamed}{via} {words.ACTS[statement.act]}: {content}"
    place = (statement.cue or statement.content or (Span(0, 0),))[0]
    return BriefLine(said, (notes.number(report, place),), corrected.get(statement.id, ""))


def as_markdown(page: BriefPage) -> str:
    """The brief as Markdown with footnotes."""
    out = [f"# {_plain(page.title)}", "", _plain(f"{page.dates}. {page.outlets}. {page.counts}."), ""]
    for part in page.parts:
        out += [f"## {part.heading}", ""]
        for line in part.lines:
            mark = f" *({_plain(line.corrected)})*" if line.corrected else ""
            out.append(f"- {_plain(line.text)}{''.join(f'[^{n}]' for n in line.notes)}{mark}")
        out.append("")
    for note in page.notes:
        address = f" <{note.url}>" if note.url else ""
        out.append(_plain(f"[^{note.number}]: {note.outlet}, “{note.title}”, {note.published}: {note.quote}") + address)
    return "\n".join(out) + "\n"


SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_<>#|"})


def _plain(text: str) -> str:
    """Text in which nothing is a sign of Markdown, on one line; footnotes' own brackets stay."""
    return " ".join(text.translate(SIGNS).split())
