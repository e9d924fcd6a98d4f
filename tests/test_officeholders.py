"""Tables of office-holders that somebody brings: what is taken, what is refused, and what readings make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.actors.offices import (
    country_of_holder,
    is_contradicted,
    office_named,
    terms,
    terms_at,
    tracked_offices,
    with_given,
)
from dragoman.cli import main
from dragoman.commands import SOME_REFUSED
from dragoman.errors import OptionError, PathError
from dragoman.officeholders import read_table
from dragoman.pipeline import read
from dragoman.record import Capture, Officeholder, Reading
from dragoman.store import Record

HEAD = "position,person,personID,start,end"
TABLE = f"{HEAD}\nMinister of Defence,Paul Weiss,Q1,2001-05-02,2009-10\nMayor of Basra,Sami Örn,Q2,2003,\n"
REPORT = "Weiss speaks\n2 March 2007\nThe Harbour Post\n\nPaul Weiss said on Friday that the dam was safe.\n"


def call(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


# The table


def test_rows_are_taken() -> None:
    rows, faults = read_table(TABLE, "a.csv", "irq")
    assert not faults
    assert rows == [
        Officeholder("Paul Weiss", "Q1", "Minister of Defence", "IRQ", "2001-05-02", "2009-10", "a.csv"),
        Officeholder("Sami Örn", "Q2", "Mayor of Basra", "IRQ", "2003", None, "a.csv"),
    ]


def test_a_country_of_the_row_goes_before_that_of_the_table() -> None:
    rows, _ = read_table("country,person,position,start,end\nirn,A B,king,2001,\n,C D,king,2001,\n", "a.csv", "IRQ")
    assert [row.country for row in rows] == ["IRN", "IRQ"]


REFUSED = [
    ("king,,Q1,2001,", "no person; expected a name in the column 'person'; fill it in"),
    (",A B,Q1,2001,", "no position; expected"),
    ("king,A B,Q1,,2001", "no start; expected a date such as 2005-08-03, 2005-08 or 2005; fill it in"),
    ("king,A B,Q1,2001,2014s", "end '2014s'; expected an ISO date"),
    ("king,A B,Q1,03/08/2005,", "start '03/08/2005'; expected an ISO date"),
    ("king,A B,Q1,2005-02-30,", "start '2005-02-30'; expected an ISO date"),
    ("king,A B,Q1,2005-13,", "start '2005-13'; expected an ISO date"),
    ("king,A B,Q1,2005-08-03,2004", "end '2004' is before start '2005-08-03'; expected a later date"),
    ("king,A B,Q1,2005,2006,too,many", "more cells than the head has columns"),
]


@pytest.mark.parametrize(("row", "said"), REFUSED)
def test_a_bad_row_is_refused_and_the_rest_goes_in(row: str, said: str) -> None:
    rows, faults = read_table(f"{TABLE}{row}\nking,C D,,2001,\n", "a.csv")
    assert [row.person for row in rows] == ["Paul Weiss", "Sami Örn", "C D"]
    assert [fault.line for fault in faults] == [4] and said in faults[0].said


def test_an_end_at_the_precision_of_the_start_is_no_fault() -> None:
    assert read_table(f"{HEAD}\nking,A B,,2005-08-03,2005\nking,A B,,2005,2005\n", "a.csv")[1] == []


def test_a_line_is_counted_where_its_row_begins() -> None:
    _, faults = read_table(f'{HEAD}\nking,"A\nB",,2001,\n\nking,,,2001,\n', "a.csv")
    assert [fault.line for fault in faults] == [5]


def test_an_unknown_country_is_told() -> None:
    with pytest.raises(OptionError, match="--country XX: expected an ISO 3166-1 alpha-3 code"):
        read_table(TABLE, "a.csv", "XX")
    _, faults = read_table("country,person,position,start,end\nZZZ,A B,king,2001,\n", "a.csv")
    assert "country 'ZZZ'; expected an ISO 3166-1 alpha-3 code" in faults[0].said


@pytest.mark.parametrize("text", ["", "person;position;start;end\n", "name,office\nA B,king\n"])
def test_what_is_no_such_table_is_told(text: str) -> None:
    with pytest.raises(PathError, match=r"a\.csv: no column 'position'; expected position, person, start, end"):
        read_table(text, "a.csv")


@pytest.mark.shared
def test_real_tables(shared_data: Path) -> None:
    for path in sorted((shared_data / "officeholders").glob("*.csv")):
        rows, faults = read_table(path.read_text("utf-8"), str(path))
        assert len(rows) > 100 and len(faults) <= 1, path.name


# What the terms of the package's table and the given ones say together


def given(person: str, office: str, start: str, end: str | None, id: str | None = None) -> Officeholder:
    return Officeholder(person, id, office, "IRQ", start, end, "a.csv")


def test_given_terms_stand_behind_those_of_the_package() -> None:
    known = with_given([given("Condoleezza Rice", "provost", "2007", "2007"), given("Sami Örn", "mayor", "2003", None)])
    assert [term.office for term in terms_at("Condoleezza Rice", "2007-03-01", known)] == [
        "secretary of state", "provost",
    ]  # fmt: skip
    assert [term.office for term in terms_at("Condoleezza Rice", "2007-03-01")] == ["secretary of state"]
    assert [(term.office, term.file) for term in terms_at("Sami Orn", "2010-01-01", known)] == [("mayor", "a.csv")]
    assert country_of_holder("Sami Örn", known) == "IRQ" and country_of_holder("Sami Örn") is None


def test_two_persons_of_one_name_hold_no_office_on_a_day_that_both_do() -> None:
    known = with_given(
        [given("Ali Nasser", "king", "2001", "2005", "Q1"), given("Ali Nasser", "mayor", "2004", "", "Q2")]
    )
    assert [term.office for term in terms_at("Ali Nasser", "2002-01-01", known)] == ["king"]
    assert terms_at("Ali Nasser", "2004-01-01", known) == ()


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Minister of Defence", "defence minister"),
        ("US Defense Secretary", "defence minister"),
        ("Premier", "prime minister"),
        ("former foreign minister", "foreign minister"),
        ("Deputy Minister of Foreign Affairs", "deputy minister of foreign affairs"),
        ("Mayor of  Basra", "mayor of basra"),
        ("", ""),
    ],
)
def test_the_office_that_a_wording_names(words: str, office: str) -> None:
    assert office_named(words) == office


CONTRADICTED = [
    ("defence minister", ["foreign minister"], True),
    ("Foreign Minister", ["foreign minister"], False),
    ("foreign minister", ["foreign secretary"], False),
    ("defence minister", ["foreign minister", "Minister of Defence"], False),
    ("defence minister", [], False),
    ("minister", ["foreign minister"], False),
    ("leader", ["prime minister"], False),
    ("rowing coach", ["prime minister"], False),
    ("former foreign minister", ["foreign minister"], True),
    ("former foreign minister", ["prime minister"], False),
    ("then foreign minister", ["prime minister"], False),
]


@pytest.mark.parametrize(("words", "held", "expected"), CONTRADICTED)
def test_a_table_that_contradicts_a_report(words: str, held: list[str], expected: bool) -> None:
    known = with_given([given("A B", office, "2005", None) for office in held])
    at = terms_at("A B", "2007-03-02", known)
    assert is_contradicted(words, "2007-03-02", at, tracked_offices(terms())) is expected


def test_who_left_on_the_day_may_be_called_former() -> None:
    known = with_given([given("A B", "foreign minister", "2005", "2007-03-02")])
    at = terms_at("A B", "2007-03-02", known)
    assert not is_contradicted("former foreign minister", "2007-03-02", at, tracked_offices(known))


# Reading with them


def test_a_reading_takes_what_the_report_leaves_open() -> None:
    known = with_given(read_table(TABLE, "a.csv", "IRQ")[0])
    for held, office, country in ((None, None, None), (known, "Minister of Defence", "IRQ")):
        reading = read(Capture(REPORT, "a.txt"), known=held)
        assert isinstance(reading, Reading)
        assert [(s.office, s.country) for s in reading.statements] == [(office, country)]
    told = read(Capture(REPORT.replace("Paul W", "Mayor Paul W"), "a.txt"), known=known)
    assert isinstance(told, Reading) and [s.office for s in told.statements] == ["Mayor"]


def test_offices_in_a_reports_own_words_lead_to_them() -> None:
    text = (
        "Defence minister Paul Weiss met Mrs. Anna Kerr on Friday. "
        "Weiss, the former oil minister, said that the defence minister had agreed."
    )
    reading = read(Capture(text, "a.txt", published="2007-03-02"))
    assert isinstance(reading, Reading)
    assert [(o.name, o.words, o.span.of(text)) for o in reading.offices] == [
        ("Paul Weiss", "Defence minister", "Defence minister"),
        ("Paul Weiss", "former oil minister", "former oil minister"),
    ]


# The command


def imported(folder: Path, table: str = TABLE) -> tuple[str, str]:
    """A record of one report, and a table beside it."""
    (folder / "a.txt").write_text(REPORT)
    (folder / "own.csv").write_text(table, encoding="utf-8")
    db = str(folder / "a.db")
    assert call("read", str(folder / "a.txt"), "--db", db)[0] == 0
    return db, str(folder / "own.csv")


def test_import_and_read_again(tmp_path: Path) -> None:
    db, table = imported(tmp_path)
    code, out, _ = call("actors", "import", table, "--country", "IRQ", "--db", db)
    assert code == 0 and "2 office-holders, 0 refused" in out and "dragoman read REPORTS --db" in out
    actor = json.loads(call("show", "actor", "paul weiss", "--db", db, "--json")[1])
    assert actor["offices"] == [
        {"office": "Minister of Defence", "start": "2001-05-02", "end": "2009-10", "source": table}
    ]
    (before,) = json.loads(call("show", "statements", "--db", db, "--json")[1])
    assert before["office"] is None, "what was read before keeps its reading"
    assert "1 read" in call("read", str(tmp_path / "a.txt"), "--db", db)[1]
    (after,) = json.loads(call("show", "statements", "--db", db, "--json")[1])
    assert (after["office"], after["country"]) == ("Minister of Defence", "IRQ")
    (reader,) = json.loads(call("export", "--db", db)[1])["provenance"]
    assert [(t["file"], t["country"], t["rows"], len(t["digest"])) for t in reader["imports"]] == [
        (table, "IRQ", 2, 12)
    ]
    assert "1 held already" in call("read", str(tmp_path / "a.txt"), "--db", db)[1]


def test_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    db, table = imported(tmp_path)
    told = [json.loads(call("actors", "import", table, "--db", db, "--json")[1]) for _ in range(2)]
    assert [one["changed"] for one in told] == [True, False]
    assert "The record holds this table already." in call("actors", "import", table, "--db", db)[1]
    Path(table).write_text(TABLE.replace("Paul", "Saul") + "king,A B,,2001,\n", encoding="utf-8")
    assert "in place of 2" in call("actors", "import", table, "--db", db)[1]
    with Record.open(db) as record:
        assert [holder.person for holder in record.officeholders()] == ["Saul Weiss", "Sami Örn", "A B"]


def test_bad_rows_are_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    db, table = imported(tmp_path, f"{TABLE}king,,,2001,\n")
    code, out, err = call("actors", "import", table, "--db", db)
    assert code == SOME_REFUSED and "2 office-holders, 1 refused" in out
    assert f"refused  {table}, line 4: no person; expected a name" in err
    assert "have no country; --country says whose" in out


def test_a_table_of_which_no_row_can_be_taken_changes_nothing(tmp_path: Path) -> None:
    db, table = imported(tmp_path)
    call("actors", "import", table, "--db", db)
    Path(table).write_text(f"{HEAD}\nking,,,2001,\n", encoding="utf-8")
    code, out, _ = call("actors", "import", table, "--db", db)
    assert code == SOME_REFUSED and "Nothing changed." in out
    with Record.open(db) as record:
        assert len(record.officeholders()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no/such.csv"], "cannot be read (No such file or directory); name a CSV file"),
        (["own.csv", "--country", "Iraq"], "--country Iraq: expected an ISO 3166-1 alpha-3 code such as IRQ"),
        (["picture.csv"], "a NUL byte"),
        (["a.txt"], "no column 'position'"),
    ],
    ids=str,
)
def test_errors_of_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str) -> None:
    db, _ = imported(tmp_path)
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\0\0")
    monkeypatch.chdir(tmp_path)
    code, _, err = call("actors", "import", *words, "--db", db)
    assert code == 1 and err.startswith("dragoman: ") and said in err
    with Record.open(db) as record:
        assert record.imports() == []


def test_a_terminal_is_not_given_what_it_would_obey(tmp_path: Path) -> None:
    db, table = imported(tmp_path, f"{HEAD}\n[bold]king\x1b[2J,Paul Weiss,,2001,\nking,A B,,\x1b[31m,\n")
    told = call("actors", "import", table, "--db", db), call("show", "actor", "Paul Weiss", "--db", db)
    assert not any("\x1b" in out + err for _, out, err in told)
    assert "[bold]king" in told[1][1]
