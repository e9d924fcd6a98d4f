"""The content of a cue: what stands before it, behind it or on both sides, and where it ends."""

from __future__ import annotations

from dragoman.cues.sentence import Range, Sentence
from dragoman.cues.sources import is_adverb
from dragoman.cues.vocabulary import (
    ADVERBS,
    AUDIENCES,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PASTS,
    PERIODS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SUBORDINATE,
)
from dragoman.lexicon import Row

ENDS_CLAUSE = frozenset("while but although though whereas because unless".split())
ENDS_OBJECT = frozenset(
    "after because before when while during amid despite though although whereas since until if as".split()
)
"""Words that end the object of a verb ("praised the accord | after talks")."""
FURTHEST_THAT = 25
"""Words of times, places and audiences between a cue and its "that"."""
LONGEST_AS = 14
"""Words between "As X said" and the comma behind which X's words begin."""
ADDRESSED = frozenset("him her them us me you it".split())


def content(s: Sentence, cue: Range, source: Range, row: Row) -> tuple[list[Range], str] | None:
    """What the source says, and the name of the rule: before the cue, behind it, or both."""
    takes, last = row["takes"].split(","), row["cue"].rpartition(" ")[2]
    behind = max(cue.end, source.end)
    speaks = "that" in takes or "quote" in takes
    if s.low(source.start - 1) == "as" and speaks and source.end <= cue.start:
        return _as_clause(s, source.start - 1, behind)
    if speaks:
        after = _audience_end(s, behind) if "told" in takes and s.text(behind) not in ",.:;" else behind
        if before := _before(s, min(cue.start, source.start), after):
            return before, "inverted" if source.start >= cue.end else "preposed"
        if source.start >= cue.end:
            return None
    end = _limit(s, source, behind)
    for take in ["told", "quote"] if "told" in takes else takes:
        if take == "quote" and "np" in takes and s.words[min(behind, len(s) - 1)].is_word and s.outside(behind):
            continue
        found = _behind(s, behind, "np" if take == last else take)
        if found and (part := s.part(found.start, min(found.end, end))):
            return [part], take
    return None


def _limit(s: Sentence, source: Range, behind: int) -> int:
    """Where a clause that only leads in another, or describes a name, must end: at its comma."""
    leads_in = s.low(source.start - 1) in SUBORDINATE and source.start == 1
    if not leads_in and s.low(source.start) not in RELATIVE:
        return len(s)
    return next((k for k in range(behind, len(s)) if s.breaks_after(k) and k > behind), len(s))


# Before the cue


def _before(s: Sentence, end: int, behind: int) -> list[Range] | None:
    """Content that stands before "he said", and its other half behind it."""
    mark = end - 1
    if mark < 0 or not (s.text(mark) in (",", "—", "–", "?", "!") or _ends_quoted(s, mark)):
        return None
    after = skip_aside(s, behind)
    if not _ends_saying(s, after):
        return None
    first = s.part(_clause_start(s, mark), mark + 1 if s.closes_quote(mark) else mark)
    second = _second_half(s, first, after)
    if first is None or (s.outside(first.start) and _leads_in(s, first, after)):
        return None
    if s.outside(first.start) and not (_is_clause(s, first, after) or (second and _goes_on(s, first, after))):
        return None
    return [first, second] if second else [first]


def _ends_quoted(s: Sentence, mark: int) -> bool:
    """Whether a quotation that is more than a word or two in quotation marks ends at a place."""
    if not s.closes_quote(mark):
        return False
    return (
        any(s.text(k) in (",", ".", "!", "?", "…", "-", "—") for k in range(max(mark - 2, 0), mark + 1))
        or s.quote[0] >= 0
    )


