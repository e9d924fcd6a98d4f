"""What two reports say against each other in so many words.

A difference needs words of two voices that are comparable: mentions of one event by one word, numbers of one thing
(`counts`), set words on one matter (`standing`), or quotations of one speaker (`wording`). What a report leaves out is
no difference here, and neither is what later news explains.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from dragoman.accounts.counts import find_contrasts
from dragoman.accounts.shown import difference
from dragoman.accounts.standing import find_divides
from dragoman.accounts.told import (
    Days,
    Told,
    agreement,
    alike,
    by_voices,
    days_long,
    days_of,
    gap_between,
    is_noun,
    tell,
)  # fmt: skip
from dragoman.accounts.wording import find_wordings
from dragoman.record import Difference, DifferenceKind, Event, EventType, Quote, Reading, Span, Story
from dragoman.stems import STEM, WORD, stems_of

NEAR_TIME = 60
"""Code points between a trigger and a time that is surely its own."""

LONGEST_TIME = 31
"""Days; a longer time ("in 2007") is too rough to stand against another."""

LONGEST_STRETCH = 10
"""Days from one to another ("at the end of February") that stand against a day outside them."""

FARTHEST = 100
"""Days between two times; those further apart are of two happenings."""

SAME_ACTORS = 0.5
"""Agreement of parties from which two mentions are of one deed: one name, or a state and an organ of it."""

COMMON_WORDS = 2
COMMON_WORDS_OF_DATES = 1
"""Words that two mentions of one deed have in common, besides the trigger and the parties. In 70 matters x 3 outlets
there are 1 difference of date, 2 of status, 1 of how somebody leaves, 3 of number and 15 of wording; read by hand, 21
hold. While denials and plans of others counted too, one word in common gave 11 of status, of which 3 held."""

MOST_VOICES = 40
"""Voices of one event that are compared with each other; where more tell of it they repeat each other."""

SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of what is said: it can be said again on another day, and by one and not by another."""

HEDGES = frozenset("about almost approximately around least most nearly over roughly some than up under".split())


class Version(NamedTuple):
    """What one mention says on a question, and how it is shown."""

    value: str
    told: Told


