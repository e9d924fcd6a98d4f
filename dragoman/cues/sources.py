"""The source of a cue: the name, description or pronoun before it, behind it or shared with an earlier verb."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.cues.sentence import Range, Sentence
from dragoman.cues.vocabulary import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    GENITIVE,
    INSIDE_NAMES,
    PARTITIVES,
    PASTS,
    PERIODS,
    PLURALS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    SUBORDINATE,
    is_speaker,
)
from dragoman.words import Word

LONGEST_NAME = 18
"""Words of a source without its appositions."""
LONGEST_OF_SAYING = 6
"""Words of a source right before a participle: "most voters saying"."""
LONGEST_ASIDE = 24
"""Words of an apposition or relative clause between a source and its cue."""
LONGEST_LEAD = 12
"""Auxiliaries, adverbs and times between a source and its verb."""
FROM_ELSEWHERE = frozenset(
    "official officials ambassador envoy correspondent professor spokesman spokeswoman spokesperson candidate "
    "fellow analyst adviser advisor expert reporter senator".split()
)
"""Nouns that go on with "in", "at", "to", "with" or "for": "an official at the ministry"."""
NO_LY = frozenset("family ally italy july assembly daily weekly monthly".split())
AGENT_ENDINGS = ("ers", "ors", "ists", "ians", "men", "women", "ees", "crats", "ives", "ents", "ants", "-old")
NO_NAME_END = (DETERMINERS - PLURALS) | PREPOSITIONS | CONJUNCTIONS
MOVED = frozenset("on continued goes went wanted".split())
"""Words before "to say" behind which the subject of the sentence speaks: "went on to say"."""


def head_end(words: Sequence[Word]) -> int:
    """How many words come before what only describes the source: "of …", "for …", an apposition.

    Behind a number or a share the people meant stand after "of": "a number of officials" at the ministry.
    """
    first = 0
    for n, word in enumerate(words):
        low = word.text.lower()
        if low == "of" and n and words[n - 1].text.lower() in PARTITIVES:
            first = n + 1
        elif n > first and (low in ENDS_HEAD or word.text in ",(—–"):
            return n
    return len(words)


ENDS_HEAD = frozenset("of for from in at on with who which that whose to by about near".split())


def can_speak(s: Sentence, source: Range, *, strict: bool = False) -> bool:
    """Whether a source is a pronoun or a name, or holds a noun for people, bodies or documents.

    `strict`, for cues that may be nouns as well, asks it of the head.
    """
    words = s.words[source.start : source.end]
    head = source.start + head_end(words) - 1
    if (s.low(source.start) in PRONOUNS and len(words) == 1) or is_speaker(s.low(head)) or s.low(head) in PARTITIVES:
        return True
    if strict:
        return s.words[head].is_capital or s.low(head).endswith(AGENT_ENDINGS)
    return any(_speaks(s, k, source) for k in range(*source))


def _speaks(s: Sentence, at: int, source: Range) -> bool:
    low = s.low(at)
    if low in PRONOUNS | {"his", "her", "their", "both"} or is_speaker(low):
        return True
    alone = source.end - source.start == 1
    return s.words[at].is_capital and (at > 0 or alone or s.words[at + 1].is_capital)


# Before the cue


def skip_back(s: Sentence, at: int) -> int:
    """The first of the auxiliaries, adverbs and times that stand before a verb."""
    first = max(at - LONGEST_LEAD, 0)
    while at > first:
        low = s.low(at - 1)
        if low in AUXILIARIES or low in ADVERBS or is_adverb(s.text(at - 1)) or _is_contracted(s, at - 1):
            at -= 1
        elif low in DAYS:
            at -= 2 if s.low(at - 2) in ("on", "late", "last", "this") else 1
        elif low in PERIODS and s.low(at - 2) in ("this", "last", "that", "each"):
            at -= 2
        else:
            break
    return max(at, 0)


def _is_contracted(s: Sentence, at: int) -> bool:
    """Whether "'s" or "'ve" behind a pronoun is an auxiliary."""
    return s.low(at).replace("’", "'") in ("'s", "'ve", "'re", "'ll", "'d") and s.low(at - 1) in PRONOUNS


def is_adverb(word: str) -> bool:
    """Whether a word ends as adverbs and negated auxiliaries do and is no name ("Kelly")."""
    return word.endswith(("ly", "n't", "n’t")) and word not in NO_LY and word[0].islower()


def subject(s: Sentence, left: int, cue: Range) -> Range | None:
    """The source before a verb whose auxiliaries begin at `left`."""
    before = s.low(left - 1)
    if left == 0 or before in ("to", "than"):
        return shared(s, left) if left and s.low(left - 2) in MOVED else None
    if s.low(cue.start).endswith("ing") and cue.start == left:
        return shared(s, left) if _shares(s, left - 1) else _of_saying(s, left)
    if before in ("and", "but", "or", "then"):
        return shared(s, left)
    if before == ")":
        return _named(s, left) or _before_aside(s, left - 1)
    if before in (",", "—", "–"):
        return _before_aside(s, left - 1)
    if not s.words[left - 1].is_word:
        return None
    return name_ending(s, left)


def _shares(s: Sentence, at: int) -> bool:
    """Whether a participle behind this word shares the subject of its sentence: ", saying", "in announcing"."""
    return s.low(at) in (
        ",",
        "and",
        "but",
        "by",
        "while",
        "before",
        "without",
        "after",
        "in",
        "when",
    ) or s.breaks_after(at)


def _of_saying(s: Sentence, left: int) -> Range | None:
    """ "voters saying they want": people right before a participle."""
    name = name_ending(s, left)
    return name if name and is_speaker(s.low(left - 1)) and name.end - name.start <= LONGEST_OF_SAYING else None


def shared(s: Sentence, before: int) -> Range | None:
    """The subject that a verb shares with one before it in its sentence."""
    for source, _ in reversed(s.found):
        if source and source.end <= before and s.low(source.start) not in ("who", "which", "that"):
            return source
    return _first_name(s, before)


def _first_name(s: Sentence, before: int) -> Range | None:
    """The subject of the sentence: its first name, title or pronoun, when the sentence begins with it."""
    end = 0
    while end < min(before, LONGEST_NAME) and not _ends_subject(s, end):
        if s.low(end) in PRONOUNS - QUANTIFIERS:
            return Range(end, end + 1)
        end += 1
    name = name_ending(s, end) if end else None
    return name if name and s.words[name.start].is_capital and s.low(name.start) not in POSSESSIVE else None


def _ends_subject(s: Sentence, at: int) -> bool:
    low = s.low(at)
    if low in CONJUNCTIONS or low in AUXILIARIES or (not s.words[at].is_word and not _is_abbreviation(s, at)):
        return True
    if at == 0 or s.words[at].is_capital or s.low(at - 1).endswith("ly"):
        return False
    return at in s.verbs or low in PASTS or low.endswith("ed")


def _before_aside(s: Sentence, mark: int) -> Range | None:
    """ "Rice, the secretary of state, said": the source before an aside that ends with the mark at `mark`.

    Of several commas the one counts that stands behind the name with which the clause begins: "Smith, 53, a guard in
    Reno, Nevada, said".
    """
    pair = {",": ",", ")": "(", "—": "—", "–": "–"}[s.words[mark].text]
    nearest: Range | None = None
    for k in range(mark - 1, max(mark - LONGEST_ASIDE, 0), -1):
        if s.words[k].text != pair or s.quote[k] != s.quote[mark] or k == mark - 1:
            continue
        name = _named(s, k)
        if name is None or (name.start == 0 and s.low(0).endswith("ing")):
            continue
        whole = name if s.low(k + 1) in ADVERBS | PREPOSITIONS | SUBORDINATE else Range(name.start, mark)
        if name.start == 0 or s.low(name.start - 1) in CONJUNCTIONS or s.closes_quote(name.start - 1):
            return whole
        nearest = nearest or whole
    return nearest


def _named(s: Sentence, end: int) -> Range | None:
    """The name that ends before a comma, with a note in brackets: "Rep. Elijah Cummings (D-Md.),"."""
    if s.text(end - 1) != ")":
        return name_ending(s, end) if s.words[end - 1].is_word else None
    opened = next((k for k in range(end - 2, max(end - 8, 0), -1) if s.text(k) == "("), None)
    name = name_ending(s, opened) if opened else None
    return Range(name.start, end) if name else None


def name_ending(s: Sentence, end: int) -> Range | None:
    """The name, description or pronoun that ends before word `end`."""
    if end <= 0:
        return None
    if s.low(end - 1) in PRONOUNS and s.low(end - 2) not in ("the", "than"):
        return Range(end - 1, end)
    start = end
    while start > 0 and end - start < LONGEST_NAME and _belongs(s, start - 1, end):
        start -= 1
    start = _without_lead(s, start, end)
    last = s.words[end - 1]
    if start >= end or s.low(end - 1) in NO_NAME_END or not last.is_word or not s.words[start].is_word:
        return None
    if s.low(end - 2) == "to" and last.text.islower():
        return None
    return None if _is_object(s, start) else Range(start, end)


def _is_object(s: Sentence, start: int) -> bool:
    """Whether words are the object of the verb before them, or a participle with its own: "brought | misery"."""
    before = s.low(start - 1)
    if s.words[start].text.endswith("ed") and s.low(start + 1) in PREPOSITIONS:
        return True
    return (
        start > 0
        and start - 1 not in s.verbs
        and (before in PASTS or (before.endswith("ed") and s.text(start - 1).islower()))
    )


def _belongs(s: Sentence, at: int, end: int) -> bool:
    """Whether a word goes on, to the left, the name that ends before `end`."""
    word, low = s.words[at], s.low(at)
    if s.quote[at] != s.quote[end - 1]:
        return False
    if not word.is_word:
        return word.text in "&-/" or low in GENITIVE or (word.text == "." and _shortens(s, at))
    if low == "and":
        return s.words[at + 1].is_capital and at > 0 and s.words[at - 1].is_capital
    if low == "than":
        return s.low(at - 1) in ("more", "less", "fewer", "rather")
    if low in PRONOUNS - QUANTIFIERS or low in CONJUNCTIONS or low in AUXILIARIES:
        return False
    return not _is_finite(s, at)


def _shortens(s: Sentence, at: int) -> bool:
    """Whether the full stop at a place belongs to an abbreviation such as "Sen."."""
    return at > 0 and len(s.words[at - 1].text) <= 4 and s.words[at - 1].is_capital


def _is_finite(s: Sentence, at: int) -> bool:
    """Whether a word is a finite verb that a source cannot run over."""
    low, before = s.low(at), s.low(at - 1)
    if s.words[at].is_capital or at == 0:
        return False
    if low in PASTS:
        return before not in DETERMINERS
    if at not in s.verbs and not low.endswith("ed"):
        return False
    inflected = low.endswith(("ed", "s", "ing", "d"))
    return inflected and before not in DETERMINERS and _follows_subject(s, at)


def _follows_subject(s: Sentence, at: int) -> bool:
    before = s.low(at - 1)
    return before in PRONOUNS or before in AUXILIARIES or s.words[at - 1].is_capital or is_adverb(s.text(at - 1))


def _without_lead(s: Sentence, start: int, end: int) -> int:
    """Leave out what comes before a name at its clause's beginning: "On Tuesday", "In Baghdad", "Last year"."""
    while start < end and (s.low(start) in ADVERBS or s.low(start) in ("of", "with") or not s.words[start].is_word):
        if s.low(start) in ("more", "almost", "all", "both") or is_nearly(s, start):
            break
        start += 1
    for k in (start, start + 1):
        if k + 2 < end and s.low(k) in ("last", "this", "next", "same", "for") and s.low(k + 1).rstrip("s") in PERIODS:
            return k + 2
    if start + 1 < end and s.low(start) in PREPOSITIONS and not is_nearly(s, start):
        for k in range(start + 1, end):
            if s.low(k) in DAYS or s.words[k].text.isdigit():
                return min(k + 1, end - 1)
        return next((k for k in range(start + 2, end) if _begins_name(s, k)), end - 1)
    return start


