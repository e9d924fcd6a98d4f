"""Quotations that go on over the sentences and paragraphs behind their first, and marks typed as two apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.cues.sentence import Attribution, Sentence
from dragoman.record import Span, Spans
from dragoman.text import View

CLOSING = "”\"’'»"


def all_quotations(view: View, quotations: Spans) -> Spans:
    """The quotations of a report and, where its marks are two apostrophes (''so''), those."""
    if "''" not in view.text:
        return quotations
    doubled = [span for span in _doubled(view.text) if not _meets_any(span, quotations)]
    return tuple(sorted([*quotations, *doubled]))


def _doubled(text: str) -> Iterator[Span]:
    opened: int | None = None
    for mark in re.finditer(r"''|\n", text):
        if mark[0] == "\n":
            opened = None
        elif opened is None:
            opened = mark.start()
        else:
            yield Span(opened, mark.end())
            opened = None


def _meets_any(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_left(spans, span.start, key=lambda other: other.end)
    return any(spans[k].meets(span) for k in range(at, min(at + 2, len(spans))))


def go_on(view: View, read: Sequence[Sentence], quotations: Spans) -> None:
    """Give a quotation's further sentences to the statement whose content it began in."""
    starts = [quotation.start for quotation in quotations]
    last: tuple[Sentence, int] | None = None
    for n, sentence in enumerate(read):
        broken = n > 0 and "\n" in view.text[read[n - 1].span.end : sentence.span.start]
        quoted = _quotation(sentence)
        if n and not broken and not last:
            _fill(sentence, _quotation(read[n - 1]))
        if last and quoted and (not broken or _is_open(last, quotations, view.text)):
            _grow(last, quoted)
        else:
            _widen(sentence, quotations, starts)
            last = _last_quoted(sentence, quotations, starts)


def _quotation(sentence: Sentence) -> Span | None:
    """The sentence's span where all of its words are quoted."""
    words = [n for n, word in zip(sentence.quote, sentence.words, strict=True) if word.is_word]
    return sentence.span if words and min(words) >= 0 else None


def _fill(sentence: Sentence, before: Span | None) -> None:
    """Give a bare "he said." the quotation that the sentence before it is."""
    for at, (source, found) in enumerate(sentence.found):
        if before and not found.content and found.pattern == "preposed":
            sentence.found[at] = source, replace(found, content=(before,))


def _grow(last: tuple[Sentence, int], more: Span) -> None:
    sentence, at = last
    source, found = sentence.found[at]
    if found.content and found.content[-1].end >= more.end:
        return
    sentence.found[at] = source, replace(found, content=(*found.content, more))


def _widen(sentence: Sentence, quotations: Spans, starts: Sequence[int]) -> None:
    """Let content that begins or ends inside a quotation have all of it."""
    for at, (source, found) in enumerate(sentence.found):
        content = tuple(_whole(part, quotations, starts, sentence.span) for part in found.content)
        sentence.found[at] = source, replace(found, content=content)


def _whole(part: Span, quotations: Spans, starts: Sequence[int], home: Span) -> Span:
    first, last = bisect_right(starts, part.start) - 1, bisect_right(starts, part.end - 1) - 1
    start, end = part
    if first >= 0 and part.start == home.start and quotations[first].start < start < quotations[first].end:
        start = quotations[first].start
    if last >= 0 and quotations[last].start >= start and end < quotations[last].end and home.end < quotations[last].end:
        end = quotations[last].end
    return Span(start, end)


def _last_quoted(sentence: Sentence, quotations: Spans, starts: Sequence[int]) -> tuple[Sentence, int] | None:
    """The last statement of a sentence whose content has a quotation in it, or that waits for one behind its colon."""
    for at in range(len(sentence.found) - 1, -1, -1):
        found = sentence.found[at][1]
        if not found.content or any(_is_quoted(part, quotations, starts) for part in found.content):
            return sentence, at
    return None


def _is_quoted(part: Span, quotations: Spans, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, part.end) - 1
    return at >= 0 and quotations[at].meets(part)


def _is_open(last: tuple[Sentence, int], quotations: Spans, text: str) -> bool:
    """Whether a quotation has no closing mark at its paragraph's end, or is still to come."""
    found: Attribution = last[0].found[last[1]][1]
    return not found.content or text[found.content[-1].end - 1] not in CLOSING
