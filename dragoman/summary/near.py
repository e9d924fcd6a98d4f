"""What is nearest in meaning to a question, for people and for programs."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding

from dragoman.meaning import Near, Nearest
from dragoman.pages.lines import report_href
from dragoman.summary.screen import Object, assembled, console, short

UNWEIGHED = (
    "{} of {} reports could not be weighed: they were read by an older version or another model; read them again"
)
TOO_FAR = "nothing in the record is near in meaning"


def as_json(found: Nearest) -> Object:
    """Both lists, and how many reports were weighed; `page` is where the words stand in the pages."""
    return {
        "passages": list(map(_as_json, found.passages)),
        "reports": list(map(_as_json, found.reports)),
        "weighed": found.weighed,
        "unweighed": found.unweighed,
    }


def _as_json(near: Near) -> Object:
    report = near.report
    return {
        "report": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published,
        "nearness": near.nearness,
        "likeness": round(near.likeness, 3),
        "span": near.span,
        "text": near.span.of(report.text),
        "page": report_href(report.id, f"s{near.sentence}", ""),
        "also_in": list(near.others),
    }


def print_nearest(found: Nearest) -> None:
    out = console()
    if not found.passages and not found.reports:
        out.print(TOO_FAR)
    for name, list_ in (("Passages, the nearest first", found.passages), ("Reports, the best first", found.reports)):
        if list_:
            out.print(f"{name}\n", style="bold")
        for near in list_:
            _print_near(near, out, near.around() if list_ is found.passages else ("", near.around()[1], ""))
    if found.unweighed:
        out.print(UNWEIGHED.format(found.unweighed, found.weighed + found.unweighed), style="yellow")


def _print_near(near: Near, out: Console, said: tuple[str, str, str]) -> None:
    report = near.report
    also = f"and in {len(near.others)} more" if near.others else ""
    where = filter(None, (report.outlet, report.published, report.title, report.id, also))
    out.print(assembled((" · ".join(where), "dim"), (f"  {near.nearness}", "cyan"), f" {near.likeness:.2f}"))
    before, words, after = said
    told = assembled((f"{before} " if before else "", "dim"), (short(words), "bold"), (f" {after}", "dim"))
    out.print(Padding(told, (0, 0, 1, 3)))