def _ends_saying(s: Sentence, at: int) -> bool:
    """Whether what follows "he said" is no content of its own."""
    if (
        at >= len(s)
        or s.text(at) in (".", ",", ";", ":", "—", "–", "-", ")")
        or s.opens_quote(at)
        or s.closes_quote(at)
    ):
        return True
    low = s.low(at)
    return low in ("as", "in", "on", "at", "during", "after", "when", "while", "and", "but", "of", "to", "from", "with")


def _second_half(s: Sentence, first: Range | None, after: int) -> Range | None:
    if first is None or after >= len(s):
        return None
    if s.opens_quote(after):
        return s.part(after, clause_end(s, after))
    if s.text(after) not in (",", ".", ":", ";", "—", "–") or after + 1 >= len(s):
        return None
    if s.opens_quote(after + 1) or _goes_on(s, first, after):
        return s.part(after + 1, clause_end(s, after + 1))
    return None


def _goes_on(s: Sentence, first: Range, after: int) -> bool:
    """Whether a clause that "he said" interrupts goes on behind its comma."""
    low = s.low(after + 1)
    return s.outside(first.start) and s.text(after) == "," and low not in CONJUNCTIONS and not low.endswith("ing")


def _is_clause(s: Sentence, part: Range, after: int) -> bool:
    """Whether words outside quotation marks can be a clause and are no mere time or place: "At the same time,"."""
    if part.end - part.start < 3:
        return False
    low = s.low(part.start)
    adverbial = low in PREPOSITIONS or low in SUBORDINATE
    return not adverbial or after >= len(s) - 1 or any(s.words[k].text == "," for k in range(*part))


def _leads_in(s: Sentence, part: Range, after: int) -> bool:
    """Whether words only say how "he said" what stands behind it: "Pacing the stage, he said …"."""
    low = s.low(part.start)
    if s.opens_quote(after + 1) and (low in LEADS_IN or low in ADVERBS):
        return True
    return part.start <= 1 and low.endswith("ing") and s.words[part.start].is_word and after < len(s) - 1


LEADS_IN = frozenset("asked pressed questioned later".split())
"""Words that lead in a quotation behind "he said": "Asked about it, he said, …"."""


def _clause_start(s: Sentence, mark: int) -> int:
    """Where the content that ends at `mark` begins: the sentence, its quotation, or behind an earlier cue."""
    if s.quote[mark] >= 0:
        first = mark
        while first > 0 and s.quote[first - 1] == s.quote[mark]:
            first -= 1
        if not _is_fragment(s, first, mark):
            return first
        mark = first
    for k in range(mark - 1, -1, -1):
        if s.words[k].text == ";" and s.outside(k):
            return k + 1
    return _behind_earlier(s, mark)


def _is_fragment(s: Sentence, first: int, last: int) -> bool:
    """Whether a quotation only ends a sentence that begins outside it: "The plan is “a disgrace,”"."""
    if first == 0 or s.text(first - 1) in (":", ".", "?", "!"):
        return False
    return s.words[first - 1].is_word or not s.words[min(first + 1, last)].is_capital


def _behind_earlier(s: Sentence, mark: int) -> int:
    """The word behind the last cue at the head of a clause of the sentence; its beginning where there is none."""
    cited = 0
    for source, found in s.found:
        end = max(found.cue.end, found.source.end if found.source else 0)
        leads = source is not None and (source.start <= 1 or s.low(source.start - 1) in ("and", "but", ","))
        if leads and found.pattern != "np" and s.low(source.start if source else 0) not in RELATIVE:
            cited = max(cited, end)
    return next((n for n, word in enumerate(s.words[:mark]) if word.start >= cited), 0)


def skip_aside(s: Sentence, at: int) -> int:
    """The first word behind a time, a place or an audience: "on Tuesday", "in a statement", "to reporters"."""
    while at < len(s):
        low = s.low(at)
        if low in DAYS or low in ("yesterday", "today", "tonight", "later", "earlier", "again"):
            at += 2 if s.low(at + 1) in PERIODS else 1
        elif is_adverb(s.text(at)) and s.outside(at) and not low.endswith("t"):
            at += 1
        elif low in ("on", "late", "last", "this") and (s.low(at + 1) in DAYS or s.low(at + 1) in PERIODS):
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
        if s.low(k) in PRONOUNS or s.low(k) in AUXILIARIES:
            return None
    return None


