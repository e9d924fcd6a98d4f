"""Addresses within the pages, and the lines and phrases that several pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from dragoman.lists import actor_slug as actor_slug
from dragoman.lists import slug as slug
from dragoman.pages import marks, words
from dragoman.pages.contexts import OutletShare, ReportLine, TypeLine
from dragoman.record import EventType, Report, Spans, SpeakerKind
from dragoman.voices import Said
from dragoman.voices import outlets as outlets_of

PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def report_href(id: str, place: str = "", root: str = "..") -> str:
    """The address of a report, or of a place in it."""
    return f"{root}/report/{_quoted(id)}.html" + (f"#{_quoted(place)}" if place else "")


def story_href(id: str, place: str = "", root: str = "..") -> str:
    """The address of a story, or of a place in it."""
    return f"{root}/story/{_quoted(id)}.html" + (f"#{_quoted(place)}" if place else "")


def _quoted(id: str) -> str:
    """An id in an address. Nearly all are plain, which is told sooner than they are quoted."""
    return id if PLAIN.fullmatch(id) else quote(id, safe="")


def event_href(story: str, event: str, uncertain: bool) -> str:
    """The address of an event in its story, which shows uncertain ones if asked."""
    asked = "?uncertain=show" if uncertain else ""
    return f"{story_href(story)}{asked}#{quote(event)}"


def speaker_href(name: str | None, kind: SpeakerKind, root: str = "..") -> str:
    """The address of all that a speaker said."""
    return f"{root}/speakers/{slug(name, kind)}.html"


def actor_href(name: str, root: str = "..") -> str:
    """The address of what an actor did, had done to it and said."""
    return f"{root}/actors/{actor_slug(name)}.html"


def sentence_href(id: str, sentences: Spans, position: int) -> str:
    """The address of the sentence at `position` of a report."""
    number = marks.sentence_at(sentences, position)
    return report_href(id, "text" if number is None else f"s{number}")


def outlet_name(report: Report) -> str:
    """The outlet's name; where it is not known, that of the file, which tells the reports apart."""
    return words.outlet(report.called)


def report_line(report: Report, root: str, counts: str = "") -> ReportLine:
    return ReportLine(
        href=report_href(report.id, root=root),
        title=words.title(report.title),
        outlet=outlet_name(report),
        published=words.date(report.published),
        counts=counts,
    )


def web_address(url: str | None) -> str:
    """`url` where a browser may follow it, else nothing."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.netloc else ""


def outlets(reports: Iterable[Report]) -> str:
    return words.listing(dict.fromkeys(outlet_name(report) for report in reports))


def few(names: Sequence[str], most: int) -> str:
    """`A, B and 3 more`."""
    if len(names) <= most:
        return words.listing(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def counts(reports: int, statements: int, events: int, uncertain: int = 0) -> str:
    """`3 reports · 20 statements · 12 events, and 4 uncertain ones`."""
    counted = words.count(reports, "report"), words.count(statements, "statement"), words.count(events, "event")
    return " · ".join(counted) + (f", and {words.count(uncertain, 'uncertain one')}" if uncertain else "")


def shares(said: Iterable[Said]) -> tuple[OutletShare, ...]:
    """How many of each outlet's statements have a named speaker."""
    return tuple(
        OutletShare(o.name, o.statements, o.named, o.unnamed, f"{round(100 * o.share)}%", o.relayed)
        for o in outlets_of(said)
    )


def types(types: Iterable[EventType]) -> tuple[TypeLine, ...]:
    """What the types mean, in PLOVER's order."""
    used = set(types)
    return tuple(TypeLine(type, gloss) for type, gloss in words.EVENT_TYPES.items() if type in used)
