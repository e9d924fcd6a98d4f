"""Attributions of the reading model, joined with those of the rules.

The model finds more and cuts better; the rules know the act of each cue, the statements inside quotations and what a
headline's colon means. Where both find an attribution its spans are the model's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise

from dragoman.cues import Attribution, speaker_nouns
from dragoman.cues.vocabulary import ARTICLES, cues
from dragoman.encoder import Encoded, Frame
from dragoman.lexicon import Row
from dragoman.record import Span, Spans
from dragoman.words import words_in

MODEL = "model"
"""The pattern of an attribution that no rule found."""
TITLE_CASE = 0.4
"""Share of its words and marks with a capital from which a sentence may be a headline."""
GAP = 2
"""Words that a content's pieces leave out at most where they are one stretch."""
SURE_ALONE = 0.8
"""Score from which it stands without a rule."""


def join_attributions(
    text: str, rules: Sequence[Attribution], read: Encoded, title: Span | None = None
) -> list[Attribution]:
    """The attributions of both, in the order of their cues, at most one for each cue: the surest."""
    partners = Partners(rules)
    joined: dict[int, Attribution] = {}
    for frame in sorted(read.attributions, key=lambda frame: -frame.score):
        found = attribution_of(text, frame if title is None else _on_one_side(frame, read, title), read)
        if not found or found.cue.start in joined:
            continue
        rule = partners.take(found.cue)
        if _is_name(frame, read):
            joined |= {rule.cue.start: rule} if rule else {}
            continue
        found = _with_rule(text, found, rule)
        if found.pattern != MODEL or frame.score >= SURE_ALONE:
            joined[found.cue.start] = found
    parts = sorted(part for attribution in joined.values() for part in attribution.content)
    starts, reach = [part.start for part in parts], list(accumulate((part.end for part in parts), max))
    for rule in partners.left():
        at = bisect_right(starts, rule.cue.start) - 1
        if at >= 0 and reach[at] >= rule.cue.end:  # inside another's content, where PolNeAR marks none
            joined.setdefault(rule.cue.start, rule)
    return sorted(joined.values(), key=lambda attribution: attribution.cue)


class Partners:
    """The rules' attributions, to be found by their cues; each is taken once."""

    def __init__(self, rules: Sequence[Attribution]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.cue)
        self._ends = [rule.cue.end for rule in self._rules]
        self._taken: set[int] = set()

    def take(self, cue: Span) -> Attribution | None:
        """The first that is left whose cue meets this one."""
        at = bisect_right(self._ends, cue.start)
        while at < len(self._rules) and self._rules[at].cue.start < cue.end:
            if at not in self._taken:
                self._taken.add(at)
                return self._rules[at]
            at += 1
        return None

    def left(self) -> list[Attribution]:
        return [rule for n, rule in enumerate(self._rules) if n not in self._taken]


def attribution_of(text: str, frame: Frame, read: Encoded) -> Attribution | None:
    """A frame as an attribution: its first cue, one source, all of its content. None without content."""
    content = tuple(_trimmed(text, part, BEFORE_CONTENT, BEHIND) for part in read.spans(_filled(frame)))
    content = _without_scraps([part for part in content if _has_word(text, part)], text)
    if not content:
        return None
    cue = _around(read.spans(frame.roles["cue"]), frame.anchors, read)
    content = tuple(part for part in content if not _is_elsewhere(text, cue, part)) or content
    return Attribution(cue, _source(text, frame, read), content, _row(text, cue), MODEL, frame.score)


def _is_elsewhere(text: str, cue: Span, part: Span) -> bool:
    """Whether a piece of content begins within a line behind that of its cue, and in no quotation marks."""
    line = text.rfind("\n", cue.end, part.start)
    is_within = line >= 0 and any(character.isalnum() for character in text[line : part.start])
    return is_within and text[part.start] not in OPENING


SCRAP, WHOLE = 3, 6
"""A piece of fewer words is a scrap beside one of so many, where it stands in no quotation marks."""


def _without_scraps(parts: Sequence[Span], text: str) -> Spans:
    """A content's pieces without the odd words that the model adds far from them."""
    sizes = [len(part.of(text).split()) for part in parts]
    if not sizes or max(sizes) < WHOLE:
        return tuple(parts)
    quoted = [text[part.start] in OPENING and text[part.end - 1] in CLOSING for part in parts]
    return tuple(part for part, size, is_quoted in zip(parts, sizes, quoted, strict=True) if size >= SCRAP or is_quoted)


PRONOUNS = frozenset("i he she we they it who which".split())
AUXILIARIES = frozenset(("aux", "cop", "mark", "advmod"))


def _source(text: str, frame: Frame, read: Encoded) -> Span | None:
    """Of a source's stretches the one that holds the subject of the cue's verb, else the longest.

    A pronoun that is the subject leaves no room for another source ("Kerr, *who* said"); where the model gives none, it
    is the subject that names or describes a speaker.
    """
    parts = [_trimmed(text, part, BEFORE, BEHIND_SOURCE) for part in read.spans(frame.roles["source"])]
    parts = [part for part in parts if _has_word(text, part) and part.of(text).lower() not in ARTICLES]
    parts = [_completed(part, frame, read) for part in parts]
    longest = max(parts, key=lambda span: span.end - span.start, default=None)
    subject = _subject(frame, read)
    if subject is None:
        return longest
    word = read.words[subject]
    if holding := next((part for part in parts if part.start <= word.start < part.end), None):
        return holding
    if word.text.lower() in PRONOUNS:
        return read.span((subject,))
    speaks = read.upos[subject] == "PROPN" or word.text.lower() in speaker_nouns()
    return _phrase(subject, read) if speaks and not longest else longest


