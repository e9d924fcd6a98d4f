"""Search by meaning on the pages: the choice, what is shown, its data, and that the model is loaded only when asked."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

from fastapi.testclient import TestClient

import dragoman
from dragoman.meaning import Asked
from dragoman.pages.app import make_app
from dragoman.run import ask
from dragoman.store import Record

EVIL = '"><script>window.hacked=1</script>'
REPORT = f"""Harbour closed at Sfax

The harbour of Sfax was closed on Monday after a ship had run aground.

Fishermen <b>complained</b> to the mayor, who wrote {EVIL} on the wall.
"""
QUESTION = "a vessel is stuck at the port"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("meaning-pages")
    (home / "sfax.txt").write_text(REPORT)
    dragoman.read(home / "sfax.txt", home / "record.db").close()
    return home / "record.db"


class Asking:
    """Notes what is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: str) -> Asked:
        self.asked.append(words)
        return ask(words)


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
def client(db: Path, asking: Asking) -> TestClient:
    return TestClient(make_app(db, ask=asking), base_url="http://localhost")


def test_a_passage_leads_to_its_words(client: TestClient, db: Path) -> None:
    page = client.get("/search", params={"q": QUESTION, "by": "meaning"}).text
    with Record.open(db) as record:
        [report] = record.reports()
        number = next(n for n, s in enumerate(record.sentences(report.id)) if "aground" in s.of(report.text))
    assert f'href="./report/{report.id}.html#s{number}"' in page
    assert "<mark>The harbour of Sfax was closed on Monday after a ship had run aground.</mark>" in page
    assert f'id="s{number}"' in client.get(f"/report/{report.id}.html").text
    assert 'value="meaning" checked' in page and "<script>" not in page


def test_the_same_as_data(client: TestClient) -> None:
    address = {"q": QUESTION, "by": "meaning"}
    data = client.get("/search.json", params=address).json()
    assert data["passages"][0]["nearness"] in ("close", "loosely related")
    assert [line["title"] for line in data["whole"]] == ["Harbour closed at Sfax"]
    lines = list(csv.DictReader(io.StringIO(client.get("/search.csv", params=address).text)))
    assert lines[0]["nearness"] == data["passages"][0]["nearness"]


def test_words_are_searched_for_unless_meaning_is_chosen(client: TestClient, asking: Asking) -> None:
    page = client.get("/search", params={"q": "harbour"}).text
    assert 'value="words" checked' in page and "In reports" in page
    assert client.get("/search", params={"q": "harbour", "by": "nonsense"}).text == page
    assert client.get("/search?by=meaning").status_code == 200
    assert not asking.asked


def test_nothing_near_is_said(client: TestClient) -> None:
    page = client.get("/search", params={"q": "recipe for <script>soup</script>", "by": "meaning"}).text
    assert "Nothing in the record is near in meaning" in page and "<script>" not in page


def test_what_could_not_be_weighed_is_said(client: TestClient, db: Path) -> None:
    with Record.open(db) as record:
        rows = record.select("SELECT * FROM sentence_signs")
        record.execute("UPDATE sentence_signs SET reader = 'gone'")
        try:
            page = client.get("/search", params={"q": QUESTION, "by": "meaning"}).text
        finally:
            record.execute("UPDATE sentence_signs SET reader = ?", (rows[0]["reader"],))
    assert "1 of 1 report could not be weighed" in page


@pytest.mark.parametrize("words", ["\0", "?", "x" * 50_000, "“"])
def test_any_words_are_taken(client: TestClient, words: str) -> None:
    assert client.get("/search", params={"q": words, "by": "meaning"}).status_code == 200


def test_without_a_model_there_is_no_choice(db: Path) -> None:
    client = TestClient(make_app(db), base_url="http://localhost")
    page = client.get("/search", params={"q": "harbour", "by": "meaning"}).text
    assert 'name="by"' not in page and "In reports" in page
