"""A first reading of attributions by rules: cues of a table, and the source and content that stand around each.

For each sentence: (1) find the cues; (2) find each cue's source, before it or, inverted, behind it; (3) take as content
what stands before the cue, behind it, or both; (4) let a quotation go on over the sentences that follow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from dragoman.actors import SECTOR_OF, lexicon
from dragoman.lexicon import Row, table
from dragoman.record import Span, SpeakerKind, Spans
from dragoman.text import View, find_paragraphs
from dragoman.words import Phrases, Word, span_of, words_in

AUXILIARIES = frozenset(
    "am are be been being did do does had has have having is was were will would shall should may might can could must "
    "ought need dare get got gets getting".split()
)
BE = frozenset("am are be been being is was were get got".split())
ADVERBS = frozenset(
    "again ago ahead all almost already also always apparently both clearly earlier either even ever finally first further "
    "here however immediately initially instead itself just later meanwhile merely more never nonetheless not now often once "
    "only previously probably quickly rather reportedly seemingly simply since so sometimes soon still then there therefore "
    "thus today together tomorrow tonight too twice yesterday yet himself herself themselves long back out up".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PERIODS = frozenset(
    "week month year morning afternoon evening night day weekend summer spring autumn fall winter".split()
)
PRONOUNS = frozenset(
    "i you he she it we they who which some many others most everyone nobody critics this these those one".split()
)
SPEAKING_PRONOUNS = frozenset("i you we".split())
CONJUNCTIONS = frozenset(
    "and but or nor yet so because while whereas although though if unless when whenever where whether as since after before "
    "until than that lest once what how why".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below beneath beside between beyond by despite during "
    "for from in inside into like near of off on onto out outside over past through throughout to toward towards under until "
    "upon via with within without amid".split()
)
INSIDE_NAMES = frozenset("of for from at in on with to by near under".split())
DETERMINERS = frozenset(
    "a an the his her its their our my your this that these those some several many two three another any no every each".split()
)
PLURALS = frozenset("these those some several many two three".split())
BEFORE_BASE = (
    PRONOUNS
    | AUXILIARIES
    | ADVERBS
    | PLURALS
    | frozenset("to and or people men women voters police media half , not".split())
)
"""Words before the base form of a verb that make it a verb: "they say", "to say", "people say"."""
OPENING = "“\"‘«„'"
CLOSING = "”\"’»'"
STOPS = ".;:!?—–"
LONGEST_NAME = 18
"""Words of a source without its appositions."""
LONGEST_ASIDE = 24
"""Words of an apposition or relative clause between a source and its cue."""
ENDS_CLAUSE = frozenset("while but although though whereas because unless".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content, as spans of the view. `pattern` names the rule that found it."""

    cue: Span
    source: Span | None
    content: Spans
    row: Row
    pattern: str


