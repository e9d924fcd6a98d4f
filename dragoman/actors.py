"""Persons, states, governments, bodies, groups and peoples that a report names, with country and sector."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import Row, table
from dragoman.record import Actor, Span, Spans
from dragoman.text import View
from dragoman.words import Phrases, Word, span_of, words_in

Kind = Literal["person", "country", "capital", "nationality", "organisation", "media", "group"]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor where the report names it; `office` is the title that stands before a person's name."""

    name: str
    kind: Kind
    country: str | None
    sector: str | None
    span: Span
    office: str | None = None

    def actor(self) -> Actor:
        return Actor(self.name, self.country, self.sector, self.span)


class Entry(NamedTuple):
    """What a table says of a name."""

    name: str
    kind: Kind
    country: str | None
    sector: str | None


@cache
def lexicon() -> Phrases[Entry]:
    """Countries, their peoples and capitals, and institutions, by every name that the tables give them."""
    phrases: list[tuple[str, Entry]] = []
    for row in table("countries").rows:
        name, code = row["name"], row["iso3"]
        phrases += [(n, Entry(name, "country", code, "GOV")) for n in (name, *row.many("aliases"))]
        phrases += [(n, Entry(name, "nationality", code, None)) for n in row.many("adjectives")]
        phrases += [(n, Entry(n, "group", code, "CVL")) for n in row.many("people")]
        phrases += [(n, Entry(n, "capital", code, "GOV")) for n in row.many("capital")]
    for row in table("institutions").rows:
        kind: Kind = "media" if row["kind"] == "media" else "organisation"
        entry = Entry(row["name"], kind, row["country"] or None, row["sector"] or None)
        phrases += [(n, entry) for n in (row["name"], *row.many("aliases"))]
    return Phrases(phrases)


@cache
def offices() -> Phrases[Row]:
    """Titles that stand before a name or for a person."""
    rows = table("offices").rows
    return Phrases(((name, row) for row in rows for name in (row["office"], *row.many("aliases"))), fold_case=True)


GROUP_SECTORS = {
    "MIL": "army air forces force fleet general generals marines military navy soldiers soldier troops troop warplanes "
    "commanders commander warships officers pilots bombers jets",
    "GOV": "administration ambassador ambassadors authorities cabinet delegation delegates diplomat diplomats envoy envoys "
    "government governments leader leaders leadership minister ministers ministry negotiators negotiator official "
    "officials presidency regime state delegations",
    "LEG": "assembly congress congressman lawmaker lawmakers legislators mps parliament parliamentarians senate senators senator",
    "COP": "police policemen",
    "SPY": "agents intelligence spies",
    "REB": "fighters gunmen guerrillas insurgents militants militia militias militiamen rebels separatists terrorists",
    "PTY": "activists campaign opposition party democrats republicans conservatives",
    "CVL": "citizens civilians community demonstrators groups group families people population protesters refugees residents "
    "settlers strikers students villagers voters workers women",
    "JUD": "court courts judge judges prosecutor prosecutors",
    "BUS": "banks bankers companies company firms",
    "MED": "media newspaper newspapers press television",
}
SECTOR_OF = {word: sector for sector, words in GROUP_SECTORS.items() for word in words.split()}
"""Nouns for people and bodies, by sector. Written by hand."""
BETWEEN = frozenset("foreign senior top military naval political security interior defence defense nuclear chief former federal "
                    "then deputy special islamic interim ruling coalition transitional new armed".split())  # fmt: skip
HONORIFICS = frozenset("mr mrs ms miss dr sir lord lady dame prof professor judge justice".split())
PARTICLES = frozenset("al bin bint ibn de del della di da dos du la le van von der den ter el ul ur abu".split())
NO_NAME = frozenset(
    "A About After Again All Also Although Among An And Any As Asked At Because Before Both But By Despite During Each Even "
    "Every Few First For From He Her Here His How However I If In Indeed Instead Is It Its Just Last Later Like Many Meanwhile "
    "More Moreover Most Much My No Nor Not Now Of On One Only Or Other Our Over Perhaps Returning She Since So Some Still Such "
    "Than That The Their Them Then There These They This Those Though Three Through Thus To Today Two Under Until Upon Was We "
    "What When Where Whether Which While Who Why Will With Without Yes Yet You Your Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December Yesterday Tomorrow "
    "Act Agreement Airport Avenue Bill Building City County Creek Declaration Hill Hotel House Island Islands Lake Mountain "
    "Ocean Peninsula Plan Resort Resolution River Road Room School Sea Square Street Summit Treaty University Valley War International Islamic National Democratic Republican New North South East West Middle Persian Gulf United "
    "World European Asian African Atlantic Pacific Central Northern Southern Eastern Western Jewish Muslim Christian Catholic Sunni "
    "Shiite Kurdish Arab Soviet Hands Friends God Bible Congress Parliament Committee Commission Council Department Ministry Group "
    "Forces Guards Army Police Party Union Association Institute Center Centre Company Corporation Bank Club Foundation Times Post "
    "News Journal Magazine Street Security Foreign Defense Defence Intelligence Agency General".split()
)
"""Capitalised words that are no part of a person's name: words that begin sentences, days, and nouns of places and things."""
NEAR = 3
"""Words between a nationality and the office or name that it belongs to."""


