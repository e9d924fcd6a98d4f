"""How well a record is searched: by words, by meaning, and as both are made one for reports.

- Articles: the title, and then the first sentence, of each of the 210 articles of the development data is asked; right
  are the other two articles of its story, among the other 209. It cannot be told of titles alone how well questions
  are answered, for journalists of one story share its names.
- Questions of our own over the example reports (tests/meaning.tsv), which share no telling word with their answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

import dragoman
from dragoman.encoder import SHIPPED, load_encoder
from dragoman.meaning import Asked, Nearness, holding_some, nearest
from dragoman.record import Reading, Report, Span
from dragoman.run import ask, read_into, reader
from dragoman.store import Record
from dragoman.text import find_sentences, repair
from dragoman.vectors import pack

ROOT = Path(__file__).parents[1]
QUESTIONS, EXAMPLES = ROOT / "tests" / "meaning.tsv", ROOT / "examples" / "reports"
ALL = 10_000
"""More hits than there are."""
NOTHING = "-"
FIRST = 10
"""Passages of a question of which it is counted how many answer it."""


class Question(NamedTuple):
    """A question and words of the sentences that answer it; none where nothing in the reports does."""

    words: str
    answers: tuple[str, ...]


def questions() -> list[Question]:
    """The questions of tests/meaning.tsv."""
    lines = [line for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return [Question(words, () if told == NOTHING else tuple(told.split(" | "))) for words, told in rows]


def search(data: Path, model: Path = SHIPPED) -> dict[str, float]:
    """Searches over triplets.jsonl and over the example reports: 100 x mean reciprocal rank, recall in per cent."""
    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()]
    record, firsts = _record(rows, model)
    figures = articles(record, rows, firsts, model)
    read_into(record, [EXAMPLES], model=model)
    among = own_questions(record, model)
    alone = own_questions(dragoman.read(EXAMPLES, model=model), model)
    return figures | alone | {f"{name}, among 225": value for name, value in among.items()}


def articles(record: Record, rows: list[dict[str, str]], firsts: list[str], model: Path = SHIPPED) -> dict[str, float]:
    """Each article's title, and first sentence, by words and by meaning."""
    story = {f"{n:016x}": row["story"] for n, row in enumerate(rows)}
    figures: dict[str, float] = {}
    for part, asked in (("title", [row["title"] or "" for row in rows]), ("first", firsts)):
        given = [(id, ask(words, model)) for id, words in zip(story, asked, strict=True) if words]
        for name, way in WAYS.items():
            orders = [[other for other in way(record, one) if other != id] for id, one in given]
            found = [
                [story[other] == story[id] for other in order] for (id, _), order in zip(given, orders, strict=True)
            ]
            figures[f"{part} {name} mrr"] = 100 * float(np.mean([_reciprocal(right) for right in found]))
            figures[f"{part} {name} r@5"] = 100 * float(np.mean([sum(right[:5]) / 2 for right in found]))
    return figures


WAYS: dict[str, Callable[[Record, Asked], list[str]]] = {
    "all words": lambda record, one: list(
        dict.fromkeys(h.report for h in record.search(one.words, ALL) if not h.statement)
    ),
    "some words": lambda record, one: holding_some(record, one.words),
    "vectors": lambda record, one: _near(record, replace(one, words="")),
    "both": lambda record, one: _near(record, one),
}


def _near(record: Record, asked: Asked) -> list[str]:
    return [near.report.id for near in nearest(record, asked, ALL).reports]


def _reciprocal(right: Sequence[bool]) -> float:
    return next((1 / n for n, is_right in enumerate(right, 1) if is_right), 0.0)


def _record(rows: list[dict[str, str]], model: Path) -> tuple[Record, list[str]]:
    """A record of articles that holds their sentences and vectors alone, and the first sentence of each."""
    encoder, record, firsts = load_encoder(model), Record.open(":memory:"), []
    own = reader(encoder)
    record.begin_run(own, "")
    for n, row in enumerate(rows):
        view = repair(row["text"])
        sentences = find_sentences(view, Span(0, len(view.text)))
        vectors = pack(encoder.read(view.text, sentences).vectors_of(sentences))
        report = Report(
            f"{n:016x}", view.text, str(n), None, row["outlet"], row["title"], None, row["published"], None, "en",
            Span(0, len(view.text)),
        )  # fmt: skip
        record.add(Reading(report, sentences, (), (), vectors=vectors), own)
        firsts.append(sentences[0].of(view.text))
    return record, firsts


def own_questions(record: Record, model: Path = SHIPPED) -> dict[str, float]:
    """The questions over the example reports: passages that answer, and where nothing does, whether it is so."""
    asked = [(question, nearest(record, ask(question.words, model), ALL)) for question in questions()]
    told = [[_answers(q, near.span.of(near.report.text)) for near in found.passages] for q, found in asked if q.answers]
    shown = [
        (near.nearness, right)
        for (_, found), rights in zip([one for one in asked if one[0].answers], told, strict=True)
        for near, right in list(zip(found.passages, rights, strict=True))[:FIRST]
    ]
    words = [any(_answers(q, text) for text in _held(record, q.words)) for q, _ in asked if q.answers]
    empty = [not found.passages and not found.reports for q, found in asked if not q.answers]
    return {
        "questions mrr": 100 * float(np.mean([_reciprocal(right) for right in told])),
        "questions r@1": 100 * float(np.mean([any(right[:1]) for right in told])),
        "questions r@5": 100 * float(np.mean([any(right[:5]) for right in told])),
        "questions shown": 100 * float(np.mean([any(right) for right in told])),
        **{f"{name}, answers": 100 * _share(r for n, r in shown if n == name) for name in get_args(Nearness)},
        "questions by words": 100 * float(np.mean(words)),
        "nothing near": 100 * float(np.mean(empty)),
    }


def _share(rights: Iterable[bool]) -> float:
    found = list(rights)
    return sum(found) / max(1, len(found))


def _answers(question: Question, text: str) -> bool:
    said = " ".join(text.split())
    return any(answer in said for answer in question.answers)


def _held(record: Record, words: str) -> Iterator[str]:
    """The statements that hold all the words, and the reports."""
    for hit in record.search(words):
        yield re.sub(r"[\x02\x03]", "", hit.snippet)