class Range(NamedTuple):
    """Words `start` to `end` (exclusive) of a sentence."""

    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """The words of one sentence; `quote[i]` numbers the quotation that word `i` lies in, -1 outside."""

    span: Span
    words: list[Word]
    quote: list[int]
    found: list[Attribution] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def low(self, at: int) -> str:
        """A word in lower case; the empty string beyond the ends."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def outside(self, at: int) -> bool:
        return not 0 <= at < len(self.words) or self.quote[at] < 0

    def opens_quote(self, at: int) -> bool:
        """Whether a quotation begins at a word."""
        return 0 <= at < len(self.words) and self.quote[at] >= 0 and (at == 0 or self.quote[at - 1] != self.quote[at])

    def closes_quote(self, at: int) -> bool:
        """Whether a quotation ends with a word."""
        return (
            0 <= at < len(self.words)
            and self.quote[at] >= 0
            and (at + 1 == len(self.words) or self.quote[at + 1] != self.quote[at])
        )

    def span_of(self, part: Range) -> Span:
        return span_of(self.words, part.start, part.end)

    def part(self, start: int, end: int) -> Range | None:
        """A stretch without the marks around it that belong to no quotation; None where no word is left."""
        while start < end and not self.words[start].is_word and not self.opens_quote(start):
            start += 1
        while end > start and not self.words[end - 1].is_word and not self.closes_quote(end - 1):
            end -= 1
        return Range(start, end) if any(word.is_word for word in self.words[start:end]) else None


class Cues(NamedTuple):
    verbs: Phrases[Row]
    nouns: Phrases[Row]
    prepositions: Phrases[Row]
    adverbs: Phrases[Row]


@cache
def speaker_nouns() -> dict[str, SpeakerKind]:
    """Head nouns of sources that no name stands in, and the kind of speaker that each is."""
    return {row["noun"]: row["kind"] for row in table("speakers").rows}  # type: ignore[misc]


@cache
def cues() -> Cues:
    """The table of cues, by the part of speech that each row takes."""
    rows = table("cues").rows

    def having(kind: str | None) -> Phrases[Row]:
        kinds = (kind,) if kind else {row["takes"].split(",")[0] for row in rows} - {"noun", "prep", "adverb"}
        chosen = [row for row in rows if row["takes"].split(",")[0] in kinds]
        return Phrases(((form, row) for row in chosen for form in row.many("forms")), fold_case=True)

    return Cues(having(None), having("noun"), having("prep"), having("adverb"))


def find_attributions(view: View, sentences: Spans, quotations: Spans, title: Span | None = None) -> list[Attribution]:
    """All attributions, in the order of their cues. At most one for each cue."""
    read = [_sentence(view, span, quotations) for span in sentences]
    for sentence in read:
        _read_sentence(sentence)
        if title and sentence.span == title and not sentence.found:
            sentence.found += _headline(sentence)
    _go_on(view, read, quotations)
    found = {a.cue: a for sentence in read for a in sentence.found}
    return sorted(found.values(), key=lambda a: a.cue)


def _sentence(view: View, span: Span, quotations: Spans) -> Sentence:
    words = words_in(view.text, span)
    starts = [quotation.start for quotation in quotations]
    quote = []
    for word in words:
        n = bisect_right(starts, word.start) - 1
        quote.append(n if n >= 0 and quotations[n].end >= word.end else -1)
    return Sentence(span, words, quote)


def _read_sentence(s: Sentence) -> None:
    tables = cues()
    for start, end, row in tables.prepositions.find(s.words):
        s.found += _preposition(s, Range(start, end), row)
    for start, end, row in tables.verbs.find(s.words):
        if not any(a.cue.meets(s.span_of(Range(start, end))) for a in s.found) and not _is_noun(s, start, row):
            s.found += _verb(s, Range(start, end), row)
    for start, end, row in tables.nouns.find(s.words):
        if not any(a.cue.meets(s.span_of(Range(start, end))) for a in s.found):
            s.found += _noun(s, Range(start, end), row)
    for start, end, row in tables.adverbs.find(s.words):
        s.found += _adverb(s, Range(start, end), row)


def _is_noun(s: Sentence, at: int, row: Row) -> bool:
    """Whether a word that may be verb or noun is a noun or a part of a name here: "the claims", "swing state"."""
    before, word = s.low(at - 1), s.words[at]
    if before in DETERMINERS - PLURALS or before in ("'s", "’s", "of", "in", "for", "with", "on"):
        return True
    if word.is_capital and at > 0 and s.words[at - 1].is_word:
        return True
    base = word.lower == row["cue"].split()[0]
    if _is_finite_cue(s, at + 1) or _is_nationality(s, at - 1):
        return True
    return base and at > 0 and not (before in BEFORE_BASE or before.endswith(("s", "n't", "n’t", "ly")))


def _is_nationality(s: Sentence, at: int) -> bool:
    """Whether an adjective such as "Iranian" or "Eastern" stands at a place."""
    found = lexicon().at(s.words, at) if at >= 0 else None
    return bool(found and found[1].kind == "nationality" and found[0] == at + 1) or s.low(at).endswith("eastern")


# Verbs


def _verb(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    takes = row["takes"].split(",")
    left = _skip_back(s, cue.start)
    passive = any(s.low(k) in BE for k in range(left, cue.start)) and not s.low(cue.start).endswith("ing")
    if passive:
        yield from _passive(s, cue, left, row, takes)
        return
    source = _quoted_as_saying(s, cue) or _inverted(s, cue, takes) or _subject(s, left, cue)
    if source is None or not _can_speak(s, source) or (not s.outside(cue.start) and not _is_relayed(s, source)):
        return
    content = _content(s, cue, source, takes)
    if content:
        parts, pattern = content
        yield Attribution(s.span_of(cue), s.span_of(source), tuple(s.span_of(p) for p in parts), row, pattern)


def _passive(s: Sentence, cue: Range, left: int, row: Row, takes: list[str]) -> Iterator[Attribution]:
    """ "was condemned by Iran", "is quoted as saying", "were told that": the source behind "by", or none."""
    by = next((k for k in range(cue.end, min(cue.end + 6, len(s))) if s.low(k) == "by"), None)
    if by is None or not {"np", "that"} & set(takes) or by + 1 >= len(s):
        return
    end = _name_end(s, by + 1)
    content = _name_ending(s, left)
    if end > by + 1 and content:
        source, part = s.span_of(Range(by + 1, end)), s.span_of(content)
        yield Attribution(s.span_of(cue), source, (part,), row, "passive")


def _can_speak(s: Sentence, source: Range) -> bool:
    """Whether a source holds a name, a pronoun or a noun for people, bodies or documents."""
    for k in range(source.start, source.end):
        low = s.low(k)
        if low in PRONOUNS | {"his", "her", "their", "its", "both"} or low in speaker_nouns() or low in SECTOR_OF:
            return True
        if s.words[k].is_capital and (k > 0 or source.end - source.start == 1 or s.words[k + 1].is_capital):
            return True
    return False


def _quoted_as_saying(s: Sentence, cue: Range) -> Range | None:
    """ "an official is quoted as saying": who is quoted."""
    if s.low(cue.start) != "saying" or s.low(cue.start - 1) != "as":
        return None
    for k in range(cue.start - 2, max(cue.start - LONGEST_ASIDE, 1) - 1, -1):
        if s.low(k) in ("quoted", "reported", "cited"):
            left = _skip_back(s, k)
            if left and s.closes_quote(left - 1):
                start = next(n for n in range(left) if s.quote[n] == s.quote[left - 1])
                return Range(start - (s.low(start - 1) in DETERMINERS), left)
            return _name_ending(s, left) if left else None
    return None


def _is_relayed(s: Sentence, source: Range) -> bool:
    """Whether a source inside a quotation is somebody whom the quotation quotes."""
    return s.low(source.start) not in SPEAKING_PRONOUNS | {"who", "which"} and not s.outside(source.start)


def _skip_back(s: Sentence, at: int) -> int:
    """The first of the auxiliaries, adverbs and times that stand before a verb."""
    while at > 0:
        word = s.low(at - 1)
        if (
            word in AUXILIARIES
            or word in ADVERBS
            or word.endswith(("ly", "n't", "n’t"))
            and word not in ("family", "ally", "italy")
        ):
            at -= 1
        elif word in DAYS:
            at -= 2 if s.low(at - 2) in ("on", "late", "last", "this") else 1
        elif word in PERIODS and s.low(at - 2) in ("this", "last", "that", "each"):
            at -= 2
        else:
            break
    return at


def _subject(s: Sentence, left: int, cue: Range) -> Range | None:
    """The source before a verb whose auxiliaries begin at `left`."""
    before = s.low(left - 1)
    if left == 0 or before in ("to", "than"):
        return _shared(s, left) if left and s.low(left - 2) in ("on", "continued", "goes", "wanted") else None
    if s.low(cue.start).endswith("ing") and cue.start == left:
        return _shared(s, left) if before in (",", "and", "by", "while", "before", "without", "after", "in") else None
    if before in ("and", "but", "or", "then"):
        return _shared(s, left)
    if before in (",", ")", "—", "–"):
        return _before_aside(s, left - 1)
    if not s.words[left - 1].is_word:
        return None
    return _name_ending(s, left)


def _shared(s: Sentence, before: int) -> Range | None:
    """The subject that a verb shares with one before it in its sentence."""
    for found in reversed(s.found):
        if found.source and s.span.holds(found.source):
            start = next((n for n, w in enumerate(s.words) if w.start == found.source.start), None)
            end = next((n + 1 for n, w in enumerate(s.words) if w.end == found.source.end), None)
            if start is not None and end is not None and end <= before:
                return Range(start, end)
    return _first_name(s, before)


def _first_name(s: Sentence, before: int) -> Range | None:
    """The subject of the sentence: its first name, title or pronoun, when the sentence begins with it."""
    end = 0
    while end < min(before, LONGEST_NAME) and s.words[end].is_word and s.low(end) not in CONJUNCTIONS | AUXILIARIES:
        if end and cues().verbs.at(s.words, end) and not s.words[end].is_capital:
            break
        if s.low(end) in PRONOUNS:
            return Range(end, end + 1)
        end += 1
    name = _name_ending(s, end) if end else None
    return name if name and s.words[name.start].is_capital else None


def _before_aside(s: Sentence, mark: int) -> Range | None:
    """ "Rice, the secretary of state, said": the source before an aside that ends with the mark at `mark`.

    Of several commas the one counts that stands behind the name with which the clause begins: "Smith, 53, a guard in
    Reno, Nevada, said".
    """
    pair = {",": ",", ")": "(", "—": "—", "–": "–"}[s.words[mark].text]
    nearest: Range | None = None
    for k in range(mark - 2, max(mark - LONGEST_ASIDE, 0), -1):
        if s.words[k].text != pair or not s.words[k - 1].is_word or s.quote[k] != s.quote[mark]:
            continue
        name = _name_ending(s, k)
        if name is None:
            continue
        whole = name if s.low(k + 1) in ADVERBS | PREPOSITIONS else Range(name.start, mark)
        if name.start == 0 or s.low(name.start - 1) in CONJUNCTIONS:
            return whole
        nearest = nearest or whole
    return nearest


def _name_ending(s: Sentence, end: int) -> Range | None:
    """The name, description or pronoun that ends before word `end`."""
    if s.low(end - 1) in PRONOUNS:
        return Range(end - 1, end)
    start = end
    while start > 0 and end - start < LONGEST_NAME and _belongs(s, start - 1, end):
        start -= 1
    start = _without_lead(s, start, end)
    if start >= end or s.low(end - 1) in DETERMINERS | PREPOSITIONS | CONJUNCTIONS or not s.words[end - 1].is_word:
        return None
    return Range(start, end)


def _belongs(s: Sentence, at: int, end: int) -> bool:
    """Whether a word goes on, to the left, the name that ends before `end`."""
    word, low = s.words[at], s.low(at)
    if s.quote[at] != s.quote[end - 1]:
        return False
    if not word.is_word:
        return (
            word.text in "&-/"
            or low in ("'s", "’s", "'", "’")
            or (word.text == "." and len(s.words[at - 1].text) <= 4 and s.words[at - 1].is_capital)
        )
    if low == "and":
        return s.words[at + 1].is_capital and at > 0 and s.words[at - 1].is_capital
    if (
        low in PRONOUNS - {"some", "many", "most", "others", "critics", "one", "these", "those", "this"}
        or low in CONJUNCTIONS | AUXILIARIES
    ):
        return False
    verb = cues().verbs.at(s.words, at)
    return not (
        verb
        and not word.is_capital
        and at > 0
        and low.endswith(("ed", "s", "ing", "d"))
        and s.low(at - 1) not in DETERMINERS
        and _is_finite(s, at)
    )


def _is_finite(s: Sentence, at: int) -> bool:
    return s.low(at - 1) in PRONOUNS | AUXILIARIES or s.words[at - 1].is_capital or s.low(at - 1).endswith("ly")


def _without_lead(s: Sentence, start: int, end: int) -> int:
    """Leave out what comes before a name at its clause's beginning: "On Tuesday", "In Baghdad", "Last year"."""
    while start < end and (s.low(start) in ADVERBS or s.low(start) in ("of", "with") or not s.words[start].is_word):
        start += 1
    for k in (start, start + 1):
        if k + 2 < end and s.low(k) in ("last", "this", "next", "same", "for") and s.low(k + 1).rstrip("s") in PERIODS:
            return k + 2
    if start + 1 < end and s.low(start) in PREPOSITIONS:
        for k in range(start + 1, end):
            if s.low(k) in DAYS or s.words[k].text.isdigit():
                return min(k + 1, end - 1)
        heads = [k for k in range(start + 2, end) if _begins_name(s, k)]
        return heads[0] if heads else end - 1
    return start


