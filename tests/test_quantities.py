"""How many of what a sentence says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.quantities import Quantity, find_quantities
from dragoman.record import Span


def quantities(sentence: str) -> tuple[Quantity, ...]:
    return find_quantities(sentence, Span(0, len(sentence)))


def shown(sentence: str) -> list[tuple[str, str]]:
    """Each quantity as its number, with hedge and range, and its unit."""
    return [(_number(quantity), quantity.unit) for quantity in quantities(sentence)]


def _number(quantity: Quantity) -> str:
    number = f"{quantity.low:g}" if quantity.low == quantity.high else f"{quantity.low:g}..{quantity.high:g}"
    return f"{quantity.hedge} {number}" if quantity.hedge else number


NUMBERS = [
    ("The miners walked 12 miles.", [("12", "miles")]),
    ("The miners walked twelve miles.", [("12", "miles")]),
    ("A crew of welders came, 3,400 workers in all.", [("3400", "workers")]),
    ("The harbour handled 2.5 million tonnes of grain.", [("2.5e+06", "tons")]),
    ("Twenty-five ships lay off Port Calder.", [("25", "ships")]),
    ("Two hundred and fifty villagers signed.", [("250", "villagers")]),
    ("One hundred thousand refugees crossed.", [("100000", "refugees")]),
    ("A hundred or so students sat down.", [("about 100", "students")]),
    ("At least a thousand homes have no light.", [("at least 1000", "homes")]),
    ("More than 3,000 homes have no light.", [("more than 3000", "homes")]),
    ("Up to 40 prisoners may go.", [("up to 40", "prisoners")]),
    ("As many as 40 prisoners may go.", [("up to 40", "prisoners")]),
    ("Fewer than 40 prisoners may go.", [("up to 40", "prisoners")]),
    ("No fewer than 40 prisoners may go.", [("at least 40", "prisoners")]),
    ("Some forty prisoners may go.", [("about 40", "prisoners")]),
    ("Nearly 40 prisoners may go.", [("about 40", "prisoners")]),
    ("Several hundred farmers blocked the bridge.", [("200..900", "farmers")]),
    ("A few thousand farmers blocked the bridge.", [("2000..5000", "farmers")]),
    ("Thousands of farmers blocked the bridge.", [("2000..9999", "farmers")]),
    ("Tens of thousands of farmers marched.", [("20000..99999", "farmers")]),
    ("Dozens of farmers marched.", [("24..99", "farmers")]),
    ("Half a million refugees crossed.", [("500000", "refugees")]),
    ("A dozen tractors stood there.", [("12", "tractors")]),
    ("Between 10 and 15 hostages are alive.", [("10..15", "hostages")]),
    ("Some 10 to 15 hostages are alive.", [("about 10..15", "hostages")]),
    ("Three or four hostages are alive.", [("3..4", "hostages")]),
    ("The loan is worth $1.5 billion.", [("1.5e+09", "dollars")]),
    ("The loan is worth a billion and a half dollars.", [("1.5e+09", "dollars")]),
    ("The loan is worth about £20m.", [("about 2e+07", "pounds")]),
    ("The loan is worth 3 million euros.", [("3e+06", "euros")]),
    ("Turnout was 51 per cent.", [("51", "per cent")]),
    ("Turnout was 51.4%.", [("51.4", "per cent")]),
    ("The council voted 64 to 5 for the dam.", [("64", "votes"), ("5", "votes")]),
    ("The dam was approved by 14 votes to none.", [("14", "votes"), ("0", "votes")]),
    ("The house passed the bill 243-171.", [("243", "votes"), ("171", "votes")]),
    ("The dam passed with six abstentions.", [("6", "abstentions")]),
]


@pytest.mark.parametrize("sentence, expected", NUMBERS)
def test_numbers_and_hedges(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert shown(sentence) == expected


COUNTED = [
    ("Sudria sent 6,000 men.", [("6000", "troops", ())]),
    ("Sudria sent 20,000 Norwegian troops.", [("20000", "troops", ("Norwegian",))]),
    ("Fire killed 16.", [("16", "dead", ())]),
    ("Fire killed at least 16 people.", [("at least 16", "dead", ())]),
    ("In all 16 Dutch soldiers were killed.", [("16", "dead", ("Dutch", "soldiers"))]),
    ("About twenty Dutch soldiers had lost their lives.", [("about 20", "dead", ("Dutch", "soldiers"))]),
    ("More than 250,000 people have been killed.", [("more than 250000", "dead", ())]),
    ("The storm left 30 people dead.", [("30", "dead", ())]),
    ("It buried the village, 300 of them dead.", [("300", "dead", ())]),
    ("At least a thousand Danes are dead.", [("at least 1000", "dead", ("Danes",))]),
    ("The ministry put the dead at more than 3,000.", [("more than 3000", "dead", ())]),
    ("They put the Danish dead at “several hundred”.", [("200..900", "dead", ("Danish",))]),
    ("Doctors believe that the Danish dead number a hundred.", [("100", "dead", ("Danish",))]),
    ("The death toll rose to 41.", [("41", "dead", ())]),
    (
        "He gave the Danish dead as 16 soldiers and 10 French.",
        [("16", "dead", ("soldiers", "Danish")), ("10", "dead", ("French",))],
    ),
    ("Police arrested some thirty persons.", [("about 30", "arrested", ())]),
    ("Police arrested 11 of them.", [("11", "arrested", ())]),
    ("The blast wounded 14 children.", [("14", "wounded", ("children",))]),
    ("Twenty soldiers killed two villagers.", [("20", "troops", ()), ("2", "dead", ("villagers",))]),
    ("About 600 soldiers, 200 of them Danish, landed.", [("about 600", "troops", ()), ("200", "troops", ("Danish",))]),
    (
        "It plans to land 600 troops, of whom 200 would be Danish.",
        [("600", "troops", ()), ("200", "troops", ("Danish",))],
    ),
    (
        "An army of 600, with 250 Danes among them, landed.",
        [("600", "troops", ()), ("250", "troops", ("Danes",))],
    ),
    ("Police told of the arrest of 12 Danes.", [("12", "arrested", ("Danes",))]),
    ("Shells hit the market, wounding scores.", [("40..199", "wounded", ())]),
    ("They settled scores at home.", []),
    ("The flood displaced 2,000 villagers.", [("2000", "displaced", ("villagers",))]),
    ("Some 2,000 villagers were displaced.", [("about 2000", "displaced", ("villagers",))]),
    ("They keep 100 medium-range missiles.", [("100", "arms", ("medium-range",))]),
    ("Twelve arms dealers were named.", [("12", "dealers", ("arms",))]),
    ("Fifteen of his speeches were abroad.", [("15", "speeches", ())]),
]


@pytest.mark.parametrize("sentence, expected", COUNTED)
def test_what_is_counted(sentence: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(_number(q), q.unit, q.qualifiers) for q in quantities(sentence)] == expected


MEASURED = [
    ("An eighteen-hour ultimatum ran out.", "hours", "ultimatum"),
    ("They met after a twelve-hour notice.", "hours", "notice"),
    ("The pact came after 11 hours of talks.", "hours", "talks"),
    ("They waited for ten hours.", "hours", None),
]


@pytest.mark.parametrize("sentence, unit, of", MEASURED)
def test_what_a_measure_is_of(sentence: str, unit: str, of: str | None) -> None:
    assert [(quantity.unit, quantity.of) for quantity in quantities(sentence)] == [(unit, of)]


NONE = [
    "The pact was signed in 1987.",
    "It was signed on October 30.",
    "It was signed on 30 October.",
    "It was signed on Oct. 30 and Nov. 2.",
    "The train leaves at 7.30 p.m. and at 0600 GMT.",
    "They met at two o'clock.",
    "Roy Holm, 52, is a machinist.",
    "The 52-year-old is a machinist.",
    "She is 52 years old.",
    "He is aged 52 and lives alone.",
    "It was his 3rd visit and her 21st.",
    "The 1990s rules stay.",
    "The office is at 212 Kingsway.",
    "Write to P.O. Box 61, Calder 45401.",
    "Call 555-0161 weekdays.",
    "See page 14 and chapter seven.",
    "Resolution 242 was read.",
    "They flew in a Boeing 737.",
    "The Group of Seven met.",
    "One of them laughed.",
    "One does not make peace.",
    "The two sides met.",
    "Her three sons came.",
    "He left two years ago.",
    "It rained for the past ten days.",
    "Two-thirds of the house agreed.",
    "Nobody came.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_dates_hours_ages_addresses_and_pronouns_are_no_quantities(sentence: str) -> None:
    assert shown(sentence) == []


def test_a_span_covers_hedge_number_and_unit() -> None:
    sentence = "In Calder some 4,000 young students marched."
    assert [quantity.span.of(sentence) for quantity in quantities(sentence)] == ["some 4,000 young students"]
    assert quantities(sentence)[0].words == "4,000"


def test_only_the_stretch_given_is_read() -> None:
    text = "Sudria sent 6,000 men. Norland sent 900 men."
    assert [quantity.low for quantity in find_quantities(text, Span(0, 22))] == [6000]


@given(st.text(alphabet="a 1,2.-“”$%to oneandhalfmillion", max_size=80))
def test_any_text_is_read_and_spans_lie_within(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert 0 <= quantity.low <= quantity.high
