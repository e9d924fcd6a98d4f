"""The command line as a user meets it: the real program, a real file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.commands import SOME_REFUSED
from dragoman.export import TABLES
from dragoman.run import reader
from dragoman.store import Record

from .conftest import EXAMPLES


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("cli") / "record.db")
    assert CliRunner().invoke(main, ["read", str(EXAMPLES), "--db", path]).exit_code == 0
    return path


def call(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_a_folder_of_reports_to_a_record(tmp_path: Path) -> None:
    code, out, _ = call("read", str(EXAMPLES), "--db", str(tmp_path / "record.db"))
    assert code == 0
    assert "15 read, 0 held already, 0 refused" in out
    assert "BRITISH, FRENCH HALT" in out or "Guns fall silent" in out


def test_read_as_json(tmp_path: Path) -> None:
    code, out, _ = call("read", str(EXAMPLES), "--db", str(tmp_path / "record.db"), "--json")
    told = json.loads(out)
    assert code == 0 and told["reports"] == 15 and told["run"]["read"] == 15


def test_refusals_are_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The minister said on Friday that talks would begin in Vienna.")
    code, out, err = call(
        "read", str(tmp_path / "good.txt"), str(tmp_path / "gone.txt"), "--db", str(tmp_path / "r.db")
    )
    assert code == SOME_REFUSED
    assert "1 read" in out and "1 refused" in out
    assert "gone.txt" in err and "refused" in err
    code, out, _ = call("show", "refusals", "--db", str(tmp_path / "r.db"), "--json")
    assert [row["reason"] for row in json.loads(out)] == ["missing"]


@pytest.mark.parametrize(
    "what", ["stories", "events", "statements", "claims", "actors", "differences", "reports", "refusals"]
)
def test_show(db: str, what: str) -> None:
    code, out, _ = call("show", what, "--db", db)
    assert code == 0 and out.strip() and "[bold]" not in out
    code, out, _ = call("show", what, "--db", db, "--json")
    assert code == 0 and isinstance(json.loads(out), list)


def test_show_one_report(db: str) -> None:
    reports = json.loads(call("show", "reports", "--db", db, "--json")[1])
    lantern = next(r for r in reports if r["date_problem"])
    code, out, _ = call("show", "report", lantern["id"][:8], "--db", db)
    assert code == 0 and "Isobel Rennick" in out and "Date problem" in out
    told = json.loads(call("show", "report", lantern["id"], "--db", db, "--json")[1])
    assert told["text"] and told["statements"] and told["events"]


def test_show_within_a_story_and_by_a_speaker(db: str) -> None:
    story = json.loads(call("show", "stories", "--db", db, "--json")[1])[0]["id"]
    inside = json.loads(call("show", "statements", "--story", story, "--db", db, "--json")[1])
    every = json.loads(call("show", "statements", "--db", db, "--json")[1])
    assert 0 < len(inside) < len(every)
    speaker = next(s["speaker"] for s in every if s["kind"] == "person" and " " in s["speaker"])
    found = json.loads(call("show", "statements", "--speaker", speaker.upper(), "--db", db, "--json")[1])
    assert found and all(speaker.split()[-1] in s["speaker"] for s in found)


def test_compare(db: str) -> None:
    story = json.loads(call("show", "stories", "--db", db, "--json")[1])[0]["id"]
    code, out, _ = call("compare", story[:8], "--db", db)
    assert code == 0 and "● reports" in out and "· silent" in out
    told = json.loads(call("compare", story, "--db", db, "--json")[1])
    assert told["story"]["id"] == story and len(told["events"][0]["accounts"]) == len(told["reports"])


def test_search(db: str) -> None:
    code, out, _ = call("search", "canal", "--db", db)
    assert code == 0 and "anal" in out
    assert json.loads(call("search", "canal", "--db", db, "--json")[1])
    assert call("search", "zeppelin", "--db", db)[1] == "nothing found\n"


def test_export_json(db: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    assert call("export", "-o", str(path), "--db", db)[0] == 0
    assert json.loads(path.read_text("utf-8")) == json.loads(call("export", "--db", db)[1])


@pytest.mark.parametrize("table", TABLES)
def test_export_csv(db: str, table: str) -> None:
    code, out, _ = call("export", "--format", "csv", "--table", table, "--db", db)
    rows = list(csv.reader(io.StringIO(out)))
    assert code == 0 and len({len(row) for row in rows}) == 1
    assert len(rows) > 1 or table == "differences"


def test_demo(tmp_path: Path) -> None:
    code, out, _ = call("demo", "--folder", str(tmp_path / "demo"))
    assert code == 0 and "Who is quoted" in out and "Pages:" in out
    assert (tmp_path / "demo" / "pages" / "index.html").read_text("utf-8").startswith("<!")


def test_evaluate(db: str, tmp_path: Path) -> None:
    text = (EXAMPLES / "suez-meridian.txt").read_text("utf-8")
    assert "ordered a cease-fire" in text
    gold = {"file": "suez-meridian.txt", "statements": [], "events": [{"trigger": "cease-fire", "type": "RETREAT"}]}
    (tmp_path / "one.json").write_text(json.dumps(gold))
    code, out, _ = call("evaluate", str(tmp_path), "--db", db)
    assert code == 0 and "1 annotated reports" in out
    told = json.loads(call("evaluate", str(tmp_path), "--db", db, "--json")[1])
    assert told["scores"]["events found"]["annotated"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "stories", "--db", "no/such.db"], "no such record; make one with: dragoman read"),
        (["show", "report"], "expected an ID; list them with: dragoman show reports"),
        (["show", "report", "zzz"], "not in"),
        (["compare", "st-zzz"], "dragoman show stories"),
        (["export", "--format", "xml"], "format 'xml': expected one of json, csv"),
        (["export", "--format", "csv", "--table", "people"], "table 'people': expected one of statements"),
        (["export", "-o", "no/such/folder/x.json"], "name another file with -o"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_name_the_value_and_the_remedy(db: str, words: list[str], said: str) -> None:
    code, _, err = call(*words, *([] if "--db" in words else ["--db", db]))
    assert code == 1
    assert err.startswith("dragoman: ") and said in err and "Traceback" not in err


def test_a_failed_export_harms_no_file(db: str, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("kept")
    assert call("export", "--format", "xml", "-o", str(path), "--db", db)[0] == 1
    assert call("export", "--table", "events", "-o", str(path), "--db", db)[0] == 1
    assert path.read_text() == "kept"
    code, _, err = call("export", "-o", db, "--db", db)
    assert code == 1 and "is the record itself" in err
    assert call("show", "reports", "--db", db)[0] == 0


def test_a_terminal_is_not_given_what_it_would_obey(tmp_path: Path) -> None:
    title = "Talks \x1b[2J\x9b31m [/x] [bold]begin"
    row = {"text": "“\x1b]0;x\x07Peace is near,” the minister said.", "title": title, "outlet": "A\x1b[31m"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    db = str(tmp_path / "a[b].db")
    told = [call("read", str(tmp_path / "a.jsonl"), "--db", db)]
    told += [call("show", what, "--db", db) for what in ("stories", "statements", "events", "reports", "actors")]
    told += [call("search", "peace", "--db", db)]
    assert all(code == 0 for code, _, _ in told)
    assert not any(sign in out for _, out, _ in told for sign in ("\x1b", "\x9b", "\x07"))
    assert "a[b].db" in told[0][1] and "[bold]begin" in told[1][1].replace("\n", " ")


def test_reports_that_are_not_compared_yet_are_told(db: str, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(Path(db).read_bytes())
    with Record.open(path) as record:
        record.add(next(iter(record.readings())), reader())
    assert "not compared yet; run dragoman read once more" in call("show", "stories", "--db", str(path))[2]


def test_a_speaker_is_found_by_any_words_of_the_name(db: str) -> None:
    every = json.loads(call("show", "statements", "--speaker", "gorbachev", "--db", db, "--json")[1])
    assert {s["speaker"] for s in every} >= {"Mikhail Gorbachev"}


def test_what_a_speaker_said_is_in_order(db: str) -> None:
    said = json.loads(call("show", "statements", "--speaker", "gorbachev", "--db", db, "--json")[1])
    with Record.open(db) as record:
        places = [(s["published"], s["report"], record.statement(s["id"]).cue[0].start) for s in said]
    assert len(said) > 2 and places == sorted(places)
    assert all(s["page"] == f"/report/{s['report']}.html#{s['id']}" for s in said)
    assert all(s["outlet"] and s["act"] and s["content"] and isinstance(s["via"], list) for s in said)


def test_who_is_quoted(db: str) -> None:
    told = json.loads(call("show", "speakers", "--db", db, "--json")[1])
    numbers = [speaker["statements"] for speaker in told["speakers"]]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == sum(outlet["statements"] for outlet in told["outlets"])
    for outlet in told["outlets"]:
        assert outlet["named"] + outlet["unnamed"] == outlet["statements"] >= outlet["relayed"]
        assert outlet["share"] == round(outlet["unnamed"] / outlet["statements"], 3)
    out = call("show", "speakers", "--db", db)[1]
    assert "Mikhail Gorbachev" in out and "unnamed" in out
    story = json.loads(call("show", "stories", "--db", db, "--json")[1])[0]["id"]
    inside = json.loads(call("show", "speakers", "--story", story, "--db", db, "--json")[1])
    assert 0 < len(inside["speakers"]) < len(told["speakers"])


CLAIM = "two thousand soldiers would quit the palace and the southern harbour before the summer"
CARRIED = (
    (
        "The Harbour Post",
        "2007-03-02",
        f"A senior official said that {CLAIM}. British troops hold the palace of Basra, the largest city of the Iraqi"
        " south, with some tanks, and few of their convoys still come through the town by day.",
    ),
    (
        "The Morning Ledger",
        "2007-03-03",
        f"The Harbour Post reported that {CLAIM}. The Iraqi army is to take over the palace from the British in Basra,"
        " where shells fell in the night again and the markets were shut.",
    ),
    (
        "Cedar \x1b[31mRadio",
        "2007-03-04",
        f"Tehran denied that {CLAIM}. It has long asked for an end of what it calls the British occupation of Basra,"
        " and keeps a consulate a mile from the palace, which Iraqi police guard.",
    ),
)


def carried(folder: Path) -> str:
    """A record of three reports that carry one claim."""
    rows = [{"outlet": outlet, "published": day, "text": text} for outlet, day, text in CARRIED]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert call("read", str(folder / "a.jsonl"), "--db", str(folder / "a.db"))[0] == 0
    return str(folder / "a.db")


def test_a_claim_that_passes_from_report_to_report(tmp_path: Path) -> None:
    db = carried(tmp_path)
    (claim,) = json.loads(call("show", "claims", "--db", db, "--json")[1])
    assert [(link["published"], link["path"]) for link in claim["links"]] == [
        ("2007-03-02", ["A senior official", "The Harbour Post"]),
        ("2007-03-03", ["The Harbour Post", "The Morning Ledger"]),
        ("2007-03-04", ["Tehran", "Cedar \x1b[31mRadio"]),
    ]
    assert [link["act"] for link in claim["links"]][2] == "deny"
    code, out, _ = call("show", "claims", "--story", claim["story"], "--db", db)
    assert code == 0 and "A senior official → The Harbour Post" in out and "\x1b" not in out
    assert "\x1b" not in call("show", "speakers", "--db", db)[1]


def test_an_empty_record_has_no_speakers_and_no_claims(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Record.open(path, create=True).close()
    assert [call("show", what, "--db", str(path))[1] for what in ("speakers", "claims")] == ["nothing\n"] * 2


def test_export_annotations(db: str, tmp_path: Path) -> None:
    path = tmp_path / "statements.jsonld"
    assert call("export", "--format", "annotations", "-o", str(path), "--db", db)[0] == 0
    told = json.loads(path.read_text("utf-8"))
    statements = json.loads(call("show", "statements", "--db", db, "--json")[1])
    assert [i["id"] for i in told["first"]["items"]] == [f"urn:dragoman:statement:{s['id']}" for s in statements]
    assert call("export", "--format", "annotations", "--table", "speakers", "--db", db)[0] == 1


def test_the_table_of_speakers_holds_no_formula(tmp_path: Path) -> None:
    row = {"text": "The talks have failed, the minister said on Friday.", "outlet": '=HYPERLINK("x")'}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    db = str(tmp_path / "a.db")
    call("read", str(tmp_path / "a.jsonl"), "--db", db)
    rows = list(csv.DictReader(io.StringIO(call("export", "--format", "csv", "--table", "speakers", "--db", db)[1])))
    assert rows and {r["outlets"] for r in rows} == {'\'=HYPERLINK("x")'}


def test_a_wrong_command_line(db: str) -> None:
    assert call("read")[0] == 2
    assert call("show", "verdicts")[0] == 2


def test_every_command_has_an_example_in_its_help() -> None:
    for name in main.commands:
        code, out, _ = call(name, "--help")
        assert code == 0 and "Example" in out and f"dragoman {name}" in out, name


def test_output_in_a_pipe_is_plain(db: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "show", "stories", "--db", db], capture_output=True, check=True
    )
    assert b"\x1b[" not in done.stdout and b"Reykjavik" in done.stdout


def test_a_correction_stands_in_every_output_and_outlives_reading_again(tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")
    report = tmp_path / "a.txt"
    report.write_text('President Karimi met the Norwegian envoy in Oslo on Friday. "We agreed," Mr Karimi said.')
    call("read", str(report), "--db", db)
    queued = json.loads(call("review", "queue", "--db", db, "--json")[1])
    said = next(row["id"] for row in queued if row["kind"] == "statement")
    met = next(row["id"] for row in queued if row["kind"] == "event")
    code, out, _ = call("review", "set", said, "speaker=Farid Karimi", "act=announce", "--who", "Ann", "--db", db)
    assert code == 0 and "correction 1 by Ann" in out
    call("review", "reject", met, "--who", "Ann", "--why", "a test", "--db", db)
    assert not call("read", str(report), "--db", db)[0]
    told = exported(db)
    statement = next(s for r in told["reports"] for s in r["statements"] if s["id"] == said)
    assert (statement["speaker"], statement["act"]) == ("Farid Karimi", "announce")
    assert [(line["who"], line["value"]["speaker"]) for line in statement["corrected"]] == [("Ann", "Farid Karimi")]
    assert met not in {m["id"] for r in told["reports"] for m in r["events"]}
    assert [(line["action"], line["why"]) for line in told["corrections"]] == [("set", ""), ("reject", "a test")]
    own = exported(db, "--as-read")
    assert met in {m["id"] for r in own["reports"] for m in r["events"]} and own["corrections"] == []
    assert "Farid" not in json.dumps(own)
    rows = list(csv.DictReader(io.StringIO(call("export", "--format", "csv", "--db", db)[1])))
    assert rows[0]["corrected"].startswith("corrected by Ann on 20") and "(speaker, act)" in rows[0]["corrected"]
    notes = json.loads(call("export", "--format", "annotations", "--db", db)[1])
    bodies = [body for item in notes["first"]["items"] for body in item["body"]]
    assert [b["creator"]["name"] for b in bodies if b["dragoman:field"] == "corrected"] == ["Ann"]
    assert "corrected by Ann" in call("show", "statements", "--db", db)[1]
    assert "Farid" not in call("show", "statements", "--as-read", "--db", db)[1]
    assert "100%" not in call("review", "agreement", "--db", db)[1]
    assert call("review", "undo", "2", "--who", "Ben", "--db", db)[0] == 0
    assert "takes back 2" in call("review", "history", "--db", db)[1]
    assert met in {m["id"] for r in exported(db)["reports"] for m in r["events"]}


def exported(db: str, *options: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(call("export", "--db", db, *options)[1])
    return told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["review", "confirm", "zz-s1"], "review queue"),
        (["review", "undo", "99"], "review history"),
        (["review", "merge", "Ann", "--into", "Ann"], "expected two names"),
    ],
)
def test_what_cannot_be_corrected_is_told(db: str, words: list[str], said: str) -> None:
    code, _, err = call(*words, "--db", db)
    assert code == 1 and said in err
