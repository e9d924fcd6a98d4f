"""Stories: which reports are on one matter, and which of them are one text in several outlets.

Two reports are alike when they share rare words (TF-IDF, cosine) and were published near each other. Reports are
gathered by average linkage: two groups join while the mean likeness of their members stays above a bound. Nothing here
depends on the order in which reports are given.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from dragoman.record import Report, Story
from dragoman.stems import LIGHT, WORD

Matrix = npt.NDArray[np.float32]
Vector = dict[str, float]

SAME_MATTER = 0.23
"""Mean cosine at which two groups are still one story. B3 F1 on ECB+ topics 1-35 (772 documents, no dates, no titles)
and on 70 matters x 3 outlets, first without and then with dates: .19 87.2, 93.0, 94.6; .21 88.9, 94.6, 95.4;
.23 89.7, 94.6, 97.7; .24 89.2, 94.7, 96.9; .25 89.7, 95.4, 97.6, but accounts of one matter in other words part."""

WINDOW_DAYS = 365.0
"""Likeness falls by exp(-(gap / WINDOW_DAYS)^2). B3 F1 on the 70 dated matters: no window 94.5, 730 days 95.2, 365 days
97.7, 100 days 98.4, 30 days 99.1. A narrower window is better where each matter lasts a day, as there; a year
still lets a matter stay in the news for some months."""

UNSEEN_REPORTS = 25
"""Reports taken as read before the first, so that a word which all of three reports hold is not yet a common one. Each
of the 70 matters read alone: 70 of 70 stay one story with it, 41 with 1 in its place."""

LEAD_WORDS = 80
"""The opening tells the matter: its words count twice. B3 F1 as above 89.2, 94.5, 97.7; without 87.1, 94.2, 94.9."""

NAME_WEIGHT = 3
"""How often a capitalised word counts: names tell the matter where outlets choose other words. B3 F1 as above, each at
its best bound: 1 89.4, 95.5, 96.9; 2 89.4, 95.4, 97.7; 3 89.7, 94.6, 97.7."""

TITLE_WEIGHT = 3
"""How often a word of the title counts. B3 F1 with dates: 1 96.9, 3 97.7, 4 97.7."""

SHINGLE = 5
PERMUTATIONS = 256
SEED = 2007
COPY_LIKENESS = 0.2
COPY_SHARE = 0.6
"""Copies share this much of their five-word shingles, and this share of the shorter one's. Of 70 matters told by three
outlets in their own words none passes (highest: likeness .20, share .35); cut wire copies lie from .33, .6 up."""

FIRST_WORDS = 10

POSSESSIVE = re.compile(r"['’]s$")


def find_stories(reports: Sequence[Report]) -> tuple[Story, ...]:
    """The stories that `reports` tell, by their first report; a report alone is a story too."""
    ordered = sorted(reports, key=_place)
    likeness = _likeness(ordered)
    groups = average_linkage(likeness, SAME_MATTER)
    return tuple(_story([ordered[i] for i in group], likeness[np.ix_(group, group)]) for group in groups)


def _place(report: Report) -> tuple[str, str]:
    return (report.published or "9999", report.id)


def _story(reports: Sequence[Report], likeness: Matrix) -> Story:
    """The story of `reports`, whose mutual likeness is given."""
    return Story(
        id=f"st-{reports[0].id}",
        title=_title(reports, likeness),
        reports=tuple(report.id for report in reports),
        copies=_copies(reports),
    )


def _title(reports: Sequence[Report], likeness: Matrix) -> str:
    """The title of the most central report that has one, or the first words of the most central."""
    central = [reports[int(i)] for i in np.argsort(-likeness.sum(axis=1), kind="stable")]
    titled = next((report.title.strip() for report in central if report.title and report.title.strip()), None)
    return titled or " ".join(_body(central[0]).split()[:FIRST_WORDS]) or central[0].id


def _body(report: Report) -> str:
    return report.body.of(report.text)


# Likeness


def _likeness(reports: Sequence[Report]) -> Matrix:
    """Cosine of every two reports, lessened by the days between them."""
    likeness = _cosines(_vectors([_word_counts(report) for report in reports]))
    days = np.array([_day(report.published) for report in reports], dtype=np.float32)
    for row, day in zip(likeness, days, strict=True):
        row *= np.nan_to_num(np.exp(-(((days - day) / WINDOW_DAYS) ** 2)), nan=1.0)
    return likeness


def _day(published: str | None) -> float:
    """The day's number, or NaN where there is no whole date."""
    try:
        return float(date.fromisoformat((published or "")[:10]).toordinal())
    except ValueError:
        return math.nan


def _word_counts(report: Report) -> Counter[str]:
    """How often each word stands in the report; title, opening and names weigh more."""
    counts: Counter[str] = Counter()
    for place, found in enumerate(WORD.finditer(_body(report))):
        word = found.group()
        counts[_plain(word)] += (2 if place < LEAD_WORDS else 1) * (NAME_WEIGHT if word[0].isupper() else 1)
    for word in WORD.findall(report.title or ""):
        counts[_plain(word)] += TITLE_WEIGHT
    return Counter({word: count for word, count in counts.items() if len(word) > 1 and word not in LIGHT})


