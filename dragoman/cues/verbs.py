"""Verbs of attribution: which words are such verbs here, and the source and content of each."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.cues.content import content, object_end
from dragoman.cues.sentence import Attribution, Range, Sentence
from dragoman.cues.sources import (
    can_speak,
    inverted,
    is_adverb,
    name_end,
    name_ending,
    quoted_as_saying,
    skip_back,
    subject,
)
from dragoman.cues.vocabulary import (
    AUXILIARIES,
    BE,
    BEFORE_BASE,
    DETERMINERS,
    GENITIVE,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    also_nouns,
    is_nationality,
)
from dragoman.lexicon import Row

FURTHEST_BY = 6
"""Words between a passive verb and its "by"."""
IS = BE | {"'s", "’s", "'re", "’re", "'m", "’m"}
BEFORE_ADJECTIVE = IS | {"not", "very", "too", "more", "still", "be", "been", "remains", "remained"}
SHALLOW = frozenset("think know guess mean suppose say see feel find".split())
"""Verbs that only colour what a speaker says of himself inside his own words."""


def verb(s: Sentence, cue: Range, row: Row) -> Iterator[tuple[Range | None, Attribution]]:
    """The attribution of one verb; none where its source cannot speak or nothing is said."""
    takes = row["takes"].split(",")
    left = skip_back(s, cue.start)
    adjective = "|" not in row["forms"]
    if _is_passive(s, left, cue) and not adjective:
        yield from _passive(s, cue, left, row, takes)
        return
    if adjective and s.low(cue.start - 1) not in BEFORE_ADJECTIVE and s.low(cue.start - 2) not in IS:
        return
    speaks = "that" in takes or "quote" in takes
    for source in _sources(s, cue, left, inverts=speaks and row["cue"] != "tell"):
        if not _may_speak(s, source, cue, row):
            continue
        if found := content(s, cue, source, row):
            parts, pattern = found
            yield source, Attribution(s.span_of(cue), s.span_of(source), tuple(map(s.span_of, parts)), row, pattern)
            return
        if speaks and cue.end + 1 == len(s) and s.text(cue.end) in (":", "."):
            pattern = "quote" if s.text(cue.end) == ":" else "preposed"
            yield source, Attribution(s.span_of(cue), s.span_of(source), (), row, pattern)
            return


def _sources(s: Sentence, cue: Range, left: int, *, inverts: bool) -> list[Range]:
    """What may be a verb's source, most likely first: behind it only where no subject begins the sentence."""
    quoted, before = quoted_as_saying(s, cue), subject(s, left, cue)
    behind = inverted(s, cue) if inverts else None
    if behind and not can_speak(s, behind, strict=s.outside(cue.start - 1)):
        behind = None
    leads = before is not None and before.start <= 1 and s.outside(cue.start - 1)
    return [source for source in ((quoted, before, behind) if leads else (quoted, behind, before)) if source]


def _may_speak(s: Sentence, source: Range, cue: Range, row: Row) -> bool:
    """Whether a source can be that of this verb: of "said" any person or thing, of "claims" only a speaker."""
    if s.is_inner and s.low(source.start) in ("i", "you", "we") and row["cue"] in SHALLOW:
        return False
    doubtful = s.low(cue.start) in also_nouns()
    speech = row["takes"].startswith(("that", "told")) and row["act"] not in ("believe", "report")
    if speech and not doubtful and s.low(source.start) in DETERMINERS and source.end - source.start > 1:
        return True
    named = s.words[source.start].is_capital or s.low(source.start) in DETERMINERS or not s.outside(source.start)
    return can_speak(s, source, strict=doubtful or row["act"] == "believe" or not named)


def is_noun(s: Sentence, at: int, row: Row) -> bool:
    """Whether a word that may be verb or noun is a noun or a part of a name here: "the claims", "swing state"."""
    before, low = s.low(at - 1), s.low(at)
    if (before in DETERMINERS and before not in PLURALS) or before in ("of", "in", "for", "with", "on"):
        return True
    if before in GENITIVE and s.low(at - 2) not in PRONOUNS and s.words[at - 1].start == s.words[at - 2].end:
        return not s.closes_quote(at - 1)
    if s.words[at].is_capital and at > 0 and s.words[at - 1].is_word and not s.is_title:
        return True
    if _is_finite(s, at + 1) or is_nationality(s.words, at - 1):
        return True
    if low not in also_nouns() or " " in row["cue"] or at == 0:
        return False
    if _is_followed_as_noun(s, at + 1):
        return True
    return low == row["cue"] and not (before in BEFORE_BASE or before.endswith("s") or is_adverb(s.text(at - 1)))


def _is_followed_as_noun(s: Sentence, at: int) -> bool:
    """Whether what follows a word tells that it is a noun: "of", "and"."""
    low = s.low(at)
    return low in PREPOSITIONS - {"to", "on", "about", "for"} or low in ("and", "or", "but") or low in AUXILIARIES


def _is_finite(s: Sentence, at: int) -> bool:
    """Whether a word is a verb of speech with an ending of its own, before which no other verb stands."""
    found = s.verbs.get(at)
    if not found or s.low(at) == found[1]["cue"] or s.low(at).endswith("ing"):
        return False
    return found[1]["takes"].startswith(("that", "told", "quote")) and s.low(at) not in also_nouns()


def _is_passive(s: Sentence, left: int, cue: Range) -> bool:
    low = s.low(cue.start)
    if low.endswith("ing"):
        return False
    return any(s.low(k) in IS for k in range(left, cue.start))


def _passive(
    s: Sentence, cue: Range, left: int, row: Row, takes: list[str]
) -> Iterator[tuple[Range | None, Attribution]]:
    """ "was condemned by Iran"; "is expected to resign", on nobody's word."""
    about = name_ending(s, left)
    if about is None:
        return
    if s.low(cue.end) == "to" and "to" in takes and s.low(cue.start).endswith(("ed", "ght", "aid", "own")):
        parts = [about, s.part(cue.end, object_end(s, cue.end))]
        yield None, Attribution(s.span_of(cue), None, tuple(s.span_of(p) for p in parts if p), row, "unsaid")
        return
    by = next((k for k in range(cue.end, min(cue.end + FURTHEST_BY, len(s))) if s.low(k) == "by"), None)
    if by is None or by + 1 >= len(s) or not ("np" in takes or "that" in takes):
        return
    source = Range(by + 1, name_end(s, by + 1))
    if source.end > source.start and can_speak(s, source):
        yield source, Attribution(s.span_of(cue), s.span_of(source), (s.span_of(about),), row, "passive")
