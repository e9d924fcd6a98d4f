"""dragoman reads news reports and gives back a sourced record of who did what to whom, who said what, and where the
accounts differ.

    import dragoman

    record = dragoman.read("reports/")
    for story in record.stories():
        for difference in record.differences(story.id):
            print(difference.kind, difference.about)
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.meaning import Nearest
    from dragoman.store import Record

__all__ = ["Record", "nearest", "open", "read"]


def read(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    db: str | PathLike[str] = ":memory:",
    model: str | PathLike[str] | None = None,
) -> Record:
    """Read files, folders or patterns into a record and compare them; with `db`, into that SQLite file.

    `model` is a folder with another reading model than that of the package. What cannot be read is no error: see
    `Record.refusals()`. Raises RecordError where `db` cannot be written, ModelError where the model cannot be loaded.
    """
    from dragoman.run import read_into
    from dragoman.store import Record

    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    record = Record.open(db if isinstance(db, str) else Path(db), create=True)
    named = [Path(path) if not isinstance(path, str) else path for path in given]
    read_into(record, named, model=Path(model) if model else None)
    return record


def open(db: str | PathLike[str]) -> Record:
    """Open a record. Raises RecordError where there is none."""
    from dragoman.store import Record

    return Record.open(db if isinstance(db, str) else Path(db))


def nearest(record: Record, question: str, limit: int = 20, model: str | PathLike[str] | None = None) -> Nearest:
    """The passages and reports of a record that are nearest in meaning to a question, at most `limit` each.

    `model` is the folder of the reading model that read the record, that of the package by default: what another model
    read is not weighed, and counted as `unweighed`. Raises ModelError where the model cannot be loaded.
    """
    from dragoman.meaning import nearest
    from dragoman.run import ask

    return nearest(record, ask(question, Path(model) if model else None), limit)


def __getattr__(name: str) -> Any:
    if name == "Record":
        from dragoman.store import Record

        return Record
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