def _begins_name(s: Sentence, at: int) -> bool:
    if s.low(at - 1) in INSIDE_NAMES or not s.words[at - 1].is_word:
        return False
    return s.low(at) in DETERMINERS or (s.words[at].is_capital and not s.words[at - 1].is_capital)


def _inverted(s: Sentence, cue: Range, takes: list[str]) -> Range | None:
    """ "…", said the minister: the source behind a verb that content ended before."""
    if not {"that", "quote"} & set(takes) or s.low(cue.start).endswith("ing") or cue.start == 0 or cue.end >= len(s):
        return None
    before = cue.start - 1
    if not (s.words[before].text == "," or s.closes_quote(before)) or s.opens_quote(cue.end):
        return None
    low = s.low(cue.end)
    if not s.words[cue.end].is_word or low in CONJUNCTIONS | PREPOSITIONS | ADVERBS | DAYS:
        return None
    end = _name_end(s, cue.end)
    if end < len(s) and (s.low(end) in AUXILIARIES or (low in PRONOUNS and s.words[end].is_word) or s.opens_quote(end)):
        return None
    return Range(cue.end, end) if end > cue.end else None


def _name_end(s: Sentence, start: int) -> int:
    """The end of a name with its apposition, read forwards."""
    if s.low(start) in PRONOUNS:
        return start + 1
    end = start
    while end < len(s) and end - start < LONGEST_NAME + LONGEST_ASIDE:
        word, low = s.words[end], s.low(end)
        if s.quote[end] != s.quote[start]:
            break
        if word.text == ",":
            aside = _aside_end(s, end)
            if aside is None:
                break
            end = aside
            continue
        if (
            not word.is_word
            and word.text not in "&-/()"
            and low not in ("'s", "’s", "'", "’")
            and not _is_abbreviation(s, end)
        ):
            break
        if end > start and (
            low in (CONJUNCTIONS | PREPOSITIONS) - INSIDE_NAMES - {"and"}
            or low in AUXILIARIES | DAYS | {"yesterday", "today", "earlier"}
        ):
            break
        if low in ("in", "on", "at", "to", "by", "from", "with") and not (
            s.words[end - 1].lower
            in (
                "official",
                "officials",
                "ambassador",
                "envoy",
                "correspondent",
                "professor",
                "spokesman",
                "spokeswoman",
                "candidate",
                "fellow",
                "analyst",
                "adviser",
                "advisor",
            )
        ):
            break
        if low == "and" and not (end + 1 < len(s) and s.words[end + 1].is_capital and s.words[end - 1].is_capital):
            break
        end += 1
    while end > start and (not s.words[end - 1].is_word and s.words[end - 1].text not in ").'’"):
        end -= 1
    return end


