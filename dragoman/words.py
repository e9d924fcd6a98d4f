"""Words of a text with their offsets, and phrases of the tables found among them: what every rule reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from dragoman.record import Span

TOKEN = re.compile(r"(?:[A-Z]\.-?)+(?=\W|$)|\w+(?:[’'.&/-]\w+)*|[^\w\s]")
POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")

T = TypeVar("T")


class Word(NamedTuple):
    """One word or mark."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def words_in(text: str, within: Span) -> list[Word]:
    """The words and marks of a stretch of text. A possessive ending is a word of its own: Iran | 's."""
    found: list[Word] = []
    for match in TOKEN.finditer(text, *within):
        word, start = match[0], match.start()
        ending = POSSESSIVE.search(word)
        if ending and ending.start() > 0:
            cut = start + ending.start()
            found += [Word(word[: ending.start()], start, cut), Word(ending[0], cut, match.end())]
        else:
            found.append(Word(word, start, match.end()))
    return found


def span_of(words: Sequence[Word], start: int, end: int) -> Span:
    """The span that words `start` to `end` (exclusive) cover."""
    return Span(words[start].start, words[end - 1].end)


class Phrases(Generic[T]):
    """Phrases of one word or several, each with a value; the longest that stands at a place is found."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, fold_case: bool = False) -> None:
        self._fold = fold_case
        self._values: dict[tuple[str, ...], T] = {}
        self._longest: dict[str, int] = {}
        for phrase, value in phrases:
            key = tuple(self._key(word.text) for word in words_in(phrase, Span(0, len(phrase))))
            self._values.setdefault(key, value)
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def _key(self, word: str) -> str:
        word = word.replace("’", "'")
        return word.lower() if self._fold else word

    def at(self, words: Sequence[Word], start: int) -> tuple[int, T] | None:
        """The number after the phrase's last word, and its value, for the longest phrase that begins at `start`."""
        first = self._key(words[start].text)
        for size in range(min(self._longest.get(first, 0), len(words) - start), 0, -1):
            key = tuple(self._key(word.text) for word in words[start : start + size])
            if key in self._values:
                return start + size, self._values[key]
        return None

    def find(self, words: Sequence[Word]) -> Iterator[tuple[int, int, T]]:
        """Phrases in order, none overlapping: first word, word after the last, value."""
        at = 0
        while at < len(words):
            found = self.at(words, at)
            if found:
                yield at, found[0], found[1]
                at = found[0]
            else:
                at += 1
