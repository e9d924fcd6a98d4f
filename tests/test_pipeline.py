"""One report in, one reading out: fields given beside a text, dates, languages, and purity."""

from __future__ import annotations

import pytest

from dragoman.pipeline import compare, read, report_id
from dragoman.record import Capture, Comparison, Reading, Refusal

TEXT = "Iran's foreign minister said on Monday that talks with Iraq would begin in Vienna next week. Nobody denied it."


def reading(**given: str) -> Reading:
    found = read(Capture(**{"text": TEXT, "path": "a.jsonl:1", **given}))
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2007-03-02", "2007-03-02"),
        ("2007-03-02T10:00:00Z", "2007-03-02"),
        ("20070302", "2007-03-02"),
        ("Fri, 02 Mar 2007 10:00:00 GMT", "2007-03-02"),
        ("March 2, 2007", "2007-03-02"),
        ("02.03.2007", "2007-03-02"),
        ("last spring", None),
        ("2007-02-31", None),
        ("9999999999", None),
    ],
)
def test_a_date_beside_the_text(given: str, published: str | None) -> None:
    report = reading(published=given).report
    assert report.published == published
    assert (report.date_problem is None) is (published is not None)


def test_a_field_beside_the_text_stands_before_one_found_in_it() -> None:
    text = f"An old headline\n1 March 2007\n\n{TEXT}"
    report = reading(text=text, title="The headline", outlet="The Harbour Post", published="2007-03-02").report
    assert (report.title, report.outlet, report.published) == ("The headline", "The Harbour Post", "2007-03-02")


def test_relative_dates_hang_on_the_reports_date() -> None:
    whens = {m.when.value for m in reading(published="2007-03-02").mentions if m.when}
    assert whens and all(when >= "2007-02" for when in whens)
    assert not any(m.when for m in reading().mentions)


def test_another_language_is_refused() -> None:
    found = read(Capture("Der Minister sagte am Montag, dass die Gespräche in Wien beginnen würden. " * 5, "wien.txt"))
    assert isinstance(found, Refusal) and found.reason == "language" and "'de'" in found.detail


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "“", "a", "\ufeff", "é́́", "𝔘" * 50, "—" * 200, "said " * 500])
def test_any_text_gives_a_reading(text: str) -> None:
    assert isinstance(read(Capture(text, "odd.txt")), Reading)


def test_the_same_in_the_same_out() -> None:
    assert reading() == reading()
    assert report_id(Capture(TEXT, "a.txt")) == report_id(Capture(TEXT, "b.txt"))
    assert report_id(Capture(TEXT, "a.txt")) != report_id(Capture(TEXT, "a.txt", outlet="The Harbour Post"))


def test_nothing_compares_to_nothing() -> None:
    assert compare([]) == Comparison()


def test_every_report_is_in_one_story_and_every_mention_in_one_event() -> None:
    readings = [reading(outlet=outlet) for outlet in ("A", "B", "C")]
    compared = compare(readings)
    assert sorted(id for s in compared.stories for id in s.reports) == sorted(r.report.id for r in readings)
    assert sorted(m for e in compared.events for m in e.mentions) == sorted(m.id for r in readings for m in r.mentions)
