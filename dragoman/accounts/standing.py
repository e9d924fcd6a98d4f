"""How far a matter has come: where one report has it begun, and another denied, without a date or called off.

Only sentences count that say so in set words ("no sign of a withdrawal", "the visit is off"), or that tell of one thing
accepted or rejected. What was published later and only goes further is news, no difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from dragoman.accounts.told import in_order
from dragoman.record import Quote, Reading, Span, Story
from dragoman.stems import rarity_of, stems_of

Degree = Literal["begun", "denied", "no date", "likely", "off", "promised", "accepted", "rejected"]

NEAR_WORDS = 60
"""Code points between set words and the matter that they are said of."""

NEXT_WORDS = 2
"""And between a promise and what is promised: "a promise to withdraw"."""

SAME_OBJECT = 6.0
"""Points of shared rare words from which an acceptance and a rejection are of one offer. In 70 matters x 3 outlets
some 30 sentences hold set words or a decision, and none is set against another; one offer has 13 in common."""

TOPICS: tuple[tuple[str, str], ...] = (
    (
        "withdrawal",
        r"withdraw(?:al|als|s|ing|n)?|withdrew|pull(?:ing|ed)?[- ](?:out|back)|pull-?outs?|retreat(?:ing)?"
        r"|evacuat(?:e|ing|ion)|bring(?:ing)?\s(?:\w+\s){1,4}home",
    ),
    ("visit", r"visits?|visiting|trips?|journey"),
    ("deployment", r"deploy(?:ment|ments|ing|ed)?|build-?up|reinforcements?"),
    ("talks", r"talks|negotiations|conference|summit|peace\sprocess"),
    ("cease-fire", r"cease-?fire|truce|armistice"),
    ("release", r"release|exchange\sof\sprisoners|prisoner\s(?:swap|exchange)"),
    ("election", r"elections?|referendum|ballot|poll"),
    ("offensive", r"offensive|invasion|assault|air\s?strikes|bombing"),
    ("trial", r"trial|hearings?|inquiry|investigation"),
    ("strike", r"walk-?out|general\sstrike|strike"),
    ("resignation", r"resignation"),
    ("signing", r"signing|ratification"),
    ("embargo", r"embargo|blockade|sanctions"),
)
"""Matters that take time, and so may have come more or less far."""
TOPIC = re.compile(r"\b(?:" + "|".join(f"(?P<t{n}>{words})" for n, (_, words) in enumerate(TOPICS)) + r")\b", re.I)

_BE = r"(?:is|was|are|were|has\sbeen|had\sbeen|have\sbeen)\s[\"“‘]?"
SET_WORDS: tuple[tuple[Degree, str], ...] = (
    (
        "denied",
        r"\bno\ssigns?\s(?:yet\s)?(?:of|that)\b|\bthere\s(?:is|was)\sno\ssign\b|\b(?:has|have|had)\syet\sto\s(?:begin|start)\b"
        r"|\b(?:has|have|had)\snot\s(?:yet\s)?(?:begun|started)\b"
        r"|\bden(?:y|ies|ied|ying)\sthat\b[^.;]{0,60}?\b(?:begun|started|under\s?way|amount(?:s|ed)?\sto)\b",
    ),
    (
        "no date",
        r"\b(?:no|any)\s(?:firm\s|fixed\s|exact\s)?(?:date|timetable|deadline)\b|\bneither\sfixed\snor\scancell?ed\b"
        r"|\bwithout\s(?:setting\s|naming\s)?(?:a|any)\s(?:date|timetable)\b|\bnot\sbeen\s(?:discussed|scheduled)\b",
    ),
    (
        "off",
        rf"\bthere\swill\sbe\sno\b|\b{_BE}(?:off(?=\sthe\s(?:calendar|table|agenda)|[.,;”\"])|called\soff|cancell?ed"
        r"|scrapped|shelved|postponed|abandoned)\b",
    ),
    ("likely", r"\bmore\slikely\sthan\snot\b|\b(?:very|highly|most)\slikely\b"),
    (
        "begun",
        rf"\b(?:has|have|had)\s(?:already\s|now\s)?(?:begun|started)\b|\b{_BE}(?:already\s|well\s|now\s)?under\s?way\b"
        r"|\balready\s(?:began|begun|started)\b",
    ),
    ("promised", r"\b(?:promise[sd]?|pledge[sd]?|vow(?:s|ed)?|plan(?:s|ned)?)\b[^.,;]{0,20}?\sto\b"),
)
"""The words that say how far a matter has come; of several at one place the first."""
STAGES = [(degree, re.compile(words, re.I)) for degree, words in SET_WORDS]

IN_SET_WORDS: frozenset[Degree] = frozenset({"begun", "denied", "no date", "off", "likely"})
"""These stand for a matter of the whole story; of what is promised, accepted or rejected there may be several."""

_OBJECT = (
    r"\s(?:the|this|that)\s(?P<object>(?:(?!and\b|or\b|of\b|to\b|for\b|in\b|that\b)[\w’'-]+\s){0,2}[a-z-]{3,})(?=[,.;:”\"]|$"
    r"|\s(?:of|to|for|from|in|by|at|on|with|that|which|as|and|but|into|over|because|when|after)\b)"
)
"""What is decided on. "An invitation" may be another one; of "the invitation" there is one."""
DECISIONS: tuple[tuple[Degree, re.Pattern[str]], ...] = (
    (
        "rejected",
        re.compile(
            r"\b(?:rejected|turned\sdown|rebuffed|(?:would|will|did)\snot\s(?:accept|sign|approve|agree\sto)"
            r"|refused\sto\s(?:accept|sign|initial|approve|recogni[sz]e))" + _OBJECT
        ),
    ),
    ("accepted", re.compile(r"\b(?<!not )(?:accepted|agreed\sto|approved)" + _OBJECT)),
)

OPPOSED: tuple[frozenset[Degree], ...] = (
    frozenset({"begun", "denied"}),
    frozenset({"begun", "no date"}),
    frozenset({"begun", "off"}),
    frozenset({"likely", "off"}),
    frozenset({"likely", "no date"}),
    frozenset({"off", "no date"}),
    frozenset({"promised", "denied"}),
    frozenset({"promised", "off"}),
    frozenset({"accepted", "rejected"}),
)
LATER: frozenset[Degree] = frozenset({"begun", "off", "accepted"})
"""What a later report may add as news."""


class Standing(NamedTuple):
    """How far one sentence says a matter has come."""

    topic: str
    degree: Degree
    voice: str
    quote: Quote
    stems: frozenset[str]
    published: str | None
    outlet: str
    claimed: bool
    """Whether the sentence attributes what it says, or a part of it, to somebody."""


class Divide(NamedTuple):
    """Voices that have one matter at different stages."""

    about: str
    quotes: tuple[Quote, ...]


def find_divides(story: Story, readings: Sequence[Reading]) -> list[Divide]:
    """The matters of `story` that are further in one report than in another; copies of one text are one voice."""
    voices = story.voices
    own = [reading for reading in in_order(story, readings) if voices[reading.report.id] == reading.report.id]
    if len(own) < 2:
        return []
    by_topic: defaultdict[str, list[Standing]] = defaultdict(list)
    for reading in own:
        for standing in _standings(reading):
            by_topic[standing.topic].append(standing)
    rarity = rarity_of(own)
    return [divide for standings in by_topic.values() for divide in _divides(standings, rarity)]


# What one report says


def _standings(reading: Reading) -> Iterator[Standing]:
    report, text = reading.report, reading.report.text
    for sentence in reading.sentences:
        for topic, degree in (*_stages(text, sentence), *_decisions(text, sentence)):
            yield Standing(
                topic=topic,
                degree=degree,
                voice=report.id,
                quote=Quote(report.id, sentence),
                stems=stems_of(sentence.of(text)),
                published=report.published,
                outlet=report.called,
                claimed=any(content.meets(sentence) for said in reading.statements for content in said.content),
            )


def _stages(text: str, sentence: Span) -> Iterator[tuple[str, Degree]]:
    """The topics that set words are said of, for each the nearest."""
    topics = list(TOPIC.finditer(text, *sentence))
    taken: list[Span] = []
    for degree, pattern in STAGES if topics else ():
        for found in pattern.finditer(text, *sentence):
            place = Span(*found.span())
            nearest = min(topics, key=lambda topic: _gap(place, topic))
            reach = NEXT_WORDS if degree == "promised" else NEAR_WORDS
            if _gap(place, nearest) <= reach and not any(place.meets(span) for span in taken):
                taken.append(place)
                yield TOPICS[int((nearest.lastgroup or "t0")[1:])][0], degree


def _gap(place: Span, topic: re.Match[str]) -> int:
    return max(0, topic.start() - place.end, place.start - topic.end())


def _decisions(text: str, sentence: Span) -> Iterator[tuple[str, Degree]]:
    """What a sentence says was accepted or rejected."""
    for degree, pattern in DECISIONS:
        for found in pattern.finditer(text, *sentence):
            yield f"the {found['object'].split()[-1]}", degree


# What two reports say


def _divides(standings: Sequence[Standing], rarity: Mapping[str, float]) -> Iterator[Divide]:
    """The divide on one topic, if there is one."""
    pairs = [pair for pair in _pairs(standings) if _is_one_matter(*pair, rarity) and not _explained(*pair)]
    if pairs:
        involved = {standing for pair in pairs for standing in pair}
        own = [standing for standing in standings if standing in involved]
        sides = dict.fromkeys(f"{standing.degree} in {standing.outlet}" for standing in own)
        about = f"status of the {own[0].topic.removeprefix('the ')}: {', '.join(sides)}"
        yield Divide(about, tuple(standing.quote for standing in own))


def _pairs(standings: Sequence[Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Opposed standings of voices that give one degree each; set words stand before what is promised or decided."""
    by_voice: defaultdict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        by_voice[standing.voice].append(standing)
    leading = [[s for s in own if s.degree in IN_SET_WORDS] or own for own in by_voice.values()]
    clear = [own[0] for own in leading if len({standing.degree for standing in own}) == 1]
    for a, b in combinations(clear, 2):
        if {a.degree, b.degree} in OPPOSED:
            yield a, b


def _is_one_matter(one: Standing, other: Standing, rarity: Mapping[str, float]) -> bool:
    if {one.degree, other.degree} <= IN_SET_WORDS:
        return True
    return sum(rarity.get(stem, 0.0) for stem in one.stems & other.stems) >= SAME_OBJECT


def _explained(one: Standing, other: Standing) -> bool:
    """Whether the later of two reports only tells, in its own words, what came of it."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    later = one if one.published > other.published else other
    return later.degree in LATER and not later.claimed
