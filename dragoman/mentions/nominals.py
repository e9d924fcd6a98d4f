"""Noun phrases: which actors the phrase at a word of a sentence's tree stands for."""

from __future__ import annotations

from dragoman.actors import SECTOR_OF, Named
from dragoman.cues import speaker_nouns
from dragoman.mentions.pronouns import resolve
from dragoman.mentions.scene import Party, Scene, words_for
from dragoman.words import span_of

RELATIVE = frozenset("who which that whom".split())
TOLD_BY_NAME = frozenset(("organisation", "person", "group"))
"""Kinds of actors that are known by their names alone, which may be those of places."""
DEPTH = 4
"""Clauses between a verb and the one that has its subject: "wanted to try to meet"."""


def named_by(scene: Scene, at: int, depth: int = DEPTH) -> list[Named]:
    """The actors that the noun phrase at a word stands for, those joined to it by "and" among them."""
    return [named for n in scene.tree.group(at) for named in named_at(scene, n, depth)]


def named_at(scene: Scene, at: int, depth: int) -> list[Named]:
    """The actors that the noun phrase at a word stands for by itself."""
    tree, low = scene.tree, scene.low(at)
    if party := scene.covering.get(at):
        return [*_listed_before(scene, at, party), party.named]
    if low in RELATIVE:
        clause = next((n for n in (at, *tree.above(at)) if tree.is_a(n, "acl:relcl")), None)
        return named_at(scene, described_by(scene, clause), depth - 1) if clause is not None and depth else []
    if low in words_for("some of") and (of := _of(scene, at)) and depth:
        return named_by(scene, of[0], depth - 1)
    if tree.classes[at] == "PRON":
        return resolve(scene, at)
    if told := resolve(scene, at):  # "the two countries"
        return told
    for n in tree.children(at, "appos", "nmod:desc", "flat"):
        if party := scene.covering.get(n):
            return [party.named]
    owners = [named for n in tree.children(at, "nmod:poss", "compound", "amod") for named in owner_at(scene, n)]
    if owners and not (_acts(scene, at) and any(named.kind == "person" for named in owners)):
        return owners
    of = _of(scene, at)
    if of and depth and (low in words_for("quantity") or tree.classes[at] == "NUM"):
        return named_by(scene, of[0], depth - 1)
    return _described(scene, at, next((named.country for named in owners if named.country), None))


def _of(scene: Scene, at: int) -> list[int]:
    return [n for n in scene.tree.children(at, "nmod") if case_of(scene, n) == "of"]


def is_people(scene: Scene, at: int) -> bool:
    """Whether a noun stands for people who act for themselves, whosever they are: "his aides", "Trump's lawyers"."""
    low = scene.low(at)
    return low in SECTOR_OF or low in speaker_nouns() or scene.line.words[at].is_capital


def _acts(scene: Scene, at: int) -> bool:
    """Whether a noun stands for people or a body: "gunmen", "villagers", "the committee"."""
    low = scene.low(at)
    if low in words_for("thing"):
        return False
    return (
        low in words_for("people")
        or is_people(scene, at)
        or (scene.tree.forms[at] == "NNS" and low.endswith(tuple(words_for("people ending"))))
        or low.endswith(("man", "woman"))
    )


def _listed_before(scene: Scene, at: int, party: Party) -> list[Named]:
    """Those who share a noun with an actor: "U.S. and NATO forces"."""
    before = [n for n in scene.tree.children(at, "compound", "nmod:poss", "amod") if n < party.start]
    return [scene.covering[n].named for n in before if n in scene.covering]


def described_by(scene: Scene, clause: int) -> int:
    """The noun that a relative clause describes, past a tag in parentheses: "John Boehner (R-Ohio), who"."""
    noun = scene.tree.heads[clause]
    is_tag = scene.tree.is_a(noun, "appos", "parataxis") and scene.low(noun - 1) == "("
    return scene.tree.heads[noun] if is_tag and scene.tree.heads[noun] >= 0 else noun


def _described(scene: Scene, at: int, country: str | None) -> list[Named]:
    """People or a body told by a noun alone, where the reading model gives it a part in an event: "two gunmen".

    They are of the country of whose they are: "his aides".
    """
    if at in scene.line.bodies:
        first, end = scene.line.bodies[at]
        name = scene.line.text(first, end)
        return [Named(name, "organisation", country, None, span_of(scene.line.words, first, end))]
    if not any(at in (*f.actor, *f.recipient) for f in scene.line.frames):
        return []
    is_place = scene.line.kinds.get(at) == "place" or at in scene.places
    if scene.tree.classes[at] not in ("NOUN", "PROPN") or is_place or not _acts(scene, at):
        return []
    first = min((n for n in scene.tree.children(at, "amod", "compound") if n < at), default=at)
    name = scene.line.text(first, at + 1)
    return [Named(name, "group", country, None, span_of(scene.line.words, first, at + 1))]


def owner_at(scene: Scene, at: int) -> list[Named]:
    """The actors that a possessor, a compound or a nationality before a noun names: "Iran's", "US", "his"."""
    low = scene.low(at)
    if party := scene.covering.get(at):
        is_town = party.named.kind in TOLD_BY_NAME and scene.line.kinds.get(at) == "place"  # "the Benghazi attack"
        return [] if is_town or scene.is_place(party) else [party.named, *_joined(scene, at)]
    if low in ("his", "her", "its", "their", "my", "our"):
        return resolve(scene, at)
    if scene.tree.is_a(at, "nmod:poss"):
        return named_by(scene, at, 1)
    inner = [n for n in scene.tree.children(at) if n in scene.covering and n < at]  # US-led, Iran-backed
    return [scene.covering[inner[0]].named] if inner and low == "led" else []


def _joined(scene: Scene, at: int) -> list[Named]:
    return [scene.covering[n].named for n in scene.tree.children(at, "conj", "compound") if n in scene.covering]


def case_of(scene: Scene, at: int) -> str:
    """The preposition that leads to a noun; empty without one.

    One that the tree hangs elsewhere ("meet with" read as one verb) still stands just before the phrase.
    """
    tree = scene.tree
    if cases := tree.children(at, "case"):
        first = cases[0]
        is_front = scene.low(first) == "of" and first > 1 and scene.low(first - 1) == "front"
        return "before" if is_front else scene.low(first)
    before = tree.first(at) - 1
    return scene.low(before) if before >= 0 and tree.classes[before] in ("ADP", "SCONJ") else ""
