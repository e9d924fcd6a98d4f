"""Corrections: what a reviewer says stands in every view, outlives a new reading, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dragoman.corrections import Correction, agreement, find_words, values_of
from dragoman.errors import NotFoundError, OptionError, RecordError
from dragoman.record import Mention, Reading, Span, Statement
from dragoman.run import as_read, compare_corrected, compare_in
from dragoman.store import Reader, Record

READER = Reader("r1", "dragoman 0.1", "model-1", {})
AGAIN = READER._replace(id="r2")
ANN: dict[str, Any] = {"who": "Ann", "at": "2026-11-22T08:00:00+00:00"}
BEN: dict[str, Any] = {"who": "Ben", "at": "2026-11-23T08:00:00+00:00"}

TEXT = {
    "a1": "Envoys of Iran and Norway met in Oslo on Friday. T. Snow said the talks were useful.",
    "b2": "Iran's envoy and a Norwegian one met in Oslo on Friday. Tony Snow denied that they were useful.",
    "c3": "Rain fell on the harbour and the ferries stayed in port all day long.",
}


def reading(id: str) -> Reading:
    """A report of two sentences: who met, and what Snow says of it."""
    from dragoman.record import Actor, Report, When

    text = TEXT[id]
    report = Report(
        id, text, f"{id}.txt", None, f"Outlet {id}", "Talks", None, "2007-03-02", None, "en", Span(0, len(text))
    )
    if id == "c3":
        return Reading(report, (Span(0, len(text)),), (), ())
    met, name = text.index("met"), "T. Snow" if id == "a1" else "Tony Snow"
    cue = "said" if id == "a1" else "denied"
    said = Statement(
        f"{id}-s{text.index(cue)}", (span(text, name),), (span(text, cue),), (span(text, "useful"),), name, "person",
        (), "indirect", "state", 0.6 if id == "a1" else 0.9,
    )  # fmt: skip
    iran = Actor("Iran", "IRN", "GOV", span(text, "Iran"))
    mention = Mention(
        f"{id}-e{met}", (Span(met, met + 3),), "CONSULT", None, (iran,), (), "actual", "narrator",
        When("2007-03-02", span(text, "Friday")), None, (), 0.4 if id == "a1" else 0.8,
    )  # fmt: skip
    cut = text.index(".", text.index("Friday")) + 1
    return Reading(report, (Span(0, cut), Span(cut + 1, len(text))), (said,), (mention,))


def span(text: str, of: str) -> Span:
    return Span(text.index(of), text.index(of) + len(of))


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.open(":memory:") as record:
        record.begin_run(READER, "2026-01-01T00:00:00Z")
        record.begin_run(AGAIN, "2026-01-02T00:00:00Z")
        for id in TEXT:
            record.add(reading(id), READER)
        compare_in(record)
        yield record


SAID, MET = reading("a1").statements[0].id, reading("a1").mentions[0].id
SAID_B, MET_B = reading("b2").statements[0].id, reading("b2").mentions[0].id


@pytest.mark.parametrize(
    ("item", "field", "value", "shown"),
    [
        (MET, "type", "AGREE", "AGREE"),
        (MET, "status", "planned", "planned"),
        (MET, "when", "2007-03", "2007-03"),
        (MET, "when", None, None),
        (MET, "actors", [["Iran", "IRN"], ["Norway", "nor"]], [["Iran", "IRN"], ["Norway", "NOR"]]),
        (MET, "recipients", [["Norway", None]], [["Norway", None]]),
        (SAID, "speaker", " Tony  Snow ", "Tony Snow"),
        (SAID, "speaker", "", None),
        (SAID, "speaker_kind", "anonymous", "anonymous"),
        (SAID, "act", "praise", "praise"),
        (SAID, "content", [[61, 83]], [[61, 83]]),
        (SAID, "source", [], []),
    ],
)
def test_a_field_that_is_set_is_shown_and_taken_back(
    record: Record, item: str, field: str, value: Any, shown: Any
) -> None:
    before = record.reading("a1")
    line = record.corrections.decide(item, "set", values={field: value}, why="the text says so", **ANN)
    assert (line.who, line.at, line.why, line.action) == ("Ann", ANN["at"], "the text says so", "set")
    now = record.statement(item) if item == SAID else record.mention(item)
    assert values_of(now)[field] == shown
    assert record.corrections.marks("a1") == {item: (line,)}
    record.corrections.undo(line.id, **BEN)
    assert record.reading("a1") == before
    assert record.corrections.marks("a1") == {}
    assert [(c.action, c.who) for c in record.corrections.lines()] == [("set", "Ann"), ("undo", "Ben")]


@pytest.mark.parametrize(
    ("item", "values", "said"),
    [
        (MET, {"type": "KISS"}, "expected one of AGREE"),
        (MET, {"when": "next week"}, "expected a date such as"),
        (MET, {"when": "2007-13-40"}, "expected a date such as"),
        (MET, {"actors": [["Iran", "Persia"]]}, "expected three letters"),
        (MET, {"actors": [["", None]]}, "expected 1 to 300"),
        (MET, {"speaker": "Iran"}, "expected one of type"),
        (MET, {"type": "CONSULT"}, "nothing to set"),
        (MET, {}, "nothing to set"),
        (SAID, {"speaker": "x" * 301}, "expected 1 to 300"),
        (SAID, {"content": [[0, 9999]]}, "within the report's"),
        (SAID, {"content": [[5, 5]]}, "within the report's"),
        (SAID, {"content": [[True, 5]]}, "within the report's"),
        (SAID, {"content": []}, "within the report's"),
    ],
)
def test_what_cannot_be_set_is_refused_and_leaves_no_line(
    record: Record, item: str, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(OptionError, match=said):
        record.corrections.decide(item, "set", values=values, **ANN)
    assert record.corrections.count() == 0 and record.reading("a1") == reading("a1")


def test_unknown_items_lines_and_missing_names_are_refused(record: Record) -> None:
    with pytest.raises(NotFoundError, match="review queue"):
        record.corrections.decide("a1-e999", "confirm", **ANN)
    with pytest.raises(NotFoundError, match="review history"):
        record.corrections.undo(7, **ANN)
    with pytest.raises(OptionError, match="who"):
        record.corrections.decide(MET, "confirm", who=" ", at="2026-11-22")


def test_what_is_rejected_is_gone_from_every_view_until_it_is_taken_back(record: Record) -> None:
    line = record.corrections.decide(SAID, "reject", **ANN)
    assert record.statements("a1") == [] and not said_hits(record)
    assert [(item.id, lines) for item, lines in record.corrections.rejected("a1")] == [(SAID, (line,))]
    record.corrections.undo(line.id, **ANN)
    assert record.reading("a1") == reading("a1") and said_hits(record) == [SAID]


def said_hits(record: Record) -> list[str | None]:
    return [hit.statement for hit in record.search("useful T. Snow") if hit.statement]


def test_an_undo_can_be_taken_back_and_nothing_twice(record: Record) -> None:
    line = record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    undo = record.corrections.undo(line.id, **ANN)
    with pytest.raises(OptionError, match="taken back before"):
        record.corrections.undo(line.id, **ANN)
    record.corrections.undo(undo.id, **ANN)
    assert record.mention(MET).type == "AGREE"
    assert record.corrections.taken_back() == {undo.id}


def test_corrections_follow_one_another(record: Record) -> None:
    first = record.corrections.decide(MET, "set", values={"type": "AGREE", "status": "planned"}, **ANN)
    record.corrections.decide(MET, "set", values={"type": "AID"}, **BEN)
    assert (record.mention(MET).type, record.mention(MET).status) == ("AID", "planned")
    record.corrections.undo(first.id, **ANN)
    assert (record.mention(MET).type, record.mention(MET).status) == ("AID", "actual")


def test_history_cannot_be_deleted_or_changed(record: Record) -> None:
    record.corrections.decide(MET, "confirm", **ANN)
    for sql in ("DELETE FROM corrections", "UPDATE corrections SET who = 'Eve'"):
        with pytest.raises(sqlite3.Error, match="never deleted"):
            record._execute(sql)


def test_a_new_reading_changes_no_correction(record: Record) -> None:
    record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    record.corrections.decide(SAID, "reject", **ANN)
    again = reading("a1")
    again = replace(again, mentions=(replace(again.mentions[0], status="possible"),))
    record.add(again, AGAIN)
    assert (record.mention(MET).type, record.mention(MET).status) == ("AGREE", "possible")
    assert record.statements("a1") == []
    assert set(record.corrections.marks("a1")) == {MET, SAID}


def test_a_correction_finds_its_item_where_a_new_reading_cuts_it_otherwise(record: Record) -> None:
    line = record.corrections.decide(SAID, "set", values={"speaker": "Tony Snow"}, **ANN)
    again, place = reading("a1"), reading("a1").statements[0].cue[0]
    moved = replace(again.statements[0], id=f"a1-s{place.start - 5}", cue=(Span(place.start - 5, place.end),))
    record.add(replace(again, statements=(moved,)), AGAIN)
    assert [(s.id, s.speaker) for s in record.statements("a1")] == [(moved.id, "Tony Snow")]
    assert record.corrections.marks("a1") == {moved.id: (line,)}
    record.corrections.undo(line.id, **ANN)
    assert [s.speaker for s in record.statements("a1")] == ["T. Snow"]


@pytest.mark.parametrize("action", ["confirm", "set"])
def test_what_a_reviewer_upheld_stays_where_a_new_reading_misses_it(record: Record, action: Any) -> None:
    values = {"type": "AGREE"} if action == "set" else None
    line = record.corrections.decide(MET, action, values=values, **ANN)
    record.add(replace(reading("a1"), mentions=()), AGAIN)
    assert [m.id for m in record.mentions("a1")] == [MET]
    record.corrections.undo(line.id, **ANN)
    assert record.mentions("a1") == []


def test_what_was_rejected_and_is_not_read_any_more_stays_away(record: Record) -> None:
    record.corrections.decide(MET, "reject", **ANN)
    record.add(replace(reading("a1"), mentions=()), AGAIN)
    assert record.mentions("a1") == []


def test_a_trigger_that_was_set_holds_for_a_new_reading(record: Record) -> None:
    line = record.corrections.decide(MET, "set", values={"trigger": [[0, 4]]}, **ANN)
    assert record.mention(MET).trigger == (Span(0, 4),)
    record.add(reading("a1"), AGAIN)
    assert record.mention(MET).trigger == (Span(0, 4),) and line.before["trigger"] != [[0, 4]]
    record.corrections.undo(line.id, **ANN)
    assert [list(span) for span in record.mention(MET).trigger] == line.before["trigger"]
    with pytest.raises(OptionError, match="expected pairs"):
        record.corrections.decide(MET, "set", values={"trigger": []}, **ANN)


def test_names_of_one_person_are_merged_everywhere_and_parted_again(record: Record) -> None:
    line = record.corrections.merge_names(["T. Snow"], "Tony Snow", **ANN)
    assert {s.speaker for s in record.statements()} == {"Tony Snow"}
    assert record.corrections.marks() == {SAID: (line,)}
    record.add(reading("a1"), AGAIN)
    assert {s.speaker for s in record.statements()} == {"Tony Snow"}, "a new reading follows the rule"
    assert SAID in {item.id for item in record.corrections.queue()}, "a name is no decision on the item"
    record.corrections.undo(line.id, **ANN)
    assert {s.speaker for s in record.statements()} == {"T. Snow", "Tony Snow"}


def test_a_name_is_somebody_else_in_one_report(record: Record) -> None:
    line = record.corrections.split_name("Iran", ["b2"], "Iran (team)", **ANN)
    assert [actor.name for m in record.mentions() for actor in m.actors] == ["Iran", "Iran (team)"]
    assert record.corrections.marks() == {MET_B: (line,)}
    with pytest.raises(OptionError, match="another name"):
        record.corrections.split_name("Iran", [], "Iran II", **ANN)
    with pytest.raises(OptionError, match="two names"):
        record.corrections.merge_names(["Iran"], "Iran", **ANN)


def events_of(record: Record) -> list[set[str]]:
    return [set(event.mentions) for event in record.events()]


def test_happenings_are_parted_and_joined(record: Record) -> None:
    together = events_of(record) == [{MET, MET_B}]
    line = record.corrections.group([MET], [MET_B], together=not together, **ANN)
    assert compare_corrected(record)
    assert (events_of(record) == [{MET, MET_B}]) is not together
    compare_in_anew(record)
    assert (events_of(record) == [{MET, MET_B}]) is not together, "the next comparison heeds it"
    record.corrections.undo(line.id, **ANN)
    compare_corrected(record)
    assert (events_of(record) == [{MET, MET_B}]) is together
    with pytest.raises(OptionError, match="share none"):
        record.corrections.group([MET], [MET], together=True, **ANN)


def compare_in_anew(record: Record) -> None:
    record.execute("UPDATE stories SET stale = 1")
    compare_in(record)


def test_a_story_is_compared_anew_after_a_correction(record: Record) -> None:
    for item in (MET, MET_B):
        record.corrections.decide(item, "set", values={"type": "AGREE"}, **ANN)
    assert record.corrections.outdated()
    assert compare_corrected(record) and not record.corrections.outdated()
    assert {event.type for event in record.events()} == {"AGREE"}


def test_as_read_gives_the_programs_own_reading(record: Record) -> None:
    before = list(record.readings()), record.events()
    record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    record.corrections.decide(SAID, "reject", **ANN)
    record.corrections.merge_names(["Iran"], "Islamic Republic of Iran", **ANN)
    compare_corrected(record)
    with as_read(record) as own:
        assert (list(own.readings()), own.events()) == before
        assert own.corrections.marks() == {}
    assert record.corrections.count() == 3


def test_the_queue_begins_with_what_is_least_certain(record: Record) -> None:
    def ids() -> list[str]:
        return [item.id for item in record.corrections.queue()]

    assert ids() == [MET, SAID, MET_B, SAID_B]
    assert [item.id for item in record.corrections.queue(1, 1)] == [SAID]
    assert [item.id for item in record.corrections.queue(kind="statement")] == [SAID, SAID_B]
    line = record.corrections.decide(MET, "confirm", **ANN)
    record.corrections.decide(SAID, "reject", **ANN)
    assert ids() == [MET_B, SAID_B]
    record.corrections.undo(line.id, **ANN)
    assert ids() == [MET, MET_B, SAID_B]


def test_agreement_by_reviewer_and_field(record: Record) -> None:
    record.corrections.decide(MET, "confirm", **ANN)
    record.corrections.decide(MET_B, "set", values={"type": "AGREE"}, **ANN)
    record.corrections.decide(MET_B, "confirm", **ANN)
    record.corrections.decide(SAID, "reject", **BEN)
    undone = record.corrections.decide(SAID_B, "reject", **BEN)
    record.corrections.undo(undone.id, **BEN)
    found = {(a.who, a.kind, a.field): a for a in agreement(record.corrections.lines())}
    of_type, speaker = found["Ann", "event", "type"], found["Ben", "statement", "speaker"]
    assert (of_type.confirmed, of_type.corrected, of_type.rejected, of_type.share) == (1, 1, 0, 0.5)
    assert found["Ann", "event", "status"].share == 1.0
    assert (speaker.confirmed, speaker.corrected, speaker.rejected) == (0, 0, 1)


def test_a_correction_that_fails_leaves_nothing_behind(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(record.corrections, "_write", fail)
    with pytest.raises(RecordError):
        record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    assert record.corrections.count() == 0


def test_words_are_found_nearest_to_their_item() -> None:
    text = "We met. They said we met\nin Oslo, and we met again."
    assert find_words(text, ["we met in Oslo", " "], 0) == (Span(18, 32),)
    assert find_words(text, ["we met"], 45) == (Span(38, 44),)
    with pytest.raises(OptionError, match="letter for letter"):
        find_words(text, ["never said"], 0)


def test_a_line_of_the_history_is_a_value(record: Record) -> None:
    line = record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    assert isinstance(line, Correction) and record.corrections.history(1) == [line]
    assert (line.before, line.value, line.day) == ({"type": "CONSULT"}, {"type": "AGREE"}, "2026-11-22")


def test_lists_filled_story_by_story_are_those_filled_whole(record: Record) -> None:
    record.corrections.decide(MET, "set", values={"type": "AGREE"}, **ANN)
    record.corrections.merge_names(["Iran"], "Islamic Republic of Iran", **ANN)
    compare_corrected(record)
    record.add(record.reading(record.report_of(MET_B)), READER)
    compare_in(record)
    tables = ("story_cards", "story_traits", "speakers", "actors", "outlets", "origins", "figures", "unlisted")
    filled = {table: sorted(map(repr, record.select(f"SELECT * FROM {table}"))) for table in tables}
    with record.transaction():
        record.lists.refresh()
    for table in tables:
        assert filled[table] == sorted(map(repr, record.select(f"SELECT * FROM {table}"))), table
    assert filled["story_cards"] and not filled["unlisted"]
