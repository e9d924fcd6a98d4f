"""The lists of a record give what going through all of it would give, however it grew and whatever is asked of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlite_utils import Database

from dragoman import search
from dragoman.lists import Choice, found, tables
from dragoman.migrations import migrations
from dragoman.record import (
    Account,
    Actor,
    Comparison,
    Difference,
    Event,
    Mention,
    Reading,
    Report,
    Span,
    Statement,
    Story,
)
from dragoman.store import Reader, Record

READER = Reader("r1", "dragoman 0.1", "model-1", {})
NAMES = ("Ann Abel", "Ben Burr", "Norway", "the harbour council")
COUNTRIES = ("NOR", "IRN", None)
DAYS = ("2007-03-01", "2007-03-02", "2008-01-15", None)
ACTS = ("state", "warn", "deny")
KINDS = ("person", "organisation", "anonymous")
TYPES = ("AID", "CONSULT")
STATUSES = ("actual", "planned")
FILLED = (
    "story_cards", "story_traits", "event_traits", "speakers", "actors", "outlets", "origins", "figures",
    "name_counts", "counted", "unlisted",
)  # fmt: skip


def reading(chance: Random, number: int) -> Reading:
    """An invented report with up to five statements and three mentions."""
    id = f"{number:04x}"
    text = f"Report {number} of the harbour and of what was said there."
    outlet = chance.choice(("The Post", "The Dispatch", None))
    report = Report(
        id, text, f"{id}.txt", None, outlet, f"Harbour {number}", None, chance.choice(DAYS), None, "en", Span(0, 20)
    )
    statements = tuple(_statement(chance, f"{id}-s{n}") for n in range(chance.randint(0, 5)))
    mentions = tuple(_mention(chance, f"{id}-e{n}") for n in range(chance.randint(0, 3)))
    return Reading(report, (Span(0, len(text)),), statements, mentions)


def _statement(chance: Random, id: str) -> Statement:
    kind: Any = chance.choice(KINDS)
    name = None if kind == "anonymous" and chance.random() < 0.5 else chance.choice(NAMES)
    via = ("The Dispatch",) if chance.random() < 0.2 else ()
    act: Any = chance.choice(ACTS)
    office = chance.choice(("minister", None, None))
    return Statement(
        id, (Span(0, 6),), (Span(7, 8),), (Span(9, 20),), name, kind, via, "indirect", act, 0.5, (),
        chance.choice(COUNTRIES), office,
    )  # fmt: skip


def _mention(chance: Random, id: str) -> Mention:
    type: Any = chance.choice(TYPES)
    status: Any = chance.choice(STATUSES)
    one, other = (
        Actor(name, chance.choice(COUNTRIES), chance.choice(("GOV", "MIL", None)), Span(0, 6))
        for name in chance.sample(NAMES, 2)
    )
    return Mention(id, (Span(7, 8),), type, None, (one,), (other,), status, "narrator", None, None, (), 0.5)


def comparison(chance: Random, story: str, readings: list[Reading]) -> Comparison:
    """Some reports as one story: each mention an event of its own, the third with the next one's first."""
    ids = tuple(r.report.id for r in readings)
    copies = (ids[:2],) if len(ids) > 1 and chance.random() < 0.4 else ()
    events = []
    for r, after in zip(readings, [*readings[1:], None], strict=True):
        for n, mention in enumerate(r.mentions):
            held = [mention.id, *([after.mentions[0].id] if after and after.mentions and n == 2 else [])]
            when = chance.choice(DAYS)
            told = tuple(Account("an outlet", id.split("-")[0], "reports") for id in held)
            events.append(Event(f"ev-{mention.id}", story, mention.type, when, (), (), tuple(held), told))
    parted = [Difference(f"d-{story}", story, None, "conflict", "dead: 3 or 5", ())] if len(ids) > 1 else []
    return Comparison((Story(story, f"Matter {story}", ids, copies),), tuple(events), tuple(parted))


