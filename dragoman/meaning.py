"""Search by meaning: the passages and reports of a record that are nearest to a question or a sentence.

    question -> vector -> signs of all sentences, roughly -> the best of them, weighed -> passages
                                                           -> their reports, and those that hold its words -> reports

Nearness is a likeness of vectors (a cosine, from -1 to 1): it says that two passages are about the same thing, not that
one answers, proves or repeats the other. docs/meaning.md tells how well it finds, and where the words below come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Report, Span
from dragoman.search import RANKED
from dragoman.store import MOST_MARKS, Record
from dragoman.vectors import Rows, rough, unpack

LONGEST = 1000
"""Characters of a question that are read; what comes after them is left out."""
CLOSE, LOOSE = 0.5, 0.35
"""The likeness from which a passage is close, and that from which it is shown at all."""
BELOW = 0.2
"""A passage that much less like the question than the nearest one is left out beside it."""
SENTENCES, REPORTS, HOLDING = 500, 200, 50
"""How many sentences and reports are weighed that are nearest by their signs, and reports that hold the words."""
FLAT = 60
"""How little the first place counts for more than the next where two orders are made one (reciprocal rank fusion)."""
BESIDE, SHOWN = 160, 1000
"""Characters that are shown of the text on each side of a sentence, and of a sentence."""
AT_ONCE = 1000
"""Reports whose signs are taken from the file at once."""
MOST_WORDS = 32
"""Words of a question by which reports are found."""
COPIES = 4
"""So many times more sentences are looked at than are shown, as several reports may print the same."""
WORD = re.compile(r"\w+")

Nearness = Literal["close", "loosely related"]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as the reading model read it."""

    words: str
    vector: Rows
    """Of length 1; empty where there are no words."""
    model: str
    """The model's name and version: what other models read cannot be held against it."""


class Near(NamedTuple):
    """A sentence of a report, or a whole report, with its likeness to what was asked."""

    report: Report
    sentence: int
    """The sentence's number in the report, from 0; of a report that of its nearest sentence."""
    span: Span
    """That sentence in the report's text."""
    likeness: float
    others: tuple[str, ...] = ()
    """Other reports that print the same sentence."""

    @property
    def nearness(self) -> Nearness:
        return "close" if self.likeness >= CLOSE else "loosely related"

    def around(self) -> tuple[str, str, str]:
        """The sentence on one line, with some of the words before and after it; of a very long one the start."""
        text, first, last = self.report.text, *self.report.body
        before = text[max(self.span.start - BESIDE, first) : self.span.start] if self.span.start > first else ""
        after = text[self.span.end : min(self.span.end + BESIDE, max(last, self.span.end))]
        if len(before) == BESIDE:
            before = f"… {before.partition(' ')[2]}"
        if len(after) == BESIDE:
            after = f"{after.rpartition(' ')[0]} …"
        said = " ".join(self.span.of(text[: self.span.start + SHOWN]).split())
        return " ".join(before.split()), said, " ".join(after.split())


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is nearest to a question, the nearest first, and how many reports were weighed for it."""

    passages: tuple[Near, ...]
    reports: tuple[Near, ...]
    weighed: int
    unweighed: int
    """Reports that were read before their vectors were kept, or by another model: read them again."""


def nearest(record: Record, asked: Asked, limit: int = 20) -> Nearest:
    """The passages and the reports of a record that are nearest to what is asked, at most `limit` each.

    What is less like it than `LOOSE` is not shown, nor a passage that falls behind the nearest by more than `BELOW`.
    """
    signs = _signs(record, asked)
    weighed = len(signs.reports) + signs.empty
    unweighed = max(0, record.count("reports") - weighed)
    if not asked.vector.size or not signs.reports:
        return Nearest((), (), weighed, unweighed)
    holding = holding_some(record, asked.words)
    found = _weigh(record, asked, signs.best() | set(holding))
    passages = _passages(record, found, limit)
    return Nearest(passages, _reports(record, found, holding, limit), weighed, unweighed)


# Roughly, over all sentences


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    """How near the lead and each sentence of all reports are by their signs alone."""

    reports: list[str]
    counts: NDArray[np.int64]
    """How many scores each report has: its lead's, then its sentences'."""
    scores: Rows
    empty: int
    """Reports without any words."""

    def best(self) -> set[str]:
        """The reports of the nearest sentences, and the reports nearest by lead and nearest sentence."""
        starts = np.cumsum(self.counts) - self.counts
        leads, sentences = self.scores[starts], self.scores.copy()
        sentences[starts] = -np.inf
        whole = leads + np.maximum.reduceat(sentences, starts)
        owners = np.searchsorted(starts, _highest(sentences, SENTENCES), side="right") - 1
        return {self.reports[n] for n in (*owners.tolist(), *_highest(whole, REPORTS).tolist())}


def _signs(record: Record, asked: Asked) -> _Signs:
    rows = record.execute(
        "SELECT report, signs FROM sentence_signs WHERE reader IN (SELECT id FROM readers WHERE model = ?)",
        (asked.model,),
    )
    reports: list[str] = []
    counts: list[int] = []
    scores: list[Rows] = [np.zeros(0, np.float32)]
    empty, width = 0, max(1, len(asked.vector) // 8)
    while some := rows.fetchmany(AT_ONCE):
        full = [(report, signs) for report, signs in some if signs]
        empty += len(some) - len(full)
        reports += [report for report, _ in full]
        counts += [len(signs) // width for _, signs in full]
        if asked.vector.size:
            scores.append(rough(b"".join(signs for _, signs in full), asked.vector))
    return _Signs(reports, np.array(counts, np.int64), np.concatenate(scores), empty)


def _highest(scores: Rows, most: int) -> NDArray[np.int64]:
    """The places of the highest scores, in no order."""
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.asarray(np.argpartition(scores, -most)[-most:], np.int64)


# By words


def holding_some(record: Record, words: str) -> list[str]:
    """The reports that hold some of the words, best first; words that too many reports hold are left out."""
    rows = "SELECT count(*) FROM (SELECT 1 FROM reports_fts WHERE reports_fts MATCH ? LIMIT ?)"
    marked = [f'"{word}"' for word in dict.fromkeys(WORD.findall(words.casefold()))][:MOST_WORDS]
    counted = sorted((record.value(rows, word, RANKED), word) for word in marked)
    total, chosen = 0, []
    for number, word in counted:
        total += number
        if number and total <= RANKED:
            chosen.append(word)
    if not chosen:
        return []
    found = record.select(
        """SELECT id FROM reports_fts JOIN reports ON row = reports_fts.rowid
        WHERE reports_fts MATCH ? ORDER BY rank LIMIT ?""",
        " OR ".join(chosen), HOLDING,
    )  # fmt: skip
    return [row["id"] for row in found]


# Weighed


class _Weighed(NamedTuple):
    """A report's likenesses: its lead's, and its sentences' in their order."""

    lead: float
    sentences: Rows

    @property
    def likeness(self) -> float:
        """That of the report: its lead's or that of its nearest sentence."""
        return max(self.lead, float(self.sentences.max()))


