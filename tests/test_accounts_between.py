"""What one report says against another, leaves out or adds: invented sentences, read by the real stations."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dragoman.accounts import find_differences, join_events
from dragoman.pipeline import read
from dragoman.record import Capture, Difference, Reading, Story

LEAD = "Norland and Sudria quarrelled again this week over the fishing grounds of Port Calder."
OUTLETS = ("The Gazette", "The Herald", "The Mirror")


def report(outlet: str, *sentences: str) -> Reading:
    given = Capture(
        "\n\n".join((LEAD, *sentences)), f"{outlet}.txt", None, outlet, f"{outlet} report", None, "2031-03-12"
    )
    found = read(given)
    assert isinstance(found, Reading)
    return found


def differences(*sides: str | Sequence[str]) -> tuple[Difference, ...]:
    """The differences between two or three reports, each of a sentence or of several."""
    given = [(side,) if isinstance(side, str) else tuple(side) for side in sides]
    readings = [report(outlet, *sentences) for outlet, sentences in zip(OUTLETS, given, strict=False)]
    story = Story("st-1", "A matter", tuple(reading.report.id for reading in readings), ())
    return find_differences(story, join_events(story, readings), readings)


def lines(*sides: str | Sequence[str]) -> list[str]:
    return [f"{d.kind}: {d.about}" for d in differences(*sides)]


HARBOUR = "“The northern harbour will be closed to foreign trawlers until the spring"
CUTS = [
    pytest.param(
        f"{HARBOUR}, unless their owners pay what they owe the widows of Hale,” the minister Ilse Brandt said.",
        f"{HARBOUR},” the minister Ilse Brandt said.",
        "detail: words of Ilse Brandt: The Herald leaves out “unless their owners pay what they owe the widows",
        id="a condition within the sentence",
    ),
    pytest.param(
        f"{HARBOUR}. Whoever enters it will be towed out at gunpoint and fined for every cod,” the minister Ilse Brandt"
        " said.",
        f"{HARBOUR},” the minister Ilse Brandt said.",
        "The Herald leaves out “Whoever enters it will be towed out at gunpoint and fined for every cod”",
        id="the next sentence",
    ),
    pytest.param(
        f"{HARBOUR}, and that is that,” the minister Ilse Brandt said.",
        f"{HARBOUR},” the minister Ilse Brandt said.",
        None,
        id="nothing is lost",
    ),
    pytest.param(
        f"{HARBOUR}, unless their owners pay what they owe the widows of Hale,” the minister Ilse Brandt said.",
        f"{HARBOUR},” the minister Ilse Brandt said. The owners owe the widows of Hale money and must pay them.",
        None,
        id="told elsewhere in other words",
    ),
]


@pytest.mark.parametrize("one, other, words", CUTS)
def test_an_utterance_cut_short(one: str, other: str, words: str | None) -> None:
    found = [line for line in lines(one, other) if "leaves out" in line]
    assert any(words in line for line in found) if words else not found, found


def test_two_reports_that_leave_out_the_same_are_named_together() -> None:
    whole = f"{HARBOUR}, unless their owners pay what they owe the widows of Hale,” the minister Ilse Brandt said."
    short = f"{HARBOUR},” the minister Ilse Brandt said."
    assert any("The Herald and The Mirror leave out “unless" in line for line in lines(whole, short, short))


@pytest.mark.parametrize(
    "verb, found",
    [
        pytest.param("claimed", "“claimed” in The Gazette; “said” in The Herald", id="a doubt"),
        pytest.param("joked", "“joked” in The Gazette; “said” in The Herald", id="a jest"),
        pytest.param("added", None, id="a plain verb"),
    ],
)
def test_the_verb_of_one_utterance(verb: str, found: str | None) -> None:
    given = lines(f"{HARBOUR},” Hanno Wirth {verb}.", f"{HARBOUR},” Hanno Wirth said.")
    assert bool(found) == any(line.startswith("framing: how Hanno Wirth says it: ") for line in given), given
    assert not found or any(found in line for line in given)


def test_one_utterance_of_two_persons() -> None:
    given = lines(f"{HARBOUR},” said Ilse Brandt.", f"{HARBOUR},” said Hanno Wirth.")
    assert any(line.startswith("detail: who says “") and "Hanno Wirth in The Herald" in line for line in given), given


MINED = "Sailors told of a night in which the navy had secretly mined the approaches to the fishing harbour."
DENIALS = [
    pytest.param(
        "Hanno Wirth denied that the navy had secretly mined the approaches to the fishing harbour.", MINED, True,
        id="denied in one",
    ),
    pytest.param(
        "Hanno Wirth said: “That the navy mined the approaches to the fishing harbour in secret is not true.”", MINED,
        True, id="in his own words",
    ),
    pytest.param(
        "Hanno Wirth denied that the navy had secretly mined the approaches to the fishing harbour.",
        (MINED, "The admiral Hanno Wirth said nothing of the kind had happened."), False, id="denied in both",
    ),
    pytest.param(
        "Hanno Wirth refused to say whether the navy had secretly mined the approaches to the fishing harbour.", MINED,
        False, id="a refusal is no denial",
    ),
    pytest.param(
        "Hanno Wirth denied that the navy had secretly mined the approaches to the fishing harbour.",
        "Bakers in Hale sold out of bread.", False, id="what is denied is not told there",
    ),
]  # fmt: skip


@pytest.mark.parametrize("one, other, found", DENIALS)
def test_a_denial_that_another_leaves_out(one: str, other: str | tuple[str, ...], found: bool) -> None:
    given = lines(one, other)
    assert found == any("a denial by Hanno Wirth in The Gazette, which The Herald leaves out" in x for x in given), (
        given
    )


OPPOSED = [
    pytest.param(
        "The offer marks a turnaround in Norland's policy towards Sudria.",
        "The offer does not represent any softening of Norland's policy towards Sudria.",
        "framing: whether the policy changes: “turnaround” (The Gazette); “not represent any softening” (The Herald)",
        id="a word and its negation",
    ),
    pytest.param(
        "The offer marks a turnaround in Norland's policy towards Sudria.",
        "Norland's policy towards Sudria remains the same.",
        "“remains the same” (The Herald)",
        id="a word and its opposite",
    ),
    pytest.param(
        "The offer marks a turnaround in Norland's policy towards Sudria.",
        "A shift in Norland's policy towards Sudria is under way.",
        None,
        id="the same side",
    ),
    pytest.param(
        "The offer marks a turnaround in Norland's policy towards Sudria.",
        "A court found no change of course in the ship's log.",
        None,
        id="another thing",
    ),
    pytest.param(
        "Envoys spoke of a breakthrough at the talks on cod in Port Calder.",
        "The talks on cod in Port Calder were an empty gesture.",
        "framing: how much it matters: ",
        id="how much it matters",
    ),
]


@pytest.mark.parametrize("one, other, words", OPPOSED)
def test_opposed_words(one: str, other: str, words: str | None) -> None:
    found = [
        line for line in lines(one, other) if "whether the policy changes" in line or "how much it matters" in line
    ]
    assert any(words in line for line in found) if words else not found, found


def test_a_denial_in_opposed_words_is_named_with_its_speaker() -> None:
    one = "The offer marks a turnaround in Norland's policy towards Sudria."
    other = (
        "“People call it a change in policy towards Sudria; it is nothing of the sort,” the spokesman Hanno Wirth said."
    )
    found = [line for line in lines(one, other) if "a denial by Hanno Wirth in The Herald" in line]
    assert found and "which The Gazette leaves out: “nothing of the sort”" in found[0]


def test_a_build_up_in_other_words() -> None:
    found = lines(
        "The crowd spoke of the Norlandish naval build-up in the Bay of Hale off Sudria.",
        "Yesterday Norland stationed two carrier groups in the Bay of Hale.",
        "Bakers in Oster sold out of bread.",
    )
    assert any(line.startswith("detail: how the build-up is described: “") for line in found), found


def test_an_army_elsewhere_is_no_build_up_here() -> None:
    found = lines(
        "The crowd spoke of the naval build-up in the Bay of Hale.",
        "Last year Sudria deployed troops to the hills above Oster.",
    )
    assert not any("build-up" in line for line in found), found


ADDED = [
    pytest.param(
        "The harbour commission voted to dredge the northern channel before the winter storms, ignoring an engineer who"
        " had warned that blasting might crack the ancient sea wall and flood the almshouses behind it.",
        "The harbour commission voted to dredge the northern channel before the winter storms begin, at last.",
        "only The Gazette has “… ",
        id="it goes on from what both tell",
    ),
    pytest.param(
        "The harbour commission voted to dredge the northern channel before the winter storms set in again.",
        "The harbour commission voted to deepen the northern channel before the winter storms begin, at last.",
        None,
        id="the same in other words",
    ),
]


@pytest.mark.parametrize("one, other, words", ADDED)
def test_what_one_adds(one: str, other: str, words: str | None) -> None:
    found = [line for line in lines(one, other) if ": only The " in line and " has “" in line]
    assert any(words in line for line in found) if words else not found, found


def test_a_claim_that_one_doubts() -> None:
    given = lines(
        "Without offering any evidence, Hanno Wirth said that Sudria had secretly poisoned the cod of the banks.",
        "Hanno Wirth said that Sudria had secretly poisoned the cod of the banks to ruin the fleet.",
    )
    assert any("only The Gazette doubts it: “Without offering any evidence”" in line for line in given), given


def test_days_of_one_thing() -> None:
    given = lines(
        "The interview in which Hanno Wirth insulted the fishermen was published Saturday.",
        "The interview in which Hanno Wirth insulted the fishermen was published last Thursday.",
    )
    assert any("when: “Saturday” in The Gazette; “last Thursday” in The Herald" in line for line in given), given


def test_a_first_meeting_of_a_body_is_no_claim_of_rarity() -> None:
    """ "The first meeting of the compact" says which one it was, not that there was none before."""
    given = lines(
        "In late 2026 the American secretary joined the first meeting of the fishing pact with the Iranian minister.",
        "The American and Iranian envoys held a meeting in November 2024 on the cod of the northern banks.",
    )
    assert not any("has an earlier one on record" in line for line in given), given


def test_tellings_side_by_side_come_last() -> None:
    whole = f"{HARBOUR}, unless their owners pay what they owe the widows of Hale,” the minister Ilse Brandt said."
    found = [
        d.about
        for d in differences(
            (whole, "The mayor of Hale opened the old cod market with a brass band and free beer for the crews."),
            (f"{HARBOUR},” the minister Ilse Brandt said.", "In Hale the mayor reopened the cod market for the crews."),
        )
    ]
    tellings = [n for n, about in enumerate(found) if "told otherwise" in about]
    assert all(n >= len(found) - len(tellings) for n in tellings), found
