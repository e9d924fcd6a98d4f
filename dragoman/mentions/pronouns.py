"""Pronouns and descriptions around a trigger: whom "he", "they", "we" or "the two sides" means."""

from __future__ import annotations

from dragoman.actors import Named
from dragoman.mentions.scene import Scene

SURE = 0.4
"""Share of the likelihood of all actors from which the likeliest is taken."""
ACTING = 0.1
"""Likelihood that a pronoun means an actor at all, from which one that has a part in an event does."""
FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())
RELATIVE = frozenset(("who", "which", "that"))


def resolve(scene: Scene, at: int) -> list[Named]:
    """Whom a pronoun, or a description by the number of its noun, means; nobody where the report names none."""
    low = scene.low(at)
    if low in FIRST_PERSON:
        speaker = _speaker(scene, at)
        return [speaker] if speaker else []
    if low in RELATIVE:
        return _antecedent(scene, at)
    found = scene.antecedents.get(scene.line.words[at].start)
    if found is None or found.sureness < SURE or found.acting < ACTING or not found.actors:
        return []
    speaker = _speaker(scene, at)
    if speaker and found.name == speaker.name:
        return []
    return [_by_name(scene, named) for named in found.actors]


def _by_name(scene: Scene, named: Named) -> Named:
    """The actor as the report names it first."""
    return scene.by_name(named.name) or named


def _speaker(scene: Scene, at: int) -> Named | None:
    """Who says the word at a place, where it stands in somebody's own words."""
    start = scene.line.words[at].start
    for statement, speaker in scene.statements:
        if statement.manner != "indirect" and any(part.start <= start < part.end for part in statement.content):
            return speaker
    return None


def _antecedent(scene: Scene, at: int) -> list[Named]:
    """Whom "who" or "which" stands for: the actor before it, with no more than a few words between."""
    for n in range(at, max(at - 6, -1), -1):
        party = scene.ending.get(n)
        if party and not scene.is_place(party):
            return scene.joined(party) if n >= at - 1 else [party.named]
    return []
