"""Where the accounts of a story differ, those that matter most first, and few enough to read.

What two reports say against each other in so many words (`disputes`), what is called the first of its kind
(`precedents`) and what is answered by opposed words (`opposed`) or a denial (`answers`) stand first; then what an
outlet chooses (`chosen`) or leaves out of an utterance (`cuts`, `sayings`); then the facets in which passages on one
matter differ (`facets`); at the end two tellings side by side, which the reader may judge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.accounts.answers import Answer, find_answers
from dragoman.accounts.buildups import BuildUp, find_buildups
from dragoman.accounts.chosen import find_choices
from dragoman.accounts.cuts import Cut, find_cuts
from dragoman.accounts.disputes import find_disputes
from dragoman.accounts.facets import facets_of, topic_of
from dragoman.accounts.opposed import Opposition, find_oppositions
from dragoman.accounts.passages import Matter, Passages, by_voice, find_matters, passages_of
from dragoman.accounts.precedents import find_precedents
from dragoman.accounts.sayings import Saying, find_sayings
from dragoman.accounts.shown import difference
from dragoman.record import Difference, DifferenceKind, Event, Quote, Reading, Story
from dragoman.stems import WORD, stems_of

MOST = 60
"""Differences of one story. Two people list about 21 for three reports of a thousand words; three times as many are
the most that may be read through."""

MOST_MATTERS = 120
MOST_TELLINGS = 60
"""Matters that are looked at, and of how many of them, the likest, two tellings are set side by side."""

IN_SO_MANY_WORDS: dict[DifferenceKind, float] = {"conflict": 2.0, "status": 1.6, "framing": 1.5, "detail": 1.4}
"""What a dispute or a precedent weighs."""

ROUGH_DATE = 0.7
"""And a day of which another report gives the month alone."""
WORDING = 0.35
LIGHT_WORDING = 0.15
"""And a changed word of a quotation, and one that changes nothing of it."""

DENIED = 1.3
"""A denial that others leave out."""
BROUGHT_UP = 1.2
"""A build-up of forces that each describes in its own words."""
SAID: dict[DifferenceKind, float] = {"detail": 1.1, "framing": 0.7}
"""Another speaker of one utterance, and a verb that takes a side."""
CUT = (0.99, 0.97, 0.9, 0.5)
"""The first, second and third utterance that a report cuts short, and each further one."""

LEAST_OWN = 1.2
"""What weighs as much stands even where its passages are shown for something else."""

SAME_SHOWN = 0.7
"""Share of the words that a line quotes which another line has, when it only says it again."""

LEAST_WEIGHT = 0.25
FACETS_WEIGH = 2.0
"""A facet of no weight counts this much, and each point of its weight so much; both times how sure the matter is."""

SURE_ALONE = 0.7
"""How sure a matter counts for what one report alone has."""
SIDE_BY_SIDE = 2.0
"""What sets two tellings behind everything that names what differs: of 40 read, 12 were worth a reader's time."""

VAGUE = 0.3
SURE_VAGUE = 0.4
SURE_ALONE_VAGUE = 0.5
"""What is left of a facet's weight where passages have no two words running in common, and how sure the matter must be
there, and more so where only one adds something. Without the latter two marked stories get 107 differences for 78,
which show 27 of the marked 43 for 25."""

SHOWN_BEFORE = 0.35
"""What a matter loses for each time that one of its passages was shown before."""


class Ranked(NamedTuple):
    """A difference and what it weighs; one of a matter is set back where its passages were shown before."""

    weight: float
    difference: Difference
    of_matter: bool = False


