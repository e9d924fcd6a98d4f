"""Statements: who said what, through whom, and on what evidence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from dragoman.actors import Actors, lexicon
from dragoman.cues import Attribution, all_quotations, find_attributions
from dragoman.encoder import Encoded
from dragoman.lexicon import table
from dragoman.record import Evidence, Manner, Span, Spans, Statement
from dragoman.statements.acts import act_of
from dragoman.statements.heads import MODEL, join_attributions
from dragoman.statements.speakers import Place, Speaker, Speakers
from dragoman.text import View
from dragoman.words import Phrases, span_of, words_in

CONFIDENCE = {
    "preposed": 0.89, "inverted": 0.83, "that": 0.69, "quote": 0.68, "told": 0.67, "prep": 0.65, "colon": 0.63,
    "for": 0.63, "of": 0.60, "unsaid": 0.60, "as": 0.58, "np": 0.52, "about": 0.49, "to": 0.46, "noun": 0.31,
    "adverb": 0.30, "passive": 0.29,
}  # fmt: skip
"""Share of each rule's attributions with source and content right on PolNeAR's training part (14,072 found)."""
ALONE, TOGETHER = (-1.25, 2.05), (-0.46, 1.40)
"""Share right at score 0 and what score 1 adds (1,800 found in PolNeAR's development part): what the model found alone,
and what a rule found as well."""
DIRECT = 0.95
"""Share of a content's letters inside quotation marks from which it counts as wholly quoted."""
REACH = 1500
"""Code points of a sentence in which the person behind a pronoun is looked for."""
DEEPEST = 6
"""Statements around a statement that are looked at: no report nests them deeper."""


def find_statements(
    view: View,
    sentences: Spans,
    quotations: Spans,
    actors: Actors,
    report: str,
    title: Span | None = None,
    read: Encoded | None = None,
    day: str | None = None,
) -> tuple[Statement, ...]:
    """All statements of a report in the order of their cues, as spans of the view; without `read` by the rules alone.

    `day` is the report's ISO date, on which the speakers hold their offices.

    1. Find the attributions, and for each those in whose content it stands.
    2. Find who speaks, the outermost first, so that "I" in a quotation is its speaker.
    3. Judge manner, act and evidence; the speakers around a statement are its relays.
    """
    quotations = all_quotations(view, quotations)
    found = find_attributions(view, sentences, quotations, title)
    if read:
        found = join_attributions(view.text, found, read, title)
    around = _around(found)
    speakers = _speakers(view, found, around, sentences, quotations, actors)
    credits = [_credit(view.text, attribution.content) for attribution in found]
    evidence = _evidence(view.text, [_home(sentences, attribution.cue) for attribution in found])
    return tuple(
        Statement(
            id=f"{report}-s{view.source(attribution.cue).start}",
            source=(attribution.source,) if attribution.source else (),
            cue=(attribution.cue,),
            content=attribution.content,
            speaker=speakers[n].name,
            speaker_kind=speakers[n].kind,
            via=_relays(
                speakers[n], [name for k in around[n] for name in (credits[k], speakers[k].name)] + [credits[n]]
            ),
            manner=manner_of(view.text, attribution.content, quotations),
            act=act_of(view.text, attribution, read),
            confidence=confidence_of(attribution),
            evidence=tuple(e for e in evidence[n] if not any(part.meets(e.span) for part in attribution.content)),
            country=_country(view.text, actors, speakers[n], attribution.source),
            office=actors.office_of(speakers[n].name, day) if speakers[n].kind == "person" else None,
        )
        for n, attribution in enumerate(found)
    )


def confidence_of(attribution: Attribution) -> float:
    """How likely source and content are right, from what was measured."""
    if attribution.score is None:
        return CONFIDENCE[attribution.pattern]
    at_none, added = ALONE if attribution.pattern == MODEL else TOGETHER
    return round(min(max(at_none + added * attribution.score, 0.05), 0.99), 2)


def manner_of(text: str, content: Spans, quotations: Spans) -> Manner:
    """Whether content stands wholly, partly or not at all in quotation marks, by its letters and digits."""
    letters = quoted = 0
    for part in content:
        at = bisect_right(quotations, part.start, key=lambda quotation: quotation.end)
        for i in range(*part):
            while at < len(quotations) and quotations[at].end <= i:
                at += 1
            if text[i].isalnum():
                letters += 1
                quoted += at < len(quotations) and quotations[at].start < i
    share = quoted / letters if letters else 0.0
    return "direct" if share > DIRECT else "mixed" if share > 0 else "indirect"


STAYS = re.compile(r"\b(?:in|at|near|on)\s+(?:the\s+)?$")
"""What stands before the name of a place where a speaker only is: "a spokesman *in* Cyprus"."""


def _country(text: str, actors: Actors, speaker: Speaker, source: Span | None) -> str | None:
    """The state that a speaker belongs to: a person or body by name, others by the words that describe them."""
    if named := actors.by_name(speaker.name):
        return named.country
    within = actors.within(source) if source and speaker.kind != "person" else ()
    own = (named for named in within if not STAYS.search(text, max(named.span.start - 10, 0), named.span.start))
    return next((named.country for named in own if named.country), None)


# Nesting


def _around(found: Sequence[Attribution]) -> list[list[int]]:
    """For each attribution the numbers of those whose content holds all of it, outermost first."""
    parts = sorted((part.start, -part.end, n) for n, a in enumerate(found) for part in a.content)
    whole = [_extent(attribution) for attribution in found]
    around: list[list[int]] = [[] for _ in found]
    active: list[tuple[int, int, int]] = []
    at = 0
    for n in sorted(range(len(found)), key=lambda n: whole[n]):
        while at < len(parts) and parts[at][0] <= whole[n].start:
            active.append(parts[at])
            at += 1
        active = [part for part in active if -part[1] > whole[n].start][-DEEPEST:]
        holding = [k for start, end, k in active if k != n and Span(start, -end).holds(whole[n])]
        around[n] = list(dict.fromkeys(holding))
    return around


def _extent(attribution: Attribution) -> Span:
    """From the first to the last code point of an attribution."""
    parts = [attribution.cue, *attribution.content, *([attribution.source] if attribution.source else [])]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _relays(speaker: Speaker, around: Sequence[str | None]) -> tuple[str, ...]:
    """The names of those in whose words a statement is told, outermost first, up to where its own speaker tells it."""
    names: list[str] = []
    for outer in around:
        if outer and speaker.name and outer.casefold() == speaker.name.casefold():
            break
        if outer and outer not in names:
            names.append(outer)
    return tuple(names)


CREDIT = re.compile(r"[^()\n]{0,40}?\s*\(")
LONGEST_CREDIT = 60
"""Code points between the parentheses of a credit."""


def _credit(text: str, content: Spans) -> str | None:
    """The newspaper or agency that stands in parentheses right behind a content: "… so" (*The Guardian*, May 22)."""
    opened = CREDIT.match(text, content[-1].end)
    close = text.find(")", opened.end(), opened.end() + LONGEST_CREDIT) if opened else -1
    if opened is None or close < 0:
        return None
    words = words_in(text, Span(opened.end(), close))
    entry = next((found for n in range(min(2, len(words))) if (found := lexicon().at(words, n))), None)
    return entry[1].name if entry and entry[1].kind == "media" else None


# Speakers


def _speakers(
    view: View,
    found: Sequence[Attribution],
    around: Sequence[Sequence[int]],
    sentences: Spans,
    quotations: Spans,
    actors: Actors,
) -> dict[int, Speaker]:
    """Who speaks in each attribution; those around one are resolved before it."""
    resolver = Speakers(view, actors)
    speakers: dict[int, Speaker] = {}

    def resolve(n: int) -> None:
        for outer in around[n]:
            if outer not in speakers:
                resolve(outer)
        speakers[n] = resolver.find(found[n], _place(n, found, around, sentences, quotations, speakers))

    for n in sorted(range(len(found)), key=lambda n: (len(around[n]), n)):
        if n not in speakers:
            resolve(n)
    return speakers


def _place(
    n: int,
    found: Sequence[Attribution],
    around: Sequence[Sequence[int]],
    sentences: Spans,
    quotations: Spans,
    speakers: dict[int, Speaker],
) -> Place:
    """What stands around an attribution that tells whom a pronoun means."""
    cue = found[n].cue
    at = max(bisect_right(sentences, cue.start, key=lambda span: span.start) - 1, 0)
    holder = next((k for k in reversed(around[n]) if speakers[k].name), None)
    before = next(
        (k for k in range(n - 1, max(n - 9, -1), -1) if k in speakers and k not in around[n] and speakers[k].name), None
    )
    sentence = sentences[at] if sentences else cue
    previous = sentences[at - 1] if at else None
    return Place(
        sentence=Span(max(sentence.start, cue.start - REACH), sentence.end),
        previous=Span(previous.start, min(previous.end, previous.start + REACH)) if previous else None,
        last=speakers[before] if before is not None else None,
        last_at=max(found[before].cue.start, found[before].content[-1].end) if before is not None else 0,
        holder=speakers[holder] if holder is not None else None,
        is_quoted=_is_inside(quotations, found[n].source or cue),
    )


def _is_inside(quotations: Spans, span: Span) -> bool:
    at = bisect_right(quotations, span.start, key=lambda quotation: quotation.start) - 1
    return at >= 0 and quotations[at].holds(span)


# Evidence


def _home(sentences: Spans, cue: Span) -> Span:
    """The sentence that holds a cue."""
    at = bisect_left(sentences, cue.end, key=lambda span: span.end)
    return sentences[at] if at < len(sentences) and sentences[at].holds(cue) else cue


@cache
def _evidence_words() -> Phrases[str]:
    return Phrases(((row["words"], row["stance"]) for row in table("evidence").rows), fold_case=True)


def _evidence(text: str, homes: Sequence[Span]) -> list[tuple[Evidence, ...]]:
    """What each sentence around a statement says of its support."""
    found = {home: _evidence_in(text, home) for home in dict.fromkeys(homes)}
    return [found[home] for home in homes]


def _evidence_in(text: str, sentence: Span) -> tuple[Evidence, ...]:
    words = words_in(text, sentence)
    phrases = _evidence_words().find(words)
    return tuple(Evidence(stance, span_of(words, first, end)) for first, end, stance in phrases)  # type: ignore[arg-type]
