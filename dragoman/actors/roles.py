"""Offices without a name: "the president", "the Israeli prime minister"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.actors.line import Line
from dragoman.actors.tables import ALONE, BETWEEN, COUNTRIES, POSSESSIVE, Named
from dragoman.words import span_of

ROLE_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "REB", "IGO", "PTY"))
RANKS = frozenset(("major", "captain", "representative", "officer", "adviser", "lord"))
"""Offices that stand for no one in particular without a name, or are adjectives: "the major powers"."""
PLURAL = ("NNS", "NNPS")
OWNERS = frozenset("his her its their our my".split())


def find_roles(line: Line, named: Sequence[Named]) -> Iterator[Named]:
    """Officials who are named by their office alone: "the president", "Iran's chief nuclear negotiator"."""
    persons = [line.at(n.span) for n in named if n.kind == "person"]
    begins = {start for start, _ in persons}
    ends = {end for _, end in persons}
    inside = {n for start, end in persons for n in range(start, end)}
    by_end = {line.ends[n.span.end]: n for n in named}
    for start, end, row in line.titles:
        if start in inside or end in begins or row["sector"] not in ROLE_SECTORS:
            continue
        if row["office"] in RANKS or line.lows[end - 1] in ALONE or line.tree.forms[end - 1] in PLURAL:
            continue
        first, country = _modifiers(line, start, by_end)
        is_definite = first < start or line.low(first - 1) in OWNERS or line.low(first - 1) == "the"
        if not is_definite or _is_apposition(line, first, end, begins, ends):
            continue
        country = country or row["country"] or country_of(line, end)
        span = span_of(line.words, first, end)
        yield Named(line.text(first, end), "person", country, row["sector"], span, row["office"])


def _modifiers(line: Line, start: int, by_end: dict[int, Named]) -> tuple[int, str | None]:
    """Where the words before an office begin that say whose it is, and the country they name."""
    while start > 0 and line.lows[start - 1] in BETWEEN:
        start -= 1
    possessive = start > 0 and line.lows[start - 1] in POSSESSIVE
    owner = by_end.get(start - possessive)
    if owner is None or ((owner.kind == "person") != possessive and owner.kind not in COUNTRIES):
        return start, None
    return line.starts[owner.span.start] if owner.kind != "person" else start, owner.country


def country_of(line: Line, at: int) -> str | None:
    """The country behind an office: "the president of Iran"."""
    if line.low(at) != "of":
        return None
    at += 2 if line.low(at + 1) == "the" else 1
    listed = line.listed[at] if at < len(line.words) else None
    return listed[1].country if listed and listed[1].kind == "country" else None


def _is_apposition(line: Line, first: int, end: int, begins: set[int], ends: set[int]) -> bool:
    """Whether an office only describes a person who is named beside it: "Rice, the national security adviser"."""
    before = first - (line.low(first - 1) in ("the", "a"))
    if line.low(before - 1) == "as":
        return True
    if line.low(end) in ("to", "of", "for"):
        end = next((n for n in range(end, end + 6) if line.low(n) == ","), end)
    return (line.low(before - 1) == "," and before - 1 in ends) or (line.low(end) == "," and end + 1 in begins)
