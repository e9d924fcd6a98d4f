"""What the forms send, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.corrections import Action
from dragoman.errors import NotFoundError, OptionError
from dragoman.pages import views
from dragoman.pages.contexts import Desk
from dragoman.pages.guard import own_path, sign
from dragoman.pages.render import render
from dragoman.pages.review import sent_values
from dragoman.store import Record

DECISIONS: tuple[Action, ...] = ("confirm", "reject", "set")
Form = dict[str, str]
Sent = Callable[[Record, Form, Desk], Response]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _back(given: Form) -> RedirectResponse:
    return RedirectResponse(quote(own_path(given.get("back", "/")), safe="/?=&#%"), 303)


def decide(record: Record, given: Form, desk: Desk) -> Response:
    """Confirm, reject or correct an item. A form with something wrong comes back with a word on it."""
    item, action, why = given.get("item", ""), given.get("action", ""), given.get("why", "")
    chosen = next((known for known in DECISIONS if known == action), None)
    if chosen is None:
        raise OptionError(f"action {action[:20]!r}: expected one of {', '.join(DECISIONS)}")
    try:
        values = sent_values(record, item, given) if action == "set" else None
        record.corrections.decide(item, chosen, who=desk.who, at=_now(), why=why, values=values)
    except OptionError as error:
        if action != "set":
            raise
        page = views.edit(record, item, given.get("back", ""), str(error), given)
        return HTMLResponse(render(page, desk=desk), 400)
    return _back(given)


def undo(record: Record, given: Form, desk: Desk) -> Response:
    number = given.get("id", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise OptionError(f"line {number[:20]!r}: expected a number")
    record.corrections.undo(int(number), who=desk.who, at=_now(), why=given.get("why", ""))
    return _back(given)


def who(record: Record, given: Form, desk: Desk) -> Response:
    """Sign corrections with another name from now on."""
    response = _back(given)
    sign(response, given.get("who", ""))
    return response


def merge(record: Record, given: Form, desk: Desk) -> Response:
    names = [line.strip() for line in given.get("names", "").splitlines() if line.strip()]
    record.corrections.merge_names(names, given.get("into", ""), who=desk.who, at=_now(), why=given.get("why", ""))
    return _back(given)


def split(record: Record, given: Form, desk: Desk) -> Response:
    """A name that is somebody else in some reports, given by their ids or addresses."""
    lines = [line.strip() for line in given.get("reports", "").splitlines() if line.strip()]
    ids = [line.rsplit("/", 1)[-1].split(".html")[0].split("#")[0] for line in lines]
    record.corrections.split_name(
        given.get("name", ""), ids, given.get("into", ""), who=desk.who, at=_now(), why=given.get("why", "")
    )
    return _back(given)


def events(record: Record, given: Form, desk: Desk) -> Response:
    """Two events that are one, or one report's words that are an event of their own."""
    one = record.event(given.get("one", "-"))
    together = given.get("action") == "merge"
    if together:
        ones, others = list(one.mentions), list(record.event(given.get("other", "-")).mentions)
    else:
        report = _report_at(record, one.story, given.get("outlet", ""))
        ones = [id for id in one.mentions if record.report_of(id) == report]
        others = [id for id in one.mentions if id not in ones]
    record.corrections.group(ones, others, together=together, who=desk.who, at=_now(), why=given.get("why", ""))
    return _back(given)


def _report_at(record: Record, story: str, place: str) -> str:
    """The report at a place of a story's columns."""
    reports = record.story(story).reports
    if not (place.isascii() and place.isdigit()) or int(place) >= len(reports):
        raise NotFoundError(f"column {place[:20]!r}: not in the story")
    return reports[int(place)]


SENT: dict[str, Sent] = {
    "/review/decide": decide,
    "/review/undo": undo,
    "/review/who": who,
    "/review/merge": merge,
    "/review/split": split,
    "/review/events": events,
}
