"""The text of a report: a repaired view that leads back to the capture, sentences, quotation marks.

Nothing is ever changed in `Report.text`. The stations read a `View` of it: mojibake is mended, sentences that a blank
line cut in two are whole and Markdown's marks are gone. `View.source` leads a span of the view back to the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html.entities import html5
from itertools import pairwise, takewhile, zip_longest
from typing import Any, NamedTuple

import ftfy
import ftfy.badness
import sentencex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dragoman.record import Span, Spans


@dataclass(frozen=True, slots=True)
class View:
    """A repaired text. Code point `i` of `text` stands for `starts[i]` to `ends[i]` of the text that was repaired."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def source(self, span: Span) -> Span:
        """The span of the original text that `span` of the view stands for."""
        if self.starts is None or self.ends is None:
            return span
        if span.start < span.end:
            return Span(self.starts[span.start], self.ends[span.end - 1])
        at = self.ends[span.start - 1] if span.start else 0
        return Span(at, at)


class Edit(NamedTuple):
    start: int
    end: int
    text: str


def repair(text: str) -> View:
    """The view of a capture that the stations read."""
    edits = sorted([*_scars(text), *_mojibake(text), *_marks(text), *_cuts(text)])
    return _apply(text, edits) if edits else View(text)


def _apply(text: str, edits: Iterable[Edit]) -> View:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in edits:
        if edit.start < at:
            continue
        pieces += [text[at : edit.start], edit.text]
        starts += range(at, edit.start)
        ends += range(at + 1, edit.start + 1)
        starts += [edit.start] * len(edit.text)
        ends += [edit.end] * len(edit.text)
        at = edit.end
    pieces.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return View("".join(pieces), tuple(starts), tuple(ends))


# Repairs

SCAR = re.compile(r"\"¦|â€(?=[\s.,;:!?)]|$)|&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
SCARS = {'"¦': "…", "â€": "”"}


def _scars(text: str) -> Iterator[Edit]:
    """Marks that lost a byte for good, and character references that were never resolved."""
    for found in SCAR.finditer(text):
        mended = SCARS.get(found[0]) or _resolved(found[0])
        if mended.replace("\xa0", " ").isprintable():
            yield Edit(found.start(), found.end(), mended)


def _resolved(reference: str) -> str:
    return html.unescape(reference) if reference[1] == "#" else html5.get(reference[1:], reference)


RUN = re.compile(r"(?:[^\x00-\x7f]|[Aa][\u0302\u0303])+(?:(?<=[Ã\u0303]) (?=[\w\s,.;\u0300-\u036f-])[\u0300-\u036f]?)?")
"""Mojibake of UTF-8 stands in code points beyond ASCII, but for the blank that a no-break space or an accent became."""
APART = {" \u0308": "¨", " \u0304": "¯", " \u0301": "´", " \u0327": "¸", "Ã ": "Ã\xa0"}
"""Accents that a normalisation put on a blank of their own, and the blank that a no-break space became."""


def _mojibake(text: str) -> Iterator[Edit]:
    """UTF-8 that was read in another encoding, run by run: one that is surely misread shows that the others may be."""
    runs = list(RUN.finditer(text))
    if any(ftfy.badness.is_bad(run) and len(_decoded(run)) < len(run) for run in {run[0] for run in runs}):
        for run in runs:
            mended = _decoded(run[0])
            if mended != run[0]:
                kept = " " if run[0][-1] == " " and text[run.end() : run.end() + 1].isalnum() else ""
                yield _unblanked(run.start(), run[0].removesuffix(kept), mended)


def _unblanked(at: int, old: str, new: str) -> Edit:
    """The edit that makes `new` of `old` and leaves alone the blanks with which both begin and end."""
    lead = _blanks(old, new)
    tail = _blanks(old[lead:][::-1], new[lead:][::-1])
    return Edit(at + lead, at + len(old) - tail, new[lead : len(new) - tail])


def _blanks(old: str, new: str) -> int:
    """How many blanks both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), zip(old, new, strict=False)))


@lru_cache(maxsize=4096)
def _decoded(run: str) -> str:
    whole = unicodedata.normalize("NFC", run)
    for apart, composed in APART.items():
        whole = whole.replace(apart, composed)
    try:
        mended = (
            ftfy.fix_encoding(whole) if ftfy.badness.is_bad(whole) else whole.encode("sloppy-windows-1252").decode()
        )
    except UnicodeError:
        return run
    return run if mended == whole else mended


EMPHASIS = (
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?[^\s*])\1(?![\w*])"),
    re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]{1,300}?[^\s_])\1(?![\w_])"),
)
LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\([^()\s]{1,2000}\)")


def _marks(text: str) -> Iterator[Edit]:
    """Markdown's emphasis and links, of which the view keeps the words."""
    for pattern, words in ((EMPHASIS[0], 2), (EMPHASIS[1], 2), (LINK, 1)):
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.start(words), "")
            yield Edit(found.end(words), found.end(), "")


