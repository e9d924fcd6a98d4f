"""Politicians by their state: "the Arizona Republican" is who was named with "R-Ariz." or as senator of Arizona."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.actors.line import Line
from dragoman.actors.surnames import Scenes
from dragoman.lexicon import table
from dragoman.record import Span
from dragoman.words import Word

TAG = re.compile(r",?\s?\(?(?P<party>[RDI])-(?P<state>[A-Z][a-z]*(?:\.?[ ]?[A-Z][a-z]*){0,2})")
MEMBER = re.compile(
    r",?\s(?:a\s)?(?P<party>Republican|Democrat|Independent)\s(?:of|from)\s(?P<state>[A-Z]\w+(?: [A-Z]\w+)?)"
)
NOUNS = {"republican": "R", "democrat": "D", "independent": "I"} | dict.fromkeys(
    "senator congressman congresswoman lawmaker representative".split(), ""
)
"""What a politician of a state is called, and the party where the word tells it."""


class Delegate(NamedTuple):
    """Where a report names a politician with state and party; the party is empty where it is not told."""

    start: int
    name: str
    state: str
    party: str


@cache
def _states() -> Mapping[str, str]:
    """Names and abbreviations of the states of the United States, without full stops -> name."""
    rows = [row for row in table("states").rows if row["country"] == "USA"]
    return {name.replace(".", ""): row["name"] for row in rows for name in (row["name"], *row.many("short"))}


def find_delegates(scenes: Scenes, full: Mapping[str, str], text: str) -> list[Delegate]:
    """The politicians whom a report names with their states, in order."""
    return sorted(
        delegate
        for line, found in scenes
        for named in found
        if named.kind == "person"
        for delegate in _told(line, full.get(named.name, named.name), named.span, text)
    )


def _told(line: Line, name: str, span: Span, text: str) -> Iterator[Delegate]:
    for pattern in (TAG, MEMBER):
        told = pattern.match(text, span.end)
        state = _state(told["state"]) if told else None
        if told and state:
            yield Delegate(span.start, name, state, told["party"][0])
            return
    first = line.title_starts.get(line.starts[span.start])
    before = line.words[max((first or 0) - 2, 0) : first or 0]
    state = next((s for n in (0, 1) if (s := _states().get(" ".join(w.text for w in before[n:])))), None)
    if state:
        yield Delegate(span.start, name, state, "")


def _state(told: str) -> str | None:
    """The state that words begin with: "Mich. The", "N.C.", "New York"."""
    words = told.split()
    starts = (" ".join(words[:n]).replace(".", "") for n in range(len(words), 0, -1))
    return next((_states()[start] for start in starts if start in _states()), None)


def delegate_of(words: Sequence[Word], delegates: Sequence[Delegate]) -> str | None:
    """Whom a description means that names a state and a party or seat, of those named before it: the last."""
    if len(words) < 3 or words[0].lower != "the" or words[-1].lower not in NOUNS:
        return None
    state, party = " ".join(word.text for word in words[1:-1]), NOUNS[words[-1].lower]
    told = [d for d in delegates if d.start < words[0].start and d.state == state and party in ("", d.party or party)]
    return told[-1].name if told else None
