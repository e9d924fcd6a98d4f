"""What a person joined or split holds; undone, it binds no more; old ids lead to where a story lives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman import decisions
from dragoman.errors import NotFoundError, OptionError
from dragoman.record import Comparison, Reading, Report, Span, Story
from dragoman.store import Reader, Record

READER = Reader("r", "0", "m", {})


def reading(id: str, text: str = "The talks began on Friday.") -> Reading:
    report = Report(id, text, f"{id}.txt", None, None, id, None, "2031-04-08", None, "en", Span(0, len(text)))
    return Reading(report, (report.body,), (), ())


@pytest.fixture
def record() -> Iterator[Record]:
    """Two stories: st-a of reports a and b, st-c of c, d and e."""
    with Record.open(":memory:") as record:
        record.begin_run(READER, "")
        for id in "abcde":
            record.add(reading(id), READER)
        stories = (Story("st-a", "Talks", ("a", "b"), ()), Story("st-c", "Strike", ("c", "d", "e"), ()))
        record.replace_comparison(Comparison(stories))
        yield record


def groups(record: Record) -> dict[str, str]:
    return {story.id: "".join(story.reports) for story in record.stories()}


def test_joined_stories_are_one_and_the_younger_id_leads_to_it(record: Record) -> None:
    decision = decisions.join(record, "st-c", "st-a", "Ines", "one affair")
    assert groups(record) == {"st-a": "abcde"}
    assert record.story("st-c").id == "st-a"
    assert (decision.who, decision.why, decision.ones, decision.others) == (
        "Ines",
        "one affair",
        ("a", "b"),
        tuple("cde"),
    )
    assert not record.is_compared()


def test_reports_split_off_make_a_story(record: Record) -> None:
    decision = decisions.split(record, "st-c", ["d"])
    assert groups(record) == {"st-a": "ab", "st-c": "ce", decision.other: "d"}


def test_the_first_report_split_off_leaves_the_id_behind(record: Record) -> None:
    assert decisions.split(record, "st-c", ["c"]).other == "st-c-2"
    assert groups(record) == {"st-a": "ab", "st-c": "de", "st-c-2": "c"}


def test_a_later_decision_overrules(record: Record) -> None:
    made = decisions.split(record, "st-c", ["d"]).other
    assert decisions.binding(record, ["c", "d", "e"])[1] == {frozenset("cd"), frozenset("de")}
    decisions.join(record, "st-c", made)
    assert decisions.binding(record, ["c", "d"]) == ({frozenset("cd")}, set())


def test_undone_decisions_bind_no_more(record: Record) -> None:
    number = decisions.split(record, "st-c", ["d"], "Ines").number
    assert decisions.undo(record, number, "Pavel").undone_by == "Pavel"
    assert decisions.binding(record, ["c", "d", "e"]) == (set(), set())
    assert not record.is_compared()
    with pytest.raises(OptionError, match="undone already"):
        decisions.undo(record, number)


def test_decisions_are_listed(record: Record) -> None:
    first = decisions.split(record, "st-c", ["d"])
    second = decisions.join(record, "st-a", first.other)
    assert [d.number for d in decisions.decisions(record)] == [second.number, first.number]
    assert decisions.decisions(record, "st-c") == [decisions.decisions(record)[1]]


@pytest.mark.parametrize("reports", [[], ["c", "d", "e"], ["a"]])
def test_what_cannot_be_split(record: Record, reports: list[str]) -> None:
    with pytest.raises(OptionError):
        decisions.split(record, "st-c", reports)
    assert groups(record) == {"st-a": "ab", "st-c": "cde"} and not decisions.decisions(record)


def test_what_is_not_there(record: Record) -> None:
    with pytest.raises(NotFoundError):
        decisions.join(record, "st-a", "st-x")
    with pytest.raises(NotFoundError):
        decisions.undo(record, 7)
    with pytest.raises(OptionError, match="one story already"):
        decisions.join(record, "st-a", "st-a")
