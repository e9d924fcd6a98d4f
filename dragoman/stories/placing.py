"""Stories that grow: each report that arrives is compared with a bounded neighbourhood, never with the archive.

1. Reports that share rare words, or shingles, and were published near it, found by an index: at most `CANDIDATES`.
2. The stories of the most alike: at most `STORIES`, of each at most `MEMBERS` reports, those nearest in time.
3. These are grouped afresh, as people's decisions allow. A story keeps its id where most of it went; of stories that
   become one the oldest id stays, and the others lead to it.

The result hangs on the order of arrival alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import Protocol

import numpy as np

from dragoman.stories.copies import voices_of
from dragoman.stories.gist import INDEXED, LASTING, WINDOW_DAYS, Gist, Matrix, likeness
from dragoman.stories.linkage import SAME_MATTER, matters

CANDIDATES = 60
STORIES = 4
MEMBERS = 40
PER_KEY = 25
"""Reports that one key may bring from before, and as many from after and of those without a date."""
REACH_DAYS = int(WINDOW_DAYS * math.sqrt(math.log(LASTING / SAME_MATTER)))
"""Days beyond which no likeness reaches `SAME_MATTER`."""
NEAR = 0.7
"""A story is looked at where one of its reports reaches this share of `SAME_MATTER`."""

Pairs = set[frozenset[str]]


class Shelf(Protocol):
    """Where gists and stories are kept: in memory, or in the record."""

    def gists(self, reports: Sequence[str]) -> list[Gist]: ...
    def holders(self, key: int, day: int | None) -> list[str]:
        """Reports with a key: of those without a date, up to a day and after it, at most `PER_KEY` each."""
        ...

    def add(self, gist: Gist) -> None: ...
    def story_of(self, report: str) -> str | None: ...
    def members(self, story: str) -> list[str]:
        """In the order of their arrival."""
        ...

    def is_larger(self, story: str, limit: int) -> bool: ...
    def members_near(self, story: str, day: int | None, limit: int) -> list[str]:
        """At most `limit` reports of a story as they arrived: those nearest to a day, the latest where it is none."""
        ...

    def born(self, story: str) -> int: ...
    def binding(self, reports: Sequence[str]) -> tuple[Pairs, Pairs]:
        """Pairs of these reports that people decided are together, and apart."""
        ...

    def bound_to(self, report: str) -> list[str]:
        """Reports that people decided are together with one."""
        ...

    def new_id(self, reports: Sequence[str]) -> str: ...
    def move(self, reports: Sequence[str], story: str) -> None: ...
    def retire(self, story: str, into: str) -> None: ...


def place(shelf: Shelf, gist: Gist) -> None:
    """Put one report where it belongs, with what follows from it for the stories around."""
    shelf.add(gist)
    homes = _homes(shelf, gist)
    members = {home: shelf.members_near(home, gist.day, MEMBERS) for home in homes}
    reports = list(dict.fromkeys(report for home in homes for report in members[home]))
    if gist.report not in reports:
        reports.append(gist.report)
    whole = {home: shelf.is_larger(home, MEMBERS) for home in homes}
    groups = [
        [reports[i] for i in group] for group in _grouped(shelf, reports, [members[h] for h in homes if whole[h]])
    ]
    _settle(shelf, groups, homes, members, whole)


def _homes(shelf: Shelf, gist: Gist) -> list[str]:
    """The stories around a report, the oldest first: its own, and those with the reports most like it."""
    near = [other for other in shelf.gists(_candidates(shelf, gist)) if other.report != gist.report]
    alike: dict[str, float] = {}
    for other, value in zip(near, likeness([gist, *near])[0, 1:], strict=True):
        story = shelf.story_of(other.report)
        if story and value >= NEAR * SAME_MATTER:
            alike[story] = max(alike.get(story, 0.0), float(value))
    own = shelf.story_of(gist.report)
    best = sorted(alike, key=lambda story: (-alike[story], shelf.born(story)))[:STORIES]
    decided = [shelf.story_of(report) for report in shelf.bound_to(gist.report)]
    found = {story for story in (own, *best, *decided) if story}
    return sorted(found, key=lambda story: (shelf.born(story), story))


def _candidates(shelf: Shelf, gist: Gist) -> list[str]:
    """Reports that share most keys, a rare word counting more; those that came later first among equals."""
    points: Counter[str] = Counter()
    for place_, key in enumerate(gist.keys):
        weight = 1.0 / (1 + place_ % INDEXED / 4)
        for report in shelf.holders(key, gist.day):
            points[report] += weight  # type: ignore[assignment]
    return sorted(points, key=lambda report: (-points[report], report))[:CANDIDATES]


def _grouped(shelf: Shelf, reports: Sequence[str], blocks: Iterable[Sequence[str]]) -> list[list[int]]:
    """Numbers of `reports` in groups; a story of which only a part is looked at is a block that stays whole."""
    gists = shelf.gists(reports)
    alike, voices = likeness(gists), voices_of(gists)
    _make_alike(alike, voices)
    number = {report: n for n, report in enumerate(reports)}
    together, apart = shelf.binding(reports)
    chains = [(number[a], number[b]) for block in blocks for a, b in pairwise(block)]
    return matters(alike, voices, [*_numbered(together, number), *chains], _numbered(apart, number))


def _make_alike(alike: Matrix, voices: Sequence[int]) -> None:
    """Copies are as alike as can be."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for report, voice in enumerate(voices):
        groups[voice].append(report)
    for group in groups.values():
        if len(group) > 1:
            alike[np.ix_(group, group)] = 1.0


