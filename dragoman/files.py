"""The file of a record: how it is opened for several programs at once, and what its errors mean."""

from __future__ import annotations

import sqlite3
from time import sleep

from dragoman.errors import RecordError

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""


def connect(path: str) -> sqlite3.Connection:
    """An open file, made where there is none; writers wait for each other, readers for nobody."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    _set_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _set_wal(connection: sqlite3.Connection) -> None:
    """Of two programs that open a new file at once, one sets the mode; for that SQLite does not wait by itself."""
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or attempt == 99:
                raise
            sleep(0.05)


def record_error(path: str, error: Exception) -> RecordError:
    """What an error of SQLite means for who uses the file."""
    said = str(error)
    if "not a database" in said:
        return RecordError(f"{path}: not a SQLite file; name another file with --db")
    if "locked" in said:
        return RecordError(f"{path}: another program has been writing for {BUSY_SECONDS} s; try again when it is done")
    if "malformed" in said:
        return RecordError(f"{path}: damaged ({said}); restore a copy, or delete it and read the reports again")
    return RecordError(f"{path}: {said}")
