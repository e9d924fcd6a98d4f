"""Statements: which words are a source, a cue and content, who speaks, how, through whom and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.actors import Actors
from dragoman.record import Act, Manner, Span, SpeakerKind, Statement
from dragoman.statements import CONFIDENCE, find_statements, manner_of
from dragoman.text import find_quotations, find_sentences, repair


@dataclass(frozen=True)
class Case:
    """A report's text and one of the statements that it must give, found by its cue."""

    text: str
    source: str | None
    cue: str
    content: str
    speaker: str | None = None
    kind: SpeakerKind = "person"
    manner: Manner = "indirect"
    act: Act = "state"
    via: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text.replace("\n", " / ")[:70]


def read(text: str, *, title: bool = False) -> tuple[str, tuple[Statement, ...]]:
    view = repair(text)
    body = Span(0, len(view.text))
    sentences, quotations = find_sentences(view, body), find_quotations(view, body)
    first = sentences[0] if title and sentences else None
    return view.text, find_statements(view, sentences, quotations, Actors(view, sentences), "r", first)


def pieces(text: str, statement: Statement) -> tuple[str | None, str, str]:
    """Source, cue and content as words, the content's pieces parted by " … "."""
    source = statement.source[0].of(text) if statement.source else None
    return source, statement.cue[0].of(text), " … ".join(part.of(text) for part in statement.content)


def check(case: Case, *, title: bool = False) -> None:
    text, statements = read(case.text, title=title)
    found = {pieces(text, statement): statement for statement in statements}
    expected = (case.source, case.cue, case.content)
    assert expected in found, "\n".join(map(str, found)) or "none found"
    statement = found[expected]
    given = (statement.speaker, statement.speaker_kind, statement.manner, statement.act, statement.via)
    assert given == (case.speaker, case.kind, case.manner, case.act, case.via)


KERR = "Foreign Minister Anna Kerr"

DIRECT = [
    Case(
        "“We will not sign,” Foreign Minister Anna Kerr said.",
        KERR, "said", "“We will not sign,”", "Anna Kerr", manner="direct", act="promise",
    ),
    Case(
        "“The talks are over,” said Paul Weiss, a spokesman for the ministry.",
        "Paul Weiss, a spokesman for the ministry", "said", "“The talks are over,”", "Paul Weiss", manner="direct",
    ),
    Case(
        "Paul Weiss said: “The talks are over.”",
        "Paul Weiss", "said", "“The talks are over.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "“The talks,” Paul Weiss said, “are over.”",
        "Paul Weiss", "said", "“The talks,” … “are over.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "“The talks are over,” Paul Weiss told reporters in Geneva. “Both sides have gone home.”",
        "Paul Weiss", "told", "“The talks are over,” … “Both sides have gone home.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "“The talks are over,” Paul Weiss told the BBC in an interview on Monday.",
        "Paul Weiss", "told", "“The talks are over,”", "Paul Weiss", manner="direct",
    ),
    Case(
        "“Both sides have gone home. The hall is empty,” Paul Weiss said.",
        "Paul Weiss", "said", "“Both sides have gone home. The hall is empty,”", "Paul Weiss", manner="direct",
    ),
    Case(
        "Paul Weiss said:\n\n“The hall is empty. Both sides have gone home.”",
        "Paul Weiss", "said", "“The hall is empty. Both sides have gone home.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "Paul Weiss said: “The hall is empty.\n\n“Both sides have gone home.”",
        "Paul Weiss", "said", "“The hall is empty. … “Both sides have gone home.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "''The hall is empty,'' Paul Weiss said. ''They have gone.''",
        "Paul Weiss", "said", "''The hall is empty,'' … ''They have gone.''", "Paul Weiss", manner="direct",
    ),
    Case(
        "Asked about the vote, Paul Weiss said, “It is too early to tell.”",
        "Paul Weiss", "said", "“It is too early to tell.”", "Paul Weiss", manner="direct",
    ),
    Case(
        "The plan is “a disgrace,” Paul Weiss said.",
        "Paul Weiss", "said", "The plan is “a disgrace,”", "Paul Weiss", manner="mixed", act="criticise",
    ),
    Case(
        "The army “fired first,” according to Paul Weiss.",
        "Paul Weiss", "according to", "The army “fired first,”", "Paul Weiss", manner="mixed", act="report",
    ),
    Case(
        "“The talks are over.” Paul Weiss said.",
        "Paul Weiss", "said", "“The talks are over.”", "Paul Weiss", manner="direct",
    ),
]  # fmt: skip

