"""Corrections by the pages: what is taken, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

from fastapi.testclient import TestClient

from dragoman.errors import OptionError
from dragoman.pages import marks, spans
from dragoman.pages.app import make_app, new_office
from dragoman.pages.guard import HEADERS, LONGEST_FORM, own_path
from dragoman.record import Reading, Span
from dragoman.run import compare_corrected
from dragoman.store import Record
from tests.test_pages import EVIL, GAZETTE, READER, TEXTS, Page, comparison, fill, gazette, wire
from tests.test_pages import span as span_of

HERE = {"origin": "http://localhost"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        fill(record)
    return path


@pytest.fixture
def client(db: Path) -> TestClient:
    app = make_app(db, office=new_office("Ann"), after=compare_corrected)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=False)


def secret(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/review/").text)
    assert found
    return found[1]


def send(client: TestClient, address: str = "/review/decide", **given: str) -> int:
    return client.post(address, data={"token": secret(client), "back": "/review/"} | given, headers=HERE).status_code


def lines(db: Path) -> list[tuple[str, str, str | None]]:
    with Record.open(db) as record:
        return [(line.who, line.action, line.item) for line in record.corrections.lines()]


# What is taken


def test_confirm_reject_and_undo(client: TestClient, db: Path) -> None:
    assert send(client, item="a1-s0", action="confirm") == 303
    assert send(client, item="a1-e1", action="reject", why="no event") == 303
    assert "Rejected" in client.get("/report/a1.html").text
    assert send(client, "/review/undo", id="2") == 303
    assert lines(db) == [("Ann", "confirm", "a1-s0"), ("Ann", "reject", "a1-e1"), ("Ann", "undo", "a1-e1")]
    assert "takes back line 2" in client.get("/review/history.html").text


def test_a_form_sets_what_was_changed_and_nothing_else(client: TestClient, db: Path) -> None:
    form = Page(client.get("/review/edit/a1-e0.html").text)
    assert "actors" in form.values("name")
    assert send(client, item="a1-e0", action="set", type="AGREE", status="actual", actors="Iran (IRN)\nNorway") == 303
    with Record.open(db) as record:
        assert record.corrections.lines()[0].value == {
            "type": "AGREE", "actors": [["Iran", "IRN"], ["Norway", None]],
        }  # fmt: skip
        assert [actor.name for actor in record.mention("a1-e0").actors] == ["Iran", "Norway"]
    page = client.get("/report/a1.html").text
    assert "corrected by Ann on" in page and "type: CONSULT → AGREE" in page and "read type: CONSULT" in page


def test_words_become_spans(client: TestClient, db: Path) -> None:
    assert send(client, item="b2-s0", action="set", content="talked with the  United States", source="") == 303
    with Record.open(db) as record:
        text, found = record.report("b2").text, record.statement("b2-s0")
    assert [span.of(text) for span in found.content] == ["talked with the United States"] and found.source == ()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("talked", ["talked"]),
        ("[{at}–{end}] envoys had talked", ["envoys had talked"]),
        ("[ {at}-{end} ]", ["envoys had talked"]),
        ("[{at}–{end}]  envoys? had\ttalked", ["envoys had talked"]),
        ("[{at}–{end}] nobody had talked", None),
        ("[9000–9010]", None),
        ("[9–4] x", None),
        ("[999999999999–4] x", None),
        ("never said", None),
        ("[{at}–{end}] envoys had talked\nIn  April", None),
        ("[{at}–{end}] envoys had talked\nin  April", ["envoys had talked", "in April"]),
    ],
)
def test_a_place_in_brackets_says_which_words_are_meant(lines: str, found: list[str] | None) -> None:
    at = GAZETTE.index("envoys")
    given = lines.format(at=at, end=at + len("envoys had talked"))
    if found is None:
        with pytest.raises(OptionError):
            spans.from_lines("content", given, GAZETTE, 0)
    else:
        taken = spans.from_lines("content", given, GAZETTE, 0)
        assert [GAZETTE[start:end] for start, end in taken] == found
        assert spans.from_lines("content", spans.as_lines(GAZETTE, tuple(Span(*p) for p in taken)), GAZETTE, 0) == taken


def test_a_trigger_is_set_by_its_place(client: TestClient, db: Path) -> None:
    place = span_of(GAZETTE, "had talked")
    assert send(client, item="b2-e0", action="set", trigger=f"[{place.start}–{place.end}] had talked") == 303
    with Record.open(db) as record:
        assert record.mention("b2-e0").trigger == (place,)
        assert record.corrections.lines()[0].value == {"trigger": [list(place)]}


@given(TEXTS, st.data())
def test_runs_are_the_text_and_start_where_they_say(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    mention = replace(gazette().mentions[0], trigger=(Span(start, end),))
    runs = marks.with_item(text, mention)
    assert "".join(run.text for run in runs) == text
    assert all(text[run.start :].startswith(run.text) for run in runs)
    assert all("\r" not in run.text.rstrip("\r\n") for run in runs), "a browser counts within a run as we do"
    assert "".join(run.text for run in runs if run.classes) == text[start:end]


def test_a_form_with_something_wrong_comes_back_filled_in(client: TestClient, db: Path) -> None:
    given = {"token": secret(client), "item": "a1-e0", "action": "set", "when": f"soon {EVIL}", "type": "AGREE"}
    response = client.post("/review/decide", data=given, headers=HERE)
    assert response.status_code == 400 and "Not taken." in response.text
    shown = Page(response.text)
    assert f"soon {EVIL}" in shown.values("value") and "img" not in shown.tags
    assert lines(db) == []


def test_names_are_merged_and_parted(client: TestClient, db: Path) -> None:
    assert send(client, "/review/merge", names="Foreign Ministry\nIran", into="Iran") == 303
    assert "Foreign Ministry" not in client.get("/actors/").text
    assert (
        send(client, "/review/split", name="Iran", into="Iran (b2)", reports="http://localhost/report/b2.html#s0")
        == 303
    )
    with Record.open(db) as record:
        assert {s.speaker for s in record.statements("b2")} == {"Iran (b2)"}


def test_events_are_parted(client: TestClient, db: Path) -> None:
    with Record.open(db) as record:
        column = str(record.story("st0").reports.index("b2"))
    assert send(client, "/review/events", one="ev0", action="split", outlet=column) == 303
    with Record.open(db) as record:
        apart = {event.mentions for event in record.events("st0")}
    assert all(not ("b2-e0" in mentions and "a1-e0" in mentions) for mentions in apart)


def test_who_signs(client: TestClient, db: Path) -> None:
    sent = {"token": secret(client), "who": f"Bén  Ö {EVIL}", "back": "/review/"}
    response = client.post("/review/who", data=sent, headers=HERE)
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    client.cookies.set("dragoman_who", cookie.split("=", 1)[1].split(";")[0])
    assert send(client, item="a1-s0", action="confirm") == 303
    assert lines(db)[0][0].startswith("Bén Ö")
    assert "script" not in set(Page(client.get("/review/history.html").text).tags) - {"script"}


def test_the_story_is_compared_anew_behind_the_answer(client: TestClient, db: Path) -> None:
    with Record.open(db) as record:
        told = next(event.mentions for event in record.events("st0") if "a1-e0" in event.mentions)
    for mention in told:
        send(client, item=mention, action="set", type="AGREE")
    with Record.open(db) as record:
        assert not record.corrections.outdated()
        assert "AGREE" in {event.type for event in record.events("st0")}
    assert "corrected by Ann" in client.get("/story/st0.html").text


def test_corrections_are_in_every_format(client: TestClient) -> None:
    send(client, item="b2-s0", action="set", speaker="Mr Mottaki")
    assert "Mr Mottaki" in client.get("/statements/index.csv").text
    assert "corrected by Ann" in client.get("/statements/index.csv").text
    entry = client.get("/report/b2.json").json()["statements"][0]
    assert entry["speaker"] == "Mr Mottaki" and entry["drawer"]["decided"][0]["words"].startswith("corrected by Ann")
    assert "corrected by Ann" in client.get("/story/st0-brief.md").text


# What is refused


@pytest.mark.parametrize("token", ["", "wrong", "é", "\x00"])
def test_a_wrong_secret_is_refused(client: TestClient, db: Path, token: str) -> None:
    given = {"token": token, "item": "a1-s0", "action": "reject"}
    assert client.post("/review/decide", data=given, headers=HERE).status_code == 403
    assert lines(db) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:8000"},
        {"origin": "null"},
        {"origin": ""},
        {},
        {"origin": "http://localhost", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client: TestClient, db: Path, headers: dict[str, str]) -> None:
    given = {"token": secret(client), "item": "a1-s0", "action": "reject"}
    response = client.post("/review/decide", data=given, headers=headers)
    assert response.status_code == 403 and "did not come from a page" in response.text
    assert lines(db) == [] and {n: response.headers[n] for n in HEADERS} == HEADERS


def test_what_is_no_form_is_refused(client: TestClient, db: Path) -> None:
    body = f'{{"token": "{secret(client)}", "item": "a1-s0", "action": "reject"}}'
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        headers = HERE | {"content-type": kind}
        assert client.post("/review/decide", content=body, headers=headers).status_code == 415
    assert send(client, item="a1-s0", action="reject", why="x" * LONGEST_FORM) == 413
    many = "&".join(f"f{n}=1" for n in range(1000))
    headers = HERE | {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/review/decide", content=many, headers=headers).status_code == 400
    assert lines(db) == []


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/review/decide", {"item": "zz-s0", "action": "confirm"}),
        ("/review/decide", {"item": "a1-s0", "action": "undo"}),
        ("/review/decide", {"item": "a1-s0", "action": "drop table"}),
        ("/review/decide", {"item": "a1-s0"}),
        ("/review/decide", {"item": "a1-s0", "action": "set"}),
        ("/review/decide", {"item": "a1-s0", "action": "set", "content": f"{EVIL} never said"}),
        ("/review/undo", {"id": "1"}),
        ("/review/undo", {"id": "١"}),
        ("/review/undo", {"id": "9" * 40}),
        ("/review/merge", {"names": "", "into": ""}),
        ("/review/split", {"name": "Iran", "into": "x", "reports": "nothing"}),
        ("/review/events", {"one": "ev0", "other": "zz", "action": "merge"}),
        ("/review/events", {"one": "ev0", "outlet": "99", "action": "split"}),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    client: TestClient, db: Path, address: str, given: dict[str, str]
) -> None:
    assert send(client, address, **given) in (400, 404)
    assert lines(db) == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_nothing_is_changed_but_by_a_form(client: TestClient, db: Path, method: str) -> None:
    address = f"/review/decide?token={secret(client)}&item=a1-s0&action=reject"
    assert client.request(method, address, headers=HERE).status_code in (404, 405)
    assert lines(db) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/report/a1.html#n-a1-s0", "/report/a1.html#n-a1-s0"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_away(given: str, expected: str) -> None:
    assert own_path(given) == expected


def test_without_an_office_nothing_is_taken(db: Path) -> None:
    client = TestClient(make_app(db), base_url="http://localhost")
    assert client.get("/review/").status_code == 404
    assert client.post("/review/decide", data={"item": "a1-s0"}, headers=HERE).status_code in (404, 405)
    page = Page(client.get("/report/a1.html").text)
    assert "script" not in page.tags and "post" not in page.values("method")


# Visitors


def test_whoever_asks_from_afar_must_bring_the_token(db: Path) -> None:
    app = make_app(db, ["pages.example"], token="s3cret", office=new_office("Ann"))
    client = TestClient(app, base_url="http://pages.example", follow_redirects=False)
    for path in ("/", "/report/a1.html", "/static/style.css", "/?token=wrong", "/?token=", "/?token=é"):
        response = client.get(path)
        assert response.status_code == 403 and "Envoys" not in response.text
        assert {n: response.headers[n] for n in HEADERS} == HEADERS
    assert client.post("/review/decide?token=s3cret", data={}).status_code == 403
    client.cookies.set("dragoman_visitor", "forged")
    assert client.get("/").status_code == 403
    welcome = client.get("/story/st0.html?token=s3cret&order=single")
    assert welcome.headers["location"] == "/story/st0.html?order=single"
    assert "HttpOnly" in welcome.headers["set-cookie"] and "SameSite=strict" in welcome.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set("dragoman_visitor", "s3cret")
    assert client.get("/").status_code == 200


# Hostile text

HOSTILE = {
    "right to left": "\u202eevil\u202c\u2066x\u2069\u200f",
    "nul": "a\x00b\x01c\x1b[31m",
    "script": EVIL,
    "template": "{{ 7 * 7 }}{% raw %}",
    "a huge name": "N" * 100_000,
}


EVERYWHERE = [
    "/", "/story/st0.html", "/story/st0-brief.html", "/report/a1.html", "/speakers/", "/actors/", "/review/",
    "/statements/", "/chronology/", "/review/edit/a1-s0.html", "/review/edit/a1-e0.html",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_words_everywhere(tmp_path: Path, text: str) -> None:
    db = tmp_path / "record.db"
    with Record.open(db, create=True) as record:
        fill(record)
        given = wire()
        statement = replace(given.statements[0], speaker=text, via=(text,))
        mention = replace(given.mentions[0], actors=(replace(given.mentions[0].actors[0], name=text),))
        report = replace(given.report, title=text, outlet=text, byline=text)
        record.add(
            replace(
                given,
                report=report,
                statements=(statement, *given.statements[1:]),
                mentions=(mention, given.mentions[1]),
            ),
            READER,
        )
        record.replace_comparison(comparison())
    client = TestClient(make_app(db, office=new_office(text[:90])), base_url="http://localhost")
    for path in EVERYWHERE:
        response = client.get(path)
        assert response.status_code == 200, path
        shown = Page(response.text)
        own = [name for name in shown.values("src") if name.endswith(("/static/review.js", "/static/spans.js"))]
        assert "img" not in shown.tags and shown.tags.count("script") == len(own) <= 2
        assert not [name for name, _ in shown.attributes if name.startswith("on") or name == "style"]
        assert "49" not in "".join(shown.text) or text != HOSTILE["template"]


def test_a_line_of_ten_megabytes_is_a_page(tmp_path: Path) -> None:
    text = "word " * 2_000_000
    report = replace(wire().report, text=text, header=(), body=Span(0, len(text)))
    with Record.open(tmp_path / "r.db", create=True) as record:
        record.begin_run(READER, "2026-01-01T00:00:00Z")
        record.add(Reading(report, (Span(0, len(text)),), (), ()), READER)
    client = TestClient(make_app(tmp_path / "r.db"), base_url="http://localhost")
    response = client.get("/report/a1.html")
    assert response.status_code == 200 and len(response.text) > len(text)
