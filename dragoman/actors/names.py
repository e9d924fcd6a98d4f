"""Names in a sentence: persons behind titles and without, countries, bodies, and the people that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dragoman.actors.line import Line
from dragoman.actors.tables import (
    ALONE,
    BETWEEN,
    COUNTRIES,
    HONORIFICS,
    PARTICLES,
    PARTISAN,
    POSSESSIVE,
    SECTOR_OF,
    Entry,
    Named,
    first_names,
    lexicon,
    not_names,
    offices,
    places,
)
from dragoman.lexicon import table
from dragoman.words import Word, span_of

LOCAL = frozenset("in near outside from".split())
"""Prepositions that make a town of a capital's name in "in Tripoli, Lebanon"."""
ADJECTIVAL = frozenset(("military", "intelligence"))
"""Groups whose noun is an adjective too: "the military base"."""
NEAR = 3
"""Words between a nationality and the office or people that it belongs to."""
LONGEST_NAME = 5
"""Words of a person's name, titles aside."""


def find_names(line: Line) -> Iterator[Named]:
    """The actors of a sentence by their names, in order."""
    at = 0
    while at < len(line.words):
        found = _person(line, at)
        if not found and line.listed[at] and (end := _thing_end(line, at)):
            at = end
            continue
        found = found or _listed(line, at) or _group(line, at) or _called(line, at)
        if found:
            at, named = found
            yield named
        else:
            place = places().at(line.words, at)
            at = place[0] if place else at + 1


def _listed(line: Line, at: int) -> tuple[int, Named] | None:
    found = line.listed[at]
    if not found:
        return None
    end, entry = found
    if entry.kind == "thing":
        return None
    if entry.kind in (*COUNTRIES, "group", "organisation") and (group := _group_after(line, at, end, entry)):
        return group
    country = entry.country
    if entry.shared and line.low(end) in ("of", "in"):
        country = _country_of_seat(line, end) or country
    return end, Named(entry.name, entry.kind, country, entry.sector, span_of(line.words, at, end))


def _country_of_seat(line: Line, link: int) -> str | None:
    """The country behind a body that many states have: "the Foreign Ministry in Beijing", "the Parliament of Iran"."""
    at = link + 1 + (line.low(link + 1) == "the")
    found = line.listed[at] if at < len(line.words) else None
    is_seat = found and (found[1].kind == "capital" or (found[1].kind == "country" and line.low(link) == "of"))
    return found[1].country if found and is_seat else None


def _group_after(line: Line, at: int, end: int, entry: Entry) -> tuple[int, Named] | None:
    """A nationality with the people or body that belongs to it: "Iranian officials", "Iran's parliament"."""
    first = end + (line.low(end) in POSSESSIVE)
    if first > end and entry.kind not in COUNTRIES:
        return None
    for last in range(first, min(first + NEAR, len(line.words))):
        word = line.lows[last]
        if entry.kind in COUNTRIES and (body := line.listed[last]) and body[1].shared:
            return _body_of(line, at, body, entry)
        if word in SECTOR_OF and not (entry.kind == "organisation" and word not in ALONE):
            end = last + 1
            return end, Named(line.text(at, end), "group", entry.country, SECTOR_OF[word], span_of(line.words, at, end))
        if word not in BETWEEN:
            return None
    return None


def _body_of(line: Line, at: int, body: tuple[int, Entry], owner: Entry) -> tuple[int, Named]:
    """A body that many states have, or its people, behind the name of one: "Brazil's Congress"."""
    end, entry = body
    if line.low(end) in SECTOR_OF and line.lows[end] in ALONE:
        return end + 1, Named(
            line.text(at, end + 1), "group", owner.country, SECTOR_OF[line.lows[end]], span_of(line.words, at, end + 1)
        )
    name = entry.name if entry.country == owner.country else line.text(at, end)
    return end, Named(name, "organisation", owner.country, entry.sector, span_of(line.words, at, end))


def _group(line: Line, at: int) -> tuple[int, Named] | None:
    """People or a body named by a noun alone: "the rebels", "senior officials", "the government of Iran"."""
    word = line.lows[at]
    if word not in SECTOR_OF or line.low(at - 1) == "-":
        return None
    if word in ADJECTIVAL and at in line.adjectives:
        return None
    first = at
    while first > 0 and line.lows[first - 1] in BETWEEN:
        first -= 1
    adjective = line.words[first - 1].text if first > 0 else ""
    is_told = adjective in PARTISAN
    if not is_told and word not in ALONE:
        return None
    first, country = first - is_told, PARTISAN.get(adjective)
    end = at + 1
    skip = 2 if line.low(end + 1) == "the" else 1
    if line.low(end) in ("of", "from") and end + skip < len(line.words) and (of := line.listed[end + skip]):
        country = of[1].country if of[1].kind == "country" else country
    return end, Named(line.text(first, end), "group", country, SECTOR_OF[word], span_of(line.words, first, end))


