"""How the pages put the record's terms, dates, names and figures into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from dragoman.corrections import Correction
from dragoman.export import DONE
from dragoman.lexicon import table
from dragoman.record import Act, DifferenceKind, EventType, Manner, SpeakerKind, Stance, Status

EVENT_TYPES: dict[EventType, str] = {
    "AGREE": "agree to act, promise",
    "CONSULT": "meet, visit, talk",
    "SUPPORT": "express support, sign an accord",
    "COOPERATE": "work together in deed",
    "AID": "give aid",
    "CONCEDE": "yield, ease, reform",
    "RETREAT": "withdraw, release, resign",
    "REQUEST": "ask, call for, demand",
    "ACCUSE": "accuse, criticise, blame",
    "REJECT": "refuse, veto, deny a request",
    "THREATEN": "threaten, warn",
    "PROTEST": "protest",
    "SANCTION": "punish, reduce relations",
    "MOBILIZE": "deploy, alert, exercise",
    "COERCE": "arrest, seize, restrict",
    "ASSAULT": "attack, bomb, kill, invade",
}
COOPERATION: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
"""PLOVER's cooperative types; the others are of conflict."""
STANCE_WORDS: dict[Stance, str] = {
    "reports": "reported",
    "attributes": "attributed",
    "plans": "planned",
    "denies": "denied",
    "silent": "silent",
}
STANCES: dict[Stance, tuple[str, str]] = {
    "reports": ("●", "the report itself tells it as fact"),
    "attributes": ("❝", "somebody in the report says so"),
    "plans": ("○", "it is planned, or it may come"),
    "denies": ("×", "the report, or somebody in it, says that it did not happen"),
    "silent": ("–", "the report has nothing about it"),
}
DIFFERENCES: dict[DifferenceKind, tuple[str, str]] = {
    "conflict": ("Conflicts", "These accounts cannot both hold."),
    "status": ("Status", "One has it as done or certain; another as planned, denied or in doubt."),
    "detail": ("Details", "A number, a date, a name or a level differs, or only one account gives it."),
    "framing": ("Framing", "The same fact, judged in opposed ways."),
}
ONE_DIFFERENCE: dict[DifferenceKind, str] = {
    "conflict": "Conflict",
    "status": "Status",
    "detail": "Detail",
    "framing": "Framing",
}
COUNTED: dict[str, tuple[str, str]] = {
    "conflict": ("conflict", "conflicts"),
    "status": ("in status", "in status"),
    "detail": ("in detail", "in detail"),
    "framing": ("in framing", "in framing"),
}
ACTS: dict[Act, str] = {
    "state": "states",
    "announce": "announces",
    "deny": "denies",
    "admit": "admits",
    "accuse": "accuses",
    "criticise": "criticises",
    "praise": "praises",
    "demand": "demands",
    "threaten": "threatens",
    "warn": "warns",
    "promise": "promises",
    "propose": "proposes",
    "ask": "asks",
    "believe": "believes",
    "report": "reports",
}
SPEAKERS: dict[SpeakerKind, str] = {
    "person": "a person",
    "organisation": "an organisation",
    "anonymous": "unnamed",
    "document": "a document",
}
MANNERS: dict[Manner, str] = {
    "direct": "wholly quoted",
    "mixed": "partly quoted",
    "indirect": "in the report's words",
}
STATUSES: dict[Status, str] = {
    "actual": "as a fact",
    "planned": "as planned",
    "possible": "as possible",
    "negated": "as not so",
}
EVIDENCE = {
    "doubts": "The report doubts this",
    "denies": "The report denies this",
    "supports": "The report supports this",
}
FIELD_NAMES = {"speaker_kind": "kind of speaker", "when": "date"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MONTH = re.compile(r"(\d{4})-(\d\d)")


@lru_cache(maxsize=1 << 12)
def date(value: str | None) -> str:
    """An ISO day, month, year or interval in words; anything else as it stands."""
    if not value:
        return ""
    first, slash, last = value.partition("/")
    return stretch(first, last) if slash else _point(value)


def stretch(first: str, last: str) -> str:
    """Two ISO dates as one stretch of time, saying month and year once where they are the same."""
    days = DAY.fullmatch(first), DAY.fullmatch(last)
    if first == last or not first or not last:
        return _point(first or last)
    if days[0] and days[1] and days[0].group(1, 2) == days[1].group(1, 2):
        return f"{int(days[0][3])}–{_point(last)}"
    same_year = first[:4] == last[:4] and len(first) > 4 and len(last) > 4
    start = _point(first).removesuffix(f" {first[:4]}") if same_year else _point(first)
    return f"{start} – {_point(last)}"


def _point(value: str) -> str:
    if (day := DAY.fullmatch(value)) and 1 <= int(day[2]) <= 12:
        return f"{int(day[3])} {MONTHS[int(day[2]) - 1]} {day[1]}"
    if (month := MONTH.fullmatch(value)) and 1 <= int(month[2]) <= 12:
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    return value


def dates(values: Iterable[str | None]) -> str:
    """The stretch from the first to the last of some ISO dates."""
    known = sorted(value for value in values if value)
    return stretch(known[0], known[-1]) if known else ""


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2,300 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listing(names: Iterable[str]) -> str:
    """`A, B and C`."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


SEARCHED = {"words": "words", "meaning": "meaning"}
"""What may be searched for."""


def outlet(name: str | None) -> str:
    return name or "Outlet not given"


def title(name: str | None) -> str:
    return name or "Untitled report"


def speaker(name: str | None) -> str:
    return name or "Nobody named"


def confidence(share: float) -> str:
    """A share in words and per cent, never as certain."""
    level = "high" if share >= 0.85 else "fair" if share >= 0.65 else "low"
    percent = min(max(round(share * 100), 1), 99)
    return f"{level}, {percent}%"


@cache
def country(code: str | None) -> str:
    """A country's name; a code that is not known as it stands."""
    names = {row["iso3"]: row["name"] for row in table("countries").rows}
    return names.get(code or "", code or "")


def corrected(lines: Sequence[Correction]) -> str:
    """`corrected by Ann on 22 November 2026 (speaker)`; empty for none."""
    return "; ".join(decided(line) for line in lines)


def decided(line: Correction) -> str:
    fields = f" ({listing(FIELD_NAMES.get(field, field) for field in line.value)})" if line.action == "set" else ""
    return f"{DONE[line.action]} by {line.who} on {date(line.day)}{fields}"


def value(field: str, given: Any) -> str:
    """A field's value as a reader would say it."""
    if given in (None, [], ""):
        return "nobody" if field in ("speaker", "actors", "recipients") else "none"
    if field in ("actors", "recipients"):
        return listing(f"{name} ({country(code)})" if code else name for name, code in given)
    if field == "when":
        return date(given)
    if field in ("source", "cue", "content", "trigger"):
        return listing(f"{start}–{end}" for start, end in given)
    known: dict[str, dict[str, str]] = {"status": STATUSES, "act": ACTS, "speaker_kind": SPEAKERS}  # type: ignore[dict-item]
    return known.get(field, {}).get(given, str(given))


def letters(number: int) -> str:
    """0, 1, … 25, 26 as a, b, … z, aa."""
    name = ""
    while number >= 0:
        name = chr(ord("a") + number % 26) + name
        number = number // 26 - 1
    return name


def cut(text: str, length: int) -> str:
    """`text` on one line, at most about `length` characters of it."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0] + " …"


def point(lat: float | None, lon: float | None) -> str:
    """A point on the map in words: "33.3° N, 44.4° E"; empty where it is not known."""
    if lat is None or lon is None:
        return ""
    return f"{abs(lat):g}° {'N' if lat >= 0 else 'S'}, {abs(lon):g}° {'E' if lon >= 0 else 'W'}"