def find_differences(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> tuple[Difference, ...]:
    """Up to `MOST` differences between the accounts of `story`, the weightiest first; copies are one voice."""
    told = passages_of(story, readings)
    found = [*_disputes(story, events, readings), *_precedents(story, told), *_choices(story, told)]
    found += [*_between_voices(story, told), *_of_matters(story, events, told)]
    return tuple(_in_order(list(_told_once(found))))


def _told_once(found: Iterable[Ranked]) -> Iterator[Ranked]:
    """Without changed words and facets whose passages, or whose words, something weightier shows."""
    shown: list[set[Quote]] = []
    words: list[frozenset[str]] = []
    for ranked in sorted(found, key=lambda ranked: -ranked.weight):
        evidence, own = set(ranked.difference.evidence), stems_of(" ".join(_quoted(ranked.difference.about)))
        again = any(evidence <= quotes for quotes in shown)
        again |= ranked.of_matter and any(len(own & other) > SAME_SHOWN * len(own) for other in words)
        if ranked.weight >= LEAST_OWN or not again:
            shown.append(evidence)
            words.append(own)
            yield ranked


def _between_voices(story: Story, told: Passages) -> Iterator[Ranked]:
    """Opposed words, denials left out, forces brought up, and what is done to one utterance."""
    voices = by_voice(told.passages)
    if len(voices) < 2:
        return
    found: list[tuple[float, Opposition | Answer | BuildUp | Saying | Cut]] = []
    found += [(IN_SO_MANY_WORDS[o.kind], o) for o in find_oppositions(voices, told.rarity)]
    found += [(DENIED, answer) for answer in find_answers(told, voices)]
    found += [(BROUGHT_UP, buildup) for buildup in find_buildups(voices)]
    found += [(SAID[saying.kind], saying) for saying in find_sayings(voices)]
    found += [(CUT[min(number, len(CUT) - 1)], cut) for number, cut in enumerate(find_cuts(voices))]
    for weight, one in found:
        yield Ranked(weight, difference(story.id, None, one.kind, one.about, one.quotes))


def _disputes(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> Iterator[Ranked]:
    for found in find_disputes(story, events, readings):
        wording = found.about.startswith("words of ")
        changed = LIGHT_WORDING if wording and _is_light(found.about) else WORDING
        rough = found.kind == "detail" and found.about.startswith("date of ")
        yield Ranked(changed if wording else ROUGH_DATE if rough else IN_SO_MANY_WORDS[found.kind], found)


def _is_light(about: str) -> bool:
    """Whether the words in which two quotations differ are little ones: "a single", "any single"."""
    sides = [frozenset(WORD.findall(side)) for side in _quoted(about)]
    apart = {word for side in sides for word in side if not all(word in other for other in sides)}
    return not stems_of(" ".join(apart)) and NOT.isdisjoint(apart)


NOT = frozenset({"not", "no", "never", "nor"})


def _quoted(about: str) -> list[str]:
    """What a line has between quotation marks."""
    return re.findall("“(.*?)”", about)


def _precedents(story: Story, told: Passages) -> Iterator[Ranked]:
    for found in find_precedents(told):
        weight = IN_SO_MANY_WORDS[found.kind]
        yield Ranked(weight, difference(story.id, None, found.kind, found.about, found.quotes))


def _choices(story: Story, told: Passages) -> Iterator[Ranked]:
    for found in find_choices(told):
        yield Ranked(found.weight, difference(story.id, None, found.kind, found.about, found.quotes))


def _of_matters(story: Story, events: Sequence[Event], told: Passages) -> Iterator[Ranked]:
    """The matters in which passages differ, each by its weightiest facet."""
    event_of = {mention: event.id for event in events for mention in event.mentions}
    known = {voice: stems_of(own[0].reading.report.text) for voice, own in by_voice(told.passages).items()}
    shown: set[str] = set()
    found = list(enumerate(find_matters(told, MOST_MATTERS)))
    for number, matter in sorted(found, key=lambda pair: -pair[1].sureness):
        event, topic = _event(matter, event_of), topic_of(matter, told.rarity)
        facets = facets_of(matter, known, event is not None)
        own = (facet for facet in facets if number < MOST_TELLINGS or not facet.side_by_side)
        facet = next((facet for facet in own if facet.line not in shown), None)
        sure_enough = SURE_ALONE_VAGUE if facet and facet.alone else SURE_VAGUE
        if facet and (" " in topic or matter.sureness >= sure_enough):
            shown.add(facet.line)
            weight = facet.weight if " " in topic else VAGUE * facet.weight
            about = f"{topic}: {facet.line}"
            quotes = [passage.quote for passage in matter.passages]
            made = difference(story.id, event, facet.kind, about, quotes)
            sure = (SURE_ALONE if facet.alone else matter.sureness) * (LEAST_WEIGHT + FACETS_WEIGH * weight)
            yield Ranked(sure - (SIDE_BY_SIDE if facet.side_by_side else 0.0), made, of_matter=True)


def _event(matter: Matter, event_of: Mapping[str, str]) -> str | None:
    """The event that both of a matter's first passages tell, where there is one."""
    one, other = ({event_of.get(m.id) for m in passage.mentions()} for passage in matter.passages[:2])
    return min((event for event in one & other if event), default=None)


def _in_order(found: Sequence[Ranked]) -> Iterator[Difference]:
    """The weightiest first; a matter whose passages were shown before is set back."""
    pool, used = list(dict.fromkeys(found)), Counter[Quote]()

    def weight(ranked: Ranked) -> float:
        again = sum(used[quote] for quote in ranked.difference.evidence)
        return ranked.weight - (SHOWN_BEFORE * again if ranked.of_matter else 0.0)

    for _ in range(min(MOST, len(pool))):
        best = max(pool, key=weight)
        pool.remove(best)
        used.update(best.difference.evidence)
        yield best.difference
