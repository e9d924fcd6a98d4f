"""Pages as data: everything that a page shows as JSON, and its lines as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from dragoman.export import cell
from dragoman.pages.contexts import (
    ActorPage,
    ActorsPage,
    BriefPage,
    ChronologyPage,
    HistoryPage,
    IndexPage,
    Page,
    ReportPage,
    SearchPage,
    SpeakerPage,
    SpeakersPage,
    StatementsPage,
    StoryPage,
)

Line = dict[str, Any]
HIDDEN = ("root", "filters", "pager", "by")
"""What belongs to the page as a page."""


def as_data(page: Page) -> Line:
    """A page's context as a JSON object."""
    return {name: value for name, value in asdict(page).items() if name not in HIDDEN}


def as_csv(page: Page) -> str:
    """A page's lines as CSV. Raises KeyError for a page that is no list; see `has_lines`."""
    found = [_flat(line) for line in LINES[type(page)](page)]
    out = io.StringIO()
    names = list(dict.fromkeys(name for line in found for name in line))
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for line in found:
        writer.writerow({name: cell(value) for name, value in line.items()})
    return out.getvalue()


def has_lines(page: type[Page]) -> bool:
    return page in LINES


def _flat(line: Any) -> Line:
    """A line's plain fields; lists of words in one cell."""
    given = line if isinstance(line, dict) else {f.name: getattr(line, f.name) for f in fields(line)}
    return {name: _plain(value) for name, value in given.items() if _is_plain(value)}


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(one, str | int) or _is_run(one) for one in value)
    return not is_dataclass(value)


def _is_run(value: Any) -> bool:
    return is_dataclass(value) and {f.name for f in fields(value)} == {"text", "found"}


def _plain(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    if value and _is_run(value[0]):
        return "".join(run.text for run in value)
    return "; ".join(map(str, value))


def _of_story(page: StoryPage) -> Iterator[Line]:
    """A line for each report's account of each event."""
    dates = {column.outlet: column.published for column in page.columns}
    for row in (*page.shared, *page.others):
        for told in row.cells:
            yield {
                "event": row.id, "type": row.type, "actors": row.actors, "recipients": row.recipients,
                "when": row.when, "outlet": told.outlet, "published": dates.get(told.outlet, ""),
                "account": told.said, "words": told.words, "differs": told.differs, "corrected": row.corrected,
                "uncertain": row.uncertain, "address": told.href,
            }  # fmt: skip


def _of_days(page: ChronologyPage) -> Iterator[Line]:
    for day in page.days:
        for event in day.events:
            yield {"when": day.when} | _flat(event)


def _of_brief(page: BriefPage) -> Iterator[Line]:
    for note in page.notes:
        yield _flat(note)


def _of_report(page: ReportPage) -> Iterator[Line]:
    for entry in page.statements:
        yield {"kind of line": "statement"} | _flat(entry)
    for event in page.events:
        yield {"kind of line": "event"} | _flat(event)


LINES: dict[type[Any], Callable[[Any], Iterable[Any]]] = {
    IndexPage: lambda page: page.stories,
    StoryPage: _of_story,
    BriefPage: _of_brief,
    ReportPage: _of_report,
    SpeakersPage: lambda page: page.speakers,
    SpeakerPage: lambda page: page.said,
    ActorsPage: lambda page: page.actors,
    ActorPage: lambda page: (*page.done, *page.undergone),
    StatementsPage: lambda page: page.said,
    ChronologyPage: _of_days,
    HistoryPage: lambda page: page.lines,
    SearchPage: lambda page: (*page.statements, *page.reports, *page.passages, *page.whole),
}
