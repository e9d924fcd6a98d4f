"""What the forms about stories send: joined, split, undone; each is answered when the stories were compared anew."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi.responses import RedirectResponse, Response

from dragoman import decisions
from dragoman.decisions import Decision
from dragoman.errors import NotFoundError, OptionError
from dragoman.pages.contexts import Desk
from dragoman.pages.guard import own_path
from dragoman.record import Story
from dragoman.store import Record

Form = dict[str, str]
Decide = Callable[[Record, Form, Desk], Decision]
CHOSEN = "report:"
"""Begins the name of a box that chooses a report; its id follows."""
LONGEST_WHO, LONGEST_WHY = 100, 1000


def join(record: Record, given: Form, desk: Desk) -> Decision:
    """A story joined with one that was typed, by id or address, else with the one chosen from the list."""
    other = given.get("typed", "").strip() or given.get("other", "").strip()
    if not other:
        raise OptionError("no other story: choose one from the list, or type its id or address")
    one = _story(record, given.get("story", ""))
    return decisions.join(record, one.id, _story(record, other).id, *_signed(given, desk))


def split(record: Record, given: Form, desk: Desk) -> Decision:
    story = _story(record, given.get("story", ""))
    chosen = [name.removeprefix(CHOSEN) for name in given if name.startswith(CHOSEN)]
    if not chosen:
        raise OptionError("no report was chosen: mark those that are to leave the story")
    if strange := [id for id in chosen if id not in story.reports]:
        raise OptionError(f"report {strange[0][:80]!r}: not in this story; open the story again and mark what it holds")
    if len(chosen) == len(story.reports):
        raise OptionError("all reports were chosen: leave at least one in the story")
    return decisions.split(record, story.id, chosen, *_signed(given, desk))


def undo(record: Record, given: Form, desk: Desk) -> Decision:
    number = given.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise OptionError(f"decision {number[:20]!r}: expected a number")
    try:
        return decisions.undo(record, int(number), desk.who)
    except NotFoundError as error:
        raise OptionError(f"decision {number}: not in this record; open the list of decisions again") from error


def _story(record: Record, given: str) -> Story:
    """A story by its id or the address of its page."""
    id = given.strip().rsplit("/", 1)[-1].split("#")[0].split("?")[0].removesuffix(".html")
    try:
        return record.story(id)
    except NotFoundError as error:
        said = f"story {given[:80]!r}: not in this record; expected an id, or the address of a story’s page"
        raise OptionError(said) from error


def _signed(given: Form, desk: Desk) -> tuple[str, str]:
    who = " ".join(given.get("who", "").split())[:LONGEST_WHO]
    return who or desk.who, " ".join(given.get("why", "").split())[:LONGEST_WHY]


def to_story(record: Record, given: Form, decision: Decision) -> Response:
    """Back to the history, or to the story as it is after a decision."""
    if given.get("back"):
        return RedirectResponse(quote(own_path(given["back"]), safe="/?=&#%"), 303)
    home = _home(record, decision)
    return RedirectResponse(f"/story/{quote(home.id, safe='')}.html?done={decision.number}" if home else "/", 303)


def _home(record: Record, decision: Decision) -> Story | None:
    """Where the reports that stayed are now."""
    held = record.reports_of([*decision.ones, *decision.others])
    stories = (record.story_of(report) for report in (*decision.ones, *decision.others) if report in held)
    return next((story for story in stories if story), None)


DECIDE: dict[str, Decide] = {
    "/review/join-stories": join,
    "/review/split-story": split,
    "/review/undo-story": undo,
}
