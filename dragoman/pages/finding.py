"""Search, the list of statements and the chronology."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from urllib.parse import urlencode

from dragoman.lists import Choice, DatedEvent
from dragoman.meaning import Asked, Near, nearest
from dragoman.pages import forms, lines, marks, sure, words
from dragoman.pages.contexts import (
    ChronologyPage,
    DatedDay,
    DatedLine,
    Field,
    NearHit,
    Option,
    Part,
    ReportHit,
    SearchPage,
    StatementHit,
    StatementsPage,
)
from dragoman.pages.speakers import said_line
from dragoman.search import HIT_CLOSE, HIT_OPEN, Hit
from dragoman.store import Record
from dragoman.voices import Said

HIT_MARK = re.compile(f"([{HIT_OPEN}{HIT_CLOSE}])")
STRAIGHT = str.maketrans("“”„«»", '"' * 5)
SEARCH_LIMIT = 50
SEARCH_LENGTH = 1000
"""Characters of a query that are searched for; more would be no query that a person types."""
NEAREST = 20
"""Passages and reports, each, that a search by meaning shows."""
NAMES = 5
Ask = Callable[[str], Asked]
"""How words are read for a search by meaning."""


def statements(record: Record, choice: Choice) -> StatementsPage:
    """Who said what in the whole record, the newest reports first."""
    found, pager = forms.cut(record.lists.statements(choice, forms.PAGE + 1, forms.offset(choice)), choice)
    said = record.statements_of(row.statement for row in found)
    reports = record.reports_of(row.report for row in found)
    corrected = record.corrections.marks_of(said)
    return StatementsPage(
        root="..",
        filters=forms.of_choice(record, choice, "since", "until", "speaker", "kind", "act", "country", "outlet"),
        chosen=bool(choice.given),
        said=tuple(
            said_line(Said(reports[row.report], said[row.statement]), corrected.get(row.statement, ()), named=True)
            for row in found
        ),
        pager=pager,
    )


def chronology(record: Record, choice: Choice, uncertain: bool = False) -> ChronologyPage:
    """The events of all stories by date."""
    found, pager = forms.cut(
        record.lists.chronology(choice, forms.PAGE * 2 + 1, forms.offset(choice, forms.PAGE * 2)),
        choice,
        forms.PAGE * 2,
    )
    unsure = sure.uncertain(record, [event.id for event in found])
    shown = [event for event in found if uncertain or event.id not in unsure]
    return ChronologyPage(
        root="..",
        filters=(
            *forms.of_choice(record, choice, "since", "until", "actor", "country", "type", "status"),
            _doubts(uncertain),
        ),
        chosen=bool(choice.given),
        days=tuple(
            DatedDay(words.date(when), tuple(_dated(event, event.id in unsure) for event in group))
            for when, group in groupby(shown, key=lambda event: event.when)
        ),
        uncertain=sure.left_out(len(unsure), uncertain, rest=urlencode(choice.given | {"page": str(choice.page)})),
        pager=forms.asking(pager, "uncertain=show" if uncertain else ""),
    )


def _doubts(shown: bool) -> Field:
    values = [(sure.SHOW, "shown")]
    return forms.choice_of("uncertain", "Uncertain events", values, sure.SHOW if shown else "", "not shown")


def _dated(event: DatedEvent, uncertain: bool) -> DatedLine:
    return DatedLine(
        href=lines.event_href(event.story, event.id, uncertain),
        type=event.type,
        gloss=words.EVENT_TYPES[event.type],
        actors=lines.few(event.actors, NAMES),
        recipients=lines.few(event.recipients, NAMES),
        told=f"told in {words.count(event.told, 'report')}",
        story=event.title,
        uncertain=uncertain,
    )


# Search


def search(record: Record, query: str, by: str = "", ask: Ask | None = None) -> SearchPage:
    """The statements and reports that hold all of some words; with `ask`, by their words or by their meaning."""
    query = query[:SEARCH_LENGTH].strip()
    if ask and by == "meaning":
        return _by_meaning(record, query, ask)
    query = query.translate(STRAIGHT)
    hits = record.search(query, SEARCH_LIMIT)
    return SearchPage(
        root=".",
        words=query,
        limit=SEARCH_LIMIT,
        by=_choice("words") if ask else (),
        statements=tuple(_statement_hit(record, hit, hit.statement) for hit in hits if hit.statement),
        reports=tuple(_report_hit(record, hit) for hit in hits if not hit.statement),
    )


def _choice(chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, value == chosen) for value, label in words.SEARCHED.items())


def _by_meaning(record: Record, query: str, ask: Ask) -> SearchPage:
    found = nearest(record, ask(query), NEAREST) if query else None
    every = found.weighed + found.unweighed if found else 0
    return SearchPage(
        root=".",
        words=query,
        limit=NEAREST,
        by=_choice("meaning"),
        near=True,
        passages=tuple(map(_near_hit, found.passages)) if found else (),
        whole=tuple(map(_near_hit, found.reports)) if found else (),
        unweighed=f"{found.unweighed} of {words.count(every, 'report')}" if found and found.unweighed else "",
    )


def _near_hit(near: Near) -> NearHit:
    before, said, after = near.around()
    return NearHit(
        href=lines.report_href(near.report.id, f"s{near.sentence}", "."),
        title=words.title(near.report.title),
        outlet=lines.outlet_name(near.report),
        published=words.date(near.report.published),
        nearness=near.nearness,
        likeness=f"{near.likeness:.2f}",
        parts=(Part(f"{before} " if before else "", False), Part(said, True), Part(f" {after}", False)),
        also=f"also in {words.count(len(near.others), 'other report')}" if near.others else "",
    )


def _statement_hit(record: Record, hit: Hit, id: str) -> StatementHit:
    statement = record.statement(id)
    return StatementHit(
        href=lines.report_href(hit.report, id, "."),
        speaker=words.speaker(statement.speaker),
        kind=words.SPEAKERS[statement.speaker_kind],
        act=words.ACTS[statement.act],
        outlet=words.outlet(hit.outlet),
        published=words.date(hit.published),
        parts=tuple(parts(hit.snippet)),
    )


def _report_hit(record: Record, hit: Hit) -> ReportHit:
    return ReportHit(
        href=lines.report_href(hit.report, _hit_place(record, hit), "."),
        title=words.title(hit.title),
        outlet=words.outlet(hit.outlet),
        published=words.date(hit.published),
        parts=tuple(parts(hit.snippet)),
    )


def _hit_place(record: Record, hit: Hit) -> str:
    """The sentence that holds the first word found, empty where none does."""
    before, found, _ = hit.snippet.partition(HIT_OPEN)
    snippet = hit.snippet.replace(HIT_OPEN, "").replace(HIT_CLOSE, "")
    text = record.report(hit.report).text
    start = text.find(snippet)
    if start < 0:
        start, before = text.find(snippet.strip("…")), before.lstrip("…")
    if not found or start < 0:
        return ""
    number = marks.sentence_at(record.sentences(hit.report), start + len(before))
    return "" if number is None else f"s{number}"


def parts(snippet: str) -> Iterator[Part]:
    """A hit's words, cut where the words found begin and end."""
    found = False
    for piece in HIT_MARK.split(snippet):
        if piece in (HIT_OPEN, HIT_CLOSE):
            found = piece == HIT_OPEN
        elif piece:
            yield Part(piece, found)
