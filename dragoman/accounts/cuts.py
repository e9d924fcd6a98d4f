"""Utterances that are cut short: what one report quotes, and another, which quotes the rest, leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.accounts.passages import Passage
from dragoman.accounts.speeches import (
    SAME_WORDS,
    Run,
    Speech,
    Token,
    places_of,
    runs_of,
    same_speaker,
    shown,
    speaker_of,
    speeches_of,
    stretches,
    words_in,
)
from dragoman.record import DifferenceKind, Quote, Span
from dragoman.stems import stems_of

RUN = 3
"""Words in a row that two texts share when both have them."""
CUT_WORDS = 7
CUT_STEMS = 4
CUT_STEMS_WITHIN = 3
"""Words in a row, and telling words among them, that a report has nowhere when it leaves out a sentence, or a part."""
SAME_STEMS = 2
"""Telling words among those that both quote."""
SURE_WORDS = 10
"""Words in a row that nobody else says, whoever the reports name as the speaker."""
IN_SENTENCE = 3
"""What a cut within a sentence weighs more, in telling words, than one between sentences."""
MOSTLY = 0.7
"""Share of a cut's words that another has, when the two are one."""


class Short(NamedTuple):
    """A report as one that may leave something out: what it has and what it quotes."""

    voice: str
    outlet: str
    known: frozenset[Run]
    """Runs of `RUN` words that it has anywhere."""
    stems: frozenset[str]
    quoted: Mapping[Run, Token]
    """Runs of `SAME_WORDS` words that it quotes, and where."""


class Missing(NamedTuple):
    """A sentence of an utterance, or a part of one, that a report which quotes the rest has nowhere."""

    tokens: tuple[Token, ...]
    other: Token
    """Where the report that leaves it out quotes the rest."""
    short: Short
    speaker: str
    telling: int
    """Telling words that the other report has nowhere."""
    in_sentence: bool


class Cut(NamedTuple):
    """Words that others leave out, and what they weigh beside other cuts."""

    kind: DifferenceKind
    about: str
    quotes: tuple[Quote, ...]
    weight: float


def find_cuts(by_voice: Mapping[str, Sequence[Passage]]) -> list[Cut]:
    """What reports leave out of utterances that they quote in part, the weightiest first."""
    speeches = {voice: [*speeches_of(passages)] for voice, passages in by_voice.items()}
    found: dict[tuple[str, Span], list[Missing]] = {}
    for short in [_short(passages, speeches[voice]) for voice, passages in by_voice.items()]:
        for voice, own in speeches.items():
            for speech in own if voice != short.voice else ():
                for missing in _missing(speech, short):
                    found.setdefault((voice, missing.tokens[0].span), []).append(missing)
    return list(_told_once(sorted(map(_cut, found.values()), key=lambda cut: -cut.weight)))


def _short(passages: Sequence[Passage], speeches: Sequence[Speech]) -> Short:
    words = [word for p in passages for word, _ in words_in(p.reading.report.text, p.span)]
    stems = stems_of(" ".join(passage.words for passage in passages))
    return Short(passages[0].voice, passages[0].outlet, frozenset(runs_of(words, RUN)), stems, places_of(speeches))


def _missing(speech: Speech, short: Short) -> Iterator[Missing]:
    """The stretches of a speech beside words that both quote, and that the other report has nowhere."""
    shared = [
        (first, last)
        for both, first, last in stretches(speech, short.quoted, SAME_WORDS)
        if both and len(_stems(speech.tokens[first:last])) >= SAME_STEMS
    ]
    for known, first, last in stretches(speech, short.known, RUN):
        beside = [run for run in shared if run[1] == first or run[0] == last]
        if not known and beside:
            yield from _left_out(speech, first, last, beside[0], short)


def _left_out(speech: Speech, first: int, last: int, shared: tuple[int, int], short: Short) -> Iterator[Missing]:
    """The sentence of a stretch that says most, if it is the speaker's and says enough."""
    start, end = shared
    cut = first if end == first else last
    parts = _sentences(speech, first, last)
    joined = None if speech.ends(cut) else parts[0 if end == first else -1]

    def weight(part: Sequence[Token]) -> int:
        return _telling(part, short) + (IN_SENTENCE if part == joined else 0)

    best = max(parts, key=weight)
    telling, speaker = _telling(best, short), speaker_of(best[0])
    least = CUT_STEMS_WITHIN if best == joined else CUT_STEMS
    if len(best) < CUT_WORDS or telling < least or 2 * telling < len(_stems(best)):
        return
    other = short.quoted[tuple(speech.words[start : start + SAME_WORDS])]
    if speaker is None or not same_speaker(speaker, speaker_of(speech.tokens[start])):
        return
    if end - start >= SURE_WORDS or same_speaker(speaker, speaker_of(other)):
        yield Missing(_to_the_end(speech, best), other, short, speaker, telling, best == joined)


def _stems(tokens: Sequence[Token]) -> frozenset[str]:
    return stems_of(" ".join(token.word for token in tokens))


def _telling(tokens: Sequence[Token], short: Short) -> int:
    """How many telling words there are that the other report has nowhere."""
    return len(_stems(tokens) - short.stems)


def _sentences(speech: Speech, first: int, last: int) -> list[tuple[Token, ...]]:
    """The sentences, or parts of them, of a stretch of a speech."""
    cuts = [number for number in range(first + 1, last) if speech.ends(number)]
    return [speech.tokens[a:b] for a, b in pairwise([first, *cuts, last])]


def _to_the_end(speech: Speech, part: Sequence[Token]) -> tuple[Token, ...]:
    """A part of a sentence up to the sentence's end."""
    first = speech.tokens.index(part[0])
    last = first + len(part)
    while last < len(speech.tokens) and not speech.ends(last):
        last += 1
    return speech.tokens[first:last]


def _cut(found: Sequence[Missing]) -> Cut:
    """One sentence that is left out, be it by one report or by several."""
    first = max(found, key=lambda missing: missing.telling)
    outlets = list(dict.fromkeys(missing.short.outlet for missing in found))
    verb = "leaves" if len(outlets) == 1 else "leave"
    about = f"words of {first.speaker}: {' and '.join(outlets)} {verb} out “{shown(first.tokens)}”"
    quotes = (first.tokens[0].passage.quote, *(missing.other.passage.quote for missing in found))
    return Cut("detail", about, tuple(dict.fromkeys(quotes)), first.telling + (IN_SENTENCE if first.in_sentence else 0))


def _told_once(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Without those of which most words were shown: two reports may have what a third leaves out."""
    told: list[frozenset[str]] = []
    for cut in cuts:
        own = stems_of(cut.about)
        if not any(len(own & other) >= MOSTLY * len(own) for other in told):
            told.append(own)
            yield cut
