"""The reading model's tree over the words of one sentence, by the numbers of its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.encoder import Encoded
from dragoman.record import Span
from dragoman.words import Word

ROOT = -1


class Tree:
    """Who depends on whom. A word that the model cuts finer counts as one; without a model no word depends on any."""

    def __init__(self, words: Sequence[Word], span: Span, read: Encoded | None) -> None:
        self.heads = [ROOT] * len(words)
        self.relations = [""] * len(words)
        self.classes = [""] * len(words)
        self.forms = [""] * len(words)
        self._children: list[list[int]] = [[] for _ in words]
        if read is None or not words:
            return
        starts = [word.start for word in words]
        numbers = read.words_in(span)
        place = {n: max(bisect_right(starts, read.words[n].start) - 1, 0) for n in numbers}
        for n in numbers:
            own, head = place[n], place.get(read.heads[n], ROOT)
            if head != own and not self.relations[own]:
                self.heads[own], self.relations[own], self.classes[own] = head, read.relations[n], read.upos[n]
                self.forms[own] = read.xpos[n]
                if head != ROOT:
                    self._children[head].append(own)

    def children(self, at: int, *relations: str) -> list[int]:
        """The words that depend on a word, in order; only those of some relations where any are given.

        A relation stands for its subtypes too: "nmod" for "nmod:poss".
        """
        kids = sorted(self._children[at])
        return [n for n in kids if self.is_a(n, *relations)] if relations else kids

    def is_a(self, at: int, *relations: str) -> bool:
        """Whether a word depends on its head by one of the relations, or by a subtype of one."""
        own = self.relations[at]
        return own in relations or own.split(":")[0] in relations

    def above(self, at: int) -> Iterator[int]:
        """The heads of a word, from its own to the root."""
        seen = {at}
        while (at := self.heads[at]) != ROOT and at not in seen:
            seen.add(at)
            yield at

    def distance(self, one: int, other: int) -> int:
        """The links between two words, by way of the word that both hang on."""
        path = [one, *self.above(one)]
        for steps, at in enumerate((other, *self.above(other))):
            if at in path:
                return steps + path.index(at)
        return len(self.heads)

    def top(self, start: int, end: int) -> int:
        """Of the words `start` to `end` (exclusive) the first whose head lies outside."""
        return next((n for n in range(start, end) if not start <= self.heads[n] < end), start)

    def first(self, at: int) -> int:
        """The first word of the phrase at a word, as far as it runs without a break."""
        while (
            at > 0
            and self.heads[at - 1] >= at
            and self.is_a(at - 1, "det", "amod", "compound", "nummod", "nmod", "flat")
        ):
            at -= 1
        return at

    def group(self, at: int) -> list[int]:
        """A word and those that "and", "or" or a comma join to it."""
        return [at, *self.children(at, "conj")]