# Things that bear the name of a country


def _thing_end(line: Line, at: int) -> int | None:
    """The word behind a thing whose name holds that of a country or capital; None where it stands for itself."""
    end, entry = line.listed[at] or (at, None)
    place = places().at(line.words, at)
    if place and place[0] > end and not (entry and entry.kind == "nationality" and entry.country == place[1].country):
        return place[0]
    if entry is None or entry.kind in ("organisation", "media"):
        return None
    following = line.words[end].text if end < len(line.words) else ""
    if entry.kind == "thing" or _is_behind_of(line, at) or _is_far_town(line, at, end, entry):
        return end
    if line.lows[at] == "the" and following[:1].isupper():  # "the South China Sea"
        return at + 1
    if line.is_headline:
        return None
    if following in not_names("work") or (entry.kind == "capital" and following in not_names("pact")):
        return end + 1
    return _town_end(line, end)


def _is_behind_of(line: Line, at: int) -> bool:
    """Whether a name ends that of a thing: "Battle of Britain", "University of the Philippines"."""
    at -= line.low(at - 1) == "the"
    return line.low(at - 1) == "of" and at > 1 and line.words[at - 2].text in not_names("of")


def _town_end(line: Line, end: int) -> int | None:
    """The word behind the state of a town of a country's or capital's name: "Lebanon, Pa.", "Paris, Texas"."""
    if line.low(end) != "," or end + 1 >= len(line.words):
        return None
    if line.words[end + 1].text.rstrip(".") in not_names("postal"):
        return end + 2
    place = places().at(line.words, end + 1)
    return place[0] if place and place[1].kind == "state" else None


def _is_far_town(line: Line, at: int, end: int, entry: Entry) -> bool:
    """Whether a capital's name is that of a town in another country: "in Tripoli, Lebanon,"."""
    if entry.kind != "capital" or line.low(at - 1) not in LOCAL or line.low(end) != "," or end + 1 >= len(line.words):
        return False
    found = line.listed[end + 1]
    is_country = found is not None and found[1].kind == "country" and found[1].country != entry.country
    return is_country and found is not None and line.low(found[0]) in (",", ".", ")", "")


# Persons


def _person(line: Line, at: int) -> tuple[int, Named] | None:
    """A name of two words or more, or one behind a title: "Condoleezza Rice", "President Bush", "Mr. Snow"."""
    title = read_title(line.words, at, line.listed)
    start = title.end
    end = _name_end(line, start)
    if end - start > 1:  # "Michael R. Bloomberg", whose last name is that of a company too
        end = max(end, line.persons.get(start, end))
    if title.end == at:
        if end - start < 2:
            return None
        for k in range(start, end - 1):
            inside = read_title(line.words, k, line.listed)
            if inside.office and inside.end < end:
                title, start = inside, inside.end
                break
    if end - start < (1 if title.end > at else 2) or _is_thing(line, start, end):
        return None
    if title.end == at and _is_denied(line, start, end):
        return None
    return end, Named(
        line.text(start, end), "person", title.country, title.sector, span_of(line.words, start, end), title.office
    )


def _is_denied(line: Line, start: int, end: int) -> bool:
    """Whether the reading model takes for a thing what would be a person's name, and no first name speaks for one."""
    is_person = any(n in line.persons for n in range(start, end)) or line.words[start].text in first_names()
    return end - 1 in line.things and not is_person


def _called(line: Line, at: int) -> tuple[int, Named] | None:
    """A person whom only the reading model knows: one name without a title, "Khamenei"."""
    end = line.persons.get(at)
    if end is None or line.is_headline or not _is_name(line, at, at) or PARTY_TAG.match(line.words[at].text):
        return None
    if any(_person(line, n) for n in range(at + 1, end)):
        return None
    return end, Named(line.text(at, end), "person", None, None, span_of(line.words, at, end))


def _is_thing(line: Line, start: int, end: int) -> bool:
    """Whether capitalised words name a place or a thing: "Sandy Hook Elementary", "Camp David", "in Tora Bora"."""
    last, behind = line.words[end - 1].text, line.words[end].text if end < len(line.words) else ""
    return line.words[start].text in not_names("first") or not not_names("last").isdisjoint((last, behind))


class Title(NamedTuple):
    """The offices and honorifics before a name, up to word `end`, and what they say."""

    end: int
    office: str | None = None
    country: str | None = None
    sector: str | None = None


Listed = Sequence[tuple[int, Entry] | None]


