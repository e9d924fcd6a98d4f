"""Whereabouts: the place that belongs to a trigger.

1. A place named in the trigger's own clause, behind a preposition that its type takes.
2. The place to which the subject of its clause has gone: "flew to Geneva to meet them".
3. The place that "there" in its clause points back to.
4. Over the whole report: that of the event of its kind told last, where the words only point back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.actors.tables import POSSESSIVE
from dragoman.mentions.details import TIME_BARRIERS
from dragoman.mentions.scene import GOVERNING, PLACE_WORDS, Scene, Trigger
from dragoman.places import Place, lead
from dragoman.record import Mention, Where

WHERE_REACH = 14
"""Words between a trigger and its place.

In six annotated reports 41 of 46 places are right and 7 are too many; see docs/evaluation.md.
"""
BEFORE_COSTS = 2
"""A place before a trigger counts as this many times as far as one behind it."""
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
UNLINKED = (GOVERNING - {"of", "by", "for", "with"}) | {",", "despite"}
"""Words that part a trigger from such a preposition: "defended the withdrawal, despite calls from Paris"."""
LOCAL = PLACE_WORDS | frozenset(("on",))
GOING = frozenset(
    "go goes going went gone travel travels traveled travelled traveling travelling fly flies flew flown flying come "
    "comes came coming return returns returned returning head heads headed heading arrive arrives arrived drive drives "
    "drove journey journeyed rush rushed rushes walk walked hurry hurried invite invited invites summoned".split()
)
"""Verbs behind which a place with "to" is where their subject is from then on."""
JOURNEYS = frozenset("trip visit journey tour return stopover trips visits".split())


def find_where(scene: Scene, trigger: Trigger) -> Where | None:
    """The place of a trigger by the words of its own sentence."""
    return _named_near(scene, trigger) or _gone_to(scene, trigger)


def _named_near(scene: Scene, trigger: Trigger) -> Where | None:
    """The nearest place in the trigger's clause behind a preposition of place, or behind one that its type takes."""
    behind = range(trigger.end, min(trigger.end + WHERE_REACH, len(scene.line.words)))
    before = range(trigger.start - 1, max(trigger.start - WHERE_REACH, 0) - 1, -1)
    found = [(n - trigger.end, where) for n, where in _places_along(scene, trigger, behind)]
    found += [(BEFORE_COSTS * (trigger.start - n), where) for n, where in _places_along(scene, trigger, before)]
    return min(found, key=lambda near: near[0])[1] if found else None


def _places_along(scene: Scene, trigger: Trigger, words: range) -> Iterator[tuple[int, Where]]:
    """The places that may be a trigger's among the words on one side of it, up to where its clause ends."""
    for n in words:
        if scene.low(n) in TIME_BARRIERS or scene.low(n) in (";", "."):
            return
        place = scene.places.get(n)
        if place and _may_be_of(scene, place, trigger):
            yield n, place.where
        elif scene.low(n) == "there" and (where := _pointed_to(scene, n)):
            yield n, where


def _may_be_of(scene: Scene, place: Place, trigger: Trigger) -> bool:
    """Whether what stands around a place makes it the place of an event."""
    if scene.low(place.end) in POSSESSIVE or scene.low(place.end) == "-":
        return False
    if place.kind not in ("country", "capital") and trigger.is_noun and place.end == trigger.start:
        return True  # "the Paris attacks"
    before = lead(scene.line, place.start)
    link = scene.low(before)
    if _is_modifier(scene, place) or _is_elsewhere(scene, place, trigger):
        return False
    if link == "on":
        return place.kind == "building"
    if link in LOCAL or (link == "to" and _is_on_the_way(scene, before)):
        return True
    return link in TARGET_WORDS.get(trigger.type, ()) and _is_linked(scene, before, trigger)


def _is_linked(scene: Scene, before: int, trigger: Trigger) -> bool:
    """Whether a preposition stands behind the trigger with nothing but its noun phrase between."""
    between = range(trigger.end, before)
    parted = any(scene.low(n) in UNLINKED and not scene.low(n + 1).isdigit() for n in between)  # "2,000 troops"
    return trigger.end - 1 <= before <= trigger.end + LINKED and not parted


def _is_on_the_way(scene: Scene, link: int) -> bool:
    """Whether a preposition follows a journey during which something happens: "met him on a trip to Cuba"."""
    return scene.low(link - 1) in JOURNEYS and any(scene.low(n) in ("during", "on") for n in range(link - 5, link - 1))