BREAK = re.compile(r"(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t\r\n>]*")
ENDED = re.compile(r"[.!?:;…][\s\"'“”‘’»)\]*_]*$")
SENTENCE_INSIDE = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
OPEN_END = re.compile(
    r"(?:,|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|into|than|and|or|but|that|which|who|whose|his|her|its|their|is|are|was|"
    r"were|be|been|has|have|had|will|would|spokes(?:man|woman|person)|president|minister|premier|chancellor|secretary|"
    r"senator|ambassador|general|leader|king|prince|adviser|envoy|director|chair(?:man|woman)))\s*$"
)
"""What a sentence cannot well end with. In 1,137 articles 15 breaks before a capital are joined where any word will do,
13 of them wrongly; with these words 3 are, all rightly."""
ITEM = re.compile(r"(?:#{1,6}|[>*•‣◦+–—-]|\d{1,2}[.)]|\(?[a-z]\))\s|\|")
LABEL = re.compile(r"[A-Za-z][\w -]{0,20}:(?:\s|$)|-{3}")
WRAPPED = range(45, 101)
"""Widths of lines that a program wrapped."""
PROSE = 80
"""Code points from which a line that holds a sentence's end is taken for prose, not for a heading."""
BLOCK = 40
"""Lines above and below a break that are looked at: enough to know a wrapped paragraph."""


def _cuts(text: str) -> Iterator[Edit]:
    """Line breaks inside a sentence, as blanks of the same length."""
    breaks = list(BREAK.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    lines = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    blank = [_is_blank(found[0]) for found in breaks]
    for n, found in enumerate(breaks):
        if _may_join(lines[n], lines[n + 1]) and (
            _is_cut(lines[n], lines[n + 1], blank[n]) or (not blank[n] and _is_wrapped(lines, blank, n))
        ):
            yield Edit(found.start(), found.end(), " ")


def _is_blank(found: str) -> bool:
    return found.count("\n") + found.replace("\r\n", "").count("\r") > 1


def _may_join(left: str, right: str) -> bool:
    """Whether neither is a heading, nor the right one an item of a list or a label: "published: 2007"."""
    return bool(left and right) and not (left.startswith("#") or ITEM.match(right) or LABEL.match(right))


def _is_cut(left: str, right: str, blank: bool) -> bool:
    if len(left) < BLOCK or ENDED.search(left):
        return False
    if right[0].islower():
        return True
    prose = len(left) >= PROSE and len(right) >= BLOCK and SENTENCE_INSIDE.search(left)
    return bool(blank and prose and OPEN_END.search(left))


def _is_wrapped(lines: list[str], blank: list[bool], n: int) -> bool:
    """Whether a program broke line `n`: of three lines or more in its block, none had room for the next one's word."""
    first, last = n, n + 1
    while first > 0 and not blank[first - 1] and n - first < BLOCK:
        first -= 1
    while last < len(blank) and not blank[last] and last - n < BLOCK:
        last += 1
    block = lines[first : last + 1]
    width = max(len(line) for line in block)
    if last - first < 2 or width not in WRAPPED:
        return False
    return all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairwise(block))


# Language

ENOUGH = 200
"""Code points from which the language of a text is told: shorter ones mislead."""
SURE = 0.9