def is_nearly(s: Sentence, at: int) -> bool:
    """Whether a word only rounds the number behind it: "about half", "nearly three in four"."""
    return s.low(at) in ("about", "over", "around", "nearly", "almost") and (
        s.low(at + 1) in PARTITIVES or s.text(at + 1)[:1].isdigit()
    )


def _begins_name(s: Sentence, at: int) -> bool:
    if s.low(at - 1) in INSIDE_NAMES or not s.words[at - 1].is_word:
        return False
    return s.low(at) in DETERMINERS or (s.words[at].is_capital and not s.words[at - 1].is_capital)


def quoted_as_saying(s: Sentence, cue: Range) -> Range | None:
    """ "an official is quoted as saying": who is quoted."""
    if s.low(cue.start) != "saying" or s.low(cue.start - 1) != "as":
        return None
    for k in range(cue.start - 2, max(cue.start - LONGEST_ASIDE, 1) - 1, -1):
        if s.low(k) in ("quoted", "reported", "cited"):
            return name_behind(s, k + 1, cue.start - 1) or _quoted_before(s, skip_back(s, k))
    return None


def _quoted_before(s: Sentence, left: int) -> Range | None:
    """Who "is quoted"; the words in quotation marks where they name him: a "senior official" is quoted."""
    if left and s.closes_quote(left - 1):
        start = next(n for n in range(left) if s.quote[n] == s.quote[left - 1])
        return Range(start - (s.low(start - 1) in DETERMINERS), left)
    return name_ending(s, left) if left else None


