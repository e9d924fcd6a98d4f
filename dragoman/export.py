"""Exports: the record as JSON, which is a contract, its tables as CSV, its statements as Web Annotations, its events as
event data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from dragoman.actors.offices import Term
from dragoman.annotations import collection
from dragoman.corrections import Action, Correction
from dragoman.dossiers import Dossier, Told, dossiers, source_of
from dragoman.errors import OptionError
from dragoman.eventdata import ACTUAL, Selection
from dragoman.icews import COLUMNS as ICEWS_COLUMNS
from dragoman.icews import PER, Per, icews_rows
from dragoman.plover import plover_objects
from dragoman.record import SHOWN, STATUSES, Actor, Event, Mention, Reading, Refusal, Span, Statement, Status
from dragoman.rows import words_of
from dragoman.store import Reader, Record
from dragoman.voices import Speaker, said_in, speakers

FORMATS = ("json", "csv", "annotations", "plover", "icews")
EVENT_FORMATS = ("plover", "icews")
TABLES = ("statements", "speakers", "events", "differences", "reports")
"""What an export as CSV may hold: one row for each statement, speaker, mention of an event, quote of a difference, or
report."""

Object = dict[str, Any]
Marks = Mapping[str, Sequence[Correction]]
"""The corrections in force of each item that has some."""
DONE: dict[Action, str] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "set": "corrected",
    "merge": "renamed",
    "split": "renamed",
    "undo": "taken back",
}


def check(format: str, table: str, per: str = "event") -> None:
    """Raises OptionError for an unknown format or table, or an unknown thing that rows are for."""
    if format not in FORMATS:
        raise OptionError(f"format {format!r}: expected one of {', '.join(FORMATS)}")
    if table not in TABLES:
        raise OptionError(f"table {table!r}: expected one of {', '.join(TABLES)}")
    if per not in PER:
        raise OptionError(f"per {per!r}: expected one of {', '.join(PER)}")


def selection_of(format: str, least: float | None = None, statuses: str | None = None) -> Selection:
    """Which mentions an export takes: "actual,planned" as statuses, else actual ones for rows, and all for PLOVER.

    Raises OptionError for an unknown status, and for a confidence that is none.
    """
    default = ACTUAL if format == "icews" else Selection()
    return Selection(_least(least), _statuses(statuses) if statuses is not None else default.statuses)


def _least(least: float | None) -> float:
    if least is not None and not 0 <= least <= 1:
        raise OptionError(f"confidence {least}: expected a number from 0 to 1")
    return SHOWN if least is None else least


def _statuses(words: str) -> tuple[Status, ...]:
    named = [word.strip().lower() for word in words.split(",")]
    for word in named:
        if word not in STATUSES:
            raise OptionError(f"status {word!r}: expected some of {', '.join(STATUSES)}, with commas between")
    return tuple(status for status in STATUSES if status in named)


def export(
    record: Record,
    out: IO[str],
    *,
    format: str = "json",
    table: str = "statements",
    per: Per = "event",
    selection: Selection | None = None,
) -> None:
    """Write the record to `out`; `per` and `selection` are for event data. Raises OptionError for what is unknown."""
    check(format, table, per)
    selection = selection or selection_of(format)
    if format == "plover":
        for one in plover_objects(record.told(selection), selection):
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
    elif format == "icews":
        write_csv(icews_rows(record.told(selection), selection, per), ICEWS_COLUMNS, out, delimiter="\t")
    elif format == "csv":
        write_csv(TABLE_ROWS[table](record), COLUMNS[table], out)
    else:
        json.dump(as_json(record) if format == "json" else collection(record), out, ensure_ascii=False, indent=1)
        out.write("\n")


# JSON


def as_json(record: Record) -> Object:
    """The whole record as the documented JSON object. All spans are `[start, end]` code points into a report's text."""
    events = list(record.events())
    event_of = {mention: event.id for event in events for mention in event.mentions}
    marks = record.corrections.marks()
    return {
        "reports": [_report(reading, event_of, marks) for reading in record.readings()],
        "stories": [
            {"id": s.id, "title": s.title, "reports": list(s.reports), "copies": [list(c) for c in s.copies]}
            for s in record.stories()
        ],
        "events": [_event(event) for event in events],
        "differences": [
            {
                "id": d.id,
                "story": d.story,
                "event": d.event,
                "kind": d.kind,
                "about": d.about,
                "evidence": [{"report": q.report, "span": list(q.span)} for q in d.evidence],
            }
            for d in record.differences()
        ],
        "refusals": [_refusal(refusal) for refusal in record.refusals()],
        "actors": [actor_json(dossier) for dossier in dossiers(record)],
        "provenance": [_reader(reader) for reader in record.provenance()],
        "corrections": [correction_json(line) for line in record.corrections.lines()],
    }


