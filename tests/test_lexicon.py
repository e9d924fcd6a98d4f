"""The tables: every row loads, every cell is of its vocabulary, every table says where it comes from."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman import lexicon
from dragoman.errors import LexiconError
from dragoman.lexicon import Row, table, versions
from dragoman.record import ACTS, EVENT_TYPES

TABLES = sorted(
    path.name.removesuffix(".tsv") for path in files("dragoman.lexicon").iterdir() if path.name.endswith(".tsv")
)
SECTORS = {"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "REB", "IGO", "NGO", "MED", "BUS", "CVL"}
STATUSES = {"actual", "planned", "possible", "negated"}
COUNTRY = re.compile(r"[A-Z]{3}")


def comments(name: str) -> list[str]:
    text = (files("dragoman.lexicon") / f"{name}.tsv").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("#")]


def values(name: str, column: str) -> set[str]:
    return {row[column] for row in table(name).rows}


def items(name: str, column: str) -> list[str]:
    return [item for row in table(name).rows for item in row.many(column)]


def twice(found: list[str]) -> set[str]:
    return {item for item in found if found.count(item) > 1}


# Every table


@pytest.mark.parametrize("name", TABLES)
def test_table_loads_and_names_columns_and_source(name: str) -> None:
    rows, head = table(name).rows, comments(name)
    assert rows
    assert any(line.startswith("# columns:") for line in head)
    assert any("source:" in line or "ritten by hand" in line for line in head)


@pytest.mark.parametrize("name", TABLES)
def test_cells_have_no_space_around_them(name: str) -> None:
    cells = [cell for row in table(name).rows for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "||" in cell or cell.strip("|") != cell] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in table(name).rows]
    assert len(set(rows)) == len(rows)


def test_versions_cover_every_table() -> None:
    assert sorted(versions()) == TABLES
    assert all(re.fullmatch(r"[0-9a-f]{12}", digest) for digest in versions().values())


def test_a_missing_table_and_a_damaged_row_are_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LexiconError, match=r"nonesuch\.tsv"):
        table("nonesuch")
    monkeypatch.setattr(lexicon, "_source", lambda name: "# source: here\na\tb\n1\t2\n3\n")
    with pytest.raises(LexiconError, match="'3' has 1 cells, the header 2"):
        table.__wrapped__("damaged")


def test_a_row_gives_the_items_of_a_list() -> None:
    assert Row(words="to| at |").many("words") == ["to", "at"]


# Closed vocabularies


CODES = [("countries", "iso3"), ("institutions", "country"), ("offices", "country"), ("places", "country"),
         ("gazetteer", "country"), ("centres", "iso3"), ("states", "country"),
         ("adjectives", "country"), ("namesakes", "otherwise")]  # fmt: skip


@pytest.mark.parametrize(("name", "column"), CODES)
def test_countries_are_codes_of_the_table(name: str, column: str) -> None:
    found = values(name, column) - {""}
    assert all(COUNTRY.fullmatch(code) for code in found)
    assert found <= values("countries", "iso3")


@pytest.mark.parametrize("name", ["institutions", "offices", "groups"])
def test_sectors(name: str) -> None:
    assert values(name, "sector") - {""} <= SECTORS


def test_types_modes_and_notes_of_triggers() -> None:
    assert values("triggers", "type") == set(EVENT_TYPES)
    assert values("triggers", "class") == {"verb", "noun"}
    assert values("triggers", "note") == {"", "weak"}
    assert all(re.fullmatch(r"[a-z-]*", mode) for mode in values("triggers", "mode"))


def test_acts_of_cues() -> None:
    assert values("cues", "act") <= set(ACTS)


def test_senses_name_triggers_and_readings() -> None:
    rows = table("senses").rows
    known = {(row["trigger"], row["class"]) for row in table("triggers").rows} | {("*", "noun"), ("*", "verb")}
    assert {row["reading"] for row in rows} <= {"none", "only", *EVENT_TYPES}
    assert {row["side"] for row in rows} == {"before", "behind"}
    assert all(row["reach"].isdigit() for row in rows)
    assert [(t, row["class"]) for row in rows for t in row.many("trigger") if (t, row["class"]) not in known] == []


def test_outlook_and_evaluations() -> None:
    assert values("outlook", "status") == STATUSES
    assert values("outlook", "stands") == {"modal", "control", "modifier", "predicate", "condition"}
    assert values("evaluations", "reading") == {"ACCUSE", "SUPPORT"}


def test_kinds_of_places_and_institutions() -> None:
    assert values("places", "kind") == {"city", "building", "region", "state", "sea"}
    assert values("gazetteer", "kind") <= values("places", "kind")
    assert values("institutions", "kind") == {"organisation", "media"}


# Forms stand once


@pytest.mark.parametrize("kind", ["verb", "noun"])
def test_forms_of_triggers_stand_once(kind: str) -> None:
    rows = [row for row in table("triggers").rows if row["class"] == kind]
    assert twice([form for row in rows for form in row.many("forms")]) == set()


@pytest.mark.parametrize("stands", ["modal", "control", "modifier", "predicate", "condition"])
def test_words_of_outlook_stand_once_each_place(stands: str) -> None:
    rows = [row for row in table("outlook").rows if row["stands"] == stands]
    assert twice([word for row in rows for word in row.many("words")]) == set()


ONCE = [("places", ["name", "aliases"]), ("gazetteer", ["name", "aliases"]), ("centres", ["iso3"]),
         ("evaluations", ["words"]), ("groups", ["noun"]), ("light", ["forms"]),
        ("institutions", ["name", "aliases"]), ("offices", ["office", "aliases"]),
        ("countries", ["name", "aliases", "capital"])]  # fmt: skip


@pytest.mark.parametrize(("name", "columns"), ONCE)
def test_names_stand_once(name: str, columns: list[str]) -> None:
    assert twice([item for column in columns for item in items(name, column)]) == set()


def test_a_name_is_a_country_or_an_institution() -> None:
    countries = {item for column in ("name", "aliases", "adjectives", "capital") for item in items("countries", column)}
    assert countries & {*items("institutions", "name"), *items("institutions", "aliases")} == set()
