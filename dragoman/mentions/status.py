"""Status: whether what a trigger names happened, is planned, may be or is denied.

A word tells its own status by its auxiliaries, negations and modifiers; where it tells none, the word that it hangs on
in the reading model's tree does: "refused to meet", "called for talks", "would hold a summit".
"""

from __future__ import annotations

from functools import cache
from typing import cast

from dragoman.actors.tables import POSSESSIVE
from dragoman.lexicon import table
from dragoman.mentions.scene import ATTRIBUTING, Scene, Trigger, words_for
from dragoman.record import Status

DEPTH = 5
"""Words between a trigger and the one that tells its status: "agreed to try to arrange a meeting"."""
TOLD = ATTRIBUTING | frozenset("announced confirmed tweeted pledged promised agreed warned".split())
MERELY = frozenset("just only merely simply solely".split())
"""Words that take the denial out of "not": "lifted, and not just suspended"."""
NEGATIONS = frozenset("not never nor n't n’t no neither nobody none nothing without hardly barely".split())
POINTING = POSSESSIVE | frozenset("the this that these those my our his her its their".split())
ONLY = frozenset("first second third last only latest man woman people".split())
"""Words whose infinitive tells what was done: "the first to resign"."""
TIMELESS = frozenset(("resign", "expel", "convict", "arrest"))
"""Modes of acts that are done by announcing them."""
UTTERED = frozenset(("REQUEST", "THREATEN", "ACCUSE", "REJECT", "SUPPORT"))
"""Types of acts that were done though they are rejected: "declined the invitation"."""
CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "csubj", "obl", "nmod", "obj", "nsubj")


@cache
def _outlook(stands: str) -> dict[str, Status]:
    """Words of the table that stand in one place -> their status."""
    rows = [row for row in table("outlook").rows if row["stands"] == stands]
    return {word: cast(Status, row["status"]) for row in rows for word in row.many("words")}


def find_status(scene: Scene, trigger: Trigger) -> tuple[Status, bool]:
    """A trigger's status, and whether the words around it tell it (else it is the default, actual)."""
    at = scene.tree.top(trigger.start, trigger.end)
    found = _of_noun(scene, at, trigger, DEPTH) if trigger.is_noun else _of_verb(scene, at, DEPTH)
    return (found, True) if found else ("actual", False)


# Verbs


def _of_verb(scene: Scene, verb: int, depth: int = DEPTH) -> Status | None:
    """From its own group ("will not meet"), its condition, then from what it hangs on ("refused to meet")."""
    if own := _own(scene, verb):
        return own
    tree = scene.tree
    marks = [scene.low(n) for n in tree.children(verb, "mark", "case")]
    if any(mark in _outlook("condition") for mark in marks):
        return "possible"
    head = tree.heads[verb]
    if head < 0 or not depth:
        return None
    if tree.is_a(verb, "conj"):
        return None if tree.children(verb, "aux", "nsubj") else _same_form(scene, verb, head, depth - 1)
    if not tree.is_a(verb, *CLAUSES) or tree.relations[verb] == "acl:relcl":
        return None
    if "to" in marks:
        return _infinitive(scene, verb, head, depth - 1)
    if tree.forms[verb] == "VBG" and not tree.children(verb, "aux"):
        return _gerund(scene, verb, head, marks, depth - 1)
    if tree.is_a(verb, "ccomp") and scene.low(head) in words_for("wishing") and tree.forms[verb] in ("VB", "VBP"):
        return "negated" if _own(scene, head) == "negated" else "possible"
    if tree.is_a(verb, "xcomp") and tree.forms[verb] == "VB":
        return _infinitive(scene, verb, head, depth - 1)
    return None


