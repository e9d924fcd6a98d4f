"""The command line: the only part that prints and exits.

Exit codes: 0 done; 1 an error, told on standard error; 2 a wrong command line; 3 done, but something was refused.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import click

from dragoman.errors import DragomanError
from dragoman.record import SHOWN as SHOWN_FROM

DEFAULT_DB = "record.db"


class Commands(click.Group):
    """Commands that tell their errors in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            click.echo(f"dragoman: {error}", err=True)
            ctx.exit(1)
        except UnicodeEncodeError:
            click.echo("dragoman: an argument is not UTF-8; write it in UTF-8", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("dragoman: stopped; what was read is kept, and the same command goes on from there", err=True)
            ctx.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def work() -> ModuleType:
    """The commands themselves, loaded when one is called: they need half a second, which --help does not have."""
    from dragoman import commands

    return commands


db_option = click.option(
    "--db",
    default=DEFAULT_DB,
    show_default=True,
    metavar="FILE",
    help="The record: one SQLite file.",
    envvar="DRAGOMAN_DB",
)
as_read_option = click.option("--as-read", is_flag=True, help="What the program read, without anybody's corrections.")
who_option = click.option(
    "--who", metavar="NAME", envvar="DRAGOMAN_REVIEWER", help="Who decides; your login name if left out."
)
why_option = click.option("--why", default="", metavar="REASON", help="Why.")
model_option = click.option(
    "--model",
    metavar="FOLDER",
    envvar="DRAGOMAN_MODEL",
    help="A reading model of your own, instead of the one in the package.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dragoman", message="%(prog)s %(version)s")
def main() -> None:
    """Read news reports and give back a sourced record: who did what to whom, who said what, where accounts differ."""


@main.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@db_option
@json_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@model_option
def read_command(paths: tuple[str, ...], db: str, as_json: bool, quiet: bool, model: str | None) -> None:
    """Read files, folders or patterns (.txt, .md, .html, .jsonl) into the record, and compare.

    Reports that the record holds already are not read again. A file that cannot be read is refused with its reason, the
    rest goes on, and the exit code is 3.

    \b
    Example:
        dragoman read reports/ 'archive/*.jsonl' --db suez.db
    """
    work().read(paths, db, as_json, quiet, model)


SHOWN = (
    "stories", "events", "statements", "speakers", "claims", "actors", "actor", "differences", "reports", "refusals",
    "report", "trend",
)  # fmt: skip
least_option = click.option(
    "--min-confidence",
    "least",
    type=float,
    metavar="X",
    help=f"Only mentions of events at least as sure as this, from 0 to 1; {SHOWN_FROM} if left out.",
)


@main.command("show")
@click.argument("what", type=click.Choice(SHOWN), metavar="|".join(SHOWN))
@click.argument("id", required=False)
@click.argument("other", required=False)
@click.option("--story", metavar="ID", help="Only what belongs to this story.")
@click.option("--speaker", metavar="NAME", help="Only statements by this speaker.")
@least_option
@click.option(
    "--status", "statuses", metavar="LIST", help="For events: some of actual,planned,possible,negated; all if left out."
)
@click.option(
    "--by",
    default="month",
    show_default=True,
    type=click.Choice(("week", "month", "year")),
    help="For trend: the periods.",
)
@click.option("--csv", "as_csv", is_flag=True, help="For trend: print CSV.")
@as_read_option
@db_option
@json_option
def show_command(
    what: str,
    id: str | None,
    other: str | None,
    story: str | None,
    speaker: str | None,
    least: float | None,
    statuses: str | None,
    by: str,
    as_csv: bool,
    as_read: bool,
    db: str,
    as_json: bool,
) -> None:
    """Show a part of the record. `show report ID` shows all that was read in one report; `show speakers` who is quoted
    and how often, and each outlet's share of unnamed speakers; `show claims` what several reports carry of unnamed or
    relayed speakers, with the way that it came; `show actor NAME` somebody's offices in time, by the reports' words and
    by tables of office-holders, and what was done and said; `show trend ACTOR ACTOR` how two countries or actors got on
    by week, month or year, in counts and scores of what did happen between them.

    \b
    Examples:
        dragoman show stories
        dragoman show events --min-confidence 0.8 --status actual
        dragoman show statements --speaker "Anthony Eden"
        dragoman show claims --story st-3f2a
        dragoman show actor "Anthony Eden"
        dragoman show trend GBR Egypt --by week
        dragoman show report 3f2a
    """
    if what == "trend":
        if story or speaker or statuses:
            raise click.UsageError("show trend: takes no --story, --speaker or --status")
        work().trend(id, other, by, least, db, "json" if as_json else "csv" if as_csv else "text")
        return
    if other or as_csv:
        raise click.UsageError(f"show {what}: a second name and --csv go with trend")
    work().show(what, id, story, speaker, db, as_json, as_read, least, statuses)


@main.group("review", cls=Commands)
def review_group() -> None:
    """Confirm, correct or reject what was read. Corrections are kept apart, with who, when and why; reading again never
    overwrites them, every view and export shows them, and each can be taken back.

    \b
    Examples:
        dragoman review queue
        dragoman review set 3f2a-e120 status=planned "actors=Iran (IRN); Norway (NOR)" --why "sentence 3"
        dragoman review undo 12
    """


@review_group.command("queue")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@click.option("--kind", type=click.Choice(["statement", "event"]), help="Only these.")
@db_option
@json_option
def queue_command(limit: int, kind: str | None, db: str, as_json: bool) -> None:
    """List what nobody decided on, least certain first.

    \b
    Example:
        dragoman review queue --kind event --limit 50
    """
    work().review_queue(limit, kind, db, as_json)


@review_group.command("confirm")
@click.argument("id")
@who_option
@why_option
@db_option
def confirm_command(id: str, who: str | None, why: str, db: str) -> None:
    """Say that a statement or mention was read rightly.

    \b
    Example:
        dragoman review confirm 3f2a-s88
    """
    work().review("confirm", id, (), who, why, db)


@review_group.command("reject")
@click.argument("id")
@who_option
@why_option
@db_option
def reject_command(id: str, who: str | None, why: str, db: str) -> None:
    """Say that there is no such statement or mention.

    \b
    Example:
        dragoman review reject 3f2a-e120 --why "a rhetorical question"
    """
    work().review("reject", id, (), who, why, db)


@review_group.command("set")
@click.argument("id")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@who_option
@why_option
@db_option
def set_command(id: str, fields: tuple[str, ...], who: str | None, why: str, db: str) -> None:
    """Set fields. Of a mention: type, status, when, actors, recipients and trigger. Of a statement: speaker,
    speaker_kind, act, source, cue and content. Trigger, source, cue and content are words of the report, pieces parted
    by "|". Actors are parted by ";".

    \b
    Examples:
        dragoman review set 3f2a-e120 type=AGREE when=2007-03-10 "actors=Iran (IRN); Norway (NOR)"
        dragoman review set 3f2a-s88 "speaker=Tony Snow" "content=the talks were useful"
    """
    work().review("set", id, fields, who, why, db)


@review_group.command("merge")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--into", required=True, metavar="NAME", help="What the one actor is called.")
@who_option
@why_option
@db_option
def merge_command(names: tuple[str, ...], into: str, who: str | None, why: str, db: str) -> None:
    """Say that several names are one actor.

    \b
    Example:
        dragoman review merge "T. Snow" "Anthony Snow" --into "Tony Snow"
    """
    work().review_merge(names, into, who, why, db)


@review_group.command("undo")
@click.argument("number", type=int, metavar="ID")
@who_option
@why_option
@db_option
def review_undo_command(number: int, who: str | None, why: str, db: str) -> None:
    """Take a correction back. The history keeps both.

    \b
    Example:
        dragoman review undo 12
    """
    work().review_undo(number, who, why, db)


@review_group.command("history")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000), help="How many.")
@db_option
@json_option
def history_command(limit: int, db: str, as_json: bool) -> None:
    """List all corrections, newest first.

    \b
    Example:
        dragoman review history --json
    """
    work().review_history(limit, db, as_json)