@pytest.fixture(params=range(3))
def chance(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


def filled(chance: Random, stories: int = 12) -> tuple[Record, dict[str, list[Reading]]]:
    record = Record.open(":memory:")
    record.begin_run(READER, "2026-01-01T00:00:00Z")
    by_story: dict[str, list[Reading]] = {}
    numbers = iter(range(1000))
    for n in range(stories):
        story = f"st-{n:02}"
        by_story[story] = [reading(chance, number) for number in islice(numbers, chance.randint(1, 4))]
        for one in by_story[story]:
            record.add(one, READER)
        record.replace_comparison(comparison(chance, story, by_story[story]))
    return record, by_story


# As if all were gone through


@pytest.mark.parametrize("few", [1, 1000], ids=["everything is common", "everything is rare"])
def test_statements_that_fit_a_choice(chance: Random, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "FEW", few)
    record, by_story = filled(chance)
    every = [(r.report, s) for readings in by_story.values() for r in readings for s in r.statements]
    every.sort(key=lambda one: _place(one[1]))
    every.sort(key=lambda one: (one[0].published or "", one[0].id), reverse=True)
    for speaker, kind, act, country, outlet, since in product(
        ("", "Ann Abel", "nobody"), ("", "person"), ("", "warn"), ("", "NOR"), ("", "The Post"), ("", "2007-03-02")
    ):
        fits = [
            s.id
            for r, s in every
            if (not speaker or s.speaker == speaker)
            and (not kind or s.speaker_kind == kind)
            and (not act or s.act == act)
            and (not country or s.country == country)
            and (not outlet or r.outlet == outlet)
            and (not since or (r.published or "") >= since)
        ]
        choice = Choice(speaker=speaker, kind=kind, act=act, country=country, outlet=outlet, since=since)
        assert [row.statement for row in record.lists.statements(choice, 1000)] == fits, choice
        assert [row.statement for row in record.lists.statements(choice, 3, 2)] == fits[2:5], choice


def _place(statement: Statement) -> int:
    return int(statement.id.split("-s")[1])


@pytest.mark.parametrize("few", [1, 1000], ids=["everything is common", "everything is rare"])
def test_events_and_stories_that_fit_a_choice(chance: Random, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "FEW", few)
    record, _ = filled(chance)
    mentions = {mention.id: mention for mention in record.mentions()}
    dated = sorted((e for e in record.events() if e.when), key=lambda e: (e.when, e.id))
    reports = {story.id: record.reports(story.id) for story in record.stories()}
    told = {id: [m for m in mentions.values() if m.id.split("-")[0] in {r.id for r in reports[id]}] for id in reports}
    for actor, country, type, status, until in product(
        ("", "Norway", "nobody"), ("", "IRN"), ("", "AID"), ("", "planned"), ("", "2007")
    ):
        choice = Choice(actor=actor, country=country, type=type, status=status, until=until)
        events = [
            e.id
            for e in dated
            if _fits([mentions[id] for id in e.mentions], actor, country, status)
            and (not type or e.type == type)
            and (not until or str(e.when)[:4] <= until)
        ]
        assert [event.id for event in record.lists.chronology(choice, 1000)] == events, choice
        assert [event.id for event in record.lists.chronology(choice, 2, 1)] == events[1:3], choice
        stories = {
            id
            for id, every in told.items()
            if _fits(every, actor, "", "") and _fits(every, "", country, "") and _fits(every, "", "", status)
            if not type or any(m.type == type for m in every)
            if not until or min((r.published for r in reports[id] if r.published), default="9")[:4] <= until
        }
        shown = [*record.lists.stories(choice, 1000), *record.lists.stories(choice, 1000, alone=True)]
        assert {story.id for story in shown} == stories, choice


def _fits(mentions: list[Mention], actor: str, country: str, status: str) -> bool:
    parties = [party for mention in mentions for party in (*mention.actors, *mention.recipients)]
    return (
        (not actor or any(party.name == actor for party in parties))
        and (not country or any(party.country == country for party in parties))
        and (not status or any(mention.status == status for mention in mentions))
    )


def test_what_one_said_is_in_order_of_date_and_of_copies_once(chance: Random) -> None:
    record, by_story = filled(chance)
    copies = {id for story in record.stories() for group in story.copies for id in group[1:]}
    every = [(r.report, s) for readings in by_story.values() for r in readings for s in r.statements]
    every.sort(key=lambda one: (one[0].published or "9999", one[0].id, _place(one[1])))
    for name, kind in product((*NAMES, None), KINDS):
        said = [s.id for r, s in every if (s.speaker, s.speaker_kind) == (name, kind) and r.id not in copies]
        rows = record.lists.said_by(name, kind, 1000)  # type: ignore[arg-type]
        assert [row.statement for row in rows] == said
        if name:
            last = record.lists.newest_said_by(name, kind, 3)  # type: ignore[arg-type]
            assert [row.statement for row in last] == said[::-1][:3]
        assert sum(r.statements for r in record.lists.speakers(100) if (r.name, r.kind) == (name, kind)) == len(said)


def test_the_newest_mentions_of_a_name_come_first(chance: Random) -> None:
    record, _ = filled(chance)
    copies = {id for story in record.stories() for group in story.copies for id in group[1:]}
    dates = {report.id: report.published or "" for report in record.reports()}
    for name in NAMES:
        held = [m for m in record.mentions() if any(p.name == name for p in (*m.actors, *m.recipients))]
        ids = sorted(m.id for m in held if m.id.split("-")[0] not in copies)
        ids.sort(key=lambda id: dates[id.split("-")[0]], reverse=True)
        assert record.lists.mentions_with(name, 1000) == ids
        assert record.lists.mentions_with(name, 3) == ids[:3]


# As if all were counted anew


def test_counts_kept_up_are_those_counted_anew(chance: Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHARE", 0)  # never filled whole
    record, by_story = filled(chance)
    for step in range(20):
        story = chance.choice(list(by_story))
        if step % 4 == 3:
            _correct(record, chance, chance.choice(by_story[story]).report.id)
        elif step % 4 == 2:
            for before in by_story[story]:
                again = reading(chance, int(before.report.id, 16))
                record.add(replace(again, report=before.report), READER)
        now = [record.reading(r.report.id) for r in by_story[story]]
        record.replace_comparison(comparison(chance, story, now))
        kept = _lists(record)
        with record.transaction():
            record.lists.refresh()
        assert kept == _lists(record)
    assert kept["name_counts"] and kept["origins"] and not kept["unlisted"]


def _correct(record: Record, chance: Random, report: str) -> None:
    """Reject an item of a report, or name its speaker."""
    found = record.reading(report)
    items: list[Statement | Mention] = [*found.statements, *found.mentions]
    for item in items:
        who: dict[str, Any] = {"who": "Ann", "at": "2026-11-22T08:00:00+00:00"}
        if isinstance(item, Statement) and chance.random() < 0.5:
            line = record.corrections.decide(item.id, "set", values={"speaker": f"Cai {chance.random()}"}, **who)
        else:
            line = record.corrections.decide(item.id, "reject", **who)
        if chance.random() < 0.5:
            record.corrections.undo(line.id, **who)


def _lists(record: Record) -> dict[str, list[str]]:
    return {table: sorted(map(repr, record.select(f"SELECT * FROM {table}"))) for table in FILLED}


def test_a_correction_is_counted_at_once(chance: Random) -> None:
    record, by_story = filled(chance)
    statement = next(s for r in by_story["st-00"] + by_story["st-01"] for s in r.statements)
    who: dict[str, Any] = {"who": "Ann", "at": "2026-11-22T08:00:00+00:00"}
    record.corrections.decide(statement.id, "set", values={"speaker": "Dov Dell", "speaker_kind": "person"}, **who)
    assert [row.statements for row in record.lists.speakers(100) if row.name == "Dov Dell"] == [1]
    assert [person.said for person in record.lists.actors("", 10, name="Dov Dell")] == [1]
    record.corrections.undo(1, **who)
    assert not record.lists.actors("", 10, name="Dov Dell")


CARRIED = (
    "readers", "reports", "statements", "mentions", "participants", "stories", "story_reports", "events",
    "event_mentions", "accounts", "differences",
)  # fmt: skip


def test_a_record_of_before_the_dates_has_its_lists_when_it_is_opened(tmp_path: Path, chance: Random) -> None:
    record, _ = filled(chance)
    record.save(str(tmp_path / "new.db"))
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        migrations.apply(Database(connection), stop_before="m008_dates")
        connection.execute("ATTACH ? AS new", (str(tmp_path / "new.db"),))
        for table in CARRIED:
            names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info ({table})"))
            connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new.{table}")
    with Record.open(path) as older:
        assert _lists(older) == _lists(record)
        assert older.lists.statements(Choice(), 1000) == record.lists.statements(Choice(), 1000)
        assert older.lists.mentions_with("Norway", 1000) == record.lists.mentions_with("Norway", 1000)
        assert len(older.search("was said")) == len(record.search("was said"))


def test_words_too_common_to_be_ranked_are_found_latest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, texts = (
        Random(1),
        ("Grain, grain and more grain.", "Oil and a ship.", "A ship with grain and a good deal else."),
    )
    with Record.open(":memory:") as record:
        record.begin_run(READER, "2026-01-01T00:00:00Z")
        for number, text in enumerate(texts):
            plain = replace(reading(chance, number), statements=(), mentions=())
            record.add(replace(plain, report=replace(plain.report, text=text, title=None)), READER)
        best = [hit.report for hit in record.search("grain")]
        assert best == ["0000", "0002"]
        for bound in ("RANKED", "WEIGHED"):
            with monkeypatch.context() as patch:
                patch.setattr(search, bound, 1)
                assert [hit.report for hit in record.search("grain")] == ["0002", "0000"]
                assert [hit.report for hit in record.search('"a ship"')] == ["0002", "0001"]
                assert not record.search("grain zebra")
