"""Differences between whole reports: small invented pairs, read by the real stations; the door; the brief."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.accounts import find_differences, join_events
from dragoman.accounts.differences import MOST
from dragoman.cli import main
from dragoman.pipeline import read
from dragoman.record import Capture, Difference, Reading, Story

LEAD = "Norland and Sudria quarrelled again this week over the fishing grounds of Port Calder."


def report(outlet: str, *sentences: str, published: str = "2031-03-12") -> Reading:
    """A report by an outlet, as it is read."""
    found = read(
        Capture("\n\n".join((LEAD, *sentences)), f"{outlet}.txt", None, outlet, f"{outlet} report", None, published)
    )
    assert isinstance(found, Reading)
    return found


def differences(readings: Sequence[Reading], copies: tuple[tuple[str, ...], ...] = ()) -> tuple[Difference, ...]:
    ids = tuple(reading.report.id for reading in readings)
    story = Story("st-1", "A matter", ids, copies)
    return find_differences(story, join_events(story, readings), readings)


def lines(one: str | tuple[str, ...], other: str | tuple[str, ...]) -> list[tuple[str, str]]:
    ones, others = ((side,) if isinstance(side, str) else side for side in (one, other))
    return [(d.kind, d.about) for d in differences([report("The Gazette", *ones), report("The Herald", *others)])]


CUT = (
    "The minister told reporters: “The fishing fleet will stay in harbour until the weather improves, and"
    " nobody will go hungry because of the embargo.”",
    "The minister told reporters: “The fishing fleet will stay in harbour until the weather improves.”",
)
TOLD_APART = [
    pytest.param(
        *CUT,
        "detail",
        "The Herald leaves out “",
        id="a quotation cut short",
    ),
    pytest.param(
        "The harbour commission spent 40 million crowns on dredging the northern channel last winter.",
        "The harbour commission spent 65 million crowns on dredging the northern channel last winter.",
        "conflict",
        "40 million or 65 million",
        id="two numbers of one thing",
    ),
    pytest.param(
        "Ilse Brandt said the navy had secretly mined the approaches to the fishing harbour.",
        "The navy had secretly mined the approaches to the fishing harbour.",
        "detail",
        "who says it: Ilse Brandt in The Gazette; the report itself in The Herald",
        id="a claim, and the same as the report's own",
    ),
    pytest.param(
        "Hanno Wirth denied that the navy had secretly mined the approaches to the fishing harbour.",
        "Sailors told of a night in which the navy had secretly mined the approaches to the fishing harbour.",
        "detail",
        "a denial by Hanno Wirth in The Gazette, which The Herald leaves out: “",
        id="a denial left out",
    ),
    pytest.param(
        "The fishing harbour of Hale was closed to foreign trawlers because the winter ice had damaged its breakwater.",
        "The fishing harbour of Hale was closed to foreign trawlers in response to threats by angry dockers.",
        "detail",
        "the reason given: “because the winter ice",
        id="two reasons",
    ),
    pytest.param(
        "Officials called the talks between Norland and Sudria the first meeting of the neighbours since 2011.",
        "These are the first formal talks that Norland and Sudria have held in almost 40 years.",
        "detail",
        "how rare it is: “first",
        id="the first of their kind in two ways",
    ),
    pytest.param(
        "The government described the climbers of the border fence as illegal immigrants.",
        "The government described the climbers of the border fence as undocumented immigrants.",
        "framing",
        "what it is called: “illegal immigrants” in The Gazette; “undocumented immigrants” in The Herald",
        id="two names for the same people",
    ),
    pytest.param(
        "The disastrous sale of the northern fishing fleet to a bank in Brunn was signed by the minister.",
        "The minister signed the landmark sale of the northern fishing fleet to a bank in Brunn.",
        "framing",
        "how it is put: “disastrous” in The Gazette; “landmark” in The Herald",
        id="opposed judgements in the reports' own words",
    ),
]


@pytest.mark.parametrize("one, other, kind, words", TOLD_APART)
def test_told_apart(one: str, other: str, kind: str, words: str) -> None:
    found = lines(one, other)
    assert [line for line in found if line[0] == kind and words in line[1]], found


SAME = "The minister said on Tuesday that 40 trawlers had left the harbour because of the storm."


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param(SAME, SAME, id="the same words"),
        pytest.param("Wolves were seen in the hills.", "The choir sang Brahms.", id="two matters"),
        pytest.param("The minister left.", "The minister went away.", id="too short to be compared"),
    ],
)
def test_not_told_apart(one: str, other: str) -> None:
    assert lines(one, other) == []


def test_a_first_meeting_against_an_earlier_one_on_record() -> None:
    one = "Diplomats said these were the first formal talks between American and Iranian envoys."
    other = "In late 2026 the American secretary held a meeting with the Iranian minister in Vienna on fishing."
    found = [line for line in lines(one, other) if line[0] == "conflict"]
    assert found and "has an earlier one on record, “late 2026”" in found[0][1]


def test_one_report_has_no_differences() -> None:
    assert differences([report("The Gazette", SAME)]) == ()


def test_copies_are_one_voice() -> None:
    one, other = report("The Gazette", SAME, CUT[0]), report("The Herald", CUT[1])
    assert differences([one, other])
    assert differences([one, other], copies=((one.report.id, other.report.id),)) == ()


def many(outlet: str, word: str) -> Reading:
    towns = ("Calder", "Hale", "Brunn", "Lorne", "Vask", "Tern", "Oster", "Mell", "Quay", "Rand", "Sund", "Wick")
    return report(
        outlet,
        *(
            f"The mayor of {a} said the {b} ferry {word} near the old lighthouse."
            for a in towns
            for b in towns
            if a != b
        ),
    )


def test_the_list_ends_and_does_not_depend_on_the_order() -> None:
    readings = [many("The Gazette", "sank slowly in heavy fog"), many("The Herald", "burned fiercely in dense smoke")]
    story = Story("st-1", "A matter", tuple(r.report.id for r in readings), ())
    found = find_differences(story, (), readings)
    assert 0 < len(found) <= MOST
    assert find_differences(story, (), readings[::-1]) == found
    assert all(len({quote.report for quote in d.evidence}) > 1 for d in found)
    assert len({d.id for d in found}) == len(found)


# The brief


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports on one matter; the words of one are meant to break the page that shows them."""
    home = tmp_path_factory.mktemp("brief")
    quote = "“The fleet stays in harbour until the weather improves"
    shared = ("The French president met the German chancellor in Port Calder on Tuesday to discuss the fishing fleet.",)
    own = {
        "Gazette": (
            f"{quote}, and <b>nobody|will</b> go *hungry* now,” the minister said.",
            "Bakers in the old town baked through the night for the crews and their families, and schools opened late."
            " Port Calder lives on cod, and half of its houses belong to those who catch it.",
        ),
        "Herald": (
            f"{quote},” the minister said.",
            "Opposition deputies walked out of the chamber when the budget for new trawlers came up for a vote."
            " They asked for a debate on the fleet's accounts of last year, which nobody has seen.",
        ),
    }
    for outlet, tail in own.items():
        head = {"outlet": outlet, "title": f"Fishing quarrel in the {outlet}", "published": "2031-03-12"}
        with (home / "reports.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps({"text": "\n\n".join((*tail, *shared)), **head}) + "\n")
    path = home / "record.db"
    assert CliRunner().invoke(main, ["read", str(home / "reports.jsonl"), "--db", str(path), "-q"]).exit_code == 0
    return path


def compare(db: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["compare", "st", "--db", str(db), *words], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_brief_on_a_terminal(db: Path) -> None:
    said = compare(db)
    assert "2 reports" in said and "● reports it" in said
    assert "Herald leaves out" in said and "Gazette: " in said


def test_fewer_are_shown_where_fewer_are_asked_for(db: Path) -> None:
    shown = json.loads(compare(db, "--format", "json", "--most", "1"))
    assert len(shown["differences"]) == 1
    assert shown["left_out"] == len(json.loads(compare(db, "--format", "json", "--most", "99"))["differences"]) - 1


def test_every_line_of_the_brief_leads_to_its_words(db: Path) -> None:
    brief = json.loads(compare(db, "--format", "json"))
    texts = {
        r["id"]: r["text"] for r in json.loads(CliRunner().invoke(main, ["export", "--db", str(db)]).stdout)["reports"]
    }
    words = [w for d in brief["differences"] for w in d["words"]]
    words += [a["words"] for e in brief["events"] for a in e["accounts"] if a["words"]]
    assert words
    for one in words:
        assert " ".join(texts[one["report"]][one["start"] : one["end"]].split()) == one["words"]


def test_the_brief_for_print_shows_the_words_as_they_are(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    compare(db, "--format", "markdown", "-o", str(path))
    told = path.read_text("utf-8")
    assert "<b>" not in told and "\\<b\\>nobody\\|will" in told and "\\*hungry\\*" in told
    marks = {line.split("]")[0] for line in told.splitlines() if line.startswith("[^")}
    assert marks and all(told.count(f"{mark}]") >= 2 for mark in marks), "each footnote is referred to"


def test_text_is_for_the_terminal(db: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["compare", "st", "--db", str(db), "-o", str(tmp_path / "x")])
    assert result.exit_code == 1 and "goes with --format json or markdown" in result.stderr


# The door


def test_the_door_of_same_event(tmp_path: Path) -> None:
    """Two documents in the format of ECB+, mentions given: the two quakes join, the arrest stays alone."""
    rows = [
        document("1a", "An earthquake struck the coast of Norland on Monday and killed nine in Port Calder .", (1, 10)),
        document("1b", "The earthquake that struck the coast of Norland killed nine , police said .", (1, 8)),
        document("2a", "Police in Sudria arrested a singer over unpaid taxes on her villa last week .", (3,)),
    ]  # fmt: skip
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = [sys.executable, "-m", "evals", "same-event", str(given), "--out", str(out)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[1], timeout=120)
    found = {row["item"]: row["cluster"] for row in map(json.loads, out.read_text("utf-8").splitlines())}
    assert set(found) == {"1a:1-1", "1a:10-10", "1b:1-1", "1b:8-8", "2a:3-3"}
    assert found["1a:1-1"] == found["1b:1-1"] != found["2a:3-3"]
    assert found["1a:10-10"] == found["1b:8-8"] != found["1a:1-1"]


def document(doc: str, words: str, triggers: tuple[int, ...]) -> dict[str, object]:
    tokens = words.split()
    mentions = [{"type": "ACTION_OCCURRENCE", "tokens": [n], "chain": f"{doc}-{n}"} for n in triggers]
    return {
        "doc": doc, "topic": doc[0], "subtopic": doc, "tokens": tokens, "sentence": [0] * len(tokens),
        "checked_sentences": [0], "mentions": mentions,
    }  # fmt: skip
