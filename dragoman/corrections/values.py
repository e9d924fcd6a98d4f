"""Values that a reviewer sets: checked, and put into a statement or a mention."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast, get_args

from dragoman.corrections.nouns import FIELDS, Item, Kind, Values, kind_of
from dragoman.errors import OptionError
from dragoman.record import ACTS, EVENT_TYPES, Actor, Mention, Span, Spans, SpeakerKind, Statement, Status, When

LONGEST_NAME = 300
"""Code points of a name or a reason; the longest name in 210 articles has 93."""
MOST_PARTIES = 40
MOST_SPANS = 40
POINT = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
DATE = re.compile(rf"{POINT}(?:/{POINT})?")
COUNTRY = re.compile(r"[A-Z]{3}")
CHOICES: dict[str, Sequence[str]] = {
    "type": EVENT_TYPES,
    "status": get_args(Status),
    "speaker_kind": get_args(SpeakerKind),
    "act": ACTS,
}
LISTS = ("source", "cue", "content", "trigger")
PARTIES = ("actors", "recipients")


def checked(kind: Kind, given: Values, length: int) -> Values:
    """`given` as it may be stored, for a report of `length` code points. Raises OptionError for what cannot be set."""
    unknown = [field for field in given if field not in FIELDS.get(kind, ())]
    if unknown:
        raise OptionError(f"field {unknown[0]!r}: expected one of {', '.join(FIELDS.get(kind, ()))}")
    if not given:
        raise OptionError("nothing to set; change a field, or confirm what was read")
    return {field: _checked(field, value, length) for field, value in given.items()}


def _checked(field: str, value: Any, length: int) -> Any:
    if field in CHOICES:
        if value not in CHOICES[field]:
            raise OptionError(f"{field} {value!r}: expected one of {', '.join(CHOICES[field])}")
        return value
    if field in LISTS:
        return _spans(field, value, length)
    if field in PARTIES:
        return _parties(field, value)
    return _date(value) if field == "when" else name(field, value, empty=True)


def name(field: str, value: Any, *, empty: bool = False) -> str | None:
    """A name on one line. Raises OptionError for one that is too long, or is missing and may not be."""
    line = " ".join(str(value or "").replace("\0", " ").split())
    if not line and empty:
        return None
    if not line or len(line) > LONGEST_NAME:
        raise OptionError(f"{field} {line[:40]!r}: expected 1 to {LONGEST_NAME} characters")
    return line


def _date(value: Any) -> str | None:
    if not value:
        return None
    if not isinstance(value, str) or not DATE.fullmatch(value) or not all(map(_is_day, value.split("/"))):
        raise OptionError(f"when {value!r}: expected a date such as 2007-03-02, 2007-03, 2007 or 2007-03-02/2007-03-05")
    return value


def _is_day(point: str) -> bool:
    try:
        date.fromisoformat((point + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _spans(field: str, value: Any, length: int) -> list[list[int]]:
    said = f"{field} {value!r:.60}: expected pairs [start, end] of code points within the report's {length}"
    if not isinstance(value, list) or len(value) > MOST_SPANS or (not value and field != "source"):
        raise OptionError(said)
    for pair in value:
        whole = isinstance(pair, list | tuple) and len(pair) == 2 and all(type(place) is int for place in pair)
        if not whole or not 0 <= pair[0] < pair[1] <= length:
            raise OptionError(said)
    return [list(pair) for pair in value]


def _parties(field: str, value: Any) -> list[list[str | None]]:
    """Pairs of a name and a country."""
    if not isinstance(value, list) or len(value) > MOST_PARTIES:
        raise OptionError(f"{field}: expected at most {MOST_PARTIES} names, each with a country or none")
    found: list[list[str | None]] = []
    for pair in value:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise OptionError(f"{field} {pair!r:.60}: expected a name and a country")
        country = str(pair[1]).upper() if pair[1] else None
        if country and not COUNTRY.fullmatch(country):
            raise OptionError(f"country {country[:20]!r}: expected three letters, such as IRN (ISO 3166-1 alpha-3)")
        found.append([name(field, pair[0]), country])
    return found


# Values of an item, and an item with others


def values_of(item: Item) -> Values:
    """All that may be set of an item, as it stands."""
    return {field: _value(item, field) for field in FIELDS[kind_of(item)]}


def _value(item: Item, field: str) -> Any:
    value = getattr(item, field)
    if field in LISTS:
        return [list(span) for span in value]
    if field in PARTIES:
        return [[actor.name, actor.country] for actor in value]
    return value.value if isinstance(value, When) else value


def anchor(item: Item) -> Span:
    """The cue or the trigger; where there is none, the first words of the item."""
    spans = (item.cue or item.source or item.content) if isinstance(item, Statement) else item.trigger
    return spans[0] if spans else Span(0, 0)


def with_values(item: Item, values: Values, text: str) -> Item:
    """`item` with other values. `text` is its report's, in which names that are new to it are looked for."""
    new = {field: _noun(item, field, value, text) for field, value in values.items()}
    if isinstance(item, Statement) and "speaker" in new and new["speaker"] != item.speaker:
        new |= {"country": None, "office": None}
    return replace(item, **new)


def _noun(item: Item, field: str, value: Any, text: str) -> Any:
    if field in LISTS:
        return tuple(Span(*pair) for pair in value)
    if field in PARTIES:
        return tuple(_actor(cast(Mention, item), name, country, text) for name, country in value)
    if field == "when" and value is not None:
        known = cast(Mention, item).when
        return When(value, known.span if known else anchor(item))
    return value


def _actor(mention: Mention, name: str, country: str | None, text: str) -> Actor:
    """A party by name: as the mention has it, else where the text names it first, else at the trigger."""
    known = next((a for a in (*mention.actors, *mention.recipients) if a.name == name), None)
    if known:
        return replace(known, country=country)
    place = text.find(name)
    return Actor(name, country, None, Span(place, place + len(name)) if place >= 0 else anchor(mention))


def find_words(text: str, lines: Sequence[str], near: int) -> Spans:
    """Where each of some pieces of `text` stands, nearest to `near`; blanks need not agree.

    Raises OptionError for a piece that the text does not hold.
    """
    return tuple(_nearest(text, line, near) for line in lines if line.strip())


def _nearest(text: str, line: str, near: int) -> Span:
    words = [re.escape(word) for word in line.split()]
    found = [Span(*match.span()) for match in re.finditer(r"\s+".join(words), text)]
    if not found:
        raise OptionError(f"{line.strip()[:60]!r}: expected words of the report, letter for letter")
    return min(found, key=lambda span: abs(span.start - near))
