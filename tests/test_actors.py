"""Actors: tables of sentences that a reader can judge. A case not yet solved is a strict xfail with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import Actors, Named
from dragoman.record import Span
from dragoman.text import find_sentences, repair


def read(text: str) -> list[Named]:
    """The actors of a text sentence by sentence, offices without a name among them."""
    view = repair(text)
    sentences = find_sentences(view, Span(0, len(view.text)))
    actors = Actors(view, sentences)
    return [named for sentence in sentences for named in actors.taking_part(sentence)]


def brief(named: Named) -> str:
    """Name, kind, country and sector, a hyphen for what is not told."""
    return f"{named.name} | {named.kind} | {named.country or '-'} | {named.sector or '-'}"


def unsolved(*row: object, why: str) -> object:
    return pytest.param(*row, marks=pytest.mark.xfail(reason=why, strict=True))


# Who is named: text, actors in order

NAMED = [
    # persons and their titles
    ("President Hugo Chavez sang.", ["Hugo Chavez | person | VEN | GOV"]),
    ("French President Jacques Chirac sang.", ["Jacques Chirac | person | FRA | GOV"]),
    ("Then US Secretary of State James Baker sang.", ["James Baker | person | USA | GOV"]),
    ("White House spokesman Tony Snow sang.", ["Tony Snow | person | USA | GOV"]),
    ("Iranian Foreign Minister Manouchehr Mottaki sang.", ["Manouchehr Mottaki | person | IRN | GOV"]),
    ("Gen. David Petraeus sang.", ["David Petraeus | person | USA | MIL"]),
    ("Mr. Snow sang.", ["Snow | person | - | -"]),
    ("Sens. Carl Levin and John Warner sang.", ["Carl Levin | person | USA | LEG", "John Warner | person | - | -"]),
    ("Former British Prime Minister Tony Blair sang.", ["Tony Blair | person | GBR | GOV"]),
    ("Pentagon spokesman Geoff Morrell sang.", ["Geoff Morrell | person | USA | MIL"]),
    # names
    ("Iraqi Prime Minister Nuri al-Maliki sang.", ["Nuri al-Maliki | person | IRQ | GOV"]),
    ("Austrian President Alexander Van der Bellen sang.", ["Alexander Van der Bellen | person | AUT | GOV"]),
    ("Osama bin Laden sang.", ["Osama bin Laden | person | - | -"]),
    ("Denis O'Neill sang.", ["Denis O'Neill | person | - | -"]),
    ("Paul G. Weiss sang.", ["Paul G. Weiss | person | - | -"]),
    ("J. R. R. Marsh sang with Paul D. Wolf Jr. in May.", ["J. R. R. Marsh | person | - | -",
     "Paul D. Wolf Jr | person | - | -"]),
    ("Syrian President Bashar al-Assad sang.", ["Bashar al-Assad | person | SYR | GOV"]),
    # surnames later
    ("Condoleezza Rice sang. Rice left.", ["Condoleezza Rice | person | USA | -"] * 2),
    ("Condoleezza Rice sang. Ms. Rice left.", ["Condoleezza Rice | person | USA | -"] * 2),
    ("French President Jacques Chirac sang. Chirac left.", ["Jacques Chirac | person | FRA | GOV",
                                                           "Jacques Chirac | person | FRA | -"]),
    ("Joseph R. Biden Jr. sang. Mr. Biden left.", ["Joseph R. Biden Jr | person | USA | -"] * 2),
    ("Jim Jordan flew to Jordan. Jordan sang.", ["Jim Jordan | person | - | -"] * 3),
    # countries of persons
    ("Ali Larijani, Iran's chief nuclear negotiator, sang.", ["Ali Larijani | person | IRN | -",
     "Iran's chief nuclear negotiator | group | IRN | GOV"]),
    ("The US ambassador to Peru, Anna Kerr, sang.", ["US ambassador | group | USA | GOV",
     "Peru | country | PER | GOV",
                                                           "Anna Kerr | person | USA | -"]),
    ("Benjamin Netanyahu of Israel sang.", ["Benjamin Netanyahu | person | ISR | -", "Israel | country | ISR | GOV"]),
    ("President Vladimir V. Putin of Russia sang.", ["Vladimir V. Putin | person | RUS | GOV",
     "Russia | country | RUS | GOV"]),
    ("Sen. Patrick Leahy (D-Vt.) sang.", ["Patrick Leahy | person | USA | LEG"]),
    ("Lindsey Graham, R-S.C., sang.", ["Lindsey Graham | person | USA | -"]),
    ("Senator Paul G. Weiss, Republican of Vermont, sang.", ["Paul G. Weiss | person | USA | LEG"]),
    ("Senator Mark Warner of Virginia sang.", ["Mark Warner | person | USA | LEG"]),
    ("Susan E. Rice, President Obama's adviser, sang.", ["Susan E. Rice | person | USA | -",
     "Obama | person | USA | GOV"]),
    ("The firing of Paul G. Weiss as White House chief of staff pleased him.", ["Paul G. Weiss | person | USA | -",
                                                                             "White House | organisation | USA | GOV"]),
    ("The White House, the Senate and the State Department sang. Defense Secretary Jim Marsh left.",
     ["White House | organisation | USA | GOV", "Senate | organisation | USA | LEG",
     "State Department | organisation | USA | GOV",
      "Jim Marsh | person | USA | MIL"]),
    ("The White House, the Senate and the State Department sang. Prime Minister Jim Marsh left.",
     ["White House | organisation | USA | GOV", "Senate | organisation | USA | LEG",
     "State Department | organisation | USA | GOV",
      "Jim Marsh | person | - | GOV"]),
    # groups
    ("Iranian officials sang.", ["Iranian officials | group | IRN | GOV"]),
    ("US naval forces sang.", ["US naval forces | group | USA | MIL"]),
    ("The rebels sang.", ["rebels | group | - | REB"]),
    ("Sunni lawmakers sang.", ["Sunni lawmakers | group | - | LEG"]),
    ("Republican senators sang.", ["Republican senators | group | USA | LEG"]),
    ("State Department officials sang.", ["State Department officials | group | USA | GOV"]),
    ("The government of Chad sang.", ["government | group | TCD | GOV", "Chad | country | TCD | GOV"]),
    ("Chadian soldiers fled. The soldiers sang.", ["Chadian soldiers | group | TCD | MIL",
     "soldiers | group | TCD | MIL"]),
    ("Iraqis and Iranians sang.", ["Iraqis | group | IRQ | CVL", "Iranians | group | IRN | CVL"]),
    # offices without a name
    ("President Hugo Chavez sang. The president left.", ["Hugo Chavez | person | VEN | GOV"] * 2),
    ("The Israeli prime minister sang.", ["Israeli prime minister | person | ISR | GOV"]),
    ("The president of Iran sang.", ["president | person | IRN | GOV", "Iran | country | IRN | GOV"]),
    ("He sang as president.", []),
    # countries, capitals, bodies
    ("Washington and Tehran talk.", ["Washington | capital | USA | GOV", "Tehran | capital | IRN | GOV"]),
    ("The Washington Post and Washington sang.", ["The Washington Post | media | USA | MED",
     "Washington | capital | USA | GOV"]),
    ("They told us of the US.", ["United States | country | USA | GOV"]),
    ("US-Iran talks and the US-led war", ["United States | country | USA | GOV", "Iran | country | IRN | GOV",
                                         "United States | country | USA | GOV"]),
    ("NATO and the U.N. sang.", ["NATO | organisation | - | IGO", "United Nations | organisation | - | IGO"]),
    ("Georgia sang. Tbilisi sang.", ["Georgia | country | GEO | GOV", "Tbilisi | capital | GEO | GOV"]),
    ("Georgia sang. Atlanta sang.", ["Georgia | country | USA | GOV"]),
    ("Chad Smith sang in Chad.", ["Chad Smith | person | - | -", "Chad | country | TCD | GOV"]),
    ("They ate turkey in Turkey.", ["Turkey | country | TUR | GOV"]),
    # what is no person
    ("The Persian Gulf is deep.", []),
    ("The Middle East is dry.", []),
    ("Sandy Hook Elementary is shut.", []),
    ("Islamic Unity is a slogan.", []),
    ("A New Yorker sang.", []),
    ("They met in Sharm El Sheik.", []),
    ("Camp David is green.", []),
    ("Last Friday March began.", []),
    ("Happy Independence Day!", []),
    ("Rice Criticizes Putin Again\n\nCondoleezza Rice sang of Vladimir Putin.", ["Condoleezza Rice | person | USA | -",
     "Vladimir Putin | person | RUS | -"] * 2),
    unsolved("Blue Mountain Coffee is dear.", [], why="a name of things whose last word no table holds"),
    unsolved("Park Geun-hye sang. Park left.",
     ["Park Geun-hye | person | - | -"] * 2, why="a surname that stands first"),
    unsolved("King Abdullah of Jordan sang.", ["Abdullah | person | JOR | GOV"],
     why="the country behind a name counts as a party"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named(text: str, expected: list[str]) -> None:
    assert [brief(named) for named in read(text)] == expected


def test_spans_are_slices_in_order() -> None:
    text = "Iran’s officials met  Nuri  al-Maliki. The US-led war went on."
    view = repair(text)
    found = read(text)
    assert [" ".join(named.span.of(view.text).split()) for named in found] == [
        "Iran’s officials",
        "Nuri al-Maliki",
        "US",
    ]
    assert found == sorted(found, key=lambda named: named.span)


def test_within_before_and_holder() -> None:
    view = repair("President Hugo Chavez met Kofi Annan in Iran.")
    actors = Actors(view, (Span(0, len(view.text)),))
    assert [named.name for named in actors.within(Span(0, 25))] == ["Hugo Chavez"]
    last, holder = actors.before(len(view.text), ("person",)), actors.holder("president", len(view.text))
    assert last and last.name == "Kofi Annan"
    assert holder and holder.name == "Hugo Chavez"
    assert actors.holder("president", 0) is None and actors.holder("pope", len(view.text)) is None
    assert actors.by_name("Kofi Annan") == last
    assert actors.by_name("Nobody") is None


WORDS = st.sampled_from(
    "Iran's Obama Mr . , President the of US - US-led Rice Jordan Jr. al-Maliki bin O'Neill officials foreign minister "
    "White House ( D-Vt. ) as New Georgia \n ’s ’ é".split(" ")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_never_raises(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "words", ["Obama", "Jim Marsh,", "Mr. Marsh", "Iran", "the Iranian president", "US-Iran", "Al Al Al"]
)
def test_long_sentences_cost_no_more_than_their_length(words: str) -> None:
    read(" ".join([words] * 5000))