def _plain(word: str) -> str:
    return POSSESSIVE.sub("", word.lower())


def _vectors(counts: Sequence[Counter[str]]) -> list[Vector]:
    """Sublinear TF-IDF vectors of unit length; a report without words has an empty one."""
    reports_with = Counter(word for words in counts for word in words)
    seen = UNSEEN_REPORTS + len(counts)
    rarity = {word: 1 + math.log(seen / (UNSEEN_REPORTS + n)) for word, n in reports_with.items()}
    return [_unit({word: (1 + math.log(n)) * rarity[word] for word, n in words.items()}) for words in counts]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()}


def _cosines(vectors: Sequence[Vector]) -> Matrix:
    """Every vector against every other through an index of words, so that no table of words by reports is needed."""
    cosines = np.zeros((len(vectors), len(vectors)), dtype=np.float32)
    index = _index(vectors)
    for row, vector in zip(cosines, vectors, strict=True):
        for word, weight in vector.items():
            if word in index:
                holders, weights = index[word]
                row[holders] += weight * weights
    cosines += cosines.T.copy()
    cosines /= 2
    np.fill_diagonal(cosines, 1.0)
    return cosines


def _index(vectors: Sequence[Vector]) -> dict[str, tuple[npt.NDArray[np.intp], Matrix]]:
    """For each word of two reports or more: which reports hold it, and its weight there."""
    holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for word, weight in vector.items():
            holders[word].append((number, weight))
    return {
        word: (np.array([n for n, _ in found], dtype=np.intp), np.array([w for _, w in found], dtype=np.float32))
        for word, found in holders.items()
        if len(found) > 1
    }


# Groups


def average_linkage(likeness: Matrix, bound: float) -> list[list[int]]:
    """Groups whose mean mutual likeness reaches `bound`, by a chain of nearest neighbours.

    Each step goes on to the nearest neighbour of the last group; two groups that are each other's nearest are joined.
    A group whose nearest neighbour is below the bound is finished: joins elsewhere only average values below it.
    """
    near = likeness.copy()
    np.fill_diagonal(near, -1.0)
    members = {i: [i] for i in range(len(near))}
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        chain = chain or [next(iter(members))]
        here = chain[-1]
        there = _nearest(near, chain)
        if len(members) == 1 or near[here, there] < bound:
            done.append(sorted(members.pop(here)))
            _forget(near, chain.pop())
        elif len(chain) > 1 and there == chain[-2]:
            _join(near, members, here, there)
            del chain[-2:]
        else:
            chain.append(there)
    return sorted(done)


def _nearest(near: Matrix, chain: Sequence[int]) -> int:
    """The nearest neighbour of the chain's end: the one before it where two are equally near, so that it ends."""
    here = chain[-1]
    there = int(near[here].argmax())
    if len(chain) > 1 and near[here, chain[-2]] >= near[here, there]:
        return chain[-2]
    return there


def _join(near: Matrix, members: dict[int, list[int]], one: int, other: int) -> None:
    """Make `one` and `other` the group `other`; its likeness to a third is the mean over both groups' members."""
    a, b = len(members[one]), len(members[other])
    joined = (a * near[one] + b * near[other]) / (a + b)
    joined[near[other] < 0] = -1.0
    near[other] = near[:, other] = joined
    near[other, other] = -1.0
    members[other] += members.pop(one)
    _forget(near, one)


def _forget(near: Matrix, group: int) -> None:
    near[group] = near[:, group] = -1.0


# Copies


def _copies(reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of near-duplicates: one text in several outlets, whole or cut."""
    shingles = [_shingles(_body(report)) for report in reports]
    voice = list(range(len(reports)))
    for i, j in _copied_pairs(shingles):
        old, new = max(voice[i], voice[j]), min(voice[i], voice[j])
        voice = [new if v == old else v for v in voice]
    groups = [tuple(report.id for report, v in zip(reports, voice, strict=True) if v == first) for first in voice]
    return tuple(dict.fromkeys(group for group in groups if len(group) > 1))


def _shingles(text: str) -> set[str]:
    """Every run of `SHINGLE` words, or the whole of a shorter text."""
    words = [word.lower() for word in WORD.findall(text)]
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))} - {""}


def _copied_pairs(shingles: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    sizes = np.array([len(found) for found in shingles], dtype=np.float64)
    prints = np.array([_fingerprint(found) for found in shingles])
    for i in range(len(shingles) - 1):
        rest = slice(i + 1, None)
        same = (prints[rest] == prints[i]).mean(axis=1)
        shared = same / (1 + same) * (sizes[i] + sizes[rest]) / np.maximum(np.minimum(sizes[i], sizes[rest]), 1)
        copied = (same >= COPY_LIKENESS) & (shared >= COPY_SHARE) & (np.minimum(sizes[i], sizes[rest]) > 0)
        yield from ((i, i + 1 + int(j)) for j in np.flatnonzero(copied))


def _fingerprint(shingles: Iterable[str]) -> list[int]:
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(sorted(shingles))
    return list(minhash.digest())
