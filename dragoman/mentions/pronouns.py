"""Pronouns around a trigger: whom "he", "they" or "we" means."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import Named
from dragoman.mentions.scene import Party, Scene

REACH = 44
"""Words before a pronoun within which its own sentence is searched."""
SURE = 0.5
"""Share of likelihood from which the likeliest person is taken."""
FIRST_PERSON = frozenset("i we me us my our".split())


def resolve(scene: Scene, at: int) -> list[Named]:
    """Whom a pronoun means; nobody where the report names none."""
    low = scene.low(at)
    if low in FIRST_PERSON:
        speaker = _speaker(scene, at)
        return [speaker] if speaker else []
    if low in ("who", "which", "that"):
        return _antecedent(scene, at)
    speaker = _speaker(scene, at)
    himself = speaker.name if speaker else None
    likeliest = scene.antecedents.get(scene.line.words[at].start)
    if likeliest and likeliest.sureness >= SURE and not (himself and likeliest.name == himself):
        return [named] if (named := scene.by_name(likeliest.name)) else []
    earlier = [p for p in _before(scene, at) if not scene.is_place(p) and p.named.name != himself]
    persons = [p for p in earlier if p.named.kind == "person"]
    if low in ("he", "she", "him", "her", "his"):
        past = scene.past.person
        return _best(scene, persons, past if past and past.name != himself else None)
    others = [p for p in earlier if p.named.kind != "person" and not scene.is_modifier(p)]
    if low in ("they", "them", "their"):
        groups = [p for p in others if p.named.kind == "group"] or others
        return _best(scene, groups or persons, scene.past.other)
    return _best(scene, others or (persons if low == "its" else []), scene.past.other)


def _speaker(scene: Scene, at: int) -> Named | None:
    """Who says the word at a place, where it stands in somebody's own words."""
    start = scene.line.words[at].start
    for statement, speaker in scene.statements:
        if statement.manner != "indirect" and any(part.start <= start < part.end for part in statement.content):
            return speaker
    return None


def _before(scene: Scene, at: int) -> Sequence[Party]:
    """The last actors before a place, nearest last."""
    found: list[Party] = []
    for n in range(at, max(at - REACH, -1), -1):
        if party := scene.ending.get(n):
            found.append(party)
    return found[::-1]


def _best(scene: Scene, parties: Sequence[Party], past: Named | None) -> list[Named]:
    """The last party that is a subject, else the last, else the one of the sentences before."""
    free = [p for p in parties if not scene.is_governed(p) and not scene.is_possessor(p)]
    if free or parties:
        return [(free or list(parties))[-1].named]
    return [past] if past else []


def _antecedent(scene: Scene, at: int) -> list[Named]:
    """Whom "who" or "which" stands for: the actor before it, with no more than a few words between."""
    for n in range(at, max(at - 6, -1), -1):
        party = scene.ending.get(n)
        if party and not scene.is_place(party):
            return scene.joined(party) if n >= at - 1 else [party.named]
    return []
