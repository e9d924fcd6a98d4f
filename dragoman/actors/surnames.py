"""Surnames: persons whom a report names in full and then calls by their last name alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.actors.line import Line
from dragoman.actors.tables import Named
from dragoman.record import Span

Scenes = Sequence[tuple[Line, list[Named]]]
"""The sentences of a report, each with what was found in it."""


def with_surnames(scenes: Scenes) -> Scenes:
    """What was found in each sentence, and the persons whom a last name alone calls again."""
    known = _known_persons(scenes)
    return [(line, _add_surnames(line, found, known)) for line, found in scenes]


def _known_persons(scenes: Scenes) -> dict[str, str]:
    """Last names and first full names of the persons whom a report names, headlines aside where its text names any."""
    persons = [(n.name, line.is_headline) for line, found in scenes for n in found if n.kind == "person"]
    told = [name for name, is_headline in persons if not is_headline] or [name for name, _ in persons]
    return {last_name(name): name for name in reversed(told)}


def last_name(name: str) -> str:
    """The last word of a name but "Jr."."""
    words = name.split()
    return words[-2] if len(words) > 2 and words[-1].rstrip(".") in ("Jr", "Sr", "II", "III") else words[-1]


def _add_surnames(line: Line, found: list[Named], known: dict[str, str]) -> list[Named]:
    if line.is_headline:
        found = [_cut_to_known(line, named, known) for named in found]
    taken = {n for named in found if named.kind != "country" for n in range(*line.at(named.span))}
    again = [
        Named(word.text, "person", None, None, Span(word.start, word.end))
        for n, word in enumerate(line.words)
        if word.text in known and n not in taken
    ]
    starts = {named.span.start for named in again}
    rest = [named for named in found if named.span.start not in starts]
    return sorted([*rest, *again], key=lambda named: named.span) if again else found


def _cut_to_known(line: Line, named: Named, known: dict[str, str]) -> Named:
    """Of a headline's "Aide Calls Netanyahu" only the name that the report knows."""
    full = known.get(last_name(named.name)) if named.kind == "person" else None
    if full is None or named.name.split()[0] == full.split()[0] or named.office:
        return named
    last = line.words[line.at(named.span)[1] - 1]
    return replace(named, name=last.text, span=Span(last.start, last.end))


def full_names(found: Sequence[Named]) -> dict[str, str]:
    """Each name by which a person is called -> the person's first full name."""
    persons = [named.name for named in found if named.kind == "person"]
    full: dict[str, str] = {}
    for name in persons:
        if " " in name:
            full.setdefault(last_name(name), name)
    names = {name: full.get(last_name(name), name) for name in persons}
    same = {name: by for name, by in names.items() if " " not in name or name.split()[0] == by.split()[0]}
    return full | same
