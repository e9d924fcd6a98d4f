"""Surnames: persons whom a report names in full and then calls by their last name alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from dragoman.actors.line import Line
from dragoman.actors.tables import Named, first_names, not_names
from dragoman.record import Span

Scenes = Sequence[tuple[Line, list[Named]]]
"""The sentences of a report, each with what was found in it."""


def with_surnames(scenes: Scenes) -> Scenes:
    """What was found in each sentence, and the persons whom a last name alone calls again."""
    known = _known_persons(scenes)
    sounds = {sound(last) for last in known}
    return [(line, _add_surnames(line, found, known, sounds)) for line, found in scenes]


def _known_persons(scenes: Scenes) -> dict[str, str]:
    """Last names and first full names of the persons whom a report names, headlines aside where its text names any."""
    persons = [(n.name, line.is_headline) for line, found in scenes for n in found if n.kind == "person"]
    told = [name for name, is_headline in persons if not is_headline] or [name for name, _ in persons]
    return {last_name(name): name for name in reversed(told)}


def last_name(name: str) -> str:
    """The last word of a name but "Jr."."""
    words = name.split()
    return words[-2] if len(words) > 2 and words[-1].rstrip(".") in ("Jr", "Sr", "II", "III") else words[-1]


ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|an|ad)-", re.IGNORECASE)
FOLDS = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"[gk]h(?=[aeiouy])"), "g"),
    (re.compile(r"[qk]"), "g"),
    (re.compile(r"(?<=[dt])h"), ""),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"y|ee"), "i"),
    (re.compile(r"e"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"h$"), ""),
)
"""What spellings of one name in Latin letters differ in: q, k and gh, kh, dh, ou, y, double letters."""
LOCAL = frozenset("in near inside across throughout".split())
"""Prepositions behind which the name of a country is no surname."""
LEAST = 5
"""Letters of a folded name under which it tells too little: Kerry is not Gary."""


@lru_cache(maxsize=20_000)
def sound(name: str) -> str:
    """A name's light normal form, one for Kharrazi and Kharazi, al-Maliki and Maliki, Qaddafi and Gadhafi."""
    name = ARTICLE.sub("", name)
    form = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    for pattern, instead in FOLDS:
        form = pattern.sub(instead, form)
    return form if len(form) >= LEAST else name


def _add_surnames(line: Line, found: list[Named], known: dict[str, str], sounds: Set[str]) -> list[Named]:
    if line.is_headline:
        found = [_cut_to_known(line, named, known) for named in found]
    taken = {n for named in found if named.kind != "country" for n in range(*line.at(named.span))}
    again = [
        Named(word.text, "person", None, None, Span(word.start, word.end))
        for n, word in enumerate(line.words)
        if (word.text in known or word.is_capital or "-" in word.text) and n not in taken
        if _is_known(line, n, known) or _sounds_known(line, n, sounds)
    ]
    starts = {named.span.start for named in again}
    rest = [named for named in found if named.span.start not in starts]
    return sorted([*rest, *again], key=lambda named: named.span) if again else found


def _is_known(line: Line, at: int, known: Mapping[str, str]) -> bool:
    """Whether a word is the last name of a known person, and not the country in "in Jordan"."""
    return line.words[at].text in known and not (line.listed[at] and line.low(at - 1) in LOCAL)


def _sounds_known(line: Line, at: int, sounds: Set[str]) -> bool:
    """Whether a word is the last name of a known person in another spelling."""
    text = line.words[at].text
    if not (text[0].isupper() or ARTICLE.match(text)) or text.isupper() or sound(text) not in sounds:
        return False
    is_word = line.listed[at] or text in first_names() or text in not_names("opener") or text in not_names("part")
    return not is_word


def _cut_to_known(line: Line, named: Named, known: dict[str, str]) -> Named:
    """Of a headline's "Aide Calls Netanyahu" only the name that the report knows."""
    full = known.get(last_name(named.name)) if named.kind == "person" else None
    if full is None or named.name.split()[0] == full.split()[0] or named.office:
        return named
    last = line.words[line.at(named.span)[1] - 1]
    return replace(named, name=last.text, span=Span(last.start, last.end))


def full_names(found: Sequence[Named]) -> dict[str, str]:
    """Each name by which a person is called -> the person's first full name, whatever the spelling."""
    persons = [named.name for named in found if named.kind == "person"]
    full: dict[str, str] = {}
    sounds: dict[str, str] = {}
    for name in persons:
        if " " in name:
            full.setdefault(last_name(name), name)
            sounds.setdefault(sound(last_name(name)), name)
    same: dict[str, str] = {}
    for name in persons:
        by = full.get(last_name(name), name)
        by = by if _agree(name, by) else name
        first = sounds.get(sound(last_name(name)), by)
        same[name] = first if _agree(by, first) else by
    return full | same


def _agree(name: str, other: str) -> bool:
    """Whether the first names of two names of one last name do not contradict."""
    return " " not in name or " " not in other or sound(name.split()[0]) == sound(other.split()[0])
