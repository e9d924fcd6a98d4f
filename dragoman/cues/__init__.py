"""A first reading of attributions by rules: cues of a table, and the source and content that stand around each.

For each sentence, and for the inside of each quotation alike: (1) find the cues; (2) find each cue's source, before it
or, inverted, behind it; (3) take as content what stands before the cue, behind it, or both; (4) let a quotation go on
over the sentences that follow.
"""

from __future__ import annotations

from dragoman.cues.others import adverb, headline, labelled, noun, preposition
from dragoman.cues.quotations import all_quotations, go_on
from dragoman.cues.sentence import Attribution, Range, Sentence, sentences_of
from dragoman.cues.sources import head_end
from dragoman.cues.verbs import is_noun, verb
from dragoman.cues.vocabulary import AUXILIARIES, BE, DETERMINERS, PARTITIVES, cues, speaker_nouns
from dragoman.record import Span, Spans
from dragoman.text import View

__all__ = [
    "AUXILIARIES",
    "BE",
    "DETERMINERS",
    "PARTITIVES",
    "Attribution",
    "all_quotations",
    "find_attributions",
    "head_end",
    "speaker_nouns",
]


def find_attributions(view: View, sentences: Spans, quotations: Spans, title: Span | None = None) -> list[Attribution]:
    """All attributions, in the order of their cues. At most one for each cue."""
    quotations = all_quotations(view, quotations)
    read = [part for span in sentences for part in sentences_of(view.text, span, quotations)]
    for part in read:
        _read(part)
        if part.span == title:
            part.found += [(None, a) for a in headline(part)]
    go_on(view, [part for part in read if not part.is_inner], quotations)
    found = {a.cue: a for part in read for _, a in part.found if a.content}
    return sorted(found.values(), key=lambda a: a.cue)


def _read(s: Sentence) -> None:
    """Find what a sentence attributes, outside the quotations in it."""
    tables = cues()
    taken = [False] * len(s)

    def add(start: int, end: int, found: list[tuple[Range | None, Attribution]]) -> None:
        s.found += found
        if found:
            taken[start:end] = [True] * (end - start)

    for start, end, row in tables.prepositions.find(s.words):
        if s.outside(start):
            add(start, end, [(None, a) for a in preposition(s, Range(start, end), row)])
    for start, (end, row) in s.verbs.items():
        if s.outside(start) and not taken[start] and not is_noun(s, start, row):
            add(start, end, list(verb(s, Range(start, end), row)))
    for start, end, row in tables.nouns.find(s.words):
        if s.outside(start) and not taken[start]:
            add(start, end, [(None, a) for a in noun(s, Range(start, end), row)])
    for start, end, row in tables.adverbs.find(s.words):
        if s.outside(start):
            add(start, end, [(None, a) for a in adverb(s, Range(start, end), row)])
    if not s.found:
        s.found += [(None, a) for a in labelled(s)]
