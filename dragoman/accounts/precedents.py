"""What is called the first of its kind: other such claims, and earlier happenings that another report has on record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.counts import parties_of
from dragoman.accounts.passages import Passage, Passages
from dragoman.accounts.told import days_long, is_noun, words_of
from dragoman.record import DifferenceKind, Quote
from dragoman.stems import NO_MATTER, WORD
from dragoman.times import find_times

SUPERLATIVE = re.compile(
    r"\b(?P<word>first|only|last|biggest|largest|worst|strongest|toughest|sharpest|highest|lowest|deadliest|longest"
    r"|most\s\w+)\s(?P<what>[\w’'-]+(?:\s[\w’'-]+){0,2})"
)
SINCE = re.compile(
    r"\b(?:since\s(?:the\s)?(?:\w+\s){0,2}\d{4}|in\s(?:more\sthan\s|nearly\s|almost\s|over\s|about\s|at\sleast\s)?(?:\d+|\w+)"
    r"\s(?:years|decades)|to\sdate|so\sfar|in\s(?:\w+\s)?history|ever)\b",
    re.I,
)
"""How far back a superlative reaches."""

SAME_PARTIES = 2
"""Countries or names that two sentences share when they are of one pair of parties."""

SHARED_POINTS = 5.0
"""Points of rare words that two superlatives share when they are of one matter."""


class Claim(NamedTuple):
    """A passage that calls something the first (or the like) of its kind."""

    passage: Passage
    words: str
    families: frozenset[str]
    order: str
    reach: str
    """The words that say how far back, empty where there are none."""


class Precedent(NamedTuple):
    """A claim, and what another report has against or beside it."""

    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]


def find_precedents(told: Passages) -> Iterator[Precedent]:
    """Claims of two voices that something is the first of its kind, and earlier ones of that kind in other voices."""
    passages, rarity = told
    claims = [claim for passage in passages if (claim := _claim(passage))]
    against: set[tuple[Passage, Passage]] = set()
    for claim in claims:
        earlier = [(p, time) for p in passages if p.voice != claim.passage.voice and (time := _earlier(claim, p))]
        for passage, time in sorted(earlier, key=lambda pair: -_met(claim, pair[0]))[:1]:
            against |= {(claim.passage, passage), (passage, claim.passage)}
            about = f"{_shown(claim)}, but {passage.outlet} has an earlier one on record, “{time}”"
            yield Precedent("conflict", about, (claim.passage.quote, passage.quote))
    for one, other in combinations(claims, 2):
        apart = one.passage.voice != other.passage.voice and (one.passage, other.passage) not in against
        if apart and one.words.lower() != other.words.lower() and _one_matter(one, other, rarity):
            about = f"how rare it is: {_shown(one)}; {_shown(other)}"
            yield Precedent("detail", about, (one.passage.quote, other.passage.quote))


def _claim(passage: Passage) -> Claim | None:
    """What a passage calls the first (or the like) of its kind: since when, or a deed between parties."""
    for found in SUPERLATIVE.finditer(passage.words):
        words = WORD.findall(found["what"])
        nouns = [n for n, word in enumerate(words) if is_noun(word)]
        families = words_of(words[nouns[0]]).families if nouns else frozenset()
        reach = SINCE.search(passage.words, found.end("word"))
        order = found["word"].lower()
        called = CALLED.search(passage.words[: found.start()])
        if reach or (order == "first" and families and called):
            end = reach.end() if reach and reach.start() - found.end() <= REACH else found.end()
            shown = " ".join(passage.words[found.start() : end].split())
            return Claim(passage, shown, families, order, reach.group() if reach else "")
    return None


CALLED = re.compile(
    r"\b(?:is|was|are|were|be|been|being|mark(?:s|ed|ing)?|bec[ao]mes?|as|for|held)\s(?:the|their|its|his|her)\s$", re.I
)
"""What stands before "first" where something is called so; "took part in the first meeting of" calls nothing."""
REACH = 80
"""Code points from a superlative to the words that say how far back it reaches, when both are shown."""


def _one_matter(one: Claim, other: Claim, rarity: Mapping[str, float]) -> bool:
    if (
        one.families
        and one.families & other.families
        and len(_parties(one.passage) & _parties(other.passage)) >= SAME_PARTIES
    ):
        return True
    shared = one.passage.stems & other.passage.stems - NO_MATTER
    return bool(one.reach and other.reach) and sum(rarity.get(word, 0.0) for word in shared) >= SHARED_POINTS


def _parties(passage: Passage) -> frozenset[str]:
    """The countries of a passage."""
    plain = AMERICA.sub("America", passage.words)
    return frozenset(p for p in parties_of(re.sub(r"['’]s$", "", word) for word in WORD.findall(plain)) if p.isupper())


AMERICA = re.compile(r"\bU\.S\.|\bUS\b|\bUnited\sStates\b")


def _earlier(claim: Claim, passage: Passage) -> str | None:
    """The words of the earlier year in which a passage has a happening of that kind between the same parties."""
    report = passage.reading.report
    if claim.order != "first" or report.published is None:
        return None
    triggers = [m.trigger[0].of(report.text) for m in passage.mentions() if m.status == "actual"]
    if not any(claim.families & words_of(trigger).families for trigger in triggers):
        return None
    if len(_parties(claim.passage) & _parties(passage)) < SAME_PARTIES:
        return None
    past = [t for t in find_times(report.text, report.published, passage.span) if _is_before(t.value, report.published)]
    first = _first_year(claim.reach, int(report.published[:4]))
    return next((t.span.of(report.text) for t in past if int(t.value[:4]) >= first), None)


def _met(claim: Claim, passage: Passage) -> int:
    """How many words of the kind a passage has for what happened earlier: a meeting is more than a conference."""
    return sum(bool(claim.families & words_of(word).families) for word in WORD.findall(passage.words))


def _is_before(value: str, published: str) -> bool:
    """Whether a time is of an earlier year, and no longer than one."""
    return value[:4].isdigit() and value[:4] < published[:4] and days_long(value) <= 366


def _first_year(reach: str, year: int) -> int:
    """The year from which on there was none, as "since 1979" or "in nearly 30 years" say; 0 where it is always."""
    number = next((int(word) for word in WORD.findall(reach) if word.isdigit()), None)
    if number is None:
        return 0
    return number if number > 1000 else year - number


def _shown(claim: Claim) -> str:
    return f"“{claim.words}” in {claim.passage.outlet}"