def _own(scene: Scene, verb: int) -> Status | None:
    """What the auxiliaries, negations and the subject of a verb tell."""
    tree = scene.tree
    found: Status | None = None
    for n in tree.children(verb, "aux", "advmod", "cc:preconj", "cop"):
        low = scene.low(n)
        if low == "not" and scene.line.low(n + 1) in MERELY:
            continue
        here = "negated" if scene.is_negative(n) or low in NEGATIONS else _outlook("modal").get(low)
        if here == "negated" and (n < verb or tree.is_a(n, "aux")):
            return "negated"
        if here and (tree.is_a(n, "aux") or here == "possible"):
            found = found or here
    for n in tree.children(verb, "nsubj"):
        words = [scene.low(n), *(scene.low(m) for m in tree.children(n, "det", "cc:preconj", "advmod"))]
        is_denied = not {"no", "none", "nobody", "neither", "nothing"}.isdisjoint(words)
        if is_denied and "fewer" not in words and "less" not in words:
            return "negated"
    return "planned" if found == "possible" and _is_past_will(scene, verb) else found


def _is_past_will(scene: Scene, verb: int) -> bool:
    """Whether "would" is the past of "will" in what somebody said: "said that Norway would mediate"."""
    tree = scene.tree
    modals = {scene.low(n) for n in tree.children(verb, "aux")}
    if "would" not in modals or any(scene.low(n) in ("if", "unless") for n in range(len(scene.line.words))):
        return False
    return any(scene.low(n) in TOLD for n in tree.above(verb)) or any(
        scene.low(n) in TOLD for n in tree.children(verb, "parataxis")
    )


def _same_form(scene: Scene, verb: int, head: int, depth: int) -> Status | None:
    """A second verb shares the group of the first where it has the same form: "will meet and discuss"."""
    forms = scene.tree.forms
    same = forms[verb] == forms[head] or {forms[verb], forms[head]} <= {"VB", "VBP"}
    return _of_verb(scene, head, depth) if same else None


def _infinitive(scene: Scene, verb: int, head: int, depth: int) -> Status | None:
    """What an infinitive hangs on tells of it; planned where it tells nothing: "went home to meet them"."""
    tree, low = scene.tree, scene.low(head)
    if any(scene.low(n) in ONLY for n in (head, *tree.children(head, "amod", "det"))) and tree.is_a(verb, "acl"):
        return _of_above(scene, head, depth)
    told = _outlook("control").get(low)
    above = _of_above(scene, head, depth)
    if above == "negated" and told != "actual":
        return "negated"
    if told == "actual":
        return above or "actual"
    return told or ("possible" if above == "possible" else "planned")


def _gerund(scene: Scene, verb: int, head: int, marks: list[str], depth: int) -> Status | None:
    """What a gerund hangs on tells of it: "without firing", "considered lifting", "accused of arming"."""
    control = _outlook("control")
    if scene.tree.is_a(verb, "advcl") and not marks:
        return None  # "blocked the road, demanding": beside the other verb, not under it
    for mark in marks:
        if mark == "prior":
            return "planned"
        if mark == "before" and scene.tree.forms[head] == "VBD":
            return _of_above(scene, head, depth)  # "met before declaring": both are done
        if mark in ("without", "against", "before", "by", "after", "since", "despite"):
            return "actual" if mark in ("by", "after", "since", "despite") else control[mark]
    told = control.get(scene.low(head))
    if told and told != "actual":
        return "negated" if _is_denied(scene, head) else told
    return _of_above(scene, head, depth)


def _is_denied(scene: Scene, at: int) -> bool:
    """Whether a governing verb or noun is denied by its own words: "no intention of"."""
    return (_modified(scene, at) or _own(scene, at)) == "negated"


def _of_above(scene: Scene, at: int, depth: int) -> Status | None:
    """The status of a governing word by itself."""
    if scene.tree.classes[at] in ("VERB", "AUX", "ADJ"):
        return _of_verb(scene, at, depth)
    return _modified(scene, at)


# Nouns


