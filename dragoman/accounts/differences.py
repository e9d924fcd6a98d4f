"""Where reports differ: what two of them say against each other in so many words.

A difference needs words of two voices that are comparable: mentions of one event by one word, sentences that are alike,
or quotations of one speaker. What a report leaves out is no difference here, and neither is what later news explains.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from dragoman.accounts.told import (
    STEM,
    Told,
    agreement,
    alike,
    by_voices,
    days_long,
    days_of,
    gap_between,
    in_order,
    is_noun,
    party,
    same_name,
    tell,
    voices_of,
)  # fmt: skip
from dragoman.record import Difference, DifferenceKind, Event, EventType, Quote, Reading, Span, Statement, Story
from dragoman.stories import LIGHT, WORD

NEAR_TIME = 60
"""Code points between a trigger and a time that is surely its own."""

LONGEST_TIME = 31
"""Days; a longer time ("in 2007") is too rough to stand against another."""

NEARLY = 0.1
"""Numbers nearer to each other than this share are rounded differently: a detail, not a conflict."""

ALIKE_SENTENCES = 0.5
"""Share of telling words, numbers left out, that two sentences have in common when their numbers are of one thing."""

QUOTED_WORDS = 6
QUOTED_SHARE = 0.8
CHANGED_WORDS = 3
"""Two quotations are of one utterance when they share this many words, and this share of the shorter one; up to
`CHANGED_WORDS` in a row may differ between words that they share."""

SAME_ACTORS = 0.5
"""Agreement of parties from which two mentions are of one deed: one name, or a state and an organ of it."""

COMMON_WORDS = 2
COMMON_WORDS_OF_DATES = 1
"""Words that two mentions of one deed have in common, besides the trigger and the parties. In 70 matters x 3 outlets
this gives 10 differences, 2 of date, 2 of status and 6 of wording; read by hand, 9 hold (one of status does not). With
one word in common there are 11 of status, of which 3 hold; with none 32."""

SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of what is said: it can be said again on another day, and by one and not by another."""

HEDGES = frozenset("about almost approximately around least most nearly over roughly some than up under".split())


class Version(NamedTuple):
    """What one mention says on a question, and how it is shown."""

    value: str
    told: Told


class Count(NamedTuple):
    """A number of something, in its sentence."""

    value: float
    unit: str
    hedged: bool
    voice: str
    quote: Quote


def find_differences(story: Story, events: Sequence[Event], readings: Sequence[Reading]) -> tuple[Difference, ...]:
    """The differences between the accounts of `story`; copies of one text are one voice."""
    told = {t.mention.id: t for t in tell(story, readings)}
    found: list[Difference] = []
    for event in events:
        group = [told[id] for id in event.mentions if id in told]
        if len({t.voice for t in group}) > 1:
            found += _of_counts(event, group)
            if event.type not in SAID:
                found += [*_of_dates(event, group), *_of_status(event, group)]
    found += _of_alike_sentences(story, readings, found)
    found += _of_wording(story, readings)
    return tuple(_merged(found))


def _difference(
    story: str, event: str | None, kind: DifferenceKind, about: str, evidence: Iterable[Quote]
) -> Difference:
    quotes = tuple(dict.fromkeys(evidence))
    key = "\n".join((story, kind, about, *(f"{quote.report} {quote.span.start} {quote.span.end}" for quote in quotes)))
    return Difference(f"df-{hashlib.sha256(key.encode()).hexdigest()[:12]}", story, event, kind, about, quotes)


def _merged(found: Iterable[Difference]) -> Iterator[Difference]:
    """One difference for each line: what several pairs of reports show is put together."""
    by_line: defaultdict[tuple[str, str | None, DifferenceKind, str], list[Quote]] = defaultdict(list)
    for d in found:
        by_line[d.story, d.event, d.kind, d.about] += d.evidence
    return (_difference(*line, quotes) for line, quotes in by_line.items())


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
    known = {stem for party in told.actors | told.recipients for stem in party.stems} | {told.trigger[:STEM].lower()}
    return frozenset(word[:STEM] for word in told.around if word[:STEM] not in known)


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


def _first_of_each(versions: Sequence[Version]) -> list[Version]:
    """One of each voice and value: the report's own words before what it attributes."""
    first: dict[tuple[str, str], Version] = {}
    for version in sorted(versions, key=lambda v: not v.told.narrated):
        first.setdefault((version.told.voice, version.value), version)
    return sorted(first.values(), key=list(versions).index)


def _values(versions: Iterable[Version]) -> str:
    return " or ".join(sorted({version.value for version in versions}))