def _numbered(pairs: Pairs, number: dict[str, int]) -> list[tuple[int, int]]:
    return sorted((min(found), max(found)) for found in ([number[report] for report in pair] for pair in pairs))


def _settle(
    shelf: Shelf,
    groups: Sequence[Sequence[str]],
    homes: Sequence[str],
    members: dict[str, list[str]],
    whole: dict[str, bool],
) -> None:
    """Give each group its story's id, move what moved, and let ids that are left over lead on."""
    ids: dict[int, str] = {}
    ends: dict[str, int] = {}
    for home in homes:
        ends[home] = max(range(len(groups)), key=lambda n: (len(set(groups[n]) & set(members[home])), -n))
        ids.setdefault(ends[home], home)
    for number, group in enumerate(groups):
        story = ids.setdefault(number, "") or shelf.new_id(group)
        ids[number] = story
        moved = [report for report in group if shelf.story_of(report) != story]
        if moved:
            shelf.move(moved, story)
    for home in homes:
        if (into := ids[ends[home]]) != home:
            if whole[home]:
                shelf.move(shelf.members(home), into)
            shelf.retire(home, into)


class MemoryShelf:
    """Gists and stories in memory, for reports that are grouped once and for all."""

    def __init__(self) -> None:
        self._gists: dict[str, Gist] = {}
        self._keys: defaultdict[int, list[str]] = defaultdict(list)
        self._home: dict[str, str] = {}
        self.stories: dict[str, list[str]] = {}
        self._born: dict[str, int] = {}
        self._numbers = count()

    def add(self, gist: Gist) -> None:
        self._gists[gist.report] = gist
        for key in dict.fromkeys(gist.keys):
            self._keys[key].append(gist.report)

    def gists(self, reports: Sequence[str]) -> list[Gist]:
        return [self._gists[report] for report in reports]

    def holders(self, key: int, day: int | None) -> list[str]:
        undated = [report for report in self._keys[key] if self._gists[report].day is None]
        dated = sorted(
            ((other, n, r) for n, r in enumerate(self._keys[key]) if (other := self._gists[r].day) is not None)
        )
        before = [r for other, _, r in dated if day is None or day - REACH_DAYS <= other <= day]
        after = [r for other, _, r in dated if day is not None and day < other <= day + REACH_DAYS]
        return undated[-PER_KEY:] + before[-PER_KEY:] + after[:PER_KEY]

    def story_of(self, report: str) -> str | None:
        return self._home.get(report)

    def members(self, story: str) -> list[str]:
        return self.stories[story]

    def is_larger(self, story: str, limit: int) -> bool:
        return len(self.stories[story]) > limit

    def members_near(self, story: str, day: int | None, limit: int) -> list[str]:
        return nearest_in_time([self._gists[report] for report in self.stories[story]], day, limit)

    def born(self, story: str) -> int:
        return self._born[story]

    def binding(self, reports: Sequence[str]) -> tuple[Pairs, Pairs]:
        return set(), set()

    def bound_to(self, report: str) -> list[str]:
        return []

    def new_id(self, reports: Sequence[str]) -> str:
        return next(id for id in ids_after(reports) if id not in self.stories)

    def move(self, reports: Sequence[str], story: str) -> None:
        for report in list(reports):
            if home := self._home.get(report):
                self.stories[home].remove(report)
            self._home[report] = story
            self.stories.setdefault(story, []).append(report)
        if story not in self._born:
            self._born[story] = next(self._numbers)

    def retire(self, story: str, into: str) -> None:
        del self.stories[story], self._born[story]


def ids_after(reports: Sequence[str]) -> Iterator[str]:
    """Ids for a story, after its first report and so on."""
    yield from (f"st-{report}" for report in reports)
    yield from (f"st-{reports[0]}-{n}" for n in count(2))


def nearest_in_time(gists: Sequence[Gist], day: int | None, limit: int) -> list[str]:
    """At most `limit` reports in the order given: those nearest to a day, the latest where there is none."""
    days = [gist.day or 0 for gist in gists]
    late = max(days, default=0) if day is None else day
    chosen = sorted(range(len(gists)), key=lambda n: (abs(days[n] - late), -n))[:limit]
    return [gists[n].report for n in sorted(chosen)]


def placed(gists: Iterable[Gist]) -> Iterator[tuple[str, list[str]]]:
    """Stories of reports that arrive in the order given: id and reports."""
    shelf = MemoryShelf()
    for gist in gists:
        place(shelf, gist)
    yield from shelf.stories.items()
