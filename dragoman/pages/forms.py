"""Fields of forms, and where the rest of a list is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from dragoman.lists import Choice
from dragoman.pages import words
from dragoman.pages.contexts import Field, Option, Pager
from dragoman.store import Record

T = TypeVar("T")
PAGE = 50
"""How many lines a list shows at once."""


def choice_of(name: str, label: str, values: Iterable[tuple[str, str]], chosen: str, none: str = "all") -> Field:
    """A field to choose one of some values, each with its label; what was chosen is among them in any case."""
    every = dict(values)
    every.setdefault(chosen, chosen)
    options = [Option(value, label, value == chosen) for value, label in every.items() if value]
    first = (Option("", none, not chosen),) if none else ()
    return Field(name, label, chosen, (*first, *options), "", 1)


def line(name: str, label: str, value: str, help: str = "", lines: int = 1) -> Field:
    """A field to write in."""
    return Field(name, label, value, (), help, lines)


def of_choice(record: Record, choice: Choice, *names: str) -> tuple[Field, ...]:
    """The fields by which a list is narrowed."""
    return tuple(_field(record, choice, name) for name in names)


def _field(record: Record, choice: Choice, name: str) -> Field:
    value = getattr(choice, name)
    if name in ("since", "until"):
        return line(name, {"since": "From", "until": "Until"}[name], value, "2007-03-02, 2007-03 or 2007")
    if name in ("actor", "speaker"):
        return line(name, name.capitalize(), value, "the name in full")
    if name == "country":
        codes = sorted(record.lists.countries(), key=words.country)
        return choice_of(name, "Country", ((code, words.country(code)) for code in codes), value)
    if name == "outlet":
        return choice_of(name, "Outlet", ((one, one) for one in record.lists.values_of("outlet")), value)
    fixed: dict[str, Mapping[Any, str]] = {
        "type": {type: f"{type.capitalize()}: {gloss}" for type, gloss in words.EVENT_TYPES.items()},
        "status": words.STATUSES,
        "kind": words.SPEAKERS,
        "act": words.ACTS,
        "order": {"": "most reports", "differences": "most differences", "latest": "latest"},
    }
    none = "" if name == "order" else "all"
    label = {"kind": "Kind of speaker", "order": "First"}.get(name, name.capitalize())
    field = choice_of(name, label, fixed[name].items(), value, none)
    if name == "order":
        return replace(field, options=(Option("", "most reports", not value), *field.options))
    return field


def cut(found: Sequence[T], choice: Choice, most: int = PAGE) -> tuple[Sequence[T], Pager]:
    """The page of a list of which one line more than a page was asked for, and links to the pages beside it."""
    start = (choice.page - 1) * most
    shown = found[:most]
    reach = f"{start + 1:,}–{start + len(shown):,}" if shown else "none"
    back = _address(choice, choice.page - 1) if choice.page > 1 else ""
    on = _address(choice, choice.page + 1) if len(found) > most else ""
    return shown, Pager(reach if back or on else "", back, on)


def _address(choice: Choice, page: int) -> str:
    return "?" + urlencode(choice.given | {"page": str(page)})


def asking(pager: Pager, more: str) -> Pager:
    """A pager whose links ask for something more."""
    if not more:
        return pager
    return replace(pager, back=pager.back and f"{pager.back}&{more}", on=pager.on and f"{pager.on}&{more}")


def offset(choice: Choice, most: int = PAGE) -> int:
    return (choice.page - 1) * most