INDIRECT = [
    Case(
        "Paul Weiss said that the bridge was closed.",
        "Paul Weiss", "said", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "Paul Weiss said on Monday the bridge was closed.",
        "Paul Weiss", "said", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "The bridge was closed, Paul Weiss said on Monday.",
        "Paul Weiss", "said", "The bridge was closed", "Paul Weiss",
    ),
    Case(
        "By noon, Paul Weiss said, the bridge was closed.",
        "Paul Weiss", "said", "By noon … the bridge was closed", "Paul Weiss",
    ),
    Case(
        "Paul Weiss, 53, a guard in Reno, Nevada, said the bridge was closed.",
        "Paul Weiss, 53, a guard in Reno, Nevada", "said", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "Paul Weiss told reporters in Cairo on Monday that the bridge was closed.",
        "Paul Weiss", "told", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "Paul Weiss told the crowd to go home.",
        "Paul Weiss", "told", "to go home", "Paul Weiss", act="demand",
    ),
    Case(
        "As Paul Weiss made clear, the bridge was never safe.",
        "Paul Weiss", "made clear", "the bridge was never safe", "Paul Weiss",
    ),
    Case(
        "The bridge was never safe, as Paul Weiss noted.",
        "Paul Weiss", "noted", "The bridge was never safe", "Paul Weiss",
    ),
    Case(
        "Paul Weiss said the bridge was closed and called for an inquiry.",
        "Paul Weiss", "called for", "an inquiry", "Paul Weiss", act="demand",
    ),
    Case(
        "Paul Weiss said the bridge was closed, adding that two men had drowned.",
        "Paul Weiss", "adding", "two men had drowned", "Paul Weiss",
    ),
    Case(
        "While Paul Weiss said the bridge was closed, trains ran on time.",
        "Paul Weiss", "said", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "Paul Weiss said he would resign in May.",
        "Paul Weiss", "said", "he would resign in May", "Paul Weiss", act="announce",
    ),
    Case(
        "Paul Weiss said in a statement that the bridge was closed.",
        "Paul Weiss", "said", "the bridge was closed", "Paul Weiss",
    ),
    Case(
        "WASHINGTON (AP) — Paul Weiss said the bridge was closed, adding that two men had drowned.",
        "Paul Weiss", "adding", "two men had drowned", "Paul Weiss",
    ),
]  # fmt: skip

