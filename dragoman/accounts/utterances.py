"""One utterance that two reports quote: what one of them leaves out of it, and the verbs with which they have it said.

quotations -> speeches (quotations that follow on each other) -> words that both quote -> what the other has nowhere
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, groupby, pairwise, permutations
from typing import NamedTuple

from dragoman.accounts.passages import Passage
from dragoman.accounts.told import party, same_name
from dragoman.lexicon import table
from dragoman.record import Quote, Span, Statement
from dragoman.stems import stems_of

FOLLOWS = 60
"""Code points between two quotations of one speech: "he said" and the like."""

RUN = 3
"""Words in a row that two texts share when both have them."""
SAME_WORDS = 6
"""Words in a row that both quote when they quote one utterance."""
CUT_WORDS = 7
CUT_STEMS = 4
"""Words in a row that the other has nowhere, and telling words among them that it has nowhere, when they are left out."""
SURE_WORDS = 10
"""Words in a row that nobody else says, whoever the reports name as the speaker."""
SAME_STEMS = 2
"""And telling words among them."""
IN_SENTENCE = 3
"""What a cut within a sentence weighs more, in telling words, than one of a sentence."""
MOSTLY = 0.7
"""Share of a cut's words that another has, when the two are one."""
SHOWN = 18
"""Words shown of what is left out."""

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
ENDS = re.compile(r"[.!?…]\s|[\"”]")
TITLED = frozenset("mr mrs ms dr sen rep gov st".split())


Run = tuple[str, ...]


class Token(NamedTuple):
    """A word of a speech as it is compared, where it stands, and in which passage."""

    word: str
    span: Span
    passage: Passage


class Speech(NamedTuple):
    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        return [token.word for token in self.tokens]

    @property
    def text(self) -> str:
        return self.tokens[0].passage.reading.report.text


class Short(NamedTuple):
    """A report as one that may leave something out: what it has and what it quotes."""

    voice: str
    outlet: str
    known: frozenset[Run]
    """Runs of words that it has anywhere."""
    stems: frozenset[str]
    quoted: Mapping[Run, Token]
    """Runs of words that it quotes, and where."""


class Missing(NamedTuple):
    """A sentence of an utterance, or a part of one, that a report which quotes the rest has nowhere."""

    tokens: tuple[Token, ...]
    other: Token
    """Where the report that leaves it out quotes the rest."""
    short: Short
    speaker: str
    telling: int
    in_sentence: bool


class Cut(NamedTuple):
    """Words of an utterance that one report quotes and others, which quote its rest, leave out."""

    about: str
    quotes: tuple[Quote, ...]
    weight: float


def find_cuts(by_voice: Mapping[str, Sequence[Passage]]) -> list[Cut]:
    """What reports leave out of utterances that they quote in part, the weightiest first."""
    speeches = {voice: [*_speeches(passages)] for voice, passages in by_voice.items()}
    reports = [_short(passages, speeches[voice]) for voice, passages in by_voice.items()]
    found: dict[tuple[str, Span], list[Missing]] = {}
    for short in reports:
        for voice, own in speeches.items():
            for speech in own if voice != short.voice else ():
                for missing in _missing(speech, short):
                    found.setdefault((voice, missing.tokens[0].span), []).append(missing)
    return list(_told_once(sorted(map(_cut, found.values()), key=lambda cut: -cut.weight)))


