"""What one report adds to a matter that others tell too, and that none of them has anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.accounts.passages import Matter, Passage
from dragoman.record import Span
from dragoman.stems import stems_of

NEW_WORDS = 6
NEW_WORDS_FIRST = 7
"""Telling words that no other report has within what is shown, where it goes on from what both tell, and at the
beginning of a sentence. With fewer it is mostly the same in other words: of 62 read by hand, 15 of 20 with six or more
and 9 of 19 with four or five were worth a reader's time; at the beginning 3 of 3 with seven, and 3 of 18 with fewer.
How sure the matter is made no difference."""
NEW_PLAIN = 3
"""And how many of them stand in lower case."""
MOST_NEW = 10
"""More of them weigh no more."""
SHOWN = 22
"""Words that are shown at most."""
LENGTH = 0.1
"""What each word that is shown costs, in new words: of two stretches with as many the shorter is shown."""

ENDS = re.compile(r"[,;:.!?—–][\"”’)]*$|[\"”)]$|^--?$|[—–]$")
"""A word that ends a clause."""
STOPS = re.compile(r"[.!?][\"”’)]*$")
"""A word that ends a sentence."""
BEGINS = re.compile(
    r"[\"“(]|(?:who|whose|which|because|after|while|but|although|though|including|saying|where|when|before|as|with|and)$",
    re.I,
)
"""A word that begins one."""

NO_NEWS = re.compile(
    r"\b(?:declin\w+ to comment|requests? for (?:further )?comment|seeking comment|my colleagues?|contributed to this"
    r"|return\w* (?:\w+ )?(?:calls?|e-?mails?)|told reporters that)\b",
    re.I,
)
"""What reports say of their own making."""
NO_MATTER_OF_NEWS = stems_of(
    "interview online posted post website article column blog reporter newspaper magazine television video conference"
    " spokesman spokeswoman telephone email statement monday tuesday wednesday thursday friday saturday sunday noted"
    " added earlier later recently among many much still even however"
)
"""Words of no weight in what is new: where and when something was said, or to whom."""


class Addition(NamedTuple):
    """The words of a passage that are new beside all other reports, and how many telling ones they hold."""

    passage: Passage
    words: str
    new: int
    tells: bool
    """Whether a deed, or what somebody says, is told in these words."""


def additions(matter: Matter, known: Mapping[str, frozenset[str]]) -> Iterator[Addition]:
    """What each passage of a matter adds, `known` being the stems of each whole report.

    What is quoted is none: where an utterance is cut short, `cuts` tells it.
    """
    for passage in matter.passages[:2]:
        if not passage.quoted and not NO_NEWS.search(passage.words):
            yield from _additions(passage, alone(passage.stems - NO_MATTER_OF_NEWS, passage.voice, known))


def alone(stems: frozenset[str], voice: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Those stems that no other voice has in its report."""
    others = [own for other, own in known.items() if other != voice]
    return frozenset(stem for stem in stems if not any(stem in own for own in others))


def _additions(passage: Passage, new: frozenset[str]) -> Iterator[Addition]:
    """The stretch of a passage with the most new words, if they are enough."""
    found = list(re.finditer(r"\S+", passage.words))
    words = [word.group() for word in found]
    first, last = _best([*_stretches(words)], _telling(passage, found), new)
    span = Span(passage.span.start + found[first].start(), passage.span.start + found[last - 1].end())
    held = _new(_telling(passage, found)[first:last], new)
    shown = " ".join(words[first:last]).strip("“”\"'(),;:—– ")
    if len(held) >= (NEW_WORDS if first else NEW_WORDS_FIRST) and len(held & _plain(shown)) >= NEW_PLAIN:
        more = "" if last == len(words) or _ends(words[last - 1]) else " …"
        deeds = [trigger for mention in passage.mentions() for trigger in mention.trigger]
        said = [content for statement in passage.said() for content in statement.content]
        tells = any(part.meets(span) for part in (*deeds, *said))
        yield Addition(passage, f"{'… ' if first else ''}{shown}{more}", len(held), tells)


def _stretches(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Clauses in a row within a sentence, each from word to word, of `SHOWN` words at most."""
    cuts = [n for n in range(1, len(words)) if _ends(words[n - 1]) or BEGINS.match(words[n])]
    clauses = list(pairwise([0, *cuts, len(words)]))
    for number, (first, _) in enumerate(clauses):
        for _, end in clauses[number:]:
            yield first, min(end, first + SHOWN)
            if end - first >= SHOWN or (STOPS.search(words[end - 1]) and not SHORT.match(words[end - 1])):
                break


def _best(stretches: Sequence[tuple[int, int]], words: Sequence[str], new: frozenset[str]) -> tuple[int, int]:
    """The stretch with the most new words for its length; of equals the first."""
    return max(stretches, key=lambda part: len(_new(words[part[0] : part[1]], new)) - LENGTH * (part[1] - part[0]))


def _telling(passage: Passage, words: Sequence[re.Match[str]]) -> list[str]:
    """The words of a passage, empty where it names who says something and that he says it: no news of the matter."""
    naming = [span for statement in passage.said() for span in (*statement.source, *statement.cue)]
    start = passage.span.start
    return ["" if any(s.start <= start + w.start() < s.end for s in naming) else w.group() for w in words]


def _ends(word: str) -> bool:
    """Whether a clause ends after a word; after "Mr." and "Sept." none does."""
    return bool(ENDS.search(word)) and not SHORT.match(word)


SHORT = re.compile(
    r"(?:[A-Z]\.)+$|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|St|No|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|vs)\.$"
)


def _plain(shown: str) -> frozenset[str]:
    """Stems of the words that stand in lower case: names alone are no news."""
    return stems_of(" ".join(word for word in shown.split() if word[0].islower()))


def _new(words: Sequence[str], new: frozenset[str]) -> frozenset[str]:
    return stems_of(" ".join(words)) & new
