"""The record: one SQLite file, written by `read` and `compare`, read by the command line, the pages and the exports."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

from sqlite_utils import Database

from dragoman import rows
from dragoman.corrections import Ledger, renamed
from dragoman.errors import NotFoundError, OptionError, RecordError
from dragoman.eventdata import Selection, Told, happenings, told
from dragoman.files import connect, record_error
from dragoman.lists import Lists
from dragoman.migrations import migrations
from dragoman.record import (
    SHOWN,
    Account,
    Comparison,
    Difference,
    Event,
    Mention,
    Office,
    Officeholder,
    Quote,
    Reading,
    Refusal,
    Report,
    Span,
    Spans,
    Statement,
    Story,
)
from dragoman.search import Hit, find
from dragoman.trends import By, Trend, trend

if TYPE_CHECKING:
    import pandas

Row = rows.Row
FRAMES = (
    "reports",
    "statements",
    "mentions",
    "participants",
    "stories",
    "events",
    "accounts",
    "differences",
    "refusals",
    "offices",
    "officeholders",
)
MOST_MARKS = 500
"""Values that one query names at most; SQLite takes 32,766."""


class Import(NamedTuple):
    """A table of office-holders that was imported."""

    file: str
    digest: str
    """The first 12 hexadecimal digits of the file's SHA-256."""
    country: str | None
    """The country given with it."""
    rows: int


class Reader(NamedTuple):
    """What a reading was made with: program, model, the hash of each table of the package, and imported tables."""

    id: str
    program: str
    model: str
    tables: dict[str, str]
    imports: tuple[Import, ...] = ()


