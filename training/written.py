"""Reads the passages of `training/written/`: sentences written for this project, with what they say.

`python -m training.written [FILE...]` checks files and counts what they hold.
"""

from __future__ import annotations

import collections
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "written"
TYPES = (
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()
STATUSES = ("actual", "planned", "possible", "negated")
KINDS = ("person", "organisation", "place")

Piece = tuple[int, int]


class WrittenEvent(NamedTuple):
    trigger: Piece
    type: str
    status: str
    actors: list[Piece]
    recipients: list[Piece]


class WrittenStatement(NamedTuple):
    source: list[Piece]
    cue: list[Piece]
    content: list[Piece]


@dataclass(slots=True)
class Passage:
    """A text and all that it says; pieces are (start, end) code points."""

    text: str
    events: list[WrittenEvent] = field(default_factory=list)
    statements: list[WrittenStatement] = field(default_factory=list)
    names: list[tuple[Piece, str]] = field(default_factory=list)


class WrittenError(ValueError):
    """A passage breaks the format: the message names file, line, what was found and what was expected."""


def read_passages(path: Path) -> list[Passage]:
    """All passages of a file. Raises WrittenError."""
    passages: list[Passage] = []
    open_passage: Passage | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        try:
            if not line.strip() or line.startswith("# "):
                open_passage = None
            elif open_passage is None:
                open_passage = Passage(line.strip().replace(" ¶ ", "\n\n"))
                passages.append(open_passage)
            else:
                _add(open_passage, line.strip())
        except WrittenError as error:
            raise WrittenError(f"{path.name}:{number}: {error}") from None
    return passages


def _add(passage: Passage, line: str) -> None:
    kind, _, rest = line.partition(": ")
    fields = [part.strip() for part in rest.split(" | ")]
    match kind, fields:
        case "event", [trigger, what, actors, recipients]:
            event_type, _, status = what.partition(" ")
            if event_type not in TYPES or status not in STATUSES:
                raise WrittenError(f"{what!r} is no TYPE and status; types: {', '.join(TYPES)}; {', '.join(STATUSES)}")
            text = passage.text
            passage.events.append(
                WrittenEvent(
                    _piece(text, trigger), event_type, status, _pieces(text, actors), _pieces(text, recipients)
                )
            )
        case "statement", [source, cue, content]:
            text = passage.text
            parts = [_pieces(text, value, " + ") for value in (source, cue, content)]
            if not parts[1] or not parts[2]:
                raise WrittenError("a statement needs a cue and a content")
            passage.statements.append(WrittenStatement(*parts))
        case "names", groups:
            for group in groups:
                _add_names(passage, group)
        case _:
            raise WrittenError(f"{line!r} is no event (4 fields), statement (3 fields) or names line")


def _add_names(passage: Passage, group: str) -> None:
    kind, _, names = group.partition(" ")
    if kind not in KINDS:
        raise WrittenError(f"{kind!r} is no kind of name; expected one of {', '.join(KINDS)}")
    for name in names.split(";"):
        places = [m.span() for m in re.finditer(_whole(name.strip()), passage.text)]
        if not places:
            raise WrittenError(f"the name {name.strip()!r} does not stand in the passage")
        passage.names += [(place, kind) for place in places]


def _pieces(text: str, value: str, mark: str = ";") -> list[Piece]:
    return [] if value == "-" else [_piece(text, part.strip()) for part in value.split(mark)]


def _piece(text: str, value: str) -> Piece:
    """The span that `words`, `words#2` or `first ... last` stands for."""
    wanted, _, nth = value.partition("#") if re.search(r"#\d$", value) else (value, "", "1")
    first, dots, last = wanted.partition(" ... ")
    places = [m.span() for m in re.finditer(_whole(first), text)]
    if not first or not 1 <= int(nth) <= len(places):
        raise WrittenError(f"{value!r} does not stand in {text!r}")
    start, end = places[int(nth) - 1]
    if dots:
        ends = [m.end() for m in re.finditer(_whole(last), text[end:])]
        if not ends:
            raise WrittenError(f"{last!r} does not stand after {first!r} in {text!r}")
        end += ends[0]
    return start, end


def _whole(words: str) -> str:
    """A pattern for words that stand by themselves; a mark may stand beside a letter."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    return before + re.escape(words) + (r"(?!\w)" if words[-1:].isalnum() else "")


def main(paths: list[Path]) -> None:
    """Checks the files and prints what they hold."""
    counts: collections.Counter[str] = collections.Counter()
    for path in paths:
        for passage in read_passages(path):
            counts["passages"] += 1
            counts["statements"] += len(passage.statements)
            counts["names"] += len(passage.names)
            counts["passages without an event"] += not passage.events
            counts.update(event.type for event in passage.events)
            counts.update(event.status for event in passage.events)
    print("\n".join(f"{key:26}{count:6}" for key, count in counts.most_common()))


if __name__ == "__main__":
    try:
        main([Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt")))
    except WrittenError as error:
        sys.exit(str(error))
