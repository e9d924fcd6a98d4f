"""What each command does, once `cli` has read the command line."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from dragoman import decisions, reviewing, summary
from dragoman.corrections import Action, Correction, Kind
from dragoman.errors import NotFoundError, OptionError, PathError
from dragoman.evaluate import evaluate as evaluated
from dragoman.export import EVENT_FORMATS, FORMATS, check, selection_of
from dragoman.export import export as exported
from dragoman.icews import Per
from dragoman.meaning import nearest
from dragoman.officeholders import read_table
from dragoman.run import as_read as copy_as_read
from dragoman.run import ask, compare_corrected, compare_in, read_into
from dragoman.sources.decode import RefusedError, decoded
from dragoman.store import Import, Record
from dragoman.summary import brief, decided, imports, near, trends
from dragoman.summary.screen import Object, console, print_table
from dragoman.trends import By

SOME_REFUSED = 3
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ANYWHERE = ("0.0.0.0", "::")
"""Addresses on which a machine listens under all its names."""


def read(paths: tuple[str, ...], db: str, as_json: bool, quiet: bool, model: str | None = None) -> None:
    with Record.open(db, create=True) as record:
        with nullcontext() if quiet or as_json else summary.Notices() as notices:
            progress = read_into(record, paths, notices, Path(model) if model else None)
        if as_json:
            _print_json({"db": db, **summary.counts(record), "run": summary.run_counts(progress)})
        elif not quiet:
            summary.print_run(record, progress)
    if progress.refused:
        sys.exit(SOME_REFUSED)


def show(
    what: str,
    id: str | None,
    story: str | None,
    speaker: str | None,
    db: str,
    as_json: bool,
    as_read: bool = False,
    least: float | None = None,
    statuses: str | None = None,
) -> None:
    if what in ("report", "actor") and not id:
        expected = "an ID" if what == "report" else "a NAME"
        raise OptionError(f"show {what}: expected {expected}; list them with: dragoman show {what}s")
    if what != "events" and (least is not None or statuses is not None):
        raise OptionError(f"show {what}: --min-confidence and --status go with events and trend")
    selection = selection_of("events", least, statuses)
    with _open(db, as_read) as record:
        if as_json:
            _print_json(summary.rows(record, what, id, story, speaker, selection))
        else:
            summary.print_rows(record, what, id, story, speaker, selection)


def trend(one: str | None, other: str | None, by: By, least: float | None, db: str, format: str) -> None:
    if not one or not other:
        raise OptionError("show trend: expected two actors, each a country's code or name or an actor's name")
    least = selection_of("events", least).least
    with _open(db) as record:
        found = record.trend(one, other, by, least)
    if format == "json":
        _print_json(trends.as_json(found))
    elif format == "csv":
        trends.write_rows(found, sys.stdout)
    else:
        trends.print_trend(found)


def import_officeholders(file: str, country: str | None, db: str, as_json: bool) -> None:
    raw = _bytes_of(file)
    try:
        holders, faults = read_table(decoded(raw), file, country)
    except RefusedError as error:
        raise PathError(f"{file}: {error.detail}") from error
    given = Import(file, hashlib.sha256(raw).hexdigest()[:12], country.upper() if country else None, len(holders))
    with Record.open(db, create=True) as record:
        before = record.import_officeholders(given, holders) if holders else 0
        told = imports.counts(record, given, before, faults)
    if as_json:
        _print_json(told)
    else:
        imports.print_faults(file, faults)
        imports.print_import(told, [holder for holder in holders if holder.country is None])
    if faults or not holders:
        sys.exit(SOME_REFUSED)


def _bytes_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise PathError(f"{file}: cannot be read ({error.strerror}); name a CSV file of office-holders") from error


def join_stories(story: str, other: str, who: str, why: str, db: str, as_json: bool) -> None:
    with _open(db) as record:
        _print_decision(record, decisions.join(record, story, other, who, why), as_json)


def split_story(story: str, reports: tuple[str, ...], who: str, why: str, db: str, as_json: bool) -> None:
    with _open(db) as record:
        _print_decision(record, decisions.split(record, story, reports, who, why), as_json)


def undo_decision(number: int, who: str, db: str, as_json: bool) -> None:
    with _open(db) as record:
        _print_decision(record, decisions.undo(record, number, who), as_json)


def _print_decision(record: Record, decision: decisions.Decision, as_json: bool) -> None:
    compare_in(record)
    if as_json:
        _print_json(decided.decision_json(decision))
    else:
        decided.print_decisions([decision])


def list_decisions(db: str, as_json: bool) -> None:
    with _open(db) as record:
        found = decisions.decisions(record)
    if as_json:
        _print_json([decided.decision_json(decision) for decision in found])
    else:
        decided.print_decisions(found)


def compare(story: str, db: str, format: str, most: int, output: str | None, as_json: bool) -> None:
    with _open(db) as record:
        if as_json:
            _print_json(summary.comparison(record, story))
            return
        found = brief.brief_of(record, story, most)
    if format == "text" and output is None:
        brief.print_brief(found)
    elif format == "text":
        raise OptionError(f"-o {output}: goes with --format json or markdown; text is for the terminal")
    else:
        told = brief.as_markdown(found) if format == "markdown" else _json(brief.as_json(found)) + "\n"
        _write(told, output)


def _write(words: str, output: str | None) -> None:
    """To a file, or standard output. Raises PathError."""
    try:
        with click.open_file(output or "-", "w", encoding="utf-8", atomic=True) as out:
            out.write(words)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PathError(f"{output}: cannot be written ({error.strerror}); name another file with -o") from error


def search(words: tuple[str, ...], limit: int, db: str, as_json: bool) -> None:
    with _open(db) as record:
        hits = record.search(" ".join(words), limit)
    if as_json:
        _print_json([summary.hit_json(hit) for hit in hits])
    else:
        summary.print_hits(hits)


def search_meaning(question: str, limit: int, db: str, as_json: bool, model: str | None = None) -> None:
    with _open(db) as record, record.snapshot():
        found = nearest(record, ask(question, Path(model) if model else None), limit)
    if as_json:
        _print_json(near.as_json(found))
    else:
        near.print_nearest(found)


def serve(
    host: str,
    port: int,
    db: str,
    token: str | None = None,
    who: str | None = None,
    read_only: bool = False,
    as_read: bool = False,
    model: str | None = None,
) -> None:
    try:
        import uvicorn

        from dragoman.pages.app import make_app, new_office, spare_the_collector
    except ImportError as error:
        raise OptionError(f'serve needs {error.name}; install it with: pip install "dragoman[web]"') from error
    own = reviewing.reviewer(who) if not (read_only or as_read) else ""
    given = token or (None if host in LOOPBACK else secrets.token_urlsafe(24))
    with _listening(host, port) as door, TemporaryDirectory() as home, _open(db, as_read) as record:
        shown = str(Path(home) / "as-read.db") if as_read else db
        if as_read:
            record.save(shown)
        record.close()
        hint = f"?token={given}" if given else ""
        click.echo(f"http://{host}:{door.getsockname()[1]}/{hint}  (stop with Ctrl-C)")
        hosts = ["*"] if host in ANYWHERE else [host]
        office = new_office(own, compare_in) if own else None
        own_model = Path(model) if model else None
        app = make_app(
            shown, hosts, office=office, token=given, after=compare_corrected, ask=lambda words: ask(words, own_model)
        )
        spare_the_collector()
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[door])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address. Raises OptionError where it is taken or not this machine's."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise OptionError(f"{host}:{port}: cannot listen there ({why}); name another --port") from error


def export(
    format: str,
    table: str | None,
    output: str | None,
    db: str,
    as_read: bool = False,
    per: Per | None = None,
    least: float | None = None,
    statuses: str | None = None,
) -> None:
    if table and format != "csv" and format in FORMATS:
        raise OptionError(f"--table {table}: goes with --format csv; {format} has no tables")
    if per and format != "icews":
        raise OptionError(f"--per {per}: goes with --format icews")
    if format not in EVENT_FORMATS and (least is not None or statuses is not None):
        raise OptionError(f"--min-confidence and --status go with --format plover or icews; {format} has all mentions")
    check(format, table or "statements", per or "event")
    selection = selection_of(format, least, statuses)
    if output and Path(output).resolve() == Path(db).resolve():
        raise PathError(f"{output}: is the record itself; name another file with -o")
    with _open(db, as_read) as record, record.snapshot():
        try:
            with click.open_file(output or "-", "w", encoding="utf-8", atomic=True) as out:
                exported(
                    record, out, format=format, table=table or "statements", per=per or "event", selection=selection
                )
        except BrokenPipeError:
            raise
        except OSError as error:
            raise PathError(f"{output}: cannot be written ({error.strerror}); name another file with -o") from error


def evaluate(gold: str, db: str, as_json: bool) -> None:
    with _open(db) as record:
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


def _open(db: str, as_read: bool = False) -> Record:
    """The record, or what the program alone read, with a word on standard error where it is not compared yet."""
    record = Record.open(db)
    if not record.is_compared():
        click.echo(f"dragoman: the last reports in {db} are not compared yet; run dragoman read once more", err=True)
    if not as_read:
        return record
    with record:
        return copy_as_read(record)


# Review


def review_queue(limit: int, kind: Kind | None, db: str, as_json: bool) -> None:
    with _open(db) as record:
        _print_found(reviewing.queue(record, limit, kind), as_json)


def review(action: Action, id: str, fields: tuple[str, ...], who: str | None, why: str, db: str) -> None:
    with _open(db) as record:
        _tell(reviewing.decide(record, reviewing.known(record, id), action, who, why, fields))


def review_merge(names: tuple[str, ...], into: str, who: str | None, why: str, db: str) -> None:
    with _open(db) as record:
        _tell(reviewing.merge(record, names, into, who, why))


def review_undo(number: int, who: str | None, why: str, db: str) -> None:
    with _open(db) as record:
        _tell(reviewing.undo(record, number, who, why))


def review_history(limit: int, db: str, as_json: bool) -> None:
    with _open(db) as record:
        found = reviewing.history(record, limit)
    _print_found(found if as_json else reviewing.history_rows(found), as_json)


def review_agreement(db: str, as_json: bool) -> None:
    with _open(db) as record:
        _print_found(reviewing.agreement_rows(record), as_json)


def _tell(line: Correction) -> None:
    click.echo(f"correction {line.id} by {line.who}; take it back with: dragoman review undo {line.id}")


def _print_found(found: list[Object], as_json: bool) -> None:
    if as_json:
        _print_json(found)
    else:
        print_table(found, console())


def _print_json(value: Any) -> None:
    click.echo(_json(value))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