def _weigh(record: Record, asked: Asked, reports: Iterable[str]) -> dict[str, _Weighed]:
    found: dict[str, _Weighed] = {}
    every = sorted(reports)
    for start in range(0, len(every), MOST_MARKS):
        some = every[start : start + MOST_MARKS]
        rows = record.execute(
            f"SELECT report, vectors FROM sentence_vectors WHERE report IN ({', '.join('?' * len(some))})", some
        )
        for report, packed in rows:
            likenesses = unpack(packed, len(asked.vector)) @ asked.vector
            if len(likenesses) > 1:
                found[report] = _Weighed(float(likenesses[0]), likenesses[1:])
    return found


def _passages(record: Record, found: dict[str, _Weighed], limit: int) -> tuple[Near, ...]:
    """The nearest sentences; those that reports have word for word in common stand once."""
    best = max((float(of.sentences.max()) for of in found.values()), default=0.0)
    least = max(LOOSE, best - BELOW)
    near = sorted(
        (-float(of.sentences[n]), report, n)
        for report, of in found.items()
        for n in np.flatnonzero(of.sentences >= least).tolist()
    )[: limit * COPIES]
    told: dict[str, Near] = {}
    for one in _told(record, [(report, n, -less) for less, report, n in near]):
        words = " ".join(one.span.of(one.report.text).split())
        same = told.setdefault(words, one)
        if one.report.id not in (same.report.id, *same.others):
            told[words] = same._replace(others=(*same.others, one.report.id))
    return tuple(told.values())[:limit]


def _reports(record: Record, found: dict[str, _Weighed], holding: list[str], limit: int) -> tuple[Near, ...]:
    """The nearest reports: their order by vectors and that by words made one."""
    whole = sorted(found, key=lambda report: (-found[report].lead - float(found[report].sentences.max()), report))
    places = {report: 1 / (FLAT + n) for n, report in enumerate(whole)}
    for n, report in enumerate(holding):
        if report in places:
            places[report] += 1 / (FLAT + n)
    near = [report for report in places if found[report].likeness >= LOOSE]
    near.sort(key=lambda report: (-places[report], report))
    chosen = [(report, int(found[report].sentences.argmax()), found[report].likeness) for report in near[:limit]]
    return tuple(_told(record, chosen))


def _told(record: Record, near: list[tuple[str, int, float]]) -> Iterator[Near]:
    """Reports, numbers of their sentences and likenesses, with what they stand for."""
    reports = record.reports_of(report for report, _, _ in near)
    sentences = {report: record.sentences(report) for report in reports}
    for report, number, likeness in near:
        if number < len(sentences.get(report, ())):  # another program may have read it again meanwhile
            yield Near(reports[report], number, sentences[report][number], likeness)
