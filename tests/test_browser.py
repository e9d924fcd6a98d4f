"""The pages in a real browser: what is clicked, what is seen, and that nothing in a report runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")
pytest.importorskip("playwright", reason="needs playwright: pip install dragoman[dev]")

import uvicorn
from playwright.sync_api import Browser, Page

from dragoman.pages.app import make_app
from dragoman.run import ask
from dragoman.store import Record
from tests.conftest import CHROMIUM
from tests.test_pages import fill

IN_VIEW = "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
BACKGROUND = "e => getComputedStyle(e).backgroundColor"
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
PAGES = [
    "/",
    "/story/st0.html",
    "/report/a1.html",
    "/report/b2.html",
    "/speakers/",
    "/search?q=talked",
    "/search?q=zebra",
    "/search?q=talked&by=meaning",
    "/nothing",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs {CHROMIUM}: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    db = tmp_path_factory.mktemp("pages") / "record.db"
    with Record.open(db, create=True) as record:
        fill(record)
    server = uvicorn.Server(uvicorn.Config(make_app(db, ask=ask), host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_for(server)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def wait_for(server: uvicorn.Server) -> None:
    for _ in range(200):
        if server.started:
            return
        time.sleep(0.05)
    raise TimeoutError("the server did not start within 10 s")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_from_the_first_page_to_the_words(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Envoys meet").first.click()
    assert "/story/st0.html" in page.url
    page.locator("#ev0 .denies a.value").click()
    assert page.locator("#d0:target").evaluate(IN_VIEW)
    page.locator("#ev0 .denies a").first.click()
    assert page.url.endswith("/report/b2.html#b2-e0")
    word = page.locator(".m:has(+ :target)")
    sentence = page.locator(".sentence:has(:target)")
    plain = page.locator("#s1").evaluate(BACKGROUND)
    assert word.inner_text() == "talked"
    assert word.evaluate(IN_VIEW)
    assert word.evaluate(BACKGROUND) not in (plain, sentence.evaluate(BACKGROUND))
    assert sentence.evaluate(BACKGROUND) != plain


def test_a_quote_leads_to_its_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}/story/st0.html")
    page.locator("#d0 figcaption a").first.click()
    sentence = page.locator("#s0:target")
    assert sentence.inner_text() == "Envoys of Iran and the United States met in Baghdad on Saturday."
    assert sentence.evaluate(IN_VIEW)
    assert sentence.evaluate(BACKGROUND) != page.locator("#s2").evaluate(BACKGROUND)


def test_entries_and_words_lead_to_each_other(page: Page, address: str) -> None:
    page.goto(f"{address}/report/a1.html")
    page.get_by_role("link", name="statement 3 in the text").click()
    assert page.url.endswith("#a1-s2")
    page.locator("#a1-s2").click()
    assert page.url.endswith("#n-a1-s2")
    assert page.locator("#n-a1-s2").evaluate(IN_VIEW)


def test_from_a_speaker_to_the_words(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Who is quoted").click()
    page.get_by_role("link", name="Foreign Ministry").click()
    page.get_by_role("link", name="denies").click()
    assert page.url.endswith("/report/b2.html#b2-s0")
    assert page.locator(":target").evaluate(IN_VIEW)


def test_an_event_told_once_is_opened_by_its_link(page: Page, address: str) -> None:
    page.goto(f"{address}/story/st0.html")
    page.locator('#chronology ~ .days a[href="#ev2"]').click()
    assert page.locator("#ev2").is_visible()


def test_marks_can_be_switched_off(page: Page, address: str) -> None:
    page.goto(f"{address}/report/a1.html")
    line = "e => getComputedStyle(e).textDecorationLine"
    trigger = page.locator(".text .trigger").first
    assert trigger.evaluate(line) == "underline"
    page.get_by_label("Events", exact=True).uncheck()
    assert trigger.evaluate(line) == "none"


def test_nothing_in_a_report_runs(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("window.hacked") is None, path
    page.goto(f"{address}/report/a1.html")
    assert "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>" in page.locator("article").inner_text()
    assert "<b>We talked</b>" in page.locator("article").inner_text()
    assert {url.split("?")[0].removeprefix(address) for url in asked if not url.startswith("data:")} <= {
        *(path.split("?")[0] for path in PAGES),
        "/static/style.css",
    }


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("path", PAGES)
def test_a_telephone_need_not_scroll_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(address + path)
    page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate("innerWidth") == width
    context.close()


def test_search_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("searchbox").fill("talked")
    page.keyboard.press("Enter")
    page.locator(".hits a").first.click()
    assert page.locator(":target").evaluate(IN_VIEW)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser: Browser, address: str, scheme: str) -> None:
    """WCAG AA: text 4.5 to 1 against what it stands on."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    colours = page.evaluate(
        "names => Object.fromEntries(names.map(n => [n, getComputedStyle(document.documentElement)"
        ".getPropertyValue('--' + n).trim()]))",
        ["paper", "ink", "quiet", "accent", "wash", "deep", "target", "target-soft", "found"],
    )
    context.close()
    for ground in ("paper", "wash", "deep", "target-soft"):
        for text in ("ink", "quiet", "accent"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("target", "found"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