def _is_modifier(scene: Scene, place: Place) -> bool:
    """Whether a place only describes the noun behind it: "in the Iran nuclear deal"."""
    return scene.tree.heads[place.end - 1] >= place.end and scene.tree.relations[place.end - 1] == "compound"


def _is_elsewhere(scene: Scene, place: Place, trigger: Trigger) -> bool:
    """Whether a place behind a noun belongs to another word: "the departure shocked officials at the Pentagon"."""
    if not trigger.is_noun or place.start < trigger.end:
        return False
    above = list(scene.tree.above(place.end - 1))
    own = range(trigger.start, trigger.end)
    if not above or any(n in own for n in above):
        return False
    holder = above[0]
    if scene.tree.classes[holder] == "VERB":
        is_above = any(holder in scene.tree.above(at) for at in own)
        return not is_above or any(scene.tree.relations[n] == "obj" for n in scene.tree.children(holder))
    return holder > trigger.end


# The place that "there" points back to

LED = LOCAL | {"of", "from", "to"}
EXISTING = frozenset("is are was were be been has have had will would may might can could must 's ’s should".split())
"""Words behind a "there" that means no place."""


def _pointed_to(scene: Scene, at: int) -> Where | None:
    """The place that a "there" means: the last one before it in its sentence or those before."""
    if scene.tree.classes[at] == "PRON" or scene.low(at + 1) in EXISTING or scene.low(at - 1) in EXISTING:
        return None
    return last_place(scene, at) or scene.past


def last_place(scene: Scene, before: int) -> Where | None:
    """The last place behind a preposition up to a word of a sentence."""
    led = (p for n, p in scene.places.items() if n < before and scene.low(lead(scene.line, n)) in LED)
    free = [p.where for p in led if scene.low(p.end) not in POSSESSIVE and not _is_modifier(scene, p)]
    return free[-1] if free else None


# The place to which somebody has gone


def _gone_to(scene: Scene, trigger: Trigger) -> Where | None:
    """The place that a verb of going above the trigger leads to, where none between has a subject of its own."""
    for n in scene.tree.above(trigger.start):
        if scene.low(n) in GOING:
            aims = _aims(scene, n, trigger.start)
            return next((p.where for p in aims if not _is_parted(scene, p.end, trigger.start)), None)
        if scene.tree.children(n, "nsubj"):
            return None
    return None


def _is_parted(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause of its own begins between two words."""
    return any(scene.low(n) in TIME_BARRIERS - {"but"} or scene.low(n) == ";" for n in range(start, end))


def _aims(scene: Scene, going: int, before: int) -> Iterator[Place]:
    for n in range(going + 1, min(going + LINKED, before)):
        place = scene.places.get(n)
        if place and scene.low(lead(scene.line, n)) in ("to", "in", "at") and scene.low(place.end) not in POSSESSIVE:
            yield place


# The report as a whole


CARRIED = {"RETREAT": 600, "ASSAULT": 0, "MOBILIZE": 0}
"""Types of events that are told again without their place: code points within which a verb of it means the same place.

A noun that points back ("the strikes") may stand farther off; a verb of the other types tells a new event more often.
"""
POINTS_FAR = 2000
"""The same for a noun that points back."""


PERSONAL = frozenset(("departure", "depart", "exit", "leave", "exodus"))
"""Triggers of withdrawal that are often said of one who leaves his office."""


def carried(mentions: Iterable[tuple[Mention, Trigger, bool]]) -> Iterator[Mention]:
    """Mentions in order, each with whether it points back; one without a place takes that of the last of its kind."""
    last: dict[str, Mention] = {}
    for mention, trigger, is_pointing in mentions:
        if _is_carried(mention, trigger):
            other = last.get(mention.type)
            far = POINTS_FAR if is_pointing else CARRIED[mention.type]
            if other and not (mention.where or mention.when) and _gap(other, mention) <= far:
                mention = replace(mention, where=other.where)
            if mention.where:
                last[mention.type] = mention
        yield mention


def _is_carried(mention: Mention, trigger: Trigger) -> bool:
    """Whether an event is of a kind that is told again without its place: of retreats, those of troops."""
    if mention.type == "RETREAT" and (mention.mode not in (None, "withdraw") or trigger.row["trigger"] in PERSONAL):
        return False
    return mention.type in CARRIED


def _gap(one: Mention, other: Mention) -> int:
    return other.trigger[0].start - one.trigger[-1].end
