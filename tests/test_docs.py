"""What the documents list is what the program has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.export import TABLES
from dragoman.lexicon import versions
from dragoman.record import ACTS, EVENT_TYPES, REFUSAL_REASONS

from .conftest import ROOT

DOCS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "examples" / "README.md"]


def words_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*ACTS, *EVENT_TYPES, *REFUSAL_REASONS])
def test_terms_explain_every_closed_list(word: str) -> None:
    assert re.search(rf"(?<![\w-]){word}(?![\w-])", words_of("docs/terms.md"))


def test_the_readme_shows_commands_and_tables_that_exist() -> None:
    shown = set(re.findall(r"^dragoman (\w+)", words_of("README.md"), re.MULTILINE))
    assert shown <= main.commands.keys()
    assert all(table in words_of("README.md") for table in TABLES)


def test_the_readme_names_the_two_commands() -> None:
    targets = set(re.findall(r"^(\w+):", words_of("Makefile"), re.MULTILINE))
    assert {"install", "demo", "test", "lint", "evals", "bench"} <= targets
    assert "make demo" in words_of("README.md") and "make test" in words_of("README.md")


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_dependency_has_a_reason() -> None:
    listed = words_of("docs/dependencies.md")
    for name in re.findall(r'^    "([a-z0-9-]+)[>\[]', words_of("pyproject.toml"), re.MULTILINE):
        assert name in listed or name.startswith(("dragoman", "pandas")), name


def test_every_table_has_a_version() -> None:
    tables = {path.stem for path in (ROOT / "dragoman" / "lexicon").glob("*.tsv")}
    assert versions().keys() == tables


def test_the_architecture_names_every_module() -> None:
    told = words_of("docs/architecture.md")
    for path in (ROOT / "dragoman").iterdir():
        name = path.stem
        if not name.startswith("_") and name != "py" and (path.suffix == ".py" or (path / "__init__.py").exists()):
            assert f"`{name}`" in told or f"`{name}/`" in told, name
