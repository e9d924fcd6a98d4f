"""What reports quote of somebody, word by word, so that one utterance is found again in another report.

quotations -> speeches (quotations that follow on each other) -> runs of words -> which of them another report has
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dragoman.accounts.passages import Passage
from dragoman.accounts.told import party, same_name
from dragoman.record import Span, Statement

FOLLOWS = 60
"""Code points between two quotations of one speech: "he said" and the like."""

SAME_WORDS = 6
"""Words in a row that two reports quote when they quote one utterance."""

SHOWN = 18
"""Words of a speech that are shown."""

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
ENDS = re.compile(r"[.!?…]\s|[\"”]")
"""What stands after the last word of a sentence or a quotation."""
TITLED = frozenset("mr mrs ms dr sen rep gov st".split())

Run = tuple[str, ...]
"""Words in a row."""


class Token(NamedTuple):
    """A word of a speech as it is compared, where it stands, and in which passage."""

    word: str
    span: Span
    passage: Passage


class Speech(NamedTuple):
    """Quotations of one report that follow on each other."""

    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    def ends(self, number: int) -> bool:
        """Whether a sentence or a quotation ends before a word."""
        last, text = self.tokens[number - 1], self.tokens[0].passage.reading.report.text
        between = text[last.span.end : self.tokens[number].span.start]
        return bool(ENDS.search(between)) and last.word not in TITLED


def speeches_of(passages: Sequence[Passage]) -> Iterator[Speech]:
    """The quotations of a report, those joined that follow on each other."""
    tokens: list[Token] = []
    for passage in passages:
        for quotation in passage.quotations:
            if tokens and quotation.start - tokens[-1].span.end > FOLLOWS:
                yield Speech(tuple(tokens))
                tokens = []
            text = passage.reading.report.text
            tokens += [Token(word, span, passage) for word, span in words_in(text, quotation)]
    if tokens:
        yield Speech(tuple(tokens))


def words_in(text: str, within: Span) -> Iterator[tuple[str, Span]]:
    """The words of a stretch in one spelling, "F.B.I." as "FBI", each with its place."""
    for found in TOKEN.finditer(text, *within):
        yield found.group().lower().replace("’", "'").replace(".", ""), Span(*found.span())


def runs_of(words: Sequence[str], size: int) -> Iterator[Run]:
    return zip(*(words[n:] for n in range(size)), strict=False)


def places_of(speeches: Iterable[Speech]) -> Mapping[Run, Token]:
    """The first place where each run of `SAME_WORDS` words is quoted."""
    found: dict[Run, Token] = {}
    for speech in speeches:
        for number, run in enumerate(runs_of(speech.words, SAME_WORDS)):
            found.setdefault(run, speech.tokens[number])
    return found


def stretches(speech: Speech, runs: Container[Run], size: int) -> Iterator[tuple[bool, int, int]]:
    """A speech cut where runs of that size begin or end that the other text has too: whether it has them, from, to."""
    covered = [False] * len(speech.tokens)
    for number, run in enumerate(runs_of(speech.words, size)):
        if run in runs:
            covered[number : number + size] = [True] * size
    at = 0
    for flag, group in groupby(covered):
        end = at + len(list(group))
        yield flag, at, end
        at = end


def saying_of(token: Token) -> Statement | None:
    """The innermost statement whose content holds a word."""
    held = [s for s in token.passage.reading.statements if any(c.holds(token.span) for c in s.content)]
    return min(held, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def speaker_of(token: Token) -> str | None:
    saying = saying_of(token)
    return saying.speaker if saying else None


def same_speaker(one: str, other: str | None) -> bool:
    """Whether two may be one speaker: where the other is not named, he may."""
    return other is None or same_name(party(one, None).stems, party(other, None).stems)


def shown(tokens: Sequence[Token]) -> str:
    """The words as the report has them, the first `SHOWN` of them."""
    text = tokens[0].passage.reading.report.text
    words = " ".join(text[tokens[0].span.start : tokens[:SHOWN][-1].span.end].split())
    return f"{words}{' …' if len(tokens) > SHOWN else ''}"