def _is_abbreviation(s: Sentence, at: int) -> bool:
    return (
        s.words[at].text == "."
        and at > 0
        and s.words[at - 1].is_capital
        and len(s.words[at - 1].text) <= 4
        and at + 1 < len(s)
        and s.words[at + 1].is_capital
    )


def _aside_end(s: Sentence, comma: int) -> int | None:
    """Where an apposition that begins at a comma ends, None where something else begins there."""
    first = s.low(comma + 1)
    if (
        not first
        or s.opens_quote(comma + 1)
        or first in (CONJUNCTIONS | PRONOUNS | AUXILIARIES | ADVERBS) - {"who", "one"} | PREPOSITIONS
        or first.endswith("ing")
    ):
        return None
    end = comma + 1
    while end < len(s) and end - comma < LONGEST_ASIDE and s.words[end].text not in ",.;:—–" and not s.opens_quote(end):
        end += 1
    return end


# Content


def _content(s: Sentence, cue: Range, source: Range, takes: list[str]) -> tuple[list[Range], str] | None:
    """What the source says, and the name of the rule: before the cue, behind it, or both."""
    behind = max(cue.end, source.end)
    if s.low(source.start - 1) == "as" and {"that", "quote"} & set(takes) and source.end <= cue.start:
        return _as_clause(s, source.start - 1, behind)
    if {"that", "quote"} & set(takes):
        if before := _before(s, min(cue.start, source.start), behind):
            return before, "inverted" if source.start >= cue.end else "preposed"
        if source.start >= cue.end:
            return None
    if "told" in takes:
        takes = ["told", "quote"]
    for take in takes:
        if found := _behind(s, behind, take):
            return [found], take
    return None


