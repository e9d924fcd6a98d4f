"""What an outlet chooses: the name for a thing, what its lead puts first, and whom it quotes.

Each is a difference between whole reports, shown by one sentence of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.accounts.passages import Passage, Passages, by_voice
from dragoman.accounts.told import party, same_name
from dragoman.lexicon import table
from dragoman.record import DifferenceKind, Quote
from dragoman.stems import WORD

LEAD_WORDS = 14
"""Words of a lead that are shown."""

OTHER_LEAD = 0.4
"""Share of the telling words of the shorter lead up to which two leads put other things first."""


class Choice(NamedTuple):
    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]
    weight: float


def find_choices(told: Passages) -> Iterator[Choice]:
    """What the voices of a story choose differently."""
    voices = by_voice(told.passages)
    if len(voices) < 2:
        return
    yield from _leads(voices)
    yield from _names(voices)
    yield from _heard(voices)
    yield from _alone(voices) if len(voices) <= MOST_VOICES else ()


# Names of a thing


def _names(voices: Mapping[str, Sequence[Passage]]) -> Iterator[Choice]:
    """A thing that one report calls by one name alone, and another by another."""
    used: defaultdict[str, dict[str, dict[str, Passage]]] = defaultdict(lambda: defaultdict(dict))
    for voice, passages in voices.items():
        for passage in passages:
            for found in _pattern().finditer(passage.words):
                thing, name = _namings()[found.group().lower()]
                if not any(q.start <= passage.span.start + found.start() < q.end for q in passage.quotations):
                    used[thing][voice].setdefault(name, passage)
    for names in used.values():
        only = {voice: next(iter(found.items())) for voice, found in names.items() if len(found) == 1}
        if len({name for name, _ in only.values()}) > 1:
            sides = "; ".join(f"“{name}” in {passage.outlet}" for name, passage in only.values())
            yield Choice("framing", f"what it is called: {sides}", tuple(p.quote for _, p in only.values()), 0.95)


@cache
def _namings() -> dict[str, tuple[str, str]]:
    """The thing and the name that each form stands for."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("namings").rows:
        for name in row.many("names"):
            forms = name.split("/")
            found |= {form.lower(): (row["thing"], forms[0]) for form in forms}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_namings(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.I)


# Leads


def _leads(voices: Mapping[str, Sequence[Passage]]) -> Iterator[Choice]:
    """Leads of which each puts other things first."""
    leads = [lead for passages in voices.values() if (lead := next(filter(_is_whole, passages), None))]
    apart = [lead for lead in leads if any(_share(lead, other) <= OTHER_LEAD for other in leads if other is not lead)]
    if len(apart) > 1:
        sides = "; ".join(f"“{_first_words(lead)}” in {lead.outlet}" for lead in apart)
        yield Choice("framing", f"what comes first: {sides}", tuple(lead.quote for lead in apart), 1.0)


def _is_whole(passage: Passage) -> bool:
    """Whether a passage ends as a sentence does: a heading does not."""
    return passage.words.rstrip("\"”’')").endswith((".", "!", "?"))


def _share(one: Passage, other: Passage) -> float:
    return len(one.stems & other.stems) / min(len(one.stems), len(other.stems))


def _first_words(lead: Passage) -> str:
    words = re.sub(r"^[A-Z][A-Za-z., ]{2,30}(?:\(\w+\)\s*)?(?:—|–|--|-)\s", "", lead.words).split()
    return " ".join(words[:LEAD_WORDS]) + (" …" if len(words) > LEAD_WORDS else "")


# Who is heard


def _heard(voices: Mapping[str, Sequence[Passage]]) -> Iterator[Choice]:
    """Persons whose words one report alone gives, where each of two reports or more has such a one."""
    speakers = {voice: dict(_speakers(passages)) for voice, passages in voices.items()}
    names = {
        voice: [_stems(s.speaker) for s in passages[0].reading.statements if s.speaker]
        for voice, passages in voices.items()
    }
    alone: dict[str, list[tuple[str, Passage]]] = {}
    for voice, found in speakers.items():
        others = [stems for other, known in names.items() if other != voice for stems in known]
        own = [(n, p) for n, p in found.items() if not any(same_name(_stems(n), o) for o in others)]
        if own:
            alone[voice] = own[:MOST_HEARD]
    if len(alone) > 1:
        sides = "; ".join(f"{', '.join(n for n, _ in own)} only in {own[0][1].outlet}" for own in alone.values())
        yield Choice("detail", f"who is quoted: {sides}", tuple(own[0][1].quote for own in alone.values()), 0.98)


def _stems(name: str) -> tuple[str, ...]:
    return party(name.replace("’", "'"), None).stems


def _speakers(passages: Sequence[Passage]) -> Iterator[tuple[str, Passage]]:
    """The persons whose own words a report gives, each with the passage of the first."""
    for statement in reversed(passages[0].reading.statements):
        name = (statement.speaker or "").replace("’", "'")
        full = len(name.split()) > 1 and all(word[0].isupper() for word in name.split())
        if full and statement.speaker_kind == "person" and statement.manner != "indirect":
            shown = next((p for p in passages if any(c.meets(p.span) for c in statement.content)), None)
            text = passages[0].reading.report.text
            if shown and any(
                WORD.findall(name)[-1] in source.of(text).replace("’", "'") for source in statement.source
            ):
                yield name, shown


# What one tells alone


def _alone(voices: Mapping[str, Sequence[Passage]]) -> Iterator[Choice]:
    """What each report tells early on, and no other has; and the next such thing of each."""
    found = [_told_alone(voice, voices) for voice in voices]
    for number, weight in enumerate(ALONE_WEIGHS):
        own = [passages[number] for passages in found if len(passages) > number]
        if len(own) > 1:
            sides = "; ".join(f"“{_first_words(passage)}” in {passage.outlet}" for passage in own)
            yield Choice("detail", f"what one alone tells: {sides}", tuple(p.quote for p in own), weight)


def _told_alone(voice: str, voices: Mapping[str, Sequence[Passage]]) -> list[Passage]:
    """The passages of a report whose matter no other has, those that say most of their own first."""
    others = [passage for other, passages in voices.items() if other != voice for passage in passages]
    told = frozenset(stem for passage in others for stem in passage.stems)
    own = voices[voice]
    scored = [
        (len(passage.stems - told) / len(passage.stems) - LATER * number / len(own), -number)
        for number, passage in enumerate(own)
        if number and _says_something(passage) and max(_share(passage, other) for other in others) <= ALONE
    ]
    return [own[-number] for _, number in sorted(scored, reverse=True)]


def _says_something(passage: Passage) -> bool:
    """Whether a passage tells of a deed or a statement in a sentence of some length, and is no note of the editors."""
    deed = bool(passage.mentions() or passage.said())
    return deed and len(passage.stems) >= LONG_ENOUGH and _is_whole(passage) and not NOTE.match(passage.words)


NOTE = re.compile(r"CORRECTION|UPDATE|Click|Read more|Photo|Watch", re.I)
LONG_ENOUGH = 8
ALONE_WEIGHS = (0.96, 0.8)
MOST_VOICES = 12
"""Voices from which on it says little that one alone tells something."""
MOST_HEARD = 3
"""Persons that are named of those whom one report alone quotes."""
ALONE = 0.35
"""Share of its telling words up to which no other report has a passage's matter."""
LATER = 0.4
"""What standing at the end of a report takes from a passage's share of words that no other report has."""
