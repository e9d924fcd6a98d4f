"""Whether statements are right as often as their confidence says: expected calibration error, and its plot."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

ENOUGH = 0.5
"""Share of their words from which a found source or content is the annotated one, as the scorer has it."""


class Bin(NamedTuple):
    """Statements of about one confidence: how many, what they claim on average, what share is right."""

    number: int
    claimed: float
    right: float


def load_scorer(path: Path) -> ModuleType:
    """A scorer of the development data as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path}: no such scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(rows: Iterable[dict[str, Any]], data: Path, scorer: ModuleType) -> list[tuple[float, bool]]:
    """Confidence of each statement found in a part of PolNeAR, and whether source and content are as annotated."""
    found = {row["doc"]: row["attributions"] for row in rows}
    pairs: list[tuple[float, bool]] = []
    for name, text, gold in scorer.load_gold(str(data.parent), data.name):
        words = scorer.Doc(text)
        theirs, ours = ([_words(words, a) for a in part] for part in (gold, found.get(name, [])))
        right = {n for k, n in scorer.align(theirs, ours) if _same(theirs[k], ours[n], scorer)}
        pairs += [(a["confidence"], n in right) for n, a in enumerate(found.get(name, []))]
    return pairs


def _words(document: Any, attribution: dict[str, Any]) -> dict[str, frozenset[int]]:
    return {role: document.ids(attribution.get(role)) for role in ("source", "cue", "content")}


def _same(gold: dict[str, frozenset[int]], ours: dict[str, frozenset[int]], scorer: ModuleType) -> bool:
    return all(
        scorer.jac(gold[role], ours[role]) >= ENOUGH if gold[role] or ours[role] else True
        for role in ("source", "content")
    )


def binned(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Statements by tenths of confidence; an empty tenth is left out."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        groups[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return [
        Bin(len(group), sum(c for c, _ in group) / len(group), sum(r for _, r in group) / len(group))
        for group in groups
        if group
    ]


def expected_error(bins: Sequence[Bin]) -> float:
    """How far claim and share right are apart, on average over statements (Naeini and others 2015)."""
    total = sum(found.number for found in bins)
    return sum(found.number * abs(found.claimed - found.right) for found in bins) / total


def plot(bins: Sequence[Bin]) -> str:
    """The reliability plot as SVG: a dot for each bin, as large as its share; on the line, claim and truth agree."""
    side, total = 360, sum(found.number for found in bins)

    def at(x: float, y: float) -> tuple[float, float]:
        return round(50 + x * side, 1), round(20 + (1 - y) * side, 1)

    (left, bottom), (right, top) = at(0, 0), at(1, 1)
    ticks = [n / 5 for n in range(6)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 70} {side + 70}" font-family="sans-serif" '
            'font-size="12" role="img">',
            "<title>Share of statements that are right, by confidence</title>",
            f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="white" stroke="#888"/>',
            f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#888" stroke-dasharray="4"/>',
            *(f'<text x="{at(t, 0)[0]}" y="{bottom + 16}" text-anchor="middle">{t:.1f}</text>' for t in ticks),
            *(f'<text x="{left - 6}" y="{at(0, t)[1] + 4}" text-anchor="end">{t:.1f}</text>' for t in ticks),
            *(
                f'<circle cx="{at(b.claimed, b.right)[0]}" cy="{at(b.claimed, b.right)[1]}" '
                f'r="{3 + 30 * (b.number / total) ** 0.5:.1f}" fill="#2b6cb0" fill-opacity="0.55"/>'
                for b in bins
            ),
            f'<text x="{left + side / 2}" y="{bottom + 36}" text-anchor="middle">confidence</text>',
            f'<text transform="translate(14 {top + side / 2}) rotate(-90)" text-anchor="middle">share right</text>',
            "</svg>\n",
        ]
    )
