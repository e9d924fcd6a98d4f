"""Accounts: which mentions are one happening, how each report tells it, and where reports differ.

Mentions join by points: the same word, the same parties, the same time and place, the same rare words around. Only what
two reports say against each other in so many words becomes a difference; what one leaves out never does.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from dragoman.lexicon import table
from dragoman.record import (
    NARRATOR,
    Account,
    Actor,
    Difference,
    DifferenceKind,
    Event,
    EventType,
    Mention,
    Quote,
    Reading,
    Span,
    Stance,
    Status,
    Story,
)
from dragoman.stories import LIGHT, WORD, average_linkage

T = TypeVar("T", bound=Hashable)
Matrix = npt.NDArray[np.float32]
Days = tuple[date, date]

# Points

BASE = -4.0
SAME_WORD = 2.5
SAME_FAMILY = 1.5
SAME_PARTIES = 3.0
UNTOLD_PARTIES = 1.5
SAME_RECIPIENTS = 1.0
SAME_TIME = 0.5
OTHER_DAY = -3.0
SAME_PLACE = 1.0
SAME_WORDS_AROUND = 2.0
SAME_STATUS = 0.5
OTHER_TYPE = -2.0
"""Chosen on the 280 hand-made mentions of two stories in three outlets each. Same-event F1 of pairs across reports 85.8;
with 30 %, 60 % and all of the actors taken away 77.0, 61.7 and 56.9. With a base of -3.5 85.4 (P 79 for 82); without
points for words around 84.6, for status 81.4, for place 80.9, for untold parties 85.8 and then 63.9, 32.3, 11.0."""

ONE_HAPPENING = 0.5
"""Mean chance at which two groups of mentions are one happening."""

FEW_DAYS = 3
"""Days further apart than this speak against one happening; nearer ones may be a difference to be shown."""

AROUND = 8
"""Words on each side of the trigger that are compared; 4, 6, 8 and 12 are alike within 1.5."""

LEADING = 0.2
"""A name told in a smaller share of an event's mentions is not one of its parties."""

STEM = 5
"""Letters by which a verb and its noun are one word (withdraw, withdrawal)."""

NEAR_TYPES: tuple[frozenset[EventType], ...] = (
    frozenset({"CONSULT", "AGREE", "COOPERATE"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"COERCE", "ASSAULT"}),
    frozenset({"RETREAT", "CONCEDE"}),
)
"""Types that one happening is coded as by turns: talks that are an agreement, a rejection that is an accusation."""

MUTUAL: frozenset[EventType] = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose actors and recipients are one set of parties."""

FAMILIES = tuple(
    tuple(family.replace("-", " ").replace("_", "-").split("|"))
    for family in (
        "talks|talk|meeting|meet|conference|summit|negotiation|negotiate|discussion|discuss|session|dialogue|consult",
        "visit|trip|travel|tour|go|fly|arrive",
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
    " governments house kremlin leaders leadership military ministry officials official parliament party pentagon police"
    " powers regime senate side state states team troops army".split()
)
"""Last words of names that stand for a state or its organs."""

TITLES = frozenset(
    "a an and chairman defence defense dr foreign former general gen gov governor her his jr king leader minister mr mrs"
    " ms of other president prime prince queen rep representative secretary sen senator senior sr the their top".split()
)


# Mentions and what they share


class _Party(NamedTuple):
    """What counts when two actors' names are compared."""

    stems: tuple[str, ...]
    country: str | None
    collective: bool


