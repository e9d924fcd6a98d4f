"""Whole reports annotated by hand, beyond the development data: how much of what a person finds the program finds.

`judged/reports.jsonl` holds the statements and events of twelve reports, three outlets on each of four matters, and
`judged/accounts.jsonl` their differences, as offsets and names; the texts come from `triplets.jsonl`. One matter, the
sample `unseen`, was never looked at while rules were made.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evals import tasks
from evals.scorers import scored

JUDGED = Path(__file__).parent / "judged"
REPORTS, ACCOUNTS = JUDGED / "reports.jsonl", JUDGED / "accounts.jsonl"
Object = dict[str, Any]


def annotated(data: Path, _: Path) -> dict[str, float]:
    """Figures of the development data's scorer on reports annotated for dragoman (`triplets.jsonl`), by sample."""
    figures: dict[str, float] = {}
    for sample in ("seen", "unseen"):
        with tempfile.TemporaryDirectory() as home:
            write_gold(data, Path(home), sample)
            figures |= {f"{sample}: {name}": value for name, value in figures_of(Path(home)).items()}
    return figures


def figures_of(folder: Path) -> dict[str, float]:
    """What the scorer of records says of a folder of reports and their annotations."""
    found = json.loads(scored("score_record.py", tasks.record(folder / "texts"), str(folder), "--json"))
    figures = {
        f"{part} {name}": value.get("f1", value.get("acc")) or 0.0
        for part in ("statements", "events")
        for name, value in found[part].items()
        if isinstance(value, dict)
    }
    return figures | {"same_event": found["same_event"]["f1"], "differences recall": found["differences"]["recall"]}


def write_gold(data: Path, folder: Path, sample: str) -> None:
    """Texts and annotations of a sample as the scorer reads them."""
    (folder / "texts").mkdir()
    texts = _texts(data)
    stories: dict[str, list[Object]] = {}
    for row in _rows(REPORTS):
        if row["sample"] == sample:
            text = texts[row["story"], row["outlet"]]
            name = _name(row["story"], row["outlet"])
            (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
            gold = {"file": f"{name}.txt", "report": {}, **_strings(row, text)}
            (folder / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
            stories[row["story"]] = []
    for row in _rows(ACCOUNTS):
        if row["story"] in stories:
            quotes = {
                f"{_name(row['story'], e['outlet'])}.txt": _cut(texts[row["story"], e["outlet"]], e["span"])
                for e in row["evidence"]
            }
            stories[row["story"]].append({"kind": row["kind"], "about": row["about"], "reports": quotes})
    for story, differences in stories.items():
        path = folder / f"accounts-{story}.json"
        path.write_text(json.dumps({"set": story, "differences": differences}), encoding="utf-8")


def _texts(data: Path) -> dict[tuple[str, str], str]:
    """Each report with a head of title, date and outlet, as a capture might have it."""
    rows = _rows(data)
    return {
        (row["story"], row["outlet"]): "\n".join(
            (row["title"], row["published"], _short(row["outlet"]), "", row["text"])
        )
        for row in rows
    }


def _short(outlet: str) -> str:
    return {"The New York Times": "nyt", "Fox News": "fox", "HuffPost": "hpo"}[outlet]


def _name(story: str, outlet: str) -> str:
    return f"dev-{story}-{_short(outlet)}"


def _strings(row: Object, text: str) -> Object:
    """The annotations with words for offsets, and the number of each among words that are the same."""
    statements = [
        s
        | {"source": None, "cue": _cut(text, s["cue"][0]), "nth": _nth(text, s["cue"][0])}
        | ({"source": _cut(text, s["source"][0]), "source_nth": _nth(text, s["source"][0])} if s["source"] else {})
        | {"content": [_cut(text, p) for p in s["content"]], "content_nth": [_nth(text, p) for p in s["content"]]}
        for s in row["statements"]
    ]
    events = [e | {"trigger": _cut(text, e["trigger"][0]), "nth": _nth(text, e["trigger"][0])} for e in row["events"]]
    return {"statements": statements, "events": events}


def _cut(text: str, span: Sequence[int]) -> str:
    return text[span[0] : span[1]]


def _nth(text: str, span: Sequence[int]) -> int:
    """Which of the places of its words a span is, from 1."""
    starts = [match.start() for match in re.finditer(f"(?={re.escape(_cut(text, span))})", text)]
    return starts.index(span[0]) + 1


def _rows(path: Path) -> Iterable[Object]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