def _of_noun(scene: Scene, noun: int, trigger: Trigger, depth: int) -> Status | None:
    """From the words of its phrase, then from its own verb, then from the word that it hangs on."""
    if modifier := _modified(scene, noun):
        return modifier
    tree = scene.tree
    head = tree.heads[noun]
    if head < 0 or not depth:
        return None
    if tree.is_a(noun, "conj"):
        return (
            None if _is_known(scene, noun) or tree.children(noun, "case") else _of_noun(scene, head, trigger, depth - 1)
        )
    if tree.is_a(noun, "nsubj"):
        return _predicate(scene, head, trigger)
    if tree.is_a(noun, "compound"):
        return _of_noun(scene, head, trigger, depth - 1)
    found = _governed(scene, noun, head, trigger, depth - 1)
    return None if found and not _holds_for_known(scene, noun, head, trigger, found) else found


def _modified(scene: Scene, noun: int) -> Status | None:
    """What the modifiers of a noun tell: "the planned visit", "no talks"."""
    words = _outlook("modifier")
    kids = scene.tree.children(noun, "amod", "det", "compound", "nmod:poss", "advmod", "nummod")
    return next((words[scene.low(n)] for n in reversed(kids) if n < noun and scene.low(n) in words), None)


def _predicate(scene: Scene, verb: int, trigger: Trigger) -> Status | None:
    """What the verb of which an event noun is the subject tells: "the talks collapsed", "the visit will take place"."""
    words, low = _outlook("predicate"), scene.low(verb)
    own = _own(scene, verb)
    if low in words and own != "negated":
        return words[low]
    if trigger.type in ("CONSULT", "AGREE", "RETREAT", "MOBILIZE", "PROTEST") or own == "planned":
        return (
            own
            if own in ("planned", "negated") or not _is_known(scene, scene.tree.top(trigger.start, trigger.end))
            else None
        )
    return None


def _governed(scene: Scene, noun: int, head: int, trigger: Trigger, depth: int) -> Status | None:
    """What the verb, noun or preposition before a noun tells: "cancelled the visit", "calls for talks"."""
    tree, control = scene.tree, _outlook("control")
    case = next((scene.low(n) for n in tree.children(noun, "case")), "")
    if case in ("without", "before", "after", "amid", "during", "despite", "since", "against", "unless"):
        return control.get(case)
    low = scene.low(head)
    if low.startswith("announc") and trigger.row["mode"] in TIMELESS:
        return "actual"
    told = control.get(low) if low != "failure" else None  # "failure to meet", but the failure of talks that were held
    if told == "negated" and trigger.type in UTTERED:
        return None
    if tree.classes[head] not in ("VERB", "AUX", "ADJ"):
        return ("negated" if _modified(scene, head) == "negated" else told) if told != "actual" else None
    above = _of_verb(scene, head, depth)
    if above == "negated" and told != "negated":
        return "negated"
    if told == "actual" and above is None:
        return "actual" if tree.is_a(noun, "obj") else None
    if told and told != "actual":
        return told
    is_held = trigger.type in ("CONSULT", "AGREE") and above == "planned"  # "will be in Geneva for talks"
    return above if tree.is_a(noun, "obj") or is_held else None


def _is_known(scene: Scene, noun: int) -> bool:
    """Whether a noun may be known already: "the attack", "his visit", "Iran's offer"."""
    kids = scene.tree.children(noun, "det", "nmod:poss")
    return any(scene.low(n) in POINTING or scene.tree.is_a(n, "nmod:poss") for n in kids)


def _holds_for_known(scene: Scene, noun: int, head: int, trigger: Trigger, found: Status) -> bool:
    """Whether a status holds for a noun that may be known already.

    To "discuss the attack" plans none; to cancel the visit does undo it, and "will attend the talks" puts talks ahead.
    """
    if found == "actual" or not _is_known(scene, noun):
        return True
    if found == "negated":
        return _outlook("control").get(scene.low(head)) == "negated"
    if found == "possible":
        return scene.low(head) in words_for("wishing")
    return found == "planned" and trigger.type in ("CONSULT", "AGREE", "RETREAT", "MOBILIZE")
