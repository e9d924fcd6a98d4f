"""Triggers: the verbs and nouns of a sentence that report an event, and the type that the words around make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.actors import Line
from dragoman.actors.tables import POSSESSIVE
from dragoman.cues import AUXILIARIES, BE, DETERMINERS
from dragoman.lexicon import Row, table
from dragoman.mentions.scene import GOVERNING, PLACE_WORDS, Scene, Trigger
from dragoman.record import Span
from dragoman.words import Phrases

VERBAL = AUXILIARIES | frozenset("to who he she it they we i you not which and or that".split())
"""Words before a verb where one form is verb and noun."""
NOMINAL = (
    DETERMINERS
    | POSSESSIVE
    | GOVERNING - {"to"}
    | PLACE_WORDS
    | frozenset("of more new no such recent latest further".split())
)
"""Words before a noun, likewise."""
EVALUATION = 14
"""Words behind "called" within which it says what somebody or something is called."""
VISIT_REACH = 3
"""Words behind "go to" within which the place visited is named."""
SURE_TRIGGER = 0.7
"""Probability, of trigger and type together, from which a trigger stands that the table does not have.

In six annotated reports 0.6 finds as many more that are wrong as right; 0.8 finds few.
"""
MODEL = "model"
"""The note of a trigger that only the reading model finds."""
DESCRIBED = NOMINAL - GOVERNING - PLACE_WORDS
"""Words before a participle that describes the noun behind it."""
OPEN = NOMINAL | AUXILIARIES | frozenset("to that and it him them".split())
"""Words behind a participle that is a verb."""


class Sense(NamedTuple):
    """A row of the table of senses."""

    side: str
    reach: int
    words: frozenset[str]
    reading: str


@cache
def _phrases() -> tuple[Phrases[Row], Phrases[Row]]:
    """Verbs and nouns of the table of triggers."""
    rows = table("triggers").rows
    verbs, nouns = (
        Phrases(((form, row) for row in rows if row["class"] == kind for form in row.many("forms")), fold_case=True)
        for kind in ("verb", "noun")
    )
    return verbs, nouns


@cache
def _senses() -> dict[tuple[str, str], list[Sense]]:
    """Each trigger and class -> its senses in the order in which they are tried."""
    found: dict[tuple[str, str], list[Sense]] = {}
    for row in sorted(table("senses").rows, key=lambda row: row["reading"] == "only"):
        sense = Sense(row["side"], int(row["reach"]), frozenset(row.many("words")), row["reading"])
        for trigger in row.many("trigger"):
            found.setdefault((trigger, row["class"]), []).append(sense)
    return found


@cache
def _evaluations() -> dict[str, str]:
    return {word: row["reading"] for row in table("evaluations").rows for word in row.many("words")}


def find_triggers(scene: Scene, times: Sequence[Span]) -> list[Trigger]:
    """The triggers of a sentence in order: those of the table, and those that the reading model is sure of besides."""
    listed = list(_listed(scene, times))
    taken = {n for trigger in listed for n in range(trigger.start, trigger.end)}
    taken |= {n for time in times for n in scene.line.between(*time)}
    return sorted((*listed, *_read(scene, taken)), key=lambda trigger: trigger.start)


def _read(scene: Scene, taken: set[int]) -> Iterator[Trigger]:
    """The triggers that only the reading model finds, each the head of its words."""
    for found in scene.line.frames:
        sureness = found.frame.score * found.frame.type_score
        if not found.trigger or sureness < SURE_TRIGGER or not taken.isdisjoint(found.trigger):
            continue
        if any(phrases.at(scene.line.words, found.trigger[0]) for phrases in _phrases()):
            continue  # the table knows the word, and that it tells of no event here
        at = next((n for n in found.trigger if scene.tree.heads[n] not in found.trigger), found.trigger[0])
        kind = "noun" if scene.tree.classes[at] in ("NOUN", "PROPN") else "verb"
        row = Row(trigger=scene.low(at), **{"class": kind}, type=found.frame.type, mode="", note=MODEL)
        yield Trigger(at, at + 1, row, found.frame.type)


def _listed(scene: Scene, times: Sequence[Span]) -> Iterator[Trigger]:
    """The triggers of a sentence in order; those inside a name or a time are none."""
    verbs, nouns = _phrases()
    line = scene.line
    taken = {n for party in scene.parties for n in range(party.start, party.end)}
    taken |= {n for time in times for n in scene.line.between(*time)}
    at = 0
    while at < len(line.words):
        choices = _choices(scene, at, verbs, nouns)
        if not choices or at in taken or _is_part_of_name(line, at):
            at += 1
            continue
        end, row = max(choices, key=lambda found: (found[0], _fits(scene, at, found)))
        kind = _type(scene, at, end, row)
        if kind:
            yield Trigger(at, end, row, kind)
        at = end if kind else at + 1


def _choices(scene: Scene, at: int, verbs: Phrases[Row], nouns: Phrases[Row]) -> list[tuple[int, Row]]:
    """The verb and the noun of the table that begin at a word, each where it can be one here."""
    verb, noun = verbs.at(scene.line.words, at), nouns.at(scene.line.words, at)
    if verb and (_is_noun_here(scene, at, verb, noun is not None) or _is_attributive(scene, at, verb[0])):
        verb = None
    return [found for found in (verb, noun) if found]


def _fits(scene: Scene, at: int, found: tuple[int, Row]) -> bool:
    """Whether the words around suit the trigger's part of speech, where one form is both."""
    end, row = found
    before, low = scene.low(at - 1), scene.low(at)
    verbal = before in VERBAL or before.endswith("ly") or low.endswith("ed")
    verbal = verbal or (low.endswith("ing") and (end in scene.starting or scene.low(end) in DETERMINERS))
    return verbal == (row["class"] == "verb")


