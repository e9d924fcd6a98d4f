"""What one report adds to a matter that others tell too, and that none of them has anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.accounts.passages import Matter, Passage
from dragoman.stems import stems_of

NEW_WORDS = 4
"""Telling words that no other report has, within what is shown; with fewer it is the same in other words."""
MOST_NEW = 8
"""More of them weigh no more."""
SHOWN = 16
"""Words that are shown."""
BACK = 5
"""Words up to the beginning of the clause that are shown before the first new one."""

CLAUSE = re.compile(r"[,;:—–“\"(]|\s--?\s|[.!?]\s")


class Addition(NamedTuple):
    """The words of a passage that are new beside all other reports, and how many telling ones they hold."""

    passage: Passage
    words: str
    new: int


def additions(matter: Matter, known: Mapping[str, frozenset[str]]) -> Iterator[Addition]:
    """What each passage of a matter adds, `known` being the stems of each whole report."""
    for passage in matter.passages[:2]:
        elsewhere = frozenset().union(*(stems for voice, stems in known.items() if voice != passage.voice))
        added = _addition(passage, passage.stems - elsewhere)
        if added and added.new >= NEW_WORDS:
            yield added


def _addition(passage: Passage, new: frozenset[str]) -> Addition | None:
    """The stretch of a passage with the most new words."""
    words = list(re.finditer(r"\S+", passage.words))
    fresh = [bool(stems_of(word.group()) & new) for word in words]
    if not any(fresh):
        return None
    first = max(range(len(words)), key=lambda n: (sum(fresh[n : n + SHOWN]), fresh[n], -n))
    last = max(n for n in range(first, min(len(words), first + SHOWN)) if fresh[n])
    begin = _clause_start(passage, words, first)
    end = min(len(words), max(last + 1, begin + 1))
    end = next((n for n in range(end, min(len(words), begin + SHOWN + BACK)) if _ends(words[n - 1])), end)
    shown = " ".join(word.group() for word in words[begin:end]).strip("“”\"'(),;:—– ")
    held = len(stems_of(shown) & new)
    return Addition(passage, f"{'… ' if begin else ''}{shown}{' …' if end < len(words) else ''}", held)


def _clause_start(passage: Passage, words: Sequence[re.Match[str]], first: int) -> int:
    """The word with which the clause of a word begins, if that is near."""
    for number in range(first, max(-1, first - BACK - 1), -1):
        if number == 0 or CLAUSE.search(passage.words[words[number - 1].end() - 1 : words[number].start() + 1]):
            return number
    return first


def _ends(word: re.Match[str]) -> bool:
    return word.group()[-1] in ",;:.!?—”\")"
