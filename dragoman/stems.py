"""The words that tell what a passage is about: their stems, and how rare each is among the sentences of a story."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from dragoman.record import Reading

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LIGHT = frozenset(
    "a about after all also an and any are as at be been being before but by can could did do does down for from had"
    " has have he her here him his how i if in into is it its just may me might more most must my no nor not now of on"
    " or our out over said say says shall she should so some such than that the their them then there these they this"
    " those to told too under up us very was we were what when where which while who whom whose why will with would you"
    " your mr mrs ms".split()
)
NO_MATTER = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million"
    " billion percent per cent dozen several least nearly almost roughly approximately around perhaps each every first"
    " last next week month year years months weeks days day today yesterday since ago according".split()
)
"""Words of numbers and times: they tell nothing of what is counted."""

STEM = 5
"""Letters by which a verb and its noun are one word (withdraw, withdrawal)."""

UNSEEN_SENTENCES = 30
"""Sentences taken as read before the first, so that a word of two short reports is not yet a common one."""

ENDING = re.compile(r"(?<=\w\w\w)(?:['’]s|ings?|ed|e?s)$")


def stem(word: str) -> str:
    """What "talks" and "talked" have in common."""
    return ENDING.sub("", word.lower())[:STEM]


def stems_of(words: str) -> frozenset[str]:
    """The stems of the telling words of a passage."""
    return frozenset(filter(None, map(_telling_stem, WORD.findall(words))))


@lru_cache(maxsize=1 << 16)
def _telling_stem(word: str) -> str:
    """The stem of a telling word, of others nothing. The same words come again and again, so it is remembered."""
    lower = word.lower()
    return "" if lower in LIGHT or lower in NO_MATTER or lower[0].isdigit() else stem(lower)


def rarity_of(readings: Sequence[Reading]) -> dict[str, float]:
    """How rare each stem is among the sentences of the story."""
    sentences = [stems_of(sentence.of(r.report.text)) for r in readings for sentence in r.sentences]
    counts = Counter(word for stems in sentences for word in stems)
    seen = UNSEEN_SENTENCES + len(sentences)
    return {word: math.log(1 + seen / (1 + n)) for word, n in counts.items()}
