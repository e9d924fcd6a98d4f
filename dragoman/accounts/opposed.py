"""Opposed words: one thing that one report, or one whom it quotes, calls a change or a success, and another does not.

The words are in `lexicon/opposed.tsv`; they count where they stand near a word for the thing, and a word that is
negated is of the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product
from typing import Literal, NamedTuple

from dragoman.accounts.passages import Passage
from dragoman.accounts.precedents import AMERICA
from dragoman.lexicon import table
from dragoman.record import DifferenceKind, Quote, Span
from dragoman.stems import WORD, stem, stems_of

Side = Literal["yes", "no"]

NEAR = 40
"""Code points between the word and the thing that it is said of."""
NEGATED = re.compile(
    r"(?:\b(?:no|not|never|without|nor|neither|hardly|denie[sd]|deny|denying|rather than|far from|less than|cannot"
    r"|nothing)\b|n['’]t\b)(?:[\s,“\"‘]+[\w’'-]+){0,4}[\s,“\"‘]*$",
    re.I,
)
QUOTES = re.compile('[“”"]')
BEFORE = 45
"""Code points before a word in which it is negated."""
MOST_ANSWERS = 20
"""Answers of one report to one question that are compared."""
TIES = 1
"""Words that the passages share besides the thing itself: whose it is, or towards whom."""


class Question(NamedTuple):
    name: str
    of: frozenset[str]
    words: re.Pattern[str]
    yes: re.Pattern[str]


class Answer(NamedTuple):
    """A side that a passage takes on a question, and the words with which it does."""

    side: Side
    words: str
    speaker: str | None
    passage: Passage
    of: frozenset[str]


class Opposition(NamedTuple):
    """Two voices on opposed sides of one question."""

    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]


def find_oppositions(voices: Mapping[str, Sequence[Passage]], rarity: Mapping[str, float]) -> Iterator[Opposition]:
    """For each question, two voices on opposed sides; and whose denial one of them has and the other leaves out."""
    for question in _questions():
        given = [(answer for p in passages for answer in _answers(question, p)) for passages in voices.values()]
        answers = [answer for own in given for answer in islice(own, MOST_ANSWERS)]
        pairs = [pair for pair in product(answers, answers) if _opposed(pair[0], pair[1])]
        pairs.sort(key=lambda pair: -_points(pair[0], pair[1], rarity))
        narrated = [pair for pair in pairs if not pair[1].speaker]
        for one, other in narrated[:1] or pairs[:1]:
            quotes = [a.passage.quote for a in (one, *_with_it(one, answers), other, *_with_it(other, answers))]
            about = f"{question.name}: {_shown(one)}; {_shown(other)}"
            yield Opposition("framing", about, tuple(dict.fromkeys(quotes)))
        yield from _left_out(pairs, answers)


def _with_it(answer: Answer, answers: Iterable[Answer]) -> list[Answer]:
    """What the same report says itself of the same on that side, one more."""
    voice = answer.passage.voice
    same = [a for a in answers if a.passage.voice == voice and a.side == answer.side and not a.speaker]
    return [a for a in same if a.passage is not answer.passage and a.of & answer.of][:1]


def _left_out(pairs: Iterable[tuple[Answer, Answer]], answers: Sequence[Answer]) -> Iterator[Opposition]:
    """Named speakers who deny in one report what another tells without any denial."""
    denied = {a.passage.voice for a in answers if a.side == "no"}
    own = [(a, o) for a, o in pairs if a.passage.voice not in denied and o.speaker and _names(o.speaker)]
    for one, other in own[:1]:
        said = {o.speaker: o for a, o in reversed(own) if a is one and o.passage.voice == other.passage.voice}
        who = " and ".join(speaker for speaker in reversed(said) if speaker)
        words = " and ".join(dict.fromkeys(f"“{QUOTES.sub('', o.words)}”" for o in reversed(said.values())))
        about = f"a denial by {who} in {other.passage.outlet}, which {one.passage.outlet} leaves out: {words}"
        yield Opposition("detail", about, (one.passage.quote, *(o.passage.quote for o in said.values())))


def _opposed(one: Answer, other: Answer) -> bool:
    """Whether a yes and a no of two voices are of one thing, and the first gives no such answer itself."""
    if one.side != "yes" or other.side != "no" or one.passage.voice == other.passage.voice:
        return False
    return bool(one.of & other.of) and len(_stems(one.passage) & _stems(other.passage) - one.of) >= TIES


def _stems(passage: Passage) -> frozenset[str]:
    plain = AMERICA.sub("America", passage.words)
    return stems_of(plain)


def _names(speaker: str) -> bool:
    """Whether a speaker is called by a name."""
    return len(speaker.split()) > 1 and speaker[0].isupper()


def _answers(question: Question, passage: Passage) -> Iterator[Answer]:
    text = passage.reading.report.text
    for found in question.words.finditer(passage.words):
        start, end = (passage.span.start + at for at in found.span())
        near = Span(max(passage.span.start, start - NEAR), min(passage.span.end, end + NEAR)).of(text)
        of = frozenset(stem(w) for w in WORD.findall(near)) & question.of
        if of:
            negation = NEGATED.search(text[max(passage.span.start, start - BEFORE) : start])
            yes = bool(question.yes.fullmatch(found.group())) != bool(negation)
            words = (negation.group().lstrip() if negation else "") + found.group()
            inner = [s for s in passage.said() if any(c.start <= start < c.end for c in s.content)]
            said = min(inner, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
            yield Answer("yes" if yes else "no", words, said.speaker if said else None, passage, of)


def _points(one: Answer, other: Answer, rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(word, 0.0) for word in sorted(_stems(one.passage) & _stems(other.passage)))


def _shown(answer: Answer) -> str:
    who = f"{answer.speaker} in {answer.passage.outlet}" if answer.speaker else answer.passage.outlet
    return f"“{answer.words}” ({who})"


@cache
def _questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            row["question"],
            frozenset(map(stem, row.many("of"))),
            _pattern([*row.many("yes"), *row.many("no")]),
            _pattern(row.many("yes")),
        )
        for row in table("opposed").rows
    )


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(w).replace(chr(92) + '*', r'[a-z]*')}\b" for w in longest), re.I)
