"""The flow: one report into a reading, many readings into a comparison."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from dragoman.accounts import Grouping, find_differences, join_events, regroup
from dragoman.actors import Actors
from dragoman.actors.offices import Terms, offices_told, settle_mention, settle_statement
from dragoman.date_problem import find_date_problem
from dragoman.encoder import Encoder, load_encoder
from dragoman.gazetteer import Gazetteer, load_gazetteer
from dragoman.header import Header, header_of_given, read_header
from dragoman.mentions import find_mentions
from dragoman.places import Places
from dragoman.record import Capture, Comparison, Reading, Refusal, Report, Span, Statement, Story
from dragoman.statements import find_statements
from dragoman.stories import find_stories
from dragoman.text import View, find_language, find_quotations, find_sentences, repair
from dragoman.times import find_header_date, find_times
from dragoman.vectors import pack

T = TypeVar("T")


def read(
    capture: Capture, encoder: Encoder | None = None, known: Terms | None = None, gazetteer: Gazetteer | None = None
) -> Reading | Refusal:
    """Read one report, or refuse one that is not in English. Pure but for model and gazetteer, each loaded once.

    1. Repair the text in a view that leads back to it.
    2. Find head, body and foot; a field that came beside the text stands before one found in it.
    3. Cut sentences and quotations, and let the reading model read the sentences.
    4. Find actors, times and places.
    5. Find statements, then the mentions of events, so that a mention inside a statement is its speaker's claim.
    6. Fill in the offices and countries that the report leaves open, from office-holders of the user's own.
    7. Lead every span back to the capture.

    `encoder` is the model in the package unless another is given, `known` the terms of office-holders beyond its table,
    `gazetteer` the cities of the extra `geo` where that is installed.
    Raises ModelError where the model is missing or damaged.
    """
    view = repair(capture.text)
    header = _header(capture, view)
    report = _report(capture, view, header)
    if report.language not in (None, "en"):
        return Refusal(capture.path, "language", f"its body is in {report.language!r}; dragoman reads English")
    title = header.spans.get("title")
    sentences = (*([title] if title else []), *find_sentences(view, header.body))
    parts = (*([title] if title else []), header.body)
    quotations = tuple(q for part in parts for q in find_quotations(view, part))
    encoded = (encoder or load_encoder()).read(view.text, sentences)
    actors = Actors(view, sentences, encoded, quotations)
    times = tuple(t for part in parts for t in find_times(view.text, report.published, part))
    places = Places(view, sentences, actors, gazetteer or load_gazetteer())
    statements = find_statements(view, sentences, quotations, actors, report.id, title, encoded, report.published)
    statements = tuple(s for s in statements if not _is_byline(s, report))
    mentions = find_mentions(view, sentences, actors, statements, times, places, report)
    offices = offices_told([(actors.line(s), list(actors.within(s))) for s in sentences])
    if known is not None:
        statements = tuple(settle_statement(s, report.published, known) for s in statements)
        mentions = tuple(settle_mention(m, known) for m in mentions)
    lead, vectors = encoded.lead.astype("<f2").tobytes(), pack(encoded.vectors_of(sentences))
    return _anchored(Reading(report, sentences, statements, mentions, offices, lead, vectors), view)


def _is_byline(statement: Statement, report: Report) -> bool:
    """Whether a statement is none, but says who wrote the report: "Anna Kerr reports"."""
    return statement.speaker is not None and statement.speaker == report.byline and statement.act != "believe"


def compare(readings: Sequence[Reading], groupings: Sequence[Grouping] = ()) -> Comparison:
    """Compare reports: stories by their text, largest first; in each, the events shared and the differences.

    `groupings` are the user's own word on which mentions are one happening.
    """
    by_id = {reading.report.id: reading for reading in readings}
    stories = tuple(sorted(find_stories(readings), key=lambda story: -len(story.reports)))
    found = [compare_story(story, [by_id[id] for id in story.reports], groupings) for story in stories]
    events = tuple(event for one in found for event in one.events)
    return Comparison(stories, events, tuple(difference for one in found for difference in one.differences))


def compare_story(story: Story, readings: Sequence[Reading], groupings: Sequence[Grouping] = ()) -> Comparison:
    """The events that the reports of one story share, and their differences."""
    events = regroup(story, join_events(story, readings), readings, groupings)
    return Comparison((story,), events, find_differences(story, events, readings))


def report_id(capture: Capture) -> str:
    """A report's id: 16 hexadecimal digits of the SHA-256 of its text and the fields that came beside it."""
    given = [capture.text, capture.url, capture.outlet, capture.title, capture.byline, capture.published]
    return hashlib.sha256(json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _header(capture: Capture, view: View) -> Header:
    """What the head says; a capture whose title or date came beside its text has none."""
    if capture.title or capture.published:
        return header_of_given(view, capture.title)
    return read_header(view)


def _report(capture: Capture, view: View, header: Header) -> Report:
    found = header.fields
    published = _published(capture) or found.get("published")
    return Report(
        id=report_id(capture),
        text=capture.text,
        path=capture.path,
        url=capture.url,
        outlet=capture.outlet or found.get("outlet"),
        title=capture.title or found.get("title"),
        byline=capture.byline or found.get("byline"),
        published=published,
        date_problem=_unread_date(capture, published) or find_date_problem(view, header.body, published),
        language=find_language(header.body.of(view.text)),
        body=header.body,
        header=tuple(sorted(header.spans.items())),
    )


def _published(capture: Capture) -> str | None:
    """The date given beside a text as ISO 8601, None where it states no date."""
    if capture.published is None:
        return None
    try:
        return date.fromisoformat(capture.published.strip()).isoformat()
    except ValueError:
        found = find_header_date(capture.published)
        return found[0] if found else None


def _unread_date(capture: Capture, published: str | None) -> str | None:
    if capture.published is None or published is not None:
        return None
    return f"the date given, {capture.published[:60]!r}, is none that can be read; expected one such as 2007-03-02"


def _anchored(reading: Reading, view: View) -> Reading:
    """The same reading with every span led back from the view to the capture."""
    return reading if view.starts is None else _lead_back(reading, view)


def _lead_back(value: T, view: View) -> T:
    if isinstance(value, Span):
        return view.source(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_lead_back(item, view) for item in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        led: dict[str, Any] = {f.name: _lead_back(getattr(value, f.name), view) for f in fields(value)}
        return replace(value, **led)
    return value
