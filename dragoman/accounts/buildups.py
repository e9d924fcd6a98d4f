"""Forces that are brought up: how each report describes one build-up.

The words for it have little in common (a naval build-up, two carrier groups stationed, more warships), so passages that
share rare words do not find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.accounts.counts import parties_of
from dragoman.accounts.passages import Passage
from dragoman.accounts.precedents import AMERICA
from dragoman.record import DifferenceKind, Quote
from dragoman.stems import WORD

_FORCES = (
    r"(?:war|battle|gun)ships?|(?:aircraft )?carriers?(?: groups?| strike groups?)?|fleets?|flotillas?|destroyers?"
    r"|submarines?|troops?|soldiers|brigades?|battalions?|divisions?|warplanes?|bombers?|fighter jets|tanks"
    r"|missile batteries|(?:naval|military|troop)"
)
_MOVES = (
    r"build[- ]?up|reinforce(?:d|s|ments?)|deploy(?:s|ed|ing|ments?)?|station(?:s|ed|ing)|arriv(?:als?|ed|es|ing)"
    r"|dispatch(?:ed|es|ing)?|mass(?:ed|es|ing)|show of force|moved|stepped up|surge|mobili[sz]\w+|redeploy\w*"
)
MOVE = re.compile(
    rf"\b(?:(?:{_FORCES})\b[^.;]{{0,40}}?\b(?:{_MOVES})|(?:{_MOVES})\b[^.;]{{0,40}}?\b(?:{_FORCES}))\b", re.I
)
"""Forces and a word for their being brought up, one near the other in a sentence."""

AROUND = 7
"""Words that are shown on the left of those, and as many on the right."""
TIES = 2
"""Names of the passages in common: whose forces they are, and where they go."""


class BuildUp(NamedTuple):
    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]


def find_buildups(voices: Mapping[str, Sequence[Passage]]) -> Iterator[BuildUp]:
    """The build-up that two reports or more describe in other words; of each the first passage that fits the first."""
    found = {voice: [(p, m) for p in ps if (m := MOVE.search(p.words))] for voice, ps in voices.items()}
    for voice, own in found.items():
        for passage, move in own:
            others = [
                next(((p, m) for p, m in rest if len(_names(passage) & _names(p)) >= TIES), None)
                for other, rest in found.items()
                if other != voice
            ]
            sides = [(passage, move), *(side for side in others if side)]
            if len(sides) > 1 and len({m.group().lower() for _, m in sides}) == len(sides):
                shown = "; ".join(f"“{_shown(p, m)}” in {p.outlet}" for p, m in sides)
                yield BuildUp("detail", f"how the build-up is described: {shown}", tuple(p.quote for p, _ in sides))
                return


def _names(passage: Passage) -> frozenset[str]:
    """Countries and other names of a passage, but for its first word."""
    plain = re.sub(r"['’]s\b", "", AMERICA.sub("America", passage.words))
    return parties_of(WORD.findall(plain)[1:])


def _shown(passage: Passage, move: re.Match[str]) -> str:
    before = passage.words[: move.start()].split()
    after = passage.words[move.end() :].split()
    words = [*before[-AROUND:], move.group(), *after[:AROUND]]
    shown = " ".join(" ".join(words).split())
    return f"{'… ' if len(before) > AROUND else ''}{shown}{' …' if len(after) > AROUND else ''}"
