"""What each command of `dragoman review` does: the queue, decisions, their history, and agreement."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable
from typing import Any

from dragoman.corrections import Action, Correction, Kind, Values, agreement, anchor, find_words, kind_of
from dragoman.corrections.values import LISTS, PARTIES
from dragoman.errors import NotFoundError, OptionError
from dragoman.export import correction_json
from dragoman.record import Mention, Statement
from dragoman.rows import words_of
from dragoman.run import compare_corrected, now
from dragoman.store import Record
from dragoman.summary.screen import Object, short

PARTY = re.compile(r"(?P<name>.*?)\s*(?:\((?P<country>[A-Za-z]{3})\))?")
CONTENT = 120


def reviewer(given: str | None) -> str:
    """Who decides: the name given, else that of the login."""
    try:
        return given or getpass.getuser()
    except (KeyError, OSError):
        raise OptionError("who decides is not known here; say so with --who NAME") from None


def queue(record: Record, limit: int, kind: Kind | None) -> list[Object]:
    """Items that nobody decided on, least certain first."""
    return [_queued(record, item.id, item.confidence) for item in record.corrections.queue(limit, kind=kind)]


def _queued(record: Record, id: str, confidence: float) -> Object:
    item: Statement | Mention = record.statement(id) if "-s" in id else record.mention(id)
    report = record.report(record.report_of(id))
    if isinstance(item, Statement):
        read = f"{item.speaker or 'nobody named'} ({item.speaker_kind}) {item.act}: "
        read += short(words_of(report.text, item.content), CONTENT)
    else:
        sides = [", ".join(a.name for a in side) for side in (item.actors, item.recipients)]
        read = f"{item.type} {item.status} “{words_of(report.text, item.trigger)}” {' → '.join(filter(None, sides))}"
    return {"id": id, "kind": kind_of(item), "outlet": report.outlet, "confidence": confidence, "read": read}


def decide(record: Record, id: str, action: Action, who: str | None, why: str, fields: Iterable[str]) -> Correction:
    """Confirm, reject or set fields of an item, given as FIELD=VALUE; then compare its story anew."""
    values = _values(record, id, fields) if action == "set" else None
    line = record.corrections.decide(id, action, who=reviewer(who), at=now(), why=why, values=values)
    compare_corrected(record)
    return line


def _values(record: Record, id: str, fields: Iterable[str]) -> Values:
    found: Values = {}
    for given in fields:
        field, sign, value = given.partition("=")
        if not sign:
            raise OptionError(f"{given!r}: expected FIELD=VALUE, such as status=planned")
        found[field] = _value(record, id, field, value)
    return found


def _value(record: Record, id: str, field: str, value: str) -> Any:
    if field in PARTIES:
        return [_party(one) for one in value.split(";") if one.strip()]
    if field in LISTS:
        report = record.report(record.report_of(id))
        item: Statement | Mention = record.statement(id) if "-s" in id else record.mention(id)
        return [list(span) for span in find_words(report.text, value.split("|"), anchor(item).start)]
    return value or None


def _party(given: str) -> list[str | None]:
    """`Iran (IRN)` as a name and a country."""
    match = PARTY.fullmatch(given.strip())
    return [match["name"], match["country"]] if match else [given, None]


def merge(record: Record, names: Iterable[str], into: str, who: str | None, why: str) -> Correction:
    line = record.corrections.merge_names(list(names), into, who=reviewer(who), at=now(), why=why)
    compare_corrected(record)
    return line


def undo(record: Record, id: int, who: str | None, why: str) -> Correction:
    line = record.corrections.undo(id, who=reviewer(who), at=now(), why=why)
    compare_corrected(record)
    return line


def history(record: Record, limit: int) -> list[Object]:
    """The newest lines first, each with whether it holds."""
    gone = record.corrections.taken_back()
    return [correction_json(line) | {"holds": line.id not in gone} for line in record.corrections.history(limit)]


def history_rows(found: Iterable[Object]) -> list[Object]:
    return [
        {
            "id": row["id"],
            "when": row["at"][:16].replace("T", " "),
            "who": row["who"],
            "did": row["action"] if row["holds"] else f"{row['action']} (taken back)",
            "what": row["item"] or ", ".join(row["value"].get("names", ())) or row["kind"],
            "to": told(row),
            "why": row["why"],
        }
        for row in found
    ]


def told(row: Object) -> str:
    """What a line changed, in words."""
    if row["undoes"]:
        return f"takes back {row['undoes']}"
    if row["action"] != "set":
        return str(row["value"].get("into", ""))
    return "; ".join(
        f"{field}: {_short(row['before'].get(field))} → {_short(new)}" for field, new in row["value"].items()
    )


def _short(value: Any) -> str:
    return "none" if value in (None, []) else short(str(value), 60)


def agreement_rows(record: Record) -> list[Object]:
    """Reviewers against the program, by kind and field."""
    return [
        {"reviewer": a.who, "of": a.kind, "field": a.field, "confirmed": a.confirmed, "corrected": a.corrected,
         "rejected": a.rejected, "agreement": f"{a.share:.0%}"}
        for a in agreement(record.corrections.lines())
    ]  # fmt: skip


def known(record: Record, id: str) -> str:
    """The whole id of a statement or mention. Raises NotFoundError."""
    try:
        return (record.statement(id) if "-s" in id else record.mention(id)).id
    except NotFoundError:
        if record.corrections.as_read(id):
            return id
        raise NotFoundError(f"item {id!r}: no statement or mention; list them with: dragoman review queue") from None
