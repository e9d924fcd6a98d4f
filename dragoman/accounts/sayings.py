"""Who says one utterance, and how: two persons for the same words, or "claims" in one report for "said" in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.passages import Passage
from dragoman.accounts.speeches import (
    SAME_WORDS,
    Token,
    places_of,
    same_speaker,
    saying_of,
    shown,
    speeches_of,
    stretches,
)
from dragoman.lexicon import table
from dragoman.record import DifferenceKind, Quote, Statement

PLAIN = re.compile(
    r"(?:said|says?|saying|told|tells?|telling|wr[io]te?s?|writing|added|adds|noted|notes|stated|according)$"
)
"""Verbs that only say that somebody says something; those that do more are in `lexicon/sayings.tsv`."""


class Saying(NamedTuple):
    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]


class Twice(NamedTuple):
    """One utterance in two reports: the words in the first, and where each begins."""

    words: tuple[Token, ...]
    one: Token
    other: Token


def find_sayings(by_voice: Mapping[str, Sequence[Passage]]) -> list[Saying]:
    """Utterances that two reports give to two persons by name, or have said in verbs of which one takes a side."""
    found: dict[str, Saying] = {}
    for twice in _utterances(by_voice):
        one, other = saying_of(twice.one), saying_of(twice.other)
        if one and other and one.speaker and other.speaker:
            lines = _two_persons if not same_speaker(one.speaker, other.speaker) else _two_verbs
            for saying in lines(twice, one, other):
                found.setdefault(saying.about, saying)
    return list(found.values())


def _utterances(by_voice: Mapping[str, Sequence[Passage]]) -> Iterator[Twice]:
    """What two reports quote in the same words."""
    speeches = {voice: [*speeches_of(passages)] for voice, passages in by_voice.items()}
    places = {voice: places_of(own) for voice, own in speeches.items()}
    for one, other in combinations(by_voice, 2):
        for speech in speeches[one]:
            for both, first, last in stretches(speech, places[other], SAME_WORDS):
                if both:
                    run = tuple(speech.words[first : first + SAME_WORDS])
                    yield Twice(speech.tokens[first:last], speech.tokens[first], places[other][run])


def _two_persons(twice: Twice, one: Statement, other: Statement) -> Iterator[Saying]:
    if _is_named(one, twice.one) and _is_named(other, twice.other):
        sides = f"{one.speaker} in {twice.one.passage.outlet}; {other.speaker} in {twice.other.passage.outlet}"
        quotes = (twice.one.passage.quote, twice.other.passage.quote)
        yield Saying("detail", f"who says “{shown(twice.words)}”: {sides}", quotes)


def _is_named(saying: Statement, token: Token) -> bool:
    """Whether a person is named in the very passage: elsewhere another may be meant."""
    words = (saying.speaker or "").split()
    full = len(words) > 1 and all(word[0].isupper() for word in words)
    return saying.speaker_kind == "person" and full and words[-1] in token.passage.words


def _two_verbs(twice: Twice, one: Statement, other: Statement) -> Iterator[Saying]:
    sides = [(_verb(one, twice.one), one, twice.one), (_verb(other, twice.other), other, twice.other)]
    (coloured, saying, token), (plain, _, rest) = sorted(sides, key=lambda side: side[0] not in _colours())
    if coloured in _colours() and PLAIN.match(plain):
        verbs = f"“{coloured}” in {token.passage.outlet}; “{plain}” in {rest.passage.outlet}"
        yield Saying("framing", f"how {saying.speaker} says it: {verbs}", (token.passage.quote, rest.passage.quote))


def _verb(saying: Statement, token: Token) -> str:
    """The verb of a statement's cue: one that takes a side, else the last word."""
    cue = " ".join(span.of(token.passage.reading.report.text).lower() for span in saying.cue)
    words = [*re.findall(r"[a-z]+ (?:out|down|back)", cue), *re.findall(r"[a-z]+", cue)]
    return next((word for word in words if word in _colours()), words[-1] if words else "")


@cache
def _colours() -> Mapping[str, str]:
    return {form: row["colour"] for row in table("sayings").rows for form in row.many("forms")}