def name_behind(s: Sentence, start: int, end: int) -> Range | None:
    """The words of a stretch where they can speak: "the paper quoted | an official | as saying"."""
    part = Range(start, end)
    begins = start < end and s.words[start].is_word and s.low(start) not in PREPOSITIONS
    return part if begins and can_speak(s, part) else None


# Behind the cue


def inverted(s: Sentence, cue: Range) -> Range | None:
    """ "…", said the minister: the source behind a verb that content ended before."""
    if s.low(cue.start).endswith("ing") or cue.start == 0 or cue.end >= len(s):
        return None
    before, low = cue.start - 1, s.low(cue.end)
    if not (s.text(before) in (",", "—", "–") or s.closes_quote(before)) or s.opens_quote(cue.end):
        return None
    if not s.words[cue.end].is_word or low in CONJUNCTIONS | PREPOSITIONS | ADVERBS | DAYS:
        return None
    end = name_end(s, cue.end)
    if end < len(s) and (_is_auxiliary(s, end) or (low in PRONOUNS and s.words[end].is_word) or s.opens_quote(end)):
        return None
    return Range(cue.end, end) if end > cue.end else None


def _is_auxiliary(s: Sentence, at: int) -> bool:
    return s.low(at) in AUXILIARIES or s.low(at).endswith(("n't", "n’t"))


