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

from dragoman import lexicon
from dragoman.accounts import Grouping
from dragoman.actors.offices import Terms, with_given
from dragoman.encoder import SHIPPED, Encoder, load_encoder
from dragoman.pipeline import compare, compare_story, read, report_id
from dragoman.record import Capture, Reading, Refusal
from dragoman.sources import captures
from dragoman.store import Import, Reader, Record

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
    program, tables = version("dragoman"), lexicon.versions()
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
    tell = notice or (lambda progress, refusal: None)
    run = record.begin_run(own, now())
    held = record.readers_of_reports()
    for capture in captures(paths):
        refusal: Refusal | None = None
        if isinstance(capture, Refusal) and _is_own_file(record, capture.path):
            continue
        if isinstance(capture, Refusal):
            refusal = capture
        elif held.get(id := report_id(capture)) == own.id:
            record.forgive(capture.path)
            progress.known += 1
        elif isinstance(result := _read(capture, encoder, known), Reading):
            record.add(result, own)
            held[id] = own.id
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


def _read(capture: Capture, encoder: Encoder, known: Terms | None) -> Reading | Refusal:
    """Read one report. A fault of the program costs that report, which is refused for it, and not the run."""
    try:
        return read(capture, encoder, known)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Refusal(capture.path, "failed", f"{said}; a fault of the program, please report it")


def _is_own_file(record: Record, path: str) -> bool:
    """Whether a path is the record itself, or one of the two files that SQLite keeps beside it."""
    own = Path(record.path).resolve()
    return Path(path).resolve() in (own, Path(f"{own}-wal"), Path(f"{own}-shm"))


def compare_in(record: Record) -> bool:
    """Compare the reports of a record anew unless nothing changed. Returns whether it did."""
    if is_compared(record):
        return compare_corrected(record)
    record.replace_comparison(compare(list(record.readings()), _groupings(record)), _digest(record))
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
            record.replace_story(id, *told, heeded)
            found = True
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


def is_compared(record: Record) -> bool:
    """Whether the stored comparison is of the reports that the record holds."""
    return record.compared() == _digest(record) or not record.count("reports")


def _digest(record: Record) -> str:
    """What a comparison is made from: the reports and what each was read with."""
    given = json.dumps(sorted(record.readers_of_reports().items()))
    return hashlib.sha256(given.encode()).hexdigest()
