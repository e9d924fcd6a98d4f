"""One run: read the reports that the record does not hold yet, then compare anew where anything changed.

Each report is stored whole as soon as it is read, and the comparison as one step at the end: a run that is killed loses
at most the report in hand, and the next run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from dragoman import grouping, lexicon
from dragoman.accounts import Grouping
from dragoman.actors.offices import Terms, with_given
from dragoman.encoder import SHIPPED, Encoder, load_encoder
from dragoman.gazetteer import Gazetteer, load_gazetteer
from dragoman.meaning import LONGEST, Asked
from dragoman.pipeline import compare_story, read, report_id
from dragoman.record import Capture, Reading, Refusal, Span
from dragoman.sources import captures
from dragoman.store import Import, Reader, Record
from dragoman.text import repair

MOST_TRIES = 5
"""How often a story is compared again that somebody corrects meanwhile; the next correction compares it again too."""
MOST_THREADS = 4
"""A report has a handful of windows, so more threads have nothing to do."""


@dataclass(slots=True)
class Progress:
    """Counts of a run so far. `known` reports were in the record already."""

    read: int = 0
    known: int = 0
    refused: int = 0
    words: int = 0
    stage: str = "reading"


def reader(encoder: Encoder | None = None, imports: Iterable[Import] = ()) -> Reader:
    """What this program reads with, its own model unless another is given, and tables that were imported."""
    program, tables = version("dragoman"), lexicon.versions() | load_gazetteer().versions
    model = (encoder or load_encoder()).name
    own = tuple(imports)
    given = json.dumps([program, model, tables, [(table.digest, table.country) for table in own]], sort_keys=True)
    return Reader(hashlib.sha256(given.encode()).hexdigest()[:12], program, model, tables, own)


def read_into(
    record: Record,
    paths: Iterable[str | Path],
    notice: Callable[[Progress, Refusal | None], None] | None = None,
    model: Path | None = None,
) -> Progress:
    """Read files, folders and patterns into a record. `notice` is told after each report, refusal and stage.

    `model` is the folder of the reading model, that of the package by default. A report that another version of the
    program, its model or its tables read, those imported into the record among them, is read again. Raises ModelError
    where the model cannot be loaded.
    """
    encoder = load_encoder(model or SHIPPED, threads=min(os.cpu_count() or 1, MOST_THREADS))
    progress, own = Progress(), reader(encoder, record.imports())
    known = with_given(holders) if (holders := record.officeholders()) else None
    gazetteer = load_gazetteer()
    tell = notice or (lambda progress, refusal: None)
    run = record.begin_run(own, now())
    for capture in captures(paths):
        refusal: Refusal | None = None
        if isinstance(capture, Refusal) and _is_own_file(record, capture.path):
            continue
        if isinstance(capture, Refusal):
            refusal = capture
        elif record.reader_of(report_id(capture)) == own.id:
            record.forgive(capture.path)
            progress.known += 1
        elif isinstance(result := _read(capture, encoder, known, gazetteer), Reading):
            record.add(result, own)
            progress.read += 1
            progress.words += len(capture.text.split())
        else:
            refusal = result
        if refusal:
            record.refuse(refusal)
            progress.refused += 1
        tell(progress, refusal)
    progress.stage = "comparing"
    tell(progress, None)
    compare_in(record)
    record.end_run(run, now(), read=progress.read, known=progress.known, refused=progress.refused)
    return progress


def ask(words: str, model: Path | None = None) -> Asked:
    """A question as a model reads it, that of the package by default, to search a record by meaning.

    Of a long text the start is read. Raises ModelError where the model cannot be loaded.
    """
    encoder = load_encoder(model or SHIPPED)
    text = repair(words[:LONGEST].replace("\0", " ")).text
    return Asked(text, encoder.read(text, (Span(0, len(text)),)).lead, encoder.name)


def _read(capture: Capture, encoder: Encoder, known: Terms | None, gazetteer: Gazetteer) -> Reading | Refusal:
    """Read one report. A fault of the program costs that report, which is refused for it, and not the run."""
    try:
        return read(capture, encoder, known, gazetteer)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Refusal(capture.path, "failed", f"{said}; a fault of the program, please report it")


def _is_own_file(record: Record, path: str) -> bool:
    """Whether a path is the record itself, or one of the two files that SQLite keeps beside it."""
    own = Path(record.path).resolve()
    return Path(path).resolve() in (own, Path(f"{own}-wal"), Path(f"{own}-shm"))


def compare_in(record: Record) -> bool:
    """Group the reports that arrived, and compare the stories that changed. Returns whether there was any.

    One transaction a report and one a story, in the order of their arrival: what is done when a run is killed stays.
    What lists need is worked out at the end.
    """
    changed = False
    if not record.is_compared():
        for report in grouping.ungrouped(record):
            changed |= grouping.place_in(record, report)
        grouping.drop_empty(record)
        for story in grouping.stale(record):
            changed |= _compare_anew(record, story)
    record.fill_lists()
    return compare_corrected(record) or changed


def _compare_anew(record: Record, story: str) -> bool:
    """Compare one story unless another program did so meanwhile."""
    with record.transaction():
        if not grouping.is_stale(record, story):
            return False
        readings = list(record.readings(story))
        described = grouping.described(record, story, readings)
        record.replace_comparison(compare_story(described, readings, _groupings(record)), lists_later=True)
    return True


def compare_corrected(record: Record) -> bool:
    """Compare the reports anew of those stories that were corrected since. Returns whether there were any."""
    found = False
    for _ in range(MOST_TRIES):
        if not (outdated := record.corrections.outdated()):
            break
        for id in outdated:
            heeded, groupings = record.corrections.count(), _groupings(record)
            told = compare_story(record.story(id), list(record.readings(id)), groupings)
            record.replace_story(told, heeded)
            found = True
        record.fill_lists()
    return found


def _groupings(record: Record) -> list[Grouping]:
    """The user's word on which mentions are one happening."""
    return [
        Grouping(line.action == "merge", frozenset(line.value["ones"]), frozenset(line.value["others"]))
        for line in record.corrections.groupings()
    ]


def as_read(record: Record) -> Record:
    """A copy of the record without any correction, compared as the program alone would."""
    copy = record.copy()
    copy.corrections.take_all_back()
    compare_corrected(copy)
    return copy


def now() -> str:
    """The time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
