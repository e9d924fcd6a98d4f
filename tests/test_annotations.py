"""Statements as Web Annotations: the shape that the standard asks for, and that each selector finds its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import dragoman
from dragoman.annotations import CONTEXT, collection, source_of
from dragoman.store import Record

from .conftest import EXAMPLES
from .test_pages import EVIL, READER, wire
from .test_voices import reading, said


@pytest.fixture(scope="module")
def record() -> Record:
    return dragoman.read(EXAMPLES)


@pytest.fixture(scope="module")
def items(record: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection(record)["first"]["items"]
    return found


def bodies(item: dict[str, Any], field: str) -> list[str]:
    return [body["value"] for body in item["body"] if body["dragoman:field"] == field]


def test_one_collection_of_one_page(record: Record) -> None:
    told = collection(record)
    page = told["first"]
    assert told["@context"] == CONTEXT and told["type"] == "AnnotationCollection"
    assert page["type"] == "AnnotationPage" and page["partOf"] == told["id"] and page["startIndex"] == 0
    assert told["total"] == len(page["items"]) == record.count("statements")
    assert collection(record) == told


def test_one_annotation_a_statement(record: Record, items: list[dict[str, Any]]) -> None:
    for item, statement in zip(items, record.statements(), strict=True):
        assert item["id"] == f"urn:dragoman:statement:{statement.id}" and item["type"] == "Annotation"
        assert {body["type"] for body in item["body"]} == {"TextualBody"}
        assert bodies(item, "speaker") == ([statement.speaker] if statement.speaker else [])
        assert bodies(item, "act") == [statement.act] and bodies(item, "manner") == [statement.manner]
        assert bodies(item, "via") == list(statement.via)
        assert float(bodies(item, "confidence")[0]) == pytest.approx(statement.confidence)


def test_every_stretch_is_a_target_that_finds_its_words(record: Record, items: list[dict[str, Any]]) -> None:
    texts = {source_of(report): report.text for report in record.reports()}
    pieces = 0
    for item, statement in zip(items, record.statements(), strict=True):
        content = [target for target in item["target"] if target["dragoman:role"] == "content"]
        assert [(t["selector"][0]["start"], t["selector"][0]["end"]) for t in content] == list(statement.content)
        pieces = max(pieces, len(content))
        for target in item["target"]:
            text, (place, words) = texts[target["source"]], target["selector"]
            assert place["type"] == "TextPositionSelector" and words["type"] == "TextQuoteSelector"
            assert words["exact"] == text[place["start"] : place["end"]]
            around = words["prefix"] + words["exact"] + words["suffix"]
            first = place["start"] - len(words["prefix"])
            assert text[first : first + len(around)] == around
            assert len(words["prefix"]) == min(32, place["start"])
            assert len(words["suffix"]) == min(32, len(text) - place["end"])
    assert pieces > 1, "no statement in several pieces among the examples"


def test_what_is_known_of_the_speaker_is_told() -> None:
    with Record.open(":memory:") as record:
        record.begin_run(READER, "")
        record.add(reading("a", said("Ilse Brandt", "yes", "person", country="NOR", office="minister")), READER)
        (item,) = collection(record)["first"]["items"]
    assert bodies(item, "country") == ["NOR"] and bodies(item, "office") == ["minister"]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://wire.example/?a=1&b=2", "https://wire.example/?a=1&b=2"),
        (None, "urn:dragoman:report:a1"),
        ("javascript:alert(1)", "urn:dragoman:report:a1"),
        ("wire.example/a", "urn:dragoman:report:a1"),
        ("https://wire.example/a b", "urn:dragoman:report:a1"),
        (f"https://wire.example/{EVIL}", "urn:dragoman:report:a1"),
        ("https://wire.example/\n", "urn:dragoman:report:a1"),
    ],
)
def test_a_source_is_an_address_or_the_reports_id(url: str | None, source: str) -> None:
    assert source_of(replace(wire().report, url=url)) == source
