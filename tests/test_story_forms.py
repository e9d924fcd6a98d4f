"""Stories joined and split on the pages: by forms, without script, answered when the stories were compared anew."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

from fastapi.testclient import TestClient

from dragoman.decisions import decisions, likely, titled
from dragoman.pages.app import make_app, new_office
from dragoman.run import compare_corrected, compare_in, read_into
from dragoman.store import Record
from tests.test_pages import EVIL, Page
from tests.test_review_pages import HERE, secret

HARBOUR = (
    "{outlet}\n{day} April 2031\n\nDockers end strike at Port Meren\n\nDockers at Port Meren ended a nine-day strike "
    "on Tuesday after the harbour company raised their wages, the union leader Ada Brenn said. {more}\n"
)
REPORTS = {
    "gazette.txt": HARBOUR.format(
        outlet="The Meren Gazette",
        day=8,
        more="Brenn thanked President Ilya Torvald for his help in the harbour strike.",
    ),
    "herald.txt": HARBOUR.format(
        outlet="Coast Herald", day=9, more="The harbour company denied that the dockers had forced its hand."
    ),
    "courier.txt": HARBOUR.format(
        outlet="Northern Courier",
        day=9,
        more="President Ilya Torvald called the end of the strike a good day for Meren.",
    ),
    "volcano.txt": (
        "The Meren Gazette\n10 April 2031\n\nVolcano wakes on Isle of Sarn\n\nA volcano on the Isle of Sarn threw ash "
        "over three villages in the night, and lava reached the sea at dawn. Geologists had warned the islanders of an "
        "eruption since February. Families left their farms by boat. President Ilya Torvald visited the shelters and "
        "met Mayor Olo Venn.\n"
    ),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two stories: three reports on a strike, and one on a volcano that names one of the same people."""
    folder = tmp_path_factory.mktemp("stories")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Record.open(folder / "record.db", create=True) as record:
        read_into(record, [folder])
    return folder / "record.db"


@pytest.fixture
def db(read: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(read, tmp_path / "record.db"))


def client_of(db: Path, regroups: bool = True) -> TestClient:
    app = make_app(db, office=new_office("Ann", compare_in if regroups else None), after=compare_corrected)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def client(db: Path) -> TestClient:
    return client_of(db)


def stories(db: Path) -> dict[str, set[str]]:
    """The files of each story's reports, by the story's id."""
    with Record.open(db) as record:
        paths = {report.id: Path(report.path).name for report in record.reports()}
        return {story.id: {paths[id] for id in story.reports} for story in record.stories()}


def story_with(db: Path, *names: str) -> str:
    return next(id for id, held in stories(db).items() if set(names) <= held)


def report_of(db: Path, name: str) -> str:
    with Record.open(db) as record:
        return next(report.id for report in record.reports() if report.path.endswith(name))


def sent(client: TestClient, what: str, **given: str) -> str:
    """Where the answer to a form leads."""
    response = client.post(f"/review/{what}", data={"token": secret(client)} | given, headers=HERE)
    assert response.status_code == 303, response.text
    return response.headers["location"]


def shown(client: TestClient, address: str) -> str:
    return " ".join("".join(Page(client.get(address).text).text).split())


def test_the_record_has_two_stories(db: Path) -> None:
    assert sorted(map(len, stories(db).values())) == [1, 3]


def test_a_report_is_split_off_and_comes_back(client: TestClient, db: Path) -> None:
    home, report = story_with(db, "gazette.txt", "courier.txt"), report_of(db, "courier.txt")
    assert f"report:{report}" in Page(client.get(f"/story/{home}.html").text).values("name")
    place = sent(client, "split-story", story=home, who="  Béa ", why=f"a  matter {EVIL}", **{f"report:{report}": "on"})
    assert place == f"/story/{home}.html?done=1"
    assert sorted(map(len, stories(db).values())) == [1, 1, 2]
    page = shown(client, place)
    with Record.open(db) as record:
        assert [(one.who, one.why) for one in decisions(record)] == [("Béa", f"a matter {EVIL}")]
    assert "1 report was split off. The other story: Dockers end strike" in page and EVIL in page
    assert "compared since" not in page, "the stories are compared before the answer"
    with Record.open(db) as record:
        assert record.is_compared()
    history = client.get("/review/history.html").text
    assert "Stories joined and split" in history and "img" not in Page(history).tags
    assert sent(client, "undo-story", number="1") == f"/story/{home}.html?done=1"
    assert sorted(map(len, stories(db).values())) == [1, 3]
    page = shown(client, place)
    assert "Taken back: 1 report split off" in page and "taken back by Ann on" in page


def test_two_stories_are_joined_by_the_list_an_id_or_an_address(client: TestClient, db: Path) -> None:
    one, other = story_with(db, "gazette.txt"), story_with(db, "volcano.txt")
    assert other in Page(client.get(f"/story/{one}.html").text).values("value"), "it is likely: same days, same names"
    for number, given in enumerate(
        ({"other": other}, {"typed": other}, {"typed": f"http://localhost/story/{other}.html?order=single#coverage"}), 1
    ):
        place = sent(client, "join-stories", story=one, **given)
        assert list(map(len, stories(db).values())) == [4]
        assert "Joined: this is one story of 4 reports now." in shown(client, place)
        old = next(id for id in (one, other) if id not in stories(db))
        assert client.get(f"/story/{old}.html").status_code == 200, "the other address leads to it"
        assert sent(client, "undo-story", number=str(number), back="/review/history.html") == "/review/history.html"
        assert sorted(map(len, stories(db).values())) == [1, 3]
        one, other = story_with(db, "gazette.txt"), story_with(db, "volcano.txt")


