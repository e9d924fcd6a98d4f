"""The exported JSON is a contract: its keys, its values, and that every span slices to words of the report."""

from __future__ import annotations

from typing import Any

import pytest

import dragoman
from dragoman.export import as_json
from dragoman.record import ACTS, EVENT_TYPES, NARRATOR

from .conftest import EXAMPLES

REPORT = set("id path url outlet title byline published date_problem language text sentences statements events".split())
STATEMENT = {"id", "source", "cue", "content", "speaker", "speaker_kind", "via", "manner", "act", "confidence"} | {
    "country", "office",
}  # fmt: skip
MENTION = set(
    "id event trigger type mode actors recipients status said_by when when_span where magnitude confidence".split()
)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return as_json(dragoman.read(EXAMPLES))


def test_keys(told: dict[str, Any]) -> None:
    assert {"reports", "stories", "events", "differences", "refusals"} <= told.keys()
    for report in told["reports"]:
        assert report.keys() >= REPORT
        assert all(s.keys() >= STATEMENT for s in report["statements"])
        assert all(m.keys() >= MENTION for m in report["events"])


def test_values_are_of_closed_lists(told: dict[str, Any]) -> None:
    for report in told["reports"]:
        for s in report["statements"]:
            assert s["act"] in ACTS and s["manner"] in ("direct", "mixed", "indirect")
            assert s["speaker_kind"] in ("person", "organisation", "anonymous", "document")
            assert 0 < s["confidence"] < 1 and s["cue"] and s["content"]
        for m in report["events"]:
            assert m["type"] in EVENT_TYPES and m["status"] in ("actual", "planned", "possible", "negated")
            assert 0 < m["confidence"] < 1 and m["trigger"]


def test_everything_refers_to_something(told: dict[str, Any]) -> None:
    reports = {r["id"]: r for r in told["reports"]}
    mentions = {m["id"]: m for r in told["reports"] for m in r["events"]}
    events = {e["id"] for e in told["events"]}
    for report in told["reports"]:
        statements = {s["id"] for s in report["statements"]} | {NARRATOR}
        assert all(m["said_by"] in statements and m["event"] in events for m in report["events"])
    assert sorted(m for e in told["events"] for m in e["mentions"]) == sorted(mentions)
    assert sorted(id for s in told["stories"] for id in s["reports"]) == sorted(reports)
    for event in told["events"]:
        story = next(s for s in told["stories"] if s["id"] == event["story"])
        assert [a["report"] for a in event["accounts"]] == story["reports"]
    for difference in told["differences"]:
        assert len({q["report"] for q in difference["evidence"]}) >= 2
        assert all(
            0 <= q["span"][0] < q["span"][1] <= len(reports[q["report"]]["text"]) for q in difference["evidence"]
        )


def test_text_is_the_files_content(told: dict[str, Any]) -> None:
    for report in told["reports"]:
        if report["path"].endswith((".txt", ".md")):
            with open(report["path"], encoding="utf-8", newline="") as file:  # noqa: PTH123
                assert report["text"] == file.read()


def test_every_span_slices_to_words(told: dict[str, Any]) -> None:
    for report in told["reports"]:
        text = report["text"]
        spans = [*report["sentences"], *report["header"].values()]
        spans += [p for s in report["statements"] for role in ("source", "cue", "content") for p in s[role]]
        for m in report["events"]:
            spans += [*m["trigger"], *(a["span"] for a in m["actors"] + m["recipients"])]
            spans += [span for span in (m["when_span"], m["where_span"]) if span]
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]


def test_names_stand_in_their_spans(told: dict[str, Any]) -> None:
    """What a header field says is what its span holds, but for capitals, repairs and the form of a date."""
    for report in told["reports"]:
        for name, (start, end) in report["header"].items():
            if name != "published":
                held, said = report["text"][start:end].casefold(), report[name].casefold()
                assert held.split()[0] == said.split()[0] and held.split()[-1] == said.split()[-1]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_csv_holds_no_formula(value: str) -> None:
    from dragoman.export import cell

    assert cell(value).startswith("'")