def name_end(s: Sentence, start: int) -> int:
    """The end of a name with its apposition, read forwards."""
    if s.low(start) in PRONOUNS and s.low(start + 1) not in ("of", "officials", "people"):
        return start + 1
    end = start
    while end < len(s) and end - start < LONGEST_NAME + LONGEST_ASIDE:
        if s.quote[end] != s.quote[start]:
            break
        if s.words[end].text == ",":
            aside = _aside_end(s, end)
            if aside is None:
                break
            end = aside
        elif _ends_name(s, start, end):
            break
        else:
            end += 1
    while end > start and (not s.words[end - 1].is_word and s.words[end - 1].text not in ").'’"):
        end -= 1
    return end


def _ends_name(s: Sentence, start: int, at: int) -> bool:
    """Whether a word ends the name that begins at `start`."""
    word, low = s.words[at], s.low(at)
    if not word.is_word:
        return word.text not in "&-/()" and low not in GENITIVE and not _is_abbreviation(s, at)
    if low == "and":
        return not (at + 1 < len(s) and s.words[at + 1].is_capital and s.words[at - 1].is_capital)
    if low in ("in", "on", "at", "to", "by", "from", "with"):
        return s.low(at - 1) not in FROM_ELSEWHERE
    if at == start:
        return False
    return (
        low in CONJUNCTIONS
        or low in PREPOSITIONS - INSIDE_NAMES
        or low in AUXILIARIES
        or low in DAYS
        or low in ("yesterday", "today", "earlier")
        or low.endswith(("n't", "n’t"))
    )


def _is_abbreviation(s: Sentence, at: int) -> bool:
    return s.words[at].text == "." and _shortens(s, at) and at + 1 < len(s) and s.words[at + 1].is_capital


def _aside_end(s: Sentence, comma: int) -> int | None:
    """Where an apposition that begins at a comma ends, None where something else begins there."""
    first = s.low(comma + 1)
    if not first or s.opens_quote(comma + 1) or first.endswith("ing"):
        return None
    if first in (CONJUNCTIONS | PRONOUNS | AUXILIARIES | ADVERBS) - {"who", "one"} or first in PREPOSITIONS:
        return None
    end = comma + 1
    while end < len(s) and end - comma < LONGEST_ASIDE and not _ends_aside(s, end):
        end += 1
    return end


def _ends_aside(s: Sentence, at: int) -> bool:
    if s.words[at].text == ".":
        return not _is_abbreviation(s, at)
    return s.words[at].text in ",;:—–" or s.opens_quote(at)
