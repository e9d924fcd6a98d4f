"""Mentions as they are compared: the word, the parties, the time, the place and the words around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from dragoman.lexicon import table
from dragoman.record import NARRATOR, Actor, EventType, Mention, Quote, Reading, Span, Story
from dragoman.stems import LIGHT, STEM, WORD

T = TypeVar("T", bound=Hashable)
Days = tuple[date, date]

AROUND = 8
"""Words on each side of the trigger that are compared; F1 of pairs for 4, 6, 8, 12: 86.1, 86.7, 86.0, 86.5."""

MUTUAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose actors and recipients are one set of parties."""

FAMILIES = tuple(
    tuple(family.replace("-", " ").replace("_", "-").split("|"))
    for family in (
        "talks|talk|meeting|meet|conference|summit|negotiation|negotiate|discussion|discuss|session|dialogue|consult",
        "visit|trip|travel|go|fly|arrive",
        "speech|address|speak|remarks|speak-before",
        "invitation|invite|ask|request|offer|call-for|urge|appeal",
        "agreement|agree|deal|accord|pact|treaty|settlement|strike-a-deal|reach-a-deal",
        "withdrawal|withdraw|pull-out|pullout|pull|pull-back|pullback|remove|bring-home|draw-down|drawdown|leave",
        "resignation|resign|quit|step-down|hand-in",
        "departure|depart|leave|retire|step-down|final-day|end-date",
        "refusal|refuse|decline|turn-down|reject|rejection|rebuff",
        "attack|strike|airstrike|air-strike|bomb|bombing|shell|shelling|assault|raid|hit|missile-strike",
        "fighting|fight|battle|clash|combat|war|civil-war|conflict",
        "killing|kill|die|death|slay|murder|shoot-dead|assassinate",
        "invasion|invade|occupation|occupy",
        "arrest|detain|detention|capture|seize|take-into-custody|hold",
        "release|free|set-free|let-go",
        "ceasefire|cease_fire|truce|halt-fire|stop-fighting",
        "ban|bar|prohibit|outlaw|block|forbid",
        "deployment|deploy|send|dispatch|build_up|buildup|surge|reinforce",
        "criticism|criticise|criticize|rebuke|condemn|condemnation|denounce|slam|blast|attack|assail|protest|call",
        "accusation|accuse|charge|allege|blame|claim",
        "support|back|endorse|praise|stand-by|welcome",
        "protest|demonstration|demonstrate|march|rally",
        "warning|warn|threat|threaten",
    )
)
"""Words that tell of one kind of happening; the first names it."""

COLLECTIVE = frozenset(
    "administration aides allies authorities cabinet congress delegation department diplomats forces force government"
    " governments house kremlin leaders leadership military ministry officials official parliament party pentagon"
    " police powers regime senate side state states team troops army".split()
)
"""Last words of names that stand for a state or its organs."""

TITLES = frozenset(
    "a an and chairman defence defense dr foreign former general gen gov governor her his jr king leader minister mr"
    " mrs ms of other president prime prince queen rep representative secretary sen senator"
    " senior sr the their top".split()
)


class Party(NamedTuple):
    """What counts when two actors' names are compared."""

    stems: tuple[str, ...]
    country: str | None
    collective: bool


Parties = frozenset[Party]


