"""Which reports are on one matter, and which are one text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import stories as station
from dragoman.record import Reading, Report, Span, Story
from dragoman.stories.gist import gist_of, likeness

FERRY = (
    "The car ferry Aurelia ran aground off Port Calder on Monday night with 212 passengers on board. The harbour"
    " master of Port Calder, Ines Duarte, said lifeboats had taken everyone off the ferry before midnight. The"
    " Aurelia's captain blamed a failed rudder, and the transport ministry opened an inquiry into the grounding."
)
FERRY_AGAIN = (
    "Lifeboats rescued all passengers from the ferry Aurelia after it struck rocks near Port Calder late on Monday."
    " Harbour master Ines Duarte praised the crews. Investigators from the transport ministry will ask whether the"
    " rudder of the Aurelia had been inspected before it ran aground."
)
STRIKE = (
    "Bus drivers in Velmora walked out on Thursday over a pay offer that their union called an insult. The drivers'"
    " union leader, Pavel Rost, said the strike would last until the city council returned to talks. The Velmora"
    " council said its offer of four per cent was final."
)
STRIKE_AGAIN = (
    "Commuters in Velmora faced a second morning without buses as drivers kept up their strike over pay. Pavel Rost of"
    " the drivers' union accused the city council of refusing talks. A council spokeswoman said four per cent was all"
    " that Velmora could afford."
)
WIRE = FERRY + (
    " Passengers were given blankets and tea in the town's school. The ferry company said that it would run no"
    " crossings until Wednesday. It was the second grounding on the Calder bar in ten years."
)


def report(id: str, text: str, title: str | None = None, published: str | None = None) -> Report:
    return Report(id, text, f"{id}.txt", None, f"The {id}", title, None, published, None, None, Span(0, len(text)))


def find_stories(reports: Sequence[Report]) -> tuple[Story, ...]:
    return station.find_stories([Reading(report, (), (), ()) for report in reports])


def groups(stories: tuple[Story, ...]) -> list[set[str]]:
    return [set(story.reports) for story in stories]


TWO_MATTERS = (
    report("mail", FERRY, "Ferry runs aground off Port Calder", "2031-04-08"),
    report("post", FERRY_AGAIN, "All saved from the Aurelia", "2031-04-09"),
    report("echo", STRIKE, "Velmora bus drivers strike", "2031-04-10"),
    report("star", STRIKE_AGAIN, None, "2031-04-11"),
)


def test_reports_on_one_matter_are_one_story() -> None:
    assert groups(find_stories(TWO_MATTERS)) == [{"mail", "post"}, {"echo", "star"}]


def test_the_first_report_names_the_story() -> None:
    assert [story.id for story in find_stories(TWO_MATTERS)] == ["st-mail", "st-echo"]


@pytest.mark.parametrize("order", list(permutations(TWO_MATTERS)))
def test_the_order_given_does_not_matter(order: tuple[Report, ...]) -> None:
    assert find_stories(order) == find_stories(TWO_MATTERS)


def test_reports_stand_by_date_then_id_and_undated_ones_last() -> None:
    reports = [report("c", FERRY), report("b", FERRY_AGAIN, None, "2031-04-09"), report("a", WIRE, None, "2031-04-09")]
    assert find_stories(reports)[0].reports == ("a", "b", "c")


def test_a_date_that_the_text_refutes_does_not_part_a_report_from_its_story() -> None:
    late = report("post", STRIKE_AGAIN, None, "2031-04-10")
    doubted = replace(late, date_problem="dated 2031-04-10, but cites later papers")
    near, far = (
        likeness([gist_of(report("mail", STRIKE, None, "2031-02-02")), gist_of(other)])[0, 1]
        for other in (doubted, late)
    )
    assert near > far


@pytest.mark.parametrize(
    "title, shown", [("All saved", "All saved"), (None, "The car ferry Aurelia ran aground off Port Calder on")]
)
def test_title_of_a_story(title: str | None, shown: str) -> None:
    assert find_stories([report("mail", FERRY, title)])[0].title == shown


def test_a_title_is_preferred_to_first_words() -> None:
    assert find_stories(TWO_MATTERS)[1].title == "Velmora bus drivers strike"


@pytest.mark.parametrize(
    "gap, stories", [("2031-04-09", 1), ("2031-09-09", 1), ("2034-04-09", 2), (None, 1), ("2034", 1)]
)
def test_years_part_a_matter_that_comes_back(gap: str | None, stories: int) -> None:
    reports = [report("mail", FERRY, None, "2031-04-08"), report("post", FERRY_AGAIN, None, gap)]
    assert len(find_stories(reports)) == stories


@pytest.mark.parametrize("text", ["", " \n\t", "—— ?!", "a the of", "7", "一", "\x00", "é" * 9])
def test_odd_reports_are_stories_of_their_own(text: str) -> None:
    stories = find_stories([*TWO_MATTERS, report("odd", text), report("odd2", "")])
    assert {"odd"} in groups(stories) and {"odd2"} in groups(stories)
    assert all(story.title for story in stories)


def test_nothing_gives_no_story() -> None:
    assert find_stories([]) == ()


def test_other_languages_stay_apart() -> None:
    spanish = (
        "El transbordador encalló el lunes por la noche frente al puerto con 212 pasajeros a bordo, dijo la capitana."
    )
    russian = "Паром сел на мель в понедельник вечером, на борту находились двести двенадцать пассажиров."
    assert len(find_stories([*TWO_MATTERS, report("es", spanish), report("ru", russian)])) == 4


WIRE_WORDS = WIRE.split()
COPIES = [
    pytest.param(WIRE, WIRE, True, id="the same text"),
    pytest.param(WIRE, WIRE.upper().replace(",", ""), True, id="other case and punctuation"),
    pytest.param(WIRE, " ".join(WIRE_WORDS[: len(WIRE_WORDS) * 2 // 3]), True, id="cut at the end"),
    pytest.param(WIRE, "PORT CALDER (Wire) - " + WIRE.replace("Monday night", "Monday"), True, id="lightly edited"),
    pytest.param(WIRE, FERRY_AGAIN, False, id="the same matter in other words"),
    pytest.param(WIRE, f'{FERRY_AGAIN} "{WIRE[:90]}"', False, id="one sentence quoted"),
    pytest.param("", "", False, id="two empty texts"),
]


@pytest.mark.parametrize("one, other, copies", COPIES)
def test_copies_are_one_voice(one: str, other: str, copies: bool) -> None:
    stories = find_stories([report("a", one), report("b", other), report("c", FERRY_AGAIN), report("d", STRIKE)])
    assert (("a", "b") in [group[:2] for story in stories for group in story.copies]) is copies


def test_copies_that_overlap_make_one_group() -> None:
    reports = [
        report("a", WIRE),
        report("b", WIRE + " More."),
        report("c", "Update: " + WIRE),
        report("d", FERRY_AGAIN),
    ]
    assert find_stories(reports)[0].copies == (("a", "b", "c"),)


def test_many_copies_of_one_text_do_not_swallow_another_matter() -> None:
    copies = [report(f"w{i}", WIRE) for i in range(20)]
    assert sorted(map(len, groups(find_stories([*copies, *TWO_MATTERS])))) == [2, 22]


WORDS = st.sampled_from("ferry rudder harbour union strike council offer talks Calder Velmora 212 the of".split())
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=9)
DATES = st.sampled_from([None, "2031-04-08", "2031-05-01", "2035-01-01", "2031", "soon"])


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(DATES, min_size=9, max_size=9), st.randoms(use_true_random=False))
def test_every_report_is_in_one_story(texts: list[str], dates: list[str | None], chance: random.Random) -> None:
    reports = [report(f"r{i}", text, None, day) for i, (text, day) in enumerate(zip(texts, dates, strict=False))]
    stories = find_stories(reports)
    assert sorted(id for story in stories for id in story.reports) == sorted(r.id for r in reports)
    shuffled = chance.sample(reports, len(reports))
    assert find_stories(shuffled) == stories