def _before(s: Sentence, end: int, behind: int) -> list[Range] | None:
    """Content that stands before "he said", and its other half behind it."""
    mark = end - 1
    if mark < 0 or not (s.words[mark].text in ",—–" or s.closes_quote(mark) or s.words[mark].text in "?!"):
        return None
    after = _skip_aside(s, behind)
    if not (
        after >= len(s)
        or s.words[after].text in ".,;:—–"
        or s.opens_quote(after)
        or s.closes_quote(after)
        or s.low(after) in ("as", "in", "on", "at", "during", "after", "when", "while", "and", "but")
    ):
        return None
    first = s.part(_clause_start(s, mark), mark + 1 if s.closes_quote(mark) else mark)
    if first is None or (s.outside(first.start) and not _is_clause(s, first)):
        return None
    parts = [first]
    if after < len(s) and s.words[after].text in ",.:;—–" and after + 1 < len(s):
        quoted = s.opens_quote(after + 1)
        goes_on = (
            s.outside(first.start)
            and s.words[after].text == ","
            and s.low(after + 1) not in CONJUNCTIONS
            and not s.low(after + 1).endswith("ing")
        )
        if (quoted or goes_on) and (second := s.part(after + 1, _clause_end(s, after + 1))):
            parts.append(second)
    elif s.opens_quote(after) and (second := s.part(after, _clause_end(s, after))):
        parts.append(second)
    return parts


