"""What the command line shows of actors: the list of all, and one with offices, deeds and words."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dragoman.actors.offices import Term
from dragoman.dossiers import Deed, Dossier, Wording, source_of, without
from dragoman.export import actor_json
from dragoman.pages.lines import actor_href, report_href
from dragoman.summary.screen import Object, assembled, print_table, styled

MOST = 20
"""Lines of each kind that a terminal is given; the JSON has them all."""
MOST_PARTIES = 4


def actor_row(dossier: Dossier) -> Object:
    return {
        "name": dossier.name,
        "country": dossier.country,
        "sector": dossier.sector,
        "offices": list(dossier.offices),
        "acts": len(dossier.done),
        "receives": len(dossier.undergone),
        "speaks": len(dossier.said),
    }


def dossier_json(dossier: Dossier) -> Object:
    """An actor with offices, deeds, statements and partners."""
    return actor_json(dossier) | {
        "page": actor_href(dossier.name, root=""),
        "done": [_deed(deed) for deed in dossier.done],
        "undergone": [_deed(deed) for deed in dossier.undergone],
        "statements": [said.statement.id for said in dossier.said],
        "partners": [partner._asdict() for partner in dossier.partners],
    }


def _deed(deed: Deed) -> Object:
    return {
        "event": deed.event,
        "type": deed.type,
        "when": deed.when,
        "actors": list(deed.actors),
        "recipients": list(deed.recipients),
        "statuses": list(deed.statuses),
        "reports": deed.reports,
        "pages": [report_href(t.report.id, t.mention.id, root="") for t in deed.tellings],
    }


def print_dossier(dossier: Dossier, path: str, out: Console) -> None:
    """One actor in a bounded number of lines."""
    out.print(assembled((dossier.name, "bold"), f"  {_joined(dossier.country, dossier.sector)}"))
    _print_part("Offices in the reports' words", [_wording_text(w) for w in dossier.wordings], out)
    _print_part("Offices in tables of office-holders", [_term_text(term) for term in dossier.terms], out)
    _print_part("Did", [_did(deed, dossier.name) for deed in dossier.done], out)
    _print_part("Had done to it", [_had(deed, dossier.name) for deed in dossier.undergone], out)
    _print_said(dossier, path, out)
    if partners := dossier.partners:
        out.print(f"\n[bold]With[/]  {len(partners)}")
        print_table([partner._asdict() for partner in partners[:MOST]], out)
        _print_more(len(partners), out)


def _print_part(heading: str, lines: Sequence[Text], out: Console) -> None:
    if lines:
        out.print(f"\n[bold]{heading}[/]  {len(lines)}")
        for line in lines[:MOST]:
            out.print(Padding(line, (0, 0, 0, 3)))
        _print_more(len(lines), out)


def _print_more(number: int, out: Console) -> None:
    if number > MOST:
        out.print(Padding(styled(f"… and {number - MOST} more: --json gives all", "dim"), (0, 0, 0, 3)))


def _wording_text(wording: Wording) -> Text:
    dates = sorted(told.report.published for told in wording.told if told.report.published)
    when = _stretch(dates[0], dates[-1]) if dates else "no date"
    known = ", ".join(wording.held)
    against = f"  ≠ by the tables {known or 'still in office'} then" if wording.is_contradicted else ""
    first = f"  {wording.told[0].report.id}"
    return assembled(
        wording.words, (f"  {_reports(wording.reports)}, {when}", "dim"), (against, "yellow"), (first, "dim")
    )


def _term_text(term: Term) -> Text:
    whose = _joined(term.body, term.country)
    when = f"  {term.start} – {term.end or 'in office'}"
    return assembled(term.office, f"  {whose}" if whose else "", (when, "cyan"), (f"  {source_of(term)}", "dim"))


def _did(deed: Deed, name: str) -> Text:
    others = without(deed.actors, name)
    return _deed_text(deed, f"{_few(' with ', others)}{_few(' → ', deed.recipients)}")


def _had(deed: Deed, name: str) -> Text:
    others = without(deed.recipients, name)
    return _deed_text(deed, f"{_few(' by ', deed.actors)}{_few(' with ', others)}")


def _deed_text(deed: Deed, parties: str) -> Text:
    told = " · ".join(filter(None, (deed.when, "/".join(deed.statuses), _reports(deed.reports))))
    id = deed.event or deed.tellings[0].mention.id
    return assembled(
        (f"{deed.type:<9} ", "bold"), f"“{deed.words}”{parties}", (f"  {told}", "cyan"), (f"  {id}", "dim")
    )


def _few(before: str, names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_PARTIES} more" if len(names) > MOST_PARTIES else ""
    return f"{before}{', '.join(names[:MOST_PARTIES])}{more}" if names else ""


def _print_said(dossier: Dossier, path: str, out: Console) -> None:
    if dossier.said:
        reports = len({said.report.id for said in dossier.said})
        command = f"dragoman show statements --speaker {shlex.quote(dossier.name)} --db {shlex.quote(path)}"
        out.print(f"\n[bold]Said[/]  {len(dossier.said)} statements in {_reports(reports)}")
        out.print(Padding(styled(command, "dim"), (0, 0, 0, 3)), soft_wrap=True)


def _reports(number: int) -> str:
    return f"{number} report{'s' if number != 1 else ''}"


def _stretch(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _joined(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
