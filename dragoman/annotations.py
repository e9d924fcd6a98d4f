"""Statements as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for tools that show them on the reports.

One annotation for each statement. What was read of it (speaker, act, relays …) are its bodies, and each stretch of its
source, cue and content is a target of its own, found again by position and by words. Terms that the standard does not
have begin with `dragoman:`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.corrections import Correction
from dragoman.record import Reading, Report, Span, Statement
from dragoman.store import Record

Object = dict[str, Any]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"dragoman": "urn:dragoman:term:"}]
AROUND = 32
"""Code points before and after a stretch that tell it from others of the same words."""
ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`\x00-\x20\x7f]+', re.IGNORECASE)
"""Addresses that may name a resource as they stand."""


def collection(record: Record) -> Object:
    """The statements of a record as one collection of one page."""
    marks = record.corrections.marks()
    items = [
        _annotation(reading, statement, marks.get(statement.id, ()))
        for reading in record.readings()
        for statement in reading.statements
    ]
    digest = hashlib.sha256("\n".join(item["id"] for item in items).encode()).hexdigest()[:16]
    id = f"urn:dragoman:statements:{digest}"
    page = {"id": f"{id}:1", "type": "AnnotationPage", "startIndex": 0, "partOf": id, "items": items}
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "AnnotationCollection",
        "label": "Statements that dragoman read",
        "total": len(items),
        "first": page,
    }


def _annotation(reading: Reading, statement: Statement, corrections: Sequence[Correction]) -> Object:
    return {
        "id": f"urn:dragoman:statement:{statement.id}",
        "type": "Annotation",
        "motivation": ["identifying", "classifying"],
        "body": [*_bodies(statement), *map(_corrected, corrections)],
        "target": [_target(reading.report, role, span) for role, span in _stretches(statement)],
    }


def _bodies(statement: Statement) -> Iterator[Object]:
    """What was read, each with the name of its field."""
    if statement.speaker:
        yield _body("speaker", statement.speaker, "identifying")
    yield _body("speaker_kind", statement.speaker_kind)
    yield _body("act", statement.act)
    yield _body("manner", statement.manner)
    yield from (_body("via", relay, "identifying") for relay in statement.via)
    if statement.country:
        yield _body("country", statement.country)
    if statement.office:
        yield _body("office", statement.office)
    yield _body("confidence", f"{statement.confidence:g}", "assessing")


def _corrected(line: Correction) -> Object:
    """Who said what of the statement, when and why."""
    said = f"{line.action} {', '.join(line.value)}".strip() + (f": {line.why}" if line.why else "")
    creator = {"type": "Person", "name": line.who}
    return _body("corrected", said, "moderating") | {"creator": creator, "created": line.at}


def _body(field: str, value: str, purpose: str = "classifying") -> Object:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "purpose": purpose,
        "dragoman:field": field,
    }


def _stretches(statement: Statement) -> Iterator[tuple[str, Span]]:
    yield from (("source", span) for span in statement.source)
    yield from (("cue", span) for span in statement.cue)
    yield from (("content", span) for span in statement.content)


def _target(report: Report, role: str, span: Span) -> Object:
    text = report.text
    return {
        "source": source_of(report),
        "dragoman:role": role,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }


def source_of(report: Report) -> str:
    """The report's address on the web; where it has none, its id as a URN."""
    return report.url if report.url and ADDRESS.fullmatch(report.url) else f"urn:dragoman:report:{report.id}"