FRAMES = [
    Case(
        "Paul Weiss accused Iran of arming the rebels.",
        "Paul Weiss", "accused", "of arming the rebels", "Paul Weiss", act="accuse",
    ),
    Case(
        "Paul Weiss vowed to rebuild the bridge.",
        "Paul Weiss", "vowed", "to rebuild the bridge", "Paul Weiss", act="promise",
    ),
    Case(
        "Paul Weiss called for a new inquiry after the crash.",
        "Paul Weiss", "called for", "a new inquiry", "Paul Weiss", act="demand",
    ),
    Case(
        "Paul Weiss denied that he had met the rebels.",
        "Paul Weiss", "denied", "he had met the rebels", "Paul Weiss", act="deny",
    ),
    Case(
        "Paul Weiss praised the accord as “a historic step.”",
        "Paul Weiss", "praised", "the accord", "Paul Weiss", act="praise",
    ),
    Case(
        "Paul Weiss called the vote “a farce.”",
        "Paul Weiss", "called", "the vote “a farce.”", "Paul Weiss", manner="mixed", act="criticise",
    ),
    Case(
        "Paul Weiss described the vote as a disaster.",
        "Paul Weiss", "described", "the vote as a disaster", "Paul Weiss", act="criticise",
    ),
    Case(
        "Paul Weiss said the government should free the reporters.",
        "Paul Weiss", "said", "the government should free the reporters", "Paul Weiss", act="propose",
    ),
    Case(
        "Paul Weiss said the report was not true.",
        "Paul Weiss", "said", "the report was not true", "Paul Weiss", act="deny",
    ),
    Case(
        "Paul Weiss warned that the dam could burst.",
        "Paul Weiss", "warned", "the dam could burst", "Paul Weiss", act="warn",
    ),
    Case(
        "Paul Weiss threatened to close the strait.",
        "Paul Weiss", "threatened", "to close the strait", "Paul Weiss", act="threaten",
    ),
    Case(
        "Paul Weiss is confident that the dam will hold.",
        "Paul Weiss", "confident", "the dam will hold", "Paul Weiss", act="believe",
    ),
    Case(
        "The raid was condemned by Iran.",
        "Iran", "condemned", "The raid", "Iran", "organisation", act="criticise",
    ),
    Case(
        "Paul Weiss is expected to resign in May.",
        None, "expected", "Paul Weiss … to resign in May", None, "anonymous", act="believe",
    ),
    Case(
        "An official is quoted as saying that the dam had burst.",
        "An official", "saying", "the dam had burst", "official", "anonymous",
    ),
    Case(
        "Critics dismissed his claim that the dam was safe.",
        "his", "claim", "the dam was safe", None, via=("Critics",),
    ),
    Case(
        "Nobody believed the minister's promise to rebuild the dam.",
        "the minister", "promise", "to rebuild the dam", "minister", "anonymous", act="promise",
    ),
]  # fmt: skip

SPEAKERS = [
    Case(
        "The Prime Minister said the guns would stop. In Paris the Cabinet of Premier Jean Moreau agreed.",
        "The Prime Minister",
        "said",
        "the guns would stop",
        "Prime Minister",
    ),
    Case(
        "An Allied spokesman in Cyprus said the column was at Gamil. He admitted that nobody had counted the dead.",
        "He",
        "admitted",
        "nobody had counted the dead",
        "Allied spokesman in Cyprus",
        "anonymous",
        act="admit",
    ),
    Case(
        "Paul Weiss left on Monday. He said the dam was safe.",
        "He", "said", "the dam was safe", "Paul Weiss",
    ),
    Case(
        "Paul Weiss spoke first. Weiss said the dam was safe.",
        "Weiss", "said", "the dam was safe", "Paul Weiss",
    ),
    Case(
        "Ms. Anna Kerr met Mr. Paul Weiss. She said the dam was safe.",
        "She", "said", "the dam was safe", "Anna Kerr",
    ),
    Case(
        "President Paul Weiss came home. The president said the dam was safe.",
        "The president", "said", "the dam was safe", "Paul Weiss",
    ),
    Case(
        "Iran's foreign minister, Hassan Rahimi, said the dam was safe.",
        "Iran's foreign minister, Hassan Rahimi", "said", "the dam was safe", "Hassan Rahimi",
    ),
    Case(
        "Paul Weiss said he feared a flood.",
        "he", "feared", "a flood", "Paul Weiss", act="believe",
    ),
    Case(
        "“I want peace,” Paul Weiss said.",
        "I", "want", "peace", "Paul Weiss", manner="direct", act="believe",
    ),
    Case(
        "Two senior officials said the dam was safe.",
        "Two senior officials", "said", "the dam was safe", "Two senior officials", "anonymous",
    ),
    Case(
        "A number of officials said the dam was safe.",
        "A number of officials", "said", "the dam was safe", "A number of officials", "anonymous",
    ),
    Case(
        "A spokesman for the ministry said the dam was safe.",
        "A spokesman for the ministry", "said", "the dam was safe", "spokesman for the ministry", "anonymous",
    ),
    Case(
        "According to The Observer, the dam was safe.",
        "The Observer", "According to", "the dam was safe", "The Observer", "organisation", act="report",
    ),
    Case(
        "According to the Foreign Ministry, the dam was safe.",
        "the Foreign Ministry", "According to", "the dam was safe", "Foreign Ministry", "organisation", act="report",
    ),
    Case(
        "The Bush administration said the dam was safe.",
        "The Bush administration", "said", "the dam was safe", "Bush administration", "organisation",
    ),
    Case(
        "Iran said the dam was safe.",
        "Iran", "said", "the dam was safe", "Iran", "organisation",
    ),
    Case(
        "A new report found that the dam was safe.",
        "A new report", "found", "the dam was safe", "new report", "document", act="report",
    ),
    Case(
        "Paul Weiss's letter said the dam was safe.",
        "Paul Weiss's letter", "said", "the dam was safe", "Paul Weiss's letter", "document",
    ),
    Case(
        "The letter arrived on Monday. The letter says the dam is safe. It warns that rain is coming.",
        "It", "warns", "rain is coming", "letter", "document", act="warn",
    ),
    Case(
        "Some voters said the dam was safe.",
        "Some voters", "said", "the dam was safe", "Some voters", "anonymous",
    ),
    Case(
        "The dam was allegedly unsafe.",
        None, "allegedly", "The dam was … unsafe", None, "anonymous", act="accuse",
    ),
]  # fmt: skip