def _is_clause(s: Sentence, part: Range) -> bool:
    """Whether words outside quotation marks can be a clause and are no mere time or place: "At the same time,"."""
    adverbial = s.low(part.start) in PREPOSITIONS | CONJUNCTIONS - {"what", "how", "that"}
    return part.end - part.start >= 3 and not (adverbial and not any(s.words[k].text == "," for k in range(*part)))


def _clause_start(s: Sentence, mark: int) -> int:
    """Where the content that ends at `mark` begins: the sentence, or what follows an earlier cue's clause."""
    inside = not s.outside(mark) and not s.closes_quote(mark)
    for k in range(mark - 1, -1, -1):
        if inside and s.quote[k] != s.quote[mark]:
            return k + 1
        ended = s.words[k].text == ";" or (inside and s.words[k].text in ".!?" and s.words[k + 1].is_capital)
        if ended and (inside or s.outside(k)):
            return k + 1
    if not s.outside(mark):
        return 0
    cited = [max(a.source.end, a.cue.end) for a in s.found if a.source]
    return max((n + 1 for n, w in enumerate(s.words[:mark]) if w.end in cited), default=0)


def _skip_aside(s: Sentence, at: int) -> int:
    """The first word behind a time, a place or an audience: "on Tuesday", "in a statement", "to reporters"."""
    while at < len(s):
        low = s.low(at)
        if (
            low in DAYS
            or low in ("yesterday", "today", "later", "earlier", "again")
            or (low.endswith("ly") and s.outside(at))
        ):
            at += 1
        elif low in ("on", "late", "last", "this") and s.low(at + 1) in DAYS | PERIODS:
            at += 2
        elif low in ("in", "at", "on", "to", "during") and (end := _phrase_end(s, at)):
            at = end
        else:
            break
    return at


def _phrase_end(s: Sentence, at: int) -> int | None:
    """The end of a short prepositional phrase that a mark, "that" or the sentence's end follows."""
    for k in range(at + 1, min(at + 12, len(s))):
        if s.words[k].text in ",.:;" or s.low(k) == "that" or s.opens_quote(k):
            return k if k > at + 1 else None
        if s.low(k) in PRONOUNS | AUXILIARIES:
            return None
    return None


def _as_clause(s: Sentence, start: int, behind: int) -> tuple[list[Range], str] | None:
    """ "As McCormack made clear, …" and "…, as Rice said"."""
    k = behind
    while k < len(s) and s.words[k].text not in ",:":
        k += 1
    if start <= 2 and k + 1 < len(s):
        part = s.part(k + 1, _clause_end(s, k + 1))
    else:
        part = s.part(_clause_start(s, start), start - 1) if s.words[start - 1].text == "," else None
    return ([part], "as") if part else None


def _behind(s: Sentence, at: int, take: str) -> Range | None:
    """Content behind the cue, as one of the frames that the cue takes."""
    if at >= len(s):
        return None
    if take == "told":
        return _told(s, at)
    if take == "that":
        return _that(s, at)
    if take == "quote":
        return _quoted(s, at)
    if take in ("to", "as", "for", "of", "about"):
        return _preposed(s, at, take)
    return _object(s, at) if take == "np" else None


def _that(s: Sentence, at: int) -> Range | None:
    after = _skip_aside(s, at)
    if s.low(after) == "that" and after + 1 < len(s):
        return s.part(after + 1, _clause_end(s, after + 1))
    if s.words[at].text in ".,;)" or s.low(at) in (PREPOSITIONS | {"and", "or", "but", "as", "than"}) - {
        "after",
        "before",
        "despite",
        "during",
    }:
        return _quoted(s, at)
    start = after if after > at and after < len(s) and s.words[after].is_word else at
    if s.low(start) in ("to", "of", "for", "as"):
        return None
    part = s.part(start, _clause_end(s, start))
    return part if part and part.end - part.start >= 2 else None


def _quoted(s: Sentence, at: int) -> Range | None:
    """A quotation that begins within a few words behind the cue: `in a statement: "…"`."""
    for k in range(at, min(at + 14, len(s))):
        if s.opens_quote(k):
            near = k == at or s.words[k - 1].text in ",:" or s.low(k - 1) == "that" or k - at <= 2
            return s.part(k, _clause_end(s, k)) if near else None
        if s.words[k].text in ".;":
            return None
    return None


