"""The corrections of a record, and the readings as they stand after them.

The history only grows. What a correction changes is changed in the tables of the record, so that every view and query
shows it; what the program had read is kept in `as_read`, from which it can be put back at any time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman import rows
from dragoman.corrections.names import Rule, renamed, rule_of, rules_of, with_names
from dragoman.corrections.nouns import Action, Correction, Item, Kind, Values, in_force, kind_of
from dragoman.corrections.values import anchor, checked, name, values_of, with_values
from dragoman.errors import NotFoundError, OptionError
from dragoman.lists.counts import count, uncount
from dragoman.record import Mention, Report, Span, Statement

ITEM_ID = ("-s", "-e")
TABLES: dict[Kind, str] = {"statement": "statements", "event": "mentions"}


@dataclass(frozen=True, slots=True)
class Held:
    """An item as the program read it, and the ids under which corrections of it may stand."""

    item: Item
    report: str
    position: int
    answers: tuple[str, ...]
    is_gone: bool
    """Whether the newest reading of the report has no such item."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An item that nobody has decided on."""

    id: str
    report: str
    kind: Kind
    confidence: float


class Ledger:
    """The corrections in one SQLite file. `writing` opens a transaction."""

    def __init__(self, connection: sqlite3.Connection, writing: Callable[[], Any]) -> None:
        self._sql = connection
        self._writing = writing

    # Deciding

    def decide(
        self, item: str, action: Action, *, who: str, at: str, why: str = "", values: Values | None = None
    ) -> Correction:
        """Confirm or reject a statement or mention, or set fields of it. `at` is an ISO time.

        Raises NotFoundError for an unknown item, OptionError for what cannot be set or a missing name.
        """
        with self._writing():
            held = self._held(item) or self._current(item)
            if held is None:
                raise NotFoundError(f"item {item!r}: no statement or mention; list them with: dragoman review queue")
            report = self._report(held.report)
            new = checked(kind_of(held.item), values or {}, len(report.text)) if action == "set" else {}
            now = self._item(item) or held.item
            before = {field: value for field, value in values_of(now).items() if field in new}
            new = {field: value for field, value in new.items() if value != before[field]}
            if action == "set" and not new:
                raise OptionError("nothing to set: all fields hold these values already; confirm what was read instead")
            place = anchor(held.item)
            id = self._add(
                who=who, at=at, why=why, action=action, kind=kind_of(held.item), item=held.item.id, report=held.report,
                start=place.start, end=place.end, value=new, before={f: before[f] for f in new}, read=_snapshot(held),
            )  # fmt: skip
            self._settle([held.item.id])
            self._touch(held.report)
        return self.correction(id)

    def merge_names(self, names: Sequence[str], into: str, *, who: str, at: str, why: str = "") -> Correction:
        """Say that actors of several names are one, who is called `into`."""
        meant = sorted({str(name("name", one)) for one in (*names, into)})
        if len(meant) < 2:
            raise OptionError("names: expected two names or more that are one actor")
        value = {"names": meant, "into": str(name("name", into))}
        return self._rename("merge", value, who=who, at=at, why=why)

    def split_name(
        self, called: str, reports: Sequence[str], into: str, *, who: str, at: str, why: str = ""
    ) -> Correction:
        """Say that the actor of a name is somebody else in some reports, called `into` there."""
        value = {
            "names": [str(name("name", called))],
            "into": str(name("name", into)),
            "reports": sorted({self._report(report).id for report in reports}),
        }
        if value["names"] == [value["into"]] or not value["reports"]:
            raise OptionError("name: expected another name than before, and the reports in which it holds")
        return self._rename("split", value, who=who, at=at, why=why)

    def _rename(self, action: Action, value: Values, **more: str) -> Correction:
        with self._writing():
            id = self._add(action=action, kind="actor", value=value, before={}, **more)
            touched = self._named(rule_of(self.correction(id)))
            self._settle(touched)
            for report in {_report_of(item) for item in touched}:
                self._touch(report)
        return self.correction(id)

    def group(
        self, ones: Sequence[str], others: Sequence[str], *, together: bool, who: str, at: str, why: str = ""
    ) -> Correction:
        """Say of two groups of mentions that they are one happening, or that they are two."""
        if not ones or not others or set(ones) & set(others):
            raise OptionError("happenings: expected two groups of mentions that share none")
        with self._writing():
            known = [id for id in (*ones, *others) if self._item(id) is not None]
            if len(known) < len(ones) + len(others):
                raise NotFoundError("happenings: a mention is not in the record; open the story again")
            value = {"ones": sorted(ones), "others": sorted(others)}
            action: Action = "merge" if together else "split"
            id = self._add(
                who=who, at=at, why=why, action=action, kind="happening", report=_report_of(ones[0]), value=value,
                before={},
            )  # fmt: skip
            self._touch(_report_of(ones[0]))
        return self.correction(id)

    def undo(self, id: int, *, who: str, at: str, why: str = "") -> Correction:
        """Take a correction back, by a line of its own.

        Raises NotFoundError for an unknown one, OptionError for one that was taken back before.
        """
        with self._writing():
            meant = self.correction(id)
            if not self._holds(meant):
                raise OptionError(f"correction {id}: was taken back before; see: dragoman review history")
            affected = self._affected(meant)
            new = self._add(
                who=who, at=at, why=why, action="undo", kind=meant.kind, item=meant.item, report=meant.report, value={},
                before={}, undoes=id,
            )  # fmt: skip
            self._settle(affected)
            for report in {_report_of(item) for item in affected} | ({meant.report} if meant.report else set()):
                self._touch(report)
        return self.correction(new)

    def _holds(self, meant: Correction) -> bool:
        """Whether a correction, or an undo, is not taken back itself."""
        lines = self._lines("WHERE id = ? OR undoes IS NOT NULL", meant.id)
        undone: set[int] = set()
        for one in sorted(lines, key=lambda line: -line.id):
            if one.undoes is not None and one.id not in undone:
                undone.add(one.undoes)
        return meant.id not in undone

    def _affected(self, meant: Correction) -> list[str]:
        """The items that change where a correction, or what an undo took back, comes or goes."""
        while meant.undoes is not None:
            meant = self.correction(meant.undoes)
        if meant.kind == "actor":
            return self._named(rule_of(meant))
        return [self._answering(meant.item)] if meant.item else []

    def _add(self, **line: Any) -> int:
        who = name("who", line.pop("who"))
        why = " ".join(str(line.pop("why") or "").replace("\0", " ").split())[:1000]
        given = {key: _json(value) if key in ("value", "before", "read") else value for key, value in line.items()}
        columns = {"who": who, "why": why, **given}
        names, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
        return int(
            self._sql.execute(f"INSERT INTO corrections ({names}) VALUES ({marks})", [*columns.values()]).lastrowid or 0
        )

    def _touch(self, report: str) -> None:
        """Note that the comparison of a report's story is older than its corrections."""
        self._sql.execute("INSERT OR IGNORE INTO outdated SELECT story FROM story_reports WHERE report = ?", (report,))

    # Settling: the tables after all corrections in force

    def reapply(self, report: str) -> None:
        """Put the corrections of a report, and those of names, to a new reading of it."""
        lines = in_force(self._lines("WHERE report = ? OR kind = 'actor' OR undoes IS NOT NULL", report))
        rules = rules_of(lines)
        decided = [line for line in lines if line.item and line.report == report]
        ids = self._ids(report)
        if rules:
            self._settle(id for id in ids if id not in {line.item for line in decided})
        for item in dict.fromkeys(line.item for line in decided):
            self._find_again(str(item), [line for line in decided if line.item == item], ids)

    def _find_again(self, item: str, lines: list[Correction], ids: Sequence[str]) -> None:
        """The item of a new reading that a correction is about: of the same place, else one whose anchor meets it."""
        same = item if item in ids else self._meeting(lines[0], ids)
        held = (self._held(same) or self._current(same)) if same else None
        if held is None:
            read = lines[0].read
            held = _restored(read, lines[0]) if read else None
            if held is None or self._is_rejected(lines):
                return
        self._keep(Held(held.item, held.report, held.position, (*held.answers, item), held.is_gone))
        self._settle([held.item.id])

    def _is_rejected(self, lines: list[Correction]) -> bool:
        return lines[-1].action == "reject"

    def _meeting(self, line: Correction, ids: Sequence[str]) -> str | None:
        sign = ITEM_ID[line.kind == "event"]
        place = Span(line.start or 0, line.end or 0)
        items = [self._item(id) for id in ids if sign in id]
        return next((item.id for item in items if item and anchor(item).meets(place)), None)

    def _ids(self, report: str) -> list[str]:
        found = self._sql.execute(
            "SELECT id FROM statements WHERE report = :r UNION ALL SELECT id FROM mentions WHERE report = :r",
            {"r": report},
        )
        return [id for (id,) in found]

    def _settle(self, items: Iterable[str]) -> None:
        """Make each item what the corrections in force say, starting from what the program read."""
        rules = rules_of(in_force(self._lines("WHERE kind = 'actor'")))
        left_out: set[str] = set()
        for id in items:
            if (held := self._held(id) or self._current(id)) is not None and self._settle_one(held, rules):
                left_out.add(held.report)
        for report in left_out:
            count(self._sql, report)

    def _settle_one(self, held: Held, rules: list[Rule]) -> bool:
        """Settle an item. Returns whether its report was taken out of the counts for it."""
        report = self._report(held.report)
        marks = ", ".join("?" * len(held.answers))
        lines = in_force(self._lines(f"WHERE item IN ({marks})", *held.answers))
        item: Item | None = held.item if lines or not held.is_gone else None
        for line in lines:
            if line.action == "set":
                item = with_values(item or held.item, line.value, report.text)
            else:
                item = None if line.action == "reject" else item or held.item
        item = with_names(item, held.report, rules) if item else None
        if lines or item != held.item:
            self._keep(held, is_decided=bool(lines))
        elif not self._sql.execute("DELETE FROM as_read WHERE item = ?", (held.item.id,)).rowcount:
            return False
        return self._write(held, item, report)

    def _keep(self, held: Held, *, is_decided: bool = True) -> None:
        answers = _json(list(dict.fromkeys(held.answers)))
        self._sql.execute(
            "INSERT OR REPLACE INTO as_read VALUES (?, ?, ?, ?, ?, ?)",
            (held.item.id, held.report, _json(_snapshot(held)), answers, is_decided, held.is_gone),
        )

    def _write(self, held: Held, item: Item | None, report: Report) -> bool:
        """Put an item in place of what its tables hold. Returns whether the report was taken out of the counts."""
        was_counted = uncount(self._sql, held.report)
        kind, id = kind_of(held.item), held.item.id
        if item is None:
            self._sql.execute(f"DELETE FROM {TABLES[kind]} WHERE id = ?", (id,))
            return was_counted
        row = (
            rows.statement_row(report, held.position, item)
            if isinstance(item, Statement)
            else rows.mention_row(report, held.position, item)
        )
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f":{name}" for name in row)
        sets = ", ".join(f'"{name}" = :{name}' for name in row)
        self._sql.execute(
            f"INSERT INTO {TABLES[kind]} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}", row
        )
        if isinstance(item, Mention):
            self._sql.execute("DELETE FROM participants WHERE mention = ?", (id,))
            for party in rows.participant_rows(report, item):
                names, marks = ", ".join(f'"{n}"' for n in party), ", ".join(f":{n}" for n in party)
                self._sql.execute(f"INSERT INTO participants ({names}) VALUES ({marks})", party)
        return was_counted

    # Items

    def _held(self, id: str) -> Held | None:
        found = self._sql.execute("SELECT report, row, answers, gone FROM as_read WHERE item = ?", (id,)).fetchone()
        if found is None:
            return None
        report, row, answers, gone = found
        item, position = _item_of(json.loads(row))
        return Held(item, report, position, tuple(json.loads(answers)), bool(gone))

    def _current(self, id: str) -> Held | None:
        """An item that no correction has touched."""
        found = self._item_row(id)
        if found is None:
            return None
        item, position = _item_of(found)
        return Held(item, found["row"]["report"], position, (id,), False)

    def _answering(self, item: str) -> str:
        """The item that a correction of `item` is put to: itself, or the one that stands in its place now."""
        found = self._sql.execute("SELECT item, answers FROM as_read WHERE report = ?", (_report_of(item),))
        return next((id for id, answers in found if item in json.loads(answers)), item)

    def _item(self, id: str) -> Item | None:
        found = self._item_row(id)
        return _item_of(found)[0] if found else None

    def _item_row(self, id: str) -> Values | None:
        for kind, table in TABLES.items():
            found = self._dicts(f"SELECT * FROM {table} WHERE id = ?", id)
            if found:
                found[0].pop("row", None)
                parties = "SELECT * FROM participants WHERE mention = ? ORDER BY role, position"
                return {"kind": kind, "row": found[0], "parties": self._dicts(parties, id) if kind == "event" else []}
        return None

    def _named(self, rule: Rule) -> list[str]:
        """The items that name an actor by one of a rule's names, before or after it."""
        names = sorted({*rule.names, rule.into})
        marks = ", ".join("?" * len(names))
        found = self._sql.execute(
            f"""SELECT id FROM statements WHERE speaker IN ({marks})
            UNION SELECT mention FROM participants WHERE name IN ({marks})""",
            [*names, *names],
        )
        ids = [id for (id,) in found]
        return [id for id in ids if rule.reports is None or _report_of(id) in rule.reports]

    def _report(self, id: str) -> Report:
        found = self._dicts("SELECT * FROM reports WHERE id = ?", id)
        if not found:
            raise NotFoundError(f"report {id!r}: not in the record; list them with: dragoman show reports")
        return rows.report(found[0])

    # Reading

    def history(self, limit: int = 100, offset: int = 0) -> list[Correction]:
        """All lines, newest first."""
        return self._lines("ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset)

    def correction(self, id: int) -> Correction:
        found = self._lines("WHERE id = ?", id)
        if not found:
            raise NotFoundError(f"correction {id}: not in the record; list them with: dragoman review history")
        return found[0]

    def lines(self) -> list[Correction]:
        """All lines, oldest first."""
        return self._lines("ORDER BY id")

    def count(self) -> int:
        return int(self._sql.execute("SELECT count(*) FROM corrections").fetchone()[0])

    def taken_back(self) -> set[int]:
        """The lines that do not hold any more."""
        lines = self._lines("WHERE undoes IS NOT NULL ORDER BY id DESC")
        undone: set[int] = set()
        for one in lines:
            if one.id not in undone and one.undoes is not None:
                undone.add(one.undoes)
        return undone

    def marks(self, report: str | None = None) -> dict[str, tuple[Correction, ...]]:
        """The corrections in force of each item, of one report or of all; for names of actors, by the items renamed."""
        where, values = ("report = ?", [report]) if report else ("1", [])
        held = self._dicts(f"SELECT item, report, answers FROM as_read WHERE {where}", *values)
        if not held:
            return {}
        lines = in_force(self._lines(f"WHERE {where} OR kind = 'actor' OR undoes IS NOT NULL", *values))
        by_item: dict[str, list[Correction]] = {}
        for line in lines:
            if line.item:
                by_item.setdefault(line.item, []).append(line)
        names = [(line, rule_of(line)) for line in lines if line.kind == "actor"]
        found = {}
        for row in held:
            own = [line for id in json.loads(row["answers"]) for line in by_item.get(id, ())]
            own += self._renamings(row["item"], row["report"], names)
            if own:
                found[row["item"]] = tuple(sorted(own, key=lambda line: line.id))
        return found

    def marks_of(self, items: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
        """The same for some items."""
        wanted = set(items)
        reports = {_report_of(item) for item in wanted} & self._reports_decided()
        return {id: lines for report in reports for id, lines in self.marks(report).items() if id in wanted}

    def _reports_decided(self) -> set[str]:
        return {report for (report,) in self._sql.execute("SELECT DISTINCT report FROM as_read")}

    def _renamings(self, item: str, report: str, names: list[tuple[Correction, Rule]]) -> Iterator[Correction]:
        held = self._held(item) if names else None
        if held is None:
            return
        called = {held.item.speaker} if isinstance(held.item, Statement) else _names(held.item)
        for line, rule in names:
            met = {one for one in called if one and renamed(one, report, [rule]) != one}
            if met:
                called = (called - met) | {rule.into}
                yield line

    def rejected(self, report: str) -> list[tuple[Item, tuple[Correction, ...]]]:
        """The items of a report that somebody rejected, as the program read them."""
        marks = self.marks(report)
        gone = [id for id in marks if self._item_row(id) is None]
        held = [(self._held(id), marks[id]) for id in gone]
        return [(one.item, lines) for one, lines in held if one is not None]

    def as_read(self, id: str) -> Item | None:
        """An item as the program read it, None where that is how it stands."""
        held = self._held(id)
        return held.item if held else None

    def queue(self, limit: int = 20, offset: int = 0, kind: Kind | None = None) -> list[Queued]:
        """Items that nobody decided on, least certain first."""
        parts = [
            f"""SELECT * FROM (SELECT id, report, '{name}' AS kind, confidence FROM {table}
            WHERE id NOT IN (SELECT item FROM as_read WHERE decided) ORDER BY confidence, id LIMIT ?)"""
            for name, table in TABLES.items()
            if kind in (None, name)
        ]
        sql = f"{' UNION ALL '.join(parts)} ORDER BY confidence, id LIMIT ? OFFSET ?"
        found = self._sql.execute(sql, [*[limit + offset] * len(parts), limit, offset])
        return [Queued(*row) for row in found]

    def groupings(self) -> list[Correction]:
        """The corrections in force that say which mentions are one happening."""
        return in_force(self._lines("WHERE kind = 'happening'"))

    def rules(self) -> list[Rule]:
        """What corrections say of names."""
        return rules_of(in_force(self._lines("WHERE kind = 'actor'")))

    def outdated(self) -> list[str]:
        """The stories compared before their last correction, without those that wait to be compared anyway."""
        found = self._sql.execute(
            "SELECT story FROM outdated JOIN stories ON id = story WHERE NOT stale ORDER BY story"
        )
        return [id for (id,) in found]

    def is_outdated(self, story: str) -> bool:
        return self._sql.execute("SELECT 1 FROM outdated WHERE story = ?", (story,)).fetchone() is not None

    def take_all_back(self) -> None:
        """Make the record what the program read. For a copy only: the history is gone after it."""
        with self._writing():
            touched = [id for (id,) in self._sql.execute("SELECT item FROM as_read")]
            reports = {
                report for (report,) in self._sql.execute("SELECT report FROM corrections WHERE report NOT NULL")
            }
            self._sql.execute("DROP TRIGGER corrections_stay")
            self._sql.execute("DELETE FROM corrections")
            self._settle(touched)
            for report in reports | {_report_of(id) for id in touched}:
                self._touch(report)

    def _lines(self, where: str, *values: Any) -> list[Correction]:
        return [_correction(row) for row in self._dicts(f"SELECT * FROM corrections {where}", *values)]

    def _dicts(self, sql: str, *values: Any) -> list[Values]:
        cursor = self._sql.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _correction(row: Values) -> Correction:
    read = json.loads(row["read"]) if row["read"] else None
    return Correction(**row | {"value": json.loads(row["value"]), "before": json.loads(row["before"]), "read": read})


def _snapshot(held: Held) -> Values:
    """An item as its rows, from which it can be made again."""
    item = held.item
    kind = kind_of(item)
    report = {"report": held.report, "position": held.position}
    if isinstance(item, Statement):
        bare = rows.statement_row(_no_text(held.report), held.position, item)
        return {"kind": kind, "row": bare | report, "parties": []}
    return {
        "kind": kind,
        "row": rows.mention_row(_no_text(held.report), held.position, item) | report,
        "parties": rows.participant_rows(_no_text(held.report), item),
    }


def _no_text(id: str) -> Report:
    return Report(id, "", "", None, None, None, None, None, None, None, Span(0, 0))


def _item_of(snapshot: Values) -> tuple[Item, int]:
    row = snapshot["row"]
    if snapshot["kind"] == "statement":
        return rows.statement(row), row["position"]
    return rows.mention(row, snapshot["parties"]), row["position"]


def _restored(snapshot: Values, line: Correction) -> Held | None:
    item, position = _item_of(snapshot)
    return Held(item, str(line.report), position, (), True)


def _names(mention: Mention) -> set[str | None]:
    return {actor.name for actor in (*mention.actors, *mention.recipients)}


def _report_of(item: str) -> str:
    return item.split("-", 1)[0]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
