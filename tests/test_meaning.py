"""Search by meaning: vectors kept in few bytes, what is found by them, and how it is told where nothing is near."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import dragoman
from dragoman.cli import main
from dragoman.encoder import load_encoder
from dragoman.meaning import CLOSE, LONGEST, LOOSE, Asked, Nearest, holding_some, nearest
from dragoman.record import Reading, Report, Span
from dragoman.run import ask, read_into
from dragoman.store import Reader, Record
from dragoman.vectors import Rows, pack, rough, signs, unpack
from evals.search import Question, questions

from .conftest import EXAMPLES

WIDTH = 384
FUNCTION = frozenset(
    """a an the of to in on for and or is are was were be had has have at by with from that this it its their her his he
    she they not no will would can who what when how whether if made any more most over had about up down out into
    among both s""".split()
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("meaning") / "record.db")
    dragoman.read(EXAMPLES, path).close()
    return path


@pytest.fixture
def record(db: str) -> Iterator[Record]:
    with Record.open(db) as record:
        yield record


# Vectors in few bytes


def rows_of(seed: int, count: int) -> Rows:
    rows = np.random.default_rng(seed).standard_normal((count, WIDTH))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_what_is_packed_comes_out_nearly(seed: int, count: int) -> None:
    rows = rows_of(seed, count)
    packed = pack(rows)
    assert len(packed) == count * WIDTH // 2 and len(signs(packed)) == count * WIDTH // 8
    found = unpack(packed, WIDTH)
    assert ((found * rows).sum(1) > 0.98).all()
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_signs_are_those_of_the_numbers() -> None:
    rows, asked = rows_of(1, 70_000), rows_of(2, 1)[0]
    expected = np.where(rows >= 0, 1, -1) @ asked
    assert np.allclose(rough(signs(pack(rows)), asked), expected, atol=1e-3)


def test_a_row_of_zeros_stays_one() -> None:
    rows = rows_of(3, 3)
    rows[1] = 0
    assert [bool(row.any()) for row in unpack(pack(rows), WIDTH)] == [True, False, True]
    assert pack(np.zeros((5, 0), np.float32)) == b"" == signs(b"")
    assert unpack(b"", WIDTH).shape == (0, WIDTH)


def test_each_sentence_has_the_vector_that_the_model_gave_it() -> None:
    text = "Ministers met in Vienna. *** The talks failed. Nobody said why."
    sentences = tuple(Span(*found.span()) for found in re.finditer(r"\*\*\*|[A-Z][^.]+\.", text))
    read = load_encoder().read(text, sentences)
    rows = read.vectors_of(sentences)
    assert rows.shape == (len(sentences) + 1, WIDTH)
    assert (rows[0] == read.lead).all()
    assert [bool(row.any()) for row in rows[1:]] == [bool(read.words_in(sentence)) for sentence in sentences]
    assert (rows[1:][rows[1:].any(1)] == read.vectors).all()


# What is found


def _telling(words: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", words.lower()) if word not in FUNCTION}


def test_questions_share_no_telling_word_with_their_answers(record: Record) -> None:
    said = [" ".join(span.of(r.text).split()) for r in record.reports() for span in record.sentences(r.id)]
    for question in questions():
        for answer in question.answers:
            holding = [sentence for sentence in said if answer in sentence]
            assert holding, answer
            assert not any(_telling(question.words) & _telling(sentence) for sentence in holding), question.words


def test_questions_are_answered_though_they_share_no_word(record: Record) -> None:
    told = [_first_answer(record, question) for question in questions() if question.answers]
    in_five = [rank for rank in told if rank is not None and rank < 5]
    assert len(in_five) / len(told) >= 0.5, told


def _first_answer(record: Record, question: Question) -> int | None:
    passages = [near.span.of(near.report.text) for near in nearest(record, ask(question.words)).passages]
    lines = [" ".join(words.split()) for words in passages]
    return next((n for n, line in enumerate(lines) if any(answer in line for answer in question.answers)), None)


@pytest.mark.parametrize("question", [q.words for q in questions() if not q.answers])
def test_where_nothing_is_near_nothing_is_shown(record: Record, question: str) -> None:
    found = nearest(record, ask(question))
    assert (found.passages, found.reports) == ((), ())
    assert (found.weighed, found.unweighed) == (15, 0)


def test_a_passage_says_how_near_it_is_and_stands_where_it_says(record: Record) -> None:
    found = dragoman.nearest(record, "Saudi Arabia cut its ties with London and stopped loading oil", limit=4)
    best = found.passages[0]
    assert "Saudi Arabia broke off relations" in best.span.of(best.report.text)
    assert record.sentences(best.report.id)[best.sentence] == best.span
    assert best.nearness == "close" and best.likeness >= CLOSE
    assert all(near.nearness == ("close" if near.likeness >= CLOSE else "loosely related") for near in found.passages)
    likenesses = [near.likeness for near in found.passages]
    assert likenesses == sorted(likenesses, reverse=True) and likenesses[-1] >= LOOSE
    assert len(found.passages) <= 4 and len({near.report.id for near in found.reports}) == len(found.reports) <= 4
    before, said, after = best.around()
    assert said == " ".join(best.span.of(best.report.text).split())
    assert before and after.startswith("Egypt expelled")


def test_a_sentence_that_several_reports_print_stands_once(tmp_path: Path) -> None:
    same = "The ferry to Arran sank off Brodick on Monday, and eleven passengers drowned."
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name.title()} Gazette\n\n{same} Readers of {name} wrote letters.\n")
    with dragoman.read(tmp_path) as record:
        found = dragoman.nearest(record, "a passenger boat went down and people died").passages
        lines = [near.span.of(near.report.text) for near in found]
        assert len(lines) == len(set(lines)) and lines[0] == same
        assert len(found[0].others) == 2 and found[0].report.id not in found[0].others


def test_reports_are_found_by_some_of_the_words(record: Record) -> None:
    found = [record.report(id).outlet for id in holding_some(record, "zeppelin Auchterlonie")]
    assert found == ["The Lantern"]
    assert holding_some(record, "zeppelin") == holding_some(record, "...") == []


# Large records, older records, other models


def invented(number: int, vectors: Rows) -> Reading:
    text = " ".join(f"Line {n} of {number}." for n in range(len(vectors) - 1))
    ends = [match.end() for match in re.finditer(r"\.", text)]
    spans = tuple(Span(start, end) for start, end in zip([0, *(e + 1 for e in ends)], ends, strict=False))
    report = Report(
        f"{number:016x}", text, f"{number}.txt", None, "Post", f"No. {number}", None, "2031-01-01", None, "en",
        Span(0, len(text)),
    )  # fmt: skip
    return Reading(report, spans, (), (), vectors=pack(vectors))


def test_among_many_reports_the_nearest_sentences_are_found() -> None:
    noise, matters = np.random.default_rng(5), rows_of(6, 50)
    own = Reader("r", "dragoman", "some model", {})
    every: dict[tuple[str, int], float] = {}
    asked = Asked("", matters[7], "some model")
    with Record.open(":memory:") as record:
        record.begin_run(own, "")
        for number in range(1500):
            rows = 0.6 * matters[noise.integers(0, 50, 6)] + 0.04 * noise.standard_normal((6, WIDTH))
            vectors: Rows = np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
            reading = invented(number, vectors)
            record.add(reading, own)
            every |= {(reading.report.id, n): float(row @ asked.vector) for n, row in enumerate(vectors[1:])}
        found = nearest(record, asked, 20)
    told = {(near.report.id, near.sentence) for near in found.passages}
    best = sorted(every, key=lambda place: -every[place])[:40]
    assert len(told) == 20 and len(told & set(best)) >= 18
    assert found.weighed == 1500


def test_reports_of_older_records_are_counted_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour of Sfax was closed on Monday after a ship had run aground.")
    path = tmp_path / "record.db"
    dragoman.read(tmp_path / "a.txt", path).close()
    with Record.open(path) as record:
        for table in ("sentence_signs", "sentence_vectors"):
            record.execute(f"DELETE FROM {table}")
        reading = record.reading(record.reports()[0].id)
        assert reading.vectors == b"" and reading.lead
        found = dragoman.nearest(record, "a vessel is stuck at the port")
        assert (found.passages, found.weighed, found.unweighed) == ((), 0, 1)
        assert "1 of 1 reports could not be weighed" in told("search", "--meaning", "a vessel", "--db", str(path))
        assert read_into(record, [tmp_path / "a.txt"]).read == 1
        found = dragoman.nearest(record, "a vessel is stuck at the port")
        assert (len(found.passages), found.weighed, found.unweighed) == (1, 1, 0)


def test_what_another_model_read_is_not_weighed(record: Record) -> None:
    asked = replace(ask("Britain and France cease fire"), model="another model 0")
    assert nearest(record, asked) == Nearest((), (), 0, 15)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "\0", "?!", "\0ceasefire\0", '"', "';DROP TABLE reports;--", "😀", "\ud800", "停火", "a" * 10**7],
)
def test_any_question_is_taken(record: Record, words: str) -> None:
    asked = ask(words)
    assert len(asked.words) <= LONGEST
    found = nearest(record, asked)
    assert found.weighed == 15 and len(found.passages) <= 20


def test_of_a_long_question_the_start_is_read() -> None:
    short, long = ask("Britain and France cease fire. " * 32), ask("Britain and France cease fire. " * 300_000)
    assert long.words.startswith(short.words) and (short.vector @ long.vector) > 0.99


# The command line


def told(*words: str) -> str:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_on_the_command_line(db: str) -> None:
    question = ["search", "--meaning", "residents", "vow", "to", "torch", "their", "dwellings", "--db", db]
    out = told(*question)
    assert "burn its houses" in " ".join(out.split())
    assert "Cedar Radio · 1995-11-22" in out and "Passages, the nearest first" in out
    found = json.loads(told(*question, "--json", "--limit", "2"))
    first = found["passages"][0]
    assert found["weighed"] == 15 and found["unweighed"] == 0 and len(found["passages"]) <= 2
    assert first["nearness"] in ("close", "loosely related") and 0 < first["likeness"] < 1
    assert re.fullmatch(r"/report/[0-9a-f]{16}\.html#s\d+", first["page"])
    assert told("search", "--meaning", "recipe for lentil soup", "--db", db).startswith("nothing in the record is near")
