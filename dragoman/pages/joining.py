"""What people decided about stories, in words, and the stories that one may be joined with."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.decisions import Candidate, Decision, decisions, likely, titled
from dragoman.pages import lines, words
from dragoman.pages.contexts import DoneNote, Option, StoryDecision
from dragoman.record import Story
from dragoman.store import Record

TITLES = 3
"""How many reports a decision names."""
TITLE = 80
LONGEST_WORDS = 200
MOST = 100


def choices(record: Record, story: Story, like: str) -> tuple[Option, ...]:
    """Stories to join this one with: those likely to be the same, or those that some words find."""
    like = " ".join(like[:LONGEST_WORDS].split())
    found = titled(record, like) if like else likely(record, story.id)
    return tuple(Option(one.id, _label(one), False) for one in found if one.id != story.id)


def _label(one: Candidate) -> str:
    dates = words.dates((one.first, one.last))
    shared = words.count(one.shared, "shared name") if one.shared else ""
    known = (words.cut(one.title, TITLE), dates, words.count(one.reports, "report"), shared, one.id)
    return " · ".join(part for part in known if part)


def of_story(record: Record, story: Story) -> tuple[StoryDecision, ...]:
    """The decisions on a story's reports, the latest first."""
    return tuple(_line(record, one) for one in decisions(record, story.id)[:MOST])


def of_record(record: Record) -> tuple[StoryDecision, ...]:
    """The latest decisions on stories."""
    return tuple(_line(record, one) for one in decisions(record)[:MOST])


def _line(record: Record, one: Decision) -> StoryDecision:
    undone = f"taken back by {one.undone_by or 'nobody named'} on {words.date(one.undone[:10])}" if one.undone else ""
    return StoryDecision(
        number=one.number,
        at=one.made[:16].replace("T", " "),
        who=one.who,
        what=_what(record, one),
        href=_href(record, one),
        why=one.why,
        undone=undone,
    )


def _what(record: Record, one: Decision) -> str:
    """`joined with 2 reports of st-1a2b: A and B`, `2 reports split off: A and B`."""
    number = words.count(len(one.others), "report")
    named = _titles(record, one.others)
    if one.kind == "join":
        return f"joined with {number} of {one.other}: {named}"
    return f"{number} split off: {named}"


def _titles(record: Record, reports: Sequence[str]) -> str:
    held = record.reports_of(reports[:TITLES])
    told = [f"“{words.cut(words.title(held[id].title), TITLE)}”" for id in reports[:TITLES] if id in held]
    return lines.few([*told, *([""] * (len(reports) - TITLES))], TITLES)


def _href(record: Record, one: Decision) -> str:
    """Where the reports that came in, or were split off, stand now."""
    story = record.story_of(one.others[0]) if record.reports_of(one.others[:1]) else None
    return lines.story_href(story.id) if story else ""


def note(record: Record, story: Story, done: str) -> DoneNote | None:
    """A word on the decision that led to this page, where it is one on this story's reports."""
    known = {str(one.number): one for one in decisions(record, story.id)}
    one = known.get(done)
    if one is None:
        return None
    if one.undone:
        return DoneNote(f"Taken back: {_what(record, one)}. The reports were grouped afresh.", "", "")
    if one.kind == "join":
        return DoneNote(f"Joined: this is one story of {words.count(len(story.reports), 'report')} now.", "", "")
    made = record.story_of(one.others[0])
    if made is None or made.id == story.id:
        return None
    number = words.count(len(one.others), "report was", "reports were")
    return DoneNote(f"{number} split off. The other story:", lines.story_href(made.id), words.cut(made.title, TITLE))
