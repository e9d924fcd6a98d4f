"""Names that are one actor, and names that are several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple, cast

from dragoman.corrections.nouns import Correction, Item
from dragoman.record import Actor, Statement


class Rule(NamedTuple):
    """Actors of these names are called `into`, in some reports or in all."""

    names: frozenset[str]
    into: str
    reports: frozenset[str] | None


def rules_of(history: Iterable[Correction]) -> list[Rule]:
    """The rules of corrections in force, in their order."""
    return [rule_of(one) for one in history if one.kind == "actor"]


def rule_of(correction: Correction) -> Rule:
    value = correction.value
    reports = frozenset(value["reports"]) if correction.action == "split" else None
    return Rule(frozenset(value["names"]), value["into"], reports)


def renamed(name: str, report: str, rules: Iterable[Rule]) -> str:
    """What an actor of a report is called when all rules are followed."""
    for rule in rules:
        if name in rule.names and (rule.reports is None or report in rule.reports):
            name = rule.into
    return name


def with_names(item: Item, report: str, rules: list[Rule]) -> Item:
    """A statement or mention with its actors called by the rules."""
    if not rules:
        return item
    if isinstance(item, Statement):
        named = item.speaker and item.speaker_kind != "anonymous"
        return replace(item, speaker=renamed(cast(str, item.speaker), report, rules)) if named else item
    return replace(item, actors=_named(item.actors, report, rules), recipients=_named(item.recipients, report, rules))


def _named(actors: tuple[Actor, ...], report: str, rules: list[Rule]) -> tuple[Actor, ...]:
    """The actors by their names; two that are one now stand once."""
    called = (replace(actor, name=renamed(actor.name, report, rules)) for actor in actors)
    return tuple({actor.name: actor for actor in reversed(list(called))}.values())[::-1]
