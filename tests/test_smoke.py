"""The base install: everything but pages and frames works without the extras and the tools of development."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .conftest import EXAMPLES

EXTRAS = ("fastapi", "starlette", "jinja2", "uvicorn", "pandas", "scipy", "hypothesis", "httpx2", "playwright")


def run_without_extras(*words: str) -> subprocess.CompletedProcess[str]:
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in EXTRAS)
    code = f"import sys; {blocked}; sys.argv = ['dragoman', *{list(words)!r}]; from dragoman.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_reading_and_showing_need_no_extra(tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")
    assert "15 read" in run_without_extras("read", str(EXAMPLES), "--db", db).stdout
    for words in (["show", "stories"], ["search", "canal"], ["export"]):
        done = run_without_extras(*words, "--db", db)
        assert done.returncode == 0 and done.stdout


def test_what_needs_an_extra_says_which(tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")
    run_without_extras("read", str(EXAMPLES / "suez-cedar.txt"), "--db", db)
    done = run_without_extras("serve", "--db", db)
    assert done.returncode == 1 and 'pip install "dragoman[web]"' in done.stderr
    done = run_without_extras("demo", "--folder", str(tmp_path / "demo"))
    assert done.returncode == 0 and 'pip install "dragoman[web]"' in done.stdout