def find_language(body: str) -> str | None:
    """ISO 639-1 code of the body's language; None where it is too short or too mixed to tell."""
    if len(body) < ENOUGH:
        return None
    code, probability = _identifier().classify(body)
    return str(code) if probability >= SURE else None


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


# Paragraphs and sentences

TITLES = frozenset(
    "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Gen Lt Col Maj Capt Cmdr Adm Sgt Rev Fr St Amb Hon Pres Supt Det Messrs "
    "No vs Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
)
"""Abbreviations that a name or number follows: no sentence ends at them."""
STARTERS = frozenset(
    "The A An He She It They We I You In On At But And Or So If As When While After Before For From This That These "
    "Those There His Her Its Their Our Mr Mrs Ms President Both Some Many Most All No Not To By Since However".split()
)
"""Words that begin a sentence after an initialism such as U.S. more often than they go on with a name."""
NUMBERED = frozenset("p pp vol art sec fig para ch".split())
"""Abbreviations that a number follows."""
ABBREVIATED = re.compile(r"(?:^|[\s(\"“‘'])([A-Za-z]+)\.\s*$")
INITIALISM = re.compile(r"(?:^|[\s(\"“‘'-])(?:[A-Z]\.(?:-?[A-Z]\.)+|[A-Z]\.)\s*$")
HOUR = re.compile(r"\d\s?[ap]\.m\.\s*$")
AFTER_HOUR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{3,4}|Eastern|Central|Pacific|Greenwich)\b|\d"
)
MISSED = re.compile(
    rf"(?:(?:[a-z]{{3}}|\d)[.!?][\"”]?\)|\bno\.|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s+"
    rf"(?:{'|'.join(sorted(STARTERS))})\b))\s+(?=[\"“‘(]?[A-Z])"
)
"""Sentence ends that sentencex passes over: a closing parenthesis, "no" that is no number, a month."""
STRETCH = re.compile(r".{1,10000}(?:(?<=[.!?])(?=\s)|$)|.{1,10000}", re.DOTALL)
"""What sentencex is given at a time. It is quadratic in quotation marks: 120,000 code points of them take 5 seconds."""
TAIL = 40
"""Code points before a cut in which the abbreviation stands that made it."""
NUMBER = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])[.)]")
"""What numbers an item of a list."""
WORD = re.compile(r"\w+")
BULLET = re.compile(r"(?:(?:#{1,6}|[>*•‣◦+-])\s+)+")


def find_paragraphs(view: View, within: Span) -> Spans:
    """The lines of the view that hold a word, without the blanks, bullets and marks of headings around them."""
    found = re.compile(r"[^\r\n]+").finditer(view.text, within.start, within.end)
    return tuple(_paragraph(view.text, Span(*line.span())) for line in found if WORD.search(line[0]))


def _paragraph(text: str, line: Span) -> Span:
    line = _trim(text, line)
    bullet = BULLET.match(text, *line)
    return Span(bullet.end(), line.end) if bullet and bullet.end() < line.end else line


def find_sentences(view: View, within: Span) -> Spans:
    """Sentences of `within`, in order, without the blanks around them. None runs over a paragraph's end."""
    return tuple(s for paragraph in find_paragraphs(view, within) for s in _sentences_of(view.text, paragraph))


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    pending: Span | None = None
    for piece in _pieces(text, paragraph):
        if pending and _goes_on(text[max(pending.start, pending.end - TAIL) : pending.end], piece.of(text)):
            pending = Span(pending.start, piece.end)
        else:
            if pending:
                yield pending
            pending = piece
    if pending:
        yield pending


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """The paragraph between all cuts that may be a sentence's end."""
    for stretch in STRETCH.finditer(text, *paragraph):
        for cut in sentencex.get_sentence_boundaries("en", stretch[0]):
            start, end = stretch.start() + cut["start_index"], stretch.start() + cut["end_index"]
            missed = [found.end() for found in MISSED.finditer(text, start, end)]
            pieces = (_trim(text, Span(a, b)) for a, b in pairwise([start, *missed, end]))
            yield from (piece for piece in pieces if piece.start < piece.end)