def _outlet(told: Told) -> str:
    return told.reading.report.outlet or told.reading.report.title or told.reading.report.id


# Dates


def _of_dates(event: Event, told: Sequence[Told]) -> Iterator[Difference]:
    """Days that cannot both be: a conflict. A day in one and only its month in another: a detail."""
    dated = _exact([Version(t.mention.when.value, t) for t in told if t.mention.when and _is_dated(t)])
    versions = _against(dated, _differ_in_date)
    if versions:
        kind: DifferenceKind = "conflict" if _any_apart(versions) else "detail"
        about = f"date of {_called(event, told)}: {_values(versions)}"
        yield _difference(event.story, event.id, kind, about, _quotes(versions))


def _differ_in_date(one: Version, other: Version) -> bool:
    """Whether two times are of one deed. Where each report gives the day that was its news they are likely of two."""
    published = {one.told.reading.report.published, other.told.reading.report.published}
    if len(published) > 1 and _is_news(one) and _is_news(other):
        return False
    return _comparable(one.told, other.told, COMMON_WORDS_OF_DATES)


def _is_news(version: Version) -> bool:
    """Whether a day is that of the report's own publication, or next to it."""
    published = days_of(version.told.reading.report.published or "")
    days = days_of(version.value)
    return bool(published and days and gap_between(published, days) <= 1)


def _is_dated(told: Told) -> bool:
    """Whether a time is surely the event's: near the trigger, exact, with no other trigger and no statement between."""
    when, trigger = told.mention.when, told.mention.trigger[0]
    if when is None or told.days is None:
        return False
    between = Span(min(when.span.end, trigger.end), max(when.span.start, trigger.start))
    others = (span for mention in told.reading.mentions for span in mention.trigger if mention.id != told.mention.id)
    text = told.reading.report.text
    if _hedged(text[told.sentence.start : when.span.start], when.span.of(text)):
        return False
    contents = (content for statement in told.reading.statements for content in statement.content)
    if any(content.holds(trigger) != content.holds(when.span) for content in contents):
        return False
    return between.end - between.start <= NEAR_TIME and not any(between.holds(span) for span in others)


def _quotes(versions: Sequence[Version]) -> list[Quote]:
    return [version.told.quote for version in _first_of_each(versions)]


def _exact(versions: Sequence[Version]) -> list[Version]:
    """Days and months, without those that their own voice also gives more exactly. "This week" is too vague."""
    short = [v for v in versions if "/" not in v.value and days_long(v.value) <= LONGEST_TIME]
    return [v for v in short if not any(w.told.voice == v.told.voice and _within(w.value, v.value) for w in short)]


def _within(short: str, long: str) -> bool:
    a, b = days_of(short), days_of(long)
    return bool(a and b and short != long and b[0] <= a[0] and a[1] <= b[1])


def _any_apart(versions: Sequence[Version]) -> bool:
    times = [days for version in versions if (days := days_of(version.value))]
    return any(gap_between(a, b) > 0 for a, b in combinations(times, 2))


# Numbers


def _of_counts(event: Event, told: Sequence[Told]) -> Iterator[Difference]:
    """Numbers of one unit that two voices give differently for one event."""
    by_unit: defaultdict[str, list[Version]] = defaultdict(list)
    for t in told:
        for magnitude in t.mention.magnitude:
            by_unit[_unit(magnitude.unit)].append(Version(_figure(magnitude.value), t))
    for unit, versions in by_unit.items():
        against = _against(versions, lambda one, other: _comparable(one.told, other.told))
        if against:
            counts = [count for version in against for count in _counts_of(version, unit)]
            about = f"number of {unit} in {_called(event, told)}: {_figures(counts)}"
            yield _difference(event.story, event.id, _kind_of(counts), about, _quotes(against))


def _counts_of(version: Version, unit: str) -> Iterator[Count]:
    text = version.told.reading.report.text
    for magnitude in version.told.mention.magnitude:
        if _unit(magnitude.unit) == unit and _figure(magnitude.value) == version.value:
            hedged = _hedged(text[version.told.sentence.start : magnitude.span.start], magnitude.span.of(text))
            yield Count(magnitude.value, unit, hedged, version.told.voice, version.told.quote)


def _hedged(before: str, number: str) -> bool:
    words = [*WORD.findall(before)[-2:], *WORD.findall(number)[:2]]
    return not HEDGES.isdisjoint(word.lower() for word in words)


def _kind_of(counts: Sequence[Count]) -> DifferenceKind:
    """A conflict where two exact numbers are more than rounding apart."""
    exact = [count.value for count in counts if not count.hedged]
    return "conflict" if exact and max(exact) - min(exact) > NEARLY * max(exact) else "detail"