class Words(NamedTuple):
    """The trigger as it is looked up, and the families that it belongs to."""

    base: str
    families: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A mention in its report, with what is compared."""

    mention: Mention
    reading: Reading
    voice: str
    sentence: Span
    word: Words
    actors: Parties
    recipients: Parties
    days: Days | None
    place: tuple[str, ...]
    around: frozenset[str]

    @property
    def narrated(self) -> bool:
        return self.mention.said_by == NARRATOR

    @property
    def trigger(self) -> str:
        return " ".join(span.of(self.reading.report.text) for span in self.mention.trigger)

    @property
    def quote(self) -> Quote:
        return Quote(self.reading.report.id, self.sentence)


def in_order(story: Story, readings: Sequence[Reading]) -> list[Reading]:
    by_report = {reading.report.id: reading for reading in readings}
    return [by_report[id] for id in story.reports if id in by_report]


def tell(story: Story, readings: Sequence[Reading]) -> list[Told]:
    """All mentions of the story, in the order of its reports and of their texts."""
    voices = story.voices
    return [
        _told(mention, reading, voices[reading.report.id])
        for reading in in_order(story, readings)
        for mention in sorted(reading.mentions, key=lambda m: (m.trigger, m.id))
    ]


def _told(mention: Mention, reading: Reading, voice: str) -> Told:
    sentence = _sentence(mention, reading)
    mutual = mention.type in MUTUAL
    return Told(
        mention=mention,
        reading=reading,
        voice=voice,
        sentence=sentence,
        word=words_of(" ".join(span.of(reading.report.text) for span in mention.trigger)),
        actors=_parties((*mention.actors, *mention.recipients) if mutual else mention.actors),
        recipients=_parties(() if mutual else mention.recipients),
        days=days_of(mention.when.value) if mention.when else None,
        place=party(mention.where.name, None).stems if mention.where else (),
        around=_around(reading.report.text, sentence, mention.trigger[0].start),
    )


def _sentence(mention: Mention, reading: Reading) -> Span:
    trigger = mention.trigger[0]
    return next((s for s in reading.sentences if s.start <= trigger.start < s.end), trigger)


def _around(text: str, sentence: Span, at: int) -> frozenset[str]:
    """Stems of the telling words that stand near `at` in its sentence."""
    words = list(WORD.finditer(text, *sentence))
    here = next((n for n, word in enumerate(words) if word.end() > at), 0)
    near = words[max(0, here - AROUND) : here + AROUND + 1]
    return frozenset(word.group().lower()[: STEM + 1] for word in near if word.group().lower() not in LIGHT)


def by_voices(told: Iterable[tuple[T, str]]) -> list[T]:
    """Values by the number of voices that tell them, then of mentions; copies are one voice. Ties as first told."""
    pairs = list(told)
    mentions, voices = Counter(value for value, _ in pairs), Counter(value for value, _ in set(pairs))
    return sorted(mentions, key=lambda value: (-voices[value], -mentions[value]))


# Words


@cache
def _bases() -> dict[str, str]:
    """The base form of every form of every trigger."""
    return {
        form.lower(): row["trigger"].lower() for row in reversed(table("triggers").rows) for form in row.many("forms")
    }


@cache
def _nouns() -> frozenset[str]:
    return frozenset(
        form.lower() for row in table("triggers").rows if row["class"] == "noun" for form in row.many("forms")
    )


def is_noun(trigger: str) -> bool:
    return trigger.lower() in _nouns()


@lru_cache(maxsize=10_000)
def words_of(trigger: str) -> Words:
    plain = " ".join(trigger.lower().split())
    first = next((word for word in plain.split() if word in _bases()), plain)
    base = _bases().get(plain) or _bases()[first] if first in _bases() else plain
    return Words(base.replace(" ", ""), frozenset(f[0] for f in FAMILIES if any(alike(w, base) for w in f)))


def alike(one: str, other: str) -> bool:
    """Whether two base forms are one word: equal, or alike in their first letters (withdraw, withdrawal)."""
    a, b = sorted((one.replace(" ", "")[:STEM], other.replace(" ", "")[:STEM]), key=len)
    return one == other or (len(a) >= 4 and b.startswith(a))


# Parties


def _parties(actors: Iterable[Actor]) -> Parties:
    return frozenset(party(actor.name, actor.country) for actor in actors)


@lru_cache(maxsize=10_000)
def party(name: str, country: str | None) -> Party:
    words = WORD.findall(re.sub(r"['’]s\b|\.", "", name.lower()))
    telling = [word for word in words if word not in TITLES and len(word) > 1] or words
    state = country is not None and name.lower().removeprefix("the ") in _states().get(country, ())
    return Party(tuple(word[:STEM] for word in telling), country, state or bool(COLLECTIVE.intersection(words)))


@cache
def _states() -> dict[str, frozenset[str]]:
    """The names of each state."""
    rows = table("countries").rows
    return {
        row["iso3"]: frozenset(n.lower() for n in (row["name"], *row.many("aliases"), *row.many("capital")))
        for row in rows
    }


@lru_cache(maxsize=100_000)
def agreement(ones: Parties, others: Parties) -> float:
    """How well two sides fit, from -1 (other parties) to 1 (the same); 0 where one is not told."""
    if not ones or not others:
        return 0.0
    few, many = sorted((ones, others), key=len)
    return sum(max(_fit(party, other) for other in many) for party in few) / len(few)


def _fit(one: Party, other: Party) -> float:
    if same_name(one.stems, other.stems):
        return 1.0
    if one.country is None or other.country is None:
        return -0.3
    return 0.5 if one.country == other.country and (one.collective or other.collective) else -1.0


def same_name(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one name holds the other, or the last word of either is in the other ("Mr Rahimi", "Hassan Rahimi")."""
    if not ones or not others:
        return False
    a, b = frozenset(ones), frozenset(others)
    return a <= b or b <= a or ones[-1] in b or others[-1] in a


# Times


def days_of(value: str) -> Days | None:
    """First and last day of a time, or None where it is not written as ISO 8601."""
    first, _, last = value.partition("/")
    begin, end = _day_range(first), _day_range(last or first)
    return (begin[0], end[1]) if begin and end else None


@lru_cache(maxsize=10_000)
def _day_range(value: str) -> Days | None:
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            day = date(*parts)
            return day, day
        first = date(parts[0], parts[1] if len(parts) > 1 else 1, 1)
        after = first + timedelta(days=32) if len(parts) > 1 else date(first.year + 1, 1, 1)
        return first, after.replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def gap_between(one: Days, other: Days) -> int:
    """Days between two times; 0 where they meet."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


def days_long(value: str) -> int:
    days = days_of(value)
    return (days[1] - days[0]).days if days else 10**6