class Actors:
    """The actors of one report, in the order of its text."""

    def __init__(self, view: View, sentences: Spans) -> None:
        words = [words_in(view.text, sentence) for sentence in sentences]
        first = [named for sentence in words for named in _find(sentence, frozenset())]
        surnames = frozenset(named.name.split()[-1] for named in first if named.kind == "person")
        found = [named for sentence in words for named in _find(sentence, surnames)]
        self._full = _full_names(found)
        self._countries = _countries(found, view.text)
        self._home = _home(found)
        self._officials = {self._full.get(n.name, n.name) for n in found if n.office and n.sector in HOME_SECTORS}
        self.all: tuple[Named, ...] = tuple(self._settle(named) for named in found)
        self._starts = [named.span.start for named in self.all]

    def _settle(self, named: Named) -> Named:
        """The same actor by its full name, with the country that any of its mentions gives."""
        if named.kind != "person":
            return named
        name = self._full.get(named.name, named.name)
        country = named.country or self._countries.get(name) or _country_of_administration(name)
        if country is None and name in self._officials:
            country = self._home
        return replace(named, name=name, country=country)

    def within(self, span: Span) -> Sequence[Named]:
        """Actors named wholly within `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [named for named in self.all[first:last] if named.span.end <= span.end]

    def before(self, at: int, kinds: tuple[Kind, ...]) -> Named | None:
        """The last actor of some kind that is named before a place."""
        last = bisect_left(self._starts, at)
        return next((named for named in reversed(self.all[:last]) if named.kind in kinds), None)

    def holder(self, office: str, before: int) -> Named | None:
        """The person of that office who is named last before a place, else first behind it."""
        row = offices().at(words_in(office, Span(0, len(office))), 0)
        named = [n for n in self.all if row and n.office == row[1]["office"]]
        last = bisect_left([n.span.start for n in named], before)
        return named[last - 1] if last else named[0] if named else None


def _find(words: list[Word], surnames: frozenset[str]) -> Iterator[Named]:
    """The actors of one sentence. `surnames` are those of persons whom the report names in full somewhere."""
    at = 0
    while at < len(words):
        found = _person(words, at) or _listed(words, at) or _group(words, at) or _surname(words, at, surnames)
        if found:
            end, named = found
            yield named
            at = end
        else:
            at += 1


def _surname(words: list[Word], at: int, surnames: frozenset[str]) -> tuple[int, Named] | None:
    if words[at].text not in surnames:
        return None
    return at + 1, Named(words[at].text, "person", None, None, span_of(words, at, at + 1))


def _country_of_administration(name: str) -> str | None:
    """The country of a president for whom the table of institutions names an administration."""
    phrase = f"{name.split()[-1]} administration"
    found = lexicon().at(words_in(phrase, Span(0, len(phrase))), 0)
    return found[1].country if found and found[0] == 2 else None


def _listed(words: list[Word], at: int) -> tuple[int, Named] | None:
    found = lexicon().at(words, at)
    if not found:
        return None
    end, entry = found
    if entry.kind in ("nationality", "country", "group") and (group := _group_after(words, at, end, entry)):
        return group
    return end, Named(entry.name, entry.kind, entry.country, entry.sector, span_of(words, at, end))


def _group_after(words: list[Word], at: int, end: int, entry: Entry) -> tuple[int, Named] | None:
    """ "Iranian officials", "US naval forces": a nationality with the people or body that it belongs to."""
    if entry.kind == "country" and words[at:end][-1].lower != words[at].lower and end - at > 1:
        return None
    for last in range(end, min(end + NEAR, len(words))):
        word = words[last].lower
        if word in SECTOR_OF:
            span = span_of(words, at, last + 1)
            name = " ".join(w.text for w in words[at : last + 1])
            return last + 1, Named(name, "group", entry.country, SECTOR_OF[word], span)
        if word not in BETWEEN:
            return None
    return None


BARE_GROUPS = frozenset(
    "army authorities cabinet commanders delegates delegation demonstrators diplomats fighters forces government guerrillas gunmen "
    "insurgents lawmakers legislators marines militants militias military ministers navy negotiators officials parliament police "
    "prosecutors protesters rebels refugees regime senators separatists settlers soldiers strikers students terrorists troops "
    "villagers warplanes".split()
)
"""Nouns that name an actor with no nationality before them."""


def _group(words: list[Word], at: int) -> tuple[int, Named] | None:
    """People or a body named by a noun alone: "the rebels", "senior officials"."""
    word = words[at].lower
    if word not in BARE_GROUPS:
        return None
    first = at
    while first > 0 and words[first - 1].lower in BETWEEN:
        first -= 1
    name = " ".join(w.text for w in words[first : at + 1])
    return at + 1, Named(name, "group", None, SECTOR_OF[word], span_of(words, first, at + 1))


def _person(words: list[Word], at: int) -> tuple[int, Named] | None:
    """A name of two words or more, or one behind a title: "Condoleezza Rice", "President Bush", "Mr. Snow"."""
    title = _title(words, at)
    start = title.end
    end = _name_end(words, start)
    for k in range(start, end - 1):
        if title.end == at and (inside := _title(words, k)).office and inside.end < end:
            title, start = inside, inside.end
    if end - start < (1 if title.end > at else 2):
        return None
    name = " ".join(word.text for word in words[start:end]).replace(" .", ".")
    span = span_of(words, start, end)
    return end, Named(name, "person", title.country, title.sector, span, title.office)


class Title(NamedTuple):
    """The offices and honorifics before a name, up to word `end`, and what they say."""

    end: int
    office: str | None = None
    country: str | None = None
    sector: str | None = None


def _title(words: list[Word], at: int) -> Title:
    """Read "then US Secretary of State", "White House spokesman", "Mr."; a title that ends where it begins is none."""
    none, office, country, sector, limit = Title(at), None, None, None, at + 4
    while at < min(len(words), limit):
        if found := offices().at(words, at):
            at, row = found
            at += at < len(words) and words[at].text == "."
            office, sector, limit = row["office"], row["sector"] or None, at + 2
            country = country or row["country"] or None
        elif words[at].lower.rstrip(".") in HONORIFICS:
            at += 2 if at + 1 < len(words) and words[at + 1].text == "." else 1
            return Title(at, office, country, sector)
        elif (listed := lexicon().at(words, at)) and listed[1].kind in ("nationality", "country", "organisation"):
            at, country = listed[0], country or listed[1].country
        elif words[at].lower in BETWEEN:
            at += 1
        else:
            break
    return Title(at, office, country, sector) if office else none


def title_end(words: Sequence[Word]) -> int:
    """How many of the words at the beginning are articles, nationalities, bodies and offices."""
    article = bool(words) and words[0].lower in ("the", "a", "an", "newly", "installed")
    return _title(list(words), int(article)).end


def _name_end(words: list[Word], at: int) -> int:
    end = at
    while end < len(words) and end - at < 5:
        word = words[end]
        listed = lexicon().at(words, end)
        if listed and (listed[0] > end + 1 or end == at):
            break
        if _is_name(word):
            end += 1
        elif end > at and word.lower in PARTICLES and end + 1 < len(words) and _is_name(words[end + 1]):
            end += 2
        elif end > at and re.fullmatch(r"[A-Z]\.?", word.text):
            end += 1
        elif end > at and word.text == "." and len(words[end - 1].text) == 1:
            end += 1
        else:
            break
    return end


def _is_name(word: Word) -> bool:
    if re.fullmatch(r"(?:al|el|ul|bin|O|D)[-’'][A-Z]\w+", word.text):
        return True
    if not word.is_capital or word.text in NO_NAME or not word.text[-1].isalnum() and len(word.text) > 3:
        return False
    return not (word.text.isupper() and len(word.text) > 1 and "." not in word.text) and lexicon().at([word], 0) is None


def _full_names(found: Sequence[Named]) -> dict[str, str]:
    """Each part of a name by which a person is called again -> the person's first full name."""
    full: dict[str, str] = {}
    for named in found:
        if named.kind == "person" and " " in named.name:
            full.setdefault(named.name.split()[-1], named.name)
    names = {name: full.get(name.split()[-1], name) for name in (n.name for n in found if n.kind == "person")}
    same = {name: by for name, by in names.items() if " " not in name or name.split()[0] == by.split()[0]}
    return full | same


def _countries(found: Sequence[Named], text: str) -> dict[str, str]:
    """Each person's country as most of the mentions and appositions that give one have it."""
    votes: dict[str, Counter[str]] = {}
    full = _full_names(found)
    for n, named in enumerate(found):
        if named.kind != "person":
            continue
        country = named.country
        if n + 1 < len(found) and re.fullmatch(
            r",\s+(?:(?:the|a|an)\s+)?", text[named.span.end : found[n + 1].span.start]
        ):
            country = country or (found[n + 1].country if found[n + 1].kind != "person" else None)
        if country:
            votes.setdefault(full.get(named.name, named.name), Counter())[country] += 1
    return {name: count.most_common(1)[0][0] for name, count in votes.items()}


HOME_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP"))
HOME_SHARE = 0.6
"""Share of the state bodies that a report names from which their country is that of its officials without one."""


def _home(found: Sequence[Named]) -> str | None:
    """The country whose state bodies a report speaks of, where one stands out."""
    bodies = [n.country for n in found if n.kind == "organisation" and n.country and n.sector in HOME_SECTORS]
    if len(bodies) < 3:
        return None
    country, count = Counter(bodies).most_common(1)[0]
    return country if count >= HOME_SHARE * len(bodies) else None
