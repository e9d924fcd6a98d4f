"""Trends: how two actors got on in each week, month or year, by the scores of what they did to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, NamedTuple, get_args

from dragoman.errors import NotFoundError, OptionError
from dragoman.eventdata import Dated, Happening
from dragoman.lexicon import table
from dragoman.record import Actor
from dragoman.scores import score_of

By = Literal["week", "month", "year"]
BY: tuple[By, ...] = get_args(By)
MOST_NAMES = 8
"""How many actors an error names among whom a search cannot choose."""


class Side(NamedTuple):
    """One side of a dyad: everybody of a country, or one actor."""

    name: str
    country: str | None

    def holds(self, actor: Actor | None) -> bool:
        if actor is None:
            return False
        return actor.country == self.country if self.country else actor.name == self.name


class Figures(NamedTuple):
    """How many events, and their scores, each weighted by how sure the event is."""

    events: int
    sum: float
    """The scores, each times the event's confidence."""
    mean: float | None
    """The sum divided by that of the confidences; None where there is no event."""


class Period(NamedTuple):
    """A week ("2007-W10"), month or year in which something happened: in all, of the first to the second, and back."""

    label: str
    both: Figures
    forth: Figures
    back: Figures
    ids: tuple[str, ...]
    """The ids of the events."""


@dataclass(frozen=True, slots=True)
class Trend:
    """What two sides did to each other by periods, in order; periods without an event are left out."""

    one: Side
    other: Side
    by: By
    periods: tuple[Period, ...]
    undated: int
    """Events whose time is unknown, or longer than a period."""


class _Act(NamedTuple):
    id: str
    score: float
    weight: float
    is_forth: bool
    is_back: bool


def trend(happenings: Iterable[Happening], one: str, other: str, by: By = "month") -> Trend:
    """The trend of a dyad, each side by a country's code or name, or by an actor's name.

    Raises OptionError for an unknown `by` and for one side twice, NotFoundError for a side that is nobody or several.
    """
    if by not in BY:
        raise OptionError(f"by {by!r}: expected one of {', '.join(BY)}")
    every = [(h, h.pairs) for h in happenings]
    actors = [actor for _, pairs in every for pair in pairs for actor in pair if actor]
    sides = side_of(one, actors), side_of(other, actors)
    if sides[0] == sides[1]:
        raise OptionError(f"{one!r} and {other!r}: the same actor; name two")
    periods: defaultdict[str, list[_Act]] = defaultdict(list)
    undated = 0
    for happening, pairs in every:
        is_forth = any(sides[0].holds(p.source) and sides[1].holds(p.target) for p in pairs)
        is_back = any(sides[1].holds(p.source) and sides[0].holds(p.target) for p in pairs)
        if is_forth or is_back:
            label = period_of(happening.when, by)
            undated += label is None
            score = score_of(happening.type, happening.mode, happening.words).goldstein
            act = _Act(happening.id, score, happening.confidence, is_forth, is_back)
            if label:
                periods[label].append(act)
    found = tuple(_period(label, periods[label]) for label in sorted(periods))
    return Trend(*sides, by, found, undated)


def _period(label: str, acts: Sequence[_Act]) -> Period:
    forth, back = [act for act in acts if act.is_forth], [act for act in acts if act.is_back]
    return Period(label, _figures(acts), _figures(forth), _figures(back), tuple(act.id for act in acts))


def _figures(acts: Sequence[_Act]) -> Figures:
    weight = sum(act.weight for act in acts)
    total = sum(act.score * act.weight for act in acts)
    return Figures(len(acts), round(total, 3), round(total / weight, 3) if weight else None)


def period_of(time: Dated | None, by: By) -> str | None:
    """The label of the period in which a time lies wholly."""
    if time is None:
        return None
    labels = {_label(day, by) for day in (time.first, time.last)}
    return labels.pop() if len(labels) == 1 else None


def _label(day: date, by: By) -> str:
    week = day.isocalendar()
    return {"week": f"{week.year}-W{week.week:02}", "month": f"{day:%Y-%m}", "year": f"{day.year:04}"}[by]


# Sides


@cache
def _countries() -> dict[str, tuple[str, str]]:
    """Name and code of each country by its code, its name and its other names in lower case."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("countries").rows:
        for name in (row["iso3"], row["name"], *row.many("aliases")):
            found.setdefault(name.casefold(), (row["name"], row["iso3"]))
    return found


def side_of(name: str, actors: Iterable[Actor]) -> Side:
    """A country by its code or name, else an actor by its name or by words that no other name holds."""
    words = name.casefold().split()
    if country := _countries().get(" ".join(words)):
        return Side(*country)
    names = dict.fromkeys(actor.name for actor in actors)
    found = [n for n in names if n.casefold() == " ".join(words)]
    found = found or [n for n in names if words and all(word in n.casefold() for word in words)]
    if not found:
        raise NotFoundError(
            f"actor {name!r}: no country, and nobody in these events; list them with: dragoman show actors"
        )
    if len(found) > 1:
        some = ", ".join(found[:MOST_NAMES]) + (", …" if len(found) > MOST_NAMES else "")
        raise NotFoundError(f"actor {name!r}: may be {some}; give the name in full")
    return Side(found[0], None)