def _figures(counts: Iterable[Count]) -> str:
    return " or ".join(_figure(value) for value in sorted({count.value for count in counts}))


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _unit(unit: str) -> str:
    """A unit as it is compared and shown: in lower case."""
    return " ".join(unit.lower().split())


# Whether it happened


def _of_status(event: Event, told: Sequence[Told]) -> Iterator[Difference]:
    """One voice has it happen and another not, or not yet; or one has it planned and another not happening."""
    positions = [position for voice in dict.fromkeys(t.voice for t in told) if (position := _position(told, voice))]
    against: list[Version] = []
    for a, b in combinations(positions, 2):
        if {a.value, b.value} in OPPOSED and _comparable(a.told, b.told) and not _explained(event, a, b):
            against += [a, b]
    versions = list(dict.fromkeys(against))
    if versions:
        sides = ", ".join(f"{v.value} in {_outlet(v.told)}{_according(v.told)}" for v in versions)
        about = f"whether {_called(event, told)} happened: {sides}"
        yield _difference(event.story, event.id, "status", about, _quotes(versions))


OPPOSED: tuple[set[str], ...] = ({"actual", "planned"}, {"actual", "negated"}, {"planned", "negated"})
"""What cannot both be. What is "possible" in one report is too often only its way of speaking."""


def _position(told: Sequence[Told], voice: str) -> Version | None:
    """What one voice says of an event's status, and where; None where it says several things equally often.

    The report's own words stand before those it attributes; of these the status that most of them give.
    """
    own = [t for t in told if t.voice == voice]
    own = [t for t in own if t.narrated] or own
    status, mentions = Counter(t.mention.status for t in own).most_common(1)[0]
    if 2 * mentions <= len(own) and len(own) > 1:
        return None
    return Version(status, next(t for t in own if t.mention.status == status))


def _explained(event: Event, one: Version, other: Version) -> bool:
    """Whether the news between two reports explains it: the doubt was published before what is told as having happened.

    Two reports of unknown date explain nothing and contradict nothing, so they count as explained.
    """
    if "actual" not in (one.value, other.value):
        return False
    actual, doubt = (one, other) if one.value == "actual" else (other, one)
    told, doubted = actual.told.reading.report.published, doubt.told.reading.report.published
    if told is None or doubted is None:
        return True
    days = days_of(event.when) if event.when else None
    past = days is not None and days[1].isoformat() <= doubted
    return doubted < told and not past


def _according(told: Told) -> str:
    speaker = next((s.speaker for s in told.reading.statements if s.id == told.mention.said_by), None)
    return f" (as said by {speaker})" if speaker else ""


# Numbers in sentences that are alike

NUMBER_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=2
    )
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
NUMBER = re.compile(
    r"(?<![\w.,$£€-])(\d[\d,]*(?:\.\d+)?|" + "|".join(NUMBER_WORDS) + r")\s(?:(hundred|thousand|million|billion)\s)?"
    r"((?:[A-Za-z.-]+ ){0,2}?)([a-z]+s|people|men|women|children|troops|police|per ?cent)\b"
)
NO_UNIT = frozenset("as has his hers its is was this thus us times always perhaps besides towards across".split())


def _of_alike_sentences(story: Story, readings: Sequence[Reading], known: Sequence[Difference]) -> Iterator[Difference]:
    """Numbers that differ between two sentences that otherwise say the same."""
    shown = {quote for difference in known for quote in difference.evidence if difference.about.startswith("number")}
    sentences = list(_counting_sentences(story, readings))
    for (words, counts), (others, other_counts) in combinations(sentences, 2):
        if counts[0].voice == other_counts[0].voice or not _is_alike(words, others):
            continue
        for a, b in _unequal(counts, other_counts):
            if not {a.quote, b.quote} <= shown:
                about = f"number of {a.unit}: {_figures((a, b))}"
                yield _difference(story.id, None, _kind_of((a, b)), about, (a.quote, b.quote))


def _counting_sentences(story: Story, readings: Sequence[Reading]) -> Iterator[tuple[frozenset[str], list[Count]]]:
    """The sentences that give a number of something: their telling words, and the numbers."""
    voices = voices_of(story)
    for reading in in_order(story, readings):
        report = reading.report
        if voices[report.id] == report.id:
            for sentence in reading.sentences:
                counts = list(_counts_in(report.text, sentence, report.id))
                if counts:
                    yield _telling(sentence.of(report.text)), counts


