"""Happenings as a reviewer joins and parts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dragoman.accounts.events import event_of
from dragoman.accounts.told import tell
from dragoman.record import Event, Reading, Story


class Grouping(NamedTuple):
    """Somebody's word that two groups of mentions are one happening, or that they are two."""

    together: bool
    ones: frozenset[str]
    others: frozenset[str]


def regroup(
    story: Story, events: Sequence[Event], readings: Sequence[Reading], given: Iterable[Grouping]
) -> tuple[Event, ...]:
    """The events of a story after each grouping that concerns it, in turn; what no grouping touches stays as it is."""
    groups = [event.mentions for event in events]
    for grouping in given:
        groups = _joined(groups, grouping) if grouping.together else _parted(groups, grouping)
    known = {event.mentions: event for event in events}
    if all(group in known for group in groups):
        return tuple(events)
    told = {t.mention.id: t for t in tell(story, readings)}
    place = {id: number for number, id in enumerate(told)}
    ordered = sorted((tuple(sorted(group, key=place.__getitem__)) for group in groups), key=lambda g: place[g[0]])
    outlets = {reading.report.id: reading.report.outlet for reading in readings}
    every = {id: outlets.get(id) for id in story.reports}
    return tuple(known.get(group) or event_of(story, [told[id] for id in group], every) for group in ordered)


def _joined(groups: list[tuple[str, ...]], given: Grouping) -> list[tuple[str, ...]]:
    meant = given.ones | given.others
    held = [group for group in groups if meant & set(group)]
    rest = [group for group in groups if not meant & set(group)]
    return [*rest, tuple(id for group in held for id in group)] if held else groups


def _parted(groups: list[tuple[str, ...]], given: Grouping) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for group in groups:
        ones = tuple(id for id in group if id in given.ones)
        if ones and given.others & set(group):
            found += [ones, tuple(id for id in group if id not in given.ones)]
        else:
            found.append(group)
    return found
