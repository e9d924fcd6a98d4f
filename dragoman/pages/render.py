"""Pages as HTML: the templates, and `write_static`, which writes a whole record as files that need no server."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman.errors import RecordError
from dragoman.pages import views
from dragoman.pages.contexts import (
    ActorPage,
    ActorsPage,
    BriefPage,
    ChronologyPage,
    Desk,
    EditPage,
    ErrorPage,
    HistoryPage,
    IndexPage,
    Page,
    ReportPage,
    ReviewPage,
    SearchPage,
    SpeakerPage,
    SpeakersPage,
    StatementsPage,
    StoryPage,
)
from dragoman.pages.first import ALL
from dragoman.store import Record

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES: dict[type[Page], str] = {
    IndexPage: "index.html",
    StoryPage: "story.html",
    ReportPage: "report.html",
    SpeakersPage: "speakers.html",
    SpeakerPage: "speaker.html",
    ActorsPage: "actors.html",
    ActorPage: "actor.html",
    BriefPage: "brief.html",
    StatementsPage: "statements.html",
    ChronologyPage: "chronology.html",
    ReviewPage: "review.html",
    HistoryPage: "history.html",
    EditPage: "edit.html",
    SearchPage: "search.html",
    ErrorPage: "error.html",
}
FILE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""Ids that may stand in a file's name: what `read` and `compare` write, and nothing that leaves the folder."""

environment = Environment(
    loader=PackageLoader("dragoman.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(page: Page, *, served: bool = True, desk: Desk | None = None) -> str:
    """A page as HTML. A page that is not `served` leaves out what needs a server; without `desk`, forms to correct."""
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return environment.get_template(TEMPLATES[type(page)]).render(values, served=served, desk=desk)


def write_static(record: Record, folder: str | Path) -> Path:
    """Write the pages of a record into `folder`, made where it does not exist. Returns the first page's path.

    Raises RecordError for an id that cannot be a file's name.
    """
    folder = Path(folder)
    stories = [_file_id(story.id) for story in record.stories()]
    reports = [_file_id(report.id) for report in record.reports()]
    for name in ("story", "report", "speakers", "actors", "static"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for id in stories:
        _write(folder / "story" / f"{id}.html", views.story(record, id))
        _write(folder / "story" / f"{id}-brief.html", views.brief(record, id))
    for id in reports:
        _write(folder / "report" / f"{id}.html", views.report(record, id))
    for slug, page in views.every_speaker(record):
        _write(folder / "speakers" / f"{slug}.html", page)
    _write(folder / "speakers" / "index.html", views.speakers(record, most=ALL))
    for slug, actor in views.every_actor(record):
        _write(folder / "actors" / f"{slug}.html", actor)
    _write(folder / "actors" / "index.html", views.actors(record, most=ALL))
    (folder / "static" / "style.css").write_bytes((STATIC / "style.css").read_bytes())
    return _write(folder / "index.html", views.index(record, most=ALL))


def _file_id(id: str) -> str:
    if not FILE_ID.fullmatch(id):
        raise RecordError(f"id {id[:80]!r}: expected letters, digits, - and _; the record was altered, read it anew")
    return id


def _write(path: Path, page: Page) -> Path:
    path.write_bytes(render(page, served=False).encode())
    return path
