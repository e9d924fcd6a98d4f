"""Which mentions are one happening, and how each report tells it.

Mentions join by points: the same word, the same parties, the same time and place, the same rare words around.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from dragoman.accounts.told import (
    MUTUAL,
    Days,
    Parties,
    T,
    Told,
    Words,
    agreement,
    alike,
    by_voices,
    days_long,
    days_of,
    gap_between,
    party,
    same_name,
    tell,
)
from dragoman.record import Account, Event, EventType, Reading, Span, Stance, Status, Story
from dragoman.stories import average_linkage
from dragoman.stories.linkage import BARRED

Matrix = npt.NDArray[np.float32]

# Points

BASE = -5.3
SAME_WORD = 3.75
SAME_FAMILY = 3.1
SAME_PARTIES = 2.25
UNTOLD_PARTIES = 0.35
SAME_RECIPIENTS = 0.8
OTHER_DAY = -0.8
OTHER_YEAR = -8.0
UNTOLD_YEAR = -2.0
SAME_PLACE = 0.5
SAME_WORDS_AROUND = 3.0
SAME_STATUS = 0.3
OTHER_TYPE = -2.5
"""Logistic regression (L2, 10) over the mentions found in two stories of three outlets each that match marked ones; the
points of place and of years are set by hand, for there were too few. F1 of pairs across reports 67 on those two
stories, 64 where each is joined with the weights of the other (by hand, before: 55). Two people: 96."""

ONE_HAPPENING = 0.27
"""Mean chance at which two groups of mentions are one happening. F1 of pairs on the two stories that the points were
fitted on, and on three others: .25 67.4, 72.5; .27 69.9, 72.5; .3 65.3, 72.8; .33 62.1, 67.7."""

FEW_DAYS = 3
"""Days further apart than this speak against one happening; nearer ones may be a difference to be shown."""

MANY_DAYS = 200
"""Days further apart are of two happenings, such as the talks of 2004 and those of 2007."""

LEADING = 0.2
"""A name told in a smaller share of an event's mentions is not one of its parties."""

