"""The model's attributions joined with those of the rules; frames are made by hand, without the model."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.cues import Attribution
from dragoman.encoder import Encoded, Frame, words_in
from dragoman.lexicon import Row
from dragoman.record import Span
from dragoman.statements import confidence_of
from dragoman.statements.heads import MODEL, join_attributions

Pieces = tuple[str | None, str, tuple[str, ...]]


def span(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span(start, start + len(piece))


def encoded(text: str, *frames: tuple[str, str, str], score: float = 0.9) -> Encoded:
    """A reading of one sentence with frames of source, cue and content, pieces joined by " + "."""
    words = tuple(words_in(text, Span(0, len(text))))

    def covered(pieces: str) -> tuple[int, ...]:
        spans = [span(text, piece) for piece in pieces.split(" + ") if piece]
        return tuple(n for n, w in enumerate(words) if any(s.start <= w.start < s.end for s in spans))

    made = [
        Frame(covered(cue), {"source": covered(source), "cue": covered(cue), "content": covered(content)}, score)
        for source, cue, content in frames
    ]
    tags = tuple("X" for _ in words)
    heads = tuple(-1 for _ in words)
    rows, lead = np.zeros((1, 4), np.float32), np.zeros(4, np.float32)
    return Encoded(words, ((0, len(words)),), tags, tags, heads, tags, (), tuple(made), (), rows, lead)


def rule(text: str, source: str | None, cue: str, *content: str) -> Attribution:
    row = Row(cue=cue, forms=cue, takes="that", act="deny")
    own = span(text, source) if source else None
    return Attribution(span(text, cue), own, tuple(span(text, piece) for piece in content), row, "that")


def pieces(text: str, found: list[Attribution]) -> list[Pieces]:
    return [
        (a.source.of(text) if a.source else None, a.cue.of(text), tuple(c.of(text) for c in a.content)) for a in found
    ]


SPANS = [
    ("Kerr said that all was safe.", ("Kerr", "said", "that all was safe"), ("Kerr", "said", ("all was safe",))),
    ("Iran's claim that it won stands.", ("Iran's", "claim", "that it won"), ("Iran", "claim", ("it won",))),
    ("The Weisses' view, of war, stands.", ("Weisses'", "view", ", of war,"), ("Weisses", "view", ("of war",))),
    ("Kerr saw the new dam burst.", ("Kerr", "saw", "the + burst"), ("Kerr", "saw", ("the new dam burst",))),
    ("The dam, Kerr said, holds.", ("Kerr", "said", "The dam + holds"), ("Kerr", "said", ("The dam", "holds"))),
    ("The claim that it won stands.", ("The", "claim", "that it won"), (None, "claim", ("it won",))),
]


@pytest.mark.parametrize(("text", "frame", "expected"), SPANS, ids=[row[0] for row in SPANS])
def test_spans_of_the_model_are_put_right(text: str, frame: tuple[str, str, str], expected: Pieces) -> None:
    assert pieces(text, join_attributions(text, [], encoded(text, frame))) == [expected]


def test_the_rule_gives_its_row_and_a_source_that_is_missing() -> None:
    text = "Kerr denied that the dam was safe."
    read = encoded(text, ("", "denied", "that the dam was safe"))
    found = join_attributions(text, [rule(text, "Kerr", "denied", "the dam")], read)
    assert pieces(text, found) == [("Kerr", "denied", ("the dam was safe",))]
    assert (found[0].row["act"], found[0].pattern, found[0].score) == ("deny", "that", 0.9)


def test_what_the_model_alone_doubts_is_left_out() -> None:
    text = "Kerr denied that the dam was safe."
    frame = ("Kerr", "denied", "that the dam was safe")
    assert [a.pattern for a in join_attributions(text, [], encoded(text, frame, score=0.8))] == [MODEL]
    assert not join_attributions(text, [], encoded(text, frame, score=0.6))


def test_what_the_rules_alone_find_stands_inside_a_content() -> None:
    text = "Kerr said that Weiss denied it. Roe denied that."
    read = encoded(text, ("Kerr", "said", "that Weiss denied it"))
    rules = [rule(text, "Weiss", "denied", "it"), rule(text, "Roe", "denied that", "that")]
    assert [a.cue.of(text) for a in join_attributions(text, rules, read)] == ["said", "denied"]


def test_a_word_of_a_name_is_no_cue() -> None:
    text = "An agent at Port Said said the ships had left."
    read = encoded(text, ("An agent at Port", "Said", "the ships had left"))
    assert not join_attributions(text, [], read)


def test_a_content_stays_on_its_cues_side_of_the_title() -> None:
    text = "They call it peace\n\n2 May\n\nEden spoke of war."
    read = encoded(text, ("They", "call", "it peace + Eden spoke"))
    found = join_attributions(text, [], read, Span(0, text.index("\n")))
    assert pieces(text, found) == [("They", "call", ("it peace",))]


def test_confidence_rises_with_the_score_and_with_a_rule() -> None:
    text = "Kerr denied that."
    row = rule(text, "Kerr", "denied", "that")
    given = [Attribution(row.cue, row.source, row.content, row.row, p, s) for p in (MODEL, "that") for s in (0.7, 0.9)]
    alone, surer, joined, surest = map(confidence_of, given)
    assert alone < surer < surest and alone < joined < surest
