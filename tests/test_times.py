"""Time expressions and header dates: tables of sentences that a reader can judge."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Span
from dragoman.times import find_header_date, find_times

DAY, MONTH, YEAR = r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d", r"\d{4}"
VALUE = re.compile(rf"{DAY}(/{DAY})?|{MONTH}(/{MONTH})?|{YEAR}(/{YEAR})?")


def times(text: str, published: str | None) -> list[tuple[str, str]]:
    """The words and the value of each time."""
    return [(when.span.of(text), when.value) for when in find_times(text, published)]


# 5 March 2007 is a Monday, 20 April 2012 a Friday.
FOUND = [
    # days by name
    ("The envoy left Tehran on Friday.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("The envoy left Tehran on Monday.", "2007-03-05", [("Monday", "2007-03-05")]),
    ("The two ministers will meet in Geneva on Thursday.", "2007-03-05", [("Thursday", "2007-03-08")]),
    ("Talks are due to resume Wednesday.", "2007-03-05", [("Wednesday", "2007-03-07")]),
    ("On Friday he agreed to hand over the files.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("On Friday, the court will hear the appeal.", "2007-03-05", [("Friday", "2007-03-09")]),
    ("They were freed last Thursday.", "2007-03-05", [("last Thursday", "2007-03-01")]),
    ("Voting begins next Sunday.", "2007-03-05", [("next Sunday", "2007-03-18")]),
    ("Police fired tear gas Saturday night.", "2007-03-05", [("Saturday night", "2007-03-03")]),
    ("Early Sunday, shells fell on the port.", "2007-03-05", [("Early Sunday", "2007-03-04")]),
    ("FRIDAY'S raid killed two.", "2007-03-05", [("FRIDAY", "2007-03-02")]),
    ("Tuesday's vote will decide who governs.", "2007-03-05", [("Tuesday", "2007-03-06")]),
    ("He said Saturday he would not resign.", "2007-03-05", [("Saturday", "2007-03-03")]),
    ("The ship could dock as early as Tuesday, officials said.", "2007-03-05", [("Tuesday", "2007-03-06")]),
    ("The rebels have until 9 a.m. Tuesday to answer.", "2007-03-05", [("Tuesday", "2007-03-06")]),
    ("The bomb went off next to the embassy on Friday.", "2007-03-05", [("Friday", "2007-03-02")]),
    ("Yesterday the cabinet met; it meets again tomorrow.", "2007-03-05",
     [("Yesterday", "2007-03-04"), ("tomorrow", "2007-03-06")]),
    ("The minister spoke last night and flies home today.", "2007-03-05",
     [("last night", "2007-03-04"), ("today", "2007-03-05")]),
    ("The pact was signed the day before yesterday.", "2007-03-05", [("the day before yesterday", "2007-03-03")]),
    # dates
    ("The envoys are to sit down on March 10 in Vienna.", "2007-03-05", [("March 10", "2007-03-10")]),
    ("In his January 10 speech the president said so.", "2007-03-02", [("January 10", "2007-01-10")]),
    ("They met on 27 December in Cairo.", "2007-03-05", [("27 December", "2006-12-27")]),
    ("The treaty was signed on May 31, 2006, in Vienna.", None, [("May 31, 2006", "2006-05-31")]),
    ("The treaty was signed on the 31st of May, 2006.", None, [("the 31st of May, 2006", "2006-05-31")]),
    ("The summit opens on Friday, March 9.", "2007-03-05", [("Friday, March 9", "2007-03-09")]),
    ("The strike of Monday, October 10, failed.", "2012-04-20", [("Monday, October 10", "2011-10-10")]),
    ("The conference of March 3-5 ended in discord.", "2007-03-07", [("March 3-5", "2007-03-03/2007-03-05")]),
    ("The conference runs from March 30 to April 2.", "2007-03-05", [("March 30 to April 2", "2007-03-30/2007-04-02")]),
    ("It met on April 24 and 25.", "2007-04-27", [("April 24 and 25", "2007-04-24/2007-04-25")]),
    ("BAGHDAD, Sept. 3 (Reuters) - A bomb went off.", "2004-09-03", [("Sept. 3", "2004-09-03")]),
    ("He fled after the Sept. 11 attacks.", "2007-03-05", [("Sept. 11", "2001-09-11")]),
    ("The pastor plans to hold his rally on Sept. 11.", "2010-08-20", [("Sept. 11", "2010-09-11")]),
    ("Security has changed since 9/11.", "2007-03-05", [("9/11", "2001-09-11")]),
    ("It fell on Sept. 14, 2012. The Sept. 14 memo says why.", "2013-05-15",
     [("Sept. 14, 2012", "2012-09-14"), ("Sept. 14", "2012-09-14")]),
    ("The log of 2007-02-27 names no one.", None, [("2007-02-27", "2007-02-27")]),
    ("The court sits in the week of March 12.", "2007-03-05", [("the week of March 12", "2007-03-12/2007-03-18")]),
    ("The lights went on Christmas Eve.", "2007-01-05", [("Christmas Eve", "2006-12-24")]),
    ("He was found on Thanksgiving Day.", "2000-01-07", [("Thanksgiving Day", "1999-11-25")]),
    # months
    ("A conference in Bonn in November 2001 pledged money.", None, [("November 2001", "2001-11")]),
    ("In March, a judge freed him.", "2007-04-20", [("March", "2007-03")]),
    ("The deal was reached in December.", "2007-03-05", [("December", "2006-12")]),
    ("Elections will be held in January.", "2012-04-20", [("January", "2013-01")]),
    ("They hope to win seats in the November election.", "2010-07-04", [("November", "2010-11")]),
    ("The two presidents signed it last May.", "1998-02-27", [("last May", "1997-05")]),
    ("The July attack left six dead.", "2007-09-05", [("July", "2007-07")]),
    ("The May summit failed.", "2007-06-05", [("May", "2007-05")]),
    ("He had fallen ill in June last year.", "2007-03-05", [("June last year", "2006-06")]),
    ("The bank shut in late September.", "2008-10-20", [("late September", "2008-09-21/2008-09-30")]),
    ("By the beginning of October 2008 it was over.", None,
     [("the beginning of October 2008", "2008-10-01/2008-10-10")]),
    # years and more
    ("He has been in power since 2003.", None, [("2003", "2003")]),
    ("The 1990 invasion of Kuwait led to war.", None, [("1990", "1990")]),
    ("In 2003 troops took the city.", None, [("2003", "2003")]),
    ("In late 2004 the ministers met.", None, [("late 2004", "2004-10/2004-12")]),
    ("In the summer of 2003 Iran made an offer.", None, [("the summer of 2003", "2003-06/2003-08")]),
    ("It rose in the first half of 2006.", None, [("the first half of 2006", "2006-01/2006-06")]),
    ("He served from 1965 to 1970.", None, [("1965 to 1970", "1965/1970")]),
    ("In the 2003-04 season they lost.", None, [("2003-04", "2003/2004")]),
    ("The dam was built in the 1980s.", None, [("the 1980s", "1980/1989")]),
    ("The dam was planned in the late '70s.", None, [("the late '70s", "1977/1979")]),
    ("In the early sixties no one asked.", None, [("the early sixties", "1960/1963")]),
    ("The border dates from the 19th century.", None, [("the 19th century", "1801/1900")]),
    ("It was the bloodiest year of the twentieth century.", None, [("the twentieth century", "1901/2000")]),
    ("Net profit rose in the third quarter of 2006.", None, [("the third quarter of 2006", "2006-07/2006-09")]),
    ("Third-quarter profit rose.", "1989-10-30", [("Third-quarter", "1989-07/1989-09")]),
    # units counted from the report
    ("Last week, Rice announced it.", "2007-03-05", [("Last week", "2007-02-26/2007-03-04")]),
    ("The announcement this week was no surprise.", "2007-03-02", [("this week", "2007-02-26/2007-03-04")]),
    ("Last weekend, soldiers laid out weapons.", "2007-03-02", [("Last weekend", "2007-02-24/2007-02-25")]),
    ("Clashes went on over the weekend.", "2007-03-05", [("the weekend", "2007-03-03/2007-03-04")]),
    ("The governor resigned last month.", "2007-01-05", [("last month", "2006-12")]),
    ("Aid will be cut next year.", "2007-03-05", [("next year", "2008")]),
    ("The base was closed earlier this month.", "2007-03-05", [("earlier this month", "2007-03")]),
    ("The fleet sails early next year.", "2007-03-05", [("early next year", "2008-01/2008-03")]),
    ("All troops leave by the end of the year.", "2007-03-05", [("the end of the year", "2007-10/2007-12")]),
    ("Two days ago the radio fell silent.", "2007-03-05", [("Two days ago", "2007-03-03")]),
    ("Three weeks ago he was in Rome.", "2007-03-05", [("Three weeks ago", "2007-02-12/2007-02-18")]),
    ("He moved here six months ago.", "2007-03-05", [("six months ago", "2006-09")]),
    ("It happened 30 years ago.", "2007-03-05", [("30 years ago", "1977")]),
    ("A year ago this week he was jailed.", "2007-03-05", [("A year ago this week", "2006-02-27/2006-03-05")]),
    ("In the last two weeks 40 died.", "2007-03-05", [("the last two weeks", "2007-02-19/2007-03-05")]),
    ("Over the past six months prices fell.", "2007-03-05", [("the past six months", "2006-09/2007-03")]),
    ("In the past 24 hours the shelling grew.", "2007-03-05", [("the past 24 hours", "2007-03-04/2007-03-05")]),
    ("They lost their homes last summer.", "2007-03-05", [("last summer", "2006-06/2006-08")]),
    # units counted from the time last spoken of
    ("On Monday the cabinet agreed. On the same day it told the press, and the next day Rice confirmed.", "2007-03-02",
     [("Monday", "2007-02-26"), ("the same day", "2007-02-26"), ("the next day", "2007-02-27")]),
    ("The coup was on July 22, 1953. A month later the shah was back.", None,
     [("July 22, 1953", "1953-07-22"), ("A month later", "1953-08")]),
    ("Exports rose in 2006. Two years earlier there were none.", None,
     [("2006", "2006"), ("Two years earlier", "2004")]),
    ("They met on Friday and again the following Tuesday.", "2007-03-14",
     [("Friday", "2007-03-09"), ("the following Tuesday", "2007-03-13")]),
    ("It began in June 1998 and ended later that year.", None, [("June 1998", "1998-06"), ("later that year", "1998")]),
]  # fmt: skip

NOT_YET = [
    ("The vote planned for Saturday was called off.", "2007-03-05", [("Saturday", "2007-03-03")]),
    ("It rests on work done in nineteen ninety-four.", None, [("nineteen ninety-four", "1994")]),
    ("He was shot at noon on the 23rd.", "1998-10-25", [("the 23rd", "1998-10-23")]),
    ("They lost the House in November, she said.", "2012-04-23", [("November", "2010-11")]),
    ("The raid of May 4, 2006, came two days after the vote.", None,
     [("May 4, 2006", "2006-05-04"), ("two days after the vote", "2006-05-02")]),
]  # fmt: skip

NO_TIME = [
    "It may be that he may not go.",
    "May I ask the minister a question?",
    "This May Be the Last Chance",
    "Protesters march on the palace.",
    "They began the long march home.",
    "Prime Minister May refused to answer.",
    "June Carter and April Jones sang.",
    "He has ruled for 30 years.",
    "The siege lasted two weeks.",
    "She was the first in nearly 30 years.",
    "They have met many times in recent months.",
    "More is expected in the coming weeks.",
    "He reads the Sunday Times.",
    "The Mail on Sunday had it first.",
    "The Good Friday Agreement holds.",
    "Prayers are held every Friday.",
    "In today’s world no one waits.",
    "Some 2000 people gathered.",
    "About 2000 gathered in the square.",
    "It passed resolutions 1696, 1737 and 1929 on the matter.",
    "Resolution 1929 was adopted.",
    "The bill comes to $1990.",
    "He lives at 1600 Pennsylvania Avenue.",
    "They came under fire at 1930 GMT.",
    "A force of 2,003 men held the town.",
    "He scored in the third quarter.",
    "A day in the life of a spring in a summer house",
    "It fell to the lowest point in a decade.",
    "The stone is 200,000 years old.",
    "Two days later he was dead.",
    "A flood on February 30, 2007 was invented.",
]

RELATIVE = [
    "The envoy left on Tuesday.",
    "Yesterday it rained.",
    "Talks begin March 10.",
    "In March he fell.",
    "Last week she won.",
    "Two days ago they met.",
    "In the past two weeks 40 died.",
    "Halloween was quiet.",
    "Over the weekend they fought.",
    "Later in the day he left.",
]

HEADERS = [
    ("10.05.2007", "2007-05-10"),
    ("Mar 5, 2007", "2007-03-05"),
    ("2 March 2007", "2007-03-02"),
    ("2nd March 2007", "2007-03-02"),
    ("Thursday, 1st of March, 2007", "2007-03-01"),
    ("Published: Friday, March 2, 2007 10:30 AM EST", "2007-03-02"),
    ("2007-03-02T10:00:00Z", "2007-03-02"),
    ("2007/03/02 14:00", "2007-03-02"),
    ("03/05/2007", "2007-03-05"),
    ("13/05/2007", "2007-05-13"),
    ("5/3/07", "2007-05-03"),
    ("25-05-2007", "2007-05-25"),
    ("02-Mar-2007", "2007-03-02"),
    ("Date: 5 MARCH 2007", "2007-03-05"),
    ("BAGHDAD, March 2, 2007", "2007-03-02"),
    ("By Ann Example, 2 March 2007", "2007-03-02"),
    ("By ANN EXAMPLE | March 5, 2007", "2007-03-05"),
    ("Posted by admin on March 2, 2007 at 3:45 pm", "2007-03-02"),
    ("Last modified on Fri 2 Mar 2007 10.30 GMT", "2007-03-02"),
    ("Page last updated at 15:25 GMT, Friday, 2 July 2010 16:25 UK", "2010-07-02"),
    ("2:45PM BST 02 Jul 2010", "2010-07-02"),
    ("Saturday, March 3, 2007; A01", "2007-03-03"),
    ("Volume 12, Issue 3, March 2, 2007", "2007-03-02"),
    ("Published: March 2, 2007 | Updated: March 3, 2007", "2007-03-02"),
    ("Updated: March 3, 2007. Published: March 2, 2007", "2007-03-02"),
]

NO_HEADERS = [
    "",
    "Yesterday",
    "March 2",
    "March 2007",
    "31.02.2007",
    "03-05-2007",
    "March 5-12, 2007",
    "March 2, 2007 - March 5, 2007",
    "version 2.10.2007.1",
    "http://news.example/2007/03/02/story",
    "Copyright 2007 The Example",
    "On May 31, 2006, the minister announced that she was willing to talk.",
    "The talks began on March 10, 2007.",
    "Iran Talks Begin March 10, 2007",
    "2 March 2007 " * 40,
]


@pytest.mark.parametrize(("text", "published", "expected"), FOUND)
def test_times_are_found_and_resolved(text: str, published: str | None, expected: list[tuple[str, str]]) -> None:
    assert times(text, published) == expected


@pytest.mark.parametrize("text", NO_TIME)
def test_what_is_no_time_is_left_out(text: str) -> None:
    assert times(text, "2012-04-20") == []


@pytest.mark.parametrize("text", RELATIVE)
@pytest.mark.parametrize("published", [None, "", "unknown", "2007-02-31"])
def test_nothing_is_guessed_where_the_day_of_publication_is_unknown(text: str, published: str | None) -> None:
    assert times(text, published) == []


@pytest.mark.parametrize(("text", "published", "expected"), NOT_YET)
@pytest.mark.xfail(reason="needs more than the words nearby", strict=True)
def test_known_gaps(text: str, published: str | None, expected: list[tuple[str, str]]) -> None:
    assert times(text, published) == expected


@pytest.mark.parametrize(("line", "expected"), HEADERS)
def test_header_dates(line: str, expected: str) -> None:
    found = find_header_date(line)
    assert found is not None
    assert found[0] == expected
    assert re.search(r"\d", found[1].of(line))


def test_the_span_of_a_header_date_holds_the_date_alone() -> None:
    line = "Published: Friday, March 2, 2007 10:30 AM EST"
    found = find_header_date(line)
    assert found is not None
    assert found[1].of(line) == "March 2, 2007"


@pytest.mark.parametrize("line", NO_HEADERS)
def test_lines_that_state_no_day(line: str) -> None:
    assert find_header_date(line) is None


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    text = "They met on Friday. They meet again tomorrow."
    start = text.index("They meet")
    (when,) = find_times(text, "2007-03-05", Span(start, len(text)))
    assert when.span.of(text) == "tomorrow"
    assert find_times(text, "2007-03-05", Span(0, 12)) == ()


def test_a_time_may_run_over_the_end_of_a_line_but_not_of_a_paragraph() -> None:
    assert times("They met last\nweek.", "2007-03-05") == [("last\nweek", "2007-02-26/2007-03-04")]
    assert times("The best came last\n\nweek by week it grew.", "2007-03-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "last " * 40_000,
        "the early " * 20_000,
        "2003-" * 40_000,
        " " * 200_000,
        "two days later " * 10_000,
    ],
    ids=["digits", "last", "early", "years", "blanks", "later"],
)
def test_hostile_texts_give_nothing(text: str) -> None:
    assert find_times(text, "2007-03-05") == ()
    assert find_header_date(text) is None


WORDS = (
    "on in the last next this early late mid of to and from ago later a two 30 9/11 '80s 2003 31 1 2007-03-02"
    " 30.02.2007 March May may Feb. Tuesday Sunday, weekend week weeks month year years day century 19th today"
    " yesterday tomorrow night summer fall first half quarter same following before after will said - – . , \n \n\n"
).split(" ")


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)),
    st.one_of(st.none(), st.dates().map(str)),
)
def test_times_are_slices_in_order_with_well_formed_values(text: str, published: str | None) -> None:
    end = 0
    for when in find_times(text, published):
        assert end <= when.span.start < when.span.end <= len(text)
        assert VALUE.fullmatch(when.value)
        first, _, last = when.value.partition("/")
        assert not last or first < last
        end = when.span.end


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
def test_a_header_date_is_an_iso_day_within_its_line(line: str) -> None:
    found = find_header_date(line)
    if found:
        assert re.fullmatch(DAY, found[0])
        assert 0 <= found[1].start < found[1].end <= len(line)