def _report(reading: Reading, event_of: dict[str, str], marks: Marks) -> Object:
    report = reading.report
    return {
        "id": report.id,
        "path": report.path,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "byline": report.byline,
        "published": report.published,
        "date_problem": report.date_problem,
        "language": report.language,
        "text": report.text,
        "body": list(report.body),
        "header": {name: list(span) for name, span in report.header},
        "sentences": _spans(reading.sentences),
        "statements": [statement_json(s) | corrected_json(marks.get(s.id, ())) for s in reading.statements],
        "events": [mention_json(m, event_of.get(m.id)) | corrected_json(marks.get(m.id, ())) for m in reading.mentions],
    }


def corrected_json(lines: Sequence[Correction]) -> Object:
    """How an item says that it was confirmed or corrected: the corrections in force, oldest first."""
    return {"corrected": [correction_json(line) for line in lines]}


def correction_json(line: Correction) -> Object:
    """A line of the history. `value` and `before` hold what was set and what stood there, by field."""
    named = ("id", "who", "at", "why", "action", "kind", "item", "report", "value", "before", "undoes")
    return {name: getattr(line, name) for name in named}


def corrected_by(lines: Sequence[Correction]) -> str:
    """The same in a few words: `corrected by Ann on 2026-11-22 (speaker)`."""
    return "; ".join(f"{DONE[line.action]} by {line.who} on {line.day}{_fields(line)}" for line in lines)


def _fields(line: Correction) -> str:
    return f" ({', '.join(line.value)})" if line.action == "set" else ""


def statement_json(statement: Statement) -> Object:
    return {
        "id": statement.id,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "speaker": statement.speaker,
        "speaker_kind": statement.speaker_kind,
        "via": list(statement.via),
        "manner": statement.manner,
        "act": statement.act,
        "confidence": statement.confidence,
        "evidence": [{"stance": e.stance, "span": list(e.span)} for e in statement.evidence],
        "country": statement.country,
        "office": statement.office,
    }


def speaker_json(speaker: Speaker) -> Object:
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "country": speaker.country,
        "office": speaker.office,
        "statements": len(speaker.said),
        "reports": speaker.reports,
        "outlets": list(speaker.outlets),
    }


def actor_json(dossier: Dossier) -> Object:
    return {
        "name": dossier.name,
        "country": dossier.country,
        "sector": dossier.sector,
        "offices": [*map(told_json, dossier.told), *map(_term, dossier.terms)],
    }


def told_json(told: Told) -> Object:
    """An office in a report's words; when it began and ended they do not say."""
    return {
        "office": told.office.words,
        "start": None,
        "end": None,
        "source": "report",
        "report": told.report.id,
        "published": told.report.published,
        "span": list(told.office.span),
        "tables": list(dict.fromkeys(term.office for term in told.held)),
        "contradicted": told.is_contradicted,
    }


def _term(term: Term) -> Object:
    return {"office": term.office, "start": term.start, "end": term.end, "source": source_of(term)}


def mention_json(mention: Mention, event: str | None) -> Object:
    when, where = mention.when, mention.where
    return {
        "id": mention.id,
        "event": event,
        "trigger": _spans(mention.trigger),
        "type": mention.type,
        "mode": mention.mode,
        "actors": [_actor(actor) for actor in mention.actors],
        "recipients": [_actor(actor) for actor in mention.recipients],
        "status": mention.status,
        "said_by": mention.said_by,
        "when": when.value if when else None,
        "when_span": list(when.span) if when else None,
        "where": {"name": where.name, "country": where.country, "lat": where.lat, "lon": where.lon} if where else None,
        "where_span": list(where.span) if where else None,
        "magnitude": [{"value": m.value, "unit": m.unit, "span": list(m.span)} for m in mention.magnitude],
        "confidence": mention.confidence,
    }


def _actor(actor: Actor) -> Object:
    return {"name": actor.name, "country": actor.country, "sector": actor.sector, "span": list(actor.span)}


def _event(event: Event) -> Object:
    return {
        "id": event.id,
        "story": event.story,
        "type": event.type,
        "when": event.when,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "mentions": list(event.mentions),
        "accounts": [{"outlet": a.outlet, "report": a.report, "stance": a.stance} for a in event.accounts],
    }


def _reader(reader: Reader) -> Object:
    return reader._asdict() | {"imports": [table._asdict() for table in reader.imports]}


def _refusal(refusal: Refusal) -> Object:
    return {"path": refusal.path, "reason": refusal.reason, "detail": refusal.detail}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


