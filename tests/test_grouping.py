"""Stories that grow as reports arrive: in any order, with ids that stay and decisions that hold, at a bounded cost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from dragoman import decisions, grouping, run
from dragoman.cli import main
from dragoman.record import Reading, Report, Span
from dragoman.run import compare_in
from dragoman.store import Reader, Record
from dragoman.stories import gist, placing
from dragoman.stories.gist import gist_of
from dragoman.stories.linkage import SAME_MATTER, matters
from evals.growth import readings

from .test_run import rows_of
from .test_stories import FERRY, FERRY_AGAIN, STRIKE, STRIKE_AGAIN, WIRE

READER = Reader("r", "0", "m", {})


def reading(id: str, text: str, published: str | None = "2031-04-08", lead: bytes = b"") -> Reading:
    report = Report(id, text, f"{id}.txt", None, f"The {id}", None, None, published, None, "en", Span(0, len(text)))
    return Reading(report, (report.body,), (), (), (), lead)


GIVEN = {
    "mail": reading("mail", FERRY),
    "echo": reading("echo", STRIKE, "2031-04-09"),
    "post": reading("post", FERRY_AGAIN, "2031-04-09"),
    "star": reading("star", STRIKE_AGAIN, "2031-04-10"),
    "wire": reading("wire", WIRE, "2031-04-08"),
}


def arrive(record: Record, found: Sequence[Reading]) -> None:
    """Reports that come one run after another."""
    for one in found:
        record.add(one, READER)
        compare_in(record)


def groups(record: Record) -> dict[str, set[str]]:
    return {story.id: set(story.reports) for story in record.stories()}


@pytest.fixture
def record() -> Iterator[Record]:
    with Record.open(":memory:") as record:
        record.begin_run(READER, "")
        yield record


def test_a_story_is_named_by_the_report_that_came_first(record: Record) -> None:
    arrive(record, [GIVEN[id] for id in ("post", "echo", "mail", "star", "wire")])
    assert groups(record) == {"st-post": {"post", "mail", "wire"}, "st-echo": {"echo", "star"}}
    assert record.story("st-post").copies == (("mail", "wire"),)


@pytest.mark.parametrize("seed", range(2))
def test_any_order_gives_the_same_groups(seed: int) -> None:
    given = list(readings(40))
    found = []
    for order in (given, random.Random(seed).sample(given, len(given))):
        with Record.open(":memory:") as record:
            record.begin_run(READER, "")
            for one in order:
                record.add(one, READER)
            compare_in(record)
            found.append(sorted(map(sorted, groups(record).values())))
    assert found[0] == found[1]


def test_one_run_or_many_are_the_same(record: Record) -> None:
    given = list(readings(40))
    arrive(record, given)
    with Record.open(":memory:") as other:
        other.begin_run(READER, "")
        for one in given:
            other.add(one, READER)
        compare_in(other)
        assert other.stories() == record.stories() and other.events() == record.events()


def lead(*values: float) -> bytes:
    """A vector of two numbers that stands for the model's."""
    return bytes((np.array(values) / np.linalg.norm(values)).astype("<f2").tobytes())


def test_a_report_between_two_stories_joins_them_and_the_younger_id_leads_on(record: Record) -> None:
    dam = "Cracks in the Orvane dam alarmed engineers. The ministry sent divers to the Orvane reservoir on Monday."
    town = "Families left Tesk on Tuesday, told to take blankets. Buses waited at the Tesk school until dark."
    arrive(record, [reading("one", dam, lead=lead(3, 4)), reading("two", town, lead=lead(4, 3))])
    assert groups(record) == {"st-one": {"one"}, "st-two": {"two"}}
    arrive(record, [reading("both", f"{dam} {town}", lead=lead(1, 1))])
    assert groups(record) == {"st-one": {"one", "two", "both"}}
    assert record.story("st-two") == record.story("st-one")
    assert record.is_compared()


def test_what_was_split_stays_apart_and_what_was_joined_together(record: Record) -> None:
    arrive(record, [GIVEN["mail"], GIVEN["post"], GIVEN["echo"]])
    decisions.split(record, "st-mail", ["post"])
    decisions.join(record, "st-mail", "st-echo")
    compare_in(record)
    expected = {"st-mail": {"mail", "echo"}, "st-post": {"post"}}
    assert groups(record) == expected
    arrive(record, [GIVEN["post"], GIVEN["mail"], GIVEN["echo"]])  # read again, as by another model
    assert groups(record) == expected
    arrive(record, [GIVEN["wire"], GIVEN["star"]])
    homes = {id: home for home, reports in groups(record).items() for id in reports}
    assert homes["mail"] == homes["echo"] != homes["post"]


def test_undone_decisions_leave_the_stories_to_the_program(record: Record) -> None:
    arrive(record, [GIVEN["mail"], GIVEN["post"], GIVEN["echo"]])
    for decision in (decisions.split(record, "st-mail", ["post"]), decisions.join(record, "st-mail", "st-echo")):
        compare_in(record)
        assert decision
    for number in (1, 2):
        decisions.undo(record, number)
    compare_in(record)
    assert groups(record) == {"st-mail": {"mail", "post"}, "st-echo": {"echo"}}
    assert record.is_compared()


