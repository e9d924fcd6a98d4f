"""Events on home affairs against what was judged by hand: how many are right, and whether as many as they claim.

`judged/events.jsonl` holds mentions that an earlier or the present reading found in 60 reports, with a verdict for type,
actors, recipients and status. A mention that is read in the same way still has its verdict; what is read otherwise, or
no longer found, counts nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.encoder import load_encoder
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


def judged_events(data: Path, _: Path) -> dict[str, float]:
    """Precision of type, of type and both sides, and calibration, of events judged by hand (`triplets.jsonl`)."""
    found = stand(data)
    told = {"judged": float(len(_verdicts())), "found so": float(len(found))}
    for cut in CUTS:
        sure = [row for row in found if row.confidence >= cut]
        if sure:
            told[f"type at {cut}"] = _percent([row.is_event for row in sure])
            told[f"type and sides at {cut}"] = _percent([row.is_right for row in sure])
            told[f"share at {cut}"] = round(100 * len(sure) / len(found), 1)
    error = expected_error(binned([(row.confidence, row.is_right) for row in found]))
    return told | {"calibration error": round(error, 3)}


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
                found.append(Judged(report, mention.confidence, verdict["type_right"], sides))
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
