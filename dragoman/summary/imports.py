"""What the command line tells of an import."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from dragoman.officeholders import Fault
from dragoman.record import Officeholder
from dragoman.store import Import, Record
from dragoman.summary.screen import Object, assembled, console, styled

MOST = 20
"""Refusals that a terminal is told one by one; the JSON has them all."""


def counts(record: Record, given: Import, before: int | None, faults: Sequence[Fault]) -> Object:
    """What came of an import. `before` is how many rows the file gave earlier, None where nothing changed."""
    return {
        "db": record.path,
        **given._asdict(),
        "changed": bool(given.rows) and before is not None,
        "replaced": before or 0,
        "reports": record.count("reports"),
        "refused": [fault._asdict() for fault in faults],
    }


def print_faults(file: str, faults: Sequence[Fault]) -> None:
    err = Console(stderr=True, highlight=False)
    for fault in faults[:MOST]:
        err.print(styled(f"refused  {file}, line {fault.line}: {fault.said}", "yellow"), soft_wrap=True)
    if len(faults) > MOST:
        err.print(styled(f"… and {len(faults) - MOST} more: --json gives all", "dim"))


def print_import(told: Object, without_country: Sequence[Officeholder]) -> None:
    out = console()
    refused = (f"{len(told['refused'])} refused", "yellow" if told["refused"] else "")
    out.print(assembled((str(told["rows"]), "bold"), " office-holders, ", refused, f"   {told['file']} → {told['db']}"))
    if not told["changed"]:
        out.print("Nothing changed." + (" The record holds this table already." if told["rows"] else ""))
        return
    if told["replaced"]:
        out.print(f"They stand in place of {told['replaced']} that the file gave before.")
    if without_country:
        out.print(f"{len(without_country)} have no country; --country says whose offices they are.")
    if number := told["reports"]:
        out.print(
            styled(
                "`show actor` and the pages use them from now on. The readings of the reports in the record "
                f"({number}) stay as they are until these are read again: dragoman read REPORTS --db {told['db']}"
            )
        )