OPEN_ENDS = frozenset(("amod", "compound", "det", "nummod"))
"""What the last word of a source is where the noun that it describes is cut off: "a senior US [official]"."""


def _completed(source: Span, frame: Frame, read: Encoded) -> Span:
    """A source that ends before its noun, with the noun."""
    last = read.words_in(source)[-1]
    head = read.heads[last]
    taken = {*frame.roles["cue"], *frame.roles["content"]}
    if read.relations[last] not in OPEN_ENDS or head <= last or taken & {*range(last + 1, head + 1)}:
        return source
    return Span(min(source.start, _phrase(head, read).start), read.words[head].end)


def _subject(frame: Frame, read: Encoded) -> int | None:
    """The word that is the subject of the cue's own verb, outside its content."""
    cue, content = {*frame.roles["cue"], *frame.anchors}, frame.roles["content"]
    verbs = {read.heads[n] if read.relations[n] in AUXILIARIES else n for n in cue}
    return next(
        (
            n
            for n in range(*_sentence(read, frame.anchors[0]))
            if read.relations[n] == "nsubj" and read.heads[n] in verbs and n not in content and n not in cue
        ),
        None,
    )


def _phrase(head: int, read: Encoded) -> Span:
    """A noun with the words that depend on it right before it and behind it, up to a mark."""
    first = last = head
    while first > 0 and head in _above(first - 1, read) and read.upos[first - 1] != "PUNCT":
        first -= 1
    while last + 1 < len(read.words) and head in _above(last + 1, read) and read.upos[last + 1] != "PUNCT":
        last += 1
    return read.span((first, last))


def _above(word: int, read: Encoded) -> list[int]:
    """The words that a word depends on, nearest first."""
    chain: list[int] = []
    while (word := read.heads[word]) >= 0 and word not in chain:
        chain.append(word)
    return chain


def _sentence(read: Encoded, word: int) -> tuple[int, int]:
    """The words of the sentence that a word stands in."""
    return read.sentences[bisect_right(read.sentences, (word, len(read.words))) - 1]


BEFORE = re.compile(r"[\s,;:.–—-]*(?:(?:such as|including|like)\s+)?")
BEFORE_CONTENT = re.compile(r"[\s,;:–—-]*(?:that(?:\s+|$))?")
BEHIND = re.compile(r"[\s,;:–—-]+$")
BEHIND_SOURCE = re.compile(r"(?:[\s,;:–—-]+|['’]s|(?<=s)['’])+$")
"""What a span does not begin or end with: marks, the word that joins a content to its cue, a possessive ending."""


def _trimmed(text: str, span: Span, before: re.Pattern[str], behind: re.Pattern[str]) -> Span:
    """A span without the marks and joining words at its edges; empty where nothing else is left."""
    found = before.match(text, span.start, span.end)
    start = found.end() if found else span.start
    ending = behind.search(text[start : span.end])
    return Span(start, start + ending.start() if ending else span.end)


def _on_one_side(frame: Frame, read: Encoded, title: Span) -> Frame:
    """A frame without the words that a title's end, and what is not read behind it, part from its cue."""
    inside = read.words[frame.anchors[0]].start < title.end
    roles = {
        role: tuple(n for n in words if (read.words[n].start < title.end) == inside)
        for role, words in frame.roles.items()
    }
    return replace(frame, roles=roles)


def _is_name(frame: Frame, read: Encoded) -> bool:
    """Whether a cue has a word of a name, a capital within a sentence that is no headline: "Port Said"."""
    first, last = _sentence(read, frame.anchors[0])
    capitals = [n for n in range(first, last) if read.words[n].text[:1].isupper()]
    inside = set(capitals) - {first, first + 1}
    return len(capitals) < TITLE_CASE * (last - first) and any(n in inside for n in frame.anchors)


def _filled(frame: Frame) -> list[int]:
    """The words of a content, and the few that its pieces leave out between them."""
    words, other = list(frame.roles["content"]), {*frame.roles["cue"], *frame.roles["source"]}
    gaps = [range(left + 1, right) for left, right in pairwise(words)]
    return sorted(words + [n for gap in gaps if len(gap) <= GAP and not other & {*gap} for n in gap])


def _has_word(text: str, part: Span) -> bool:
    return any(character.isalnum() for character in part.of(text))


def _around(cues: Spans, anchors: Sequence[int], read: Encoded) -> Span:
    """The run of cue words that the first anchor stands in."""
    first = read.span(anchors[:1])
    return next((cue for cue in cues if cue.holds(first)), first)


OPENING, CLOSING = "“\"‘'«", "”\"’'»,.!?"


def _with_rule(text: str, found: Attribution, rule: Attribution | None) -> Attribution:
    """An attribution with what a rule knows of it: its row, a source, and the quotations that go on behind it."""
    if not rule:
        return found
    end = max(part.end for part in found.content)
    more = [part for part in rule.content if part.start >= end and text[part.start] in OPENING]
    return replace(
        found,
        source=found.source or rule.source,
        content=(*found.content, *more),
        row=rule.row,
        pattern=rule.pattern,
    )


@cache
def _unknown() -> Row:
    return Row(cue="", forms="", takes="", act="state")


def _row(text: str, cue: Span) -> Row:
    """The table's row for the words of a cue."""
    words = words_in(text, cue)
    for phrases in cues():
        found = next(phrases.find(words), None)
        if found:
            return found[2]
    return _unknown()
