"""Cues that are no verbs: "according to", "his claim that", "allegedly", the colon, the dash behind a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.cues.content import clause_end, object_end
from dragoman.cues.sentence import Attribution, Range, Sentence
from dragoman.cues.sources import LONGEST_ASIDE, can_speak, name_end
from dragoman.cues.vocabulary import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    GENITIVE,
    INSIDE_NAMES,
    POSSESSIVE,
    PREPOSITIONS,
    is_speaker,
)
from dragoman.lexicon import Row
from dragoman.words import Word

COLON = Row(cue=":", forms=":", takes="colon", act="state")
DASH = Row(cue="—", forms="—", takes="colon", act="state")
SPOKEN = frozenset(("demand", "promise", "threaten", "deny", "propose", "ask", "warn"))
"""Acts of nouns that may go on with "to" or "for"; of a decision or a wish nothing need have been said."""
LONGEST_LABEL = 6
"""Words of a name before a colon."""


def preposition(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "According to the paper, …" and "…, according to officials"."""
    if cue.end >= len(s):
        return
    leads = cue.start <= 1 or s.text(cue.start - 1) in (";", "—", "–") or s.opens_quote(cue.start - 1)
    end = _leading_end(s, cue.end) if leads else name_end(s, cue.end)
    if end <= cue.end:
        return
    part = s.part(end, clause_end(s, end)) if leads and end < len(s) else None if leads else _preceding(s, cue.start)
    if part:
        source = s.part(cue.end, end)
        yield Attribution(s.span_of(cue), s.span_of(source) if source else None, (s.span_of(part),), row, "prep")


def _leading_end(s: Sentence, start: int) -> int:
    """The end of a source that leads its sentence: the comma behind which the clause stands."""
    end = start
    while end < len(s) and s.words[end].text not in ",:" and not s.opens_quote(end):
        end += 1
    if s.text(end) != "," or s.low(end + 1) not in STARTS_ASIDE:
        return end
    close = next((k for k in range(end + 1, min(end + LONGEST_ASIDE, len(s))) if s.text(k) == ","), end)
    finite = any(s.low(k) in AUXILIARIES or k in s.verbs for k in range(end + 1, close))
    return end if finite and s.low(end + 1) != "who" else close


STARTS_ASIDE = frozenset("a an the who one".split())


def _preceding(s: Sentence, at: int) -> Range | None:
    """The clause before "according to"."""
    end = at - 1 if s.text(at - 1) == "," else at
    start = max((k + 1 for k in range(end) if s.words[k].text == ";" and s.outside(k)), default=0)
    return s.part(start, end)


def noun(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "his claim that …", "the officials' belief that …", "Iran's refusal to …"."""
    takes = row["takes"].split(",")[1:]
    word = s.low(cue.end)
    if word not in takes or word not in ("that", "to", "for") or cue.end + 1 >= len(s):
        return
    if word != "that" and row["act"] not in SPOKEN:
        return
    end = clause_end(s, cue.end + 1) if word == "that" else _infinitive_end(s, cue.end)
    part = s.part(cue.end + (word == "that"), end)
    source = _owner(s, cue.start)
    if part and source:
        yield Attribution(s.span_of(cue), s.span_of(source), (s.span_of(part),), row, "noun")


def _infinitive_end(s: Sentence, start: int) -> int:
    """The end of what a noun brings with "to" or "for": before the verb whose subject the noun is."""
    end = object_end(s, start)
    return next((k for k in range(start + 2, end) if s.low(k) in AUXILIARIES or s.text(k) == "-"), end)


def _owner(s: Sentence, at: int) -> Range | None:
    """Whose claim it is: "his", or the name before the genitive, with two adjectives between at most."""
    start = at - 1
    while start > 0 and at - start < 3 and s.words[start].is_word and not s.words[start].is_capital:
        if s.low(start) in DETERMINERS or s.low(start) in GENITIVE:
            break
        start -= 1
    if s.low(start) in POSSESSIVE:
        return Range(start, start + 1)
    return _genitive(s, start) if s.low(start) in GENITIVE else None


def _genitive(s: Sentence, end: int) -> Range | None:
    """The name or noun before a genitive: "the officials'", "Secretary of State Rice's"."""
    start = end
    while start > 0 and _is_of_name(s, start - 1):
        start -= 1
    part = s.part(start - (s.low(start - 1) in DETERMINERS), end)
    return part if part and start < end and can_speak(s, part) else None


def _is_of_name(s: Sentence, at: int) -> bool:
    low = s.low(at)
    if low in PREPOSITIONS - {"of"} or low in CONJUNCTIONS:
        return False
    return s.words[at].is_capital or is_speaker(low) or low in ("of", ".")


def adverb(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "allegedly", "reportedly": the clause around the adverb, on nobody's word."""
    start, end = cue.start, cue.end
    while start > 0 and s.text(start - 1) not in (",", ";", ":", "—", "–") and s.low(start - 1) not in BEFORE_CLAUSE:
        start -= 1
    part = s.part(end, clause_end(s, end)) if end < len(s) else None
    before = s.part(start, cue.start) if start < cue.start else None
    parts = [p for p in (before, part) if p]
    if parts:
        yield Attribution(s.span_of(cue), None, tuple(s.span_of(p) for p in parts), row, "adverb")


BEFORE_CLAUSE = frozenset("and but that when".split())


def headline(s: Sentence) -> Iterator[Attribution]:
    """ "Rice: Visit 'Destructive'": a name and a colon at the head of a headline."""
    if (at := _label(s)) and (part := s.part(at + 1, len(s))):
        yield Attribution(s.span_of(Range(at, at + 1)), s.span_of(Range(0, at)), (s.span_of(part),), COLON, "colon")


def _label(s: Sentence) -> int | None:
    """The colon behind a name of a few words at the sentence's beginning."""
    for k in range(1, min(LONGEST_LABEL, len(s) - 1)):
        if s.words[k].text == ":":
            return k if all(_labels(w) for w in s.words[:k] if w.is_word) else None
    return None


def _labels(word: Word) -> bool:
    low = word.text.lower()
    return word.is_capital or low in INSIDE_NAMES or is_speaker(low)


def labelled(s: Sentence) -> Iterator[Attribution]:
    """A name and a colon before a quotation, or a dash and a name behind one."""
    at = _label(s)
    if at and s.opens_quote(at + 1) and (part := s.part(at + 1, clause_end(s, at + 1))):
        yield Attribution(s.span_of(Range(at, at + 1)), s.span_of(Range(0, at)), (s.span_of(part),), COLON, "colon")
    for k in range(1, len(s) - 1):
        if s.text(k) in ("—", "–", "―", "-") and s.closes_quote(k - 1) and s.words[k + 1].is_capital:
            end = name_end(s, k + 1)
            first = next(n for n in range(len(s)) if s.quote[n] == s.quote[k - 1])
            if end >= len(s) - 1 and first == 0 and can_speak(s, Range(k + 1, end)):
                parts = (s.span_of(Range(0, k)),)
                yield Attribution(s.span_of(Range(k, k + 1)), s.span_of(Range(k + 1, end)), parts, DASH, "colon")
            return
