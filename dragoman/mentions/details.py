"""Details: the time and the counts that belong to a trigger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice, pairwise

from dragoman.actors.tree import Tree
from dragoman.lexicon import table
from dragoman.mentions.scene import ATTRIBUTING, Scene, Trigger
from dragoman.quantities import LIVING, Quantity, find_quantities
from dragoman.record import Magnitude, Span, When
from dragoman.text import View
from dragoman.words import span_of

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


DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
AWAY = {"after": -1, "before": 1}
"""Where a clause lies from the one that it is told with: "resigned a day after he met them"."""


def find_when(scene: Scene, trigger: Trigger, triggers: Sequence[Trigger], times: Sequence[When]) -> When | None:
    """The nearest time in the trigger's own clause; one that opens the sentence holds for its first clause.

    A clause that is told to be days away from another is that far from the other's day.
    """
    if away := _away(scene, trigger):
        days, span, main = away
        base = find_when(scene, main, triggers, times)
        return When((date.fromisoformat(base.value) + days).isoformat(), span) if base and _is_day(base) else None
    own = scene.span(trigger)
    best: tuple[float, When] | None = None
    for when in _within_reach(own, times):
        others = (
            _is_parted(scene, own, when.span)
            or _is_owned(scene, trigger, triggers, when.span)
            or _is_aside(scene, trigger, when.span)
        )
        if when.span.meets(own) or (others and not _is_shared(scene, trigger, when.span)):
            continue
        behind = when.span.start - own.end
        distance = behind if behind >= 0 else BEFORE_COSTS * (own.start - when.span.end)
        if best is None or distance < best[0]:
            best = distance, when
    return best[1] if best else None


def _is_day(when: When) -> bool:
    return len(when.value) == len("2007-03-10")


def _away(scene: Scene, trigger: Trigger) -> tuple[timedelta, Span, Trigger] | None:
    """How far from the verb that it hangs on a clause lies, the words that tell it, and that verb as a trigger."""
    tree = scene.tree
    verb = tree.top(trigger.start, trigger.end)
    marks = [n for n in tree.children(verb, "mark", "case") if scene.low(n) in AWAY]
    if trigger.is_noun or not marks or tree.heads[verb] < 0 or marks[0] < 2:
        return None
    mark, main = marks[0], tree.heads[verb]
    if scene.low(main) in DAYS:
        main = tree.heads[main]
    unit, number = scene.low(mark - 1), scene.low(mark - 2)
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else NUMBERS.get(number)
    if unit not in DAYS or count is None or main < 0:
        return None
    days = timedelta(AWAY[scene.low(mark)] * count * DAYS[unit])
    return days, span_of(scene.line.words, mark - 2, mark + 1), replace(trigger, start=main, end=main + 1)


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
    is_beside = tree.is_a(verb, "advcl") and tree.forms[verb] == "VBG" and not tree.children(verb, "mark")
    if not words or not (tree.is_a(verb, "conj") or is_beside) or words.start > trigger.start:
        return False
    if tree.children(verb, "nsubj"):
        return False
    return tree.heads[tree.top(words.start, words.stop)] == tree.heads[verb]


def _is_aside(scene: Scene, trigger: Trigger, time: Span) -> bool:
    """Whether a time stands in a relative clause without the trigger: "Calderón, who left in 2012, dismissed it"."""
    tree, words = scene.tree, scene.line.between(time.start, time.end)
    own = {trigger.start, *tree.above(trigger.start)}
    above = list(tree.above(words.start)) if words else []
    return any(tree.relations[n] == "acl:relcl" and n not in own for n in above)


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
MEASURING = LIVING | frozenset(
    "carriers destroyers frigates submarines boats tanks helicopters drones bombers shells weapons vehicles artillery"
    " sailors peacekeepers diplomats ambassadors envoys inspectors observers advisers officers fighters activists"
    " dissidents lawmakers politicians settlers nationals strikes airstrikes raids sorties settlements".split()
)
"""Further nouns of people and things that measure an event, beyond the units of the table."""
COUNT_REACH = 120
"""Code points between a count and the trigger that it belongs to."""
MOST_LINKS = 6
"""Links of the tree between a count and its trigger."""
FILLED = 4
"""Words from an amount to what it is given as: "$5 million in military aid"."""
FORCE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
"""Types of acts that people come to harm in."""
CAUSING = frozenset("in by during from through".split())
"""Prepositions that lead from what befell somebody to the act: "killed in an attack"."""
WHEN = frozenset("when as after".split())
"""Words that lead to the act as a clause: "were killed when they attacked"."""
OF_WHICH = frozenset("including among".split())
"""Words before a part of what was counted."""


@cache
def _kinds() -> dict[str, str]:
    """The kind of each unit that may measure an event."""
    units = {row["unit"]: row["kind"] for row in table("quantities").rows if row["kind"] in COUNTED}
    return dict.fromkeys(MEASURING, "things") | dict.fromkeys(("dollars", "pounds", "euros"), "money") | units


@cache
def _light_verbs() -> frozenset[str]:
    """Verbs whose object names the act: "held exercises"."""
    return frozenset(form for row in table("light").rows for form in row.many("forms"))


@cache
def _event_nouns() -> frozenset[str]:
    rows = [row for row in table("triggers").rows if row["class"] == "noun" and row["note"] != "weak"]
    return frozenset(form for row in rows for form in row.many("forms"))


def find_counts(view: View, sentence: Span) -> list[Quantity]:
    """The counts of a sentence that may measure an event."""
    return [count for count in find_quantities(view.text, sentence) if count.unit in _kinds()]


def find_magnitudes(scene: Scene, trigger: Trigger, counts: Sequence[Quantity]) -> Iterator[Magnitude]:
    """The counts of people, things and money that belong to a trigger; the value of a range is its lower end."""
    own = scene.span(trigger)
    start = bisect_left(counts, own.start - COUNT_REACH, key=lambda count: count.span.end)
    for count in counts[start:]:
        if count.span.start > own.end + COUNT_REACH:
            break
        if _measures(scene, trigger, count):
            yield Magnitude(count.low, count.unit, count.span)


def _measures(scene: Scene, trigger: Trigger, count: Quantity) -> bool:
    """Whether a count belongs to a trigger by the tree."""
    tree, words = scene.tree, scene.line.between(*count.span)
    if not words or OF_WHICH & {scene.low(words.start - 1), scene.low(words.start - 2)}:
        return False
    at, own = _top(tree, words), range(trigger.start, trigger.end)
    way = [at, *islice(tree.above(at), MOST_LINKS)]
    kind = _kinds()[count.unit]
    is_state = kind == "state"
    links = next((k for k, n in enumerate(way) if n in own), None)
    if links is not None and not any(_bars(scene, n, kind) for n in way[:links]):
        return True
    if kind == "money" and trigger.is_noun and scene.low(words.stop) in ("in", "of"):
        return 0 < trigger.start - words.stop <= FILLED  # "$5 million in military aid"
    verb = next((n for n in way if tree.classes[n] == "VERB"), None)
    if verb is None:
        return False
    verbs = _causes(scene, verb) if is_state else []
    return bool(set(own) & set(verbs)) or any(_is_told_by(scene, trigger, n, is_state) for n in (verb, *verbs))


def _top(tree: Tree, words: range) -> int:
    """The word of a count on which its others hang; the parts of "3,200" have no place of their own."""
    return next((n for n in words if tree.relations[n] and tree.heads[n] not in words), words.start)


def _bars(scene: Scene, at: int, kind: str) -> bool:
    """Whether a word between a count and a trigger is an act of its own, to which the count belongs.

    What somebody agrees or threatens to send is the measure of that too; those whom he threatens to kill are not dead.
    """
    if scene.tree.classes[at] == "VERB":
        return kind == "state" or not scene.tree.is_a(at, "xcomp")
    return kind != "money" and scene.low(at) in _event_nouns()


def _causes(scene: Scene, verb: int) -> list[int]:
    """The verbs whose result a participle tells: "bombed a market, killing 12 and wounding 30"."""
    tree, found = scene.tree, list[int]()
    for _ in range(MOST_LINKS):
        if tree.forms[verb] != "VBG" or tree.children(verb, "mark", "case"):
            break
        if tree.is_a(verb, "advcl"):
            found.append(tree.heads[verb])
        elif not tree.is_a(verb, "conj"):
            break
        verb = tree.heads[verb]
    return found


def _is_told_by(scene: Scene, trigger: Trigger, verb: int, is_state: bool) -> bool:
    """Whether the counts of a verb measure a trigger beside it."""
    tree, head = scene.tree, scene.tree.top(trigger.start, trigger.end)
    if is_state and trigger.start <= tree.heads[verb] < trigger.end and tree.is_a(verb, "acl"):
        return True  # "the bombing that killed 12"
    if tree.heads[head] != verb:
        return False
    if trigger.is_noun and tree.is_a(head, "nsubj"):
        return True  # "the fighting displaced 2,000"
    if trigger.is_noun and tree.is_a(head, "obj"):
        return not is_state and scene.low(verb) in _light_verbs()
    leading = {scene.low(n) for n in tree.children(head, "case", "mark", "advmod")}
    is_led = leading & CAUSING if trigger.is_noun else leading & WHEN and tree.is_a(head, "advcl")
    return is_state and trigger.type in FORCE and bool(is_led)
