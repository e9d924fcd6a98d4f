"""Who is quoted, and which claims pass from report to report: tables of sentences a reader can judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Reading, Report, Span, Statement, Story
from dragoman.stems import rarity_of
from dragoman.voices import (
    SAME_POINTS,
    SAME_SHARE,
    SAME_WORDS,
    Said,
    _carriers,
    _held,
    _points,
    _shares,
    _worded,
    claims,
    origins,
    outlets,
    speakers,
)

LEAVING = "two thousand soldiers would quit the palace and the southern harbour before the summer"


def said(source: str, content: str, kind: str = "anonymous", **more: Any) -> tuple[str, str, dict[str, Any]]:
    return source, content, {"speaker_kind": kind, "speaker": source or None} | more


def reading(id: str, *passages: tuple[str, str, dict[str, Any]], outlet: str | None = None, day: int = 2) -> Reading:
    """A report with one line a statement: who said what."""
    text, sentences, statements = "", [], []
    for number, (source, content, more) in enumerate(passages):
        start = len(text)
        text += f"{source} said {content}.\n"
        cue, end = start + len(source) + 1, len(text) - 2
        given: dict[str, Any] = {"via": (), "manner": "indirect", "act": "state", "confidence": 0.9}
        spans = (Span(start, cue - 1),) if source else (), (Span(cue, cue + 4),), (Span(end - len(content), end),)
        statements.append(Statement(f"{id}-s{number}", *spans, **(given | more)))
        sentences.append(Span(start, len(text) - 1))
    body = Span(0, len(text))
    report = Report(id, text, f"in/{id}.txt", None, outlet or id, None, None, f"2007-03-{day:02}", None, "en", body)
    return Reading(report, tuple(sentences), tuple(statements), ())


def story(*readings: Reading, copies: tuple[tuple[str, ...], ...] = ()) -> Story:
    return Story("st", "A matter", tuple(r.report.id for r in readings), copies)


def chains(*readings: Reading, copies: tuple[tuple[str, ...], ...] = ()) -> list[list[str]]:
    """The statements of each claim."""
    found = claims(story(*readings, copies=copies), readings)
    return [[link.statement.id for link in claim.links] for claim in found]


def every(*readings: Reading) -> list[Said]:
    return [Said(r.report, statement) for r in readings for statement in r.statements]


# Claims that pass on

SECOND = [
    pytest.param(said("An aide", LEAVING), True, id="in the same words"),
    pytest.param(said("Hassan Rahimi", LEAVING, "person"), True, id="by somebody with a name"),
    pytest.param(said("The Post", f'"{LEAVING.upper()}"', "organisation"), True, id="in other letters"),
    pytest.param(said("", LEAVING), True, id="by nobody"),
    pytest.param(
        said("An aide", "some 1,900 soldiers will be quitting the palace and harbour by summer"), True, id="near"
    ),
    pytest.param(said("An aide", "the soldiers would stay in the palace"), False, id="of the same matter"),
    pytest.param(said("An aide", "the summer would be hot"), False, id="of something else"),
    pytest.param(said("An aide", "it"), False, id="in no telling word"),
]


@pytest.mark.parametrize("passage, carries", SECOND)
def test_a_claim_and_what_another_report_has_of_it(passage: tuple[str, str, dict[str, Any]], carries: bool) -> None:
    found = chains(reading("a", said("An official", LEAVING)), reading("b", passage, day=3))
    assert found == ([["a-s0", "b-s0"]] if carries else [])


def test_what_named_speakers_say_for_themselves_is_no_claim_at_second_hand() -> None:
    named = said("Hassan Rahimi", LEAVING, "person")
    assert chains(reading("a", named), reading("b", named)) == []
    relayed = said("Hassan Rahimi", LEAVING, "person", via=("The Post",))
    assert chains(reading("a", named), reading("b", relayed)) == [["a-s0", "b-s0"]]


def test_links_stand_by_date() -> None:
    days = [
        reading("a", said("An aide", LEAVING), day=9),
        reading("b", said("An aide", LEAVING), day=3),
        reading("c", said("An aide", LEAVING), day=5),
    ]
    undated = replace(days[0], report=replace(days[0].report, published=None))
    assert chains(*days) == [["b-s0", "c-s0", "a-s0"]]
    assert chains(undated, *days[1:]) == [["b-s0", "c-s0", "a-s0"]]


def test_copies_of_one_text_are_one_voice() -> None:
    one, copy = reading("a", said("An aide", LEAVING)), reading("b", said("An aide", LEAVING))
    assert chains(one, copy, copies=(("a", "b"),)) == []


def test_one_report_carries_a_claim_once_and_in_its_nearest_words() -> None:
    inner = LEAVING.removesuffix(" before the summer")
    a = reading("a", said("An aide", LEAVING), said("An official", LEAVING))
    b = reading("b", said("The Post", inner, "organisation"), said("An aide", LEAVING))
    assert chains(a, b) == [["a-s0", "b-s1"]]


def test_two_claims_are_two_chains() -> None:
    other = "a third round of talks on gas fields and fishing boats was called off in Vienna"
    a, b = (reading(id, said("An aide", LEAVING), said("A diplomat", other)) for id in "ab")
    assert chains(a, b) == [["a-s0", "b-s0"], ["a-s1", "b-s1"]]


def test_claims_of_most_reports_come_first() -> None:
    other = "a third round of talks on gas fields and fishing boats was called off in Vienna"
    found = chains(
        reading("a", said("An aide", LEAVING), said("A diplomat", other)),
        reading("b", said("An aide", LEAVING), said("A diplomat", other)),
        reading("c", said("A diplomat", other)),
    )
    assert [len(links) for links in found] == [3, 2]


WORDS = "harbour palace soldier envoy treaty gas boat vienna frontier minister aide prison wheat railway".split()
CONTENTS = st.lists(st.sampled_from(WORDS), max_size=9, unique=True).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CONTENTS, min_size=1, max_size=4), min_size=2, max_size=4))
def test_what_is_looked_up_is_what_comparing_all_would_find(contents: list[list[str]]) -> None:
    readings = [reading(f"r{n}", *(said("An aide", c) for c in of)) for n, of in enumerate(contents)]
    rarity = rarity_of(readings)
    worded = list(_worded(story(*readings), readings, rarity))
    for one in worded:
        others = [w for w in worded if w.said.report.id != one.said.report.id and share(one, w, rarity)]
        best = {max(share(one, w, rarity) for w in others if w.said.report.id == id) for id in _reports(others)}
        found = [worded[place] for place in _carriers(one, worded, _shares(one, _held(worded), rarity))]
        assert _reports(found) == _reports(others)
        assert {share(one, other, rarity) for other in found} == best


def share(one: Any, other: Any, rarity: Mapping[str, float]) -> float:
    """What `_shares` gives for two."""
    shared = one.stems & other.stems
    points = _points(shared, rarity)
    if len(shared) < SAME_WORDS or points < SAME_POINTS:
        return 0.0
    found = points / max(one.points, other.points)
    return found if found >= SAME_SHARE else 0.0


def _reports(worded: list[Any]) -> set[str]:
    return {one.said.report.id for one in worded}


# The way of the words


@pytest.mark.parametrize(
    ("worded", "speaker", "via", "path"),
    [
        ("A senior official", "senior official", (), ("A senior official", "a")),
        ("he", "Tony Snow", (), ("he (Tony Snow)", "a")),
        ("", "Tony Snow", (), ("Tony Snow", "a")),
        ("", None, (), ("nobody named", "a")),
        ("One aide", None, ("The Ledger", "The Post"), ("One aide", "The Post", "The Ledger", "a")),
    ],
)
def test_the_way_from_the_speaker_to_the_outlet(
    worded: str, speaker: str | None, via: tuple[str, ...], path: tuple[str, ...]
) -> None:
    (one,) = every(reading("a", said(worded, LEAVING, via=via, speaker=speaker)))
    assert one.path == path


def test_an_outlet_that_is_not_known_goes_by_its_file() -> None:
    unknown = reading("a", said("An aide", LEAVING))
    (one,) = every(replace(unknown, report=replace(unknown.report, outlet=None)))
    assert one.path[-1] == "a.txt"


# Who is quoted

QUOTED = (
    reading(
        "a",
        said("Ilse Brandt", "yes", "person", country="NOR"),
        said("An aide", "no", via=("The Post",)),
        said("Ilse Brandt", "well", "person", country="SWE", office="foreign minister"),
    ),
    reading("b", said("Ilse Brandt", "yes", "person", country="NOR"), said("", "no"), outlet="b"),
    reading("c", said("The treaty", "peace", "document"), said("Ilse Brandt", "no"), outlet="a"),
)


def test_speakers_by_how_often_they_are_quoted() -> None:
    found = speakers(every(*QUOTED))
    assert [(s.name, s.kind, len(s.said), s.reports, s.outlets) for s in found] == [
        ("Ilse Brandt", "person", 3, 2, ("a", "b")),
        ("An aide", "anonymous", 1, 1, ("a",)),
        (None, "anonymous", 1, 1, ("b",)),
        ("The treaty", "document", 1, 1, ("a",)),
        ("Ilse Brandt", "anonymous", 1, 1, ("a",)),
    ]
    assert [(s.country, s.office) for s in found[:2]] == [("NOR", "foreign minister"), (None, None)]


def test_named_and_unnamed_speakers_of_each_outlet() -> None:
    found = outlets(every(*QUOTED))
    assert [tuple(outlet) for outlet in found] == [("a", 5, 3, 2, 1), ("b", 2, 1, 1, 0)]
    assert [outlet.share for outlet in found] == [0.4, 0.5]


def test_countries_and_offices_where_they_are_known() -> None:
    assert [tuple(o) for o in origins(every(*QUOTED))] == [("NOR", None, 2, 1), ("SWE", "foreign minister", 1, 1)]
    assert origins(every(QUOTED[2])) == []
    assert not speakers([]) and not outlets([])
