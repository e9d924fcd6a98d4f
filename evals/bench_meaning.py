"""How long a search by meaning takes in a large record: python -m evals.bench_meaning --reports 20000

The reports are invented (`evals.growth`), `SENTENCES` each; their vectors are random ones about random matters, a few
of which are asked for. What is measured is the processor's time of one question, its reading and its finding apart.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from numpy.typing import NDArray

from dragoman.encoder import load_encoder
from dragoman.meaning import nearest
from dragoman.record import Reading
from dragoman.rows import report_row
from dragoman.run import ask, reader
from dragoman.store import Record
from dragoman.vectors import Rows, pack, signs
from evals.growth import NOISE, WIDTH, readings

SENTENCES = 24
"""As many as an article of the development data has."""
MATTERS = 1000
QUESTIONS = (
    "officials who doubt the evidence on weapons",
    "Iran agrees to talk about Iraq",
    "prices rose within a month near the harbour",
    "a raid on the grain stores",
    "nobody had expected it",
)
ROUNDS = 4


def fill(record: Record, count: int) -> None:
    """Reports and their vectors, straight into the tables; nothing else of a reading."""
    own, noise = reader(load_encoder()), np.random.default_rng(2007)
    matters = noise.standard_normal((MATTERS, WIDTH))
    for matter, question in zip(matters, QUESTIONS, strict=False):
        matter[:] = np.sqrt(WIDTH) * ask(question).vector
    record.begin_run(own, "")
    with record.transaction():
        for reading in readings(count):
            packed = pack(_vectors(noise, matters))
            row = report_row(reading, own.id) | {"sentences": json.dumps(_sentences(reading)), "lead": b""}
            marks = ", ".join("?" * len(row))
            record.execute(f"INSERT INTO reports ({', '.join(row)}) VALUES ({marks})", list(row.values()))
            record.execute("INSERT INTO sentence_signs VALUES (?, ?, ?)", (reading.report.id, own.id, signs(packed)))
            record.execute("INSERT INTO sentence_vectors VALUES (?, ?)", (reading.report.id, packed))


def _vectors(noise: np.random.Generator, matters: NDArray[np.float64]) -> Rows:
    rows = matters[noise.integers(MATTERS)] + NOISE * noise.standard_normal((SENTENCES + 1, WIDTH))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _sentences(reading: Reading) -> list[tuple[int, int]]:
    size = len(reading.report.text) // SENTENCES
    return [(n * size, (n + 1) * size) for n in range(SENTENCES)]


def main(count: int) -> int:
    """Print the figures of a record of `count` reports."""
    with tempfile.TemporaryDirectory() as home, Record.open(Path(home) / "record.db", create=True) as record:
        fill(record, count)
        ask("a first question loads the model")
        read, found = [], []
        for question in QUESTIONS * ROUNDS:
            start = time.process_time()
            asked = ask(question)
            middle = time.process_time()
            nearest(record, asked)
            read.append(1000 * (middle - start))
            found.append(1000 * (time.process_time() - middle))
        held = {t: record.value(f"SELECT sum(length({c})) FROM {t}") / 1e6 for t, c in TABLES.items()}
        print(f"{count:,} reports, {count * SENTENCES:,} sentences, {Path(record.path).stat().st_size / 1e6:,.0f} MB")
        print(", ".join(f"{table} {size:,.0f} MB" for table, size in held.items()))
        for name, times in (("reading a question", read), ("finding", found)):
            print(f"{name:20} median {median(times):6.0f} ms, p95 {quantiles(times, n=20)[-1]:6.0f} ms")
    return 0


TABLES = {"sentence_signs": "signs", "sentence_vectors": "vectors"}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    raise SystemExit(main(parser.parse_args().reports))
