"""Quantities: how many of what a text says, with the hedge it puts before the number and the words that qualify it.

number (figures, words, "several hundred", "64 to 5")
  -> what it is none of (a date, year, hour, age, ordinal, page, address)
  -> what is counted: the noun after it, what befell those counted ("16 were killed"), or the noun before it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import table
from dragoman.record import Span
from dragoman.words import Word, words_in

Hedge = Literal["about", "at least", "more than", "up to"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something: `low` and `high` are equal where the text gives one number."""

    low: float
    high: float
    unit: str
    """What is counted, as the table of units names it, or the plural as the text has it."""
    hedge: Hedge | None
    span: Span
    qualifiers: tuple[str, ...] = ()
    """Adjectives and names that say which of them ("American", "medium-range"), as the text has them."""
    of: str | None = None
    """What a measure is of: the notice, in "twelve-hour notice"."""
    words: str = ""
    """The number in the text's own words."""


# Numbers

SMALL = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10.0 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9}
SEVERAL = {"several": (2.0, 9.0), "a few": (2.0, 5.0), "few": (2.0, 5.0), "many": (2.0, 9.0), "some": (2.0, 9.0)}
"""How many times a hundred "several hundred" may be."""

_WORD = "|".join((*SMALL, *TENS))
_SCALE = "|".join(SCALES)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN = (
    rf"(?:(?:{_FIGURE}|half\sa|an?|{_WORD})(?:[\s-](?:(?:and\s)(?:{_WORD})|{_WORD}|{_SCALE}))*(?:\sand\sa\shalf)?"
    rf"(?:\s(?:{_SCALE}))*)"
)
_VAGUE = (
    r"(?:tens\sof\sthousands|hundreds\sof\sthousands|hundreds\sof\smillions|tens\sof\smillions|hundreds|thousands"
    rf"|millions|billions|dozens|scores(?=\sof)|(?<=ing\s)scores|(?<=ed\s)scores|(?:several|an?\sfew|many)\s(?:{_SCALE}))"
)
NUMBER = re.compile(
    rf"(?<![\w.,/:$£€-])(?P<between>between\s)?(?P<money>(?:US)?[$£€]\s?)?(?P<number>{_VAGUE}|{_PLAIN})(?P<short>[mb]n?(?!\w)|k(?!\w))?"
    rf"(?:(?P<to>(?(between)\sand\s|(?:\s?[-–—]\s?|\s(?:votes?\s)?(?:to|or)\s)))[$£€]?(?P<second>none|nil|{_PLAIN})(?![\w/:]))?(?![\w/:])",
    re.IGNORECASE,
)
VAGUE = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "tens of thousands": (2e4, 99999.0),
    "hundreds of thousands": (2e5, 999999.0),
    "millions": (2e6, 9.9e6),
    "tens of millions": (2e7, 9.9e7),
    "hundreds of millions": (2e8, 9.9e8),
    "billions": (2e9, 9.9e9),
}
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros"}
SHORT = {"m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "k": 1e3}

# Hedges

_HEDGES_BEFORE: tuple[tuple[str, Hedge], ...] = (
    ("no fewer than|no less than|not less than|at least|minimum of", "at least"),
    (
        "as many as|as much as|up to|at most|no more than|not more than|fewer than|less than|below|under|maximum of",
        "up to",
    ),
    ("more than|over|above|upwards? of|in excess of|exceeding|exceeded", "more than"),
    (
        "about|around|some|approximately|roughly|nearly|almost|close to|an estimated|estimated|perhaps|maybe|circa|near"
        "|or so",
        "about",
    ),
)
HEDGE_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<h{n}>{words.replace(' ', chr(92) + 's')})" for n, (words, _) in enumerate(_HEDGES_BEFORE))
    + r")\s[\"“‘']?$",
    re.IGNORECASE,
)
HEDGE_AFTER = re.compile(
    r"(?P<about>\sor\sso\b|-odd\b)|(?P<least>\sor\smore\b|\sat\sleast\b|-plus\b|\+)"
    r"|(?P<up>\sor\s(?:fewer|less)\b|\sat\smost\b)"
)
REACH_BEFORE = 60
"""Code points before a number in which its hedge, and the noun that it counts, are looked for."""

