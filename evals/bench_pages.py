"""Speed of the pages over a record of generated reports: each page's server part, alone and with others at work.

The rows are made up and go straight into SQLite: `--reports` reports with twenty statements and six mentions of events
each, in stories of one to forty reports. Run with: python -m evals.bench_pages --reports 100000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from dragoman.lists import actor_slug, slug
from dragoman.lists.choice import LAST_PAGE
from dragoman.pages.app import make_app, new_office, spare_the_collector
from dragoman.record import ACTS, EVENT_TYPES
from dragoman.run import compare_corrected
from dragoman.store import Reader, Record

STATEMENTS, MENTIONS = 20, 6
ROUNDS = 40
READERS = 10
SECONDS = 20
COUNTRIES = "USA GBR FRA DEU RUS CHN IRN IRQ ISR EGY SYR TUR IND PAK JPN NOR BRA ZAF TUV XKX".split()
WORDS = (
    "talks envoy minister border troops ceasefire ship canal treaty visit embargo strike vote police harbour sanctions "
    "accord summit protest prisoner aid convoy inspectors oil grain army mission council letter"
).split()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=100_000)
    options.add_argument("--db", type=Path, default=Path("build/bench-pages.db"))
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    if not given.db.exists():
        given.db.parent.mkdir(parents=True, exist_ok=True)
        fill(given.db, given.reports)
    spare_the_collector()
    found = {
        "size_mb": given.db.stat().st_size // 1_000_000,
        "alone": alone(given.db),
        "written": written(given.db),
        "together": together(given.db),
    }
    if given.json:
        print(json.dumps(found))
        return 0
    print(
        f"{given.db}: {found['size_mb']} MB\n\n{'page':34}{'median':>9}{'p95':>9}"
        f"   with {READERS} readers and a writer: p95"
    )
    for page, (median, p95) in found["alone"].items():
        print(f"{page:34}{median:>6.0f} ms{p95:>6.0f} ms{found['together']['pages'].get(page, 0):>12.0f} ms")
    for done, (median, p95) in found["written"].items():
        print(f"{done:34}{median:>6.0f} ms{p95:>6.0f} ms")
    both = found["together"]
    print(
        f"\n{both['answered']:,} answers (p95 of all {both['p95']:.0f} ms) and {both['corrections']} corrections"
        f" (median {both['correction_ms']:.0f} ms with its story compared anew) in {SECONDS} s by the clock;"
        f" programs that waited for the processor in the minute before: {os.getloadavg()[0]:.0f}"
    )
    return 0


# A record of made-up rows


def fill(path: Path, reports: int) -> None:
    """Make a record of so many reports, in one transaction."""
    chance, started = random.Random(7), time.process_time()
    names = [f"{a} {b}" for a in "Ann Ben Cai Dov Eva Fay Gus Hal Ivo Jan".split() for b in _surnames(chance, 3000)]
    with Record.open(path, create=True) as record:
        record.begin_run(Reader("r1", "dragoman", "model", {}), "2026-01-01T00:00:00Z")
        sql = record._db.conn
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF"):
            sql.execute(f"PRAGMA {setting}")
        found = (
            "type IN ('trigger', 'index') AND sql NOT NULL AND name NOT LIKE 'corrections%' AND name NOT LIKE '%fts%'"
        )
        later = sql.execute(f"SELECT type, name, sql FROM sqlite_master WHERE {found}").fetchall()
        for type, name, _ in later:
            sql.execute(f"DROP {type} [{name}]")
        sql.execute("BEGIN")
        start, number = 0, 0
        while start < reports:
            size = min(chance.choice((1, 1, 2, 3, 4, 5, 8, 40 if number % 50 == 0 else 6)), reports - start)
            _add_story(sql, chance, number, range(start, start + size), names)
            start, number = start + size, number + 1
        for _, _, made in later:
            sql.execute(made)
        for table in ("reports", "statements"):
            sql.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        print(f"rows written in {time.process_time() - started:.0f} s of the processor", flush=True)
        began = time.process_time()
        record.lists.refresh()
        print(f"lists filled in {time.process_time() - began:.0f} s of the processor", flush=True)
        sql.execute("COMMIT")
        sql.execute("PRAGMA journal_mode = WAL")


def _surnames(chance: random.Random, number: int) -> list[str]:
    return [
        "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)).title() for _ in range(number)
    ]


def _add_story(sql: sqlite3.Connection, chance: random.Random, number: int, reports: range, names: list[str]) -> None:
    story, day = (
        f"st-{number:07d}",
        f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
    )
    actors = [names[int(len(names) * chance.random() ** 3)] for _ in range(6)]
    title = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}".capitalize()
    sql.execute("INSERT INTO stories VALUES (?, ?, '[]', ?, 0)", (story, title, number))
    mentions: list[list[str]] = []
    for place, report in enumerate(reports):
        mentions.append(_add_report(sql, chance, f"{report:016x}", day, title, actors))
        sql.execute("INSERT INTO story_reports VALUES (?, ?, 0, ?)", (story, f"{report:016x}", place))
    for event in range(MENTIONS):
        id = f"ev-{story}-{event}"
        values = (id, story, number * MENTIONS + event, EVENT_TYPES[(number + event) % 16], day)
        sql.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, '[]')", (*values, json.dumps(actors[:2])))
        held = [every[event] for every in mentions]
        sql.executemany("INSERT INTO event_mentions VALUES (?, ?, ?)", [(id, m, n) for n, m in enumerate(held)])
        sql.executemany(
            "INSERT INTO accounts VALUES (?, ?, ?, 'Outlet', 'reports')",
            [(id, m.split("-")[0], n) for n, m in enumerate(held)],
        )
    if len(reports) > 1:
        sql.execute(
            "INSERT INTO differences VALUES (?, ?, ?, ?, 'conflict', 'dead: 12 or 20')",
            (f"d-{story}", story, number, id),
        )
        sql.executemany(
            "INSERT INTO quotes VALUES (?, ?, ?, 10, 40)",
            [(f"d-{story}", n, f"{r:016x}") for n, r in enumerate(reports[:2])],
        )


def _add_report(
    sql: sqlite3.Connection, chance: random.Random, id: str, day: str, title: str, actors: list[str]
) -> list[str]:
    sentences = [
        f"{chance.choice(actors)} said the {' '.join(chance.choices(WORDS, k=12))}." for _ in range(STATEMENTS)
    ]
    text, spans = " ".join(sentences), []
    at = 0
    for sentence in sentences:
        spans.append([at, at + len(sentence)])
        at += len(sentence) + 1
    sql.execute(
        """INSERT INTO reports (id, path, outlet, title, published, language, text, body, header, sentences, reader)
        VALUES (?, ?, ?, ?, ?, 'en', ?, ?, '{}', ?, 'r1')""",
        (
            id, f"{id}.txt", f"Outlet {chance.randint(1, 200)}", title, day, text, json.dumps([0, len(text)]),
            json.dumps(spans),
        ),
    )  # fmt: skip
    sql.executemany(
        """INSERT INTO statements (id, report, position, source, cue, content, source_text, cue_text, content_text,
        speaker, speaker_kind, via, manner, act, confidence, evidence, country, published)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'said', ?, ?, ?, '[]', 'indirect', ?, ?, '[]', ?, ?)""",
        [(*values, day) for values in _statements(chance, id, sentences, spans)],
    )
    found = [f"{id}-e{spans[n][0] + 3}" for n in range(MENTIONS)]
    sql.executemany(
        """INSERT INTO mentions VALUES (?, ?, ?, ?, 'said', ?, NULL, ?, 'narrator', ?, NULL, '[]', ?)""",
        [
            (m, id, n, json.dumps([[spans[n][0], spans[n][0] + 4]]), chance.choice(EVENT_TYPES),
             chance.choice(("actual", "actual", "planned", "negated")), json.dumps([day, [0, 3]]), chance.random())
            for n, m in enumerate(found)
        ],
    )  # fmt: skip
    sql.executemany(
        "INSERT INTO participants VALUES (?, ?, 0, ?, ?, 'GOV', 0, 3, ?)",
        [
            (m, role, chance.choice(actors), chance.choice(COUNTRIES), day)
            for m in found
            for role in ("actor", "recipient")
        ],
    )
    return found


def _statements(
    chance: random.Random, id: str, sentences: list[str], spans: list[list[int]]
) -> Iterator[tuple[Any, ...]]:
    for n, (sentence, (start, end)) in enumerate(zip(sentences, spans, strict=True)):
        name = " ".join(sentence.split()[:2])
        cue = start + len(name) + 1
        kind = chance.choice(("person", "person", "organisation", "anonymous"))
        yield (
            f"{id}-s{cue}", id, n, json.dumps([[start, cue - 1]]), json.dumps([[cue, cue + 4]]),
            json.dumps([[cue + 5, end]]), name, sentence[len(name) + 6 :], name, kind, chance.choice(ACTS),
            round(chance.random(), 3), chance.choice((*COUNTRIES, None)),
        )  # fmt: skip


# What is asked


def asked(path: Path) -> dict[str, list[str]]:
    """Addresses by what they show, each list gone through in turn."""
    with Record.open(path) as record:
        first = record.lists.actors("", 5)
        speakers = record.lists.speakers(5)
        stories = [
            row[0] for row in record._tuples("SELECT story FROM story_cards WHERE reports BETWEEN 3 AND 8 LIMIT 40")
        ]
        large = [row[0] for row in record._tuples("SELECT story FROM story_cards ORDER BY reports DESC LIMIT 5")]
        reports = [row[0] for row in record._tuples("SELECT id FROM reports ORDER BY row LIMIT 40")]
    rare = first[-1].name
    return {
        "stories": ["/"],
        "stories, narrowed": [f"/?country={c}&type=AID&since=2015" for c in COUNTRIES[:6]],
        "stories of an actor": [f"/?actor={person.name}&order=differences" for person in first],
        "story, 3 to 8 reports": [f"/story/{id}.html" for id in stories],
        "story, 40 reports": [f"/story/{id}.html" for id in large],
        "brief": [f"/story/{id}-brief.html" for id in stories],
        "report": [f"/report/{id}.html" for id in reports],
        "speakers": ["/speakers/", "/speakers/?page=100"],
        "stories, deep or rare": [
            f"/?page={LAST_PAGE}",
            "/?order=differences&page=100",
            "/?order=latest&page=100",
            "/?country=USA&page=100",
            "/?outlet=Outlet 7&type=AID&status=negated&country=IRN&since=2020-02&until=2020-03",
            "/?until=1999",
        ],
        "speaker, of those quoted most": [f"/speakers/{slug(row.name, row.kind)}.html" for row in speakers],
        "actors": ["/actors/", "/actors/?country=NOR", "/actors/?page=100"],
        "actor, of those told of most": [f"/actors/{actor_slug(person.name)}.html" for person in first],
        "statements": ["/statements/", "/statements/?act=threaten&country=TUV", "/statements/?kind=anonymous&page=50"],
        "statements of a speaker": [f"/statements/?speaker={rare}"],
        "statements, deep or rare": [
            f"/statements/?page={LAST_PAGE}",
            f"/statements/?speaker={first[0].name}&page={LAST_PAGE}",
            "/statements/?kind=document",
            "/statements/?country=TUV&kind=document",
            "/statements/?act=threaten&kind=document",
            "/statements/?country=TUV&act=threaten&page=100",
            "/statements/?outlet=Outlet 7&act=threaten&country=TUV",
            "/statements/?outlet=Outlet 7&kind=document",
        ],
        "chronology": [
            "/chronology/",
            "/chronology/?since=2020-03&until=2020-04&country=IRN",
            "/chronology/?type=AID&status=negated",
        ],
        "chronology of an actor": [f"/chronology/?actor={person.name}" for person in first],
        "chronology, deep or rare": [
            f"/chronology/?page={LAST_PAGE}",
            "/chronology/?status=possible",
            "/chronology/?country=TUV&page=100",
            f"/chronology/?actor={first[0].name}&page=50",
            f"/chronology/?actor={rare}&type=AID&status=negated",
        ],
        "search, common word": ["/search?q=ceasefire", "/search?q=troops"],
        "search, two words and a phrase": ['/search?q=grain "letter treaty"', "/search?q=embargo convoy harbour"],
        "search, a phrase of common words": [
            '/search?q="border troops ceasefire"',
            "/search?q=grain letter ship canal",
        ],
        "queue": ["/review/", "/review/?kind=event"],
        "history": ["/review/history.html"],
    }


def client_of(path: Path) -> tuple[TestClient, str]:
    """A visitor of pages as `dragoman serve` gives them, who may correct."""
    office = new_office("bench")
    app = make_app(path, office=office, after=compare_corrected)
    return TestClient(app, base_url="http://localhost"), office.secret


def alone(path: Path) -> dict[str, tuple[float, float]]:
    """Milliseconds of the processor for each page, median and 95th, one after the other.

    Of the processor and not of the clock, so that other programs on the machine do not count.
    """
    client, _ = client_of(path)
    found = {}
    for page, addresses in asked(path).items():
        client.get(addresses[0])
        times = sorted(_timed(client, addresses[n % len(addresses)], time.process_time) for n in range(ROUNDS))
        found[page] = (times[len(times) // 2], times[int(len(times) * 0.95)])
        print(f"{page:34}{found[page][0]:>8.1f}{found[page][1]:>8.1f}", flush=True)
    return found


def _timed(client: TestClient, address: str, clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return (clock() - began) * 1000


def written(path: Path) -> dict[str, tuple[float, float]]:
    """Milliseconds of the processor for what is written, median and 95th: the lists are brought up to date in it."""
    times: dict[str, list[float]] = {}

    def timed(what: str, do: Callable[[], object]) -> None:
        began = time.process_time()
        do()
        times.setdefault(what, []).append((time.process_time() - began) * 1000)

    with Record.open(path) as record:
        (reader,) = record.provenance()
        for item in record.corrections.queue(ROUNDS, 1000):
            who: dict[str, Any] = {"who": "bench", "at": "2026-01-02T00:00:00Z"}
            timed("correction", lambda: record.corrections.decide(item.id, "confirm", **who))  # noqa: B023
            timed("its story compared anew", lambda: compare_corrected(record))
            again = record.reading(item.report)
            timed("report read anew, stored", lambda: record.add(again, reader))  # noqa: B023
            story = record.value("SELECT id FROM stories WHERE stale")
            for change in ("UPDATE stories SET stale = 0", "DELETE FROM ungrouped"):
                record.execute(change)
            record.execute("INSERT OR IGNORE INTO unlisted VALUES (?)", (story,))
            timed("lists after one report", record.fill_lists)
    return {
        what: (sorted(found)[len(found) // 2], sorted(found)[int(len(found) * 0.95)]) for what, found in times.items()
    }


def together(path: Path) -> dict[str, Any]:
    """Ten readers that ask without pause and one writer who corrects, for `SECONDS`."""
    pages = list(asked(path).items())
    times: dict[str, list[float]] = {page: [] for page, _ in pages}
    until = time.perf_counter() + SECONDS
    written: list[float] = []

    def read(seed: int) -> None:
        client, _ = client_of(path)
        chance = random.Random(seed)
        while time.perf_counter() < until:
            page, addresses = chance.choice(pages)
            times[page].append(_timed(client, chance.choice(addresses)))

    work: list[Callable[[], None]] = [lambda seed=seed: read(seed) for seed in range(READERS)]  # type: ignore[misc]
    threads = [threading.Thread(target=one) for one in [*work, lambda: written.extend(_write(path, until))]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = sorted(one for found in times.values() for one in found)
    return {
        "p95": every[int(len(every) * 0.95)],
        "pages": {page: sorted(found)[int(len(found) * 0.95)] for page, found in times.items() if found},
        "answered": sum(map(len, times.values())),
        "corrections": len(written),
        "correction_ms": sorted(written)[len(written) // 2] if written else 0,
    }


def _write(path: Path, until: float) -> Iterator[float]:
    """Confirm and take back the first item of the queue, again and again."""
    client, secret = client_of(path)
    with Record.open(path) as record:
        ids = [item.id for item in record.corrections.queue(200)]
    for id in ids:
        if time.perf_counter() > until:
            return
        began = time.perf_counter()
        sent = {"token": secret, "item": id, "action": "confirm", "back": "/static/style.css"}
        response = client.post("/review/decide", data=sent, headers={"origin": "http://localhost"})
        assert response.status_code == 200, response.text[:300]
        yield (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
