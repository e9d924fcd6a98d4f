"""The development data beside the repository and its scorers, each run as the command that it is."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
DATA, SCORERS = SHARED / "data", SHARED / "score"


def scored(scorer: str, found: dict[str, Any] | Iterable[dict[str, Any]], *options: str) -> str:
    """What a scorer says of a record, or of rows."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "found.jsonl"
        write_lines(path, [found] if isinstance(found, dict) else found)
        return run_scorer(scorer, str(path), *options)


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Rows as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def run_scorer(scorer: str, *options: str) -> str:
    """What a scorer of the development data prints."""
    command = [sys.executable, str(SCORERS / scorer), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{scorer} failed: {done.stderr.strip()[-500:]}")
    return done.stdout