@review_group.command("agreement")
@db_option
@json_option
def agreement_command(db: str, as_json: bool) -> None:
    """Show how far each reviewer and the program agree, by field.

    \b
    Example:
        dragoman review agreement
    """
    work().review_agreement(db, as_json)


@main.group("actors", cls=Commands)
def actors_group() -> None:
    """Bring what you know of actors yourself into the record; `show actors` lists those it holds.

    \b
    Example:
        dragoman actors import iraq-ministers.csv --country IRQ
    """


@actors_group.command("import")
@click.argument("file", metavar="FILE.csv")
@click.option("--country", metavar="ISO3", help="Whose offices these are, where the table has no column for it.")
@db_option
@json_option
def import_command(file: str, country: str | None, db: str, as_json: bool) -> None:
    """Take office-holders of your own: a CSV table with the columns position, person, start and end, and perhaps
    personID (which tells persons of one name apart) and country (ISO-3). Other columns may be there.

    Dates are a day, month or year; an empty end means still in office. A row that cannot be taken is refused with its
    line and the reason, the rest goes in, and the exit code is 3. The same file again replaces what it gave before.

    \b
    Example:
        dragoman actors import iraq-ministers.csv --country IRQ --db suez.db
    """
    work().import_officeholders(file, country, db, as_json)


