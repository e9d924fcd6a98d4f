"""What the command line shows of a trend: a table with bars, JSON, CSV."""

from __future__ import annotations

from typing import IO

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from dragoman.export import write_csv
from dragoman.summary.screen import Object, assembled, console, styled
from dragoman.trends import Figures, Period, Trend

HIGHEST = 10
"""The end of Goldstein's scale."""
HALF = 10
"""Characters of a bar on each side of zero."""
DIRECTIONS = ("both", "forth", "back")
COLUMNS = ("period", *(f"{direction}_{name}" for direction in DIRECTIONS for name in ("events", "sum", "mean")))


def as_json(trend: Trend) -> Object:
    """The trend as an object; `forth` is what the first did to the second, `back` the other way."""
    return {
        "one": trend.one._asdict(),
        "other": trend.other._asdict(),
        "by": trend.by,
        "scale": "goldstein",
        "undated": trend.undated,
        "periods": [
            {"period": p.label}
            | {direction: getattr(p, direction)._asdict() for direction in DIRECTIONS}
            | {"events": list(p.ids)}
            for p in trend.periods
        ],
    }


def write_rows(trend: Trend, out: IO[str]) -> None:
    """The trend as CSV, a row a period."""
    write_csv(map(_row, trend.periods), COLUMNS, out)


def _row(period: Period) -> Object:
    figures = {direction: getattr(period, direction)._asdict() for direction in DIRECTIONS}
    return {"period": period.label} | {
        f"{d}_{name}": value for d, own in figures.items() for name, value in own.items()
    }


def print_trend(trend: Trend) -> None:
    out = console()
    one, other = trend.one.name, trend.other.name
    out.print(
        assembled((f"{one} – {other}", "bold"), ("  mean of Goldstein's scale, -10 conflict to 10 cooperation", "dim"))
    )
    if trend.periods:
        table = Table(
            trend.by, "events", "mean", "-10          0         10", "→", "←", box=SIMPLE_HEAD, pad_edge=False
        )
        for p in trend.periods:
            table.add_row(p.label, str(p.both.events), _mean(p.both), bar(p.both), _figures(p.forth), _figures(p.back))
        out.print(table)
        out.print(styled(f"→ {one} to {other}   ← {other} to {one}", "dim"))
    else:
        out.print("nothing")
    if trend.undated:
        out.print(styled(f"{trend.undated} more with no time, or a longer one than a {trend.by}", "dim"))


def bar(figures: Figures) -> Text:
    """A mean as a bar from the middle, to the left for conflict."""
    length = round(abs(figures.mean or 0) / HIGHEST * HALF)
    if (figures.mean or 0) < 0:
        return assembled(" " * (HALF - length), ("█" * length, "red"), "│")
    return assembled(" " * HALF, "│", ("█" * length, "green"))


def _mean(figures: Figures) -> str:
    return "" if figures.mean is None else f"{figures.mean:+.1f}"


def _figures(figures: Figures) -> str:
    return f"{figures.events}  {_mean(figures)}" if figures.events else ""
