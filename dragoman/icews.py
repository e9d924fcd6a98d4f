"""Events as rows for statistics, in the style of ICEWS and GDELT: one row for each source and target of an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from dragoman.eventdata import Happening, Selection, Told, happenings
from dragoman.record import Actor
from dragoman.scores import score_of

Per = Literal["event", "mention"]
PER: tuple[Per, ...] = get_args(Per)
COLUMNS = (
    "event", "date", "end_date", "date_precision", "source_name", "source_country", "source_sector", "cameo_root",
    "cameo_name", "goldstein", "plover_type", "plover_mode", "target_name", "target_country", "target_sector", "status",
    "said_by", "lat", "lon", "place", "country", "confidence", "outlets", "url", "mentions", "reports",
)  # fmt: skip

Object = dict[str, Any]


def icews_rows(tellings: Iterable[Told], selection: Selection, per: Per = "event") -> Iterator[Object]:
    """The rows, by event or by mention; an event with several actors or recipients has several."""
    if per == "event":
        for happening in happenings(tellings, selection):
            yield from _rows(happening, happening.id)
    else:
        for one in tellings:
            if one.mention.status in selection.statuses:
                yield from _rows(Happening(one.mention.id, one.mention.status, (one,)), one.mention.id)


def _rows(happening: Happening, id: str) -> Iterator[Object]:
    shared = _shared(happening)
    for source, target in happening.pairs:
        yield {"event": id} | shared | _party("source", source) | _party("target", target)


def _shared(happening: Happening) -> Object:
    """What the rows of one event have in common."""
    when, where, told = happening.when, happening.where, happening.tellings
    score = score_of(happening.type, happening.mode, happening.words)
    return {
        "date": when.first.isoformat() if when else None,
        "end_date": when.last.isoformat() if when else None,
        "date_precision": when.precision if when else None,
        "cameo_root": score.root,
        "cameo_name": score.name,
        "goldstein": score.goldstein,
        "plover_type": happening.type,
        "plover_mode": happening.mode,
        "status": happening.status,
        "said_by": "; ".join(dict.fromkeys(t.speaker for t in told)),
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "place": where.name if where else None,
        "country": where.country if where else None,
        "confidence": happening.confidence,
        "outlets": "; ".join(dict.fromkeys(t.report.outlet for t in told if t.report.outlet)),
        "url": next((t.report.url for t in told if t.report.url), None),
        "mentions": len(told),
        "reports": happening.reports,
    }


def _party(role: str, actor: Actor | None) -> Object:
    names = ("name", "country", "sector")
    return {f"{role}_{name}": getattr(actor, name) if actor else None for name in names}