def test_stories_are_found_by_words_of_their_titles_or_their_ids(client: TestClient, db: Path) -> None:
    one, other = story_with(db, "gazette.txt"), story_with(db, "volcano.txt")
    for words in ("volcano", "SARN wakes", other, other[:8]):
        page = Page(client.get(f"/story/{one}.html", params={"like": words}).text)
        assert other in page.values("value"), words
    for words in ("zebra", "dockers", "100%_", EVIL, "x" * 5000):
        page = Page(client.get(f"/story/{one}.html", params={"like": words}).text)
        assert other not in page.values("value") and "img" not in page.tags, words
    with Record.open(db) as record:
        (found,) = likely(record, one)
        assert (found.id, found.reports, found.first) == (other, 1, "2031-04-10") and found.shared >= 1
        assert [one.id for one in titled(record, "dockers strike")] == [one] and titled(record, " ") == []


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("join-stories", {}, "choose one from the list"),
        ("join-stories", {"typed": "st-nothing"}, "story 'st-nothing': not in this record"),
        ("join-stories", {"typed": EVIL}, "not in this record"),
        ("join-stories", {"typed": "STORY"}, "one story already"),
        ("join-stories", {"story": "st-", "typed": "STORY"}, "not in this record"),
        ("split-story", {}, "no report was chosen"),
        ("split-story", {"report:nothing": "on"}, "report 'nothing': not in this story"),
        ("split-story", {"report:": "on"}, "not in this story"),
        ("split-story", {"report:VOLCANO": "on"}, "not in this story"),
        ("split-story", {"report:ALL": "on"}, "leave at least one"),
        ("undo-story", {"number": "7"}, "decision 7: not in this record"),
        ("undo-story", {"number": "١"}, "expected a number"),
        ("undo-story", {"number": "9" * 40}, "expected a number"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    client: TestClient, db: Path, what: str, given: dict[str, str], said: str
) -> None:
    before, home = stories(db), story_with(db, "gazette.txt")
    boxes = {f"report:{report_of(db, name)}": "on" for name in ("gazette.txt", "herald.txt", "courier.txt")}
    named = {"report:ALL": boxes, "report:VOLCANO": {f"report:{report_of(db, 'volcano.txt')}": "on"}}
    data = {"token": secret(client), "story": home}
    for key, value in given.items():
        data |= named.get(key, {key: home if value == "STORY" else value})
    response = client.post(f"/review/{what}", data=data, headers=HERE)
    assert response.status_code == 400 and "img" not in Page(response.text).tags
    assert "This was not taken" in response.text and said in "".join(Page(response.text).text)
    assert stories(db) == before


@pytest.mark.parametrize("what", ["join-stories", "split-story", "undo-story"])
def test_only_a_form_of_this_server_decides(client: TestClient, db: Path, what: str) -> None:
    report = report_of(db, "courier.txt")
    given = {"story": story_with(db, "gazette.txt"), "other": story_with(db, "volcano.txt"), f"report:{report}": "on"}
    before, token = stories(db), {"token": secret(client)}
    address = f"/review/{what}"
    assert client.post(address, data=given, headers=HERE).status_code == 403
    assert client.post(address, data=given | token).status_code == 403
    assert client.post(address, data=given | token, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get(address, params=given | token).status_code in (404, 405)
    assert stories(db) == before


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away(client: TestClient, db: Path, back: str) -> None:
    home, report = story_with(db, "gazette.txt"), report_of(db, "courier.txt")
    assert sent(client, "split-story", story=home, back=back, **{f"report:{report}": "on"}) == "/"


@pytest.mark.parametrize("done", ["1", "x", "99", EVIL])
def test_a_note_speaks_only_of_decisions_on_this_story(client: TestClient, db: Path, done: str) -> None:
    home = story_with(db, "gazette.txt")
    assert not re.search("notice.*(Joined|split|Taken)", client.get(f"/story/{home}.html", params={"done": done}).text)


def test_where_nothing_regroups_no_decision_is_offered_or_taken(db: Path) -> None:
    client, home = client_of(db, regroups=False), story_with(db, "gazette.txt")
    assert "Join with another story" not in client.get(f"/story/{home}.html").text
    assert client.post("/review/join-stories", data={"story": home}, headers=HERE).status_code in (404, 405)


# In a browser


@pytest.fixture
def address(db: Path) -> Iterator[str]:
    pytest.importorskip("playwright", reason="needs playwright: pip install dragoman[dev]")
    from tests.test_journeys import served

    yield from served(db)


@pytest.mark.browser
def test_a_reviewer_splits_a_report_off_sees_two_stories_and_takes_it_back(browser: object, address: str) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(address)
    page.get_by_role("link", name="Dockers end strike").first.click()
    page.get_by_label("Split off: Coast Herald").check()
    page.get_by_label("Why they are another story").fill("told by the company")
    page.get_by_role("button", name="Split off", exact=True).click()
    assert page.locator(".deck").inner_text() == "The Meren Gazette and Northern Courier"
    page.locator(".notice").get_by_role("link").click()
    assert page.locator(".deck").inner_text() == "Coast Herald"
    assert page.get_by_text("told by the company").is_visible()
    page.get_by_role("button", name="Undo decision").click()
    assert "Coast Herald" in page.locator(".deck").inner_text() and "Gazette" in page.locator(".deck").inner_text()
    context.close()