# CSV


OF_REPORT = ("outlet", "published", "title", "report")
COLUMNS = {
    "statements": (
        *OF_REPORT, "statement", "speaker", "speaker_kind", "act", "manner", "via", "source", "cue", "content",
        "start", "end", "evidence", "confidence", "country", "office", "corrected",
    ),
    "speakers": ("name", "kind", "country", "office", "statements", "reports", "outlets"),
    "events": (
        *OF_REPORT, "event", "mention", "type", "mode", "trigger", "actors", "actor_countries", "recipients",
        "recipient_countries", "status", "said_by", "when", "where", "where_country", "lat", "lon", "start", "end",
        "confidence", "corrected",
    ),
    "differences": (
        "difference", "story", "event", "kind", "about", "outlet", "published", "report", "quote", "start", "end",
    ),
    "reports": (*OF_REPORT, "byline", "url", "path", "date_problem", "language", "statements", "mentions"),
}  # fmt: skip


def write_csv(rows: Iterable[Object], columns: tuple[str, ...], out: IO[str], delimiter: str = ",") -> None:
    """Rows with a head, with no cell that a spreadsheet takes for a formula."""
    writer = csv.DictWriter(out, columns, lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})


def cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _statement_rows(record: Record) -> Iterator[Object]:
    marks = record.corrections.marks()
    for reading in record.readings():
        text = reading.report.text
        for s in reading.statements:
            yield _of(reading) | {
                "statement": s.id,
                "speaker": s.speaker,
                "speaker_kind": s.speaker_kind,
                "act": s.act,
                "manner": s.manner,
                "via": "; ".join(s.via),
                "source": words_of(text, s.source),
                "cue": words_of(text, s.cue),
                "content": words_of(text, s.content),
                "start": s.content[0].start,
                "end": s.content[-1].end,
                "evidence": "; ".join(f"{e.stance}: {e.span.of(text)}" for e in s.evidence),
                "confidence": s.confidence,
                "country": s.country,
                "office": s.office,
                "corrected": corrected_by(marks.get(s.id, ())),
            }


def _speaker_rows(record: Record) -> Iterator[Object]:
    for speaker in speakers(said_in(record)):
        yield speaker_json(speaker) | {"outlets": "; ".join(speaker.outlets)}


def _event_rows(record: Record) -> Iterator[Object]:
    marks = record.corrections.marks()
    for reading in record.readings():
        text = reading.report.text
        for m in reading.mentions:
            yield _of(reading) | {
                "event": record.event_of(m.id),
                "mention": m.id,
                "type": m.type,
                "mode": m.mode,
                "trigger": words_of(text, m.trigger),
                "actors": "; ".join(a.name for a in m.actors),
                "actor_countries": "; ".join(dict.fromkeys(a.country for a in m.actors if a.country)),
                "recipients": "; ".join(a.name for a in m.recipients),
                "recipient_countries": "; ".join(dict.fromkeys(a.country for a in m.recipients if a.country)),
                "status": m.status,
                "said_by": m.said_by,
                "when": m.when.value if m.when else None,
                "where": m.where.name if m.where else None,
                "where_country": m.where.country if m.where else None,
                "lat": m.where.lat if m.where else None,
                "lon": m.where.lon if m.where else None,
                "start": m.trigger[0].start,
                "end": m.trigger[-1].end,
                "confidence": m.confidence,
                "corrected": corrected_by(marks.get(m.id, ())),
            }


def _difference_rows(record: Record) -> Iterator[Object]:
    for difference in record.differences():
        for quote in difference.evidence:
            report = record.report(quote.report)
            yield {
                "difference": difference.id,
                "story": difference.story,
                "event": difference.event,
                "kind": difference.kind,
                "about": difference.about,
                "outlet": report.outlet,
                "published": report.published,
                "report": report.id,
                "quote": words_of(report.text, (quote.span,)),
                "start": quote.span.start,
                "end": quote.span.end,
            }


def _report_rows(record: Record) -> Iterator[Object]:
    for reading in record.readings():
        report = reading.report
        yield _of(reading) | {
            "byline": report.byline,
            "url": report.url,
            "path": report.path,
            "date_problem": report.date_problem,
            "language": report.language,
            "statements": len(reading.statements),
            "mentions": len(reading.mentions),
        }


def _of(reading: Reading) -> Object:
    report = reading.report
    return {"outlet": report.outlet, "published": report.published, "title": report.title, "report": report.id}


TABLE_ROWS = {
    "statements": _statement_rows,
    "speakers": _speaker_rows,
    "events": _event_rows,
    "differences": _difference_rows,
    "reports": _report_rows,
}