class _Words(NamedTuple):
    """The trigger as it is looked up, and the families that it belongs to."""

    base: str
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention in its report, with what is compared."""

    mention: Mention
    reading: Reading
    voice: str
    sentence: Span
    word: _Words
    actors: frozenset[_Party]
    recipients: frozenset[_Party]
    days: Days | None
    place: tuple[str, ...]
    around: frozenset[str]

    @property
    def narrated(self) -> bool:
        return self.mention.said_by == NARRATOR

    @property
    def quote(self) -> Quote:
        return Quote(self.reading.report.id, self.sentence)


def join_events(story: Story, readings: Sequence[Reading]) -> tuple[Event, ...]:
    """The happenings that the reports of `story` tell; each of their mentions is in exactly one."""
    told = _tell(story, readings)
    groups = [group for near in _by_near_type(told) for group in _joined(near)]
    place = {t.mention.id: number for number, t in enumerate(told)}
    groups.sort(key=lambda group: place[group[0].mention.id])
    reports = [reading.report for reading in _in_order(story, readings)]
    outlets = {report.id: report.outlet for report in reports}
    return tuple(_event(story, group, outlets) for group in groups)


def _in_order(story: Story, readings: Sequence[Reading]) -> list[Reading]:
    by_report = {reading.report.id: reading for reading in readings}
    return [by_report[id] for id in story.reports if id in by_report]


def _voices(story: Story) -> dict[str, str]:
    """The report that speaks for each: itself, or the first of its copies."""
    return {id: id for id in story.reports} | {id: group[0] for group in story.copies for id in group}


def _tell(story: Story, readings: Sequence[Reading]) -> list[_Told]:
    """All mentions of the story, in the order of its reports and of their texts."""
    voices = _voices(story)
    return [
        _told(mention, reading, voices[reading.report.id])
        for reading in _in_order(story, readings)
        for mention in sorted(reading.mentions, key=lambda m: (m.trigger, m.id))
    ]


def _told(mention: Mention, reading: Reading, voice: str) -> _Told:
    sentence = _sentence(mention, reading)
    mutual = mention.type in MUTUAL
    return _Told(
        mention=mention,
        reading=reading,
        voice=voice,
        sentence=sentence,
        word=_words(" ".join(span.of(reading.report.text) for span in mention.trigger)),
        actors=_parties((*mention.actors, *mention.recipients) if mutual else mention.actors),
        recipients=_parties(() if mutual else mention.recipients),
        days=_days(mention.when.value) if mention.when else None,
        place=_party(mention.where.name, None).stems if mention.where else (),
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


# Words


@cache
def _bases() -> dict[str, str]:
    """The base form of every form of every trigger."""
    return {
        form.lower(): row["trigger"].lower() for row in reversed(table("triggers").rows) for form in row.many("forms")
    }


@lru_cache(maxsize=10_000)
def _words(trigger: str) -> _Words:
    plain = " ".join(trigger.lower().split())
    first = next((word for word in plain.split() if word in _bases()), plain)
    base = _bases().get(plain) or _bases()[first] if first in _bases() else plain
    return _Words(base.replace(" ", ""), frozenset(f[0] for f in FAMILIES if any(_alike(w, base) for w in f)))


def _alike(one: str, other: str) -> bool:
    """Whether two base forms are one word: equal, or alike in their first letters (withdraw, withdrawal)."""
    a, b = sorted((one.replace(" ", "")[:STEM], other.replace(" ", "")[:STEM]), key=len)
    return one == other or (len(a) >= 4 and b.startswith(a))


# Parties


def _parties(actors: Iterable[Actor]) -> frozenset[_Party]:
    return frozenset(_party(actor.name, actor.country) for actor in actors)


@lru_cache(maxsize=10_000)
def _party(name: str, country: str | None) -> _Party:
    words = [word for word in WORD.findall(re.sub(r"['’]s\b|\.", "", name.lower()))]
    telling = [word for word in words if word not in TITLES and len(word) > 1] or words
    state = country is not None and name.lower().removeprefix("the ") in _states().get(country, ())
    return _Party(tuple(word[:STEM] for word in telling), country, state or bool(COLLECTIVE.intersection(words)))


@cache
def _states() -> dict[str, frozenset[str]]:
    """The names of each state."""
    rows = table("countries").rows
    return {
        row["iso3"]: frozenset(n.lower() for n in (row["name"], *row.many("aliases"), *row.many("capital")))
        for row in rows
    }


@lru_cache(maxsize=100_000)
def _agreement(ones: frozenset[_Party], others: frozenset[_Party]) -> float:
    """How well two sides fit, from -1 (other parties) to 1 (the same); 0 where one is not told."""
    if not ones or not others:
        return 0.0
    few, many = sorted((ones, others), key=len)
    return sum(max(_fit(party, other) for other in many) for party in few) / len(few)


def _fit(one: _Party, other: _Party) -> float:
    if _same_name(one.stems, other.stems):
        return 1.0
    if one.country is None or other.country is None:
        return -0.3
    return 0.5 if one.country == other.country and (one.collective or other.collective) else -1.0


def _same_name(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one name holds the other, or the last word of either is in the other ("Mr Rahimi", "Hassan Rahimi")."""
    if not ones or not others:
        return False
    a, b = frozenset(ones), frozenset(others)
    return a <= b or b <= a or ones[-1] in b or others[-1] in a


