"""One sentence as the rules see it: its words, which of them stand in quotation marks, and the verbs of the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.cues.vocabulary import cues
from dragoman.lexicon import Row
from dragoman.record import Span, Spans
from dragoman.words import Word, span_of, words_in

LONGEST_SENTENCE = 200
"""Words after which a sentence is cut, so that reading it takes time in proportion to its length."""
LONGEST_DATELINE = 10
"""Words and marks before the dash of a dateline."""
SHORTEST_INNER = 4
"""Words from which the inside of a quotation is read for statements of its own."""
TITLE_CASE = 0.7
"""Share of its words of four letters or more with a capital from which a sentence is a headline."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content, as spans of the view. `pattern` names the rule that found it.

    `score` is the reading model's, from 0 to 1, where it found the attribution too.
    """

    cue: Span
    source: Span | None
    content: Spans
    row: Row
    pattern: str
    score: float | None = None


class Range(NamedTuple):
    """Words `start` to `end` (exclusive) of a sentence."""

    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """The words of one sentence, or of a quotation; `quote[i]` numbers the quotation of word `i`, -1 outside."""

    span: Span
    words: list[Word]
    quote: list[int]
    lows: list[str] = field(default_factory=list)
    verbs: dict[int, tuple[int, Row]] = field(default_factory=dict)
    """First word of each verb of the table -> the word after its last, and its row."""
    found: list[tuple[Range | None, Attribution]] = field(default_factory=list)
    is_inner: bool = False
    """Whether it is the inside of a quotation."""
    is_title: bool = False

    def __post_init__(self) -> None:
        self.lows = [word.text.lower() for word in self.words]
        self.verbs = {start: (end, row) for start, end, row in cues().verbs.find(self.words)}
        long = [word for word in self.words if len(word.text) > 3 and word.is_word]
        self.is_title = sum(word.is_capital for word in long) > TITLE_CASE * len(long)

    def __len__(self) -> int:
        return len(self.words)

    def low(self, at: int) -> str:
        """A word in lower case; the empty string beyond the ends."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def text(self, at: int) -> str:
        """A word or mark; the empty string beyond the ends."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def outside(self, at: int) -> bool:
        """Whether a word stands in no quotation."""
        return not 0 <= at < len(self.words) or self.quote[at] < 0

    def opens_quote(self, at: int) -> bool:
        """Whether a quotation begins at a word."""
        return 0 <= at < len(self.words) and self.quote[at] >= 0 and (at == 0 or self.quote[at - 1] != self.quote[at])

    def closes_quote(self, at: int) -> bool:
        """Whether a quotation ends with a word."""
        last = len(self.words) - 1
        return 0 <= at <= last and self.quote[at] >= 0 and (at == last or self.quote[at + 1] != self.quote[at])

    def breaks_after(self, at: int) -> bool:
        """Whether a comma of the sentence's own stands at a place, or one put inside the quotation before it."""
        return (self.outside(at) and self.text(at) == ",") or (self.closes_quote(at) and ',"' in self._ending(at))

    def _ending(self, at: int) -> str:
        return "".join('"' if word.text in "”\"’'" else word.text for word in self.words[max(at - 2, 0) : at + 1])

    def span_of(self, part: Range) -> Span:
        return span_of(self.words, part.start, part.end)

    def part(self, start: int, end: int) -> Range | None:
        """A stretch without the marks around it that belong to no quotation; None where no word is left."""
        end = min(end, len(self.words))
        while start < end and not self.words[start].is_word and not self.opens_quote(start):
            start += 1
        while end > start and not self.words[end - 1].is_word and not self.closes_quote(end - 1):
            end -= 1
        return Range(start, end) if any(word.is_word for word in self.words[start:end]) else None


def sentences_of(text: str, span: Span, quotations: Sequence[Span]) -> Iterator[Sentence]:
    """The sentence, in pieces where it is overlong, and the insides of its quotations, to be read alike."""
    words = _without_dateline(words_in(text, span))
    for start in range(0, len(words), LONGEST_SENTENCE):
        piece = words[start : start + LONGEST_SENTENCE]
        quote = _numbers(piece, quotations)
        yield Sentence(span_of(piece, 0, len(piece)), piece, quote)
        yield from _insides(text, piece, quote)


def _without_dateline(words: list[Word]) -> list[Word]:
    """The words behind "WASHINGTON (AP) —" at a sentence's beginning."""
    for at in range(1, min(LONGEST_DATELINE, len(words))):
        word = words[at]
        if word.text in "—–-" and word.start > words[at - 1].end and words[0].text.isupper():
            return words[at + 1 + (words[at + 1].text == "-") :] if at + 2 < len(words) else words
        if word.is_word and not word.is_capital and not word.text[0].isdigit():
            return words
    return words


def _numbers(words: Sequence[Word], quotations: Sequence[Span]) -> list[int]:
    """For each word the number of the quotation that it stands in, -1 for none."""
    if not words:
        return []
    at = bisect_left(quotations, words[0].start, key=lambda quotation: quotation.end)
    numbers = []
    for word in words:
        while at < len(quotations) and quotations[at].end <= word.start:
            at += 1
        inside = at < len(quotations) and quotations[at].start <= word.start and word.end <= quotations[at].end
        numbers.append(at if inside else -1)
    return numbers


INNER = re.compile(r"(?<![\w’'])[‘'](?=\w)[^‘’'\n]{2,300}?(?<=[\w.,!?…])['’](?![\w’'])")


def _insides(text: str, words: Sequence[Word], quote: Sequence[int]) -> Iterator[Sentence]:
    """The sentences inside each quotation, without its marks, with the quotations inside that."""
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and quote[at] == quote[start]:
            continue
        if quote[start] >= 0:
            for inner in _split(words[start:at]):
                span = span_of(inner, 0, len(inner))
                nested = [Span(*m.span()) for m in INNER.finditer(text, *span)]
                yield Sentence(span, inner, _numbers(inner, nested), is_inner=True)
        start = at


def _split(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a quotation, without its marks, cut into sentences."""
    first, end = 0, len(words)
    while first < end and words[first].text in "“\"‘'«„":
        first += 1
    while end > first and words[end - 1].text in "”\"’'»":
        end -= 1
    start = first
    for at in range(first, end):
        whole = words[at - 1].text[0].islower() or len(words[at - 1].text) > 3
        ends = words[at].text in ".!?" and at + 1 < end and words[at + 1].is_capital and whole
        if ends or at + 1 == end:
            if at + 1 - start >= SHORTEST_INNER:
                yield list(words[start : at + 1])
            start = at + 1
