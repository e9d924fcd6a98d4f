"""The differences on a story's page: reports side by side, the first dozen by rank, the rest behind a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

pytest.importorskip("fastapi", reason="the pages need the extra: pip install dragoman[web]")

from dragoman.pages import differing, render, views
from dragoman.record import Difference, DifferenceKind, Quote, Span
from dragoman.store import Record
from tests.test_pages import EVIL, GAZETTE, WIRE, Page, comparison, fill, span


def difference(number: int, about: str, *quotes: Quote, kind: DifferenceKind = "detail") -> Difference:
    return Difference(f"x{number}", "st0", None, kind, about, quotes)


MET = Quote("a1", span(WIRE, "Envoys of Iran and the United States met in Baghdad on Saturday."))
DENIED = Quote("b2", span(GAZETTE, "The foreign ministry denied that envoys had talked with the United States."))
LATER = Quote("b2", span(GAZETTE, "A second meeting may follow in April."))
COLD = Quote("a1", span(WIRE, "That could not be checked."))


@pytest.fixture
def record() -> Iterator[Record]:
    """Four differences between whole reports and fourteen others."""
    whole = (
        difference(0, "who is quoted: an official only in The Wire; Foreign Ministry only in Gazette", MET, DENIED),
        difference(1, "what one alone tells: “That …” in The Wire; “A second …” in Gazette", COLD, LATER),
        difference(2, "what one alone tells: “Envoys …” in The Wire", MET),
        difference(3, f"what comes first: {EVIL}", MET, DENIED, kind="framing"),
    )
    others = tuple(
        difference(n, f"matter {n}: told otherwise: “one … telling” in The Wire; “another … one” in X", MET, DENIED)
        for n in range(10, 24)
    )
    given = comparison()
    with Record.open(":memory:") as record:
        fill(record)
        record.replace_comparison(replace(given, differences=(whole[0], *others[:3], *whole[1:], *others[3:])))
        yield record


def test_reports_stand_side_by_side(record: Record) -> None:
    page = views.story(record, "st0")
    assert [(row.heading, row.ids) for row in page.summaries] == [
        ("What comes first", ("x3",)), ("Quoted here alone", ("x0",)), ("Told here alone", ("x1", "x2")),
    ]  # fmt: skip
    first, quoted, alone = page.summaries
    assert [cell.outlet for cell in first.cells] == ["The Wire", f"Gazette {EVIL}"]
    assert first.cells[0].quotes[0].words == MET.span.of(WIRE)
    assert first.cells[0].quotes[0].href == "../report/a1.html#s0"
    assert quoted.cells[0].quotes[0].words == "an official"
    assert quoted.cells[1].quotes[0].words == DENIED.span.of(GAZETTE), "names that are not told are not guessed"
    assert [[quote.words for quote in cell.quotes] for cell in alone.cells] == [
        ["That could not be checked.", MET.span.of(WIRE)], ["A second meeting may follow in April."],
    ]  # fmt: skip


def test_a_dozen_by_rank_and_the_rest_behind_a_line(record: Record) -> None:
    page = views.story(record, "st0")
    assert [item.id for item in page.differences] == [f"x{n}" for n in range(10, 22)]
    assert [item.id for item in page.more_differences] == ["x22", "x23"]
    assert page.differences[0].about == "Matter 10: told differently"
    shown = Page(render.render(page))
    assert "All 14 differences: the other 2" in "".join(shown.text) and "img" not in shown.tags
    assert {f"x{n}" for n in (0, 1, 2, 3, *range(10, 24))} <= {*shown.values("id")}, "each has an address"


def test_a_card_names_no_difference_that_all_stories_have(record: Record) -> None:
    (card,) = views.index(record).stories
    assert card.abouts == tuple(f"matter {n}: told differently" for n in (10, 11, 12))


def test_a_cell_leads_to_its_difference_and_shows_a_value_only() -> None:
    given = comparison()
    passage = Quote("b2", Span(GAZETTE.index("The foreign"), GAZETTE.index("A second")))
    told = replace(given.differences[0], evidence=(given.differences[0].evidence[0], passage))
    with Record.open(":memory:") as record:
        fill(record)
        record.replace_comparison(replace(given, differences=(told,)))
        cells = views.story(record, "st0").shared[0].cells
    assert [(cell.differs, cell.difference) for cell in cells] == [("met in Baghdad", "#d0"), ("", ""), ("", "#d0")]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("dead: 16 or 20", "dead: 16 or 20"),
        ("the raid: told otherwise: “At dawn …” in The Wire; “By night …” in Gazette", "the raid: told differently"),
        ("what comes first: “At dawn …” in The Wire; “By night …” in Gazette", "what comes first"),
        ("", ""),
    ],
)
def test_a_name_leaves_out_what_stands_beside_it(about: str, expected: str) -> None:
    assert differing.short(about) == expected


@pytest.mark.parametrize(
    ("about", "quotes", "marked"),
    [
        (
            "the harbour: only The Wire puts it so: “bigoted”",
            [
                "It called the strike at the harbour a bigoted and costly step.",
                "It spoke of the strike at the harbour.",
            ],
            [["bigoted"], []],
        ),
        (
            "the raid: told otherwise: “Soldiers came in the dark of the night” in A; “There was no raid at all” in B",
            ["Soldiers came in the dark.", "Villagers heard engines, shouting, gunfire."],
            [[], []],
        ),
        (
            "it: told otherwise: “She wrote it in March and told nobody” in A; “It was otherwise, I am told” in B",
            ["She wrote it in March and told nobody.", "It was otherwise, he said of the letter, which lay there."],
            [[], []],
        ),
        (
            "words of Brenn: “I got a problem” or “I have a problem”",
            ["I got a problem, and I will say so to all of you.", "I have a problem, and I will say so to all of you."],
            [["got"], ["have"]],
        ),
        (
            "dead: about 100 or at least 1,000",
            ["The dead number a hundred or so in the town.", "At least a thousand are dead, say doctors in the town."],
            [["hundred"], ["thousand"]],
        ),
        ("only one gives a number: 560", ["They pledged 560 million dollars."], [["560"]]),
    ],
)
def test_words_are_marked_where_they_tell_something_apart(
    about: str, quotes: list[str], marked: list[list[str]]
) -> None:
    found = differing.told_apart(about, quotes)
    assert ["".join(part.text for part in parts) for parts in found] == quotes
    assert [[part.text for part in parts if part.found] for parts in found] == marked
