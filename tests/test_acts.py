"""What speakers do by plain words: the act that the content tells where the cue is "said"; and politicians by state."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.encoder.linear import BUCKETS, Layer
from dragoman.pipeline import read
from dragoman.record import ACTS, Capture, Reading, Statement


def statements(text: str) -> tuple[Statement, ...]:
    reading = read(Capture(text, "one.txt", published="2031-04-08"))
    assert isinstance(reading, Reading)
    return reading.statements


ACT = [
    ("“The bill is wildly unfair to the poor,” Mr. Weiss said.", "criticise"),
    pytest.param(
        "Mr. Weiss said the minister had no idea what he was talking about.",
        "criticise",
        marks=pytest.mark.xfail(strict=True, reason="no single word of it evaluates"),
    ),
    ("“He is not a leader, he is just himself, and he is vain,” Anna Kerr said.", "criticise"),
    ("“Anna Kerr has done a remarkable job,” Mr. Weiss said.", "praise"),
    ("“We must stop this now, and the minister needs to resign,” Anna Kerr said.", "demand"),
    ("Mr. Weiss said he would sign the bill on Monday.", "announce"),
    ("“I did not meet him, and none of this is true,” Mr. Weiss said.", "deny"),
    ("The talks lasted four hours, Mr. Weiss said.", "state"),
    ("The bridge was built in 1931 and is used by 4,000 cars a day, Anna Kerr said.", "state"),
    ("Mr. Weiss praised the accord.", "praise"),
]


@pytest.mark.parametrize(("text", "act"), ACT)
def test_act(text: str, act: str) -> None:
    assert [statement.act for statement in statements(text)][:1] == [act]


DELEGATES = [
    ("Sen. Paul Weiss, R-Ariz., spoke on Sunday. The Arizona Republican said the vote was over.", "Paul Weiss"),
    ("Paul Weiss (R-Ariz.) met Anna Kerr, D-Mich. The Michigan Democrat said the vote was over.", "Anna Kerr"),
    ("Senator Anna Kerr, Republican of Maine, spoke. The Maine Republican said the vote was over.", "Anna Kerr"),
    ("New Jersey Gov. Paul Weiss spoke. The New Jersey Republican said the vote was over.", "Paul Weiss"),
    ("Sen. Paul Weiss, R-Ariz., spoke on Sunday. The Ohio Republican said the vote was over.", "Ohio Republican"),
    ("Sen. Paul Weiss, R-Ariz., spoke on Sunday. The Arizona Democrat said the vote was over.", "Arizona Democrat"),
]


@pytest.mark.parametrize(("text", "speaker"), DELEGATES)
def test_politicians_by_state(text: str, speaker: str) -> None:
    assert statements(text)[-1].speaker == speaker


def test_a_layer_adds_up_its_blocks() -> None:
    weights = {"one": np.eye(2, dtype=np.float32), "bias": np.zeros(2, np.float32)}
    shares = Layer(("yes", "no"), weights).probabilities({"one": np.array([2.0, 0.0], np.float32)})
    assert shares["yes"] > 0.8 and sum(shares.values()) == pytest.approx(1)


def test_a_bag_is_weighed_by_how_rare_its_words_are() -> None:
    rare = np.ones(BUCKETS, np.float32)
    layer = Layer(
        ACTS, {"words": np.ones((BUCKETS, len(ACTS)), np.float32), "words.rare": rare, "bias": np.zeros(len(ACTS))}
    )
    assert set(layer.probabilities({"words": np.zeros(BUCKETS, np.float32)}).values()) == {1 / len(ACTS)}
