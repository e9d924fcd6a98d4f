"""The differences on a story's page: what each report has as a whole, the first dozen by rank, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, reduce
from typing import NamedTuple
from urllib.parse import quote as escaped

from dragoman.lexicon import table
from dragoman.pages import lines, marks, words
from dragoman.pages.contexts import DifferenceItem, KindLine, Part, QuoteLine, SummaryCell, SummaryQuote, SummaryRow
from dragoman.record import Difference, Reading, Span

FIRST = 12
"""How many differences a page shows at once; the rest is behind a line."""
SUMMARIES = {
    "what comes first: ": "What comes first",
    "who is quoted: ": "Quoted here alone",
    "what one alone tells: ": "Told here alone",
}
"""How differences between whole reports begin, and their rows in the table."""
ALONE = re.compile(r"(?:^|; )(?P<names>[^;]+?) only in (?P<outlet>[^;]+)(?=;|$)")
"""`Ada Brenn, Olo Venn only in the Herald; Jo Karst only in the Courier`."""
CELL = 260
"""How many characters of a report's words a cell of the table shows."""
TOLD = ": told otherwise: "
"""Two tellings side by side: the words stand below, in full."""
LONG_WORDS = re.compile(r"“(?:[^”]* ){4,}[^”]*”")
"""Quoted words of a difference's name that are no value but a passage."""

WORD = re.compile(r"\d[\d,.]*\d|\w+|\W")
TELLING = 4
COMMON = 0.15
"""A word in a larger share of documents tells nothing apart."""
FUNCTION_WORDS = frozenset(
    """about after again against almost also always among another anyone because been before being between both came
    come could does doing done down during each either ever every from have having here hers himself herself however
    into itself just less like made make many might more most much must neither never only onto other others ours over
    said same says shall should since some still such than that their theirs them themselves then there these they this
    those though through under until upon very were what when where whether which while whom whose will with within
    without would your yours didn doesn hadn hasn haven isn wasn weren wouldn couldn shouldn""".split()
)
"""Words of four letters and more that tell nothing apart; the table of frequencies leaves them out."""
MOSTLY = 0.3
"""Where a larger share of a quote's words would be marked, none is: the passages differ as wholes."""
VAGUE = frozenset(
    {"or", "about", "and", "in", "no", "not", "at", "the", "of", "than", "more", "least", "some", "by", "a"}
)
"""Words of a difference's name that tell no value."""
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
IN_LETTERS = dict(enumerate(NUMBERS)) | {100: "hundred", 1000: "thousand", 1_000_000: "million"}
WHOLE = 4
"""A quote of so few words is marked whole."""


class Differences(NamedTuple):
    """A story's differences as its page shows them."""

    summaries: tuple[SummaryRow, ...]
    first: tuple[DifferenceItem, ...]
    rest: tuple[DifferenceItem, ...]
    kinds: tuple[KindLine, ...]


def differences(found: Sequence[Difference], readings: Mapping[str, Reading], events: Set[str]) -> Differences:
    """Differences in their order of rank; `events` are those that the page shows."""
    whole = [d for d in found if summary_of(d.about)]
    single = [_item(d, readings, events) for d in found if not summary_of(d.about)]
    kinds = {item.kind for item in single}
    return Differences(
        tuple(_summaries(whole, readings)),
        tuple(single[:FIRST]),
        tuple(single[FIRST:]),
        tuple(KindLine(k, words.ONE_DIFFERENCE[k], gloss) for k, (_, gloss) in words.DIFFERENCES.items() if k in kinds),
    )


def summary_of(about: str) -> str:
    """How a difference between whole reports begins, empty for another one."""
    return next((start for start in SUMMARIES if about.startswith(start)), "")


def short(about: str) -> str:
    """A difference's name without the passages that stand beside it in full."""
    if start := summary_of(about):
        return start.removesuffix(": ")
    topic, told, _ = about.partition(TOLD)
    return f"{topic}: told differently" if told else about


# What each report has as a whole


def _summaries(found: Sequence[Difference], readings: Mapping[str, Reading]) -> Iterator[SummaryRow]:
    columns = [id for id in readings if any(quote.report == id for d in found for quote in d.evidence)]
    for start, heading in SUMMARIES.items():
        rows = [d for d in found if d.about.startswith(start)]
        if rows:
            cells = tuple(_cell(rows, readings[id], start) for id in columns)
            yield SummaryRow(tuple(d.id for d in rows), heading, cells)


def _cell(rows: Sequence[Difference], reading: Reading, start: str) -> SummaryCell:
    report = reading.report
    outlet = lines.outlet_name(report)
    quotes = [(d, quote.span) for d in rows for quote in d.evidence if quote.report == report.id]
    told = {span: _said(d.about.removeprefix(start), outlet) or span.of(report.text) for d, span in quotes}
    return SummaryCell(
        outlet=outlet,
        href=lines.report_href(report.id),
        quotes=tuple(
            SummaryQuote(words.cut(said, CELL), lines.sentence_href(report.id, reading.sentences, span.start))
            for span, said in told.items()
        ),
    )


