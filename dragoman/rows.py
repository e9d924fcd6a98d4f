"""The nouns as rows of the record's tables, and back. Spans and lists are JSON in a cell."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dragoman.record import (
    Actor,
    Comparison,
    Event,
    Evidence,
    Magnitude,
    Mention,
    Office,
    Officeholder,
    Reading,
    Report,
    Span,
    Spans,
    Statement,
    When,
    Where,
)
from dragoman.vectors import signs

Row = dict[str, Any]

# Rows out of nouns


def report_row(reading: Reading, reader: str) -> Row:
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
        "body": json.dumps(report.body),
        "header": json.dumps(dict(report.header)),
        "sentences": json.dumps(reading.sentences),
        "reader": reader,
    }


def signs_row(reading: Reading, reader: str) -> tuple[str, str, bytes]:
    return reading.report.id, reader, signs(reading.vectors)


def statement_row(report: Report, position: int, statement: Statement) -> Row:
    row: Row = {"id": statement.id, "report": report.id, "position": position}
    for role in ("source", "cue", "content"):
        spans: Spans = getattr(statement, role)
        row[role] = json.dumps(spans)
        row[f"{role}_text"] = words_of(report.text, spans)
    return row | {
        "speaker": statement.speaker,
        "speaker_kind": statement.speaker_kind,
        "via": _json(statement.via),
        "manner": statement.manner,
        "act": statement.act,
        "confidence": statement.confidence,
        "evidence": json.dumps([[e.stance, e.span] for e in statement.evidence]),
        "country": statement.country,
        "office": statement.office,
        "published": report.published,
    }


def words_of(text: str, spans: Spans) -> str:
    """The words of several spans as one line."""
    return " … ".join([" ".join(text[start:end].split()) for start, end in spans])


def mention_row(report: Report, position: int, mention: Mention) -> Row:
    when, where = mention.when, mention.where
    return {
        "id": mention.id,
        "report": report.id,
        "position": position,
        "trigger": json.dumps(mention.trigger),
        "trigger_text": words_of(report.text, mention.trigger),
        "type": mention.type,
        "mode": mention.mode,
        "status": mention.status,
        "said_by": mention.said_by,
        "when": _json([when.value, when.span]) if when else None,
        "where": _json([where.name, where.country, where.lat, where.lon, where.span]) if where else None,
        "magnitude": _json([[m.value, m.unit, m.span] for m in mention.magnitude]),
        "confidence": mention.confidence,
    }


def participant_rows(report: Report, mention: Mention) -> list[Row]:
    return [
        {
            "mention": mention.id,
            "role": role,
            "position": position,
            "name": actor.name,
            "country": actor.country,
            "sector": actor.sector,
            "start": actor.span.start,
            "end": actor.span.end,
            "published": report.published,
        }
        for role, actors in (("actor", mention.actors), ("recipient", mention.recipients))
        for position, actor in enumerate(actors)
    ]


def office_rows(reading: Reading) -> list[Row]:
    return [
        {
            "report": reading.report.id,
            "position": position,
            "name": office.name,
            "words": office.words,
            "start": office.span.start,
            "end": office.span.end,
        }
        for position, office in enumerate(reading.offices)
    ]


def officeholder_row(position: int, holder: Officeholder) -> Row:
    return {"position": position} | {name: getattr(holder, name) for name in Officeholder.__dataclass_fields__}


def comparison_rows(comparison: Comparison) -> dict[str, list[Row]]:
    stories, events, differences = comparison.stories, comparison.events, comparison.differences
    return {
        "stories": [{"id": s.id, "title": s.title, "copies": json.dumps(s.copies)} for s in stories],
        "story_reports": [{"story": s.id, "report": report} for s in stories for report in s.reports],
        "events": [_event_row(n, event) for n, event in enumerate(events)],
        "event_mentions": [
            {"event": e.id, "mention": mention, "position": n} for e in events for n, mention in enumerate(e.mentions)
        ],
        "accounts": [
            {"event": e.id, "report": a.report, "position": n, "outlet": a.outlet, "stance": a.stance}
            for e in events
            for n, a in enumerate(e.accounts)
        ],
        "differences": [
            {"id": d.id, "story": d.story, "position": n, "event": d.event, "kind": d.kind, "about": d.about}
            for n, d in enumerate(differences)
        ],
        "quotes": [
            {"difference": d.id, "position": n, "report": q.report, "start": q.span.start, "end": q.span.end}
            for d in differences
            for n, q in enumerate(d.evidence)
        ],
    }


def _event_row(position: int, event: Event) -> Row:
    return {
        "id": event.id,
        "story": event.story,
        "position": position,
        "type": event.type,
        "when": event.when,
        "actors": _json(event.actors),
        "recipients": _json(event.recipients),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# Nouns out of rows

_decoder = json.JSONDecoder()


def _value(cell: str) -> Any:
    """What a cell holds. Quicker than `json.loads`, which looks for blanks around it: a page reads thousands."""
    return _decoder.raw_decode(cell)[0] if cell != "[]" else []


def spans(cell: str) -> Spans:
    return tuple([Span(*pair) for pair in _value(cell)])


def report(row: Row) -> Report:
    header = tuple((name, Span(*pair)) for name, pair in _value(row["header"]).items())
    same = {name: row[name] for name in Report.__dataclass_fields__ if name not in ("body", "header")}
    return Report(**same, body=Span(*_value(row["body"])), header=header)


def statement(row: Row) -> Statement:
    return Statement(
        id=row["id"],
        source=spans(row["source"]),
        cue=spans(row["cue"]),
        content=spans(row["content"]),
        speaker=row["speaker"],
        speaker_kind=row["speaker_kind"],
        via=tuple(_value(row["via"])),
        manner=row["manner"],
        act=row["act"],
        confidence=row["confidence"],
        evidence=tuple(Evidence(stance, Span(*span)) for stance, span in _value(row["evidence"])),
        country=row["country"],
        office=row["office"],
    )


def mention(row: Row, participants: Iterable[Row]) -> Mention:
    roles: dict[str, list[Actor]] = {"actor": [], "recipient": []}
    for p in participants:
        roles[p["role"]].append(Actor(p["name"], p["country"], p["sector"], Span(p["start"], p["end"])))
    when, where = _value(row["when"] or "null"), _value(row["where"] or "null")
    return Mention(
        id=row["id"],
        trigger=spans(row["trigger"]),
        type=row["type"],
        mode=row["mode"],
        actors=tuple(roles["actor"]),
        recipients=tuple(roles["recipient"]),
        status=row["status"],
        said_by=row["said_by"],
        when=When(when[0], Span(*when[1])) if when else None,
        where=Where(where[0], where[1], where[2], where[3], Span(*where[4])) if where else None,
        magnitude=tuple(Magnitude(value, unit, Span(*span)) for value, unit, span in _value(row["magnitude"])),
        confidence=row["confidence"],
    )


def office(row: Row) -> Office:
    return Office(row["name"], row["words"], Span(row["start"], row["end"]))


def officeholder(row: Row) -> Officeholder:
    return Officeholder(**{name: row[name] for name in Officeholder.__dataclass_fields__})