def read_title(words: Sequence[Word], at: int, listed: Listed) -> Title:
    """Read "then US Secretary of State", "White House spokesman", "Mr."; a title that ends where it begins is none."""
    begin, office, country, sector, limit = at, None, None, None, at + 4
    while at < min(len(words), limit):
        low = words[at].text.lower()
        if found := offices().at(words, at):
            at, row = found
            at += at < len(words) and words[at].text == "."
            office, sector, limit = row["office"], row["sector"] or sector, at + 2
            country = country or row["country"] or None
        elif low.rstrip(".") in HONORIFICS:
            at += 2 if at + 1 < len(words) and words[at + 1].text == "." else 1
            return Title(at, office, country, sector)
        elif (entry := listed[at]) and entry[1].kind in ("organisation", *(() if office else COUNTRIES)):
            at, country, sector = entry[0], country or entry[1].country, _sector_of_body(entry[1])
        elif low in BETWEEN:
            at += 1
        else:
            break
    return Title(at, office, country, sector) if office else Title(begin)


def _sector_of_body(entry: Entry) -> str | None:
    return entry.sector if entry.kind == "organisation" else None


def title_end(words: Sequence[Word]) -> int:
    """How many of the words at the beginning are articles, nationalities, bodies and offices."""
    article = bool(words) and words[0].lower in ("the", "a", "an", "newly", "installed")
    return read_title(words, int(article), [lexicon().at(words, n) for n in range(len(words))]).end


PARTY_TAG = re.compile(r"[DRI]-")
"""What stands before a state: "R-Ariz."."""
INITIAL = re.compile(r"(?:[A-Z]\.-?)+|[A-Z]\.?")
CONTRACTED = re.compile(r"['’](?:m|re|ve|ll|d|t)$")
COMPOUND = re.compile(r"(?:al|el|ul|bin|O|D)[-’'][A-Z]\w+")


def _name_end(line: Line, at: int) -> int:
    """The word after a person's name that begins at a word; the same word where none does."""
    words, end = line.words, at
    while end < len(words) and end - at < LONGEST_NAME:
        text = words[end].text
        if _is_name(line, end, at):
            end += 1
        elif end > at and (line.lows[end] in PARTICLES) and end + 1 < len(words) and _is_name(line, end + 1, at):
            end += 2
        elif end > at and (INITIAL.fullmatch(text) or (text == "." and len(words[end - 1].text) == 1)):
            end += 1
        else:
            break
    return end


def _is_name(line: Line, at: int, first: int) -> bool:
    """Whether a word may be part of a person's name that begins at word `first`."""
    text = line.words[at].text
    if CONTRACTED.search(text):
        return False
    if not text[0].isupper():
        return COMPOUND.fullmatch(text) is not None
    if line.listed[at] or places().at(line.words, at):
        return _is_namesake(line, at, first)
    if text in not_names("opener") or text in not_names("part"):
        return at > first and text in not_names("surname")
    if not text[-1].isalnum() and len(text) > 3:
        return False
    if text.isupper() and len(text) > 1 and "." not in text:
        return False
    return not (line.is_headline and _is_no_name_in_headline(line, at))


def _is_namesake(line: Line, at: int, first: int) -> bool:
    """Whether the name of a country or city is that of a person: "Chad Smith", "Jim Jordan"."""
    text = line.words[at].text
    listed = line.listed[at]
    if listed and listed[0] > at + 1:
        return False
    if at > first:
        is_demonym = listed is not None and listed[1].kind in ("nationality", "group")
        return text in not_names("surname") and not (is_demonym and line.words[at - 1].text not in first_names())
    following = at + 1 < len(line.words) and line.words[at + 1].text[0].isupper() and not line.listed[at + 1]
    if not following or offices().at(line.words, at + 1):
        return False
    return text in not_names("given") or (
        text in not_names("titled") and (_is_behind_title(line, at) or line.persons.get(at, at) > at + 1)
    )


def _is_behind_title(line: Line, at: int) -> bool:
    """Whether an office stands before a word: "Energy Minister German Gref", "the foreign minister, Israel Katz"."""
    return at - (line.low(at - 1) == ",") in line.title_starts


@cache
def _verbs() -> frozenset[str]:
    """Forms of verbs that a headline may write with a capital."""
    rows = [row for name in ("triggers", "cues") for row in table(name).rows if row.get("class", "verb") == "verb"]
    forms = (form for row in rows for form in row.many("forms"))
    return frozenset(form for form in forms if form.endswith(("s", "ed")) and " " not in form)


def _is_no_name_in_headline(line: Line, at: int) -> bool:
    """Whether a headline's capitalised word is a verb or an office: "Obama Aide Calls Vote a Farce"."""
    return line.lows[at] in _verbs() or offices().at(line.words, at) is not None or line.lows[at] in SECTOR_OF