def _as_clause(s: Sentence, start: int, behind: int) -> tuple[list[Range], str] | None:
    """ "As McCormack made clear, …" and "…, as Rice said"."""
    if start <= 1:
        comma = next((k for k in range(behind, min(behind + LONGEST_AS, len(s))) if s.text(k) in (",", ":")), None)
        part = s.part(comma + 1, clause_end(s, comma + 1)) if comma else None
    else:
        leads = s.text(start - 1) in (",", "—", "–") and _ends_saying(s, skip_aside(s, behind))
        part = s.part(_clause_start(s, start - 1), start - 1) if leads else None
    return ([part], "as") if part and part.end - part.start >= 3 else None


# Behind the cue


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
        return preposed(s, at, take)
    return _object(s, at) if take == "np" else None


def _that(s: Sentence, at: int) -> Range | None:
    while s.low(at) in ADVERBS and at + 1 < len(s):
        at += 1
    after = skip_aside(s, at)
    if s.low(after) == "that" and after + 1 < len(s):
        return s.part(after + 1, clause_end(s, after + 1))
    if s.low(at) in PREPOSITIONS and (that := _far_that(s, at)):
        return s.part(that + 1, clause_end(s, that + 1))
    if s.text(at) in (".", ",", ";", ")") or s.low(at) in ("and", "or", "but", "as", "than"):
        return _quoted(s, at)
    if s.low(at) in ("for", "in", "at", "on") and (clause := _pronoun_after(s, at)):
        return s.part(clause, clause_end(s, clause))
    if after == at and s.low(at) in PREPOSITIONS and s.low(at) not in ("after", "before", "despite", "during"):
        return _quoted(s, at)
    start = after if after > at and after < len(s) and s.words[after].is_word else at
    if s.low(start) in ("to", "of", "for", "as") or s.low(start) in AUXILIARIES:
        return None
    part = s.part(start, clause_end(s, start))
    return part if part and part.end - part.start >= 2 and (s.quote[part.start] >= 0 or _has_verb(s, part)) else None


def _has_verb(s: Sentence, part: Range) -> bool:
    """Whether words without "that" before them can be a clause: whether a finite verb may be among them."""
    for k in range(*part):
        low = s.low(k)
        if low in AUXILIARIES or low in PASTS or k in s.verbs or (low.startswith(("'", "’")) and len(low) > 1):
            return True
        if low.endswith(("n't", "n’t", "ed", "’re", "'re")) or low in ("whether", "what", "how", "why", "who", "if"):
            return True
    return s.low(part.start) in PRONOUNS or s.is_title


def _pronoun_after(s: Sentence, at: int) -> int | None:
    """The pronoun with which a clause begins behind a short aside: "said for weeks he would go"."""
    for k in range(at + 2, min(at + 8, len(s))):
        if s.low(k) in ("he", "she", "they", "it", "we", "i"):
            return k
        if not s.words[k].is_word:
            return None
    return None


def _far_that(s: Sentence, at: int) -> int | None:
    """The "that" behind a longer aside: "said during a taping in Buffalo, New York, that …"."""
    for k in range(at + 1, min(at + FURTHEST_THAT, len(s))):
        if s.low(k) == "that":
            return k if s.low(k + 1) not in AUXILIARIES and k + 1 < len(s) else None
        if s.words[k].text in ".;:" or not s.outside(k) or s.low(k) in AUXILIARIES:
            return None
    return None