def _said(about: str, outlet: str) -> str:
    """The names that one outlet alone quotes."""
    return next((match["names"] for match in ALONE.finditer(about) if match["outlet"] == outlet), "")


# One difference


def _item(difference: Difference, readings: Mapping[str, Reading], events: Set[str]) -> DifferenceItem:
    quotes = [q for q in difference.evidence if q.report in readings]
    outlets = {lines.outlet_name(readings[q.report].report) for q in quotes}
    about = reduce(lambda told, outlet: told.replace(outlet, " "), sorted(outlets, key=len)[::-1], difference.about)
    parted = told_apart(about, [q.span.of(readings[q.report].report.text) for q in quotes])
    return DifferenceItem(
        id=difference.id,
        kind=difference.kind,
        said=words.ONE_DIFFERENCE[difference.kind],
        about=_capital(short(difference.about)),
        event=f"#{escaped(difference.event)}" if difference.event in events and difference.event else "",
        quotes=tuple(_quote(readings[q.report], q.span, parts) for q, parts in zip(quotes, parted, strict=True)),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def told_apart(about: str, quotes: Sequence[str]) -> list[tuple[Part, ...]]:
    """Each quote in runs, those marked that differ: the values that the difference names, else the telling words that
    no other quote has, unless these are so many that the passages differ as wholes."""
    pieces = [WORD.findall(quote) for quote in quotes]
    folded = [{word.casefold() for word in every if word[0].isalnum()} for every in pieces]
    shared = set.intersection(*folded) if len(folded) > 1 else set[str]()
    values = {word for word in _values(about) - shared - VAGUE if len(word) > 1 or word.isdigit()}
    marked = [held & values for held in folded]
    if not any(marked):
        marked = [_telling(folded, number) for number in range(len(folded))]
        if any(_is_most(every, found) for every, found in zip(pieces, marked, strict=True)):
            marked = [set() for _ in pieces]
    return [
        tuple(_runs(every, held if _is_short(every) else found))
        for every, held, found in zip(pieces, folded, marked, strict=True)
    ]


def _telling(folded: Sequence[set[str]], number: int) -> set[str]:
    """The telling words that one quote has and no other."""
    others = set[str]().union(*(held for n, held in enumerate(folded) if n != number))
    return {word for word in folded[number] - others if word.isdigit() or _tells(word)}


def _is_short(pieces: Sequence[str]) -> bool:
    return sum(piece[0].isalnum() for piece in pieces) <= WHOLE


def _is_most(pieces: Sequence[str], marked: Set[str]) -> bool:
    held = [piece.casefold() for piece in pieces if piece[0].isalnum()]
    return not _is_short(pieces) and sum(word in marked for word in held) > MOSTLY * len(held)


def _tells(word: str) -> bool:
    return len(word) >= TELLING and word not in FUNCTION_WORDS and word not in _common()


@cache
def _common() -> frozenset[str]:
    counts = {row["word"]: int(row["documents"]) for row in table("frequencies").rows}
    most = counts.pop("*") * COMMON
    return frozenset(word for word, number in counts.items() if number > most)


def _values(about: str) -> set[str]:
    """The words behind the last colon of `British dead: 16 or about 20`, small numbers in letters too."""
    _, colon, behind = LONG_WORDS.sub("", about).rpartition(": ")
    told = {word.casefold() for word in WORD.findall(behind)} if colon else set()
    numbers = (int(word.replace(",", "")) for word in told if word.replace(",", "").isdecimal())
    return told | {IN_LETTERS[number] for number in numbers if number in IN_LETTERS}


def _runs(pieces: Sequence[str], marked: Set[str]) -> Iterator[Part]:
    """Blanks and points between two marked words go with them."""
    run, is_marked = "", False
    for place, piece in enumerate(pieces):
        after = next((word for word in pieces[place + 1 :] if word[0].isalnum()), "")
        between = is_marked and after.casefold() in marked
        now = piece.casefold() in marked if piece[0].isalnum() else between
        if now != is_marked and run:
            yield Part(run, is_marked)
            run = ""
        run, is_marked = run + piece, now
    if run:
        yield Part(run, is_marked)


def _quote(reading: Reading, span: Span, parts: tuple[Part, ...]) -> QuoteLine:
    report, sentences = reading.report, reading.sentences
    first, last = marks.sentence_at(sentences, span.start), marks.sentence_at(sentences, span.end - 1)
    before = report.text[sentences[first].start : span.start] if first is not None else ""
    after = report.text[span.end : sentences[last].end] if last is not None else ""
    return QuoteLine(
        before=before,
        parts=parts,
        after=after,
        outlet=lines.outlet_name(report),
        published=words.date(report.published),
        href=lines.sentence_href(report.id, sentences, span.start),
    )