@main.group("stories", cls=Commands)
def stories_group() -> None:
    """Decide what is one story yourself; it holds whatever is read later. `show stories` lists them.

    \b
    Example:
        dragoman stories join st-3f2a st-77c0 --why "the same strike"
    """


who_option = click.option("--who", default="", metavar="NAME", help="Who decides.")
why_option = click.option("--why", default="", metavar="WORDS", help="Why.")


@stories_group.command("join")
@click.argument("story")
@click.argument("other")
@who_option
@why_option
@db_option
@json_option
def join_command(story: str, other: str, who: str, why: str, db: str, as_json: bool) -> None:
    """Make two stories one. The older id stays, and the other leads to it.

    \b
    Example:
        dragoman stories join st-3f2a st-77c0
    """
    work().join_stories(story, other, who, why, db, as_json)


@stories_group.command("split")
@click.argument("story")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@who_option
@why_option
@db_option
@json_option
def split_command(story: str, reports: tuple[str, ...], who: str, why: str, db: str, as_json: bool) -> None:
    """Take reports out of a story; together they make one of their own.

    \b
    Example:
        dragoman stories split st-3f2a 77c0 81d4
    """
    work().split_story(story, reports, who, why, db, as_json)


@stories_group.command("undo")
@click.argument("number", type=int)
@who_option
@db_option
@json_option
def undo_command(number: int, who: str, db: str, as_json: bool) -> None:
    """Take a decision back, by its number; its reports are grouped afresh.

    \b
    Example:
        dragoman stories undo 3
    """
    work().undo_decision(number, who, db, as_json)


@stories_group.command("decisions")
@db_option
@json_option
def decisions_command(db: str, as_json: bool) -> None:
    """List what was decided, the latest first, with what was taken back.

    \b
    Example:
        dragoman stories decisions
    """
    work().list_decisions(db, as_json)


@main.command("compare")
@click.argument("story")
@click.option(
    "--format",
    "format_",
    default="text",
    show_default=True,
    type=click.Choice(("text", "json", "markdown")),
    help="Text for the terminal, JSON for a program, Markdown with footnotes for print.",
)
@click.option("--most", default=12, show_default=True, type=click.IntRange(1, 1000), help="Differences that are shown.")
@click.option("-o", "--output", metavar="FILE", help="Where to; standard output if left out.")
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print all that is compared as JSON, without the words.")
def compare_command(story: str, format_: str, most: int, output: str | None, db: str, as_json: bool) -> None:
    """Show how the reports of one story tell it: for each event whether an outlet reports it, has it from somebody,
    calls it planned, denies it or is silent; and where the accounts differ, what matters most first, with the words.

    \b
    Examples:
        dragoman compare st-3f2a
        dragoman compare st-3f2a --most 40
        dragoman compare st-3f2a --format markdown -o brief.md
    """
    work().compare(story, db, format_, most, output, as_json)


