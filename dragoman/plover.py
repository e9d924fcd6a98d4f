"""Events as PLOVER's JSON, one object for each mention, with the field names of PLOVER's manual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.eventdata import Dated, Selection, Told, dated
from dragoman.quantities import find_quantities
from dragoman.record import Actor, Magnitude, Status, Where
from dragoman.scores import score_of

CONTEXTS: dict[Status, list[str]] = {
    "actual": [],
    "planned": ["future"],
    "possible": ["hypothetical"],
    "negated": ["negation"],
}
"""PLOVER tells what did not happen, or not yet, by contexts."""
SECTORS = {"MED": "JRN"}
"""Sectors that PLOVER calls otherwise: its MED is medicine."""
TOP_CODES = frozenset({"IGO", "NGO"})
"""Sectors of those who belong to no country; PLOVER has them in the place of the country."""
SIZES = {"dead": "dead", "wounded": "injured", "arrested": "arrested"}
"""Units for which PLOVER has fields of its own."""

Object = dict[str, Any]


def plover_objects(tellings: Iterable[Told], selection: Selection) -> Iterator[Object]:
    """The mentions of the statuses asked for. The fields of PLOVER come first, then those that it has not."""
    for told in tellings:
        if told.mention.status in selection.statuses:
            yield _standard(told) | _further(told)


def _standard(told: Told) -> Object:
    """The fields of PLOVER's manual."""
    mention, report, when = told.mention, told.report, when_of(told)
    score = score_of(mention.type, mention.mode, told.words)
    text = told.sentence.of(report.text) if told.sentence else None
    return {
        "id": mention.id,
        "date": when.first.isoformat() if when else None,
        "enddate": when.last.isoformat() if when else None,
        "source": [_actor(told, actor) for actor in mention.actors],
        "recipient": [_actor(told, actor) for actor in mention.recipients],
        "event": [mention.type],
        "mode": [mention.mode] if mention.mode else [],
        "context": CONTEXTS[mention.status],
        "quad_code": score.quad,
        "event_scale": score.goldstein,
        "event_loc": _place(mention.where) if mention.where else None,
        "event_text": [told.words],
        "link": told.event,
        "text": text,
        "text_info": {"sequence": told.number, "start": told.sentence.start, "end": told.sentence.end}
        if told.sentence
        else None,
        "size_info": _sizes(mention.magnitude),
        "cite_info": {
            "publication": report.outlet,
            "title": report.title,
            "url": report.url,
            "language": report.language,
            "coder": "dragoman",
            "codebook": "PLOVER 2021",
        },
    }


def _further(told: Told) -> Object:
    """What the record has beyond PLOVER's fields."""
    mention, report, when = told.mention, told.report, when_of(told)
    return {
        "status": mention.status,
        "said_by": told.speaker,
        "confidence": mention.confidence,
        "date_precision": when.precision if when else None,
        "cameo_root": score_of(mention.type, mention.mode, told.words).root,
        "magnitude": [_magnitude(told, magnitude) for magnitude in mention.magnitude],
        "report": report.id,
        "published": report.published,
        "spans": {
            "trigger": [list(span) for span in mention.trigger],
            "when": list(mention.when.span) if mention.when else None,
            "where": list(mention.where.span) if mention.where else None,
        },
    }


def when_of(told: Told) -> Dated | None:
    """The mention's own time, else the day of its report."""
    own = dated(told.mention.when.value) if told.mention.when else None
    known = dated(told.report.published) if told.report.published else None
    return own or (known._replace(precision="report") if known else None)


def _actor(told: Told, actor: Actor) -> Object:
    is_top = actor.country is None and actor.sector in TOP_CODES
    sector = SECTORS.get(actor.sector or "", actor.sector)
    return {
        "code": actor.sector if is_top else actor.country,
        "sector": None if is_top else sector,
        "actor_text": " ".join(actor.span.of(told.report.text).split()),
        "identifier_text": actor.name,
        "span": list(actor.span),
    }


def _place(where: Where) -> Object:
    return {"name": where.name, "cc3": where.country, "latitude": where.lat, "longitude": where.lon}


def _sizes(magnitudes: Iterable[Magnitude]) -> Object:
    """How many were killed, injured and arrested: of several counts the largest."""
    found: dict[str, float] = {}
    for one in magnitudes:
        if name := SIZES.get(one.unit):
            found[name] = max(one.value, found.get(name, 0.0))
    return found


def _magnitude(told: Told, magnitude: Magnitude) -> Object:
    """A count with the upper end and the hedge that its words give."""
    same = [q for q in find_quantities(told.report.text, magnitude.span) if q.low == magnitude.value]
    return {
        "value": magnitude.value,
        "high": same[0].high if same else magnitude.value,
        "hedge": same[0].hedge if same else None,
        "unit": magnitude.unit,
        "words": " ".join(magnitude.span.of(told.report.text).split()),
        "span": list(magnitude.span),
    }
