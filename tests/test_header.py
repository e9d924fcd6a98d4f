"""Heads and feet of captures: tables of what newspapers, agencies, databases and readers put about an article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.date_problem import find_date_problem
from dragoman.header import Header, header_of_given, read_header
from dragoman.pipeline import read
from dragoman.record import Capture, Reading, Span
from dragoman.sources import captures
from dragoman.text import View, repair

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"

ONE = (
    "The two delegations met in the old customs house at noon and parted at six without a word to those who had waited."
)
TWO = "Neither side would say what had been agreed. A clerk who carried the papers said that the list was complete."
BODY = f"{ONE}\n\n{TWO}"


class Head(NamedTuple):
    """A capture, and what it says of itself. The body is BODY where `first` and `last` are not given."""

    text: str
    title: str | None = "Envoys meet at last"
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    first: str = "The two delegations met"
    last: str = "the list was complete."


HEADS = {
    # newspapers
    "title alone": Head(f"Envoys meet at last\n\n{BODY}"),
    "British broadsheet": Head(
        f"The Kingsway Chronicle\nTuesday 14 October 1986\n\nEnvoys meet at last\n\n"
        f"By Edmund Carrowby, Diplomatic Editor\n\n{BODY}",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="1986-10-14",
    ),
    "American daily": Head(
        f"THE GREAT MIAMI LEDGER\nDayton, Ohio\n\nOct. 14, 1986\n\nEnvoys Meet at Last in Reykjavik\n\n"
        f"By CAROL ANN STUFFLEBECK and ROY DELBERT\nLedger Staff Writers\n\n{BODY}",
        "Envoys Meet at Last in Reykjavik", "The Great Miami Ledger", "CAROL ANN STUFFLEBECK and ROY DELBERT",
        "1986-10-14",
    ),
    "writer without a comma": Head(
        f"Envoys meet at last\nBy Carol Ann Stufflebeck Associated Press Writer\n{BODY}", byline="Carol Ann Stufflebeck"
    ),
    "place after the name": Head(
        f"Envoys meet at last\nEdmund Carrowby in Cairo\nMonday 5 March 2007\n\n{BODY}",
        byline="Edmund Carrowby", published="2007-03-05",
    ),
    "place after By": Head(f"Envoys meet at last\n\nBy Edmund Carrowby in Cairo\n\n{BODY}", byline="Edmund Carrowby"),
    "correspondent": Head(f"Envoys meet at last\n\nFrom our own correspondent\n\n"
        f"{BODY}", byline="our own correspondent"),
    "agency as author": Head(f"Envoys meet at last\n\nBy Meridian Press Agency\n\n"
        f"{BODY}", byline="Meridian Press Agency"),
    "German style of dates": Head(
        f"Die Hafenzeitung, English edition\n12.03.2007\nEnvoys meet at last\n{BODY}",
        outlet="Die Hafenzeitung", published="2007-03-12",
    ),
    "French newspaper": Head(
        f"Le Courrier du Port\nEnvoys meet at last\nPar Odile Vasseur\n12 March 2007\n\n{BODY}",
        outlet="Le Courrier du Port", byline="Odile Vasseur", published="2007-03-12",
    ),
    "Indian daily": Head(
        f"The Malabar Herald\nEnvoys meet at last\nOur Special Correspondent\nNEW DELHI, MARCH 12, 2007\n\n{BODY}",
        outlet="The Malabar Herald", byline="Our Special Correspondent", published="2007-03-12",
    ),
    "Israeli site": Head(
        f"Envoys meet at last\nBy Noa Peled\n03/12/2007 21:14\n\n{BODY}", byline="Noa Peled", published="2007-03-12"
    ),
    "socialist weekly": Head(
        f"The Lantern\n\nthe Paper of\nThe Harbour Workers’ Union\n\n“Hold it high enough.”\n— over our door\n\n"
        f"Their Envoys Meet Again in the Old Customs House\n\nMar 12, 2007\n\n{BODY}",
        "Their Envoys Meet Again in the Old Customs House", "The Lantern", None, "2007-03-12",
    ),
    "kicker, deck and byline": Head(
        f"Middle East\n\nEnvoys meet at last\n\n"
        "The talks are the first in thirty years, officials in both capitals say.\n\n"
        f"By Edmund Carrowby\nThe Kingsway Chronicle\n12 March 2007\n\n{BODY}",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="2007-03-12",
    ),
    "title with a mark above its deck": Head(
        f"Envoys meet at last;\nNo word on the prisoners.\n\n{BODY}", "Envoys meet at last;"
    ),
    "title that is a sentence": Head(f"Envoys meet at last, and nobody says what for.\n\n{BODY}",
                                     "Envoys meet at last, and nobody says what for."),
    "title in quotation marks": Head(f"'The envoys have met at last'\n\n{BODY}", "'The envoys have met at last'"),
    "question": Head(f"Have the envoys met at last?\n\n{BODY}", "Have the envoys met at last?"),
    "photo caption": Head(
        f"Envoys meet at last\n\nThe old customs house on Sunday, where the envoys met. Photograph: Ada Roe/AP\n\n"
        f"Edmund Carrowby\n12 March 2007\n\n{BODY}",
        byline="Edmund Carrowby", published="2007-03-12",
    ),
    "caption in brackets": Head(
        f"Envoys meet at last\nBy Edmund Carrowby\nThe customs house. (AP Photo/Ada Roe)\n\n"
        f"{BODY}", byline="Edmund Carrowby"
    ),
    # agencies
    "agency": Head(
        f"MERIDIAN PRESS AGENCY\nMPA 2206 / EAST-WEST DESK / 13 October 1986\n\nEnvoys meet at last\n\n"
        f"REYKJAVIK, Oct. 12 (MPA) - {BODY}",
        outlet="Meridian Press Agency", published="1986-10-13", first="REYKJAVIK, Oct. 12 (MPA) - The two",
    ),
    "dateline names the agency": Head(
        f"Envoys meet at last\n\nCAIRO (Reuters) - {BODY}", outlet="Reuters", first="CAIRO (Reuters) - The two"
    ),
    "Russian agency": Head(
        f"Envoys meet at last\n\nMOSCOW, March 12. /TASS/. {BODY}", outlet="TASS", first="MOSCOW, March 12. /TASS/. The"
    ),
    "reporting credit at the end": Head(
        f"Envoys meet at last\n\nCAIRO (Reuters) - {BODY}\n\n(Reporting by Ada Roe; Editing by John Doe)",
        outlet="Reuters", byline="Ada Roe", first="CAIRO (Reuters) - The two",
    ),
    # web pages and blogs
    "posted by": Head(
        f"Envoys meet at last\n\nPosted on March 12, 2007 by Ada Roe\n\n"
        f"{BODY}", byline="Ada Roe", published="2007-03-12"
    ),
    "last updated": Head(
        f"Envoys meet at last\n\nLast updated: 13 March 2007, 10:15 GMT\n\n{BODY}", published="2007-03-13"
    ),
    "published and updated": Head(
        f"Envoys meet at last\n\nPublished 12 March 2007\nUpdated 14 March 2007\n\n{BODY}", published="2007-03-12"
    ),
    "browser's title": Head(f"Envoys meet at last | The Guardian\n\n{BODY}", outlet="The Guardian"),
    "all in one line": Head(
        f"# Envoys meet at last\n\n*The Great Miami Ledger* | Dayton, Ohio | Oct 14, 1986\n\n{BODY}",
        outlet="The Great Miami Ledger", published="1986-10-14",
    ),
    "underlined heading": Head(f"The Lantern\n\nEnvoys meet at last\n===================\n\n"
        f"{BODY}", outlet="The Lantern"),
    "furniture": Head(
        f"Skip to content\nHome > World > Harbour\nThe Lantern\nWORLD\nEnvoys meet at last\nShare\nTweet\n"
        f"4 min read\n12 March 2007\n\n{BODY}"
        "\n\nRead more: The harbour in pictures\nAdvertisement\n© 2007 The Lantern. All rights reserved.",
        outlet="The Lantern", published="2007-03-12",
    ),
    "contact foot": Head(
        f"Envoys meet at last\n\n{BODY}\n\nTo contact the Lantern Press visit:\n\n"
        "lantern.example/contact", outlet="Lantern Press"
    ),
    "copyright foot": Head(f"Envoys meet at last\n\n{BODY}\n\nCopyright 2007 The Lantern Ltd. All rights reserved.",
                           outlet="The Lantern"),
    "appeared in": Head(f"Envoys meet at last\n\n{BODY}\n\nThis article first appeared in The Lantern on 12 March.",
                        outlet="The Lantern"),
    "link between the paragraphs": Head(f"Envoys meet at last\n\n{ONE}\n\nRead more: the harbour\n\n{TWO}"),
    # copies from databases
    "archive of newspapers": Head(
        "3 of 12 DOCUMENTS\n\nCopyright 2007 Kingsway Newspapers Limited\nAll Rights Reserved\n"
        "The Kingsway Chronicle (London)\n\n"
        "March 12, 2007, Monday\n\nSECTION: FOREIGN; Pg. 14\n\nLENGTH: 612 words\n\nHEADLINE: Envoys meet at last\n\n"
        f"BYLINE: Edmund Carrowby in Cairo\n\nBODY:\n{BODY}\n\nLOAD-DATE: March 13, 2007\n\nLANGUAGE: ENGLISH",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="2007-03-12",
    ),
    "archive without labels": Head(
        "The Kingsway Chronicle (London)\n\nMarch 12, 2007, Monday\n\nEnvoys meet at last\n\n"
        "BYLINE: Edmund Carrowby\n\n"
        f"SECTION: Foreign; Pg. 4\n\nLENGTH: 612 words\n\n{BODY}\n\nCopyright 2007 Kingsway Newspapers Limited",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="2007-03-12",
    ),
    "codes": Head(
        "HD   Envoys meet at last\nBY   By Edmund Carrowby\nWC   612 words\nPD   12 March 2007\n"
        "SN   The Kingsway Chronicle\n"
        f"LA   English\nCY   (c) 2007 Kingsway Newspapers\n\nLP   {ONE}\n\nTD   {TWO}",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="2007-03-12",
    ),
    "codes left out": Head(
        "Envoys meet at last\nBy Edmund Carrowby\n612 words\n12 March 2007\nThe Kingsway Chronicle\nKINGSW\n14\n"
        "English\n"
        f"(c) 2007 Kingsway Newspapers Ltd. All rights reserved.\n\n{BODY}",
        outlet="The Kingsway Chronicle", byline="Edmund Carrowby", published="2007-03-12",
    ),
    "text on the line of its label": Head(
        f"TITLE: Envoys meet at last\nDATE: 12 March 2007\nSOURCE: The Lantern\nTEXT: {BODY}",
        outlet="The Lantern", published="2007-03-12",
    ),
    "collector's short form": Head(
        f"Envoys meet at last\n2007-03-12\nklc\n\n{BODY}", outlet="klc", published="2007-03-12"
    ),
    # files and mail
    "front matter": Head(
        f"---\ntitle: \"Envoys meet at last\"\nauthor: [Ada Roe]\ndate: 2007-03-12T09:00:00Z\n"
        f"tags: [harbour, talks]\n---\n\n{BODY}",
        byline="Ada Roe", published="2007-03-12",
    ),
    "front matter and heading": Head(
        f"---\nlayout: post\ntitle: Envoys meet at last\npublication: The Lantern\n---\n# Envoys meet at last\n"
        f"\n{BODY}",
        outlet="The Lantern",
    ),
    "front matter in TOML": Head(
        f"+++\ntitle = 'Envoys meet at last'\ndate = 2007-03-12\n+++\n\n{BODY}", published="2007-03-12"
    ),
    "mail": Head(
        "From: Foreign Desk <desk@lantern.example>\nTo: all@lantern.example\nSent: Monday, March 12, 2007 10:12 AM\n"
        f"Subject: FW: Re: Envoys meet at last\n\n{BODY}",
        published="2007-03-12",
    ),
    "mail that carries a report": Head(
        "From: Ada Roe\nTo: John Doe\nDate: Tue, 13 Mar 2007 10:12:00 +0000\nSubject: read this\n\n"
        f"# Envoys meet at last\n\nBy Edmund Carrowby\n\n{BODY}",
        byline="Edmund Carrowby", published="2007-03-13",
    ),
    # little or nothing
    "no head": Head(BODY, None),
    "no head, one quotation first": Head(f"“We have met,” said the envoy as he left the house.\n\n{BODY}", None,
                                         first="“We have met,” said"),
    "a line in capitals is no masthead": Head(f"ENVOYS MEET AT LAST\n\n{BODY}", "ENVOYS MEET AT LAST"),
    "only a title": Head("Envoys meet at last", first="", last=""),
    "only a sentence": Head("The envoys met at noon in the old customs house by the harbour.", None,
                            first="The envoys met at noon", last="by the harbour."),
    "only a head": Head(
        "The Lantern\n12 March 2007\nEnvoys meet at last\nBy Ada Roe", outlet="The Lantern", byline="Ada Roe",
        published="2007-03-12", first="", last="",
    ),
    "empty": Head("", None, first="", last=""),
    "blank": Head(" \n\r\n\t\n", None, first="", last=""),
    "headline with a colon": Head(f"Newspaper: Envoys meet at last\n\n{BODY}", "Newspaper: Envoys meet at last"),
    "headline with a by": Head(f"Meeting by Moonlight: Envoys Try Again\n\n"
        f"{BODY}", "Meeting by Moonlight: Envoys Try Again"),
    "headline that begins with From": Head(f"From Geneva to Cairo, envoys meet at last\n\n{BODY}",
                                           "From Geneva to Cairo, envoys meet at last"),
}  # fmt: skip
GAPS = {
    "long title that is a sentence": (
        Head(f"For the envoys who meet in the harbour, a list of names is the goal - and the trap.\n\n{BODY}",
             "For the envoys who meet in the harbour, a list of names is the goal - and the trap."),
        "nothing tells such a title from a short first paragraph",
    ),
    "short first sentence": (
        Head(f"The envoys met at last on Sunday, and they parted at six.\n\n"
        f"{BODY}", None, first="The envoys met at last"),
        "nothing tells such a paragraph from a title that is a sentence",
    ),
}  # fmt: skip


def header_of(text: str) -> tuple[View, Header]:
    view = repair(text)
    return view, read_header(view)


def heads() -> Iterator[object]:
    for name, head in HEADS.items():
        yield pytest.param(head, id=name)
    for name, (head, why) in GAPS.items():
        yield pytest.param(head, id=name, marks=pytest.mark.xfail(reason=why))


@pytest.mark.parametrize("head", list(heads()))
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_read_header(head: Head, end: str) -> None:
    view, header = header_of(head.text.replace("\n", end))
    found = {name: header.fields.get(name) for name in ("title", "outlet", "byline", "published")}
    assert found == {
        "title": head.title, "outlet": head.outlet, "byline": head.byline, "published": head.published,
    }  # fmt: skip
    body = header.body.of(view.text)
    assert (body[: len(head.first)], body[len(body) - len(head.last) :]) == (head.first, head.last)
    assert bool(body) == bool(head.first)


@pytest.mark.parametrize("head", [pytest.param(head, id=name) for name, head in HEADS.items()])
def test_a_field_stands_where_its_span_says(head: Head) -> None:
    view, header = header_of(head.text)
    assert set(header.spans) == set(header.fields)
    for name, value in header.fields.items():
        words = header.spans[name].of(view.text)
        assert words.casefold() == value.casefold() or (name == "published" and words)


# Fields that came beside the text

GIVEN = [
    (BODY, None, ONE, TWO),
    (f"Envoys meet at last\n\n{BODY}", "Envoys meet at last", ONE, TWO),
    (f"The Lantern\n\nEnvoys meet at last\nBy Ada Roe\n12 March 2007\n\n{BODY}", "Envoys meet at last", ONE, TWO),
    (f"Envoys meet at last\n\n{BODY}\n\nCopyright 2007 The Lantern", "Envoys meet at last", ONE, TWO),
    (BODY, "Envoys meet at last", ONE, TWO),
    ("Envoys meet at last", "Envoys meet at last", "", ""),
    ("", "Envoys meet at last", "", ""),
]


@pytest.mark.parametrize(("text", "title", "first", "last"), GIVEN)
def test_header_of_given(text: str, title: str | None, first: str, last: str) -> None:
    view = repair(text)
    header = header_of_given(view, title)
    body = header.body.of(view.text)
    assert (body.startswith(first), body.endswith(last), bool(body)) == (True, True, bool(first))
    if title and title in text:
        assert header.spans["title"].of(view.text) == title


# Dates that contradict each other: stated day, words, days cited later

DATE_PROBLEMS = [
    ("2007-05-10", 'It was "a first step" (The Guardian May 22).', ["2007-05-22"]),
    ("2007-05-10", "The list “is complete” (May 27).", ["2007-05-27"]),
    ("2007-05-10", "So it was reported (The Evening Courier, 22 May).", ["2007-05-22"]),
    ("2007-05-10", "So it was reported (The Evening Courier, May 22, 2007).", ["2007-05-22"]),
    ("2007-05-10", "“No” (May 12). So “yes” (The Times, 11 May).", ["2007-05-11", "2007-05-12"]),
    ("2006-12-30", "The list “is complete” (The Times, January 2).", ["2007-01-02"]),
    ("1999-12-30", "The list “is complete” (The Times, Jan. 2, 2000).", ["2000-01-02"]),
    ("2007-05-10", "The list “is complete” (The Guardian, May 9).", []),
    ("2007-05-10", "The list “is complete” (The Guardian, May 10).", []),
    ("2007-01-03", "The list “is complete” (The Guardian, December 30).", []),
    ("2007-01-03", "The list “is complete” (The Guardian, December 30, 2006).", []),
    ("2007-05-10", "The list “is complete” (The Guardian, February 30).", []),
    ("2007-05-10", "The next round (June 12) will be in Geneva.", []),
    ("2007-05-10", "The next round (Geneva, June 12) will be the last.", []),
    ("2007-05-10", "The election (5 March 2009) will be the last.", []),
    ("2007-05-10", "The plan is to leave by 2009, and talks open on May 28.", []),
    ("2007-05-10", "He was born late (May 1938) and died early.", []),
    ("2008-02-29", "The list “is complete” (The Guardian, February 28).", []),
    ("2007-05-10", "", []),
    (None, "The list “is complete” (The Guardian, May 22).", []),
]


@pytest.mark.parametrize(("published", "text", "days"), DATE_PROBLEMS)
def test_find_date_problem(published: str | None, text: str, days: list[str]) -> None:
    problem = find_date_problem(View(text), Span(0, len(text)), published)
    assert (problem is None) == (not days)
    for day in days:
        assert day in (problem or "")


# Whole captures

SEEDS = {
    "000": ("The Spark", "d3032d0a6737", None, "2007-03-05", False),
    "002": ("WSWS", "38792b5af023", "Peter Symonds", "2007-03-02", False),
    "003": (None, "5e56e946d081", "Yassamine Mather", "2007-05-10", True),
}
"""Outlet, title (the start of its SHA-256, since the texts are not ours), byline, date, and whether it is doubtful."""


@pytest.mark.shared
@pytest.mark.parametrize("number", SEEDS)
def test_captured_reports(number: str, shared_data: Path) -> None:
    (path,) = (shared_data / "seeds").glob(f"{number}_*.txt")
    (capture,) = captures([path])
    assert isinstance(capture, Capture)
    outlet, title, *others = fields_of(capture)
    assert (outlet, hashlib.sha256(str(title).encode()).hexdigest()[:12], *others) == SEEDS[number]


EXAMPLE_FIELDS = {
    "suez-meridian.txt": ("Meridian Press Agency",
                          "Guns fall silent at Port Said as Britain and France accept cease-fire",
                          "the London and New York desks", "1956-11-07", False),
    "suez-ledger.txt": ("The Great Miami Ledger", "BRITISH, FRENCH HALT ON THE CANAL", "Meridian Press Agency",
                        "1956-11-08", False),
    "suez-kingsway.txt": ("The Kingsway Chronicle", "The Fire Is Put Out: Allied Troops Stand Fast on the Canal",
                          "Edmund Carrowby", "1956-11-08", False),
    "suez-lantern.md": ("The Lantern", "A week of war, and they call it peace-keeping", "Isobel Rennick",
                        "1956-11-02", True),
    "suez-cedar.txt": ("Cedar Radio", "World opinion turns back the invaders of Egypt", "Nadim Farhoud",
                       "1956-11-08", False),
    "reykjavik-meridian.txt": ("Meridian Press Agency", "Reykjavik talks end without accord over space defence",
                               "Marguerite Solvay and Tomas Eklind", "1986-10-13", False),
    "reykjavik-cedar.html": ("Cedar Radio", "Two men, one house, no treaty", "Salma Haddour", "1986-10-13", False),
    "reykjavik-kingsway.txt": ("The Kingsway Chronicle", "Relief in Whitehall at the treaty that was not signed",
                               "Julian Ormsby-Veitch", "1986-10-14", False),
    "reykjavik-ledger.md": ("The Great Miami Ledger", "President Held the Line in Iceland, Base Workers Say",
                            "Carol Ann Stufflebeck", "1986-10-14", False),
    "reykjavik-lantern.txt": ("The Lantern", "Star Wars wrecks a world without the bomb", "DOUGIE McFAIL",
                              "1986-10-17", False),
    "dayton-ledger.txt": ("The Great Miami Ledger", "Dayton's Three Weeks End in Peace for Bosnia",
                          "Pete Novosel and Rhonda Sizemore", "1995-11-22", False),
    "dayton-cedar.html": ("Cedar Radio", "Bosnia: a peace that nobody wanted to read aloud", "Rima Khalidieh",
                          "1995-11-22", False),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLE_FIELDS)
def test_example_reports(name: str) -> None:
    (capture,) = captures([EXAMPLES / name])
    assert isinstance(capture, Capture)
    assert fields_of(capture) == EXAMPLE_FIELDS[name]


def test_example_reports_with_fields_beside_their_text() -> None:
    found = [
        fields_of(capture) for capture in captures([EXAMPLES / "dayton-cuttings.jsonl"]) if isinstance(capture, Capture)
    ]
    assert [(outlet, published, problem) for outlet, _, _, published, problem in found] == [
        ("Meridian Press Agency", "1995-11-21", False),
        ("The Kingsway Chronicle", "1995-11-23", False),
        ("The Lantern", "1995-11-24", False),
    ]


def fields_of(capture: Capture) -> tuple[str | None, str | None, str | None, str | None, bool]:
    reading = read(capture)
    assert isinstance(reading, Reading)
    report = reading.report
    return report.outlet, report.title, report.byline, report.published, report.date_problem is not None


# Hostile captures: each is linear, or this file would not end

HOSTILE = {
    "marks": '"' * 100_000,
    "line ends": "\n" * 100_000,
    "one line": "word " * 200_000,
    "one word": "a" * 1_000_000,
    "addresses": "a@." * 50_000,
    "dots": "." * 200_000,
    "dashes": "-" * 100_000,
    "short lines": "Word Word\n" * 30_000,
    "fields": "title: a\n" * 30_000,
    "open front matter": "---\n" + "title: a\n" * 30_000,
    "citations": "(The A, 5 March) " * 10_000,
    "open citations": "(The A " * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_heads_are_read(name: str) -> None:
    view = View(HOSTILE[name])
    header = read_header(view)
    find_date_problem(view, Span(0, len(view.text)), "2007-05-10")
    assert 0 <= header.body.start <= header.body.end <= len(view.text)
