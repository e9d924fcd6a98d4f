"""python -m evals TASK DATA --out FILE: run one station of what ships over data, in the format that its scorer reads.

python -m evals syntax|names|pronouns FILE.conllu --json: word classes and trees, names, or whom pronouns mean.
python -m evals same-event-weights FILE.jsonl: the weights of same-event, fitted anew on annotated documents.
python -m evals judged-events|event-confidence triplets.jsonl: events judged by hand; the weights of confidence anew.
python -m evals search triplets.jsonl: articles and questions found by words, by meaning, and by both.
python -m evals calibration ROWS PART --out PLOT.svg: attributions of a part of PolNeAR against their confidence.
python -m evals gate: run every task on the development data, score it, compare with the pinned floors.
python -m evals growth COUNT [--at-once]: what one more report costs as a record of invented reports grows.
python -m evals bench: words a second of each station, memory, and how both grow.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman.encoder import SHIPPED
from evals import annotated, bench, calibration, gate, growth, judged_events, same_event, scorers, search, tasks
from evals.heads import names, syntax
from evals.pronouns import pronouns
from training.marked import MarkedError

HEADS: dict[str, Callable[[Path, Path], dict[str, float]]] = {
    "syntax": syntax,
    "names": names,
    "pronouns": pronouns,
    "same-event-weights": same_event.fit,
    "judged-events": judged_events.judged_events,
    "event-confidence": judged_events.fit,
    "search": search.search,
    "annotated": annotated.annotated,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    doors = parser.add_subparsers(dest="task", required=True)
    for name, task in tasks.TASKS.items():
        door = doors.add_parser(name, help=(task.__doc__ or "").splitlines()[0])
        door.add_argument("data", type=Path)
        door.add_argument("--out", type=Path, required=True)
        if name == "times":
            door.add_argument("--dates", type=Path, required=True, help="JSON lines of doc and published")
    for name, measure in HEADS.items():
        door = doors.add_parser(name, help=(measure.__doc__ or "").splitlines()[0])
        door.add_argument("data", type=Path)
        door.add_argument("--model", type=Path, default=SHIPPED, help="a model folder, that of the package by default")
        door.add_argument("--json", action="store_true")
    door = doors.add_parser("calibration", help="hold confidence against the share that is right")
    door.add_argument("data", type=Path, help="what `attribution` wrote")
    door.add_argument("part", type=Path, help="polnear/dev")
    door.add_argument("--out", type=Path, required=True, help="the reliability plot (SVG)")
    doors.add_parser("gate", help="score the development data and compare with the floors")
    door = doors.add_parser("bench", help="measure speed and memory")
    door.add_argument("--json", action="store_true")
    door = doors.add_parser("growth", help="measure what one more report costs as a record grows")
    door.add_argument("count", type=int)
    door.add_argument("--at-once", action="store_true", help="store all, then compare")
    given = parser.parse_args()
    if given.task == "growth":
        return growth.main(given.count, given.at_once)
    if given.task == "gate":
        return gate.main()
    if given.task == "bench":
        return bench.main(as_json=given.json)
    if not given.data.exists():
        parser.error(f"{given.data}: no such file or folder")
    if given.task == "calibration":
        return _calibrate(given.data, given.part, given.out)
    if given.task in HEADS:
        figures = HEADS[given.task](given.data, given.model)
        print(json.dumps(figures) if given.json else "\n".join(f"{k:36}{v:6.2f}" for k, v in figures.items()))
        return 0
    extra = {"dates": given.dates} if given.task == "times" else {}
    found = tasks.TASKS[given.task](given.data, **extra)
    if given.task == "relations":
        return _write_table(found, given.out)
    with given.out.open("w", encoding="utf-8") as out:
        if isinstance(found, dict):
            json.dump(found, out, ensure_ascii=False)
        else:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in found)
    return 0


def _write_table(found: Iterator[dict[str, Any]], path: Path) -> int:
    """A row for each row read, tab-separated; a fault of the table read is told on standard error."""
    try:
        rows = list(found)
    except MarkedError as error:
        print(error, file=sys.stderr)
        return 2
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, ["root", "probability"], delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return 0


def _calibrate(rows: Path, part: Path, out: Path) -> int:
    found = (json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines())
    scorer = calibration.load_scorer(scorers.SCORERS / "score_attribution.py")
    bins = calibration.binned(calibration.judged(found, part, scorer))
    out.write_text(calibration.plot(bins), encoding="utf-8")
    for tenth in bins:
        print(f"{tenth.number:6} statements claim {tenth.claimed:.2f}, {tenth.right:.2f} are right")
    print(f"expected calibration error {calibration.expected_error(bins):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
