"""What a report is about, as numbers that can be kept and compared without its text: rare words, years, lead, shingles.

    likeness = (.5 words + .1 opening's words + .1 years + .3 lead) * nearness in time, the four of them cosines
    nearness = (.6 + .4 exp(-days / 10)) * exp(-(days / 365)^2), 1 where a date is not known

How rare a word is comes from a table of word frequencies, not from the reports at hand, so that a report's gist never
changes as others arrive.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dragoman.lexicon import table
from dragoman.record import Report
from dragoman.stems import LIGHT, WORD

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.uint32]

WORDS, OPENING, YEARS, LEAD = 0.5, 0.1, 0.1, 0.3
"""Shares of the likeness."""

NEWS_DAYS, LASTING, WINDOW_DAYS = 10.0, 0.6, 365.0
"""Within some days likeness falls to `LASTING`, within a year to nothing: a matter may stay in the news for months, but
later reports have to be more alike."""
LEAD_WORDS = 80
"""The opening tells the matter: its words count twice."""
OPENING_WORDS = 60
"""Words of the opening that are compared apart from the rest, with the title's."""
NAME_WEIGHT = 3
"""How often a capitalised word counts: names tell the matter where outlets choose other words."""
TITLE_WEIGHT = 3
MOST_WORDS = 200
"""Words kept of a report, those with most weight."""
UNKNOWN = 2
"""Documents in which a word is taken to stand that the table of frequencies does not hold."""
ADDRESS = frozenset("http https www com html htm org net php aspx".split())

SHINGLE = 5
PERMUTATIONS = 256
SEED = 2007
BANDS, BAND_ROWS = 16, 4
INDEXED = 16
"""Words by which a report is found again, those with most weight."""

POSSESSIVE = re.compile(r"['’]s$")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """What one report is about."""

    report: str
    day: int | None
    """The day's number in the calendar, None where the report has no whole date, or one that its own text refutes."""
    words: Numbers
    """Hashes of its words, of its opening's and of its years, rising."""
    weights: Matrix
    """The weight of each: the squares of the words' make up `WORDS`, and so on."""
    lead: Matrix
    """The reading model's vector of its lead, of length 1; empty where there is none."""
    prints: Numbers
    """MinHash of its shingles."""
    shingles: int
    keys: tuple[int, ...]
    """Hashes by which it is found again: of its rarest words, then of bands of `prints`."""


def gist_of(report: Report, lead: bytes = b"") -> Gist:
    """The gist of a report and of the vector that the model gave its lead (16-bit floats, low byte first)."""
    words = dict(sorted(_weighed(_word_counts(report)).items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS])
    opening = _weighed(_word_counts(report, OPENING_WORDS))
    years = _weighed(Counter(YEAR.findall(_body(report))))
    parts = (_unit(words, WORDS, ""), _unit(opening, OPENING, "opening "), _unit(years, YEARS, "year "))
    vector = dict(sorted(item for part in parts for item in part.items()))
    shingles = shingles_of(_body(report))
    prints = _prints(shingles)
    return Gist(
        report.id,
        None if report.date_problem else _day(report.published),
        np.array(list(vector), np.uint32),
        np.array(list(vector.values()), np.float32),
        np.frombuffer(lead, "<f2").astype(np.float32),
        prints,
        len(shingles),
        (*(crc32(word.encode()) for word in list(words)[:INDEXED]), *_bands(prints, len(shingles))),
    )


def likeness(gists: Sequence[Gist]) -> Matrix:
    """How alike every two reports are, from 0 to 1, lessened by the days between them."""
    vectors = _dense(gists)
    told = np.array([len(gist.lead) > 0 for gist in gists])
    leads = np.zeros((len(gists), max((len(gist.lead) for gist in gists), default=0)), np.float32)
    for row, gist in zip(leads, gists, strict=True):
        row[: len(gist.lead)] = gist.lead
    found = vectors @ vectors.T + LEAD * (leads @ leads.T)
    found[~np.logical_and.outer(told, told)] /= WORDS + OPENING + YEARS
    found *= _nearness(gists)
    return np.asarray(found, np.float32)


def _nearness(gists: Sequence[Gist]) -> Matrix:
    days = np.array([math.nan if gist.day is None else gist.day for gist in gists])
    gaps = np.subtract.outer(days, days)
    fresh = LASTING + (1 - LASTING) * np.exp(-np.abs(gaps) / NEWS_DAYS)
    return np.asarray(np.nan_to_num(fresh * np.exp(-((gaps / WINDOW_DAYS) ** 2)), nan=1.0), np.float32)


def _dense(gists: Sequence[Gist]) -> Matrix:
    """The weights as a table of reports by words."""
    known, place = np.unique(np.concatenate([gist.words for gist in gists]), return_inverse=True)
    rows = np.repeat(np.arange(len(gists)), [len(gist.words) for gist in gists])
    vectors = np.zeros((len(gists), len(known)), np.float32)
    vectors[rows, place] = np.concatenate([gist.weights for gist in gists])
    return vectors


# Words


def _body(report: Report) -> str:
    return report.body.of(report.text)


def _word_counts(report: Report, most: int | None = None) -> Counter[str]:
    """How often each word stands in the report, or in its first words; title, opening and names weigh more."""
    counts: Counter[str] = Counter()
    for place, found in enumerate(islice(WORD.finditer(_body(report)), most)):
        word = found.group()
        counts[_plain(word)] += (2 if place < LEAD_WORDS else 1) * (NAME_WEIGHT if word[0].isupper() else 1)
    for word in WORD.findall(report.title or ""):
        counts[_plain(word)] += TITLE_WEIGHT
    return Counter({w: n for w, n in counts.items() if len(w) > 1 and w not in LIGHT and w not in ADDRESS})


def _plain(word: str) -> str:
    return POSSESSIVE.sub("", word.lower())


def _weighed(counts: Mapping[str, int]) -> dict[str, float]:
    """Sublinear TF-IDF."""
    documents, frequencies = _frequencies()
    return {
        word: (1 + math.log(n)) * (1 + math.log(documents / frequencies.get(word, UNKNOWN)))
        for word, n in counts.items()
    }


@cache
def _frequencies() -> tuple[int, dict[str, int]]:
    """How many documents there are, and in how many each word stands."""
    frequencies = {row["word"]: int(row["documents"]) for row in table("frequencies").rows}
    return frequencies.pop("*"), frequencies


def _unit(weights: Mapping[str, float], share: float, prefix: str) -> dict[int, float]:
    """Weights by hash, their squares making up `share`."""
    scale = math.sqrt(share / (sum(weight * weight for weight in weights.values()) or 1.0))
    return {crc32((prefix + word).encode("utf-8", "surrogatepass")): weight * scale for word, weight in weights.items()}


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


# Shingles


def shingles_of(text: str) -> set[str]:
    """Every run of `SHINGLE` words, or the whole of a shorter text."""
    words = [word.lower() for word in WORD.findall(text)]
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))} - {""}


def _prints(shingles: Iterable[str]) -> Numbers:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(sorted(shingles))
    return np.array(minhash.digest(), np.uint32)


def _bands(prints: Numbers, shingles: int) -> list[int]:
    """Hashes of runs of the MinHash: two texts that share most of their shingles share some of them."""
    if not shingles:
        return []
    rows = prints[: BANDS * BAND_ROWS].astype("<u4").reshape(BANDS, BAND_ROWS)
    return [crc32(row.tobytes(), number) for number, row in enumerate(rows)]
