"""Answers: a denial that one report gives, and another, which tells what is denied, leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from dragoman.accounts.passages import Passage, Passages
from dragoman.record import DifferenceKind, Quote, Span, Statement
from dragoman.stems import WORD, stems_of

DENIES = re.compile(
    r"(?:\w+ly\s)*(?:has\s|have\s|had\s)?(?:also\s|again\s)?(?:\w+ly\s)*"
    r"(?:den(?:y|ies|ied|ying|ial)|disput(?:e[sd]?|ing)|refut(?:e[sd]?|ing)|rebut(?:s|ted|ting)?|contradict(?:s|ed|ing)?"
    r"|(?P<of_claims>reject(?:s|ed|ing)?|dismiss(?:e[sd]|ing)?|brush(?:ed|es|ing)?\s(?:off|aside)|shrug(?:s|ged|ging)?\soff))\b",
    re.I,
)
"""Cues of a denial."""
CLAIM = re.compile(
    r"\b(?:notion|idea|suggestion|claims?|charges?|accusations?|allegations?|reports?|criticisms?|characteri[sz]ation|complaints?"
    r"|assertions?|argument|talk|rumou?rs?|speculation)\b",
    re.I,
)
"""What is rejected or dismissed by a denial; an offer that is rejected is none."""
DENYING = re.compile(
    r"\bnothing of the (?:sort|kind)\b|\b(?:is|was|are|were|it['’]s|that['’]s)(?: simply| just| absolutely| completely"
    r"| totally)? (?:not true|untrue|a lie|false|baseless|nonsense|without merit|unfounded|not the case|inaccurate)\b"
    r"|\bno truth\b|\bcontrary to (?:\w+ )?(?:reports?|claims?|what)\b"
    r"|\b(?:did|have|has|had)(?: not|n['’]t|never)(?: done| do)? (?:nothing|anything) wrong\b|\bdone nothing wrong\b"
    r"|\bmischaracteri[sz]\w+|\bhad nothing to do with\b|\b(?:my|his|her|their) innocence\b",
    re.I,
)
"""Words of a denial whatever the cue is."""

SAME_POINTS = 6.0
SAME_PLAIN = 2
"""Points of rare words, and words that are no names, that a denial and another report's passage share when that passage
tells what is denied."""
SHOWN = 22
"""Words shown of a denial."""
MOST_DENIALS = 20
"""Denials of one report that are looked for in others."""


class Answer(NamedTuple):
    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]


class Denial(NamedTuple):
    """A statement that denies something, and the passage with the words that do."""

    statement: Statement
    passage: Passage


def find_answers(told: Passages, voices: Mapping[str, Sequence[Passage]]) -> Iterator[Answer]:
    """Denials that one report has and another, which tells what is denied, has not."""
    shown: set[tuple[str, Quote]] = set()
    for voice, own in voices.items():
        for denial in islice(_denials(own), MOST_DENIALS):
            without = [
                claim
                for other, passages in voices.items()
                if other != voice and not any(_has_it(denial, passage) for passage in passages)
                if (claim := _claim(denial.passage, passages, told.rarity))
            ]
            key = (voice, denial.passage.quote)
            if without and key not in shown:
                shown.add(key)
                yield _answer(denial, without)


def _denials(passages: Sequence[Passage]) -> Iterator[Denial]:
    text = passages[0].reading.report.text
    for statement in passages[0].reading.statements:
        place = _place(statement, text)
        passage = next((p for p in passages if place and place.meets(p.span)), None)
        speaker = statement.speaker or ""
        if passage and _names(speaker) and _names(speaker)[-1] in passage.words:
            yield Denial(statement, passage)


def _place(statement: Statement, text: str) -> Span | None:
    """Where a statement denies something: its words that do, or its content where the cue does."""
    cue = " ".join(" ".join(span.of(text) for span in statement.cue).split())
    found = DENIES.match(cue)
    for span in statement.content:
        content = span.of(text)
        if found and not content.startswith("to ") and (not found["of_claims"] or CLAIM.search(content[:OBJECT])):
            return span
        if words := DENYING.search(content):
            return Span(span.start + words.start(), span.start + words.end())
    return None


OBJECT = 60
"""Code points within which what is dismissed is named."""


def _has_it(denial: Denial, passage: Passage) -> bool:
    """Whether a passage may have somebody deny the same, or that speaker deny anything; better a denial too few."""
    named = any(name in passage.words for name in _names(denial.statement.speaker or ""))
    if ANY_DENIAL.search(passage.words):
        return named or len(_plain(passage) & _plain(denial.passage)) >= SAME_PLAIN
    shared = len(passage.stems & denial.passage.stems)
    return bool(NEGATION.search(passage.words)) and shared >= (SAME_NEGATED if not named else SAME_PLAIN)


def _names(speaker: str) -> list[str]:
    """The words of a speaker's name, without his trade: any of them names him."""
    return [word for word in WORD.findall(speaker) if word[0].isupper()]


NEGATION = re.compile(r"\b(?:not|no|never|nobody|nor|hardly)\b|n['’]t\b", re.I)
SAME_NEGATED = 3
"""Telling words that a denial shares with a passage that negates something, when that may be the denial too."""
ANY_DENIAL = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying|ials?)|disput\w+|refut\w+|reject\w*|dismiss\w*|contradict\w*|without merit|baseless"
    r"|false\w*|untrue|not true|unfounded|innocen\w+|nothing|never|inaccura\w+|mischaracter\w+|contrary to|no truth"
    r"|wrongdoing|mislead\w+|respon\w+|counter\w+|defend\w*)\b",
    re.I,
)
"""Words that a denial may be told with."""


def _claim(denial: Passage, passages: Sequence[Passage], rarity: Mapping[str, float]) -> Passage | None:
    """The passage of another report that tells what is denied, the likest."""

    def points(passage: Passage) -> float:
        return sum(rarity.get(stem, 0.0) for stem in passage.stems & denial.stems)

    best = max(passages, key=points, default=None)
    if best is None or points(best) < SAME_POINTS or len(_plain(best) & _plain(denial)) < SAME_PLAIN:
        return None
    return best


def _plain(passage: Passage) -> frozenset[str]:
    """Stems of the words that are no names."""
    return passage.stems - stems_of(" ".join(re.findall(r"(?<=\s)[A-Z][\w’'-]+", passage.words)))


def _answer(denial: Denial, without: Sequence[Passage]) -> Answer:
    outlets = " and ".join(dict.fromkeys(claim.outlet for claim in without))
    words = denial.passage.words.split()
    shown = " ".join(words[:SHOWN]).strip('“”"') + (" …" if len(words) > SHOWN else "")
    who, verb = denial.statement.speaker, "leaves" if len(without) == 1 else "leave"
    about = f"a denial by {who} in {denial.passage.outlet}, which {outlets} {verb} out: “{shown}”"
    return Answer("detail", about, (denial.passage.quote, *(claim.quote for claim in without)))