@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_comparison_cut_short_goes_on_to_the_same(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list(readings(20))
    for name in ("whole.db", "cut.db"):
        with Record.open(tmp_path / name, create=True) as record:
            record.begin_run(READER, "")
            for one in given:
                record.add(one, READER)
    with Record.open(tmp_path / "cut.db") as record, monkeypatch.context() as patch:
        left = iter(range(after))
        for module, name in ((grouping, "place"), (run, "compare_story")):
            patch.setattr(module, name, cut_after(left, getattr(module, name)))
        with pytest.raises(KeyboardInterrupt):
            compare_in(record)
        assert not record.is_compared()
    for name in ("whole.db", "cut.db"):
        with Record.open(tmp_path / name) as record:
            compare_in(record)
    assert rows_of(tmp_path / "cut.db") == rows_of(tmp_path / "whole.db")


def cut_after(left: Iterator[int], work: Callable[..., object]) -> Callable[..., object]:
    """The same function, which stops the program when `left` is used up, having done its work."""

    def cut(*given: object) -> object:
        done = work(*given)
        if next(left, None) is None:
            raise KeyboardInterrupt
        return done

    return cut


def test_reading_again_keeps_ids(record: Record) -> None:
    arrive(record, list(GIVEN.values()))
    before = groups(record)
    for one in reversed(GIVEN.values()):
        record.add(one, READER)
    compare_in(record)
    assert groups(record) == before


def test_a_neighbourhood_is_bounded(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    plain = gist.likeness

    def likeness(gists: Sequence[gist.Gist]) -> gist.Matrix:
        looked_at.append(len(gists))
        return plain(gists)

    monkeypatch.setattr(placing, "likeness", likeness)
    words = "harbour union strike ferry council rudder talks school bridge canal".split()
    chance = random.Random(1)
    for n in range(200):
        record.add(reading(f"r{n:03}", " ".join(chance.choices(words, k=40))), READER)
        grouping.place_in(record, f"r{n:03}")
    assert max(looked_at) <= max(placing.CANDIDATES + 1, placing.STORIES * placing.MEMBERS + 1)


def test_the_tables_give_back_a_gist(record: Record) -> None:
    given = next(readings(1))
    arrive(record, [given])
    one, other = gist_of(given.report, given.lead), grouping.RecordShelf(record).gists([given.report.id])[0]
    assert (one.report, one.day, one.shingles, one.keys) == (other.report, other.day, other.shingles, other.keys)
    for name in ("words", "weights", "lead", "prints"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


# Groups


def blocks(sizes: Sequence[int], within: float, across: float) -> gist.Matrix:
    """Likenesses of groups: `within` each, `across` two of them, unequal by a little so that neighbours are told."""
    home = np.repeat(np.arange(len(sizes)), sizes)
    found = np.where(np.equal.outer(home, home), within, across).astype(np.float32)
    np.fill_diagonal(found, 1.0)
    return found


TWO = [
    pytest.param((6, 6), 0.8, 0.5, 2, id="two quakes of one island, each told six times"),
    pytest.param((3, 3), 0.8, 0.5, 2, id="three reports each, far less alike across"),
    pytest.param((3, 3), 0.8, 0.7, 1, id="three reports each, nearly as alike across"),
    pytest.param((2, 2), 0.8, 0.5, 1, id="too few to tell"),
    pytest.param((2, 2), 0.8, 0.2, 2, id="not alike"),
]


@pytest.mark.parametrize("sizes, within, across, expected", TWO)
def test_two_similar_matters(sizes: tuple[int, ...], within: float, across: float, expected: int) -> None:
    assert len(matters(blocks(sizes, within, across), range(sum(sizes)))) == expected


def test_copies_alone_do_not_make_a_matter() -> None:
    found = blocks((6, 6), 0.8, 0.5)
    assert len(matters(found, [0] * 6 + [6] * 6)) == 1


def test_decisions_bind_the_groups() -> None:
    found = blocks((2, 2), 0.8, 0.1)
    assert (
        matters(found, range(4), together=[(0, 2)]) == [[0, 1], [2, 3]] or len(matters(found, range(4), [(0, 2)])) < 3
    )
    assert [0, 1] not in matters(found, range(4), apart=[(0, 1)])
    every = matters(found, range(4), together=[(0, 1), (1, 2)], apart=[(0, 2)])
    assert not any({0, 2} <= set(group) for group in every)


def test_no_group_is_below_the_bound() -> None:
    chance = np.random.default_rng(1)
    found = chance.random((20, 20), np.float32)
    found = np.minimum(found, found.T)
    for group in matters(found, range(20)):
        assert all(found[i, j] >= 0 for i, j in combinations(group, 2))
        if len(group) == 2:
            assert found[group[0], group[1]] >= SAME_MATTER


def test_the_commands(tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")
    with Record.open(db, create=True) as record:
        record.begin_run(READER, "")
        arrive(record, list(GIVEN.values()))

    def told(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--db", db], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    told("stories", "join", "st-mail", "st-echo", "--who", "Ines", "--why", "one affair")
    assert json.loads(told("compare", "st-echo", "--json"))["story"]["id"] == "st-mail"
    other = json.loads(told("stories", "split", "st-mail", "star", "echo", "--json"))["other"]
    assert len(json.loads(told("compare", other, "--json"))["reports"]) == 2
    assert "Ines" in told("stories", "decisions")
    told("stories", "undo", "2")
    done = CliRunner().invoke(main, ["stories", "undo", "9", "--db", db])
    assert done.exit_code == 1 and "stories decisions" in done.output
