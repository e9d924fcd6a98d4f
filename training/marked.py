"""Tables of sentences in which a source and a target are marked, as PLV has them.

A row's `marked_sentence` is "<s>Kenya</s> accused <t>Uganda</t>"; `root`, where it is given, is one of PLOVER's 15.
One of the two may be missing, stand in several pieces, or lie in the other.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.encoder import Word
from dragoman.encoder.relations import ROOTS, Pair

MARK = re.compile(r"(</?[st]>)")
EXPECTED = "expected <s>source</s> and <t>target</t>, or one of them"


class MarkedError(ValueError):
    """A table breaks the format: the message names file, line, what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, the pieces (start, end) of its source and target, and its root ("" if not told)."""

    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    root: str = ""

    def pair(self, words: list[Word]) -> Pair:
        """The words that source and target cover."""
        return Pair(*([n for n, w in enumerate(words) if _in(w, pieces)] for pieces in (self.source, self.target)))


def _in(word: Word, pieces: tuple[tuple[int, int], ...]) -> bool:
    return any(word.start < end and start < word.end for start, end in pieces)


def read_marked(path: Path) -> list[Marked]:
    """All rows of a tab-separated table. Raises MarkedError."""
    try:
        return list(_rows(path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MarkedError(f"{path}: cannot be read as tab-separated UTF-8 ({error}); name another file") from None


def _rows(path: Path) -> Iterator[Marked]:
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t")
        if "marked_sentence" not in (table.fieldnames or ()):
            found = ", ".join(table.fieldnames or ()) or "nothing"
            raise MarkedError(f"{path}:1: the header has {found}; expected a column marked_sentence")
        for row in table:
            try:
                yield read_row(row["marked_sentence"] or "", row.get("root") or "")
            except MarkedError as error:
                raise MarkedError(f"{path}:{table.line_num}: {error}") from None


def read_row(marked: str, root: str = "") -> Marked:
    """One row. Raises MarkedError."""
    if root and root not in ROOTS:
        raise MarkedError(f"{root!r} is no root; expected one of {', '.join(ROOTS)}")
    text = ""
    opened: dict[str, int] = {}
    pieces: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    for part in MARK.split(marked):
        kind = part[-2:-1]
        if not MARK.fullmatch(part):
            text += part
        elif (kind in opened) == (part[1] != "/"):
            raise MarkedError(f"{part} stands where it cannot in {marked[:80]!r}; {EXPECTED}")
        elif part[1] == "/":
            pieces[kind].append((opened.pop(kind), len(text)))
        else:
            opened[kind] = len(text)
    if opened or not any(start < end for found in pieces.values() for start, end in found):
        fault = f"<{min(opened)}> is not closed" if opened else "nothing is marked"
        raise MarkedError(f"{fault} in {marked[:80]!r}; {EXPECTED}")
    return Marked(text, tuple(pieces["s"]), tuple(pieces["t"]), root)
