"""Words as the treebanks cut them, and what a word looks like: all that the network is told of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tokenizers import Tokenizer

from dragoman.record import Span

TITLES = "Mr Mrs Ms Dr Prof Gen Sen Sens Rep Reps Gov Lt Col Sgt Capt Maj Cmdr Adm Brig Hon Rev Fr St Jr Sr Messrs"
SHORT = (
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Corp Co Ltd Bros vs Ave Fla Calif Ariz Mass Pa Tex Va Wash"
)
WORD = re.compile(
    rf"""
    https?://\S*[\w/] | www\.\S*\w | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.\w+)+ | [@\#]\w+   # addresses, handles
    | (?:[^\W\d_]\.-?)+[^\W\d_]\.                                   # U.S., a.m., J.-P.
    | (?:{"|".join((TITLES + " " + SHORT).split())})\.(?=\s|$)       # Mr., Sept.
    | [A-Z]\.(?=\s+[A-Z][a-z])                                       # an initial
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?!\w)                       # 1,500; 10:30; 1980s; 5th
    | [^\W\d_]+?(?=[Nn]['’][Tt](?!\w)) | [Nn]['’][Tt](?!\w) | ['’](?:[sSdDmM]|re|RE|ve|VE|ll|LL)(?!\w)
    | [Cc]an(?=not(?!\w))
    | \w+?(?=['’](?:[sSdDmM]|re|RE|ve|VE|ll|LL)(?!\w)) | \w+(?:['’]\w+)*        # O'Brien, G20
    | \.{{2,}} | -{{2,}} | '' | `` | \S
    """,
    re.VERBOSE,
)
"""The cuts of Universal Dependencies' English treebanks: do|n't, Iran|'s, US|-|led, U.S., 10:30."""

LOWER, TITLE, UPPER, MIXED, DIGIT, MARK = range(6)
JOINED, SPACED, APART = range(3)
SHAPES, BREAKS, QUOTES = 6, 3, 2
TYPES = SHAPES * BREAKS * QUOTES
"""How many kinds a word may be of: its shape x what stands before it x whether it stands within quotation marks."""
MOST_PIECES = 8
"""A word has no more pieces than this; the rest of an address or a run of letters says nothing."""

MOST_IN_WINDOW = 500
"""Pieces of a window; the network knows 512 positions."""


class Word(NamedTuple):
    """A word with its place in the text."""

    text: str
    start: int
    end: int


def words_in(text: str, within: Span) -> list[Word]:
    """The words and marks of a stretch of text."""
    return [Word(found[0], *found.span()) for found in WORD.finditer(text, *within)]


def breaks_of(text: str, words: Sequence[Word]) -> list[int]:
    """What stands before each word: nothing, a blank, or the start of a line."""
    ends = [0, *(word.end for word in words)]
    return [_break(text[end : word.start], end) for end, word in zip(ends, words, strict=False)]


def _break(gap: str, end: int) -> int:
    if "\n" in gap or not end:
        return APART
    return SPACED if gap else JOINED


def word_types(words: Sequence[str], breaks: Sequence[int]) -> list[int]:
    """The kind of each word, as a number below `TYPES`. The vocabulary is lower case; this gives case back."""
    inside = within_quotes(words, breaks)
    return [
        shape_of(word) + SHAPES * (gap + BREAKS * quoted)
        for word, gap, quoted in zip(words, breaks, inside, strict=True)
    ]


@lru_cache(maxsize=100_000)
def shape_of(word: str) -> int:
    """One of the six shapes of a word."""
    if not word[0].isalnum():
        return LOWER if word[-1].isalpha() else MARK
    if word[0].isdigit():
        return DIGIT
    if word.islower():
        return LOWER
    if word.istitle() or (len(word) == 1 and word.isupper()):
        return TITLE
    return UPPER if word.isupper() else MIXED


def within_quotes(words: Sequence[str], breaks: Sequence[int]) -> list[bool]:
    """Which words stand between double quotation marks, the marks themselves not; a new line ends a quotation."""
    return list(_within_quotes(words, breaks))


def _within_quotes(words: Sequence[str], breaks: Sequence[int]) -> Iterator[bool]:
    inside = False
    for word, gap in zip(words, breaks, strict=True):
        inside = inside and gap != APART
        if word in ("“", "«", "„", "``") or (word == '"' and not inside):
            yield False
            inside = True
        elif word in ("”", "»", "''", '"'):
            inside = False
            yield False
        else:
            yield inside


class Pieces:
    """The numbers of a word's pieces in the vocabulary, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.first, self.last, self.unknown = (tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._tokenizer = tokenizer
        self.of = lru_cache(maxsize=100_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        sound = word.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
        found = self._tokenizer.encode(sound, add_special_tokens=False).ids[:MOST_PIECES]
        return tuple(found) or (self.unknown,)


def fitted(pieces: Sequence[tuple[int, ...]]) -> Sequence[tuple[int, ...]]:
    """The pieces of a window's words, fewer of each where there are too many for the network."""
    most = MOST_PIECES
    while most > 1 and sum(map(len, pieces)) > MOST_IN_WINDOW:
        most //= 2
        pieces = [found[:most] for found in pieces]
    return pieces
