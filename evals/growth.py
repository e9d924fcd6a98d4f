"""What one more report costs as a record grows: invented reports, added one at a time or all at once.

The reports are readable and seeded: matters of invented places, people and bodies, each told by some outlets within
some days, a fifth of the reports near-copies. The reading model is bypassed: a report's lead vector is its matter's
random vector with noise, and it has two mentions of events, so that what is measured is the store, the stories and
their comparison. Seconds are of the processor, for other programs may run beside.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from dragoman.record import NARRATOR, Actor, EventType, Mention, Reading, Report, Span
from dragoman.run import compare_in
from dragoman.store import Reader, Record

A_DAY = 30
"""Reports a day."""
WIDTH = 384
NOISE = 0.6
ONSETS, CODAS = (
    "b d f g k l m n p r s t v z br dr gr kl sk st tr".split(),
    "a e i o u an en or ar el is ov ur ey".split(),
)
DEEDS: tuple[tuple[str, EventType, str], ...] = (
    ("arrested", "COERCE", "after a raid on {thing} in {place}"),
    ("met", "CONSULT", "to talk about {thing} near {place}"),
    ("condemned", "ACCUSE", "over the sale of {thing} in {place}"),
    ("promised", "COOPERATE", "help with {thing} in {place}"),
    ("attacked", "ASSAULT", "in a quarrel over {thing} at {place}"),
)
THINGS = (
    "the harbour|the old bridge|a copper mine|the grain stores|a power station|the canal|school meals|the ferry".split(
        "|"
    )
)
TURNS = (
    "Witnesses in {place} spoke of {n} people on the streets.",
    "{one} gave no reason, and {other} would not comment.",
    "It was the second such case in {place} since {year}.",
    "An aide of {other} said that {n} letters had gone unanswered.",
    "The council of {place} will hear {one} next week.",
    "Prices around {place} rose by {n} per cent within a month.",
    "Nobody in {body} had expected it, a clerk said.",
    "Lawyers of {body} asked for {n} days to read the papers.",
)
OUTLETS = ("The Post", "The Lantern", "Daily Echo", "The Star", "Evening Mail", "The Observer of Trade")


def name(rng: random.Random) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(CODAS) for _ in range(rng.choice((2, 3)))).capitalize()


def readings(count: int, seed: int = 2007) -> Iterator[Reading]:
    """Invented reports in the order of their dates."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    begun: list[_Matter] = []
    for number in range(count):
        day = date(2031, 1, 1) + timedelta(days=number // A_DAY)
        begun = [matter for matter in begun if (day - matter.day).days < 6 and matter.left]
        if not begun or rng.random() < 0.3:
            begun.append(_Matter(rng, noise, day))
        yield rng.choice(begun).report(number, day)


class _Matter:
    def __init__(self, rng: random.Random, noise: np.random.Generator, day: date) -> None:
        self.day, self.left = day, rng.choice((1, 2, 3, 3, 4, 6, 9))
        self._rng, self._noise = rng, noise
        self._vector = noise.standard_normal(WIDTH)
        self._one, self._other = (f"{name(rng)} {name(rng)}" for _ in range(2))
        self._deed = rng.choice(DEEDS)
        self._words = {"place": name(rng), "body": f"the {name(rng)} Union", "thing": rng.choice(THINGS)}
        self._words |= {"one": self._one, "other": self._other, "n": str(rng.randint(3, 90)), "year": str(day.year - 2)}
        self._last = ""

    def report(self, number: int, day: date) -> Reading:
        self.left -= 1
        verb, type_, rest = self._deed
        lead = f"{self._one} {verb} {self._other} {rest.format(**self._words)} on {day:%A}."
        turns = [turn.format(**self._words) for turn in self._rng.sample(TURNS, 6)]
        if not self._last or self._rng.random() > 0.2:
            self._last = " ".join(
                [lead, *turns, f"{self._other} and {self._one} know each other from {name(self._rng)}."]
            )
        text = f"{self._last} ({number})"
        id = f"{number:016x}"
        at = text.index(verb)
        actors = [
            Actor(who, None, None, Span(text.index(who), text.index(who) + len(who)))
            for who in (self._one, self._other)
        ]
        trigger = (Span(at, at + len(verb)),)
        mention = Mention(
            f"{id}-e0", trigger, type_, None, (actors[0],), (actors[1],), "actual", NARRATOR, None, None, (), 0.8
        )
        report = Report(
            id,
            text,
            f"{id}.txt",
            None,
            self._rng.choice(OUTLETS),
            lead[:60],
            None,
            day.isoformat(),
            None,
            "en",
            Span(0, len(text)),
        )
        vector = self._vector + NOISE * self._noise.standard_normal(WIDTH)
        vector /= np.linalg.norm(vector)
        return Reading(report, (report.body,), (), (mention,), (), vector.astype("<f2").tobytes())


READER = Reader("growth", "0", "none", {})


def one_at_a_time(count: int) -> Iterator[tuple[int, float, float]]:
    """After each thousand: how many reports, processor milliseconds for each of it, megabytes at the most so far."""
    with tempfile.TemporaryDirectory() as home, Record.open(Path(home) / "record.db", create=True) as record:
        record.begin_run(READER, "")
        start = time.process_time()
        for number, reading in enumerate(readings(count), 1):
            record.add(reading, READER)
            compare_in(record)
            if number % 1000 == 0:
                yield number, time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                start = time.process_time()


def at_once(count: int) -> tuple[float, float, float, int]:
    """Processor milliseconds a report to store them and to compare them, megabytes at the most, stories."""
    with tempfile.TemporaryDirectory() as home, Record.open(Path(home) / "record.db", create=True) as record:
        record.begin_run(READER, "")
        start = time.process_time()
        for reading in readings(count):
            record.add(reading, READER)
        stored = time.process_time()
        compare_in(record)
        done = time.process_time()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (stored - start) * 1000 / count, (done - stored) * 1000 / count, most, record.count("stories")


def main(count: int, whole: bool) -> int:
    """Print the figures of `count` reports."""
    if whole:
        stored, compared, most, stories = at_once(count)
        print(
            f"{count:,} reports at once: {stored:.2f} ms to store one, {compared:.2f} ms to compare it, {most:.0f} MB"
        )
        print(f"{stories:,} stories")
        return 0
    for number, milliseconds, most in one_at_a_time(count):
        print(f"{number:7,} reports: {milliseconds:6.2f} ms for one more, {most:5.0f} MB", flush=True)
    return 0