RELAYS = [
    Case(
        "The New York Times reported: “One lofty official said that the dam was safe.”",
        "One lofty official", "said", "the dam was safe", "One lofty official", "anonymous", "direct",
        via=("The New York Times",),
    ),
    Case(
        "The New York Times reported that Paul Weiss said the dam was safe.",
        "Paul Weiss", "said", "the dam was safe", "Paul Weiss", via=("The New York Times",),
    ),
    Case(
        "“Anna Kerr says the dam is safe,” Paul Weiss said.",
        "Anna Kerr", "says", "the dam is safe", "Anna Kerr", manner="direct", via=("Paul Weiss",),
    ),
    Case(
        "“He told me, ‘The dam is safe,’” Paul Weiss said.",
        "Paul Weiss", "said", "“He told me, ‘The dam is safe,’”", "Paul Weiss", manner="direct",
    ),
    Case(
        "Paul Weiss said Anna Kerr believed that Weiss wanted a war.",
        "Weiss", "wanted", "a war", "Paul Weiss", act="believe",
    ),
]  # fmt: skip

HEADLINES = [
    Case("Kerr: Dam Is ‘Safe’", "Kerr", ":", "Dam Is ‘Safe’", "Kerr", manner="mixed"),
    Case("Iran Says Dam Is Safe", "Iran", "Says", "Dam Is Safe", "Iran", "organisation"),
    Case("Dam Is Safe, Iran Says", "Iran", "Says", "Dam Is Safe", "Iran", "organisation"),
    Case("Iran Vows to Rebuild Dam", "Iran", "Vows", "to Rebuild Dam", "Iran", "organisation", act="promise"),
]

GAPS = [
    (
        Case(
            "Said Paul Weiss: “The dam is safe.”",
            "Paul Weiss", "Said", "“The dam is safe.”", "Paul Weiss", manner="direct",
        ),
        "a verb that begins its sentence",
    ),
    (
        Case(
            "Paul Weiss, who led the talks, and Anna Kerr said the dam was safe.",
            "Paul Weiss, who led the talks, and Anna Kerr", "said", "the dam was safe", "Paul Weiss",
        ),
        "two speakers",
    ),
    (
        Case(
            "Voters who say the dam is safe were split on the price.",
            "who", "say", "the dam is safe", "Voters", "anonymous",
        ),
        "where a relative clause without commas ends",
    ),
    (
        Case(
            "Paul Weiss said he was proud and hoped to win.",
            "Paul Weiss", "said", "he was proud and hoped to win", "Paul Weiss",
        ),
        "which verb an “and” joins",
    ),
    (
        Case(
            "The dam was safe. So said the minister.",
            "the minister", "said", "The dam was safe.", "minister", "anonymous",
        ),
        "content in the sentence before",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", [*DIRECT, *INDIRECT, *FRAMES, *SPEAKERS, *RELAYS], ids=str)
def test_statement(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", HEADLINES, ids=str)
def test_headline(case: Case) -> None:
    check(case, title=True)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=reason), id=str(case)) for case, reason in GAPS],
)
def test_gap(case: Case) -> None:
    check(case)