class Record:
    """A sourced record in one SQLite file. Open one with `Record.open`, or make one with `dragoman.read`."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.path = path
        self._db = Database(connection)
        self.corrections = Ledger(connection, self.transaction)
        self.lists = Lists(connection)

    # Opening and closing

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Self:
        """Open the record at `path`; with `create`, make it where it does not exist. `":memory:"` makes one in memory.

        Raises RecordError where the file is missing, is no SQLite file, holds somebody else's tables, is locked, or
        was written by a newer dragoman.
        """
        path = str(path)
        if not create and path != ":memory:" and not Path(path).is_file():
            raise RecordError(f"{path}: no such record; make one with: dragoman read REPORTS --db {path}")
        try:
            record = cls(connect(path), path)
        except (sqlite3.Error, OSError) as error:
            raise record_error(path, error) from error
        try:
            record._migrate()
        except sqlite3.Error as error:
            record.close()
            raise record_error(path, error) from error
        except RecordError:
            record.close()
            raise
        return record

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {self.path}: {self.count('reports')} reports>"

    def _migrate(self) -> None:
        tables = set(self._db.table_names())
        if tables and migrations.migrations_table not in tables:
            raise RecordError(
                f"{self.path}: a SQLite file, but not a dragoman record (it holds {', '.join(sorted(tables)[:3])}); "
                "name another file with --db"
            )
        known = {migration.name for migration in migrations._migrations}
        newer = [m.name for m in migrations.applied(self._db) if m.name not in known]
        if newer:
            raise RecordError(f"{self.path}: written by a newer dragoman ({newer[0]}); update dragoman to open it")
        if migrations.pending(self._db):
            self._execute("BEGIN IMMEDIATE")  # of two programs that make one record, the second finds it made
            migrations.apply(self._db)
            self._execute("COMMIT")
            if self.count("stories") and not self.count("story_cards"):
                with self.transaction():
                    self.lists.refresh()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read the record as it stands at one moment, whatever another program writes meanwhile."""
        self._execute("BEGIN")
        try:
            yield
        finally:
            self._execute("ROLLBACK")

    # Writing

    def begin_run(self, reader: Reader, started: str) -> int:
        """Note a run and what it reads with. Returns the run's number."""
        with self.transaction():
            self._execute(
                "INSERT OR IGNORE INTO readers VALUES (?, ?, ?, ?, ?)",
                (
                    reader.id,
                    reader.program,
                    reader.model,
                    json.dumps(reader.tables, sort_keys=True),
                    json.dumps(reader.imports),
                ),
            )
            cursor = self._execute("INSERT INTO runs (reader, started) VALUES (?, ?)", (reader.id, started))
        return cast(int, cursor.lastrowid)

    def end_run(self, run: int, ended: str, *, read: int, known: int, refused: int) -> None:
        with self.transaction():
            self._execute(
                "UPDATE runs SET ended = ?, read = ?, known = ?, refused = ? WHERE id = ?",
                (ended, read, known, refused, run),
            )

    def reader_of(self, report: str) -> str | None:
        """The id of the reader that read a report, None where the record does not hold it, or not its vectors."""
        sql = "SELECT reader FROM reports JOIN sentence_signs USING (reader) WHERE id = ? AND report = id"
        return cast(str | None, self._value(sql, report))

    def add(self, reading: Reading, reader: Reader) -> None:
        """Store one report's reading whole, in place of an older one of the same report."""
        report = reading.report
        with self.transaction():
            arrived = self._value("SELECT row FROM reports WHERE id = ?", report.id)
            self._execute(
                "UPDATE stories SET stale = 1 WHERE id = (SELECT story FROM story_reports WHERE report = ?)",
                (report.id,),
            )
            self.lists.leave_out(report.id)
            self._execute("DELETE FROM reports WHERE id = ?", (report.id,))
            self._execute("DELETE FROM refusals WHERE path = ?", (report.path,))
            self._insert("reports", [{"row": arrived, "lead": reading.lead} | rows.report_row(reading, reader.id)])
            self._execute("INSERT INTO ungrouped VALUES (?)", (report.id,))
            self._insert("statements", [rows.statement_row(report, n, s) for n, s in enumerate(reading.statements)])
            self._insert("mentions", [rows.mention_row(report, n, m) for n, m in enumerate(reading.mentions)])
            self._insert("participants", [row for m in reading.mentions for row in rows.participant_rows(report, m)])
            self._insert("offices", rows.office_rows(reading))
            self._execute("INSERT INTO sentence_signs VALUES (?, ?, ?)", rows.signs_row(reading, reader.id))
            self._execute("INSERT INTO sentence_vectors VALUES (?, ?)", (report.id, reading.vectors))
            self.corrections.reapply(report.id)

    def refuse(self, refusal: Refusal) -> None:
        with self.transaction():
            self._execute(
                "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)", (refusal.path, refusal.reason, refusal.detail)
            )

    def forgive(self, path: str) -> None:
        """Drop the refusal of a path that was read after all."""
        if self._value("SELECT 1 FROM refusals WHERE path = ?", path):
            with self.transaction():
                self._execute("DELETE FROM refusals WHERE path = ?", (path,))

    def import_officeholders(self, given: Import, holders: Sequence[Officeholder]) -> int | None:
        """Store a table of office-holders in place of what the same file gave before.

        Returns how many rows it gave before, None where the record holds just this table already.
        """
        with self.transaction():
            before = next((one for one in self.imports() if one.file == given.file), None)
            if before == given:
                return None
            self._execute("DELETE FROM imports WHERE file = ?", (given.file,))
            self._execute("INSERT INTO imports VALUES (?, ?, ?, ?)", given)
            self._insert("officeholders", [rows.officeholder_row(n, holder) for n, holder in enumerate(holders)])
        return before.rows if before else 0

    def is_compared(self) -> bool:
        """Whether every report stands in a story, and every story was compared since it changed."""
        return not self._value("SELECT 1 FROM ungrouped UNION ALL SELECT 1 FROM stories WHERE stale = 1 LIMIT 1")

    def replace_comparison(self, comparison: Comparison, *, lists_later: bool = False) -> None:
        """Store the comparison of some stories, each in place of what was kept of it; the other stories stay.

        With `lists_later` the lists show it only after `fill_lists`.
        """
        new = rows.comparison_rows(comparison)
        with self.transaction():
            for story in comparison.stories:
                self._forget(story.id)
                self._execute(
                    """INSERT OR IGNORE INTO stories (id, title, copies, born)
                    VALUES (?, '', '[]', (SELECT coalesce(max(born), 0) + 1 FROM stories))""",
                    (story.id,),
                )
                self._execute("INSERT OR IGNORE INTO unlisted VALUES (?)", (story.id,))
                self._execute("DELETE FROM outdated WHERE story = ?", (story.id,))
            for row in new.pop("stories"):
                self._execute("UPDATE stories SET title = :title, copies = :copies, stale = 0 WHERE id = :id", row)
            for row in new.pop("story_reports"):
                if self._execute(
                    "INSERT OR IGNORE INTO story_reports (story, report) VALUES (:story, :report)", row
                ).rowcount:
                    self._execute("DELETE FROM ungrouped WHERE report = :report", row)
            for table, found in new.items():
                self._insert(table, found)
            if not lists_later:
                self.lists.fill()

    def replace_story(self, comparison: Comparison, corrections: int) -> None:
        """Store what the reports of one story give after a correction, in place of what they gave before.

        The lists show it after `fill_lists`. Nothing is stored where the record holds more lines of corrections than
        those that were heeded, or where the story changed meanwhile.
        """
        (story,) = comparison.stories
        new = rows.comparison_rows(comparison)
        with self.transaction():
            if self.corrections.count() != corrections or self.story(story.id) != story:
                return
            self._forget(story.id)
            for table in ("events", "event_mentions", "accounts", "differences", "quotes"):
                self._insert(table, new[table])
            self._execute("INSERT OR IGNORE INTO unlisted VALUES (?)", (story.id,))
            self._execute("DELETE FROM outdated WHERE story = ?", (story.id,))

    def _forget(self, story: str) -> None:
        """Drop what was kept of a story's comparison."""
        self._execute("DELETE FROM differences WHERE story = ?", (story,))
        self._execute("DELETE FROM events WHERE story = ?", (story,))

    def fill_lists(self) -> None:
        """Bring the lists up to date with the stories that were compared since."""
        if self._value("SELECT 1 FROM unlisted LIMIT 1"):
            with self.transaction():
                self.lists.fill()

    def save(self, path: str) -> None:
        """Write this record as it stands to a new file."""
        other = sqlite3.connect(path)
        try:
            self._db.conn.backup(other)
        finally:
            other.close()

    def copy(self) -> Record:
        """This record as it stands, in memory: a copy to change without changing the file."""
        connection = connect(":memory:")
        self._db.conn.backup(connection)
        return Record(connection, self.path)

    # Reading: reports and what was read in them

    def reports(self, story: str | None = None) -> list[Report]:
        """All reports by date, or those of one story in its order."""
        return list(map(rows.report, self._report_rows(story)))

    def _report_rows(self, story: str | None) -> list[Row]:
        if story is None:
            return self._rows("SELECT * FROM reports ORDER BY coalesce(published, '9999'), id")
        return self._rows(
            """SELECT reports.* FROM reports JOIN story_reports ON report = reports.id
            WHERE story = ? ORDER BY coalesce(published, '9999'), reports.id""",
            story,
        )

    def report(self, id: str) -> Report:
        """One report by its id or the unambiguous start of it. Raises NotFoundError."""
        return rows.report(self._one("reports", id))

    def sentences(self, report: str) -> Spans:
        return rows.spans(self._one("reports", report)["sentences"])

    def reading(self, report: str) -> Reading:
        """All that was read in one report. Raises NotFoundError."""
        return self._reading(self._one("reports", report))

    def _reading(self, row: Row) -> Reading:
        id = row["id"]
        return Reading(
            rows.report(row),
            rows.spans(row["sentences"]),
            tuple(self.statements(id)),
            tuple(self.mentions(id)),
            tuple(office for _, office in self.offices(id)),
            bytes(row["lead"]),
            bytes(self._value("SELECT vectors FROM sentence_vectors WHERE report = ?", id) or b""),
        )

    def readings(self, story: str | None = None) -> Iterator[Reading]:
        yield from map(self._reading, self._report_rows(story))

    def statements(self, report: str | None = None, speaker: str | None = None) -> list[Statement]:
        """Statements in the order of the reports' dates and of their text; of one report, or by one speaker.

        A speaker's name holds all the words of `speaker`, so that "Susan Rice" is "Susan E. Rice" too.
        """
        words = [f"%{word}%" for word in re.sub(r"[%_]", " ", speaker or "").split()]
        found = self._rows(
            f"""SELECT statements.* FROM statements JOIN reports ON report = reports.id
            WHERE {"report = ?" if report else "1"} {"AND speaker LIKE ? " * len(words)}
            ORDER BY coalesce(reports.published, '9999'), report, position""",
            *([report] if report else []),
            *words,
        )
        return list(map(rows.statement, found))

    def statement(self, id: str) -> Statement:
        return rows.statement(self._one("statements", id))

    def mentions(self, report: str | None = None) -> list[Mention]:
        """Mentions of events, as they stand in the reports."""
        found = self._rows(
            f"""SELECT mentions.* FROM mentions JOIN reports ON report = reports.id
            WHERE {"report = :report" if report else "1"}
            ORDER BY coalesce(published, '9999'), report, position""",
            {"report": report},
        )
        parties = self._participants(
            "mention IN (SELECT id FROM mentions WHERE report = :report)" if report else "1", {"report": report}
        )
        return [rows.mention(row, parties.get(row["id"], ())) for row in found]

    def mention(self, id: str) -> Mention:
        row = self._one("mentions", id)
        parties = self._participants("mention = :mention", {"mention": row["id"]})
        return rows.mention(row, parties.get(row["id"], ()))

    def reports_of(self, ids: Iterable[str]) -> dict[str, Report]:
        """Some reports by id."""
        return {row["id"]: rows.report(row) for row in self._by_ids("reports", "id", ids)}

    def statements_of(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Some statements by id."""
        return {row["id"]: rows.statement(row) for row in self._by_ids("statements", "id", ids)}

    def mentions_of(self, ids: Iterable[str]) -> dict[str, Mention]:
        """Some mentions by id."""
        every = list(ids)
        parties: dict[str, list[Row]] = {}
        for row in self._by_ids("participants", "mention", every, "mention, role, position"):
            parties.setdefault(row["mention"], []).append(row)
        found = self._by_ids("mentions", "id", every)
        return {row["id"]: rows.mention(row, parties.get(row["id"], ())) for row in found}

    def _by_ids(self, table: str, column: str, ids: Iterable[str], order: str = "id") -> Iterator[Row]:
        every = list(dict.fromkeys(ids))
        for start in range(0, len(every), MOST_MARKS):
            some = every[start : start + MOST_MARKS]
            marks = ", ".join("?" * len(some))
            yield from self._rows(f"SELECT * FROM {table} WHERE {column} IN ({marks}) ORDER BY {order}", *some)

    def offices_of(self, name: str) -> list[tuple[str, Office]]:
        """The offices that reports give a name in their own words, each with its report's id."""
        found = self._rows("SELECT * FROM offices WHERE name = ? ORDER BY report, position", name)
        return [(row["report"], rows.office(row)) for row in found]

    def offices(self, report: str | None = None) -> list[tuple[str, Office]]:
        """Offices in the reports' own words, each with its report's id, by the reports' dates."""
        found = self._rows(
            f"""SELECT offices.* FROM offices JOIN reports ON report = reports.id
            WHERE {"report = :report" if report else "1"}
            ORDER BY coalesce(published, '9999'), report, position""",
            {"report": report},
        )
        rules = self.corrections.rules() if found else []
        named = (row | {"name": renamed(row["name"], row["report"], rules)} for row in found)
        return [(row["report"], rows.office(row)) for row in named]

    def officeholders(self) -> list[Officeholder]:
        """The rows of the tables that were imported."""
        return list(map(rows.officeholder, self._rows("SELECT * FROM officeholders ORDER BY file, position")))

    def imports(self) -> list[Import]:
        """The tables of office-holders that were imported."""
        return [Import(*row) for row in self._tuples("SELECT file, digest, country, rows FROM imports ORDER BY file")]

    def report_of(self, id: str) -> str:
        """The id of the report that a statement or mention stands in."""
        return id.split("-", 1)[0]

    def _participants(self, where: str, values: Row) -> dict[str, list[Row]]:
        """Participants by the mention that they take part in."""
        found: dict[str, list[Row]] = {}
        for row in self._rows(f"SELECT * FROM participants WHERE {where} ORDER BY mention, role, position", values):
            found.setdefault(row["mention"], []).append(row)
        return found

    def refusals(self) -> list[Refusal]:
        return [Refusal(**row) for row in self._rows("SELECT * FROM refusals ORDER BY path")]

    # Reading: the comparison

    def stories(self) -> list[Story]:
        """Stories, those with most reports first."""
        return list(map(self._story, self._story_rows()))

    def _story_rows(self) -> list[Row]:
        return self._rows(
            """SELECT stories.*, count(*) AS size, min(coalesce(published, '9999') || reports.id) AS first
            FROM stories JOIN story_reports ON story = stories.id JOIN reports ON report = reports.id
            GROUP BY stories.id ORDER BY size DESC, first"""
        )

    def story(self, id: str) -> Story:
        """One story by its id or the unambiguous start of it; the id of one that was merged leads to where it went."""
        try:
            return self._story(self._one("stories", id))
        except NotFoundError as error:
            try:
                return self._story(self._one("stories", self._one("redirects", id)["story"]))
            except NotFoundError:
                raise error from None

    def story_of(self, report: str) -> Story | None:
        story = self._value("SELECT story FROM story_reports WHERE report = ?", report)
        return self.story(story) if story else None

    def _story(self, row: Row) -> Story:
        reports = self._tuples(
            """SELECT report FROM story_reports JOIN reports ON report = reports.id WHERE story = ?
            ORDER BY coalesce(published, '9999'), report""",
            row["id"],
        )
        copies = tuple(tuple(group) for group in json.loads(row["copies"]))
        return Story(row["id"], row["title"], tuple(id for (id,) in reports), copies)

    def events(self, story: str | None = None) -> list[Event]:
        return list(map(self._event, self._of_stories("events", story)))

    def event(self, id: str) -> Event:
        return self._event(self._one("events", id))

    def events_with(self, mentions: Iterable[str]) -> list[Event]:
        """The events of some mentions."""
        ids = {row["event"] for row in self._by_ids("event_mentions", "mention", mentions, "event")}
        return list(map(self._event, self._by_ids("events", "id", ids)))

    def event_of(self, mention: str) -> str | None:
        """The id of the event that a mention belongs to, None before the first comparison."""
        return cast(str | None, self._value("SELECT event FROM event_mentions WHERE mention = ?", mention))

    def _event(self, row: Row) -> Event:
        mentions = self._tuples("SELECT mention FROM event_mentions WHERE event = ? ORDER BY position", row["id"])
        accounts = self._tuples(
            "SELECT outlet, report, stance FROM accounts WHERE event = ? ORDER BY position", row["id"]
        )
        return Event(
            row["id"],
            row["story"],
            row["type"],
            row["when"],
            tuple(json.loads(row["actors"])),
            tuple(json.loads(row["recipients"])),
            tuple(id for (id,) in mentions),
            tuple(Account(*account) for account in accounts),
        )

    def differences(self, story: str | None = None) -> list[Difference]:
        return list(map(self._difference, self._of_stories("differences", story)))

    def _of_stories(self, table: str, story: str | None) -> list[Row]:
        """Rows of one story in their order, or of all stories in theirs."""
        if story is not None:
            return self._rows(f"SELECT * FROM {table} WHERE story = ? ORDER BY position", story)
        found = self._rows(f"SELECT * FROM {table} ORDER BY position")
        place = {row["id"]: number for number, row in enumerate(self._story_rows())}
        return sorted(found, key=lambda row: place.get(row["story"], len(place)))

    def _difference(self, row: Row) -> Difference:
        quotes = self._tuples(
            'SELECT report, start, "end" FROM quotes WHERE difference = ? ORDER BY position', row["id"]
        )
        evidence = tuple(Quote(report, Span(start, end)) for report, start, end in quotes)
        return Difference(row["id"], row["story"], row["event"], row["kind"], row["about"], evidence)

    # Reading: event data

    def told(self, selection: Selection) -> Iterator[Told]:
        """The mentions that are as sure as asked for, of any status; of copies only the one that speaks for them."""
        return told(self.readings(), self.events(), self.stories(), selection)

    def trend(self, one: str, other: str, by: By = "month", least: float = SHOWN) -> Trend:
        """How two sides got on by week, month or year: counts and scores of what did happen between them.

        A side is a country's code or name, or an actor's name; `least` is the confidence of the mentions taken. Raises
        OptionError and NotFoundError.
        """
        selection = Selection(least, ("actual",))
        return trend(happenings(self.told(selection), selection), one, other, by)

    # Reading: counts, search, frames

    def count(self, table: str) -> int:
        return cast(int, self._value(f"SELECT count(*) FROM [{table}]"))

    def tally(self, table: str, column: str) -> list[tuple[str | None, int]]:
        """How often each value of a column stands in a table, most frequent first."""
        return cast(
            list[tuple[str | None, int]],
            self._tuples(f'SELECT "{column}", count(*) AS n FROM [{table}] GROUP BY 1 ORDER BY n DESC, 1'),
        )

    def provenance(self) -> list[Reader]:
        """What the stored readings were made with."""
        found = self._rows(
            "SELECT * FROM readers WHERE EXISTS (SELECT 1 FROM reports WHERE reader = readers.id) ORDER BY id"
        )
        return [
            Reader(
                row["id"],
                row["program"],
                row["model"],
                json.loads(row["tables"]),
                tuple(Import(*given) for given in json.loads(row["imports"])),
            )
            for row in found
        ]

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Statements, then reports, that hold all of `words`, best first, at most `limit` each.

        "quoted words" are a phrase. Where the words are too common to be ranked at once, the latest come first.
        """
        query = self._db.quote_fts(words.replace("\0", " "))
        return find(self._tuples, query, limit) if query.strip() else []

    def to_pandas(self, table: str = "statements") -> pandas.DataFrame:
        """One table as a DataFrame: one row a record, lists as JSON text. Raises OptionError for an unknown table."""
        if table not in FRAMES:
            raise OptionError(f"table {table!r}: expected one of {', '.join(FRAMES)}")
        try:
            import pandas
        except ImportError:
            raise OptionError('to_pandas needs pandas; install it with: pip install "dragoman[frames]"') from None
        return pandas.DataFrame(self._rows(f"SELECT * FROM [{table}]")).drop(columns="row", errors="ignore")

    # SQL, for the modules that keep what concerns stories: shelf and decisions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is executed within is done, or nothing of it; other programs wait from its start.

        Within another one it is a part of that.
        """
        is_within: bool = self._db.conn.in_transaction
        if is_within:
            yield
            return
        try:
            self._execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.conn.in_transaction:
                    self._execute("ROLLBACK")
                raise
            self._execute("COMMIT")
        except sqlite3.Error as error:
            raise record_error(self.path, error) from error

    def execute(self, sql: str, values: Sequence[Any] | Row = ()) -> sqlite3.Cursor:
        return self._execute(sql, values)

    def select(self, sql: str, *values: Any) -> list[Row]:
        return self._rows(sql, *values)

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, None where there is no row."""
        return self._value(sql, *values)

    def _execute(self, sql: str, values: Sequence[Any] | Row = ()) -> sqlite3.Cursor:
        return self._db.conn.execute(sql, values)

    def _insert(self, table: str, new: Sequence[Row]) -> None:
        if new:
            names = ", ".join(f'"{name}"' for name in new[0])
            marks = ", ".join(f":{name}" for name in new[0])
            self._db.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", new)

    def _rows(self, sql: str, *values: Any) -> list[Row]:
        cursor = self._select(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _tuples(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._select(sql, values).fetchall()

    def _value(self, sql: str, *values: Any) -> Any:
        row = self._select(sql, values).fetchone()
        return row[0] if row else None

    def _select(self, sql: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        named = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
        try:
            return self._execute(sql, named)
        except sqlite3.Error as error:
            raise record_error(self.path, error) from error

    def _one(self, table: str, id: str) -> Row:
        end = id + "\U0010ffff"
        found = self._rows(f"SELECT * FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", id, end)
        if not found:
            raise NotFoundError(f"{table} {id!r}: not in {self.path}; list ids with: dragoman show {table}")
        if len(found) > 1 and found[0]["id"] != id:
            raise NotFoundError(f"{table} {id!r}: the start of several ids; give more of it")
        return found[0]
