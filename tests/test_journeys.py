"""Journeys through the pages of a real record in a real browser: a reader's, a reviewer's, a citer's; and barriers."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")
pytest.importorskip("playwright", reason="needs playwright: pip install dragoman[dev]")

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from dragoman.pages.app import make_app, new_office
from dragoman.run import compare_corrected, compare_in, read_into
from dragoman.store import Record
from tests.conftest import CHROMIUM, EXAMPLES
from tests.test_browser import IN_VIEW, OVERFLOW, wait_for

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
GRAVE = ("serious", "critical")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs {CHROMIUM}: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "record.db"
    with Record.open(path, create=True) as record:
        read_into(record, [EXAMPLES])
    return path


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    yield from served(demo)


def served(db: Path) -> Iterator[str]:
    app = make_app(db, office=new_office("Ann", compare_in), after=compare_corrected)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(server)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def read_a_story(page: Page, address: str, country: str) -> None:
    """Find a story by a filter, see where accounts differ, reach the highlighted words."""
    page.goto(address)
    page.get_by_label("Country").select_option(label=country)
    page.get_by_role("button", name="Show").click()
    page.locator(".cards h3 a").first.click()
    page.wait_for_url("**/story/*")
    page.wait_for_load_state()
    if page.locator(".orders").count():  # a story of which two outlets tell one event alone has no coverage to sort
        page.get_by_role("link", name="most disagreement first").click()
        page.wait_for_load_state()
        page.locator(".matrix tbody tr").first.locator("td:not(.silent)").first.wait_for()
    difference = page.locator(".difference:has(mark)").first
    assert difference.locator("mark").count() > 1
    difference.locator("figcaption a").first.click()
    assert page.locator(".sentence:target").evaluate(IN_VIEW)


def test_a_reader_finds_where_accounts_differ(page: Page, address: str) -> None:
    read_a_story(page, address, "Egypt")
    margins = page.locator(".margin")
    assert margins.count() and "other report" in " ".join(margins.all_inner_texts())
    entry = page.locator(".entries li:has(.margin)").first
    entry.get_by_text("Evidence").click()
    assert entry.locator(".drawer mark").is_visible()
    entry.locator(".label").click()
    assert page.locator(":target").evaluate(IN_VIEW)


def decide(page: Page, keys: str) -> None:
    """Press keys one after the other, each on the page that the one before led to."""
    for key in keys:
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press(key)
        assert page.locator("h1").inner_text() == "Review", page.locator("main").inner_text()


def lines(db: Path) -> list[tuple[str, str | None, int | None]]:
    with Record.open(db) as record:
        return [(line.action, line.item, line.undoes) for line in record.corrections.lines()]


def review_ten(page: Page, address: str, db: Path, reports: Path) -> None:
    """Decide on ten items by keyboard, take two back, load again, read the folder again: nothing is lost."""
    start = len(lines(db))
    page.goto(f"{address}/review/")
    decide(page, "crccrcccr")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/review/edit/**")
    kind = page.get_by_label("Act" if page.get_by_label("Act").count() else "Type")
    values = kind.locator("option").evaluate_all("all => all.filter(o => !o.selected).map(o => o.value)")
    kind.select_option(values[0])
    page.get_by_label("Why").fill("as the sentence says")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*")
    assert [line[0] for line in lines(db)[start:]] == [
        *("reject" if key == "r" else "confirm" for key in "crccrcccr"), "set",
    ]  # fmt: skip
    decide(page, "uu")
    undone = {line[2] for line in lines(db)[start:] if line[0] == "undo"}
    assert len(undone) == 2
    held = decided(db)
    page.reload()
    assert page.locator(".last").is_visible()
    with Record.open(db) as record:
        record.begin_run(record.provenance()[0]._replace(id="older"), "2026-01-01T00:00:00Z")
        record._execute("UPDATE reports SET reader = 'older'")
        assert read_into(record, [reports]).read
    assert decided(db) == held
    page.goto(f"{address}/review/history.html")
    assert page.locator("tr.gone").count() == 2
    assert page.get_by_text("as the sentence says").is_visible()


def decided(db: Path) -> dict[str, list[str]]:
    with Record.open(db) as record:
        return {item: [line.action for line in found] for item, found in record.corrections.marks().items()}


def test_a_reviewer_corrects_by_keyboard_and_loses_nothing(page: Page, address: str, demo: Path) -> None:
    review_ten(page, address, demo, EXAMPLES)


def test_a_reviewer_needs_no_script(browser: Browser, address: str, demo: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/review/")
    number = len(lines(demo))
    page.get_by_role("button", name="Confirm").first.click()
    page.get_by_role("button", name="Undo").first.click()
    assert [line[0] for line in lines(demo)[number:]] == ["confirm", "undo"]
    context.close()


def cite(page: Page, address: str) -> None:
    """A brief with footnotes, a lasting address of words, and the coverage as CSV."""
    page.goto(address)
    page.locator(".cards h3 a").first.click()
    story = page.url
    page.get_by_role("link", name="Brief for print").click()
    note = page.locator("sup a").first
    number = note.inner_text()
    note.click()
    assert page.locator(f"#note-{number}:target").evaluate(IN_VIEW)
    page.locator(f"#note-{number} a").first.click()
    assert page.locator(".sentence:target").evaluate(IN_VIEW)
    entry = page.locator(".entries li").first
    entry.get_by_text("Evidence").click()
    link = entry.locator(".drawer dd a").get_attribute("href")
    page.goto(page.url.split("#")[0].rsplit("/", 1)[0] + "/" + str(link).removeprefix("../report/"))
    assert page.locator(":target").evaluate(IN_VIEW)
    table = page.request.get(story.replace(".html", ".csv"))
    rows = list(csv.DictReader(io.StringIO(table.text())))
    assert {"event", "outlet", "account", "words", "address"} <= set(rows[0])
    assert page.request.get(story.replace(".html", "-brief.md")).text().startswith("# ")
    page.goto(page.url.split("#")[0] + "?span=10-60#span")
    assert page.locator(".m.chosen").first.is_visible()


def test_a_citer_takes_a_brief_an_address_and_a_table(page: Page, address: str) -> None:
    cite(page, address)


@pytest.mark.shared
def test_the_journeys_on_the_articles_of_the_development_data(page: Page, shared_data: Path, tmp_path: Path) -> None:
    given, db = shared_data / "triplets" / "triplets.jsonl", tmp_path / "triplets.db"
    with Record.open(db, create=True) as record:
        read_into(record, [given])
    for address in served(db):
        read_a_story(page, address, "Iran")
        cite(page, address)


# Barriers


def every_page(address: str, page: Page) -> list[str]:
    told = page.request.get(f"{address}/index.json").json()
    story = told["stories"][0]["href"][1:]
    data = page.request.get(address + story.replace(".html", ".json")).json()
    report = data["reports"][0]["href"].removeprefix("..")
    item = page.request.get(f"{address}/review/index.json").json()["entries"][0]["edit_href"]
    speaker = page.request.get(f"{address}/speakers/index.json").json()["speakers"][0]["href"].removeprefix("..")
    actor = page.request.get(f"{address}/actors/index.json").json()["actors"][0]["href"].removeprefix("..")
    return [
        "/", "/?country=ZZZ", story, story.replace(".html", "-brief.html"), report, speaker, actor, "/speakers/",
        "/actors/", "/statements/", "/chronology/", "/review/", f"/review/{item}", "/review/history.html",
        "/search?q=talks", "/search?q=zebra", "/nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_grave_barrier(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in every_page(address, page):
        page.goto(address + path)
        page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        told = page.evaluate("axe.run(document)")
        assert len(told["passes"]) > 10, path
        found += [
            f"{path}: {v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:300]}"
            for v in told["violations"]
            if v["impact"] in GRAVE
        ]
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [(320, 700), (640, 400)], ids=["a telephone", "1280 at 200 %"])
def test_nothing_runs_out_of_a_narrow_page(browser: Browser, address: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    wide = []
    for path in every_page(address, page):
        page.goto(address + path)
        page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
        if page.evaluate(OVERFLOW) > 0:
            wide.append(path)
    context.close()
    assert not wide


def test_pages_have_landmarks_and_one_heading(address: str, browser: Browser) -> None:
    context: BrowserContext = browser.new_context()
    page = context.new_page()
    for path in every_page(address, page):
        page.goto(address + path)
        assert page.locator("main").count() == 1 and page.locator("h1").count() == 1, path
        assert page.locator("header.top").count() == 1 and page.locator("footer").count() == 1, path
    context.close()


def test_what_prints_is_the_matter(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".cards h3 a").first.click()
    page.emulate_media(media="print")
    for gone in (".ways", ".find", ".orders", ".decide", "#regroup"):
        assert page.locator(gone).first.is_hidden(), gone
    assert page.locator(".matrix").is_visible()