def find_disputes(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> tuple[Difference, ...]:
    """What the accounts of `story` say against each other in so many words; copies of one text are one voice."""
    told = {t.mention.id: t for t in tell(story, readings)}
    found: list[Difference] = []
    for event in events:
        group = _first_voices([told[id] for id in event.mentions if id in told])
        if len({t.voice for t in group}) > 1 and event.type not in SAID:
            found += _of_dates(event, group)
            found += _of_status(event, group) if event.type != "AGREE" else ()
    found += [*_of_leaving(story, list(told.values())), *_of_counts(story, events, readings)]
    found += [*_of_standing(story, readings), *_of_wording(story, readings)]
    return tuple(_merged(found))


def _first_voices(told: Sequence[Told]) -> list[Told]:
    voices = list(dict.fromkeys(t.voice for t in told))[:MOST_VOICES]
    return [t for t in told if t.voice in voices]


def _merged(found: Iterable[Difference]) -> Iterator[Difference]:
    """One difference for each line: what several pairs of reports show is put together."""
    by_line: defaultdict[tuple[str, str | None, DifferenceKind, str], list[Quote]] = defaultdict(list)
    for d in found:
        by_line[d.story, d.event, d.kind, d.about] += d.evidence
    return (difference(*line, quotes) for line, quotes in by_line.items())


# What an event is called, and which mentions of it may be set against each other


def _called(event: Event, told: Sequence[Told]) -> str:
    """The event in a few words: "the talks in Baghdad", "the withdrawal (Donald Trump)"."""
    places = [(t.mention.where.name, t.voice) for t in told if t.mention.where]
    if places and (len({voice for _, voice in places}) > 1 or not event.actors):
        return f"the {_noun(told)} in {by_voices(places)[0]}"
    return f"the {_noun(told)}" + (f" ({', '.join(event.actors[:2])})" if event.actors else "")


def _noun(told: Sequence[Told]) -> str:
    nouns = by_voices((t.trigger.lower(), t.voice) for t in told if is_noun(t.trigger))
    families = by_voices((family, t.voice) for t in told for family in sorted(t.word.families))
    verbs = by_voices((f"“{t.trigger.lower()}”", t.voice) for t in told)
    return (nouns or families or verbs)[0]


def _comparable(one: Told, other: Told, common: int = COMMON_WORDS) -> bool:
    """Whether two mentions of an event surely tell one deed: one word for it, one actor, and more words in common."""
    if one.voice == other.voice or agreement(one.actors, other.actors) < SAME_ACTORS:
        return False
    if agreement(one.recipients, other.recipients) < 0:
        return False
    family = alike(one.word.base, other.word.base) or bool(one.word.families & other.word.families)
    return family and len(_other_words(one) & _other_words(other)) >= common


def _other_words(told: Told) -> frozenset[str]:
    """Stems of the words around a mention's trigger, without the trigger's and without the names of its parties."""
    return frozenset(word[:STEM] for word in told.around) - _known(told)


def _known(told: Told) -> frozenset[str]:
    parties = {stem for party in told.actors | told.recipients for stem in party.stems}
    return frozenset({*parties, told.trigger[:STEM].lower()})


def _against(versions: Sequence[Version], differ: Callable[[Version, Version], bool]) -> list[Version]:
    """Those that `differ` from one of another voice, where neither voice gives the other's value too."""
    gives: defaultdict[str, set[str]] = defaultdict(set)
    for version in versions:
        gives[version.told.voice].add(version.value)
    stands: list[Version] = []
    for a, b in combinations(versions, 2):
        apart = a.value not in gives[b.told.voice] and b.value not in gives[a.told.voice]
        stands += [a, b] if apart and differ(a, b) else []
    return list(dict.fromkeys(stands))


def _with_same_values(against: Sequence[Version], versions: Sequence[Version]) -> list[Version]:
    """The versions that differ, with those of further voices that surely give one of their values for the same deed."""
    same = [v for v in versions if any(v.value == w.value and (v == w or _comparable(v.told, w.told)) for w in against)]
    return [v for v in versions if v in against or v in same]


def _first_of_each(versions: Sequence[Version]) -> list[Version]:
    """One of each voice and value: the body before the title, and the report's own words before what it attributes."""
    first: dict[tuple[str, str], Version] = {}
    for version in sorted(versions, key=lambda v: (_in_title(v.told), not v.told.narrated)):
        first.setdefault((version.told.voice, version.value), version)
    return sorted(first.values(), key=list(versions).index)


def _in_title(told: Told) -> bool:
    return told.sentence.end <= told.reading.report.body.start


def _values(versions: Iterable[Version]) -> str:
    return " or ".join(sorted({version.value for version in versions}))


def _outlet(told: Told) -> str:
    return told.reading.report.called


# Dates


def _of_dates(event: Event, told: Sequence[Told]) -> Iterator[Difference]:
    """Days that cannot both be: a conflict. A day in one and only its month in another: a detail."""
    dated = _exact([Version(t.mention.when.value, t) for t in told if t.mention.when and _is_dated(t)])
    versions = _with_same_values(_against(dated, _differ_in_date), dated)
    if versions:
        kind: DifferenceKind = "conflict" if _any_apart(versions) else "detail"
        about = f"date of {_called(event, told)}: {_values(versions)}"
        yield difference(event.story, event.id, kind, about, _quotes(versions))


def _differ_in_date(one: Version, other: Version) -> bool:
    """Whether two times are of one deed. Where each report gives the day that was its news they are likely of two."""
    published = {one.told.reading.report.published, other.told.reading.report.published}
    if len(published) > 1 and _is_news(one) and _is_news(other):
        return False
    gap = gap_between(*_days_of_both(one, other))
    if gap > FARTHEST or (gap == 0 and ("/" in one.value or "/" in other.value)):
        return False
    if {one.told.mention.status, other.told.mention.status} == {"actual", "planned"}:
        return False
    near = _comparable(one.told, other.told, COMMON_WORDS_OF_DATES)
    return near or (_comparable(one.told, other.told, 0) and _common_in_sentences(one.told, other.told) >= COMMON_WORDS)


def _common_in_sentences(one: Told, other: Told) -> int:
    words, others = (stems_of(t.sentence.of(t.reading.report.text)) - _known(t) for t in (one, other))
    return len(words & others)


def _days_of_both(one: Version, other: Version) -> tuple[Days, Days]:
    first, second = days_of(one.value), days_of(other.value)
    assert first and second, "versions of a date are ISO 8601"
    return first, second


def _is_news(version: Version) -> bool:
    """Whether a day is that of the report's own publication, or next to it."""
    published = days_of(version.told.reading.report.published or "")
    days = days_of(version.value)
    return bool(published and days and gap_between(published, days) <= 1)


def _is_dated(told: Told) -> bool:
    """Whether a time is surely the event's: exact and near, with no other trigger nearer and no statement between.

    What is planned does not lie in the past.
    """
    when, trigger = told.mention.when, told.mention.trigger[0]
    if when is None or told.days is None:
        return False
    between = Span(min(when.span.end, trigger.end), max(when.span.start, trigger.start))
    others = (span for mention in told.reading.mentions for span in mention.trigger if mention.id != told.mention.id)
    text, published = told.reading.report.text, told.reading.report.published
    if told.mention.status == "planned" and published and told.days[1].isoformat() < published:
        return False
    if _hedged(text[told.sentence.start : when.span.start], when.span.of(text)):
        return False
    contents = (content for statement in told.reading.statements for content in statement.content)
    if any(content.holds(trigger) != content.holds(when.span) for content in contents):
        return False
    own = between.end - between.start
    return own <= NEAR_TIME and not any(between.holds(span) or _apart(span, when.span) < own for span in others)


def _apart(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _quotes(versions: Sequence[Version]) -> list[Quote]:
    return [version.told.quote for version in _first_of_each(versions)]


def _exact(versions: Sequence[Version]) -> list[Version]:
    """Days, months and short stretches, without those that their own voice also gives more exactly."""
    longest = {True: LONGEST_STRETCH, False: LONGEST_TIME}
    short = [
        v for v in versions if days_long(v.value) <= longest["/" in v.value] and ("/" not in v.value or _names_month(v))
    ]
    return [v for v in short if not any(w.told.voice == v.told.voice and _within(w.value, v.value) for w in short)]


def _names_month(version: Version) -> bool:
    """Whether a stretch is one of the calendar ("the end of February"), not "this week" or "three weeks ago"."""
    when = version.told.mention.when
    return when is not None and bool(MONTH.search(when.span.of(version.told.reading.report.text)))


MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def _within(short: str, long: str) -> bool:
    a, b = days_of(short), days_of(long)
    return bool(a and b and short != long and b[0] <= a[0] and a[1] <= b[1])


def _any_apart(versions: Sequence[Version]) -> bool:
    times = [days for version in versions if (days := days_of(version.value))]
    return any(gap_between(a, b) > 0 for a, b in combinations(times, 2))


# Numbers


def _of_counts(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> Iterator[Difference]:
    """Numbers of one thing that two voices give differently."""
    for contrast in find_contrasts(story, events, readings):
        quotes = [count.quote for count in contrast.counts]
        yield difference(story.id, contrast.event, contrast.kind, contrast.about, quotes)


def _hedged(before: str, time: str) -> bool:
    words = [*WORD.findall(before)[-2:], *WORD.findall(time)[:2]]
    return not HEDGES.isdisjoint(word.lower() for word in words)


# How far it has come


def _of_standing(story: Story, readings: Sequence[Reading]) -> Iterator[Difference]:
    """Matters that are begun, accepted or likely in one report, and denied, rejected or off in another."""
    for divide in find_divides(story, readings):
        yield difference(story.id, None, "status", divide.about, divide.quotes)


# Whether it happened


def _of_status(event: Event, told: Sequence[Told]) -> Iterator[Difference]:
    """One voice has it happen and another not, or not yet; or one has it planned and another not happening."""
    positions = [position for voice in dict.fromkeys(t.voice for t in told) if (position := _position(told, voice))]
    against: list[Told] = []
    for a, b in combinations(positions, 2):
        opposed = {a[0].mention.status, b[0].mention.status} in OPPOSED and not _explained(event, a[0], b[0])
        pairs = [pair for pair in product(a, b) if opposed and _comparable(*pair)]
        shown = {t for pair in pairs for t in pair}
        shown |= {t for pair in product(a, b) if pairs and _comparable(*pair, 0) for t in pair if t.narrated}
        against += [t for t in (*a, *b) if t in shown]
    versions = list(dict.fromkeys(against))
    if versions:
        first = [version.told for version in _first_of_each([Version(t.mention.status, t) for t in versions])]
        sides = ", ".join(f"{t.mention.status} in {_outlet(t)}{_according(t)}" for t in first)
        about = f"whether {_called(event, told)} happened: {sides}"
        yield difference(event.story, event.id, "status", about, [t.quote for t in versions])


OPPOSED: tuple[set[str], ...] = ({"actual", "planned"}, {"actual", "negated"}, {"planned", "negated"})
"""What cannot both be. What is "possible" in one report is too often only its way of speaking."""


def _position(told: Sequence[Told], voice: str) -> list[Told] | None:
    """Where one voice says what an event's status is; None where it says several equally often.

    Its own words count, or else denials that it attributes. A noun alone ("news of his departure") does not say that
    something happened.
    """
    own = [t for t in told if t.voice == voice]
    told_by_itself = [t for t in own if t.narrated and not (is_noun(t.trigger) and _is_actual(t))]
    deciding = told_by_itself or [t for t in own if t.mention.status == "negated"]
    if not deciding:
        return None
    status, mentions = Counter(t.mention.status for t in deciding).most_common(1)[0]
    if 2 * mentions <= len(deciding):
        return None
    return [t for t in own if t.mention.status == status and (t in deciding or not t.narrated)]


def _is_actual(told: Told) -> bool:
    return told.mention.status == "actual"


def _explained(event: Event, one: Told, other: Told) -> bool:
    """Whether the news between two reports explains it: the doubt was published before what is told as having happened.

    Two reports of unknown date explain nothing and contradict nothing, so they count as explained.
    """
    if "actual" not in (one.mention.status, other.mention.status):
        return False
    actual, doubt = (one, other) if one.mention.status == "actual" else (other, one)
    told, doubted = actual.reading.report.published, doubt.reading.report.published
    if told is None or doubted is None:
        return True
    days = days_of(event.when) if event.when else None
    past = days is not None and days[1].isoformat() <= doubted
    return doubted < told and not past


def _according(told: Told) -> str:
    speaker = next((s.speaker for s in told.reading.statements if s.id == told.mention.said_by), None)
    return f" (as said by {speaker})" if speaker else ""


# How somebody leaves

LEAVING = {
    base: manner
    for manner, bases in (
        ("resigns", "resign resignation quit stepdown handin"),
        ("retires", "retire"),
        ("is dismissed", "fire firing dismiss dismissal oust ouster sack"),
    )
    for base in bases.split()
}
"""Words for one departure that say opposite things of it."""


def _of_leaving(story: Story, told: Sequence[Told]) -> Iterator[Difference]:
    """One person who resigns in one report, and retires or is dismissed in another."""
    by_person: defaultdict[str, dict[Told, str]] = defaultdict(dict)
    for t in told:
        manner = LEAVING.get(t.word.base)
        if manner and t.mention.status in ("actual", "planned"):
            for person in t.recipients if manner == "is dismissed" else t.actors:
                if not person.collective and person.stems:
                    by_person[person.stems[-1]][t] = manner
    for manners in by_person.values():
        given = defaultdict(set)
        for t, manner in manners.items():
            given[t.voice].add(manner)
        clear = [Version(manner, t) for t, manner in manners.items() if len(given[t.voice]) == 1]
        if len({version.value for version in clear}) > 1:
            sides = dict.fromkeys(f"{version.value} in {_outlet(version.told)}" for version in clear)
            about = f"how {_person(clear[0])} leaves: {', '.join(sides)}"
            yield difference(story.id, None, "framing", about, _quotes(clear))


def _person(version: Version) -> str:
    mention = version.told.mention
    return (mention.recipients if version.value == "is dismissed" else mention.actors)[0].name


# Words of a quotation


def _of_wording(story: Story, readings: Sequence[Reading]) -> Iterator[Difference]:
    """One utterance that two reports quote in different words."""
    for wording in find_wordings(story, readings):
        yield difference(story.id, None, "detail", wording.about, wording.quotes)
