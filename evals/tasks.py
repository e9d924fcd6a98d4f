"""The doors: each runs what ships over data and gives what a scorer reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dragoman
from dragoman.encoder import SHIPPED, load_encoder
from dragoman.encoder.relations import likely_triggers, load_relations
from dragoman.export import as_json
from dragoman.pipeline import read
from dragoman.record import Capture, Reading, Report, Span, Statement
from dragoman.stories import find_stories
from dragoman.times import find_timexes
from evals.heads import attribution_heads, text_vectors
from evals.same_event import same_event
from training.marked import read_marked

Object = dict[str, Any]


def attribution(data: Path) -> Iterator[Object]:
    """Statements of each .txt file of a folder as `{"doc", "attributions"}`, the outermost only.

    PolNeAR, which this serves, annotates no statement inside another's content; dragoman gives both.
    """
    folder = data / "text" if (data / "text").is_dir() else data
    for path in sorted(folder.glob("*.txt")):
        reading = read(Capture(_text(path), path.name))
        statements = reading.statements if isinstance(reading, Reading) else ()
        fields = ("source", "cue", "content", "confidence")
        found = [{field: getattr(s, field) for field in fields} for s in _outermost(statements)]
        yield {"doc": path.stem, "attributions": found}


def _outermost(statements: tuple[Statement, ...]) -> list[Statement]:
    def nested(s: Statement) -> bool:
        return any(o is not s and any(part.holds(s.cue[0]) for part in o.content) for o in statements)

    return [s for s in statements if not nested(s)]


def record(data: Path) -> Object:
    """The whole record of a folder of reports, as `dragoman export` writes it."""
    return as_json(dragoman.read(data))


def stories(data: Path) -> Iterator[Object]:
    """Stories of JSON lines of `item`, `text`, perhaps `title` and `published`, as `{"item", "cluster"}`."""
    rows = _lines(data)
    leads = text_vectors(row["text"] for row in rows).astype("<f2")
    reports = [_report(str(row["item"]), row) for row in rows]
    found = find_stories([Reading(r, (), (), (), lead=v.tobytes()) for r, v in zip(reports, leads, strict=True)])
    cluster = {report: story.id for story in found for report in story.reports}
    for row in rows:
        yield {"item": row["item"], "cluster": cluster[str(row["item"])]}


def _report(item: str, row: Object) -> Report:
    text = row["text"]
    return Report(
        id=item,
        text=text,
        path=item,
        url=None,
        outlet=None,
        title=row.get("title"),
        byline=None,
        published=row.get("published"),
        date_problem=None,
        language="en",
        body=Span(0, len(text)),
    )


def times(data: Path, dates: Path) -> Iterator[Object]:
    """Time expressions of each .txt file of a folder in TIMEX3, by the dates of a file of `doc` and `published`."""
    published = {row["doc"]: row["published"] for row in _lines(dates)}
    for path in sorted(data.glob("*.txt")):
        day = (published.get(path.stem) or "")[:10]
        found = find_timexes(_text(path), day if len(day) == 10 else None)
        yield {"doc": path.stem, "times": [{"span": t.span, "value": t.value, "type": t.kind} for t in found]}


def relations(data: Path) -> Iterator[Object]:
    """What the marked source does to the marked target, for each row of a table (TSV), as `root` and its probability.

    Raises MarkedError where a row is not marked as it should be, before anything is given.
    """
    encoder, reader = load_encoder(), load_relations(SHIPPED)  # the encoder looks at the checksums
    for row in read_marked(data):
        words, scored, roles = encoder.scored(row.text)
        pair = row.pair(words)
        found = reader.probabilities(scored, likely_triggers(scored, roles, pair), pair)
        root = max(found, key=lambda name: found[name])
        yield {"root": root, "probability": round(found[root], 4)}


def _lines(path: Path) -> list[Object]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


TASKS: dict[str, Callable[..., Any]] = {
    "attribution": attribution,
    "heads": attribution_heads,
    "record": record,
    "same-event": same_event,
    "relations": relations,
    "stories": stories,
    "times": times,
}