# Times


def _days(value: str) -> Days | None:
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


def _gap(one: Days, other: Days) -> int:
    """Days between two times; 0 where they meet."""
    return max(0, (one[0] - other[1]).days, (other[0] - one[1]).days)


# Joining


def _by_near_type(told: Sequence[_Told]) -> list[list[_Told]]:
    groups: defaultdict[frozenset[EventType], list[_Told]] = defaultdict(list)
    for t in told:
        groups[next((near for near in NEAR_TYPES if t.mention.type in near), frozenset({t.mention.type}))].append(t)
    return list(groups.values())


def _joined(told: Sequence[_Told]) -> list[list[_Told]]:
    """Mentions of near types in groups of one happening each."""
    points = _points(told)
    chance = (1 / (1 + np.exp(-(points + points.T) / 2))).astype(np.float32)
    return [[told[i] for i in group] for group in average_linkage(chance, ONE_HAPPENING)]


def _points(told: Sequence[_Told]) -> Matrix:
    """The weight of evidence that two mentions are one happening, for every two; above 0 speaks for it."""
    points = BASE + _table([t.word for t in told], _word_points)
    points += _table([t.actors for t in told], _party_points)
    points += _table([t.recipients for t in told], lambda a, b: SAME_RECIPIENTS * _agreement(a, b))
    points += _table([t.days for t in told], _time_points)
    points += _table([t.place for t in told], _place_points)
    points += _table([t.mention.status for t in told], lambda a, b: SAME_STATUS * (a == b))
    points += _table([t.mention.type for t in told], lambda a, b: OTHER_TYPE * (a != b))
    return points + SAME_WORDS_AROUND * _overlap(told)


def _table(values: Sequence[T], points: Callable[[T, T], float]) -> Matrix:
    """Points for every two of `values`, worked out once for every two that differ."""
    kinds = list(dict.fromkeys(values))
    number = {value: n for n, value in enumerate(kinds)}
    found = np.array([[points(one, other) for other in kinds] for one in kinds], dtype=np.float32)
    place = [number[value] for value in values]
    return found[np.ix_(place, place)]


def _word_points(one: _Words, other: _Words) -> float:
    if _alike(one.base, other.base):
        return SAME_WORD
    return SAME_FAMILY if one.families & other.families else 0.0


def _party_points(ones: frozenset[_Party], others: frozenset[_Party]) -> float:
    return SAME_PARTIES * _agreement(ones, others) if ones and others else UNTOLD_PARTIES


def _time_points(one: Days | None, other: Days | None) -> float:
    if one is None or other is None:
        return 0.0
    gap = _gap(one, other)
    return SAME_TIME if gap == 0 else OTHER_DAY if gap > FEW_DAYS else 0.0