def _told(s: Sentence, at: int) -> Range | None:
    """ "told reporters on Tuesday that …": content behind the audience."""
    for k in range(at, min(at + 16, len(s))):
        if s.low(k) == "that" and k > at:
            return s.part(k + 1, _clause_end(s, k + 1))
        if k > at and (s.opens_quote(k) or (s.words[k].text in ":," and s.opens_quote(k + 1))):
            return s.part(k, _clause_end(s, k))
        if k > at and s.low(k) == "to":
            return s.part(k, _clause_end(s, k))
        if s.words[k].text in ".;":
            return None
    start = _audience_end(s, at)
    part = s.part(start, _clause_end(s, start)) if start < len(s) else None
    return part if part and part.end - part.start >= 3 else None


def _audience_end(s: Sentence, at: int) -> int:
    end = at + 1
    if s.low(at) in PRONOUNS | {"him", "her", "them", "us", "me", "reporters", "journalists"}:
        return end
    while end < len(s) and (
        s.words[end].is_capital
        or not s.words[end].is_word
        or s.low(end - 1) in DETERMINERS
        or s.low(end) in ("and", "of", "news")
    ):
        end += 1
    return _skip_aside(s, end)


def _preposed(s: Sentence, at: int, word: str) -> Range | None:
    """ "vowed to …", "accused X of …", "described X as …": the object and what the preposition brings."""
    if s.low(at) == word:
        return s.part(at, _clause_end(s, at)) if at + 1 < len(s) else None
    if word in ("to", "about"):
        return None
    for k in range(at + 1, min(at + 12, len(s))):
        if s.low(k) == word and s.outside(k):
            return s.part(k if word in ("of", "for") else at, _clause_end(s, k))
        if s.words[k].text in ",.;:" or s.low(k) in AUXILIARIES | {"that"}:
            return None
    return None


def _object(s: Sentence, at: int) -> Range | None:
    low = s.low(at)
    if (
        not s.words[at].is_word
        and not s.opens_quote(at)
        or low in (PREPOSITIONS | CONJUNCTIONS | AUXILIARIES) - {"what", "how", "why", "whether"}
    ):
        return None
    return s.part(at, _clause_end(s, at))


def _clause_end(s: Sentence, start: int) -> int:
    """Where content that begins at `start` ends: the sentence's end, or a new clause of the report's own."""
    for k in range(start + 1, len(s)):
        if not s.outside(k):
            continue
        if s.words[k].text == ";" or (s.words[k].text == "," and _begins_clause(s, k + 1)):
            return k
        if s.low(k) in ("and", "but") and s.words[k - 1].is_word and _is_finite_cue(s, k + 1):
            return k
        if (
            s.quote[start] >= 0
            and s.closes_quote(k - 1)
            and s.words[k - 2].text in ".!?,"
            and s.words[k].is_word
            and not s.words[k].is_capital
            and s.low(k) not in CONJUNCTIONS
        ):
            return k
    return len(s)


def _begins_clause(s: Sentence, at: int) -> bool:
    """Whether the report speaks again behind a comma: "…, while", "…, according to", "…, adding", "…, and he said"."""
    low = s.low(at)
    if low in ENDS_CLAUSE or (low == "according" and s.low(at + 1) == "to"):
        return True
    if low in ("and", "but"):
        return _is_saying(s, at + 1)
    return (low.endswith("ing") and cues().verbs.at(s.words, at) is not None) or _is_said(s, at)


def _is_saying(s: Sentence, at: int) -> bool:
    """Whether a verb of speech with its subject stands within a few words: "more than half said"."""
    for k in range(at, min(at + 7, len(s))):
        found = cues().verbs.at(s.words, k)
        if (
            found
            and s.outside(k)
            and found[1]["takes"].startswith(("that", "told"))
            and s.low(k) not in (found[1]["cue"], "is")
        ):
            return True
        if not s.words[k].is_word or s.low(k) in AUXILIARIES | CONJUNCTIONS:
            return False
    return False


def _is_finite_cue(s: Sentence, at: int) -> bool:
    """Whether a word is a verb of speech with an ending of its own: "said", "argues"."""
    found = cues().verbs.at(s.words, at) if at < len(s) else None
    return bool(
        found
        and found[1]["takes"].startswith(("that", "told", "quote"))
        and s.low(at) != found[1]["cue"]
        and not s.low(at).endswith("ing")
    )


def _is_said(s: Sentence, at: int) -> bool:
    """Whether "he said" or "officials said" stands at a place and ends its sentence."""
    for k in range(at, min(at + 8, len(s))):
        found = cues().verbs.at(s.words, k)
        if found and k > at and "that" in found[1]["takes"] and not s.words[k].is_capital:
            return found[0] >= len(s) or s.words[found[0]].text in ".,"
        if not s.words[k].is_word:
            return False
    return False


