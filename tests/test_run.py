"""Runs: nothing is read twice, nothing that was finished is lost, and a killed run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman import pipeline, run
from dragoman.actors.offices import Terms
from dragoman.encoder import SHIPPED, Encoder
from dragoman.gazetteer import Gazetteer
from dragoman.record import Capture, Reading, Refusal
from dragoman.run import Progress, read_into
from dragoman.store import Record

from .conftest import EXAMPLES

UNLIKE = {"runs", "_sqlite_migrations"}
"""Tables that tell of the runs themselves."""


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that hold what was read, compared and refused, full-text indexes included."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shadows = ("_data", "_idx", "_docsize", "_config")
        told = [name for name in names if name not in UNLIKE and not name.endswith(shadows) and "sqlite" not in name]
        return {name: sorted(connection.execute(f"SELECT * FROM [{name}]"), key=repr) for name in told}


def read_folder(db: Path, *paths: Path) -> Progress:
    with Record.open(db, create=True) as record:
        return read_into(record, paths)


def write(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(f"{words}\n3 March 2007\n\nThe minister said on Friday that {words.lower()} would be discussed.\n")
    return path


def test_reading_again_adds_nothing(tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    first = read_folder(db, EXAMPLES)
    before = rows_of(db)
    second = read_folder(db, EXAMPLES)
    assert (first.read, first.known, first.refused) == (15, 0, 0)
    assert (second.read, second.known, second.refused) == (0, 15, 0)
    assert rows_of(db) == before


def test_adding_one_report_reads_one_report(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for words in ("Trade talks", "Border talks", "Water rights"):
        write(folder, f"{words}.txt", words)
    db = tmp_path / "record.db"
    assert read_folder(db, folder).read == 3
    write(folder, "new.txt", "Fishing quotas")
    progress = read_folder(db, folder)
    assert (progress.read, progress.known) == (1, 3)


def test_identical_files_are_read_once(tmp_path: Path) -> None:
    one = write(tmp_path, "one.txt", "Trade talks")
    (tmp_path / "two.txt").write_bytes(one.read_bytes())
    progress = read_folder(tmp_path / "record.db", tmp_path / "one.txt", tmp_path / "two.txt")
    assert (progress.read, progress.known) == (1, 1)


def test_one_text_of_two_outlets_is_two_reports_and_one_voice(tmp_path: Path) -> None:
    body = "Ministers of both states met on Friday and agreed to open the border, an official said. " * 6
    lines = [{"text": body, "title": f"Border opens ({n})", "outlet": n, "published": "2007-03-03"} for n in ("A", "B")]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    with Record.open(":memory:") as record:
        assert read_into(record, [path]).read == 2
        (story,) = record.stories()
        assert len(story.reports) == 2 and story.copies == (story.reports,)


def test_a_bad_file_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "good.txt", "Trade talks")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    french = "Le ministre des affaires étrangères a déclaré vendredi que les deux pays avaient signé un accord. " * 5
    (tmp_path / "accord.txt").write_text(french)
    (tmp_path / "lines.jsonl").write_text('{"text": "The talks began on Friday."}\n{"txt": 1}\nnot json\n')
    told: list[Refusal] = []
    with Record.open(tmp_path / "record.db", create=True) as record:
        progress = read_into(record, [tmp_path, tmp_path / "gone.txt"], lambda p, r: told.append(r) if r else None)
        kept = {Path(r.path).name: r.reason for r in record.refusals()}
    assert progress.read == 2
    assert kept == {
        "accord.txt": "language",
        "empty.txt": "empty",
        "gone.txt": "missing",
        "lines.jsonl:2": "not-a-report",
        "lines.jsonl:3": "not-a-report",
        "picture.txt": "binary",
    }
    assert {Path(r.path).name for r in told} == set(kept)
    assert all(len(r.detail) > 10 for r in told)


def test_a_fault_costs_one_report_and_not_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(capture: Capture, encoder: Encoder, known: Terms | None, cities: Gazetteer) -> Reading | Refusal:
        if "Border" in capture.text:
            raise KeyError("border")
        return pipeline.read(capture, encoder, known, cities)

    for words in ("Border talks", "Trade talks"):
        write(tmp_path, f"{words}.txt", words)
    monkeypatch.setattr(run, "read", faulty)
    progress = read_folder(tmp_path / "record.db", tmp_path)
    assert (progress.read, progress.refused) == (1, 1)
    monkeypatch.undo()
    assert read_folder(tmp_path / "record.db", tmp_path).read == 1
    with Record.open(tmp_path / "record.db") as record:
        assert not record.refusals()


def test_a_report_that_comes_back_is_forgiven(tmp_path: Path) -> None:
    path, db = write(tmp_path, "talks.txt", "Trade talks"), tmp_path / "record.db"
    good = path.read_bytes()
    for content in (good, b"", good):
        path.write_bytes(content)
        read_folder(db, path)
    with Record.open(db) as record:
        assert not record.refusals() and record.count("reports") == 1


def test_two_first_runs_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "read", str(EXAMPLES), "--quiet", "--db", str(tmp_path / "record.db")]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [run.wait() for run in runs] == [0, 0, 0], [run.stderr.read() for run in runs if run.stderr]
    with Record.open(tmp_path / "record.db") as record:
        assert record.count("reports") == 15 and record.is_compared()


def test_a_comparison_that_is_not_of_these_reports_is_known(tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    read_folder(db, write(tmp_path, "one.txt", "Trade talks"))
    with Record.open(db) as record:
        assert record.is_compared()
        record.add(next(iter(record.readings())), run.reader())
        assert not record.is_compared()
        assert run.compare_in(record) and record.is_compared()


def test_what_another_model_read_is_read_again(tmp_path: Path) -> None:
    db = tmp_path / "record.db"
    path = write(tmp_path, "talks.txt", "Trade talks")
    read_folder(db, path)
    with Record.open(db) as record:
        read_into(record, [path], model=another_model(tmp_path / "model"))
        assert [reader.model.split()[0] for reader in record.provenance()] == ["another"]
        assert record.count("reports") == 1


def another_model(folder: Path) -> Path:
    """The package's model under another name."""
    shutil.copytree(SHIPPED, folder)
    labels = folder / "labels.json"
    given = json.loads(labels.read_text(encoding="utf-8"))
    labels.write_text(json.dumps(given | {"name": "another"}), encoding="utf-8")
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return folder


