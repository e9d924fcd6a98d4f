"""What a correction is: somebody's word on what the program read, with who, when and why. Rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from dragoman.record import Mention, Statement

Action = Literal["confirm", "reject", "set", "merge", "split", "undo"]
Kind = Literal["statement", "event", "actor", "happening"]
"""What is corrected: a statement, a mention of an event, names of actors, or which mentions are one happening."""

ACTIONS: tuple[Action, ...] = get_args(Action)
Item = Statement | Mention
Values = dict[str, Any]

STATEMENT_FIELDS = ("speaker", "speaker_kind", "act", "source", "cue", "content")
EVENT_FIELDS = ("type", "status", "actors", "recipients", "when", "trigger")
FIELDS: dict[Kind, tuple[str, ...]] = {"statement": STATEMENT_FIELDS, "event": EVENT_FIELDS}
"""What may be set of a statement and of a mention."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the history."""

    id: int
    who: str
    at: str
    """ISO 8601, to the second."""
    why: str
    action: Action
    kind: Kind
    item: str | None
    """The id of the statement or mention: its report's id and the place of its cue or trigger."""
    report: str | None
    start: int | None
    end: int | None
    """The cue or trigger, by which an item is found again in a new reading."""
    value: Values
    """What was set: values by field; for names and happenings, which."""
    before: Values
    """What the fields held until then."""
    read: Values | None
    """The item as the program read it."""
    undoes: int | None

    @property
    def day(self) -> str:
        return self.at[:10]


def in_force(history: list[Correction]) -> list[Correction]:
    """The corrections that hold, oldest first: not taken back, or taken back by an undo that was itself taken back."""
    undone: set[int] = set()
    found: list[Correction] = []
    for one in sorted(history, key=lambda correction: -correction.id):
        if one.id in undone:
            continue
        if one.undoes is not None:
            undone.add(one.undoes)
        else:
            found.append(one)
    return found[::-1]


def kind_of(item: Item) -> Kind:
    return "statement" if isinstance(item, Statement) else "event"
