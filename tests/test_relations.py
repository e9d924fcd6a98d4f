"""Relations of a marked source to a marked target: the table's format, the weights, and the door end to end."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dragoman.encoder import SHIPPED, load_encoder
from dragoman.encoder.linear import bag, stem, unit
from dragoman.encoder.network import SUMS
from dragoman.encoder.relations import FILE, ROOTS, Pair, likely_triggers, load_relations, root_of
from dragoman.errors import ModelError
from training.marked import MarkedError, read_marked, read_row

ROWS = [
    ("<s>Peru</s> accused <t>Bolivia</t> of hiding the fugitive.", "ACCUSE"),
    ("<t>Two bishops</t> were arrested by <s>the police of Nicaragua</s>.", "COERCE"),
    ("The demand of <s>Chad</s> that <t>Sudan</t> close the camps was repeated.", "REQUEST"),
    ("<s>The rebels</s> refused to meet <t>the mediator</t>.", "REJECT"),
    ("<s>Ghana</s> sent food and medicine to <t>Togo</t>.", "AID"),
    ("<s>Students</s> went on strike.", "PROTEST"),
    ("<s>Gunmen</s> attacked <t>a convoy</t>, killing four.", "ASSAULT"),
    ("<t>Iran</t> was hit with new sanctions by <s>Japan</s>.", "SANCTION"),
]


def table(folder: Path, lines: list[str], header: str = "marked_sentence") -> Path:
    path = folder / "rows.tsv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def door(data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evals", "relations", str(data), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False)


def test_the_door_writes_a_root_for_each_row(tmp_path: Path) -> None:
    data = table(tmp_path, [row for row, _ in ROWS])
    done = door(data, tmp_path / "found.tsv")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "found.tsv").open(encoding="utf-8") as file:
        found = list(csv.DictReader(file, delimiter="\t"))
    assert [row["root"] for row in found] == [root for _, root in ROWS]
    assert all(0 < float(row["probability"]) <= 1 for row in found)
    again = door(data, tmp_path / "again.tsv")
    assert again.returncode == 0
    assert (tmp_path / "again.tsv").read_bytes() == (tmp_path / "found.tsv").read_bytes()


FAULTY = [
    ("Peru accused Bolivia.", "nothing is marked"),
    ("<s>Peru accused <t>Bolivia</t>.", "<s> is not closed"),
    ("Peru</s> accused <t>Bolivia</t>.", "</s> stands where it cannot"),
    ("<s>Peru</s> accused <t><t>Bolivia</t></t>.", "<t> stands where it cannot"),
    ("<s></s> accused Bolivia", "nothing is marked"),
]


@pytest.mark.parametrize(("row", "fault"), FAULTY)
def test_a_row_that_is_not_marked_is_told_with_its_line(tmp_path: Path, row: str, fault: str) -> None:
    data = table(tmp_path, [ROWS[0][0], row])
    with pytest.raises(MarkedError, match="expected <s>source</s> and <t>target</t>") as told:
        read_marked(data)
    assert str(told.value).startswith(f"{data}:3: {fault}")


def test_the_door_tells_a_fault_and_writes_nothing(tmp_path: Path) -> None:
    done = door(table(tmp_path, [FAULTY[0][0]]), tmp_path / "found.tsv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "rows.tsv:2: nothing is marked in 'Peru accused Bolivia.'" in done.stderr
    assert not (tmp_path / "found.tsv").exists()


def test_a_table_without_the_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(MarkedError, match=r"rows\.tsv:1: the header has sentence; expected a column marked_sentence"):
        read_marked(table(tmp_path, ["a"], "sentence"))


def test_a_root_that_is_none_is_told() -> None:
    with pytest.raises(MarkedError, match="'RETREAT' is no root; expected one of ACCUSE, AGREE"):
        read_row("<s>Peru</s> left", "RETREAT")


def test_marks_may_lie_in_each_other_stand_twice_or_be_missing() -> None:
    row = read_row("<s><t>Iraqi</t> fighters</s> freed <t>two men</t>.")
    assert row.text == "Iraqi fighters freed two men."
    assert [row.text[start:end] for start, end in row.source] == ["Iraqi fighters"]
    assert [row.text[start:end] for start, end in row.target] == ["Iraqi", "two men"]
    assert read_row("<s>Peru</s> voted.").target == ()


def test_probabilities_are_of_all_roots_and_the_likely_trigger_is_the_verb() -> None:
    words, scored, roles = load_encoder().scored("Peru accused Bolivia of hiding the fugitive.")
    pair = Pair([0], [2])
    triggers = likely_triggers(scored, roles, pair)
    assert words[int(np.argmax(triggers))].text == "accused"
    assert triggers.sum() == pytest.approx(1)
    found = load_relations(SHIPPED).probabilities(scored, triggers, pair)
    assert tuple(found) == ROOTS
    assert sum(found.values()) == pytest.approx(1)


def test_a_sentence_longer_than_a_window_and_strange_ones_are_read() -> None:
    reader, encoder = load_relations(SHIPPED), load_encoder()
    for text in ("Peru accused Bolivia " * 90, "?", "\ud800 x", "a" * 9000):
        words, scored, roles = encoder.scored(text)
        pair = Pair([0], [len(words) - 1] if len(words) > 1 else [])
        assert reader.probabilities(scored, likely_triggers(scored, roles, pair), pair)
    with pytest.raises(ValueError, match="without words"):
        encoder.scored("  ")


def test_a_folder_without_weights_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"relations\.npz: no weights .*training\.relations"):
        load_relations(tmp_path)
    assert FILE in (SHIPPED / SUMS).read_text(encoding="utf-8")


STEMS = [
    ("accuses", "accused"), ("planned", "plan"), ("killing", "killed"), ("urge", "urges"), ("attacks", "Attack"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), STEMS)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_bags_do_not_hang_on_order_and_an_empty_one_stays_empty() -> None:
    assert np.array_equal(bag(["w:a", "w:b"]), bag(["w:b", "w:a"]))
    assert not unit(bag([])).any()


def test_both_kinds_of_yielding_have_one_root() -> None:
    assert {root_of("CONCEDE"), root_of("RETREAT")} == {"YIELD"}
    assert root_of("AID") == "AID"


def test_the_hard_cases_are_no_training_sentences() -> None:
    root = Path(__file__).parents[1]
    hard = read_marked(root / "evals" / "hardcases" / "relations.tsv")
    own = {row.text for row in read_marked(root / "training" / "written" / "relations.tsv")}
    assert len(hard) >= 80
    assert len(own) >= 300
    assert not {row.text for row in hard} & own
