"""Words selected in a browser become the spans of a statement or an event, counted as the record counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")
pytest.importorskip("playwright", reason="needs playwright: pip install dragoman[dev]")

import uvicorn
from playwright.sync_api import Browser, Page

from dragoman.pages.app import make_app, new_office
from dragoman.record import NARRATOR, Comparison, Mention, Reading, Report, Span, Statement, Story
from dragoman.store import Record
from tests.conftest import CHROMIUM
from tests.test_browser import wait_for
from tests.test_pages import READER

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs {CHROMIUM}: apt-get install chromium"),
]

TEXT = (
    "Harbour news 😀\r\n\r\nThe dockers 👩‍👩‍👧 said on Monday that “𝒯he harbour\r\nmaster lied & <b>left</b>”. "
    "Later, Ada Brenn said that nobody had lied.\r\n"
)
SELECT = """([first, last]) => {
    const walker = document.createTreeWalker(document.getElementById("whole"), NodeFilter.SHOW_TEXT);
    const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);
    const at = nodes.findIndex((node) => node.data.includes(first)), from = nodes[at];
    const to = nodes.slice(at).find((node) => node.data.includes(last));
    getSelection().setBaseAndExtent(from, from.data.indexOf(first), to, to.data.indexOf(last) + last.length);
}"""


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A report with a statement that holds an event: signs of two units, line ends of two characters."""
    report = Report("a1", TEXT, "a.txt", None, "Herald", "Harbour", None, None, None, "en", Span(0, len(TEXT)))
    content = Span(TEXT.index("“"), TEXT.index("”") + 1)
    said = Statement(
        "a1-s0", (span("dockers"),), (span("said on"),), (content,), speaker="dockers", speaker_kind="anonymous",
        via=(), manner="direct", act="state", confidence=0.5,
    )  # fmt: skip
    lied = Mention(
        "a1-e0", (span("lied"),), "ACCUSE", None, (), (), "actual", NARRATOR, None, None, (), 0.5
    )  # fmt: skip
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        record.begin_run(READER, "2031-01-01T00:00:00Z")
        record.add(Reading(report, (Span(0, len(TEXT)),), (said,), (lied,)), READER)
        record.replace_comparison(Comparison((Story("st0", "Harbour", ("a1",), ()),)))
    return path


@pytest.fixture
def address(db: Path) -> Iterator[str]:
    app = make_app(db, office=new_office("Ann"))
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


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("dockers", "dockers", "dockers"),
        (" 👩‍👩‍👧 ", "said", "👩‍👩‍👧 said"),
        ("Monday", "“𝒯he", "Monday that “𝒯he"),
        ("𝒯he", "left", "𝒯he harbour\r\nmaster lied & <b>left"),
        ("😀", "The ", "😀\r\n\r\nThe"),
        ("harbour\n", "master", "harbour\r\nmaster"),
        ("Ada", "lied.", "Ada Brenn said that nobody had lied."),
    ],
)
def test_selected_words_are_the_spans(page: Page, address: str, db: Path, first: str, last: str, expected: str) -> None:
    page.goto(f"{address}/review/edit/a1-s0.html")
    page.evaluate(SELECT, [first, last])
    page.get_by_role("button", name="Use as content").click()
    start = TEXT.index(expected)
    assert page.get_by_label("What is said").input_value().startswith(f"[{start}–{start + len(expected)}] ")
    page.get_by_role("button", name="Save as Ann").click()
    page.wait_for_url("**/review/*")
    with Record.open(db) as record:
        assert [span.of(TEXT) for span in record.statement("a1-s0").content] == [expected]


def test_selected_by_keyboard_and_added(page: Page, address: str, db: Path) -> None:
    page.goto(f"{address}/review/edit/a1-e0.html")
    assert page.get_by_role("button", name="Use as trigger").is_disabled()
    page.get_by_label("The report’s text").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type("nothing is written")
    page.keyboard.press("Delete")
    assert "Harbour news" in page.locator("#selected").inner_text()
    assert page.locator("#whole").text_content() == TEXT.replace("\r\n", "\n")
    page.get_by_label("add to what is there").check()
    page.get_by_role("button", name="Use as trigger").press("Enter")
    place = span("lied")
    lines = [f"[{place.start}–{place.end}] lied", "[0–14] Harbour news 😀"]
    assert page.get_by_label("The word that tells it").input_value() == "\n".join(lines)
    page.get_by_role("button", name="Save as Ann").click()
    page.wait_for_url("**/review/*")
    with Record.open(db) as record:
        assert record.mention("a1-e0").trigger == (place, Span(0, 14))


def test_selected_by_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/review/edit/a1-s0.html")
    page.get_by_text("dockers", exact=True).last.dblclick()
    page.get_by_role("button", name="Use as source").click()
    place = span("dockers")
    assert page.get_by_label("Words for the speaker").input_value() == f"[{place.start}–{place.end}] dockers"


def test_without_script_words_are_typed(browser: Browser, address: str, db: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/review/edit/a1-s0.html")
    assert page.get_by_role("button", name="Use as").count() == 0
    page.get_by_label("Words for the speaker").fill("Ada Brenn")
    page.get_by_role("button", name="Save as Ann").click()
    with Record.open(db) as record:
        assert record.statement("a1-s0").source == (span("Ada Brenn"),)
    context.close()