NO_STATEMENT = [
    "Officials closed the bridge on Monday.",
    "The claims were heard in court.",
    "The Gulf state signed the accord.",
    "He had many reports on his desk.",
    "The bridge brought misery to the peoples of the valley and closed in May.",
    "She maintained a garden behind the house.",
    "The warning lights went out.",
    "Troops back home were paid late.",
    "The committee added three members.",
    "",
    "said",
    "“”",
]


@pytest.mark.parametrize("text", NO_STATEMENT)
def test_no_statement(text: str) -> None:
    read_text, statements = read(text)
    assert [pieces(read_text, statement) for statement in statements] == []


EVIDENCE = [
    (
        "Paul Weiss, without a shred of evidence, said Iran had armed the rebels.",
        [("doubts", "without a shred of evidence")],
    ),
    ("Paul Weiss falsely claimed that Iran had armed the rebels.", [("denies", "falsely")]),
    (
        "Paul Weiss admitted there was “no direct proof” of the raid, but said it had happened.",
        [("doubts", "no direct proof")],
    ),
    ("Paul Weiss said Iran had armed the rebels without any proof.", []),
    ("Paul Weiss said Iran had armed the rebels. He offered no evidence.", []),
]


@pytest.mark.parametrize(("text", "expected"), EVIDENCE)
def test_evidence(text: str, expected: list[tuple[str, str]]) -> None:
    """Words of the report itself count, and of its sentence: what the speaker says of evidence is content."""
    view, statements = read(text)
    evidence = [(e.stance, e.span.of(view)) for e in statements[-1].evidence]
    assert evidence == expected


def test_manner_counts_letters_in_quotation_marks() -> None:
    text = 'He said "no" twice.'
    quotations = (Span(8, 12),)
    assert manner_of(text, (Span(8, 12),), quotations) == "direct"
    assert manner_of(text, (Span(3, 12),), quotations) == "mixed"
    assert manner_of(text, (Span(13, 18),), quotations) == "indirect"
    assert manner_of(text, (), quotations) == "indirect"


def test_order_and_ids_are_those_of_the_cues() -> None:
    _, statements = read("Paul Weiss said no deal was near. Anna Kerr denied that talks had failed.")
    starts = [statement.cue[0].start for statement in statements]
    assert starts == sorted(starts)
    assert [statement.id for statement in statements] == [f"r-s{start}" for start in starts]


PIECES = st.sampled_from(
    "said told says Weiss Iran he she who which that to reporters according of the a and but by as saying claim "
    "allegedly is was would asked called for on in , . ; : — - “ ” \" ' '' ‘ ’ ( ) n't 's \n \n\n 😀 𝒜lpha é".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=40))
def test_any_text_gives_sound_statements(parts: list[tuple[str, str]]) -> None:
    text, statements = read("".join(word + blank for word, blank in parts))
    for statement in statements:
        for span in (*statement.source, *statement.cue, *statement.content):
            assert 0 <= span.start < span.end <= len(text)
        assert statement.content
        assert statement.speaker not in statement.via
        assert statement.confidence in CONFIDENCE.values()


HOSTILE = {
    "one long sentence": "the minister went to Paris and ",
    "quotation marks": '"',
    "cues": "said ",
    "names and cues": "Weiss said ",
    "doubled apostrophes": "''a b'' ",
    "floating quotations": "“One two three four five.”\n\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_to_the_end(piece: str) -> None:
    """Each would take minutes where time grew with the square of the length."""
    view = repair(piece * 5000)
    whole = (Span(0, len(view.text)),)
    found = find_statements(view, whole, find_quotations(view, whole[0]), Actors(view, whole), "r")
    assert all(0 <= s.cue[0].start < s.cue[0].end <= len(view.text) for s in found)
