"""Events below `record.SHOWN`: left out of pages and counts, said to be, and shown where somebody asks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

import uvicorn
from fastapi.testclient import TestClient

from dragoman.lists import Choice
from dragoman.pages import lines, render, sure, views
from dragoman.pages.app import make_app, new_office
from dragoman.record import SHOWN, Reading
from dragoman.run import compare_corrected
from dragoman.store import Record
from tests.conftest import CHROMIUM
from tests.test_pages import READER, Page, comparison, gazette, wire


def doubtful(reading: Reading, *unsure: str) -> Reading:
    """A reading in which some mentions are just not sure enough."""
    mentions = (replace(m, confidence=SHOWN - 0.01) if m.id in unsure else m for m in reading.mentions)
    return replace(reading, mentions=tuple(mentions))


def fill(record: Record) -> Record:
    """Three events: the first is sure in one report of three, the second in none, the third is sure as can be shown."""
    record.begin_run(READER, "2026-01-01T00:00:00Z")
    last = doubtful(gazette(), "b2-e0")
    last = replace(last, mentions=(last.mentions[0], replace(last.mentions[1], confidence=SHOWN)))
    for reading in (doubtful(wire(), "a1-e1"), doubtful(wire("c3", "The Copy"), "c3-e0", "c3-e1"), last):
        record.add(reading, READER)
    given = comparison()
    record.replace_comparison(replace(given, stories=given.stories[:1]))
    return record


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.open(":memory:") as record:
        yield fill(record)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        fill(record)
    return path


def test_an_event_is_as_sure_as_its_surest_mention(record: Record) -> None:
    assert sure.uncertain(record, ["ev0", "ev1", "ev2", "nothing"]) == {"ev1"}
    assert {id: len(days) for id, days in sure.days(record, ["st0", "nothing"]).items()} == {"st0": 2, "nothing": 0}
    assert sure.of_report(record, record.reading("a1")) == {"a1-e1"}
    assert sure.of_report(record, record.reading("b2")) == set()


def test_what_was_not_compared_yet_stands_for_itself(record: Record) -> None:
    record.add(doubtful(wire("e5"), "e5-e0"), READER)
    assert sure.of_report(record, record.reading("e5")) == {"e5-e0"}


@pytest.mark.parametrize("action", ["confirm", "set"])
def test_what_somebody_upheld_is_sure(record: Record, action: str) -> None:
    values = {"type": "AGREE"} if action == "set" else None
    line = record.corrections.decide("a1-e1", action, who="Ann", at="2026-01-01T00:00:00Z", values=values)  # type: ignore[arg-type]
    assert sure.uncertain(record, ["ev1"]) == set() and sure.of_report(record, record.reading("a1")) == set()
    record.corrections.undo(line.id, who="Ann", at="2026-01-01T00:00:01Z")
    assert sure.uncertain(record, ["ev1"]) == {"ev1"}


def test_a_story_leaves_them_out_and_says_so(record: Record) -> None:
    page = views.story(record, "st0")
    assert [row.id for row in (*page.shared, *page.others)] == ["ev0", "ev2"]
    assert page.counts == "3 reports · 7 statements · 2 events"
    assert [line.counts for line in page.reports] == [
        "3 statements · 1 event", "3 statements · 1 event", "1 statement · 2 events",
    ]  # fmt: skip
    assert page.uncertain and (page.uncertain.words, page.uncertain.href) == (
        "1 uncertain event not shown", "?uncertain=show#coverage",
    )  # fmt: skip
    every = views.story(record, "st0", views.Asked(order="single", uncertain=True))
    assert {row.id: row.uncertain for row in (*every.shared, *every.others)} == {
        "ev0": False, "ev1": True, "ev2": False,
    }  # fmt: skip
    assert every.uncertain and (every.uncertain.words, every.uncertain.href) == (
        "1 uncertain event shown", "?order=single#coverage",
    )  # fmt: skip
    asked = ("?uncertain=show", "?order=disagreement&uncertain=show", "?order=single&uncertain=show")
    assert {order.href for order in every.orders} == {f"{address}#coverage" for address in asked}


def test_a_report_has_them_marked_as_such(record: Record) -> None:
    page = views.report(record, "a1")
    assert [(entry.id, entry.uncertain) for entry in page.events] == [("a1-e0", False), ("a1-e1", True)]
    assert page.events[1].event == "../story/st0.html?uncertain=show#ev1"
    classes = [s.classes for p in page.paragraphs for piece in p.pieces for s in piece.segments if s.text == "round"]
    assert classes == ["content deep unsure"]


def test_lists_leave_them_out_and_say_so(record: Record) -> None:
    (card,) = views.index(record).stories
    assert card.counts == "3 reports · 7 statements · 2 events, and 1 uncertain one"
    assert card.mood == "2 of cooperation, 0 of conflict"
    page = views.brief(record, "st0")
    assert page.counts.endswith("2 events, and 1 uncertain one")
    slug = lines.actor_slug("Iraq")
    actor = views.actor(record, slug)
    assert actor.undergone == () and actor.uncertain and actor.counts.startswith("acts in 0 events, undergoes 0 events")
    every = views.actor(record, slug, True)
    assert [line.uncertain for line in every.undergone] == [True]


def test_the_chronology_leaves_them_out_and_says_so(record: Record) -> None:
    record.execute("""UPDATE events SET "when" = '2007-05-01' WHERE id = 'ev1'""")
    record.lists.refresh()
    page = views.chronology(record, Choice())
    assert [line.href for day in page.days for line in day.events] == ["../story/st0.html#ev0", "../story/st0.html#ev2"]
    assert page.uncertain and page.uncertain.number == 1
    every = views.chronology(record, Choice(actor="Iraq"), True)
    assert [(line.href, line.uncertain) for day in every.days for line in day.events] == [
        ("../story/st0.html?uncertain=show#ev1", True)
    ]
    alone = Page(render.render(views.chronology(record, Choice(actor="Iraq"))))
    assert "None of these events is sure." in "".join(
        alone.text
    ) and "?actor=Iraq&page=1&uncertain=show" in alone.values("href")


def test_every_format_follows_the_address(db: Path) -> None:
    client = TestClient(make_app(db), base_url="http://localhost")
    for path, mark in (
        ("/story/st0", "ev1"),
        ("/chronology/index", "nothing"),
        ("/actors/" + lines.actor_slug("Iraq"), "round"),
    ):
        for kind in ("json", "csv", "html"):
            assert mark not in client.get(f"{path}.{kind}").text, (path, kind)
            shown = client.get(f"{path}.{kind}?uncertain=show")
            assert shown.status_code == 200 and (mark in shown.text or mark == "nothing"), (path, kind)
    assert "show" not in "".join(Page(render.render(views.story(Record.open(db), "st0"), served=False)).values("href"))


def test_the_queue_still_offers_them_first(record: Record) -> None:
    assert {entry.id for entry in views.queue(record, "event").entries[:4]} == {"a1-e1", "c3-e0", "c3-e1", "b2-e0"}


# In a browser


@pytest.fixture
def address(db: Path) -> Iterator[str]:
    pytest.importorskip("playwright", reason="needs playwright: pip install dragoman[dev]")
    from tests.test_browser import wait_for

    app = make_app(db, office=new_office("Ann"), after=compare_corrected)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(server)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.mark.browser
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs {CHROMIUM}: apt-get install chromium")
def test_a_reader_asks_for_them_without_script(browser: object, address: str) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    entry, mark = page.locator("#n-a1-e1"), page.locator("#a1-e1")
    page.goto(f"{address}/report/a1.html")
    assert entry.is_hidden() and mark.is_hidden() and page.locator("#n-a1-e0").is_visible()
    page.get_by_role("link", name="show 1 uncertain event").click()
    assert entry.is_visible() and mark.is_visible() and page.get_by_text("1 uncertain event shown").is_visible()
    page.get_by_label("Uncertain events (1)").uncheck()
    assert entry.is_hidden() and mark.is_hidden()
    page.goto(f"{address}/report/a1.html#a1-e1")
    assert mark.is_visible() and entry.is_visible(), "a link to one shows them"
    page.goto(f"{address}/story/st0.html")
    assert page.locator("#ev1").count() == 0
    page.get_by_role("link", name="show 1 uncertain event").click()
    assert page.locator("#ev1").count() == 1
    context.close()
