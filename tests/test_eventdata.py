"""Event data: which mentions count, what they are in CAMEO, who did it to whom, and trends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

import dragoman
from dragoman.cli import main
from dragoman.errors import NotFoundError, OptionError
from dragoman.eventdata import Happening, Selection, Told, dated, happenings, pairs, status_of
from dragoman.icews import COLUMNS, icews_rows
from dragoman.lexicon import table
from dragoman.plover import CONTEXTS, plover_objects
from dragoman.record import EVENT_TYPES, STATUSES, Actor, Magnitude, Mention, Report, Span, Status, When, Where
from dragoman.scores import score_of
from dragoman.trends import period_of, side_of, trend

# Scores

SCORES = [
    ("CONSULT", "visit", "visited", "04", 1.0),
    ("AID", None, "aid", "07", 7.0),
    ("RETREAT", "resign", "resigned", "08", 5.0),
    ("ACCUSE", "investigate", "inquiry", "09", -2.0),
    ("ACCUSE", "disapprove", "condemned", "11", -2.0),
    ("REQUEST", None, "appealed", "02", 3.0),
    ("REQUEST", None, "demanded", "10", -5.0),
    ("SANCTION", "expel", "expelled", "16", -4.0),
    ("SANCTION", "convict", "convicted", "11", -2.0),
    ("ASSAULT", "torture", "tortured", "18", -9.0),
    ("ASSAULT", None, "invaded", "19", -10.0),
]


@pytest.mark.parametrize(("type", "mode", "words", "root", "value"), SCORES)
def test_scores(type: Any, mode: str | None, words: str, root: str, value: float) -> None:
    score = score_of(type, mode, words)
    assert (score.root, score.goldstein) == (root, value)


def test_every_type_and_mode_has_a_score() -> None:
    modes = {(row["type"], row["mode"] or None) for row in table("triggers").rows}
    assert {type for type, _ in modes} == set(EVENT_TYPES)
    for type, mode in modes:
        score = score_of(type, mode)
        assert 1 <= int(score.root) <= 20 and -10 <= score.goldstein <= 10
        assert (score.quad in (1, 2)) == (score.goldstein > 0) or type == "REQUEST"


def test_the_modes_of_the_table_are_those_of_triggers() -> None:
    known = {row["mode"] for row in table("triggers").rows}
    assert {mode for row in table("scores").rows for mode in row.many("mode")} <= known


# Tellings made by hand

TEXT = "Fighting between Iran and Iraq went on. Iran attacked Iraq."


def actor(name: str, country: str | None = None, sector: str | None = "GOV") -> Actor:
    return Actor(name, country, sector, Span(0, 8))


IRAN, IRAQ, UN = actor("Iran", "IRN"), actor("Iraq", "IRQ"), actor("United Nations", None, "IGO")


def telling(report: str, status: Status = "actual", event: str | None = "ev-1", **changes: Any) -> Told:
    mention = Mention(f"{report}-e0", (Span(45, 53),), "ASSAULT", None, (IRAN,), (IRAQ,), status, "narrator",
                      None, None, (), 0.9)  # fmt: skip
    held = Report(report, TEXT, "a.txt", None, f"Outlet {report}", None, None, "2007-03-05", None, "en", Span(0, 59))
    return Told(held, Span(40, 59), 1, replace(mention, **changes), event, "narrator")


STATUS_OF: list[tuple[list[Status], Status]] = [
    (["actual"], "actual"),
    (["planned", "planned", "actual"], "actual"),
    (["negated", "actual"], "actual"),
    (["negated", "negated", "actual"], "negated"),
    (["planned", "negated"], "negated"),
    (["possible", "planned"], "planned"),
    (["possible"], "possible"),
]


@pytest.mark.parametrize(("told", "status"), STATUS_OF)
def test_an_event_has_one_status(told: list[Status], status: Status) -> None:
    tellings = [telling(str(n), own) for n, own in enumerate(told)]
    assert status_of(tellings) == status
    (happening,) = happenings(tellings, Selection())
    assert {t.mention.status for t in happening.tellings} == {status}


@pytest.mark.parametrize("status", ["planned", "possible", "negated"])
def test_what_did_not_happen_is_never_among_what_did(status: Status) -> None:
    every = [telling("a", status), telling("b", event="ev-2")]
    for per in ("event", "mention"):
        rows = list(icews_rows(every, Selection(statuses=("actual",)), per))
        assert [row["status"] for row in rows] == ["actual"]
    found = trend(happenings(every, Selection(statuses=("actual",))), "IRN", "IRQ")
    assert [period.ids for period in found.periods] == [("ev-2",)]


PAIRS = [
    ({}, [("Iran", "Iraq")]),
    ({"actors": (IRAN, UN)}, [("Iran", "Iraq"), ("United Nations", "Iraq")]),
    ({"recipients": ()}, [("Iran", None)]),
    ({"actors": ()}, [(None, "Iraq")]),
    ({"actors": (IRAN, IRAQ), "recipients": ()}, [("Iran", None), ("Iraq", None)]),
    ({"actors": (IRAN, IRAQ), "recipients": (), "type": "CONSULT"}, [("Iran", "Iraq"), ("Iraq", "Iran")]),
    ({"actors": (IRAN, IRAQ), "recipients": (), "trigger": (Span(0, 8),)}, [("Iran", "Iraq"), ("Iraq", "Iran")]),
]


@pytest.mark.parametrize(("changes", "expected"), PAIRS)
def test_who_did_it_to_whom(changes: dict[str, Any], expected: list[tuple[str | None, str | None]]) -> None:
    assert [pair.names for pair in pairs(telling("a", **changes))] == expected


def test_the_half_of_a_pair_gives_way_to_the_whole() -> None:
    told = (telling("a"), telling("b", recipients=()), telling("c", actors=()))
    assert [pair.names for pair in Happening("ev-1", "actual", told).pairs] == [("Iran", "Iraq")]


DATES = [
    ("2007-03-05", "2007-03-05", "2007-03-05", "day"),
    ("2007-02", "2007-02-01", "2007-02-28", "month"),
    ("2007", "2007-01-01", "2007-12-31", "year"),
    ("2003-06/2003-08", "2003-06-01", "2003-08-31", "interval"),
]


@pytest.mark.parametrize(("value", "first", "last", "precision"), DATES)
def test_times_as_days(value: str, first: str, last: str, precision: str) -> None:
    found = dated(value)
    assert found and (found.first.isoformat(), found.last.isoformat(), found.precision) == (first, last, precision)


@pytest.mark.parametrize("value", ["", "soon", "2007-13", "2007-02-30", "2008/2007", "0000"])
def test_what_is_no_time(value: str) -> None:
    assert dated(value) is None


@pytest.mark.parametrize(
    ("value", "by", "label"),
    [
        ("2007-12-31", "week", "2008-W01"),
        ("2007-03-05", "month", "2007-03"),
        ("2007-03-05", "year", "2007"),
        ("2007-03", "month", "2007-03"),
        ("2007-03", "week", None),
        ("2007", "month", None),
        ("2003-06/2003-08", "year", "2003"),
    ],
)
def test_periods(value: str, by: Any, label: str | None) -> None:
    assert period_of(dated(value), by) == label


# Trends


def test_a_trend_in_both_directions() -> None:
    back: dict[str, Any] = {"actors": (IRAQ,), "recipients": (IRAN,), "type": "AID", "confidence": 0.6}
    whens = [When(day, Span(0, 8)) for day in ("2007-03-01", "2007-03-30", "2007-04-02", "2007")]
    told = [
        telling("a", when=whens[0]),
        telling("b", event="ev-2", when=whens[1], **back),
        telling("c", event="ev-3", when=whens[2]),
        telling("d", event="ev-4", when=whens[3]),
    ]
    found = trend(happenings(told, Selection()), "Iran", "irq")
    assert (found.one.country, found.other.country, found.undated) == ("IRN", "IRQ", 1)
    march, april = found.periods
    assert (march.label, march.both.events, march.both.sum) == ("2007-03", 2, -4.8)
    assert march.both.mean == round((-10 * 0.9 + 7 * 0.6) / 1.5, 3)
    assert (march.forth.events, march.forth.mean) == (1, -10.0) and (march.back.events, march.back.mean) == (1, 7.0)
    assert (april.label, april.back.events, april.back.mean) == ("2007-04", 0, None)


def test_sides() -> None:
    known = [actor("Hassan Rahimi", "IRN"), actor("Hassan Karim", "IRQ"), actor("Red Dawn")]
    assert side_of("USA", known).country == side_of("united states", known).country == "USA"
    assert side_of("rahimi", known).name == "Hassan Rahimi" and side_of("red dawn", known).country is None
    with pytest.raises(NotFoundError, match="may be Hassan Rahimi, Hassan Karim"):
        side_of("Hassan", known)
    with pytest.raises(NotFoundError, match="nobody in these events"):
        side_of("Zorro", known)
    with pytest.raises(OptionError, match="the same actor"):
        trend([], "USA", "United States")
    with pytest.raises(OptionError, match="by 'day'"):
        trend([], "USA", "IRN", "day")  # type: ignore[arg-type]


# PLOVER


def test_plover_says_by_context_what_did_not_happen() -> None:
    found = list(plover_objects([telling(s, s) for s in STATUSES], Selection()))
    assert [one["context"] for one in found] == [CONTEXTS[status] for status in STATUSES]
    assert CONTEXTS == {"actual": [], "planned": ["future"], "possible": ["hypothetical"], "negated": ["negation"]}


def test_plover_fields() -> None:
    toll = Magnitude(12, "dead", Span(0, 8))
    place = Where("Basra", "IRQ", 30.5, 47.8, Span(0, 8))
    (one,) = plover_objects([telling("a", actors=(UN,), magnitude=(toll,), where=place)], Selection())
    assert one["source"][0]["code"] == "IGO" and one["source"][0]["sector"] is None
    assert one["recipient"][0]["code"] == "IRQ" and one["recipient"][0]["sector"] == "GOV"
    assert (one["event"], one["date"], one["date_precision"]) == (["ASSAULT"], "2007-03-05", "report")
    assert (one["text"], one["event_text"]) == ("Iran attacked Iraq.", ["attacked"])
    assert one["size_info"] == {"dead": 12} and one["event_loc"]["cc3"] == "IRQ"


# Through the command line

REPORTS = (
    ("The Harbour Post", "2007-03-05", "Iran attacked Iraq on Sunday, killing at least 20 soldiers. Kuwait did not"
     " expel the Russian ambassador. Iraq will attack Iran next month. Russia pledged $560 million in aid to Iraq."),
    ("=SUM(1+1)\t@x", "2007-03-06", "Iran attacked Iraq on Sunday. Iraq condemned Iran on Monday. The Iraqi president"
     " met the Iranian president in Basra on Tuesday."),
)  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("eventdata")
    rows = [
        {"outlet": outlet, "published": day, "text": text, "url": "http://x.org/1"} for outlet, day, text in REPORTS
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert CliRunner().invoke(main, ["read", str(folder / "a.jsonl"), "--db", str(folder / "a.db")]).exit_code == 0
    yield str(folder / "a.db")


def call(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def rows_of(db: str, *options: str) -> list[dict[str, str]]:
    code, out, _ = call("export", "--format", "icews", "--db", db, *options)
    assert code == 0
    return list(csv.DictReader(io.StringIO(out), delimiter="\t"))


def test_export_icews(db: str) -> None:
    rows = rows_of(db)
    assert rows and set(rows[0]) == set(COLUMNS) and {row["status"] for row in rows} == {"actual"}
    attack = next(r for r in rows if r["source_country"] == "IRN" and r["cameo_root"] == "19")
    assert (attack["target_country"], attack["goldstein"], attack["date"]) == ("IRQ", "-10.0", "2007-03-04")
    assert (attack["reports"], attack["said_by"]) == ("2", "narrator") and int(attack["mentions"]) >= 2
    assert not any(row["source_country"] == "KWT" for row in rows)
    meeting = [(r["source_country"], r["target_country"]) for r in rows if r["plover_type"] == "CONSULT"]
    assert sorted(meeting) == [("IRN", "IRQ"), ("IRQ", "IRN")]


def test_export_icews_by_mention_and_status(db: str) -> None:
    assert len(rows_of(db, "--per", "mention")) > len(rows_of(db))
    planned = rows_of(db, "--status", "planned")
    assert {row["status"] for row in planned} == {"planned"} and "IRQ" in {row["source_country"] for row in planned}
    assert [row["source_country"] for row in rows_of(db, "--status", "negated")] == ["KWT"]
    assert rows_of(db, "--min-confidence", "1") == []


def test_rows_hold_no_formula_and_no_tab(db: str) -> None:
    outlets = {row["outlets"] for row in rows_of(db, "--per", "mention")}
    assert any("SUM" in name for name in outlets) and not any(name.startswith("=") for name in outlets)
    assert len({len(line.split("\t")) for line in call("export", "--format", "icews", "--db", db)[1].splitlines()}) == 1


def test_export_plover(db: str) -> None:
    code, out, _ = call("export", "--format", "plover", "--db", db)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and {one["status"] for one in found} >= {"actual", "planned", "negated"}
    assert all((one["status"] == "actual") == (one["context"] == []) for one in found)
    texts = {r["id"]: r["text"] for r in json.loads(call("export", "--db", db)[1])["reports"]}
    for one in found:
        start, end = one["text_info"]["start"], one["text_info"]["end"]
        assert texts[one["report"]][start:end] == one["text"]
        assert all(texts[one["report"]][s:e] in one["text"] for s, e in one["spans"]["trigger"])
    aid = next(one for one in found if one["magnitude"] and one["magnitude"][0]["unit"] == "dollars")
    assert aid["magnitude"][0]["words"] == "$560 million" and aid["magnitude"][0]["value"] == 560_000_000
    toll = next(one for one in found if one["size_info"])
    assert toll["size_info"] == {"dead": 20} and toll["magnitude"][0]["hedge"] == "at least"
    only = call("export", "--format", "plover", "--status", "actual", "--db", db)[1].splitlines()
    assert {json.loads(line)["status"] for line in only} == {"actual"}


def test_show_trend(db: str) -> None:
    code, out, _ = call("show", "trend", "Iran", "IRQ", "--db", db)
    assert code == 0 and "2007-03" in out and "█" in out
    told = json.loads(call("show", "trend", "Iran", "IRQ", "--by", "week", "--db", db, "--json")[1])
    assert [p["period"] for p in told["periods"]] == ["2007-W09", "2007-W10"]
    rows = list(csv.DictReader(io.StringIO(call("show", "trend", "Iran", "IRQ", "--csv", "--db", db)[1])))
    assert [row["period"] for row in rows] == ["2007-03"] and int(rows[0]["both_events"]) >= 3
    with dragoman.open(db) as record:
        found = record.trend("Iran", "Iraq", by="month")
        assert found.periods[0].both.events == int(rows[0]["both_events"])
        assert record.trend("Iran", "Iraq", least=1.0).periods == ()
    assert "nothing" in call("show", "trend", "Fiji", "Iraq", "--db", db)[1]


def test_show_events_is_as_sure_as_asked_for(db: str) -> None:
    every = json.loads(call("show", "events", "--db", db, "--json")[1])
    assert {event["status"] for event in every} >= {"actual", "negated"}
    assert json.loads(call("show", "events", "--min-confidence", "1", "--db", db, "--json")[1]) == []
    negated = json.loads(call("show", "events", "--status", "negated", "--db", db, "--json")[1])
    assert negated and {event["status"] for event in negated} == {"negated"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["export", "--format", "icews", "--per", "day"], 1, "per 'day': expected one of event, mention"),
        (["export", "--format", "plover", "--per", "event"], 1, "goes with --format icews"),
        (["export", "--format", "icews", "--status", "likely"], 1, "status 'likely': expected some of actual"),
        (["export", "--format", "icews", "--min-confidence", "7"], 1, "confidence 7.0: expected a number from 0 to 1"),
        (["export", "--status", "actual"], 1, "go with --format plover or icews"),
        (["export", "--format", "icews", "--table", "events"], 1, "icews has no tables"),
        (["show", "trend", "Iran"], 1, "expected two actors"),
        (["show", "trend", "Iran", "Zorro"], 1, "nobody in these events"),
        (["show", "stories", "--min-confidence", "0.9"], 1, "go with events and trend"),
        (["show", "events", "ev-1", "ev-2"], 2, "a second name"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors(db: str, words: list[str], code: int, said: str) -> None:
    got, _, err = call(*words, "--db", db)
    assert got == code and said in err and "Traceback" not in err