def test_a_model_of_ones_own(tmp_path: Path) -> None:
    folder = another_model(tmp_path / "model")
    command = [sys.executable, "-m", "dragoman", "read", str(EXAMPLES), "--quiet", "--db", str(tmp_path / "record.db")]
    assert subprocess.run([*command, "--model", str(folder)], check=False).returncode == 0
    (folder / "model.onnx").write_bytes(b"")
    done = subprocess.run([*command, "--model", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "model.onnx: damaged" in done.stderr and "--model" in done.stderr


def articles(folder: Path, count: int) -> Path:
    """Reports to be read while a run is killed: the example reports, each many times with words of its own."""
    folder.mkdir()
    texts = [path.read_bytes() for path in sorted(EXAMPLES.glob("*.txt"))]
    for n in range(count):
        (folder / f"{n:03}.txt").write_bytes(texts[n % len(texts)] + f"\n\nPrinted in edition {n}.\n".encode())
    return folder


KILLS = 10


def kill_at_random(command: list[str], seconds: float, rng: random.Random) -> bool:
    """Start a run and kill it within `seconds`; returns whether it was still running."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(rng.uniform(0.3, seconds))
    running = process.poll() is None
    if running:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return running


def assert_survives_kills(given: Path, tmp_path: Path) -> None:
    """Killed ten times at random, the finished record equals that of a run that nothing stopped, row for row."""
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    command = [sys.executable, "-m", "dragoman", "read", str(given), "--quiet", "--db"]
    start = time.monotonic()
    subprocess.run([*command, str(whole)], check=True)
    seconds = time.monotonic() - start
    rng = random.Random(7)
    killed = sum(kill_at_random([*command, str(broken)], seconds * 0.2, rng) for _ in range(KILLS))
    subprocess.run([*command, str(broken)], check=True)
    assert killed >= KILLS // 2, "the runs were over before they could be killed"
    assert rows_of(broken) == rows_of(whole)


def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    assert_survives_kills(articles(tmp_path / "reports", 60), tmp_path)


def test_a_killed_run_over_210_articles_goes_on(tmp_path: Path, shared_data: Path) -> None:
    assert_survives_kills(shared_data / "triplets" / "triplets.jsonl", tmp_path)


def test_what_was_read_before_a_kill_is_kept(tmp_path: Path) -> None:
    db, given = tmp_path / "record.db", articles(tmp_path / "reports", 60)
    command = [sys.executable, "-m", "dragoman", "read", str(given), "--quiet", "--db", str(db)]
    process = subprocess.Popen(command)
    held = 0
    while held < 5 and process.poll() is None:
        time.sleep(0.05)
        if db.exists():
            with sqlite3.connect(db) as connection:
                tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
                held = connection.execute("SELECT count(*) FROM reports").fetchone()[0] if "quotes" in tables else 0
    process.kill()
    process.wait()
    with Record.open(db) as record:
        kept = record.count("reports")
        assert kept >= held
        assert read_into(record, [given]).known == kept