def _quoted(s: Sentence, at: int) -> Range | None:
    """A quotation that begins within a few words behind the cue: `in a statement: "…"`."""
    for k in range(at, min(at + 14, len(s))):
        if s.opens_quote(k):
            near = k == at or s.words[k - 1].text in ",:" or s.low(k - 1) == "that" or k - at <= 2
            return s.part(k, clause_end(s, k)) if near else None
        if s.words[k].text in ".;":
            return None
    return None


def _told(s: Sentence, at: int) -> Range | None:
    """ "told reporters on Tuesday that …": content behind the audience."""
    if s.low(at) == "that":
        return s.part(at + 1, clause_end(s, at + 1))
    start = _audience_end(s, at)
    if s.low(start) == "that":
        return s.part(start + 1, clause_end(s, start + 1))
    for k in range(at, min(at + 16, len(s))):
        if s.low(k) == "that" and k > at and s.low(k + 1) not in AUXILIARIES:
            return s.part(k + 1, clause_end(s, k + 1))
        if k > at and (s.opens_quote(k) or (s.words[k].text in ":," and s.opens_quote(k + 1))):
            if s.words[k].text in ":," or s.words[k - 1].text in ":," or k - start <= 1:
                return s.part(k, clause_end(s, k))
            break
        if s.words[k].text in ".;" or (k > start and (s.low(k) in PRONOUNS or s.low(k) in AUXILIARIES)):
            break
    part = s.part(start, clause_end(s, start)) if start < len(s) else None
    return (
        part if part and part.end - part.start >= 3 and s.low(part.start) not in ("about", "of", "when", "as") else None
    )


def _audience_end(s: Sentence, at: int) -> int:
    """The word behind those to whom something is told: "reporters", "the BBC's Jane Corbin"."""
    if s.low(at) in PRONOUNS or s.low(at) in ADDRESSED or s.low(at) in ("reporters", "journalists"):
        return skip_aside(s, at + 1)
    end = at + 1
    if s.low(at) in DETERMINERS and not s.words[end if end < len(s) else at].is_capital:
        noun = next((k for k in range(end, min(end + 5, len(s))) if s.low(k) in AUDIENCES), None)
        end = noun + 1 if noun else min(end + 1, len(s))
    while end < len(s) and s.outside(end) and _goes_on_audience(s, end):
        end += 1
    return end if s.low(end) == "to" else skip_aside(s, end)


def _goes_on_audience(s: Sentence, at: int) -> bool:
    if s.words[at].is_capital or s.low(at) in AUDIENCES or s.low(at) in ("'s", "’s", "of", "news"):
        return s.low(at) not in DAYS and s.low(at) not in PRONOUNS
    joins = s.text(at) in ("&", "-", "/", "and") and at + 1 < len(s) and s.words[at + 1].is_capital
    return joins or s.low(at - 1) in DETERMINERS


def preposed(s: Sentence, at: int, word: str) -> Range | None:
    """ "vowed to …", "accused X of …", "described X as …": the object and what the preposition brings."""
    if s.low(at) == word:
        return s.part(at, object_end(s, at)) if at + 1 < len(s) else None
    if word in ("to", "about"):
        return None
    for k in range(at + 1, min(at + 12, len(s))):
        if s.low(k) == word and s.outside(k):
            return s.part(k if word in ("of", "for") else at, object_end(s, k))
        if s.words[k].text in ",.;:" or s.low(k) in AUXILIARIES or s.low(k) == "that":
            return None
    return None


def _object(s: Sentence, at: int) -> Range | None:
    low = s.low(at)
    if not s.words[at].is_word and not s.opens_quote(at):
        return None
    if low in (PREPOSITIONS | CONJUNCTIONS | AUXILIARIES) - {"what", "how", "why", "whether", "that"}:
        return None
    return s.part(at, object_end(s, at))


# Where content ends


def object_end(s: Sentence, start: int) -> int:
    """Where the object of a verb ends: before an adverbial clause, or with its clause."""
    end = clause_end(s, start)
    for k in range(start + 1, end):
        if s.outside(k) and ((s.low(k) in ENDS_OBJECT and s.words[k - 1].text != "as") or _breaks_object(s, k)):
            return k
    return end