def _goes_on(left: str, right: str) -> bool:
    """Whether a cut between `left` and `right` parted one sentence."""
    word = WORD.search(right)
    if word is None or NUMBER.fullmatch(left) or right[0].islower() or right[0] in ",;)]”":
        return True
    if abbreviated := ABBREVIATED.search(left):
        numbered = right[0].isdigit() and abbreviated[1].lower() in NUMBERED
        return numbered or (abbreviated[1] in TITLES and word[0] not in STARTERS)
    if HOUR.search(left):
        return bool(AFTER_HOUR.match(right))
    return bool(INITIALISM.search(left)) and right[0].isalnum() and word[0] not in STARTERS


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


# Quotation marks

MARK = re.compile(r"``|''|[“”„\"«»]")
SINGLE = re.compile(
    r"""(?<![\w’'])(?:‘(?=\w)|'(?!\d\ds|(?:em|n|til|tis|twas|cause|bout|round)\b)(?=\w))
    (?:[^‘\n"“”]|“[^“”\n]{0,300}”|"[^"\n]{0,300}"){2,600}?(?<=[\w.,!?…”"])[’'](?!\w)""",
    re.VERBOSE,
)
PLURAL = re.compile(r"s[’']\s[a-z]")
SWAPPED = re.compile(r"(?<!\w)‘(?=\w)[^‘’“”\"\n]{2,58}(?<=[\w.,!?…])”")
LONGEST_SLIP = 60
"""Code points within which a mark of the wrong kind (“surge’) closes a quotation that nothing else closes."""


def find_quotations(view: View, within: Span) -> Spans:
    """Quotations with their marks, outermost only, in order.

    A quotation that goes on in the next paragraph, which then opens with a mark of its own, gives one span for each
    paragraph. A mark that nothing closes ends at its paragraph's end.
    """
    found: list[Span] = []
    paragraphs = find_paragraphs(view, within)
    for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
        goes_on = following is not None and view.text[following.start] in '“"«„'
        found += _outermost([*_double(view.text, paragraph, goes_on), *_single(view.text, paragraph)])
    return tuple(found)


def _outermost(found: list[Span]) -> Iterator[Span]:
    """Those that no other holds; of two that overlap, the first."""
    end = -1
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _double(text: str, paragraph: Span, goes_on: bool) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, *paragraph):
        opens = _opens(text, mark, paragraph, opened)
        if opens and opened is None:
            opened = mark
        elif not opens and opened is not None:
            yield Span(opened.start(), mark.end())
            opened = None
    if opened is not None:
        yield Span(opened.start(), paragraph.end if goes_on else _slip(text, opened.start(), paragraph.end))


def _opens(text: str, mark: re.Match[str], paragraph: Span, opened: re.Match[str] | None) -> bool:
    if mark[0] == "“":
        return opened is None or opened[0] != "„"
    if mark[0] in ("„", "«", "``"):
        return True
    if mark[0] in ("”", "»"):
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if before.isspace() == after.isspace():
        return opened is None
    return before.isspace()


def _slip(text: str, opened: int, end: int) -> int:
    slip = re.compile(r"(?<=\w)[’'](?!\w)").search(text, opened + 2, min(end, opened + LONGEST_SLIP))
    return slip.end() if slip and not PLURAL.match(text, slip.start() - 1) else end


def _single(text: str, paragraph: Span) -> Iterator[Span]:
    """Quotations in single marks. One that seems to close at a plural's apostrophe (‘the workers’ vote’) may go on."""
    at = paragraph.start
    while found := SINGLE.search(text, at, paragraph.end):
        end = found.end()
        if PLURAL.match(text, end - 2) and (later := _later_close(text, end, paragraph.end)):
            end = later
        yield Span(found.start(), end)
        at = end
    for found in SWAPPED.finditer(text, *paragraph):
        yield Span(*found.span())


def _later_close(text: str, at: int, end: int) -> int | None:
    """Where the next closing mark of a single quotation stands, before another opens."""
    later = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)|‘|(?<!\w)'(?=\w)").search(text, at, min(end, at + 600))
    return later.end() if later and later[0] != "‘" and not text[later.start() - 1].isspace() else None
