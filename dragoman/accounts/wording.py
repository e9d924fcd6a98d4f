"""One utterance in two wordings: where reports quote the same words of somebody differently."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.told import in_order, party, same_name
from dragoman.record import Quote, Reading, Span, Story
from dragoman.stems import WORD
from dragoman.text import find_quotations, repair

QUOTED_WORDS = 6
QUOTED_SHARE = 0.8
CHANGED_WORDS = 3
"""Two quotations are of one utterance when they share this many words, and this share of the shorter one; up to
`CHANGED_WORDS` in a row may differ between words that they share."""

MOST_HOLDERS = 60
"""Quotations of which one run of words is compared with the others that hold it."""

SPELLING = 0.7
"""Likeness of letters from which two words are one, spelled in two ways (organise, organize)."""

BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
ELLIPSIS = re.compile(r"\s?(?:\.\s?\.\s?\.|…)")
MASKED = re.compile(r"\w+\*+\w*")
MASK = "masked"
"""What stands for a word that a report has made unreadable."""
CONTRACTIONS = (
    ("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("'ve", " have"), ("'re", " are"), ("'m", " am"),
    ("'ll", " will"),
)  # fmt: skip
FIGURES = {
    str(number): word
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=1
    )
}


class Quotation(NamedTuple):
    """Words that a report gives as somebody's own."""

    speaker: str | None
    words: tuple[str, ...]
    ends: frozenset[int]
    """Numbers of the words after which a sentence ends."""
    whole: bool
    """Whether it begins as a sentence does."""
    voice: str
    quote: Quote


class Wording(NamedTuple):
    """Two wordings of one utterance."""

    about: str
    quotes: tuple[Quote, Quote]


def find_wordings(story: Story, readings: Sequence[Reading]) -> Iterator[Wording]:
    """The utterances that two reports quote in different words, or that one of them cuts as if they ended there."""
    quotations = list(_quotations(story, readings))
    for a, b in _alike(quotations):
        if a.voice != b.voice and a.words != b.words and _one_utterance(a, b):
            speaker = _name(a.speaker or b.speaker or "", quotations)
            for changed in (*_changes(a.words, b.words), *_cut(a, b), *_cut(b, a)):
                about = f"words of {speaker}: " + " or ".join(f"“{words}”" for words in sorted(changed))
                yield Wording(about, (a.quote, b.quote))


def _name(speaker: str, quotations: Sequence[Quotation]) -> str:
    """The commonest form in which the story names a speaker; of equally common ones the first."""
    names = Counter(q.speaker for q in quotations if q.speaker and _same_speaker(q.speaker, speaker))
    return names.most_common(1)[0][0]


def _alike(quotations: Sequence[Quotation]) -> list[tuple[Quotation, Quotation]]:
    """Pairs that share words in a row, as all that share most of their words do."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, quotation in enumerate(quotations):
        runs = zip(quotation.words, quotation.words[1:], quotation.words[2:], strict=False)
        for run in dict.fromkeys(runs):
            if len(holders[run]) < MOST_HOLDERS:
                holders[run].append(number)
    pairs = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    return [(quotations[a], quotations[b]) for a, b in sorted(pairs)]


def _cut(short: Quotation, long: Quotation) -> Iterator[tuple[str, str]]:
    """Where one report ends a sentence that goes on in the other."""
    last, size = short.words[-QUOTED_WORDS:], len(short.words)
    places = [n for n in range(QUOTED_WORDS, len(long.words)) if long.words[n - QUOTED_WORDS : n] == last]
    if short.whole and places and size - 1 in short.ends and places[0] - 1 not in long.ends:
        yield f"{' '.join(last[-2:])}.", " ".join(long.words[places[0] - 2 : places[0] + 2])


def _quotations(story: Story, readings: Sequence[Reading]) -> Iterator[Quotation]:
    voices = story.voices
    for reading in in_order(story, readings):
        if voices[reading.report.id] == reading.report.id:
            yield from _quoted(reading)


def _quoted(reading: Reading) -> Iterator[Quotation]:
    """What stands between quotation marks and is long enough to compare; the speaker where a statement names one."""
    report = reading.report
    view = repair(report.text)
    for place in find_quotations(view, Span(0, len(view.text))):
        words, ends = _spoken(place.of(view.text))
        span = view.source(place)
        if len(words) >= QUOTED_WORDS and report.body.meets(span):
            sentence = next((s for s in reading.sentences if s.start <= span.start < s.end), span)
            whole = place.of(view.text)[1:2].isupper()
            yield Quotation(_speaker(reading, span), words, ends, whole, report.id, Quote(report.id, sentence))


def _speaker(reading: Reading, quoted: Span) -> str | None:
    """Whose words they are: the speaker of the statement that holds most of them, for one may lie within another."""
    held = [
        (min(content.end, quoted.end) - max(content.start, quoted.start), -number, statement.speaker)
        for number, statement in enumerate(reading.statements)
        for content in statement.content
        if statement.manner != "indirect" and content.meets(quoted)
    ]
    return max(held)[2] if held else None


def _spoken(quoted: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """Its words in one spelling, without what the reporter put in brackets; and after which a sentence ends."""
    plain = ELLIPSIS.sub(". ", BRACKETS.sub(" ", MASKED.sub(MASK, quoted.lower().replace("’", "'"))))
    for short, long in CONTRACTIONS:
        plain = re.sub(short, long, plain)
    found = list(WORD.finditer(plain))
    ends = frozenset(n for n, word in enumerate(found) if plain[word.end() : word.end() + 1] in (".", "!", "?"))
    return tuple(FIGURES.get(word[0], word[0]) for word in found), ends


def _one_utterance(one: Quotation, other: Quotation) -> bool:
    """Whether two quotations are of one utterance: most words in common, and one speaker where both have one."""
    shared = len(set(one.words) & set(other.words))
    if shared < QUOTED_SHARE * min(len(set(one.words)), len(set(other.words))):
        return False
    if one.speaker and other.speaker:
        return _same_speaker(one.speaker, other.speaker)
    return bool(one.speaker or other.speaker) and shared >= QUOTED_WORDS


def _same_speaker(one: str, other: str) -> bool:
    return same_name(party(one, None).stems, party(other, None).stems)


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where two wordings of one utterance part: the changed words, with a word of each side."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < max(QUOTED_WORDS, QUOTED_SHARE * min(len(one), len(other))):
        return
    for tag, a, b, c, d in matcher.get_opcodes()[1:-1]:
        if tag == "replace" and max(b - a, d - c) <= CHANGED_WORDS and _is_change(one[a:b], other[c:d]):
            yield " ".join(one[a - 1 : b + 1]), " ".join(other[c - 1 : d + 1])


def _is_change(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words differ by more than spelling; "he's" is "he is" or "he has"."""
    if MASK in (*one, *other):
        return False
    a, b = " ".join(one), " ".join(other)
    spelled = {words.replace("'s", verb) for words in (a, b) for verb in (" is", " has")}
    if ("'s" in a) != ("'s" in b) and len(spelled) < 4 and len({a, b} & spelled) > 0:
        return False
    return SequenceMatcher(None, a, b).ratio() < SPELLING