@main.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Hits of each kind.")
@click.option("--meaning", "by_meaning", is_flag=True, help="Find what is nearest in meaning, whatever its words.")
@db_option
@json_option
@model_option
def search_command(
    words: tuple[str, ...], limit: int, by_meaning: bool, db: str, as_json: bool, model: str | None
) -> None:
    """Find statements and reports that hold all the words; with --meaning, passages and reports that are nearest to a
    question or a sentence. Nearness is a likeness and proves nothing: read the passages.

    \b
    Examples:
        dragoman search ceasefire '"United Nations"'
        dragoman search --meaning officials who doubt the evidence on weapons
    """
    if by_meaning:
        work().search_meaning(" ".join(words), limit, db, as_json, model)
    else:
        work().search(words, limit, db, as_json)


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8400, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--token",
    metavar="SECRET",
    envvar="DRAGOMAN_TOKEN",
    help="What a visitor must bring; made up and printed where --host is not this machine alone.",
)
@click.option("--who", metavar="NAME", envvar="DRAGOMAN_REVIEWER", help="Who corrects, until a visitor says otherwise.")
@click.option("--read-only", is_flag=True, help="Take no corrections.")
@as_read_option
@db_option
@model_option
def serve_command(
    host: str,
    port: int,
    token: str | None,
    who: str | None,
    read_only: bool,
    as_read: bool,
    db: str,
    model: str | None,
) -> None:
    """Serve the record as web pages to read and to correct, to this machine alone unless --host says otherwise; then
    whoever asks must bring the token that is printed.

    \b
    Examples:
        dragoman serve --db suez.db
        dragoman serve --db suez.db --host 0.0.0.0 --who "Ann Example"
    """
    work().serve(host, port, db, token, who, read_only, as_read, model)


@main.command("export")
@click.option(
    "--format",
    "format_",
    default="json",
    show_default=True,
    metavar="json|csv|annotations|plover|icews",
    help="What to write.",
)
@click.option(
    "--table", metavar="NAME", help="For csv: statements (if left out), speakers, events, differences or reports."
)
@click.option("--per", metavar="event|mention", help="For icews: what a row is for; an event if left out.")
@least_option
@click.option(
    "--status",
    "statuses",
    metavar="LIST",
    help="For plover, icews: some of actual,planned,possible,negated. If left out: all for plover, actual for icews.",
)
@click.option("-o", "--output", metavar="FILE", help="Where to; standard output if left out.")
@as_read_option
@db_option
def export_command(
    format_: str,
    table: str | None,
    per: str | None,
    least: float | None,
    statuses: str | None,
    output: str | None,
    as_read: bool,
    db: str,
) -> None:
    """Write the whole record as JSON, a table of it as CSV (statements, speakers, events, differences, reports), the
    statements as W3C Web Annotations (JSON-LD) that tools can show on the reports, or the events as event data:
    PLOVER's JSON, one line a mention, or tab-separated rows like those of ICEWS, with CAMEO roots and Goldstein values.

    \b
    Examples:
        dragoman export -o record.json
        dragoman export --format csv --table events -o events.csv
        dragoman export --format annotations -o statements.jsonld
        dragoman export --format plover -o events.jsonl
        dragoman export --format icews --status actual,planned -o events.tsv
    """
    work().export(format_, table, output, db, as_read, per, least, statuses)


@main.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, file_okay=False), metavar="FOLDER")
@db_option
@json_option
def evaluate_command(gold: str, db: str, as_json: bool) -> None:
    """Hold the record against your own annotations: one JSON file a report, as docs/annotating.md describes.

    \b
    Example:
        dragoman evaluate annotations/
    """
    work().evaluate(gold, db, as_json)


@main.command("demo")
@click.option("--folder", default="demo", show_default=True, metavar="FOLDER", help="Where the record and pages go.")
def demo_command(folder: str) -> None:
    """Read the example reports, print what they give, and write pages to look at.

    \b
    Example:
        dragoman demo
    """
    work().demo(folder)