NEAR_TYPES: tuple[frozenset[EventType], ...] = (
    frozenset({"CONSULT", "AGREE", "COOPERATE"}),
    frozenset({"ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"COERCE", "ASSAULT"}),
    frozenset({"RETREAT", "CONCEDE"}),
)
"""Types that one happening is coded as by turns: talks that are an agreement, a rejection that is an accusation."""


def join_events(story: Story, readings: Sequence[Reading]) -> tuple[Event, ...]:
    """The happenings that the reports of `story` tell; each of their mentions is in exactly one."""
    told = tell(story, readings)
    groups = [group for near in _by_near_type(told) for group in _joined(near)]
    place = {t.mention.id: number for number, t in enumerate(told)}
    groups.sort(key=lambda group: place[group[0].mention.id])
    outlet_of = {reading.report.id: reading.report.outlet for reading in readings}
    outlets = {id: outlet_of.get(id) for id in story.reports}
    return tuple(event_of(story, group, outlets) for group in groups)


# Joining


def _by_near_type(told: Sequence[Told]) -> list[list[Told]]:
    groups: defaultdict[frozenset[EventType], list[Told]] = defaultdict(list)
    for t in told:
        groups[next((near for near in NEAR_TYPES if t.mention.type in near), frozenset({t.mention.type}))].append(t)
    return list(groups.values())


def _joined(told: Sequence[Told]) -> list[list[Told]]:
    """Mentions of near types in groups of one happening each."""
    points = _points(told)
    chance = (1 / (1 + np.exp(-(points + points.T) / 2))).astype(np.float32)
    chance[_table([t.days for t in told], _are_apart) > 0] = BARRED
    return [[told[i] for i in group] for group in average_linkage(chance, ONE_HAPPENING)]


def _points(told: Sequence[Told]) -> Matrix:
    """The weight of evidence that two mentions are one happening, for every two; above 0 speaks for it."""
    points = BASE + _table([t.word for t in told], _word_points)
    points += _table([t.actors for t in told], _party_points)
    points += _table([t.recipients for t in told], lambda a, b: SAME_RECIPIENTS * max(0.0, agreement(a, b)))
    points += _table([t.days for t in told], _time_points)
    points += _table([(t.days, _day(t)) for t in told], _untold_time_points)
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


def _word_points(one: Words, other: Words) -> float:
    if alike(one.base, other.base):
        return SAME_WORD
    return SAME_FAMILY if one.families & other.families else 0.0


def _party_points(ones: Parties, others: Parties) -> float:
    return SAME_PARTIES * max(0.0, agreement(ones, others)) if ones and others else UNTOLD_PARTIES


def _time_points(one: Days | None, other: Days | None) -> float:
    if one is None or other is None:
        return 0.0
    gap = gap_between(one, other)
    return OTHER_YEAR if gap > MANY_DAYS else OTHER_DAY if gap > FEW_DAYS else 0.0


def _untold_time_points(one: tuple[Days | None, Days | None], other: tuple[Days | None, Days | None]) -> float:
    """What is told without a time is seldom what another tells of years before: talks come again."""
    (told, day), (others, other_day) = one, other
    if (told is None) == (others is None):
        return 0.0
    dated, report = (others, day) if told is None else (told, other_day)
    return UNTOLD_YEAR if dated and report and gap_between(dated, report) > MANY_DAYS else 0.0


def _day(told: Told) -> Days | None:
    """The day of the report of what comes again; a war or a treaty is told of for years."""
    published = told.reading.report.published
    return days_of(published) if published and told.mention.type == "CONSULT" else None


def _are_apart(one: Days | None, other: Days | None) -> float:
    """Whether two times are too far apart for one happening, however alike the words are that tell it."""
    return float(one is not None and other is not None and gap_between(one, other) > MANY_DAYS)


def _place_points(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    return SAME_PLACE if same_name(one, other) else -SAME_PLACE


def _overlap(told: Sequence[Told]) -> Matrix:
    """Share of the words around the poorer of two triggers that stand around the other too; rare words count more."""
    number = {word: n for n, word in enumerate(dict.fromkeys(word for t in told for word in sorted(t.around)))}
    holds = np.zeros((len(told), len(number)), dtype=np.float32)
    for row, t in zip(holds, told, strict=True):
        row[[number[word] for word in t.around]] = 1.0
    weighed = holds * _rarity(told, number)
    smaller = np.minimum.outer(weighed.sum(axis=1), weighed.sum(axis=1))
    return np.asarray(weighed @ holds.T / np.maximum(smaller, 1e-6), dtype=np.float32)


def _rarity(told: Sequence[Told], number: Mapping[str, int]) -> Matrix:
    """How rare each word is around the triggers of the sentences that tell of them; a copy's sentences do not count."""
    sentences: defaultdict[tuple[str, Span], set[str]] = defaultdict(set)
    for t in told:
        sentences[t.voice, t.sentence] |= t.around
    counts = Counter(word for around in sentences.values() for word in around)
    return np.array([math.log(1 + len(sentences) / (1 + counts[word])) for word in number], dtype=np.float32)


# Events


def event_of(story: Story, told: Sequence[Told], outlets: Mapping[str, str | None]) -> Event:
    """One happening of its mentions; `outlets` names the outlet of each of the story's reports."""
    actors, recipients = _leading_names(told)
    return Event(
        id=f"ev-{told[0].mention.id}",
        story=story.id,
        type=commonest((t.mention.type, t.voice) for t in told),
        when=_time(told),
        actors=actors,
        recipients=recipients,
        mentions=tuple(t.mention.id for t in told),
        accounts=tuple(
            Account(outlet, id, _stance([t for t in told if t.reading.report.id == id]))
            for id, outlet in outlets.items()
        ),
    )


def commonest(told: Iterable[tuple[T, str]]) -> T:
    return by_voices(told)[0]


def _time(told: Iterable[Told]) -> str | None:
    """The most exact of the times told; of equally exact ones the commonest."""
    times = by_voices((t.mention.when.value, t.voice) for t in told if t.mention.when and t.days)
    return min(times, key=days_long, default=None)


def _leading_names(told: Sequence[Told]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of actors and recipients that stand out; all parties are actors of what is done together."""
    actors = [(actor.name, t.voice) for t in told for actor in t.mention.actors]
    recipients = [(actor.name, t.voice) for t in told for actor in t.mention.recipients]
    if commonest((t.mention.type, t.voice) for t in told) in MUTUAL:
        actors, recipients = actors + recipients, []
    doers = [name for name, _ in actors if not _is_rather(name, recipients, actors)]
    done_to = [name for name, _ in recipients if not _is_rather(name, actors, recipients)]
    return (
        _leading([one for one in actors if one[0] in doers], len(told) * LEADING),
        _leading([one for one in recipients if one[0] in done_to], len(told) * LEADING),
    )


def _is_rather(name: str, others: Sequence[tuple[str, str]], own: Sequence[tuple[str, str]]) -> bool:
    """Whether somebody is told of on the other side more often than on this one, by whatever form of the name."""
    stems = party(name, None).stems
    there, here = (sum(same_name(stems, party(n, None).stems) for n, _ in side) for side in (others, own))
    return there > here


def _leading(names: Iterable[tuple[str, str]], least: float) -> tuple[str, ...]:
    """The commonest names, each in its commonest form; those told less than half as often as the first are left out."""
    forms: list[list[tuple[str, str]]] = []
    for name, voice in names:
        known = next((f for f in forms if same_name(party(f[0][0], None).stems, party(name, None).stems)), None)
        if known is None:
            forms.append(known := [])
        known.append((name, voice))
    forms.sort(key=lambda form: -len(form))
    return tuple(commonest(form) for form in forms if len(form) >= max(least, len(forms[0]) / 2))


STANCES: tuple[tuple[bool, frozenset[Status], Stance], ...] = (
    (True, frozenset({"actual"}), "reports"),
    (True, frozenset({"negated"}), "denies"),
    (True, frozenset({"planned", "possible"}), "plans"),
    (False, frozenset({"actual", "negated", "planned", "possible"}), "attributes"),
)
"""Who tells it (the report itself?), as what, and the stance that this is; the first that any mention fits holds."""


def _stance(told: Sequence[Told]) -> Stance:
    for narrated, statuses, stance in STANCES:
        if any(t.narrated is narrated and t.mention.status in statuses for t in told):
            return stance
    return "silent"
