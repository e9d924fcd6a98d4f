"""Status: whether what a trigger names happened, is planned, may be or is denied.

The reaches bound the cost more than they choose: a third more or less takes at most 2 of the 171 statuses that are
right in six annotated reports (203 events typed right).
"""

from __future__ import annotations

from functools import cache
from typing import cast

from dragoman.actors.tables import POSSESSIVE
from dragoman.cues import AUXILIARIES, BE, DETERMINERS
from dragoman.lexicon import table
from dragoman.mentions.scene import ADVERBS, ATTRIBUTING, CLAUSE_MARKS, Scene, Trigger
from dragoman.record import Status

CONTROL_REACH = 6
"""Words before an infinitive, a gerund or an event noun within which the word that it depends on is looked for."""
MODIFIERS = 4
"""Words of a noun phrase before its noun that are looked at."""
PREDICATE_REACH = 6
"""Words behind an event noun within which its own verb tells its status."""
CLAUSE_REACH = 12
"""Words before a trigger within which its clause begins."""
TOLD = ATTRIBUTING | frozenset("announced confirmed tweeted pledged promised agreed".split())
OBJECT_WORDS = frozenset("him her them us me it on for the in order".split())
"""Words that may stand between a verb and the infinitive that depends on it."""
KNOWN = POSSESSIVE | frozenset("the this that his her its their".split())
NEGATIONS = frozenset("not never nor n't n’t".split())
TIMELESS = frozenset(("resign", "expel", "convict", "arrest"))
"""Modes of acts that are done by announcing them."""


@cache
def _outlook(stands: str) -> dict[str, Status]:
    """Words of the table that stand in one place -> their status."""
    rows = [row for row in table("outlook").rows if row["stands"] == stands]
    return {word: cast(Status, row["status"]) for row in rows for word in row.many("words")}


def find_status(scene: Scene, trigger: Trigger) -> tuple[Status, bool]:
    """A trigger's status, and whether the words around it tell it (else it is the default, actual)."""
    found = _of_noun(scene, trigger) if trigger.is_noun else _of_verb(scene, trigger)
    return (found, True) if found else ("actual", False)


# Verbs


def _of_verb(scene: Scene, trigger: Trigger) -> Status | None:
    """From its own group ("will not meet"), then from what it depends on ("refused to meet"), then from its clause."""
    own, at = _group_status(scene, trigger.start)
    if own == "negated" or own == "planned":
        return own
    if own == "possible":
        return "planned" if _is_past_will(scene, trigger.start) else own
    if scene.low(at) == "to":
        return _infinitive(scene, at)
    if scene.low(trigger.start).endswith("ing") and not _has_be(scene, at, trigger.start):
        return _controlled(scene, at, scene.low(trigger.start)) or _condition(scene, at)
    if _has_negative_subject(scene, at):
        return "negated"
    return _condition(scene, at) or ("actual" if scene.low(trigger.start).endswith("ed") else None)


def _group_status(scene: Scene, at: int) -> tuple[Status | None, int]:
    """What the auxiliaries and adverbs before a verb tell, and the number of the word before them."""
    found: Status | None = None
    at -= 1
    while at >= 0 and scene.is_adverbial(at):
        here = "negated" if scene.is_negative(at) else _outlook("modal").get(scene.low(at))
        if here and found != "negated":
            found = here
        at -= 1
    return found, at


def _has_be(scene: Scene, at: int, start: int) -> bool:
    return any(scene.low(n) in BE for n in range(at + 1, start))


def _is_past_will(scene: Scene, at: int) -> bool:
    """Whether "would" is the past of "will" in what somebody said: "said that Norway would mediate"."""
    clause = [scene.low(n) for n in range(max(at - 4 * CLAUSE_REACH, 0), at)]
    return "would" in clause[-4:] and "if" not in clause and not TOLD.isdisjoint(clause)


def _infinitive(scene: Scene, at: int) -> Status:
    """What the word before "to" tells of an infinitive; planned where it tells nothing: "went home to meet them"."""
    found = _controlled(scene, at, "to") or "planned"
    if found == "actual":
        return found
    control = _control_at(scene, at)
    own, _ = _group_status(scene, control)
    return "negated" if own == "negated" or scene.low(control - 1) == "no" else found


def _control_at(scene: Scene, at: int) -> int:
    """The number of the word that an infinitive depends on, past an object between: "asked Mr. Snow to"."""
    at -= 1
    for _ in range(CONTROL_REACH):
        party = scene.ending.get(at + 1)
        if party:
            at = party.start - 1
        elif scene.low(at) in ADVERBS or scene.low(at) in OBJECT_WORDS:
            at -= 1
        else:
            break
    return max(at, 0)


def _controlled(scene: Scene, at: int, form: str) -> Status | None:
    """The status that the word gives on which an infinitive or gerund at `at` depends."""
    control = _outlook("control")
    if form == "to":
        return control.get(scene.low(_control_at(scene, at)))
    for n in range(at, max(at - 4, -1), -1):
        if scene.low(n) in control:
            return "negated" if scene.low(n - 1) == "no" else control[scene.low(n)]
        if scene.low(n) in CLAUSE_MARKS or scene.low(n) == "," or n + 1 in scene.ending:
            return None
    return None