def _counts_in(text: str, sentence: Span, report: str) -> Iterator[Count]:
    for found in NUMBER.finditer(text, *sentence):
        figure, scale, between, unit = found.groups()
        year = figure.isdigit() and len(figure) == 4 and 1800 <= int(figure) <= 2100
        if year or unit in NO_UNIT or not LIGHT.isdisjoint(between.lower().split()):
            continue
        value = NUMBER_WORDS.get(figure) or float(figure.replace(",", ""))
        hedged = _hedged(text[sentence.start : found.start()], "")
        yield Count(value * SCALES.get(scale or "", 1.0), unit, hedged, report, Quote(report, sentence))


def _telling(sentence: str) -> frozenset[str]:
    words = (word.lower() for word in WORD.findall(sentence))
    return frozenset(w for w in words if w not in LIGHT and not w.isdigit() and w not in NUMBER_WORDS)


def _is_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= ALIKE_SENTENCES * len(words | others)


def _unequal(ones: Sequence[Count], others: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Counts of one unit, where each sentence gives one number of it and the two are not equal."""
    for a in ones:
        same_unit = [b for b in others if b.unit == a.unit]
        if len(same_unit) == 1 and sum(c.unit == a.unit for c in ones) == 1 and same_unit[0].value != a.value:
            yield a, same_unit[0]


# Words of a quotation

QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)|\.\.\.|…")
CONTRACTIONS = (("can't", "can not"), ("won't", "will not"), ("n't", " not"), ("'ve", " have"), ("'re", " are"))
FIGURES = {str(int(number)): word for word, number in NUMBER_WORDS.items()} | {"1": "one"}


class Quotation(NamedTuple):
    """What a report gives as a speaker's own words."""

    speaker: str
    words: tuple[str, ...]
    voice: str
    quote: Quote


def _of_wording(story: Story, readings: Sequence[Reading]) -> Iterator[Difference]:
    """One utterance that two reports quote in different words."""
    quotations = list(_quotations(story, readings))
    for a, b in combinations(quotations, 2):
        if a.voice != b.voice and _one_utterance(a, b):
            speaker = next(q.speaker for q in quotations if _is_one_speaker(q, a))
            for changed in _changes(a.words, b.words):
                about = f"words of {speaker}: " + " or ".join(f"“{words}”" for words in sorted(changed))
                yield _difference(story.id, None, "detail", about, (a.quote, b.quote))


def _quotations(story: Story, readings: Sequence[Reading]) -> Iterator[Quotation]:
    voices = voices_of(story)
    for reading in in_order(story, readings):
        if voices[reading.report.id] == reading.report.id:
            for statement in reading.statements:
                yield from _quoted(statement, reading)


def _quoted(statement: Statement, reading: Reading) -> Iterator[Quotation]:
    """The stretches of a statement that stand between quotation marks and are long enough to compare."""
    if statement.speaker is None or statement.manner == "indirect":
        return
    report = reading.report
    for content in statement.content:
        for found in QUOTED.finditer(report.text, *content):
            words = _spoken(found[1])
            sentence = next((s for s in reading.sentences if s.start <= found.start() < s.end), content)
            if len(words) >= QUOTED_WORDS:
                yield Quotation(statement.speaker, words, report.id, Quote(report.id, sentence))


def _spoken(quoted: str) -> tuple[str, ...]:
    """Its words in one spelling, without what the reporter put in brackets."""
    plain = BRACKETS.sub(" ", quoted.lower().replace("’", "'"))
    for short, long in CONTRACTIONS:
        plain = re.sub(short, long, plain)
    return tuple(FIGURES.get(word, word) for word in WORD.findall(plain))


def _one_utterance(one: Quotation, other: Quotation) -> bool:
    shared = len(set(one.words) & set(other.words))
    return shared >= QUOTED_SHARE * min(len(set(one.words)), len(set(other.words))) and _is_one_speaker(one, other)


def _is_one_speaker(one: Quotation, other: Quotation) -> bool:
    return same_name(party(one.speaker, None).stems, party(other.speaker, None).stems)


def _changes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where two wordings of one utterance part: the changed words, with a word of each side."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < max(QUOTED_WORDS, QUOTED_SHARE * min(len(one), len(other))):
        return
    for tag, a, b, c, d in matcher.get_opcodes()[1:-1]:
        if tag == "replace" and max(b - a, d - c) <= CHANGED_WORDS and _is_change(one[a:b], other[c:d]):
            yield " ".join(one[a - 1 : b + 1]), " ".join(other[c - 1 : d + 1])


def _is_change(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words differ by more than spelling."""
    return SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() < SPELLING


SPELLING = 0.7
"""Likeness of letters from which two words are one, spelled in two ways (organise, organize)."""
