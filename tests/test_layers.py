"""The architecture: what may import what, and what a bare start must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "dragoman"

LAYERS = (
    ("record", "errors"),
    ("lexicon",),
    ("text", "words", "stems", "vectors"),
    ("encoder", "gazetteer", "times", "quantities", "scores"),
    ("sources", "header", "actors", "doc"),
    ("date_problem", "officeholders", "places"),
    ("cues",),
    ("statements",),
    ("mentions",),
    ("stories",),
    ("accounts",),
    ("pipeline",),
    ("rows", "migrations", "eventdata", "files", "search"),
    ("trends",),
    ("lists",),
    ("corrections",),
    ("store",),
    ("shelf",),
    ("voices", "annotations", "certain", "decisions", "plover", "icews", "meaning"),
    ("dossiers", "grouping"),
    ("run", "export", "evaluate"),
    ("pages",),
    ("summary",),
    ("reviewing",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From the ground up: a module imports those of the layers below, and within its own folder."""
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
STATIONS = {
    "text",
    "stems",
    "times",
    "quantities",
    "header",
    "date_problem",
    "actors",
    "places",
    "cues",
    "statements",
    "mentions",
    "stories",
    "accounts",
}
IMPURE = {"time", "os", "random", "socket", "urllib", "http", "subprocess", "requests", "pathlib", "io", "shutil"}


def modules() -> list[tuple[str, Path]]:
    """Each file of the package with the top module that it belongs to; `dragoman/__init__.py` is none."""
    files = sorted(PACKAGE.rglob("*.py"))
    return [
        (path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path)
        for path in files
        if path.parent != PACKAGE or path.name != "__init__.py"
    ]


def imports_of(path: Path, *, late: bool = True) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if late else tree.body
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module == "dragoman":
                yield from (f"dragoman.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def inner(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("dragoman.")}


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda value: str(value)[-40:])
def test_each_module_imports_only_what_lies_below(name: str, path: Path) -> None:
    assert name in LEVEL, f"{name}: say in LAYERS where it belongs"
    above = {other for other in inner(path) if other != name and LEVEL[other] >= LEVEL[name]}
    assert not above, f"{name} must not import {above}"


def test_record_imports_nothing_of_the_package() -> None:
    assert not inner(PACKAGE / "record.py")


@pytest.mark.parametrize(("name", "path"), [m for m in modules() if m[0] in STATIONS], ids=lambda v: str(v)[-40:])
def test_stations_touch_neither_clock_nor_network_nor_environment(name: str, path: Path) -> None:
    assert not {imported.split(".")[0] for imported in imports_of(path)} & IMPURE


@pytest.mark.parametrize("path", [p for n, p in modules() if n == "pages"], ids=lambda p: p.name)
def test_pages_read_the_store_and_no_station(path: Path) -> None:
    assert inner(path) <= {
        "pages", "store", "voices", "dossiers", "decisions", "corrections", "lists", "lexicon", "record", "errors",
        "rows", "export", "meaning", "search", "certain",
    }  # fmt: skip


def test_the_package_imports_neither_training_nor_evals_nor_tests() -> None:
    for _, path in modules():
        assert not {name.split(".")[0] for name in imports_of(path)} & {"training", "evals", "tests"}


LATE = {"dragoman/__init__.py", "dragoman/cli.py", "dragoman/commands.py"}
"""Files that import inside functions, so that help and a bare import stay quick."""


def test_imports_of_the_package_stand_at_the_top() -> None:
    for path in PACKAGE.rglob("*.py"):
        named = path.relative_to(PACKAGE.parent).as_posix()
        if named not in LATE:
            late = set(imports_of(path)) - set(imports_of(path, late=False)) - _for_types(path)
            assert not {name for name in late if name.startswith("dragoman")}, named


def _for_types(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If)]
    return {n.module or "" for block in blocks for n in ast.walk(block) if isinstance(n, ast.ImportFrom)}


HEAVY = "onnxruntime tokenizers torch fastapi uvicorn jinja2 pandas trafilatura numpy sqlite_utils".split()


HELP = """import sys; sys.argv = ['dragoman', '--help']
from dragoman.cli import main
try: main()
except SystemExit: pass"""


@pytest.mark.parametrize("start", ["import dragoman", HELP])
def test_a_bare_start_loads_nothing_heavy(start: str) -> None:
    code = f"{start}\nimport sys\nprint('LOADED', *[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_public_names() -> None:
    import dragoman

    assert sorted(dragoman.__all__) == ["Record", "nearest", "open", "read"]
    assert all(getattr(dragoman, name) for name in dragoman.__all__)
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        dragoman.reed  # noqa: B018
