"""Groups out of likenesses: average linkage, and for stories a test whether two groups are one matter or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

SAME_MATTER = 0.28
"""Mean likeness at which two groups may be one story. B3 F1 on ECB+ topics 1-35 and on 70 matters x 3 outlets without
and with dates: .28 96.2, 97.7, 99.7; .30 96.2, 97.8, 99.0; .32 95.8, 98.3, 99.0, there without the test below 88.4,
96.2, 99.0."""

FEWEST = 3
"""Voices that each of two groups needs before they can be told to be two matters."""
MANY = 5
"""Voices from which on the neighbours alone tell."""
NEIGHBOURS = 10
MIXED = 0.3
"""Two groups are one matter where nearest neighbours lie across this often, 1 being as often as by chance."""
LOOSE = 0.8
"""Two groups of fewer voices are two matters where no nearest neighbour lies across and the likeness across is below
this share of that within the looser one."""

GONE, BARRED = -9.0, -5.0


def average_linkage(likeness: Matrix, bound: float) -> list[list[int]]:
    """Groups whose mean mutual likeness reaches `bound`, by a chain of nearest neighbours.

    No group has two members that are `BARRED` from each other.
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
    joined[(near[one] <= BARRED) | (near[other] <= BARRED)] = BARRED
    near[other] = near[:, other] = joined
    near[other, other] = -1.0
    members[other] += members.pop(one)
    _forget(near, one)


def _forget(near: Matrix, group: int) -> None:
    near[group] = near[:, group] = -1.0


# Stories


def matters(
    likeness: Matrix,
    voices: Sequence[int],
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of reports on one matter each. Copies have one number in `voices`.

    The two groups most alike are joined, again and again, while their mean likeness reaches `SAME_MATTER` and they are
    not two matters. Pairs in `together` are in one group and pairs in `apart` in two; of conflicting ones these hold.
    """
    groups = _Groups(likeness, voices)
    for i, j in apart:
        groups.bar(i, j)
    for i, j in together:
        groups.join_members(i, j)
    while (pair := groups.nearest()) is not None:
        if groups.are_two_matters(*pair):
            groups.bar(*pair)
        else:
            groups.join(*pair)
    return groups.found()


class _Groups:
    """Groups that are being joined, numbered by a member; the mean likeness of every two."""

    def __init__(self, likeness: Matrix, voices: Sequence[int]) -> None:
        self._likeness = likeness
        self._voices = voices
        self._mean = likeness.astype(np.float64)
        np.fill_diagonal(self._mean, GONE)
        self._members = {i: [i] for i in range(len(likeness))}

    def nearest(self) -> tuple[int, int] | None:
        """The two groups most alike, None where no two are alike enough."""
        if len(self._members) < 2:
            return None
        one, other = divmod(int(self._mean.argmax()), len(self._mean))
        return (min(one, other), max(one, other)) if self._mean[one, other] >= SAME_MATTER else None

    def bar(self, one: int, other: int) -> None:
        self._mean[one, other] = self._mean[other, one] = BARRED

    def join_members(self, i: int, j: int) -> None:
        """Join the groups of two members unless that was barred."""
        one, other = sorted(next(g for g, members in self._members.items() if m in members) for m in (i, j))
        if one != other and self._mean[one, other] > BARRED:
            self.join(one, other)

    def join(self, one: int, other: int) -> None:
        a, b = len(self._members[one]), len(self._members[other])
        rows = self._mean[[one, other]]
        joined = (a * rows[0] + b * rows[1]) / (a + b)
        joined[(rows == BARRED).any(axis=0)] = BARRED
        joined[(rows == GONE).any(axis=0)] = GONE
        self._mean[one] = self._mean[:, one] = joined
        self._mean[other] = self._mean[:, other] = GONE
        self._members[one] += self._members.pop(other)

    def found(self) -> list[list[int]]:
        return sorted(sorted(members) for members in self._members.values())

    def are_two_matters(self, one: int, other: int) -> bool:
        """Whether each group keeps to itself: its reports' nearest neighbours among both groups are its own.

        A two-sample test by nearest neighbours (Schilling 1986), for a report of another quake has the words of all
        quakes in common with the first one's, but more with those of its own. A copy's neighbours do not count.
        """
        ones, others = (self._by_voice(group) for group in (one, other))
        fewest = min(len(ones), len(others))
        if fewest < FEWEST:
            return False
        mixed = _mixed(self._likeness[np.ix_(ones + others, ones + others)], len(ones))
        if fewest >= MANY:
            return mixed < MIXED
        across = self._likeness[np.ix_(ones, others)].mean()
        within = min(_mean_within(self._likeness[np.ix_(group, group)]) for group in (ones, others))
        return mixed == 0 and bool(across < LOOSE * within)

    def _by_voice(self, group: int) -> list[int]:
        """A member of each voice."""
        first = {self._voices[member]: member for member in sorted(self._members[group], reverse=True)}
        return sorted(first.values())


def _mixed(likeness: Matrix, size: int) -> float:
    """Share of nearest neighbours in the other group, 1 being as by chance; the first `size` reports are one group."""
    near = likeness.copy()
    np.fill_diagonal(near, GONE)
    rest = len(near) - size
    nearest = np.argsort(-near, axis=1, kind="stable")[:, : min(size - 1, rest - 1, NEIGHBOURS)]
    ones = (nearest[:size] >= size).mean() * (len(near) - 1) / rest
    others = (nearest[size:] < size).mean() * (len(near) - 1) / size
    return float(ones + others) / 2


def _mean_within(likeness: Matrix) -> float:
    return float((likeness.sum() - np.trace(likeness)) / (len(likeness) * (len(likeness) - 1)))
