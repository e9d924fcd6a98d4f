"""The text of a report: a repaired view that leads back to the capture, sentences, quotation marks.

Nothing is ever changed in `Report.text`. The stations read a `View` of it, in which mojibake is mended, sentences that a
blank line cut in two are whole and Markdown's marks are gone; `View.source` leads a span of the view back to the text.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
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
        if self.starts is None or self.ends is None or span.end <= span.start:
            return span
        return Span(self.starts[span.start], self.ends[span.end - 1])


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

SCAR = re.compile(r"\"¦|&(?:[a-z]{2,8}|#\d{2,5});")


def _scars(text: str) -> Iterator[Edit]:
    """An ellipsis that lost its first byte, and character references that were never resolved."""
    for found in SCAR.finditer(text):
        mended = "…" if found[0] == '"¦' else html.unescape(found[0])
        if mended != found[0]:
            yield Edit(found.start(), found.end(), mended)


def _mojibake(text: str) -> Iterator[Edit]:
    for line in re.finditer(r"[^\r\n]+", text):
        if ftfy.badness.is_bad(line[0]):
            mended = ftfy.fix_encoding(line[0])
            matcher = difflib.SequenceMatcher(None, line[0], mended, autojunk=False)
            for what, a, b, c, d in matcher.get_opcodes():
                if what != "equal":
                    yield Edit(line.start() + a, line.start() + b, mended[c:d])


EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?[^\s*])\1(?![\w*])")
LINK = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\([^)\s]{1,2000}\)")


def _marks(text: str) -> Iterator[Edit]:
    """Markdown's emphasis and links, of which the view keeps the words."""
    for pattern, words in ((EMPHASIS, 2), (LINK, 1)):
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.start(words), "")
            yield Edit(found.end(words), found.end(), "")


BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t\r\n]*")
ENDED = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
SENTENCE_INSIDE = re.compile(r"[.!?][\"”’)]*\s+[\"“‘(]?[A-Z]")
BYLINE_TAIL = re.compile(r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+ (?:reports|writes|explains|investigates)$")
WRAPPED = range(45, 101)
"""Widths of lines that a program wrapped."""
PROSE = 80
"""Code points from which a line that holds a sentence's end is taken for prose, not for a heading."""


def _cuts(text: str) -> Iterator[Edit]:
    """Line breaks inside a sentence, as blanks of the same length."""
    breaks = list(BREAK.finditer(text))
    lines = [text[a:b] for a, b in zip([0, *(m.end() for m in breaks)], [m.start() for m in breaks], strict=False)]
    lines.append(text[breaks[-1].end() :] if breaks else text)
    blank = [found[0].count("\n") + (found[0].count("\r") if "\n" not in found[0] else 0) > 1 for found in breaks]
    for n, found in enumerate(breaks):
        wrapped = not blank[n] and _is_wrapped(lines, blank, n)
        if wrapped or _is_cut(lines[n], lines[n + 1], blank[n]):
            yield Edit(found.start(), found.end(), " ")


def _is_cut(left: str, right: str, blank: bool) -> bool:
    if len(left) < 40 or not right or ENDED.search(left):
        return False
    if right[0].islower():
        return True
    prose = len(left) >= PROSE and SENTENCE_INSIDE.search(left) and not BYLINE_TAIL.search(left)
    return bool(blank and prose and len(right) >= 40 and right[0].isalnum())


def _is_wrapped(lines: list[str], blank: list[bool], n: int) -> bool:
    """Whether the break after line `n` lies in a block of three lines or more of about one width."""
    first, last = n, n + 1
    while first > 0 and not blank[first - 1] and n - first < 40:
        first -= 1
    while last < len(blank) and not blank[last] and last - n < 40:
        last += 1
    widths = [len(line) for line in lines[first:last]]
    return last - first >= 2 and max(widths) in WRAPPED and min(widths) >= 0.6 * max(widths)


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
ABBREVIATED = re.compile(r"(?:^|[\s(\"“‘'])([A-Za-z]+)\.\s*$")
INITIALISM = re.compile(r"(?:^|[\s(\"“‘'])(?:[A-Z]\.(?:-?[A-Z]\.)+|[A-Z]\.)\s*$")
WORD = re.compile(r"\w+")


def find_paragraphs(view: View, within: Span) -> Spans:
    """The lines of the view that hold a word, without the blanks around them."""
    found = re.compile(r"[^\r\n]*\S").finditer(view.text, within.start, within.end)
    return tuple(_trim(view.text, Span(*line.span())) for line in found if WORD.search(line[0]))


def find_sentences(view: View, within: Span) -> Spans:
    """Sentences of `within`, in order, without the blanks around them. None runs over a paragraph's end."""
    return tuple(s for paragraph in find_paragraphs(view, within) for s in _sentences_of(view.text, paragraph))


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    pending: Span | None = None
    for cut in sentencex.get_sentence_boundaries("en", paragraph.of(text)):
        span = _trim(text, Span(paragraph.start + cut["start_index"], paragraph.start + cut["end_index"]))
        if span.start == span.end:
            continue
        if pending is None:
            pending = span
        elif _goes_on(pending.of(text), span.of(text)):
            pending = Span(pending.start, span.end)
        else:
            yield pending
            pending = span
    if pending is not None:
        yield pending


def _goes_on(left: str, right: str) -> bool:
    """Whether a cut between `left` and `right` parted one sentence."""
    word = WORD.search(right)
    if word is None or right[0].islower() or right[0] in ",;)]”":
        return True
    if abbreviated := ABBREVIATED.search(left):
        return abbreviated[1] in TITLES
    return bool(INITIALISM.search(left)) and right[0].isalnum() and word[0] not in STARTERS


def _trim(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


# Quotation marks

MARK = re.compile(r"[“”„\"«»]")
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)([^‘\n\"“”]{2,300}?)(?<=[\w.,!?…])['’](?!\w)")
LONGEST_SLIP = 60
"""Code points within which a mark of the wrong kind (“surge’) closes a quotation that nothing else closes."""


def find_quotations(view: View, within: Span) -> Spans:
    """Quotations with their marks, outermost only, in order.

    A quotation that goes on in the next paragraph, which then opens with a mark of its own, gives one span for each
    paragraph. A mark that nothing closes ends at its paragraph's end.
    """
    found: list[Span] = []
    for paragraph in find_paragraphs(view, within):
        double = list(_double(view.text, paragraph))
        single = (Span(*m.span()) for m in SINGLE.finditer(view.text, *paragraph))
        found += sorted([*double, *(s for s in single if not any(s.meets(d) for d in double))])
    return tuple(found)


def _double(text: str, paragraph: Span) -> Iterator[Span]:
    opened: int | None = None
    for mark in MARK.finditer(text, *paragraph):
        opens = _opens(text, mark.start(), mark[0], paragraph, opened is not None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            yield Span(opened, mark.end())
            opened = None
    if opened is not None:
        yield Span(opened, _slip(text, opened, paragraph.end))


def _opens(text: str, at: int, mark: str, paragraph: Span, inside: bool) -> bool:
    if mark in "“„«":
        return True
    if mark in "”»":
        return False
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if before.isspace() == after.isspace():
        return not inside
    return before.isspace() and not after.isspace()


def _slip(text: str, opened: int, end: int) -> int:
    slip = re.compile(r"(?<=\w)[’'](?!\w)").search(text, opened + 2, min(end, opened + LONGEST_SLIP))
    return slip.end() if slip else end
