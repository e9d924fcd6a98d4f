"""Whom "he" and "she" mean, and the offices of persons: tables of reports in small, read with the shipped model."""

from __future__ import annotations

import pytest

from dragoman.actors import Actors
from dragoman.actors.offices import terms_at
from dragoman.actors.pronouns import find_antecedents
from dragoman.encoder import load_encoder
from dragoman.pipeline import read
from dragoman.record import Capture, Reading, Span
from dragoman.text import find_quotations, find_sentences, repair

ANTECEDENTS = [
    ("Anna Kerr flew to Oslo on Monday. She met the king.", "She", "Anna Kerr"),
    ("Paul Weiss thanked Anna Kerr before she left.", "she", "Anna Kerr"),
    ("Anna Kerr criticised Paul Weiss. She called the vote a farce.", "She", "Anna Kerr"),
    ("Mr. Weiss said that he would resign.", "he", "Weiss"),
    ("Paul Weiss resigned. His party praised him.", "him", "Paul Weiss"),
    ("Paul Weiss received David Marsh in a small hotel near Rome. Mr. Weiss said he was pleased.", "he", "Paul Weiss"),
    ("The driver fled on foot. He was found in a barn.", "He", "The driver"),
    ("The spokeswoman declined to answer. She left the room.", "She", "The spokeswoman"),
    ("It rained in Oslo. He sang.", "He", None),
]


@pytest.mark.parametrize(("text", "pronoun", "expected"), ANTECEDENTS)
def test_antecedent(text: str, pronoun: str, expected: str | None) -> None:
    view = repair(text)
    sentences = find_sentences(view, Span(0, len(text)))
    encoded = load_encoder().read(text, sentences)
    persons = [named for named in Actors(view, sentences, encoded).all if named.kind == "person"]
    found = find_antecedents(text, encoded, persons, find_quotations(view, Span(0, len(text))))
    chosen = found.get(text.index(f" {pronoun} ") + 1 if f" {pronoun} " in text else text.index(f" {pronoun}.") + 1)
    assert (chosen and (chosen.name or chosen.span.of(text))) == expected
    assert chosen is None or 0 < chosen.sureness <= 1


SPEAKERS = [
    # whose words they are, where "he" could be several
    ("Kerr wants Weiss to go, Paul Weiss said on Monday.\n\n“It is an outrage,” he said.", "he said", "Paul Weiss"),
    ("“This is not about Congressman Marsh,” Paul Weiss said. “We want elections.”\n\n“They answered one question,” "
     "he said.", "he said", "Paul Weiss"),
    ("The mayor of Basra, Hassan Rahimi, denied that the bridge had been closed.", "denied", "Hassan Rahimi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), SPEAKERS)
def test_speaker(text: str, words: str, expected: str) -> None:
    reading = read(Capture(text, "a.txt", title="The Dam"))
    assert isinstance(reading, Reading)
    at = text.rindex(words)
    near = [s for s in reading.statements if s.cue[0].start in range(at, at + len(words))]
    assert [s.speaker for s in near] == [expected]


OFFICES = [
    ("Foreign Minister Anna Kerr said the dam was safe.", None, "Foreign Minister", None),
    ("The former defence minister Paul Weiss said the dam was safe.", None, "former defence minister", None),
    ("Paul Weiss, the White House spokesman, said the dam was safe.", None, "spokesman", "USA"),
    ("Anna Kerr is ill, defence minister Paul Weiss said.", None, "defence minister", None),
    ("Iran's foreign minister, Hassan Rahimi, said the dam was safe.", None, "foreign minister", "IRN"),
    # what the report leaves out, the table knows for its day
    ("Hamid Karzai said the dam was safe.", "2007-03-01", "president", "AFG"),
    ("Hamid Karzai said the dam was safe.", "2019-03-01", None, "AFG"),
    ("Hamid Karzai said the dam was safe.", None, None, "AFG"),
    # a report's own words stand before the table
    ("The Afghan leader Hamid Karzai said the dam was safe.", "2007-03-01", "leader", "AFG"),
    ("An official said the dam was safe.", "2007-03-01", None, None),
    ("An Iranian official said the dam was safe.", "2007-03-01", None, "IRN"),
    ("An Allied spokesman in Cyprus said the dam was safe.", "2007-03-01", None, None),
]


@pytest.mark.parametrize(("text", "day", "office", "country"), OFFICES)
def test_office(text: str, day: str | None, office: str | None, country: str | None) -> None:
    reading = read(Capture(text, "a.txt", published=day))
    assert isinstance(reading, Reading)
    assert [(s.office, s.country) for s in reading.statements] == [(office, country)]


TERMS = [
    ("Condoleezza Rice", "2003-05-01", ["national security adviser"]),
    ("Condoleezza Rice", "2007-03-01", ["secretary of state"]),
    ("Condoleezza Rice", "1999-01-01", []),
    ("Condoleezza Rice", None, []),
    ("Nobody Known", "2007-03-01", []),
]


@pytest.mark.parametrize(("name", "day", "offices"), TERMS)
def test_terms(name: str, day: str | None, offices: list[str]) -> None:
    assert [term.office for term in terms_at(name, day)] == offices
