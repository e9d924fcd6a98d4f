"""Details: the time, the place and the counts that belong to a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dragoman.actors.tables import POSSESSIVE
from dragoman.lexicon import table
from dragoman.mentions.scene import ATTRIBUTING, PLACE_WORDS, Scene, Trigger
from dragoman.places import lead
from dragoman.quantities import Quantity, find_quantities
from dragoman.record import Magnitude, Span, When, Where
from dragoman.text import View

# Time

TIME_BARRIERS = ATTRIBUTING | frozenset("that who which because while when but whose".split())
"""Words that part a time from the trigger of another clause."""
OPENED = frozenset((";", "who", "which"))
"""Words that part a time at the head of a sentence from a trigger behind it."""
TIME_REACH = 300
"""Code points between a trigger and its time; one that opens the sentence may be farther off."""
CLOSE = 3
"""Words between a time and a trigger up to which it is the trigger's, whatever stands before: "his 2016 promises"."""
BEFORE_COSTS = 2
"""A time or place before a trigger counts as this many times as far as one behind it."""


def find_when(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger], times: Sequence[When]) -> When | None:
    """The nearest time in the trigger's own clause; one that opens the sentence holds for its first clause."""
    own = scene.span(trigger)
    best: tuple[float, When] | None = None
    for when in _within_reach(own, times):
        if when.span.meets(own) or _is_parted(scene, own, when.span) or _is_owned(scene, trigger, triggers, when.span):
            continue
        behind = when.span.start - own.end
        distance = behind if behind >= 0 else BEFORE_COSTS * (own.start - when.span.end)
        if best is None or distance < best[0]:
            best = distance, when
    return best[1] if best else None


def _within_reach(own: Span, times: Sequence[When]) -> Sequence[When]:
    """The times of a sentence near a trigger, and its first, which may open it."""
    first = bisect_left(times, own.start - TIME_REACH, key=lambda when: when.span.start)
    last = bisect_left(times, own.end + TIME_REACH, key=lambda when: when.span.start)
    return [*times[: min(first, 1)], *times[first:last]]


def _is_parted(scene: Scene, own: Span, time: Span) -> bool:
    """Whether a clause begins or an attribution stands between a trigger and a time."""
    first, last = min(own.end, time.end), max(own.start, time.start)
    between = [scene.low(n) for n in scene.line.between(first, last)]
    if time.end <= own.start and "when" in between[:2]:
        between = between[2:]  # "in April when he met them"
    if time.start < own.start and _opens(scene, time):
        return not OPENED.isdisjoint(between)
    if "and" in between and "," in between and (",", "and") in pairwise(between):
        return True
    return ";" in between or not TIME_BARRIERS.isdisjoint(between)


def _is_owned(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger], time: Span) -> bool:
    """Whether a time before a trigger belongs to another trigger before it: "resigned Thursday in protest"."""
    words = scene.line.between(time.start, time.end)
    first = words.start
    is_close = trigger.start - words.stop <= CLOSE and scene.low(words.stop) != ","
    if first >= trigger.start or is_close or _opens(scene, time):
        return False
    if "when" in scene.line.lows[words.stop : words.stop + 2]:
        return False
    before = bisect_left(triggers, first, key=lambda t: t.start) - 1
    return before >= 0 and "," not in scene.line.lows[triggers[before].end : first]


def _opens(scene: Scene, time: Span) -> bool:
    """Whether a time stands at the head of the sentence, with a comma or no more than a preposition around it."""
    number = next((n for n, word in enumerate(scene.line.words[:4]) if word.start <= time.start < word.end), None)
    return number is not None and number <= 2


# Place

WHERE_REACH = 14
"""Words between a trigger and its place.

In six annotated reports 30 of 46 places are right and 5 are too many; with 8 words 28 and 2, with 20 words 30 and 7.
"""
TARGET_WORDS = {
    "RETREAT": frozenset(("from", "of")),
    "ASSAULT": frozenset(("of", "on", "against", "into")),
    "COERCE": frozenset(("of",)),
    "CONSULT": frozenset(("to",)),
    "MOBILIZE": frozenset(("to", "into")),
    "AID": frozenset(("to", "into")),
}
"""Prepositions that lead to the place of an event of some type: "withdrew from Syria", "the invasion of Iraq"."""
LINKED = 8
"""Words between a trigger and the preposition that leads to its place: "bring both brigades home from Kuwait"."""
LOCAL = PLACE_WORDS | frozenset(("on",))


def find_where(scene: Scene, trigger: Trigger) -> Where | None:
    """The nearest place in the trigger's clause behind a preposition of place, or behind one that its type takes."""
    best: tuple[int, Where] | None = None
    first, last = max(trigger.start - WHERE_REACH, 0), min(trigger.end + WHERE_REACH, len(scene.line.words))
    for n in range(trigger.end, last):
        if scene.low(n) in TIME_BARRIERS or scene.low(n) in (";", "."):
            break
        if (where := _place_at(scene, n, trigger)) and (best is None or n - trigger.end < best[0]):
            best = n - trigger.end, where
    for n in range(trigger.start - 1, first - 1, -1):
        if scene.low(n) in TIME_BARRIERS or scene.low(n) in (";", "."):
            break
        if (where := _place_at(scene, n, trigger)) and (best is None or BEFORE_COSTS * (trigger.start - n) < best[0]):
            best = BEFORE_COSTS * (trigger.start - n), where
    return best[1] if best else None


def _place_at(scene: Scene, at: int, trigger: Trigger) -> Where | None:
    """The place that begins at a word, where what stands before it makes it the place of an event."""
    place = scene.places.get(at)
    if place is None or scene.low(place.end) in POSSESSIVE or scene.low(place.end) == "-":
        return None
    is_table = place.kind not in ("country", "capital")
    if is_table and trigger.is_noun and place.end == trigger.start:  # "the Paris attacks"
        return place.where
    before = lead(scene.line, at)
    link = scene.low(before)
    if link == "on":
        return place.where if place.kind == "building" else None
    leads = link in LOCAL or (link in TARGET_WORDS.get(trigger.type, ()) and _is_linked(scene, before, trigger))
    return place.where if leads else None


def _is_linked(scene: Scene, before: int, trigger: Trigger) -> bool:
    """Whether a preposition stands behind the trigger with nothing but its noun phrase between."""
    return trigger.end - 1 <= before <= trigger.end + LINKED


# Counts

COUNTED = frozenset(("people", "state", "things", "money"))
"""Kinds of units that measure an event; lengths, shares and stretches of time seldom do."""
COUNT_REACH = 60
"""Code points between a count and the trigger that it belongs to."""


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in table("quantities").rows if row["kind"] in COUNTED) | {
        "dollars",
        "pounds",
        "euros",
    }


def find_counts(view: View, sentence: Span) -> list[Quantity]:
    """The counts of a sentence that may measure an event."""
    return [count for count in find_quantities(view.text, sentence) if count.unit in _units()]


def find_magnitudes(scene: Scene, trigger: Trigger, counts: Sequence[Quantity]) -> Iterator[Magnitude]:
    """Counts of people, things and money near a trigger, in its own clause."""
    own = scene.span(trigger)
    start = bisect_left(counts, own.start - COUNT_REACH, key=lambda count: count.span.end)
    for count in counts[start:]:
        if count.span.start > own.end + COUNT_REACH:
            break
        between = scene.line.between(min(count.span.end, own.end), max(count.span.start, own.start))
        if not any(scene.low(n) in TIME_BARRIERS or scene.low(n) == ";" for n in between):
            yield Magnitude(count.low, count.unit, count.span)
