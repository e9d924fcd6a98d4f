"""The record's file: what goes in comes out, and what is wrong with a file is said."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

import dragoman
from dragoman.errors import NotFoundError, OptionError, RecordError
from dragoman.migrations import migrations
from dragoman.pipeline import compare, read
from dragoman.record import Capture, Comparison, Officeholder, Reading, Refusal
from dragoman.rows import report_row, statement_row
from dragoman.run import reader
from dragoman.search import HIT_CLOSE, HIT_OPEN
from dragoman.store import Import, Reader, Record

ACCORD = """Envoys agree on a truce
2 March 2007
The Harbour Post

Envoys of Iran and Iraq met in Baghdad on Thursday. “We will hold our fire,” Iran's foreign minister, Hassan Rahimi, \
said. A senior official said that 2,000 troops would leave, without giving any evidence.
"""
DENIAL = """No truce, says Baghdad
3 March 2007
The Morning Ledger

Iraq denied on Friday that it had agreed to a truce with Iran. “There was no such meeting,” a spokesman told reporters.
"""


def reading_of(text: str, path: str) -> Reading:
    found = read(Capture(text, path))
    assert isinstance(found, Reading)
    return found


@pytest.fixture
def readings() -> list[Reading]:
    return [reading_of(ACCORD, "accord.txt"), reading_of(DENIAL, "denial.txt")]


@pytest.fixture
def record(readings: list[Reading]) -> Record:
    record = Record.open(":memory:")
    own = reader()
    record.begin_run(own, "2007-03-04T00:00:00")
    for reading in readings:
        record.add(reading, own)
    record.replace_comparison(compare(readings))
    return record


def test_what_goes_in_comes_out(record: Record, readings: list[Reading]) -> None:
    assert list(record.readings()) == readings
    assert [record.reading(r.report.id) for r in readings] == readings
    assert readings[0].statements and readings[0].mentions and readings[0].offices


def test_a_comparison_comes_out_as_it_went_in(record: Record, readings: list[Reading]) -> None:
    stored = Comparison(tuple(record.stories()), tuple(record.events()), tuple(record.differences()))
    assert stored == compare(readings)
    assert record.is_compared()


def test_adding_again_replaces(record: Record, readings: list[Reading]) -> None:
    before = record.count("statements"), record.count("participants")
    record.add(readings[0], reader())
    assert (record.count("reports"), record.count("statements"), record.count("participants")) == (2, *before)


def test_a_refusal_goes_when_its_path_is_read(record: Record, readings: list[Reading]) -> None:
    record.refuse(Refusal("accord.txt", "empty", "holds nothing"))
    record.refuse(Refusal("gone.txt", "missing", "no such file"))
    record.add(readings[0], reader())
    assert [refusal.path for refusal in record.refusals()] == ["gone.txt"]


def test_an_id_may_be_shortened(record: Record, readings: list[Reading]) -> None:
    id = readings[0].report.id
    assert record.report(id[:6]).id == id
    with pytest.raises(NotFoundError, match=r"'zzz'.*dragoman show reports"):
        record.report("zzz")
    with pytest.raises(NotFoundError, match="start of several"):
        record.report("")


def test_statements_by_speaker(record: Record) -> None:
    speakers = {s.speaker for s in record.statements()}
    assert "Hassan Rahimi" in speakers
    assert all(s.speaker == "Hassan Rahimi" for s in record.statements(speaker="hassan rahimi"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("truce", True),
        ("TRUCE", True),
        ('"no such meeting"', True),
        ('"such no meeting"', False),
        ("fire Rahimi", True),
        ("zeppelin", False),
        ("", False),
        ("   ", False),
        ('"', False),
        ("AND", True),
        ("truce AND zeppelin", False),
        ("NEAR(truce", False),
        ("truce*", True),
        ("col:truce", False),
        ("';DROP TABLE reports;--", False),
        ("\0", False),
        ("😀", False),
    ],
)
def test_search_takes_any_words(record: Record, words: str, found: bool) -> None:
    assert bool(record.search(words)) is found


def test_search_marks_what_it_found(record: Record) -> None:
    hit = next(hit for hit in record.search("meeting") if hit.statement)
    assert f"{HIT_OPEN}meeting{HIT_CLOSE}" in hit.snippet


def test_search_survives_vacuum(record: Record, tmp_path: Path, readings: list[Reading]) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as own:
        own.begin_run(reader(), "")
        for reading in [*readings, readings[0]]:
            own.add(reading, reader())
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM")
    with Record.open(path) as own:
        assert {hit.title for hit in own.search("Rahimi")} == {"Envoys agree on a truce"}


def test_frames(record: Record) -> None:
    pytest.importorskip("pandas")
    frame = record.to_pandas()
    assert len(frame) == record.count("statements") and "row" not in frame
    assert set(record.to_pandas("events")["type"])
    with pytest.raises(OptionError, match="'verdicts': expected one of reports, statements"):
        record.to_pandas("verdicts")


def test_a_snapshot_does_not_move(tmp_path: Path, readings: list[Reading]) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as writer, Record.open(path) as looker:
        writer.begin_run(reader(), "")
        writer.add(readings[0], reader())
        with looker.snapshot():
            assert looker.count("reports") == 1
            writer.add(readings[1], reader())
            assert looker.count("reports") == 1
        assert looker.count("reports") == 2


def test_a_record_of_an_older_version_is_brought_up_to_date(tmp_path: Path, readings: list[Reading]) -> None:
    path = tmp_path / "record.db"
    with sqlite3.connect(path) as connection:
        migrations.apply(Database(connection), stop_before="m002_offices")
        connection.execute("INSERT INTO readers VALUES ('r', 'dragoman 0', 'rules', '{}')")
        old = {**report_row(readings[0], "r"), "id": "old"}
        connection.execute(
            f"INSERT INTO reports ({', '.join(old)}) VALUES ({', '.join('?' * len(old))})", tuple(old.values())
        )
        row = statement_row(readings[0].report, 0, readings[0].statements[0]) | {"report": "old"}
        known = {name: value for name, value in row.items() if name not in ("country", "office", "published")}
        connection.execute(
            f"INSERT INTO statements ({', '.join(known)}) VALUES ({', '.join('?' * len(known))})", tuple(known.values())
        )
    with Record.open(path) as record:
        assert record.statements() == [replace(readings[0].statements[0], country=None, office=None)]
        assert record.value("SELECT published FROM statements") == readings[0].report.published is not None
        assert record.search("fire")
    Record.open(path).close()


def test_a_reading_of_before_has_no_offices_in_its_reports_words(tmp_path: Path, readings: list[Reading]) -> None:
    path = tmp_path / "record.db"
    with sqlite3.connect(path) as connection:
        migrations.apply(Database(connection), stop_before="m003_officeholders")
        connection.execute("INSERT INTO readers VALUES ('r', 'dragoman 0', 'rules', '{}')")
        old = report_row(readings[0], "r")
        connection.execute(
            f"INSERT INTO reports ({', '.join(old)}) VALUES ({', '.join('?' * len(old))})", tuple(old.values())
        )
    with Record.open(path) as record:
        assert record.reading(readings[0].report.id).offices == ()
        assert record.provenance() == [Reader("r", "dragoman 0", "rules", {}, ())]
        assert not record.imports() and not record.officeholders()


def test_imported_tables_come_out_as_they_went_in(record: Record) -> None:
    rows = [
        Officeholder("Hassan Rahimi", "Q1", "foreign minister", "IRN", "2005-08", None, "a.csv"),
        Officeholder("Anna Kerr", None, "mayor", None, "2001", "2005-08-03", "a.csv"),
    ]
    given = Import("a.csv", "0123456789ab", "IRN", 2)
    assert record.import_officeholders(given, rows) == 0
    assert record.import_officeholders(given, rows) is None
    assert record.officeholders() == rows and record.imports() == [given]
    again = given._replace(country=None, rows=1)
    assert record.import_officeholders(again, rows[:1]) == 2
    assert record.officeholders() == rows[:1] and record.imports() == [again]


def test_country_and_office_come_out_as_they_went_in(record: Record, readings: list[Reading]) -> None:
    said = replace(readings[0].statements[0], country="IRN", office="foreign minister")
    record.add(replace(readings[0], statements=(said,)), reader())
    assert record.statement(said.id) == said


# Files that are no record


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no such record; make one with: dragoman read"):
        dragoman.open(tmp_path / "none.db")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"not a database at all, just words " * 40, "not a SQLite file"), (b"", None)],
    ids=["text", "empty"],
)
def test_a_file_that_is_no_record(tmp_path: Path, content: bytes, said: str | None) -> None:
    path = tmp_path / "odd.db"
    path.write_bytes(content)
    if said is None:  # an empty file is an empty SQLite file
        Record.open(path, create=True).close()
        return
    with pytest.raises(RecordError, match=said):
        Record.open(path)
    assert path.read_bytes() == content


def test_somebody_elses_tables_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    with pytest.raises(RecordError, match=r"not a dragoman record \(it holds contacts"):
        Record.open(path, create=True)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_newer_record_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dragoman', 'm999_later', '')"
        )
    with pytest.raises(RecordError, match=r"newer dragoman \(m999_later\)"):
        Record.open(path)


def test_a_damaged_record(tmp_path: Path, readings: list[Reading]) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        record.begin_run(reader(), "")
        for reading in readings:
            record.add(reading, reader())
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"record\.db"), Record.open(path) as record:
        list(record.readings())


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="unable to open"):
        Record.open(tmp_path / "no" / "such" / "folder.db", create=True)
