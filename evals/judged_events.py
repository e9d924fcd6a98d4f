"""Events on home affairs against what was judged by hand: how many are right, and whether as many as they claim.

`judged/events.jsonl` holds mentions found in two times 60 reports, with a verdict for type, actors, recipients and
status: a sample of an earlier reading, from which it was mended, and one drawn afterwards from other reports, which
gives the figures. A mention that is read in the same way still has its verdict; what is read otherwise, or no longer
found, counts nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from dragoman import mentions
from dragoman.encoder import load_encoder
from dragoman.mentions.sureness import WEIGHTS
from dragoman.pipeline import read
from dragoman.record import Capture, Mention, Reading
from evals.calibration import binned, expected_error

JUDGED = Path(__file__).parent / "judged" / "events.jsonl"
FOLDS = 5
CUTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7)

Object = dict[str, Any]
Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """A mention that is found as it was judged."""

    report: str
    confidence: float
    is_event: bool
    """Whether its type is right."""
    is_right: bool
    """Whether its type and the parties on both sides are."""
    is_final: bool
    """Whether it is of the sample that was drawn after the rules were made."""


def judged_events(data: Path, _: Path) -> dict[str, float]:
    """Precision of type, of type and both sides, and calibration, of events judged by hand (`triplets.jsonl`)."""
    found = [row for row in stand(data) if row.is_final]
    final = [verdict for verdict in _verdicts() if verdict["sample"] == "final"]
    told = {"judged": float(len(final)), "found so": float(len(found))}
    for cut in CUTS:
        sure = [row for row in found if row.confidence >= cut]
        if sure:
            told[f"type at {cut}"] = _percent([row.is_event for row in sure])
            told[f"type and sides at {cut}"] = _percent([row.is_right for row in sure])
            told[f"share at {cut}"] = round(100 * len(sure) / len(found), 1)
    error = expected_error(binned([(row.confidence, row.is_right) for row in found]))
    return told | {"calibration error": round(error, 3)}


def fit(data: Path, _: Path) -> dict[str, float]:
    """The weights of `dragoman.mentions.sureness`, fitted anew on judged events; figures of reports held out."""
    found, rows = [], _with_facts(data)
    for fold in range(FOLDS):
        kept = [n for n, row in enumerate(rows) if _fold(row[0].report) != fold]
        weights = _fitted([rows[n] for n in kept])
        held = [row for row in rows if _fold(row[0].report) == fold]
        found += [(_chance(weights, facts), row) for row, facts in held if row.is_final]
    error = expected_error(binned([(chance, row.is_right) for chance, row in found]))
    weights = _fitted(rows)
    names = [*WEIGHTS, "base"]
    told = {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
    for cut in CUTS:
        sure = [row for chance, row in found if chance >= cut]
        told[f"type at {cut}, held out"] = _percent([row.is_event for row in sure]) if sure else 0.0
        told[f"right at {cut}, held out"] = _percent([row.is_right for row in sure]) if sure else 0.0
        told[f"share at {cut}, held out"] = round(100 * len(sure) / len(found), 1)
    return told | {"calibration error, held out": round(error, 3)}


def _with_facts(data: Path) -> list[tuple[Judged, tuple[float, ...]]]:
    """The judged mentions with the facts that tell how sure each is."""
    seen: list[tuple[float, ...]] = []

    def number(found: Sequence[float]) -> float:
        seen.append(tuple(found))
        return float(len(seen) - 1)

    with patch.object(mentions, "how_sure", number):
        return [(row, seen[int(row.confidence)]) for row in stand(data)]


def _fold(report: str) -> int:
    return sum(report.encode()) % FOLDS


def _fitted(rows: Sequence[tuple[Judged, tuple[float, ...]]]) -> Floats:
    """Weights of both samples, with the base of the final one: the earlier is what the rules were made on."""
    weights = _regression(np.array([facts for _, facts in rows]), np.array([row.is_right for row, _ in rows]))
    final = [(facts, row.is_right) for row, facts in rows if row.is_final]
    for _ in range(20):
        chances = np.array([_chance(weights, facts) for facts, _ in final])
        weights[-1] -= (chances.sum() - sum(right for _, right in final)) / (chances * (1 - chances)).sum()
    return weights


def _regression(rows: Floats, right: Floats, penalty: float = 1.0) -> Floats:
    """Weights of a logistic regression (L2), the base last."""
    table = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(table.shape[1])
    ridge = penalty * np.eye(len(weights))
    ridge[-1, -1] = 1e-6
    for _ in range(50):
        chances = 1 / (1 + np.exp(-table @ weights))
        gradient = table.T @ (chances - right) + ridge @ weights
        weights -= np.linalg.solve((table * (chances * (1 - chances))[:, None]).T @ table + ridge, gradient)
    return weights


def _chance(weights: Floats, facts: Sequence[float]) -> float:
    return float(1 / (1 + np.exp(-(np.dot(weights[:-1], facts) + weights[-1]))))


def stand(data: Path) -> list[Judged]:
    """The judged mentions that are found now as they were judged."""
    verdicts, found = _verdicts(), []
    for line in data.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        own = {v["start"]: v for v in verdicts if (v["story"], v["outlet"]) == (row["story"], row["outlet"])}
        for mention in _mentions(row) if own else ():
            verdict = own.get(mention.trigger[0].start)
            if verdict and _is_as_judged(mention, verdict):
                sides = verdict["type_right"] and verdict["actors_right"] and verdict["recipients_right"]
                report = f"{row['story']} {row['outlet']}"
                is_final = verdict["sample"] == "final"
                found.append(Judged(report, mention.confidence, verdict["type_right"], sides, is_final))
    return found


def _verdicts() -> list[Object]:
    return [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]


def _mentions(row: Object) -> Sequence[Mention]:
    capture = Capture(
        path=row["url"], text=row["text"], title=row["title"], published=row["published"], outlet=row["outlet"]
    )
    reading = read(capture, load_encoder(threads=2))
    return reading.mentions if isinstance(reading, Reading) else ()


def _is_as_judged(mention: Mention, verdict: Object) -> bool:
    names = [[actor.name for actor in side] for side in (mention.actors, mention.recipients)]
    return mention.type == verdict["type"] and names == [verdict["actors"], verdict["recipients"]]


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 1)