def _is_part_of_name(line: Line, at: int) -> bool:
    """Whether a capitalised word stands inside a name: "the State of the Union address", "War Department"."""
    if not line.words[at].is_capital or line.is_headline:
        return False
    before = line.words[at - 1] if at else None
    behind = line.words[at + 1] if at + 1 < len(line.words) else None
    named = before is not None and before.is_capital and line.low(at - 1) not in DETERMINERS
    return named or (at > 0 and behind is not None and behind.is_capital and line.low(at - 1) not in "“\"'‘")


def _type(scene: Scene, at: int, end: int, row: Row) -> str | None:
    """The event's type as the words around tell it; None where they tell of no event."""
    line = scene.line
    if row["trigger"] == "call" and row["class"] == "verb" and (named := _called(line, end)):
        return named
    if row["mode"] == "visit" and line.lows[end - 1] == "to" and not _names_a_place(line, end):
        return None
    for sense in _senses().get((row["trigger"], row["class"]), []) + _senses().get(("*", row["class"]), []):
        hit = _has(line, at, end, sense)
        if sense.reading == "only":
            if not hit:
                return None
        elif hit:
            return None if sense.reading == "none" else sense.reading
    return None if row["trigger"] == "call" and row["class"] == "verb" else row["type"]


def _has(line: Line, at: int, end: int, sense: Sense) -> bool:
    """Whether one of a sense's words stands within its reach, in the same clause."""
    before = range(at - 1, max(at - 1 - sense.reach, -1), -1)
    behind = range(end, min(end + sense.reach, len(line.lows)))
    for n in before if sense.side == "before" else behind:
        if line.lows[n] in sense.words:
            return True
        if line.lows[n] in ".;:" or (line.lows[n] == "," and not line.low(n + 1).isdigit()):
            return False
    return False


def _called(line: Line, end: int) -> str | None:
    """ACCUSE or SUPPORT where "called" names somebody or something something ill or good."""
    for n in range(end, min(end + EVALUATION, len(line.lows))):
        if line.lows[n] in _evaluations():
            return _evaluations()[line.lows[n]]
        if line.lows[n] in (".", ";", "that"):
            return None
    return None


def _names_a_place(line: Line, end: int) -> bool:
    return any(word.is_capital for word in line.words[end : end + VISIT_REACH])


def _is_noun_here(scene: Scene, at: int, found: tuple[int, Row], is_noun_too: bool) -> bool:
    """Whether the bare form of a verb stands where a noun does: "the press", "in order to", "called for talks with"."""
    end, row = found
    low, before = scene.low(at), scene.low(at - 1)
    if low not in [form.split()[0] for form in row.many("forms")[:2]] or (end - at > 1 and not is_noun_too):
        return False
    party = scene.ending.get(at)
    if before == "to" and low.endswith("s") and not row["trigger"].startswith(low):
        return True
    if row["note"] == "weak" or is_noun_too:
        return not (before in VERBAL or before.endswith("ly") or (party is not None and not scene.is_modifier(party)))
    return before in NOMINAL or (party is not None and party.named.kind == "nationality") or before == "-"


def _is_attributive(scene: Scene, at: int, end: int) -> bool:
    """Whether a participle only describes the noun behind it: "the alleged use", "a retired general"."""
    low = scene.low(at)
    if not low.endswith(("ed", "ing")) or end - at > 1 or end >= len(scene.line.words):
        return False
    before = scene.low(at - 1)
    if before.endswith("ly"):
        before = scene.low(at - 2)
    if before in BE or before in ("have", "has", "had", "having"):
        return False
    behind = scene.low(end)
    if behind in OPEN or not behind[0].isalnum() or before not in DESCRIBED:
        return False
    return low.endswith("ed") or not scene.line.words[end].is_capital