# Other cues


def _preposition(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "According to the paper, …" and "…, according to officials"."""
    if cue.end >= len(s):
        return
    end = _name_end(s, cue.end)
    if end <= cue.end:
        return
    if cue.start <= 1 or s.words[cue.start - 1].text in ";—–" or s.opens_quote(cue.start - 1):
        while end < len(s) and s.words[end].text not in ",:" and not s.opens_quote(end):
            end += 1
        part = s.part(end, _clause_end(s, end)) if end < len(s) else None
    else:
        mark = cue.start - 1
        part = s.part(_clause_start(s, cue.start), mark if s.words[mark].text == "," else cue.start)
    if part:
        source = s.part(cue.end, end)
        yield Attribution(s.span_of(cue), s.span_of(source) if source else None, (s.span_of(part),), row, "prep")


def _noun(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "his claim that …", "the officials' belief that …"."""
    if s.low(cue.end) != "that" or not s.outside(cue.start) or cue.end + 1 >= len(s):
        return
    part = s.part(cue.end + 1, _clause_end(s, cue.end + 1))
    start = cue.start - 1
    while (
        start > 0
        and s.words[start].is_word
        and not s.words[start].is_capital
        and s.low(start) not in DETERMINERS
        and cue.start - start < 3
    ):
        start -= 1
    source: Range | None = None
    if s.low(start) in ("his", "her", "their", "its", "my", "our", "your"):
        source = Range(start, start + 1)
    elif s.low(start) in ("'s", "’s", "'", "’"):
        source = _name_ending(s, start)
    if part and source:
        yield Attribution(s.span_of(cue), s.span_of(source), (s.span_of(part),), row, "noun")


def _adverb(s: Sentence, cue: Range, row: Row) -> Iterator[Attribution]:
    """ "allegedly", "reportedly": the clause around the adverb, on nobody's word."""
    start, end = cue.start, cue.end
    while (
        start > 0 and s.words[start - 1].text not in ",;:—–" and s.low(start - 1) not in ("and", "but", "that", "when")
    ):
        start -= 1
    part = s.part(end, _clause_end(s, end)) if end < len(s) else None
    before = s.part(start, cue.start) if start < cue.start else None
    parts = [p for p in (before, part) if p]
    if parts and s.outside(cue.start):
        yield Attribution(s.span_of(cue), None, tuple(s.span_of(p) for p in parts), row, "adverb")


COLON = Row(cue=":", forms=":", takes="colon", act="state")


def _headline(s: Sentence) -> Iterator[Attribution]:
    """ "Rice: Visit 'Destructive'": a name and a colon at the head of a headline."""
    for k in range(1, min(6, len(s) - 2)):
        if s.words[k].text == ":":
            if all(w.is_capital or w.lower in INSIDE_NAMES for w in s.words[:k] if w.is_word) and (
                part := s.part(k + 1, len(s))
            ):
                yield Attribution(
                    s.span_of(Range(k, k + 1)), s.span_of(Range(0, k)), (s.span_of(part),), COLON, "colon"
                )
            return


# Quotations that go on


def _go_on(view: View, read: list[Sentence], quotations: Spans) -> None:
    """Give a quotation's further sentences to the statement whose content it began in."""
    for paragraph, sentences in _by_paragraph(view, read):
        last: Attribution | None = None
        for n, sentence in enumerate(sentences):
            quoted = _is_all_quoted(sentence)
            if sentence.found and not (last and quoted):
                last = next((a for a in reversed(sentence.found) if _is_quoted(a, quotations)), None)
            elif last and quoted:
                whole = sentence.part(0, len(sentence))
                home = next((h for h in sentences[:n] if last in h.found), None)
                if whole and home:
                    grown = replace(last, content=(*last.content, sentence.span_of(whole)))
                    home.found[home.found.index(last)] = grown
                    last = grown
            else:
                last = None


def _by_paragraph(view: View, read: list[Sentence]) -> Iterable[tuple[Span, list[Sentence]]]:
    for paragraph in find_paragraphs(view, Span(0, len(view.text))):
        yield paragraph, [s for s in read if paragraph.holds(s.span)]


def _is_quoted(attribution: Attribution, quotations: Spans) -> bool:
    return any(quotation.meets(part) for part in attribution.content for quotation in quotations)


def _is_all_quoted(sentence: Sentence) -> bool:
    return bool(sentence.words) and all(
        n >= 0 for n, word in zip(sentence.quote, sentence.words, strict=True) if word.is_word
    )