def _place_points(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    return SAME_PLACE if _same_name(one, other) else -SAME_PLACE


def _overlap(told: Sequence[_Told]) -> Matrix:
    """Share of the words around one trigger that stand around the other, of the one with fewer; rare words count more."""
    number = {word: n for n, word in enumerate(dict.fromkeys(word for t in told for word in sorted(t.around)))}
    holds = np.zeros((len(told), len(number)), dtype=np.float32)
    for row, t in zip(holds, told, strict=True):
        row[[number[word] for word in t.around]] = 1.0
    weighed = holds * _rarity(told, number)
    smaller = np.minimum.outer(weighed.sum(axis=1), weighed.sum(axis=1))
    return np.asarray(weighed @ holds.T / np.maximum(smaller, 1e-6), dtype=np.float32)


def _rarity(told: Sequence[_Told], number: Mapping[str, int]) -> Matrix:
    """How rare each word is around the triggers of the sentences that tell of them; a copy's sentences do not count."""
    sentences: defaultdict[tuple[str, Span], set[str]] = defaultdict(set)
    for t in told:
        sentences[t.voice, t.sentence] |= t.around
    counts = Counter(word for around in sentences.values() for word in around)
    return np.array([math.log(1 + len(sentences) / (1 + counts[word])) for word in number], dtype=np.float32)


# Events


def _event(story: Story, told: Sequence[_Told], outlets: Mapping[str, str | None]) -> Event:
    actors, recipients = _leading_names(told)
    return Event(
        id=f"ev-{told[0].mention.id}",
        story=story.id,
        type=_commonest((t.mention.type, t.voice) for t in told),
        when=_time(told),
        actors=actors,
        recipients=recipients,
        mentions=tuple(t.mention.id for t in told),
        accounts=tuple(
            Account(outlet, id, _stance([t for t in told if t.reading.report.id == id]))
            for id, outlet in outlets.items()
        ),
    )


def _by_voices(told: Iterable[tuple[T, str]]) -> list[T]:
    """Values by the number of voices that tell them, then of mentions; copies are one voice. Ties as first told."""
    pairs = list(told)
    mentions, voices = Counter(value for value, _ in pairs), Counter(value for value, _ in set(pairs))
    return sorted(mentions, key=lambda value: (-voices[value], -mentions[value]))


def _commonest(told: Iterable[tuple[T, str]]) -> T:
    return _by_voices(told)[0]


def _time(told: Iterable[_Told]) -> str | None:
    """The most exact of the times told; of equally exact ones the commonest."""
    times = _by_voices((t.mention.when.value, t.voice) for t in told if t.mention.when and t.days)
    return min(times, key=_days_long, default=None)


def _days_long(value: str) -> int:
    days = _days(value)
    return (days[1] - days[0]).days if days else 10**6


def _leading_names(told: Sequence[_Told]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of actors and recipients that stand out; all parties are actors of what is done together."""
    actors = [(actor.name, t.voice) for t in told for actor in t.mention.actors]
    recipients = [(actor.name, t.voice) for t in told for actor in t.mention.recipients]
    if _commonest((t.mention.type, t.voice) for t in told) in MUTUAL:
        actors, recipients = actors + recipients, []
    return _leading(actors, len(told) * LEADING), _leading(recipients, len(told) * LEADING)


def _leading(names: Iterable[tuple[str, str]], least: float) -> tuple[str, ...]:
    """The commonest names, each in its commonest form; those told less than half as often as the first are left out."""
    forms: list[list[tuple[str, str]]] = []
    for name, voice in names:
        known = next((f for f in forms if _same_name(_party(f[0][0], None).stems, _party(name, None).stems)), None)
        if known is None:
            forms.append(known := [])
        known.append((name, voice))
    forms.sort(key=lambda form: -len(form))
    return tuple(_commonest(form) for form in forms if len(form) >= max(least, len(forms[0]) / 2))


STANCES: tuple[tuple[bool, frozenset[Status], Stance], ...] = (
    (True, frozenset({"actual"}), "reports"),
    (True, frozenset({"negated"}), "denies"),
    (True, frozenset({"planned", "possible"}), "plans"),
    (False, frozenset({"actual", "negated", "planned", "possible"}), "attributes"),
)
"""Who tells it (the report itself?), as what, and the stance that this is; the first that any mention fits holds."""


def _stance(told: Sequence[_Told]) -> Stance:
    for narrated, statuses, stance in STANCES:
        if any(t.narrated is narrated and t.mention.status in statuses for t in told):
            return stance
    return "silent"
