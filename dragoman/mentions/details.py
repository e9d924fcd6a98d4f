"""Details: the time and the counts that belong to a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dragoman.lexicon import table
from dragoman.mentions.scene import ATTRIBUTING, Scene, Trigger
from dragoman.quantities import Quantity, find_quantities
from dragoman.record import Magnitude, Span, When
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
"""A time before a trigger counts as this many times as far as one behind it."""


def find_when(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger], times: Sequence[When]) -> When | None:
    """The nearest time in the trigger's own clause; one that opens the sentence holds for its first clause."""
    own = scene.span(trigger)
    best: tuple[float, When] | None = None
    for when in _within_reach(own, times):
        others = _is_parted(scene, own, when.span) or _is_owned(scene, trigger, triggers, when.span)
        if when.span.meets(own) or (others and not _is_shared(scene, trigger, when.span)):
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


def _is_shared(scene: Scene, trigger: Trigger, time: Span) -> bool:
    """Whether a time of the verb before holds for a second verb of its subject: "met in May 2001, and pledged"."""
    tree, words = scene.tree, scene.line.between(time.start, time.end)
    verb = tree.top(trigger.start, trigger.end)
    if not words or not tree.is_a(verb, "conj") or tree.children(verb, "nsubj") or words.start > trigger.start:
        return False
    return tree.heads[tree.top(words.start, words.stop)] == tree.heads[verb]


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
