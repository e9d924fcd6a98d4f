"""Tables of office-holders that somebody brings: rows of a CSV file, each taken or refused with what is wrong in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dragoman.errors import OptionError, PathError
from dragoman.lexicon import table
from dragoman.record import Officeholder
from dragoman.sources.decode import field

NEEDED = ("position", "person", "start", "end")
"""Columns that a table must have; `personID` and `country` are read where they stand, others are not."""
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
DATES = "2005-08-03, 2005-08 or 2005"
QUOTED = 60
"""Characters of a bad value that a refusal quotes."""


class Fault(NamedTuple):
    """A row that was refused: its line in the file, and what is wrong, was expected and helps."""

    line: int
    said: str


class RowError(Exception):
    """Carries what is wrong with a row up to where its line is known."""


Cells = Mapping[str, object]
BEYOND = ""
"""Under this name a row has the cells for which the head has no column."""


def read_table(text: str, file: str, country: str | None = None) -> tuple[list[Officeholder], list[Fault]]:
    """The office-holders of a table, and the rows refused.

    `country` is that of all rows which have none in a column of their own. Raises OptionError for an unknown country,
    PathError where the text is no such table.
    """
    code = checked_country(country)
    rows: list[Officeholder] = []
    faults: list[Fault] = []
    for line, cells in _lines(text, file):
        try:
            rows.append(_row(cells, file, code))
        except RowError as error:
            faults.append(Fault(line, str(error)))
    return list(dict.fromkeys(rows)), faults


def checked_country(given: str | None) -> str | None:
    """A country's code in capitals. Raises OptionError for an unknown one."""
    if given is not None and given.upper() not in countries():
        raise OptionError(f"--country {given}: expected an ISO 3166-1 alpha-3 code such as IRQ")
    return given.upper() if given else None


def countries() -> frozenset[str]:
    """The codes of the states of today and of some that are gone."""
    return frozenset(row["iso3"] for row in table("countries").rows)


def _lines(text: str, file: str) -> Iterator[tuple[int, Cells]]:
    """Each row of a table, by its columns, with the number of its first line; blank lines aside."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [name.strip() for name in next(reader, [])]
        _check(head, file)
        before = reader.line_num
        for cells in reader:
            if cells:
                yield before + 1, dict(zip(head, cells, strict=False)) | {BEYOND: cells[len(head) :]}
            before = reader.line_num
    except csv.Error as error:
        raise PathError(f"{file}: line {reader.line_num} is not CSV ({error}); save the table as CSV again") from error


def _check(head: Sequence[str], file: str) -> None:
    missing = next((name for name in NEEDED if name not in head), None)
    if missing:
        raise PathError(
            f"{file}: no column {missing!r}; expected {', '.join(NEEDED)} (and personID, country) at its head, "
            "with commas between them; name the columns so and save it as CSV"
        )


def _row(cells: Cells, file: str, country: str | None) -> Officeholder:
    """A row as an office-holder. Raises RowError."""
    if cells[BEYOND]:
        raise RowError("more cells than the head has columns; put a cell that holds a comma into quotation marks")
    start, end = _date(cells, "start"), _date(cells, "end")
    if start is None:
        raise RowError(f"no start; expected a date such as {DATES}; fill it in")
    if end is not None and end < start[: len(end)]:
        raise RowError(f"end {end!r} is before start {start!r}; expected a later date; mend one of them")
    return Officeholder(
        person=_name(cells, "person"),
        id=field(cells.get("personID")),
        office=_name(cells, "position"),
        country=_country(cells) or country,
        start=start,
        end=end,
        file=file,
    )


def _name(cells: Cells, column: str) -> str:
    found = field(cells.get(column))
    if found is None:
        raise RowError(f"no {column}; expected a name in the column {column!r}; fill it in")
    return found


def _date(cells: Cells, column: str) -> str | None:
    value = field(cells.get(column))
    if value is None:
        return None
    try:
        if not DATE.fullmatch(value):
            raise ValueError
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        raise RowError(f"{column} {value[:QUOTED]!r}; expected an ISO date such as {DATES}; mend it") from None
    return value


def _country(cells: Cells) -> str | None:
    value = field(cells.get("country"))
    if value is not None and value.upper() not in countries():
        raise RowError(f"country {value[:QUOTED]!r}; expected an ISO 3166-1 alpha-3 code such as IRQ; mend it")
    return value.upper() if value else None