# What is no quantity

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
NOT_BEFORE = re.compile(
    rf"(?:\b{_MONTH}\s(?:\d+\s(?:and|to|or)\s)?|\b(?:No|Nos|no|p|pp|Art|Sec|Ch)\.\s?|§\s?|#\s?|\b(?:page|pages|chapter"
    r"|article|section|line|room|route|channel|volume|phase|title|flight|level|rule|aged?|between\sthe\sages\sof|P\.O\.\sBox|Box"
    r"|resolution|amendment|highway|interstate|suite|apartment|group\sof|born\sin|top|one\sin|call)\s|\b(?:Tel|Telephone|Phone)[:.]?\s)$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    rf"(?:\s?[ap]\.?\s?m\b|\so['’]clock|[.:]\d|\s(?:GMT|BST|EST|EDT|CET)\b|(?:st|nd|rd|th)\b|s\b|%?-?\s?degrees?\b"
    rf"|\s(?:of\s)?{_MONTH}(?!\w)(?:\s\d|[\s,.;:)]|$)|[- ](?:year|month)s?[- ]olds?\b|-(?:third|fifth|quarter)s?\b"
    r"|-halves\b|\s(?:thirds|fifths|quarters|tenths)\b|,?\sof\sage\b|\s(?:A\.?D|B\.?C)\b|\sminutes?\s(?:to|past)\b)",
)
YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
ANAPHORS = frozenset("the these those his her its their our your my both other".split())
"""Before a small number they point back to what was counted before: "the two sides"."""
SMALLEST_AFTER_ANAPHOR = 6.0


class _Number(NamedTuple):
    """A number with its hedge, before what it counts is known. `start` is that of the hedge."""

    low: float
    high: float
    hedge: Hedge | None
    start: int
    at: int
    end: int
    currency: str | None
    words: str


def find_quantities(text: str, within: Span) -> tuple[Quantity, ...]:
    """The quantities of one sentence, or of another short stretch, in order."""
    found: list[Quantity] = []
    for match in NUMBER.finditer(text, *within):
        if _is_none(text, match, within):
            continue
        tally = _tally(text, match, within)
        if tally:
            found += tally
        elif number := _number(text, match, within):
            counted = _counted(text, number, within, found)
            if counted:
                found.append(counted)
    return tuple(found)


# Reading numbers


def _number(text: str, match: re.Match[str], within: Span) -> _Number | None:
    """What a match is worth, with its hedge; None where its words are no number ("a", "a dozen" is one)."""
    values = _values(match["number"], match["short"])
    if values is None:
        return None
    low, high = values
    end = match.end() if match["second"] is None else match.end("short" if match["short"] else "number")
    if match["second"] and (other := _values(match["second"], None)) and other[0] > low:
        size = other[0] / _last_figure(match["second"], other[0])
        low, high, end = (low * size if low * size < other[0] and low < size else low), other[1], match.end()
    before = text[max(within.start, match.start() - REACH_BEFORE) : match.start()]
    hedge, start = _hedge(before, match.start())
    after = HEDGE_AFTER.match(text, end, within.end)
    if after and hedge is None:
        hedge, end = ("about" if after["about"] else "at least" if after["least"] else "up to"), after.end()
    words = text[match.start("number") : min(end, match.end())]
    return _Number(low, high, hedge, start, match.start(), end, _currency(match), words)


def _last_figure(words: str, value: float) -> float:
    """The figure before the scale: 15 in "15 million"."""
    for scale, size in SCALES.items():
        if words.lower().endswith(scale):
            return value / size
    return value


def _currency(match: re.Match[str]) -> str | None:
    return CURRENCIES[match["money"].strip()[-1]] if match["money"] else None


def _hedge(before: str, at: int) -> tuple[Hedge | None, int]:
    """The hedge at the end of `before`, and where it begins."""
    found = HEDGE_BEFORE.search(before)
    if not found:
        return None, at
    kind = next(kind for n, (_, kind) in enumerate(_HEDGES_BEFORE) if found[f"h{n}"])
    return kind, at - len(before) + found.start()


def _values(words: str, short: str | None) -> tuple[float, float] | None:
    """Lowest and highest value of the words of a number."""
    plain = " ".join(words.lower().replace("-", " ").split())
    if plain in ("none", "nil"):
        return 0.0, 0.0
    if plain in VAGUE:
        return VAGUE[plain]
    first, _, scale = plain.rpartition(" ")
    if first in SEVERAL and scale in SCALES:
        low, high = SEVERAL[first]
        return low * SCALES[scale], high * SCALES[scale]
    value = _value(plain)
    return None if value is None else (value * SHORT[short.lower()],) * 2 if short else (value, value)


def _value(plain: str) -> float | None:
    """The value of a plain number: "two hundred and fifty thousand", "half a million", "a billion and a half"."""
    if plain in ("a", "an", "half a", "one"):
        return 1.0 if plain == "one" else None
    half = plain.endswith(" and a half")
    total, part, size = 0.0, 0.0, 1.0
    for word in plain.removesuffix(" and a half").replace("half a ", "½ ").split():
        if word in SCALES:
            part, size = (part or 1.0) * SCALES[word], SCALES[word]
            if SCALES[word] >= 1e3:
                total, part = total + part, 0.0
        elif word == "½":
            part = 0.5
        elif word not in ("a", "an", "and"):
            part += SMALL.get(word) or TENS.get(word) or _float(word)
    return total + part + size / 2 if half else total + part


def _float(word: str) -> float:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return 0.0


def _is_none(text: str, match: re.Match[str], within: Span) -> bool:
    """Whether a number is a date, year, hour, age, ordinal or address, or a part of a name."""
    before = text[max(within.start, match.start() - REACH_BEFORE) : match.start()]
    number = match["number"]
    if number.isdigit() and len(number) < 4 and before.lower().endswith("number "):
        return True
    if NOT_BEFORE.search(before) or NOT_AFTER.match(text, match.end("number"), within.end):
        return True
    if match["second"] and NOT_AFTER.match(text, match.end(), within.end):
        return True
    if number[0].isupper() and before.strip() and before.rstrip()[-1] not in '.!?:“"‘—–-':
        return True
    if number.isdigit() and (len(number) > 4 and number[0] == "0"):
        return True
    return bool(YEAR.fullmatch(number)) and not _is_counted_year(text, match.end("number"), before)


def _is_counted_year(text: str, end: int, before: str) -> bool:
    """Whether four figures that look like a year are a number: "about 2000 troops"."""
    words = words_in(text, Span(end, min(len(text), end + 40)))[:2]
    unit = next((word.lower for word in words if word.lower in _units()), None)
    return unit is not None and (bool(HEDGE_BEFORE.search(before)) or _units()[unit].kind != "time")


# Votes

VOTED = re.compile(
    r"\b(?:votes?|voted|voting|majority|tally|ruled|ruling|passed|approved|rejected|adopted|carried)\b", re.I
)


def _tally(text: str, match: re.Match[str], within: Span) -> list[Quantity]:
    """The two numbers of a vote: those for and those against. Empty where the match is none."""
    if not match["second"] or "or" in match["to"]:
        return []
    ayes, noes = _values(match["number"], None), _values(match["second"], None)
    near = text[max(within.start, match.start() - REACH_BEFORE) : min(within.end, match.end() + REACH_BEFORE)]
    if not ayes or not noes or noes[0] > ayes[0] or match["money"] or not VOTED.search(near):
        return []
    span = Span(*match.span())
    return [
        Quantity(*ayes, "votes", None, span, ("for",), None, match["number"]),
        Quantity(*noes, "votes", None, span, ("against",), None, match["second"]),
    ]


# What is counted


DEICTIC_AFTER = re.compile(r"\s(?:ago|earlier|later|before|after|from\snow|hence|since|into|in\sadvance|ahead|prior)\b")
DEICTIC_BEFORE = re.compile(
    r"\b(?:past|last|next|previous|coming|first|final|recent|every|another|these|those)\s$", re.I
)
"""Beside a stretch of time: it leads to a day, or counts on from one ("eight days after")."""


COMPOUND = re.compile(r"-([a-z]+)\b(?!-)(?:\s(?:[a-z-]+(?:ed|al|ic|ary|y)\s)?([a-z]+))?")
OF_WHAT = re.compile(r"\sof\s(?:the\s|his\s|its\s|their\s)?([a-z]{3,})")


class Unit(NamedTuple):
    name: str
    kind: str


@cache
def _units() -> dict[str, Unit]:
    """Each noun of the table, with its family."""
    return {form: Unit(row["unit"], row["kind"]) for row in table("quantities").rows for form in row.many("forms")}


@cache
def _demonyms() -> frozenset[str]:
    """Adjectives and people of the countries, and their short names: American, Americans, U.S."""
    rows = table("countries").rows
    names = {name for row in rows for column in ("adjectives", "people") for name in row.many(column)}
    return frozenset(names | set("US U.S. UK U.K. NATO Nato U.N. UN Allied Soviet Serb Serbs".split()))


@cache
def _peoples() -> frozenset[str]:
    """Names of peoples in the plural: Americans, British, Egyptians."""
    names = {name.split()[-1] for row in table("countries").rows for name in row.many("people")}
    return frozenset(name for name in names if name[0].isupper() and name.endswith(("s", "sh", "ch", "ese")))


STOP = frozenset(
    "a about above across after again against all also although among an and any are around as at away back be because"
    " been before behind being below between both but by can could did do does down during each either else ever every"
    " far for from had has have he her here him his how i if in into is it its just later less like may me might more"
    " most must my near never no nor not now of off on once one only onto or other our out over own per perhaps rather"
    " said say says she should since so some still such than that the their them then there these they this those"
    " though through thus till to together too toward towards under until up upon us very via was we were what when"
    " where whether which while who whom whose why will with within without would yesterday yet you your ago earlier"
    " today tomorrow came went put gave made took got saw took yes"
    " always almost already besides versus plus alas afterwards others ours yours hers theirs times".split()
)
"""Words that end a noun phrase, and words in -s that are no nouns."""
NOT_PLURAL = re.compile(r"(?:ss|us|is|['’]s|ous)$")
IRREGULAR = frozenset(
    "people men women children police troops dead wounded injured missing percent personnel staff cattle sheep aircraft"
    " servicemen gunmen policemen policewomen fishermen congressmen lawmen feet media crew bn".split()
)
MOST_MODIFIERS = 4
"""Words between a number and the noun that it counts."""

STATES: tuple[tuple[str, str], ...] = (
    (
        "dead",
        "kill|kills|killed|killing|dead|died|dying|dies|die|slain|slew|massacred|perished|drowned|murdered|executed",
    ),
    ("wounded", "wound|wounds|wounded|wounding|injured|injuring|injures|hurt|hurting|maimed"),
    ("arrested", "arrest|arrests|arrested|arresting|detain|detained|detaining|detains"),
    ("missing", "missing"),
    ("displaced", "displace|displaces|displaced|displacing|uprooted|uprooting"),
)
STATE_OF = {form: state for state, forms in STATES for form in forms.split("|")}
_STATE_WORDS = "|".join(STATE_OF)
_BEEN = r"(?:(?:have|has|had|will|would|could|may|might)\s)?(?:been\s|be\s|being\s|were\s|was\s|are\s|is\s)"
_ADVERB = r"(?:\w+ly\s|later\s|also\s|since\s|already\s|now\s|left\s|still\s)?"
BEFELL = re.compile(
    rf"(?:\s(?!who\b)[\w’'-]+){{0,3}}?\s(?P<passive>{_BEEN})?{_ADVERB}(?:confirmed\s|reported\s|feared\s)?"
    rf"(?P<state>{_STATE_WORDS}|lost\stheir\slives)\b(?P<object>\s(?:the|a|an|at|two|three|four|five|six|seven|eight|nine|ten|his|her"
    r"|its|their|more|about|some|\d)\b)?",
    re.IGNORECASE,
)
"""What befell those counted, said after the noun: "16 soldiers were killed", "3,000 of them dead"."""
PARTICIPLES = frozenset(
    "killed wounded injured arrested detained hurt slain murdered massacred executed drowned displaced uprooted".split()
)
ACTIVE = frozenset(
    "kill kills killing arrest arrests arresting detain detains detaining wound wounds wounding displace displaces"
    " displacing uprooting".split()
)
DID = re.compile(rf"\b(?P<state>{_STATE_WORDS})\s(?:of\s)?(?:a\sfurther\s|(?:another|an|the|further)\s)?[\"“]?$", re.I)
"""The verb or noun right before a number: "killed 16", "wounding 20", "the arrest of 12"."""
TOLL = re.compile(
    r"(?P<whose>[\w.]+)?\s(?P<state>dead|death\stoll|toll|deaths|wounded|injured|casualties)\b(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?"
    r"[^.;:,]{0,20}?\s(?:at|to|of|as|number|numbers|numbered|was|is|stood\sat|exceeded|ran\sinto|reached|totalled|totaled)\s[\"“‘]?$",
    re.I,
)
"""A toll before its number: "the Egyptian dead number", "put the death toll at"."""
HOLDS = re.compile(r"\b(?P<noun>army|force|garrison|brigade|crowd|population|audience)\sof\s$", re.I)
OF_THEM = re.compile(r"(?:\s(?:of|among)\s(?:them|whom|those|these)\b)")
PER_CENT = re.compile(r"\s?%|[\s-]per\s?cent(?:age)?\b(?!\spoints?)", re.I)
OF_WHOM = re.compile(r"\bof\s(?:whom|them|which|these|those),?\s$")
WOULD_BE = re.compile(r"\s(?:would\sbe|will\sbe|are\sto\sbe|are|were|is)\s(?P<whose>[A-Z]\w+)\b")
WHOSE = re.compile(r"\s(?P<whose>[\w-]+)")


def _counted(text: str, number: _Number, within: Span, known: Sequence[Quantity]) -> Quantity | None:
    """The quantity that a number is, None where nothing says what it counts."""
    if number.currency:
        return _quantity(number, number.currency, number.end)
    before = text[max(within.start, number.start - REACH_BEFORE) : number.start]
    if share := PER_CENT.match(text, number.end, within.end):
        return _quantity(number, "per cent", share.end())
    if text.startswith("-", number.end):
        return _compound(text, number, within)
    if _points_back(text, number, within):
        return None
    noun = _noun(text, number, within)
    state = _state(text, number, noun, before, within)
    if state:
        return _in_state(number, noun, state)
    if noun is None or noun.is_people:
        part = _part(text, number, within, before, known, noun)
        if part or noun is None:
            return part or _held(number, before)
    unit = "people" if noun.is_people else _family(noun.word)
    if _kind(unit) == "time" and (DEICTIC_AFTER.match(text, noun.end, within.end) or DEICTIC_BEFORE.search(before)):
        return None
    if _kind(unit) == "time" and number.hedge == "more than" and text[number.start :].startswith("over"):
        number = number._replace(hedge=None, start=number.at)
    if unit == "votes" and "electoral" in noun.qualifiers:
        return None
    return _quantity(number, unit, noun.end, noun.qualifiers, _measured(text, noun.end, within, unit))


def _quantity(
    number: _Number, unit: str, end: int, qualifiers: tuple[str, ...] = (), of: str | None = None
) -> Quantity:
    return Quantity(number.low, number.high, unit, number.hedge, Span(number.start, end), qualifiers, of, number.words)


def _family(noun: str) -> str:
    known = _units().get(noun.lower())
    return known.name if known else noun.lower()


def _points_back(text: str, number: _Number, within: Span) -> bool:
    """Whether a small number only refers to what was counted before ("the two sides"), or is the pronoun "one"."""
    if number.low == 1 == number.high:
        return number.hedge != "at least"
    words = text[max(within.start, number.start - 12) : number.start].split()
    return number.high < SMALLEST_AFTER_ANAPHOR and bool(words) and words[-1].lower() in ANAPHORS


def _compound(text: str, number: _Number, within: Span) -> Quantity | None:
    """ "Twelve-hour notice": the measure after the hyphen, and what it is of."""
    found = COMPOUND.match(text, number.end, within.end)
    if not found or found[1] not in _units() or _units()[found[1]].kind not in ("time", "length", "share"):
        return None
    of = found[2] if found[2] and found[2] not in STOP else None
    return _quantity(number, _family(found[1]), found.end(1), (), of)


def _measured(text: str, end: int, within: Span, unit: str) -> str | None:
    """What a stretch of time is of: the talks, in "11 hours of talks"."""
    found = OF_WHAT.match(text, end, within.end)
    return found[1] if found and _kind(unit) in ("time", "length") and found[1] not in STOP else None


def _kind(unit: str) -> str | None:
    known = _units().get(unit)
    return known.kind if known else "share" if unit == "per cent" else None


class _Noun(NamedTuple):
    """The noun after a number."""

    word: str
    qualifiers: tuple[str, ...]
    end: int

    @property
    def is_people(self) -> bool:
        return self.word in _peoples()


def _noun(text: str, number: _Number, within: Span) -> _Noun | None:
    """The first plural after a number, and the words between; of plurals in a row the last."""
    words = words_in(text, Span(number.end, min(within.end, number.end + 80)))
    words = words[_skipped(words) :][: MOST_MODIFIERS + 1]
    for place, word in enumerate(words):
        if not word.is_word or (word.lower in STOP and word.text not in _demonyms()):
            return _demonym(words[:place])
        if _is_plural(word):
            return _last_plural(words, place)
    return _demonym(words)


def _skipped(words: Sequence[Word]) -> int:
    """How many words lead from a number to its noun phrase: "of", "of the", "or so"."""
    if len(words) > 1 and words[0].lower == "of" and words[1].lower in (*ANAPHORS, "her", "such"):
        return 2
    return 1 if words and words[0].lower in ("of", "more", "other", "further", "additional") else 0


def _is_plural(word: Word) -> bool:
    if word.lower in STOP or not word.text[0].islower():
        return word.text in _peoples() and word.text.endswith("s")
    if word.lower in _units() or word.lower in IRREGULAR:
        return True
    return len(word.text) > 3 and word.text.endswith("s") and not NOT_PLURAL.search(word.text)


def _last_plural(words: Sequence[Word], place: int) -> _Noun:
    """ "Arms dealers" are dealers."""
    last = place
    while last + 1 < len(words) and words[last + 1].text.islower() and _is_next_plural(words[last], words[last + 1]):
        last += 1
    qualifiers = tuple(word.text for word in words[:last] if word.is_word)
    return _Noun(words[last].text, qualifiers, words[last].end)


def _is_next_plural(word: Word, after: Word) -> bool:
    plural = after.lower.endswith("s") and not NOT_PLURAL.search(after.lower) and after.lower not in STOP
    return plural and after.lower not in STATE_OF and word.lower not in ("people", "men", "women", "children", "troops")


def _demonym(words: Sequence[Word]) -> _Noun | None:
    """A people that stands for its members, before a mark or a verb: "16 British and 10 French"."""
    if words and words[-1].text in _peoples():
        return _Noun(words[-1].text, tuple(word.text for word in words), words[-1].end)
    return None


# What befell those who are counted


class _State(NamedTuple):
    """What befell those counted, whose they are where a toll says so, and the end of the words that say it."""

    name: str
    whose: str | None
    end: int


def _state(text: str, number: _Number, noun: _Noun | None, before: str, within: Span) -> _State | None:
    """Whether those counted are dead, wounded, arrested or missing."""
    kind = _units()[noun.word.lower()].kind if noun and noun.word.lower() in _units() else None
    if kind == "state" and noun:
        return _State(_family(noun.word), None, noun.end)
    countable = noun is None or noun.is_people or kind == "people" or noun.word.lower() in LIVING
    end = noun.end if noun else number.end
    if not countable:
        return None
    if did := DID.search(before):
        return _State(STATE_OF[did["state"].lower()], None, end)
    if toll := TOLL.search(before):
        name = "wounded" if toll["state"].lower() in ("wounded", "injured") else "dead"
        return _State(name, toll["whose"] if toll["whose"] in _demonyms() else None, end)
    return _befell(text, end, within)


LIVING = frozenset(
    "women children sailors pilots passengers miners journalists reporters officers officials villagers residents"
    " tourists students pupils teachers doctors patients boys girls victims members fighters police marines"
    " peacekeepers contractors nationals citizens supporters activists bystanders worshippers firefighters"
    " crew".split()
)
"""Further nouns for persons."""


def _befell(text: str, end: int, within: Span) -> _State | None:
    partitive = OF_THEM.match(text, end, within.end)
    found = BEFELL.match(text, partitive.end() if partitive else end, within.end)
    if not found or re.search(r"[,;:.]", text[end : found.start("state")]):
        return None
    word = " ".join(found["state"].lower().split())
    if word == "lost their lives":
        return _State("dead", None, found.end("state"))
    active = word in PARTICIPLES and not found["passive"] and found["object"]
    wrong_voice = found["passive"] and word not in PARTICIPLES and word not in ("dead", "missing", "dying")
    if active or wrong_voice or word in ACTIVE:
        return None
    return _State(STATE_OF[word], None, found.end("state"))


def _in_state(number: _Number, noun: _Noun | None, state: _State) -> Quantity:
    """So many dead; the noun that names them more closely than "people" qualifies them."""
    qualifiers = list(noun.qualifiers) if noun else []
    if noun and _family(noun.word) not in ("people", state.name) and noun.word not in qualifiers:
        qualifiers.append(noun.word)
    if state.whose and state.whose not in qualifiers:
        qualifiers.append(state.whose)
    return _quantity(number, state.name, max(state.end, number.end), tuple(qualifiers))


# Parts of what was counted before


def _part(
    text: str, number: _Number, within: Span, before: str, known: Sequence[Quantity], noun: _Noun | None
) -> Quantity | None:
    """ "20,000 of them American", "of whom 20,000 would be American", "with 25,000 Americans among them"."""
    whole = next((q for q in reversed(known) if q.span.end <= number.start), None)
    if whole is None:
        return None
    end = noun.end if noun else number.end
    among = OF_THEM.match(text, end, within.end)
    named = among and WHOSE.match(text, among.end(), within.end)
    would_be = OF_WHOM.search(before) and WOULD_BE.match(text, number.end, within.end)
    if noun and among:
        return _quantity(number, whole.unit, end, (noun.word,))
    if named and named["whose"] in _demonyms():
        return _quantity(number, whole.unit, named.end(), (named["whose"],))
    if would_be:
        return _quantity(number, whole.unit, would_be.end(), (would_be["whose"],))
    joined = noun and re.search(r"\b(?:and|,)\s$", before) and whole.unit in dict(STATES)
    return _quantity(number, whole.unit, end, noun.qualifiers) if joined and noun else None


def _held(number: _Number, before: str) -> Quantity | None:
    """ "An army of 60,000"."""
    holds = HOLDS.search(before)
    return _quantity(number, _family(holds["noun"]), number.end) if holds else None
