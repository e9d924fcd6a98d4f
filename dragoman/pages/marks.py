"""A report's text cut at every boundary, so that overlapping spans become flat segments side by side.

Joined in order, the segments' text and the paragraphs' gaps are the report's text, character for character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby, pairwise
from typing import NamedTuple

from dragoman.corrections import Item
from dragoman.pages import words
from dragoman.pages.contexts import Anchor, Paragraph, Piece, Segment, TextRun
from dragoman.record import Reading, Report, Span, Spans, Statement

BLANK = re.compile(r"\s+")
LETTER = re.compile(r"\S")
CARRIAGE = re.compile(r"\r\n?")
NUL = re.compile("\0")
LINE_END = re.compile(r"\r\n?|[\n\u2028\u2029]")


class Mark(NamedTuple):
    """A stretch of text and the class of the segments in it."""

    span: Span
    kind: str


class Place(NamedTuple):
    """Where an anchor goes."""

    start: int
    anchor: Anchor


class Cut(NamedTuple):
    """A segment, where it starts and the number of the sentence that it is in."""

    start: int
    sentence: int | None
    segment: Segment


def paragraphs(
    reading: Reading, chosen: Span | None = None, uncertain: Set[str] = frozenset()
) -> tuple[Paragraph, ...]:
    """The text of a report as paragraphs of sentences of segments; `chosen` is a stretch that a link points to.

    `uncertain` are mentions that are marked as such.
    """
    text = reading.report.text
    blocks = _blocks(text)
    marks = [Mark(_within(mark.span, text), mark.kind) for mark in _marks(reading, uncertain)]
    marks += [Mark(_within(chosen, text), "chosen")] if chosen else []
    edges = {0, len(text)}.union(*(block for block in blocks), *(mark.span for mark in marks))
    edges.update(end for sentence in reading.sentences for end in _within(sentence, text))
    cuts = _cuts(text, sorted(edges), marks, reading.sentences, _places(reading, chosen, uncertain))
    return tuple(_paragraphs(text, reading.report.body, blocks, cuts))


def with_item(text: str, item: Item) -> tuple[TextRun, ...]:
    """A whole text with the words of one item marked, in runs from whose starts a browser can count.

    A browser makes one character of a line end of two characters, and none of NUL; so these end a run, or are one.
    """
    roles = _roles(item) if isinstance(item, Statement) else (("trigger", span) for span in item.trigger)
    marks = [Mark(_within(span, text), role) for role, span in roles]
    edges = {0, len(text)}.union(*(mark.span for mark in marks))
    edges.update(match.end() for match in CARRIAGE.finditer(text))
    edges.update(place for match in NUL.finditer(text) for place in match.span())
    cuts = _cuts(text, sorted(edges), marks, (), [])
    return tuple(TextRun(cut.start, cut.segment.text, cut.segment.classes) for cut in cuts)


def sentence_at(sentences: Sequence[Span], position: int) -> int | None:
    """The number of the sentence that holds `position`. Sentences stand in order."""
    number = bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1
    return number if number >= 0 and position < sentences[number].end else None


def _blocks(text: str) -> list[Span]:
    """The text between blank lines."""
    gaps = [Span(*run.span()) for run in BLANK.finditer(text) if len(LINE_END.findall(run[0])) > 1]
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _within(span: Span, text: str) -> Span:
    """`span`, cut to what the text has."""
    start = min(max(span.start, 0), len(text))
    return Span(start, min(max(span.end, start), len(text)))


# What is marked


def _marks(reading: Reading, uncertain: Set[str]) -> Iterator[Mark]:
    yield from _outside(reading.report)
    for _, span in reading.report.header:
        yield Mark(span, "field")
    for statement in reading.statements:
        yield from (Mark(span, role) for role, span in _roles(statement))
        yield from (Mark(evidence.span, "evidence") for evidence in statement.evidence)
    for mention in reading.mentions:
        yield from (Mark(span, "unsure" if mention.id in uncertain else "trigger") for span in mention.trigger)


def _outside(report: Report) -> Iterator[Mark]:
    yield Mark(Span(0, report.body.start), "outside")
    yield Mark(Span(report.body.end, len(report.text)), "outside")


def _roles(statement: Statement) -> Iterator[tuple[str, Span]]:
    for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
        yield from ((role, span) for span in spans)


def _places(reading: Reading, chosen: Span | None, uncertain: Set[str]) -> list[Place]:
    """The anchors of all statements and events, in the order of the text."""
    text = reading.report.text
    statements = [
        Place(_first(text, s.cue or s.source or s.content), Anchor(s.id, "statement", str(n)))
        for n, s in enumerate(reading.statements, 1)
    ]
    mentions = [
        Place(_first(text, m.trigger), Anchor(m.id, "event", words.letters(n), m.id in uncertain))
        for n, m in enumerate(reading.mentions)
    ]
    linked = [Place(_first(text, (chosen,)), Anchor("span", "chosen", "link"))] if chosen else []
    return sorted(linked + statements + mentions, key=lambda place: place.start)


def _first(text: str, spans: Spans) -> int:
    """The first letter of some spans, or the one nearest to it where they hold none."""
    start = max(spans[0].start, 0) if spans else 0
    letter = LETTER.search(text, start)
    return letter.start() if letter else len(text.rstrip()) - 1


# Cutting


def _cuts(text: str, edges: list[int], marks: list[Mark], sentences: Spans, places: list[Place]) -> Iterator[Cut]:
    """Every segment of the text, in one sweep from left to right."""
    changes = _changes(marks)
    active: Counter[str] = Counter()
    waiting = places[::-1]
    for start, end in pairwise(edges):
        active.update(changes.get(start, {}))
        segment = Segment(text[start:end], _classes(active), tuple(_until(waiting, end)))
        yield Cut(start, sentence_at(sentences, start), segment)


def _changes(marks: list[Mark]) -> dict[int, Counter[str]]:
    """How many marks of each kind begin, or end, at each position."""
    changes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for span, kind in marks:
        if span.start < span.end:
            changes[span.start][kind] += 1
            changes[span.end][kind] -= 1
    return changes


def _classes(active: Counter[str]) -> str:
    kinds = [kind for kind, number in active.items() if number > 0]
    return " ".join(sorted(kinds + ["deep"] * (active["content"] > 1)))


def _until(waiting: list[Place], end: int) -> Iterator[Anchor]:
    while waiting and waiting[-1].start < end:
        yield waiting.pop().anchor


# Gathering


def _paragraphs(text: str, body: Span, blocks: list[Span], cuts: Iterable[Cut]) -> Iterator[Paragraph]:
    starts = [*(block.start for block in blocks), len(text)]
    held = _by_block(blocks, starts, cuts)
    seen: set[int] = set()
    if starts[0]:
        yield Paragraph("", (), text[: starts[0]])
    for number, block in enumerate(blocks):
        classes = "" if body.start <= block.start < body.end else "outside"
        yield Paragraph(classes, tuple(_pieces(held[number], seen)), text[block.end : starts[number + 1]])


def _by_block(blocks: list[Span], starts: list[int], cuts: Iterable[Cut]) -> dict[int, list[Cut]]:
    """The cuts of each block; those in a gap are left out."""
    held: defaultdict[int, list[Cut]] = defaultdict(list)
    for cut in cuts:
        number = bisect_right(starts, cut.start) - 1
        if number >= 0 and cut.start < blocks[number].end:
            held[number].append(cut)
    return held


def _pieces(cuts: list[Cut], seen: set[int]) -> Iterator[Piece]:
    """Segments gathered by sentence. The first piece of a sentence carries its id."""
    for sentence, group in groupby(cuts, key=lambda cut: cut.sentence):
        segments = tuple(cut.segment for cut in group)
        if sentence is None:
            yield Piece("", "", segments)
        elif sentence in seen:
            yield Piece("", "sentence continued", segments)
        else:
            seen.add(sentence)
            yield Piece(f"s{sentence}", "sentence", segments)
