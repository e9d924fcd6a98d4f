"""What each command does, once `cli` has read the command line."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from dragoman import summary
from dragoman.errors import NotFoundError, OptionError, PathError
from dragoman.evaluate import evaluate as evaluated
from dragoman.export import export as exported
from dragoman.run import read_into
from dragoman.store import Record

SOME_REFUSED = 3


def read(paths: tuple[str, ...], db: str, as_json: bool, quiet: bool) -> None:
    with Record.open(db, create=True) as record:
        with nullcontext() if quiet or as_json else summary.Notices() as notices:
            progress = read_into(record, paths, notices)
        if as_json:
            _print_json({"db": db, **summary.counts(record), "run": summary.run_counts(progress)})
        elif not quiet:
            summary.print_run(record, progress)
    if progress.refused:
        sys.exit(SOME_REFUSED)


def show(what: str, id: str | None, story: str | None, speaker: str | None, db: str, as_json: bool) -> None:
    if what == "report" and not id:
        raise OptionError("show report: expected an ID; list them with: dragoman show reports")
    with Record.open(db) as record:
        if as_json:
            _print_json(summary.rows(record, what, id, story, speaker))
        else:
            summary.print_rows(record, what, id, story, speaker)


def compare(story: str, db: str, as_json: bool) -> None:
    with Record.open(db) as record:
        if as_json:
            _print_json(summary.comparison(record, story))
        else:
            summary.print_comparison(record, story)


def search(words: tuple[str, ...], limit: int, db: str, as_json: bool) -> None:
    with Record.open(db) as record:
        hits = record.search(" ".join(words), limit)
    if as_json:
        _print_json([summary.hit_json(hit) for hit in hits])
    else:
        summary.print_hits(hits)


def serve(host: str, port: int, db: str) -> None:
    try:
        import uvicorn

        from dragoman.pages.app import make_app
    except ImportError as error:
        raise OptionError(f'serve needs {error.name}; install it with: pip install "dragoman[web]"') from error
    Record.open(db).close()
    click.echo(f"http://{host}:{port}/  (stop with Ctrl-C)")
    uvicorn.run(make_app(db, allowed_hosts=[host]), host=host, port=port, log_level="warning")


def export(format: str, table: str, output: str | None, db: str) -> None:
    with Record.open(db) as record:
        try:
            with click.open_file(output or "-", "w", encoding="utf-8") as out:
                exported(record, out, format=format, table=table)
        except OSError as error:
            raise PathError(f"{output}: cannot be written ({error.strerror}); name another file with -o") from error


def evaluate(gold: str, db: str, as_json: bool) -> None:
    with Record.open(db) as record:
        result = evaluated(record, Path(gold))
    if as_json:
        _print_json(result)
    else:
        summary.print_evaluation(result)


def demo(folder: str) -> None:
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    with Record.open(home / "record.db", create=True) as record:
        with summary.Notices() as notices:
            progress = read_into(record, [examples()], notices)
        summary.print_run(record, progress)
        summary.print_highlights(record)
        try:
            from dragoman.pages.render import write_static
        except ImportError:
            click.echo('\nThe pages need more: pip install "dragoman[web]"')
            return
        index = write_static(record, home / "pages")
    click.echo(f"\nPages:   {index.resolve().as_uri()}")
    click.echo(f"Served:  dragoman serve --db {home / 'record.db'}")


def examples() -> Path:
    """The folder of example reports: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    found = next((p for p in (package / "examples", package.parent / "examples" / "reports") if p.is_dir()), None)
    if found is None:
        raise NotFoundError("the example reports are not in this installation; install dragoman again")
    return found


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