def _has_negative_subject(scene: Scene, at: int) -> bool:
    """Whether the subject begins with "no": "No senior official has defended it"."""
    for n in range(at, max(at - 6, -1), -1):
        if scene.low(n) in ("no", "neither", "nobody", "none"):
            return True
        if scene.low(n) in CLAUSE_MARKS or scene.low(n) in (",", "that", "and") or scene.low(n) in AUXILIARIES:
            return False
    return False


def _condition(scene: Scene, at: int) -> Status | None:
    """Whether the clause begins with "if" or its like."""
    for n in range(at, max(at - CLAUSE_REACH, -1), -1):
        if scene.low(n) in _outlook("condition"):
            return _outlook("condition")[scene.low(n)]
        if scene.low(n) in CLAUSE_MARKS or scene.low(n) in (",", "that"):
            return None
    return None


# Nouns


def _of_noun(scene: Scene, trigger: Trigger) -> Status | None:
    """From the words just before it, then from its own verb, then from the word that it depends on."""
    modifier, at = _modified(scene, trigger.start)
    if modifier:
        return modifier
    if told := _predicate(scene, trigger.end):
        return told
    found = _noun_controlled(scene, at, trigger) or _condition(scene, at)
    return None if found and not _holds_for_known(scene, at, trigger, found) else found


def _holds_for_known(scene: Scene, at: int, trigger: Trigger, found: Status) -> bool:
    """Whether a status holds for a noun that may be known already: "the attack", "his visit".

    To "discuss the attack" plans none; to cancel the visit does undo it, and "will attend the talks" puts talks ahead.
    """
    if scene.low(at + 1) not in KNOWN and at + 1 not in scene.starting:
        return True
    if found == "negated":
        return any(scene.low(n) in _outlook("control") and scene.low(n) not in NEGATIONS for n in (at, at - 1))
    return found == "planned" and trigger.type in ("CONSULT", "AGREE", "RETREAT", "MOBILIZE")


def _modified(scene: Scene, start: int) -> tuple[Status | None, int]:
    """What the modifiers of a noun tell, and the number of the word before its noun phrase."""
    words = _outlook("modifier")
    for n in range(start - 1, max(start - 1 - MODIFIERS, -1), -1):
        low = scene.low(n)
        if low in words:
            return words[low], n - 1
        if low in DETERMINERS or low in POSSESSIVE:
            return None, n - 1
        if not low[0].isalnum() or low in AUXILIARIES or low in _outlook("control") or n + 1 in scene.ending:
            return None, n
    return None, start - 1


def _predicate(scene: Scene, end: int) -> Status | None:
    """What the verb of which an event noun is the subject tells: "the talks collapsed", "the visit will take place"."""
    words = _outlook("predicate")
    n, last = end - 1, min(end + PREDICATE_REACH, len(scene.line.words))
    while (n := n + 1) < last:
        low = scene.low(n)
        if (party := scene.starting.get(n)) or (low == "and" and n + 1 in scene.starting):
            n, last = (party.end - 1, last + 2) if party else (n, last)
            continue
        if low in words and (n == end or low != "not"):
            is_told = words[low] != "planned" or low == "will" or scene.low(n - 1) in BE or n == end
            return words[low] if is_told else None
        if low in (",", ";", ".", "and", "to", "said", "by", "as") or low in CLAUSE_MARKS:
            return None
        if low in AUXILIARIES and low not in BE and low not in ("has", "have", "had"):
            return None
    return None


def _noun_controlled(scene: Scene, at: int, trigger: Trigger) -> Status | None:
    """What the nearest verb or noun before a noun phrase tells: "cancelled the visit", "calls for talks"."""
    control, modal = _outlook("control"), _outlook("modal")
    for n in range(at, max(at - CONTROL_REACH, -1), -1):
        low = scene.low(n)
        if scene.ends_clause(n) or low in (",", "and", "but", "that", "who", "which", "why", "how", "what"):
            return None
        found = control.get(low) or modal.get(low) or ("negated" if scene.is_negative(n) else None)
        if found == "actual" or (low.startswith("announc") and trigger.row["mode"] in TIMELESS):
            return "actual"
        if found:
            return _deepened(scene, n, found)
        if low == "to" and scene.low(n + 1) not in DETERMINERS and n + 1 not in scene.starting:
            return _infinitive(scene, n)
    return None


def _deepened(scene: Scene, at: int, found: Status) -> Status:
    """The status that a governing word gives, unless that word itself is denied or past will."""
    own, _ = _group_status(scene, at)
    if own == "negated" and found != "negated":
        return "negated"
    if scene.low(at - 1) == "no":
        return "negated"
    return "planned" if scene.low(at) == "would" and _is_past_will(scene, at + 1) else found
