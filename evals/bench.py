"""Speed and memory of what ships, on one collection in one run, so that figures can be held against each other.

The collection is the 210 articles of the development data where they are at hand, else the example reports many times
over. Each size runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from dragoman.actors import Actors
from dragoman.encoder import Encoded, Encoder, cut_words, load_encoder
from dragoman.gazetteer import load_gazetteer
from dragoman.mentions import find_mentions
from dragoman.pipeline import compare, read
from dragoman.places import Places
from dragoman.record import Capture, Reading, Span
from dragoman.run import read_into, reader
from dragoman.sources import captures
from dragoman.statements import find_statements
from dragoman.store import Reader, Record
from dragoman.text import find_quotations, find_sentences, repair
from dragoman.times import find_times
from evals.scorers import DATA, ROOT

SIZES = (21, 210)
STATIONS = (
    "sources", "text", "model alone", "encoder", "encoder, 2 threads", "actors", "times", "places", "statements",
    "mentions", "read, all stations", "store", "compare", "whole run, to disk", "run with nothing new",
)  # fmt: skip

T = TypeVar("T")


STARTS = 5
"""Starts of which the quickest counts."""


def main(*, as_json: bool) -> int:
    found = [_in_own_process(size) for size in SIZES]
    found[0]["gazetteer"] = measure_gazetteer()
    if as_json:
        print(json.dumps(found))
        return 0
    print(f"{found[0]['source']}, {found[-1]['words']:,} words in the larger size\n")
    print(f"{'':22}" + "".join(f"{size:>7} reports" for size in SIZES) + "      growth")
    for station in STATIONS:
        small, large = (f["seconds"][station] for f in found)
        rates = [f"{f['words'] / f['seconds'][station]:>11,.0f} w/s" for f in found]
        print(f"{station:22}{''.join(rates)}   time x {large / small:5.1f}")
    for name, unit in (("peak_mib", "MiB"), ("words", "words")):
        small, large = (f[name] for f in found)
        print(f"{name.split('_')[0]:22}{small:>11,.0f} {unit:3}{large:>11,.0f} {unit:3}        x {large / small:5.1f}")
    for start, seconds in found[0]["gazetteer"].items():
        print(f"gazetteer, {start:15} {1000 * seconds:8,.0f} ms")
    return 0


def measure_gazetteer() -> dict[str, float]:
    """Seconds in which the cities of the extra are at hand, with their cache and without; imports are not counted."""
    code = (
        "import sys, time; from pathlib import Path; from dragoman.gazetteer import load_gazetteer;"
        "start = time.perf_counter(); load_gazetteer(Path(sys.argv[1])).cities('Paris');"
        "print(time.perf_counter() - start)"
    )
    with tempfile.TemporaryDirectory() as home:

        def seconds(folder: str) -> float:
            given = [sys.executable, "-c", code, str(Path(home) / folder)]
            return float(subprocess.run(given, capture_output=True, text=True, check=True, cwd=ROOT).stdout)

        without = min(seconds(f"cache-{n}") for n in range(STARTS))
        return {"without cache": without, "with cache": min(seconds("cache-0") for _ in range(STARTS))}


def _in_own_process(size: int) -> dict[str, Any]:
    code = f"import json; from evals.bench import measure; print(json.dumps(measure({size})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(size: int) -> dict[str, Any]:
    """Seconds of each station over the first `size` reports, and the process's peak memory."""
    path = DATA / "triplets" / "triplets.jsonl"
    source = "210 articles of the development data" if path.exists() else "the example reports, repeated"
    with tempfile.TemporaryDirectory() as home:
        given = Path(home) / "given.jsonl"
        _collect(path, size, given)
        read(Capture("The talks began on Monday, officials said.", "warm-up"))
        clock = Clock()
        found = clock.time("sources", lambda: [c for c in captures([given]) if isinstance(c, Capture)])
        _time_stations(clock, found)
        readings = clock.time("read, all stations", lambda: [r for c in found if isinstance(r := read(c), Reading)])
        clock.time("compare", lambda: compare(readings))
        _time_store(clock, readings, Path(home))
        with Record.open(Path(home) / "whole.db", create=True) as record:
            clock.time("whole run, to disk", lambda: read_into(record, [given]))
            clock.time("run with nothing new", lambda: read_into(record, [given]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    words = sum(len(c.text.split()) for c in found)
    return {"source": source, "reports": size, "words": words, "seconds": clock.seconds, "peak_mib": peak}


class Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        self.seconds[name] = time.perf_counter() - start
        return result


def _collect(path: Path, size: int, given: Path) -> None:
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()[:size]
    else:
        lines = [json.dumps(row) for row in _repeated(size)]
    given.write_text("\n".join(lines), encoding="utf-8")


def _repeated(size: int) -> Iterator[dict[str, str | None]]:
    examples = [c for c in captures([ROOT / "examples" / "reports"]) if isinstance(c, Capture)]
    for n in range(size):
        capture = examples[n % len(examples)]
        yield {"text": f"{capture.text}\n\n{n}", "title": capture.title, "outlet": capture.outlet}


def _time_stations(clock: Clock, found: list[Capture]) -> None:
    views = clock.time("text", lambda: [_prepare(capture.text) for capture in found])
    encoded = _time_encoder(clock, views)
    actors = clock.time("actors", lambda: [Actors(view, sentences) for view, sentences, _ in views])
    published = [(capture.published or "2010-01-01")[:10] for capture in found]
    times = clock.time(
        "times", lambda: [find_times(v.text, day) for (v, _, _), day in zip(views, published, strict=True)]
    )
    statements = clock.time(
        "statements",
        lambda: [
            find_statements(v, s, q, own, "id", None, read)
            for (v, s, q), own, read in zip(views, actors, encoded, strict=True)
        ],
    )
    readings = [read(capture) for capture in found]
    reports = [r.report for r in readings if isinstance(r, Reading)]
    gazetteer = load_gazetteer()
    places = clock.time(
        "places", lambda: [Places(v, s, own, gazetteer) for (v, s, _), own in zip(views, actors, strict=True)]
    )
    rows = list(zip(views, actors, statements, times, places, reports, strict=True))
    clock.time("mentions", lambda: [find_mentions(v, s, a, st, t, p, r) for (v, s, _), a, st, t, p, r in rows])


def _time_encoder(clock: Clock, views: list[Any]) -> list[Encoded]:
    """The network alone over windows that are cut already, then the whole station, on one thread and on two."""
    encoder, two = load_encoder(), Encoder(threads=2)
    given = []
    for view, sentences, _ in views:
        given += [window for _, window in encoder.windows(*cut_words(view.text, sentences))]
    clock.time("model alone", lambda: deque(map(encoder.network.run, given), maxlen=0))
    encoded = clock.time("encoder", lambda: [encoder.read(view.text, sentences) for view, sentences, _ in views])
    clock.time("encoder, 2 threads", lambda: [two.read(view.text, sentences) for view, sentences, _ in views])
    return encoded


def _prepare(text: str) -> Any:
    view = repair(text)
    body = Span(0, len(view.text))
    return view, find_sentences(view, body), find_quotations(view, body)


def _time_store(clock: Clock, readings: list[Reading], home: Path) -> None:
    with Record.open(home / "store.db", create=True) as record:
        own = reader()
        record.begin_run(own, "")
        clock.time("store", lambda: _store(record, readings, own))


def _store(record: Record, readings: list[Reading], own: Reader) -> None:
    for reading in readings:
        record.add(reading, own)