def _breaks_object(s: Sentence, at: int) -> bool:
    """Whether a comma or dash, and no list, stands at a place."""
    if s.text(at) in ("—", "–"):
        return True
    if s.low(at) == "and":
        verb = _behind_adverb(s, at + 1)
        return s.low(verb).endswith("ed") or s.low(verb) in PASTS or s.low(verb) in AUXILIARIES
    return s.breaks_after(at) and (
        s.low(at + 1) in AUXILIARIES
        or s.low(at + 1).endswith("ing")
        or s.low(at + 1) in ("which", "who", "a", "the", "in", "he", "she")
    )


def clause_end(s: Sentence, start: int) -> int:
    """Where content that begins at `start` ends: the sentence's end, or a new clause of the report's own."""
    for k in range(start + 1, len(s)):
        if not s.outside(k):
            if s.closes_quote(k) and s.breaks_after(k) and _begins_clause(s, k + 1):
                return k + 1
            continue
        if s.words[k].text == ";" or (s.words[k].text == "," and _begins_clause(s, k + 1)):
            return k
        if s.low(k) in ("and", "but") and s.words[k - 1].text != "," and _is_finite_cue(s, _behind_adverb(s, k + 1)):
            return k
        if s.closes_quote(k - 1) and _reports_again(s, start, k):
            return k
    return len(s)


def _reports_again(s: Sentence, start: int, at: int) -> bool:
    """Whether the report's own words follow a quotation that has ended its content."""
    if s.quote[start] < 0 or not s.words[at].is_word or s.words[at].is_capital:
        return False
    return s.words[at - 2].text in ".!?," and s.low(at) not in CONJUNCTIONS


def _begins_clause(s: Sentence, at: int) -> bool:
    """Whether the report speaks again behind a comma: "…, while", "…, according to", "…, adding", "…, and he said"."""
    low = s.low(at)
    if low == "but" and (_is_auxiliary(s, at + 1) or s.low(at + 1) in ADVERBS):
        return False
    if low in ENDS_CLAUSE or (low == "according" and s.low(at + 1) == "to"):
        return True
    if low in ("and", "but"):
        return _is_saying(s, at + 1)
    return (low.endswith("ing") and at in s.verbs) or _is_said(s, at)


def _is_auxiliary(s: Sentence, at: int) -> bool:
    return s.low(at) in AUXILIARIES or s.low(at).endswith(("n't", "n’t"))


def _behind_adverb(s: Sentence, at: int) -> int:
    return at + 1 if is_adverb(s.text(at) or "-") or s.low(at) in ADVERBS else at


def _is_saying(s: Sentence, at: int) -> bool:
    """Whether a verb of speech with its subject stands within a few words: "more than half said"."""
    for k in range(at, min(at + 7, len(s))):
        if k > at and s.outside(k) and _is_finite_cue(s, k):
            return True
        if not s.words[k].is_word or s.low(k) in AUXILIARIES or s.low(k) in CONJUNCTIONS:
            return False
    return False


def _is_finite_cue(s: Sentence, at: int) -> bool:
    """Whether a word is a verb of speech with an ending of its own: "said", "argues"."""
    found = s.verbs.get(at)
    if not found or s.low(at) == found[1]["cue"] or s.low(at).endswith("ing"):
        return False
    return found[1]["takes"].startswith(("that", "told", "quote"))


def _is_said(s: Sentence, at: int) -> bool:
    """Whether "he said" or "officials said" stands at a place and ends its sentence."""
    for k in range(at, min(at + 8, len(s))):
        found = s.verbs.get(k)
        if found and k > at and "that" in found[1]["takes"] and not s.words[k].is_capital:
            return found[0] >= len(s) or s.words[found[0]].text in ".,"
        if not s.words[k].is_word:
            return False
    return False
