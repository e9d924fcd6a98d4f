"""Hold a record against annotations made by hand: how much that a person marked was found, how much found is right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from dragoman.errors import PathError
from dragoman.record import Reading, Span, Spans
from dragoman.store import Record

WORD = re.compile(r"\w+")
NOWHERE = Span(0, 0)
"""Where a trigger stands that the text does not hold: annotated, and found by nothing."""
HALF = 0.5
"""Share of common words from which two spans are taken for the same."""

Object = dict[str, Any]
T = TypeVar("T")
U = TypeVar("U")


def evaluate(record: Record, folder: Path) -> Object:
    """Compare each annotated report (`*.json`, see docs/annotating.md) with the record's reading of the same file.

    Returns `{"reports", "missing", "scores": {name: {precision, recall, f1, right, found, annotated}}}`, in percent.
    Raises PathError where the folder holds no annotation or one that is no JSON.
    """
    readings = {Path(reading.report.path).name: reading for reading in record.readings()}
    tallies = {name: [0, 0, 0] for name in ("statements found", "statements who+what", "events found", "events typed")}
    missing = []
    gold = _annotations(folder)
    for name, annotation in gold.items():
        if name not in readings:
            missing.append(name)
            continue
        for key, counts in (
            _score_statements(readings[name], annotation) | _score_events(readings[name], annotation)
        ).items():
            tallies[key] = [a + b for a, b in zip(tallies[key], counts, strict=True)]
    return {
        "reports": len(gold) - len(missing),
        "missing": missing,
        "scores": {name: _score(*counts) for name, counts in tallies.items()},
    }


def _annotations(folder: Path) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            annotation = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise PathError(f"{path}: no annotation that can be read ({error}); see docs/annotating.md") from error
        if isinstance(annotation, dict) and {"file", "statements", "events"} <= annotation.keys():
            found[Path(str(annotation["file"])).name] = annotation
    if not found:
        raise PathError(f"{folder}: holds no annotation; expected JSON files as docs/annotating.md describes")
    return found


def _score(right: int, found: int, annotated: int) -> Object:
    precision, recall = (100 * right / n if n else 0.0 for n in (found, annotated))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "right": right, "found": found, "annotated": annotated}


def _score_statements(reading: Reading, annotation: Object) -> dict[str, list[int]]:
    text = reading.report.text
    gold = [_gold_statement(text, item) for item in annotation["statements"]]
    own = [{role: _words(text, getattr(s, role)) for role in ("source", "cue", "content")} for s in reading.statements]

    def likeness(a: dict[str, set[int]], b: dict[str, set[int]]) -> float:
        touch = a["cue"] & b["cue"] or a["content"] & b["content"]
        return sum(_overlap(a[role], b[role]) for role in a) if touch else 0.0

    pairs = _align(gold, own, likeness)
    right = [(a, b) for a, b in pairs if all(_overlap(a[role], b[role]) >= HALF for role in ("source", "content"))]
    sizes = [len(own), len(gold)]
    return {"statements found": [len(pairs), *sizes], "statements who+what": [len(right), *sizes]}


def _gold_statement(text: str, item: Object) -> dict[str, set[int]]:
    cue = _place(text, item.get("cue") or "", item.get("cue_nth") or item.get("nth"))
    near = cue.start if cue else 0
    given = item.get("content") or []
    content = [piece for piece in ([given] if isinstance(given, str) else given) if piece]
    places = [_nearest(text, piece, near) for piece in content]
    source = _nearest(text, item["source"], near) if item.get("source") else None
    spans = {"source": [source], "cue": [cue], "content": places}
    return {role: _words(text, tuple(s for s in found if s)) for role, found in spans.items()}


def _score_events(reading: Reading, annotation: Object) -> dict[str, list[int]]:
    text = reading.report.text
    gold = [(_trigger(text, item) or NOWHERE, item["type"]) for item in annotation["events"]]
    own = [(m.trigger[0], m.type) for m in reading.mentions]
    pairs = _align(gold, own, lambda a, b: 2.0 * a[0].meets(b[0]) + (a[0].meets(b[0]) and a[1] == b[1]))
    typed = [(a, b) for a, b in pairs if a[1] == b[1]]
    sizes = [len(own), len(gold)]
    return {"events found": [len(pairs), *sizes], "events typed": [len(typed), *sizes]}


def _trigger(text: str, item: Object) -> Span | None:
    start = max(text.find(item.get("sentence") or ""), 0)
    if item.get("nth"):
        return _place(text, item["trigger"], item["nth"])
    at = text.find(item["trigger"], start)
    return Span(at, at + len(item["trigger"])) if at >= 0 else None


def _place(text: str, words: str, nth: int | None) -> Span | None:
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    return Span(found[(nth or 1) - 1], found[(nth or 1) - 1] + len(words)) if len(found) >= (nth or 1) else None


def _nearest(text: str, words: str, near: int) -> Span | None:
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    start = min(found, key=lambda at: min(abs(at - near), abs(at + len(words) - near)), default=None)
    return None if start is None else Span(start, start + len(words))


def _words(text: str, spans: Spans) -> set[int]:
    return {m.start() for span in spans for m in WORD.finditer(text, *span)}


def _overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _align(gold: Sequence[T], own: Sequence[U], likeness: Callable[[T, U], float]) -> list[tuple[T, U]]:
    """Pair each item with at most one of the other side, the likest first."""
    scored = sorted(
        ((likeness(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(own)), key=lambda x: (-x[0], x[1:])
    )
    taken_gold: set[int] = set()
    taken_own: set[int] = set()
    pairs = []
    for score, i, j in scored:
        if score > 0 and i not in taken_gold and j not in taken_own:
            taken_gold.add(i)
            taken_own.add(j)
            pairs.append((gold[i], own[j]))
    return pairs