def _told_once(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Without those of which most words were shown: two reports may have what a third leaves out."""
    shown: list[frozenset[str]] = []
    for cut in cuts:
        own = stems_of(cut.about)
        if not any(len(own & other) >= MOSTLY * len(own) for other in shown):
            shown.append(own)
            yield cut


def _cut(found: Sequence[Missing]) -> Cut:
    """One sentence that is left out, be it by one report or by several."""
    first = max(found, key=lambda missing: missing.telling)
    outlets = list(dict.fromkeys(missing.short.outlet for missing in found))
    verb = "leaves" if len(outlets) == 1 else "leave"
    about = f"words of {first.speaker}: {' and '.join(outlets)} {verb} out “{_shown(first.tokens)}”"
    quotes = (first.tokens[0].passage.quote, *(missing.other.passage.quote for missing in found))
    return Cut(about, tuple(dict.fromkeys(quotes)), first.telling + (IN_SENTENCE if first.in_sentence else 0))


# Speeches


def _speeches(passages: Sequence[Passage]) -> Iterator[Speech]:
    """The quotations of a report, those joined that follow on each other."""
    tokens: list[Token] = []
    for passage in passages:
        for quotation in passage.quotations:
            text = passage.reading.report.text
            if tokens and quotation.start - tokens[-1].span.end > FOLLOWS:
                yield Speech(tuple(tokens))
                tokens = []
            tokens += [Token(word, span, passage) for word, span in _words(text, quotation)]
    if tokens:
        yield Speech(tuple(tokens))


def _words(text: str, within: Span) -> Iterator[tuple[str, Span]]:
    for found in TOKEN.finditer(text, *within):
        yield found.group().lower().replace("’", "'").replace(".", ""), Span(*found.span())


def _short(passages: Sequence[Passage], speeches: Sequence[Speech]) -> Short:
    words = [word for p in passages for word, _ in _words(p.reading.report.text, p.span)]
    stems = stems_of(" ".join(passage.words for passage in passages))
    return Short(passages[0].voice, passages[0].outlet, frozenset(_runs(words, RUN)), stems, _holders(speeches))


def _runs(words: Sequence[str], size: int) -> Iterator[Run]:
    return zip(*(words[n:] for n in range(size)), strict=False)


def _holders(speeches: Iterable[Speech]) -> Mapping[Run, Token]:
    """The first place where each run of words is quoted."""
    found: dict[Run, Token] = {}
    for speech in speeches:
        for number, run in enumerate(_runs(speech.words, SAME_WORDS)):
            found.setdefault(run, speech.tokens[number])
    return found


def _covered(speech: Speech, runs: Container[Run], size: int) -> list[bool]:
    """Which words of a speech lie in runs of that size that the other text has too."""
    covered = [False] * len(speech.tokens)
    for number, run in enumerate(_runs(speech.words, size)):
        if run in runs:
            covered[number : number + size] = [True] * size
    return covered


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[bool, int, int]]:
    at = 0
    for flag, group in groupby(flags):
        size = len(list(group))
        yield flag, at, at + size
        at += size


# What is left out


def _missing(speech: Speech, short: Short) -> Iterator[Missing]:
    """The stretches of a speech beside words that both quote, and that the other report has nowhere."""
    both = _covered(speech, short.quoted, SAME_WORDS)
    shared = [(a, b) for flag, a, b in _stretches(both) if flag and _is_utterance(speech.tokens[a:b])]
    for flag, first, last in _stretches(_covered(speech, short.known, RUN)):
        beside = [run for run in shared if run[1] == first or run[0] == last]
        if flag or not beside:
            continue
        (a, b), parts = beside[0], _sentences(speech, first, last)
        other = short.quoted[tuple(speech.words[a : a + SAME_WORDS])]
        joined = parts[0 if b == first else -1] if not _ends_at(speech, first if b == first else last) else ()
        best = max(parts, key=lambda part: _telling(part, short) + (IN_SENTENCE if part == joined else 0))
        telling, speaker = _telling(best, short), _whose(best[0])
        own = stems_of(" ".join(token.word for token in best))
        new = len(best) >= CUT_WORDS and telling >= CUT_STEMS and 2 * telling >= len(own)
        if new and speaker and _same(speaker, _whose(speech.tokens[a])):
            if b - a >= SURE_WORDS or _same(speaker, _whose(other)):
                whole = _to_the_end(speech, best)
                yield Missing(whole, other, short, speaker, telling, best == joined)


def _ends_at(speech: Speech, number: int) -> bool:
    return _ends(speech.tokens[number - 1], speech.tokens[number], speech.text)


def _is_utterance(tokens: Sequence[Token]) -> bool:
    """Whether words that both quote are enough for one utterance."""
    return len(tokens) >= SAME_WORDS and len(stems_of(" ".join(token.word for token in tokens))) >= SAME_STEMS


def _telling(tokens: Sequence[Token], short: Short) -> int:
    """How many telling words there are that the other report has nowhere."""
    return len(stems_of(" ".join(token.word for token in tokens)) - short.stems)


def _same(speaker: str, other: str | None) -> bool:
    return other is None or same_name(party(speaker, None).stems, party(other, None).stems)


def _sentences(speech: Speech, first: int, last: int) -> list[tuple[Token, ...]]:
    """The sentences, or parts of them, of a stretch of a speech."""
    cuts = [number for number in range(first + 1, last) if _ends_at(speech, number)]
    return [speech.tokens[a:b] for a, b in pairwise([first, *cuts, last])]


def _to_the_end(speech: Speech, part: Sequence[Token]) -> tuple[Token, ...]:
    """A part of a sentence up to the sentence's end."""
    first = speech.tokens.index(part[0])
    last = first + len(part)
    while last < len(speech.tokens) and not _ends_at(speech, last):
        last += 1
    return speech.tokens[first:last]


def _ends(token: Token, following: Token, text: str) -> bool:
    """Whether a sentence or a quotation ends after a word."""
    between = text[token.span.end : following.span.start]
    return bool(ENDS.search(between)) and token.word not in TITLED


def _whose(token: Token) -> str | None:
    saying = _saying(token)
    return saying.speaker if saying else None


def _saying(token: Token) -> Statement | None:
    """The innermost statement whose content holds a word."""
    held = [s for s in token.passage.reading.statements if any(c.holds(token.span) for c in s.content)]
    return min(held, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def _shown(tokens: Sequence[Token]) -> str:
    own = tokens[:SHOWN]
    text = tokens[0].passage.reading.report.text
    words = " ".join(text[own[0].span.start : own[-1].span.end].split())
    return f"{words}{' …' if len(tokens) > SHOWN else ''}"


# How it is said


class Saying(NamedTuple):
    """Verbs of two colours for one utterance."""

    about: str
    quotes: tuple[Quote, ...]


def find_sayings(by_voice: Mapping[str, Sequence[Passage]]) -> Iterator[Saying]:
    """Utterances that one report has said, and another claimed, admitted, boasted or the like."""
    speeches = {voice: [*_speeches(passages)] for voice, passages in by_voice.items()}
    told: set[frozenset[Quote]] = set()
    for one, other in permutations(by_voice, 2):
        places = _holders(speeches[other])
        for speech in speeches[one]:
            for flag, first, _ in _stretches(_covered(speech, places, SAME_WORDS)):
                run = tuple(speech.words[first : first + SAME_WORDS])
                if flag:
                    pair = (speech.tokens[first], places[run])
                    found = _coloured(*pair)
                    quotes = tuple(token.passage.quote for token in pair)
                    if found and frozenset(quotes) not in told:
                        told.add(frozenset(quotes))
                        yield Saying(found, quotes)


def find_speakers(by_voice: Mapping[str, Sequence[Passage]]) -> Iterator[Saying]:
    """Utterances that two reports give to two persons, both by name."""
    speeches = {voice: [*_speeches(passages)] for voice, passages in by_voice.items()}
    told: set[frozenset[str]] = set()
    for one, other in combinations(by_voice, 2):
        places = _holders(speeches[other])
        for speech in speeches[one]:
            for _, first, last in _stretches(_covered(speech, places, SAME_WORDS)):
                run = tuple(speech.words[first : first + SAME_WORDS])
                a, b = (_saying(token) for token in (speech.tokens[first], places.get(run, speech.tokens[first])))
                if not (a and b and _is_named(a) and _is_named(b)) or _same(a.speaker or "", b.speaker):
                    continue
                names, tokens = (f"{a.speaker}", f"{b.speaker}"), (speech.tokens[first], places[run])
                if frozenset(names) not in told:
                    told.add(frozenset(names))
                    sides = "; ".join(f"{n} in {t.passage.outlet}" for n, t in zip(names, tokens, strict=True))
                    about = f"who says “{_shown(speech.tokens[first:last])}”: {sides}"
                    yield Saying(about, tuple(token.passage.quote for token in tokens))


def _is_named(saying: Statement) -> bool:
    words = (saying.speaker or "").split()
    return saying.speaker_kind == "person" and len(words) > 1 and all(word[0].isupper() for word in words)


def _coloured(one: Token, other: Token) -> str | None:
    verbs = [(_verb(token), token) for token in (one, other)]
    (verb, token), (plain, rest) = verbs
    if not verb or not plain or verb not in _colours() or not PLAIN.match(plain):
        return None
    if not _same(_whose(one) or "", _whose(other)):
        return None
    sides = f"“{verb}” in {token.passage.outlet}; “{plain}” in {rest.passage.outlet}"
    return f"how {_whose(token) or 'it'} says it: {sides}"


def _verb(token: Token) -> str | None:
    """The verb with which a word is said: the coloured one of a cue, else its last word."""
    saying = _saying(token)
    if saying is None or not saying.cue:
        return None
    cue = " ".join(span.of(token.passage.reading.report.text).lower() for span in saying.cue)
    words = [*re.findall(r"[a-z]+ (?:out|down|back)", cue), *re.findall(r"[a-z]+", cue)]
    return next((word for word in words if word in _colours()), words[-1] if words else None)


PLAIN = re.compile(r"(?:said|says?|saying|told|tells?|telling|wr[io]te?s?|writing|added|adds|noted|notes|stated|according)$")
"""Verbs that only say that somebody says something."""


@cache
def _colours() -> Mapping[str, str]:
    return {form: row["colour"] for row in table("sayings").rows for form in row.many("forms")}


def by_voices_of(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    """The passages of each voice, in order."""
    found: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[passage.voice].append(passage)
    return dict(found)
