"""What a record knows of an actor across its reports."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import dragoman
from dragoman.cli import main
from dragoman.dossiers import Dossier, dossier, dossiers
from dragoman.errors import NotFoundError
from dragoman.export import as_json
from dragoman.record import (
    NARRATOR,
    Actor,
    Comparison,
    EventType,
    Mention,
    Office,
    Officeholder,
    Reading,
    Report,
    Span,
    Statement,
    Story,
)
from dragoman.run import compare_in
from dragoman.store import Import, Reader, Record
from dragoman.summary import actors

from .conftest import EXAMPLES

NAME = "Hassan Rahimi"
READER = Reader("r1", "0", "model", {})
TEXTS = {
    "a1": ("2007-03-02", "Foreign Minister Hassan Rahimi met Paul Weiss. Rahimi said that the dam was safe."),
    "b2": ("2007-03-05", "The defence minister, Hassan Rahimi, accused Turkey. Rahimi said that it had lied."),
    "c3": ("2012-06-01", "Former foreign minister Hassan Rahimi was arrested by police."),
}
"""One man, his office told in three ways."""


def reading(id: str, office: str, event: Mention, *said: str, outlet: str | None = None) -> Reading:
    day, text = TEXTS[id]
    report = Report(id, text, f"{id}.txt", None, outlet or id, None, None, day, None, "en", Span(0, len(text)))
    statements = tuple(
        Statement(
            f"{id}-s{n}", (span(text, "Rahimi said"),), (span(text, "said"),), (span(text, words),), NAME, "person",
            (), "indirect", "state", 0.9,
        )
        for n, words in enumerate(said)
    )  # fmt: skip
    return Reading(report, (report.body,), statements, (event,), (Office(NAME, office, span(text, office)),))


def span(text: str, of: str) -> Span:
    return Span(text.index(of), text.index(of) + len(of))


def mention(id: str, type: EventType, trigger: str, actors: list[str], recipients: list[str]) -> Mention:
    text = TEXTS[id][1]
    by, to = (tuple(Actor(name, None, None, span(text, name)) for name in names) for names in (actors, recipients))
    return Mention(f"{id}-e0", (span(text, trigger),), type, None, by, to, "actual", NARRATOR, None, None, (), 0.8)


READINGS = (
    reading("a1", "Foreign Minister", mention("a1", "CONSULT", "met", [NAME, "Paul Weiss"], []), "the dam was safe"),
    reading("b2", "defence minister", mention("b2", "ACCUSE", "accused", [NAME], ["Turkey"]), "it had lied"),
    reading("c3", "Former foreign minister", mention("c3", "COERCE", "arrested", ["police"], [NAME])),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("dossiers") / "a.db")
    rows = [
        Officeholder(NAME, None, "Minister of Foreign Affairs", "IRQ", "2005", "2010", "own.csv"),
        Officeholder(NAME, None, "Minister of Oil", "IRQ", "2011", "2011-12", "own.csv"),
    ]
    with Record.open(path, create=True) as record:
        record.begin_run(READER, "")
        for one in READINGS:
            record.add(one, READER)
        compare_in(record)
        record.import_officeholders(Import("own.csv", "0" * 12, "IRQ", 2), rows)
    return path


@pytest.fixture
def rahimi(db: str) -> Dossier:
    with Record.open(db) as record:
        return dossier(record, NAME)


def test_offices_in_time(rahimi: Dossier) -> None:
    assert [(w.words, w.held, w.is_contradicted) for w in rahimi.wordings] == [
        ("Foreign Minister", ("Minister of Foreign Affairs",), False),
        ("defence minister", ("Minister of Foreign Affairs",), True),
        ("Former foreign minister", (), False),
    ]
    assert [(term.office, term.start, term.end) for term in rahimi.terms] == [
        ("Minister of Foreign Affairs", "2005", "2010"), ("Minister of Oil", "2011", "2011-12"),
    ]  # fmt: skip
    assert all(told.office.span.of(told.report.text) == told.office.words for told in rahimi.told)
    assert rahimi.offices == (
        "Foreign Minister",
        "defence minister",
        "Former foreign minister",
        "Minister of Foreign Affairs",
    )


def test_deeds_words_and_partners(rahimi: Dossier) -> None:
    assert [(deed.type, deed.words, deed.reports) for deed in rahimi.done] == [
        ("CONSULT", "met", 1), ("ACCUSE", "accused", 1),
    ]  # fmt: skip
    assert [(deed.type, deed.actors) for deed in rahimi.undergone] == [("COERCE", ("police",))]
    assert len(rahimi.said) == 2
    assert {name: counts for name, *counts in rahimi.partners} == {
        "Paul Weiss": [1, 0, 0], "Turkey": [0, 1, 0], "police": [0, 0, 1],
    }  # fmt: skip


def test_an_actor_is_found_by_words_of_the_name(db: str) -> None:
    with Record.open(db) as record:
        assert dossier(record, "RAHIMI").name == "Hassan Rahimi"
        assert dossier(record, " paul  weiss ").name == "Paul Weiss"
        with pytest.raises(NotFoundError, match=r"actor 'a': may be .*; give the name in full"):
            dossier(record, "a")
        for nobody in ("zeppelin", "", "  "):
            with pytest.raises(NotFoundError, match="list them with: dragoman show actors"):
                dossier(record, nobody)


def test_a_text_of_several_outlets_counts_once(db: str) -> None:
    one, other = READINGS[0], replace(READINGS[0], mentions=(), statements=())
    with Record.open(":memory:") as record:
        record.begin_run(READER, "")
        record.add(one, READER)
        record.add(replace(other, report=replace(one.report, id="d4")), READER)
        record.replace_comparison(Comparison((Story("st", "dam", ("a1", "d4"), (("a1", "d4"),)),)))
        assert len(dossier(record, NAME).told) == 1


def test_a_record_that_is_not_compared_yet_has_its_mentions() -> None:
    with Record.open(":memory:") as record:
        record.begin_run(READER, "")
        record.add(READINGS[0], READER)
        assert [(deed.event, deed.words) for deed in dossier(record, NAME).done] == [(None, "met")]


def test_the_examples() -> None:
    with dragoman.read(EXAMPLES) as record:
        every = dossiers(record)
        story = record.stories()[0].id
        assert 0 < len(dossiers(record, story)) < len(every)
        told = as_json(record)["actors"]
    assert [actor["name"] for actor in told] == [d.name for d in every]
    assert len({d.name for d in every}) == len(every)
    weights = [d.weight for d in every]
    assert weights == sorted(weights, reverse=True)
    for actor in told:
        assert actor.keys() == {"name", "country", "sector", "offices"}
        assert all(office.keys() >= {"office", "start", "end", "source"} for office in actor["offices"])


# On a terminal


def call(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_show_actor(db: str) -> None:
    code, out, _ = call("show", "actor", "Rahimi", "--db", db)
    assert code == 0 and out.startswith("Hassan Rahimi  IRQ")
    assert "≠ by the tables Minister of Foreign Affairs then" in " ".join(out.split())
    assert "Minister of Oil  IRQ  2011 – 2011-12  own.csv" in out
    assert "“accused” → Turkey" in out and "dragoman show statements --speaker 'Hassan Rahimi'" in out


def test_show_actor_as_json(db: str) -> None:
    told = json.loads(call("show", "actor", "Rahimi", "--db", db, "--json")[1])
    with Record.open(db) as record:
        ids = {mention.id for mention in record.mentions()}
    assert [o["contradicted"] for o in told["offices"] if o["source"] == "report"] == [False, True, False]
    assert {page.partition("#")[2] for deed in told["done"] + told["undergone"] for page in deed["pages"]} <= ids
    assert len(told["statements"]) == 2


def test_show_actors(db: str) -> None:
    first = json.loads(call("show", "actors", "--db", db, "--json")[1])[0]
    assert (first["name"], first["country"], first["acts"], first["speaks"]) == ("Hassan Rahimi", "IRQ", 2, 2)
    assert first["offices"][:2] == ["Foreign Minister", "defence minister"]


def test_a_terminal_is_given_a_bounded_number_of_lines(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "MOST", 1)
    assert "… and 1 more: --json gives all" in call("show", "actor", "Rahimi", "--db", db)[1]


def test_show_actor_needs_a_name(db: str) -> None:
    code, _, err = call("show", "actor", "--db", db)
    assert code == 1 and "expected a NAME; list them with: dragoman show actors" in err
