"""On what two passages of one matter differ: the number, the time, who says it, whether it happened, how it is judged.

Each facet looks at the passages of a matter and gives a line for the reader and what it weighs, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations, product
from typing import NamedTuple

from dragoman.accounts.additions import MOST_NEW, additions, alone
from dragoman.accounts.counts import OFTEN_TOLD, agree, parties_of, too_far
from dragoman.accounts.passages import Matter, Passage
from dragoman.accounts.speeches import Run, runs_of, words_in
from dragoman.accounts.told import Days, alike, days_long, days_of, gap_between, is_noun, party, same_name, words_of
from dragoman.lexicon import table
from dragoman.quantities import Quantity, find_quantities
from dragoman.record import Act, DifferenceKind, EventType, Mention, Span, Statement
from dragoman.stems import LIGHT, WORD, stem, stems_of
from dragoman.times import find_times

Known = Mapping[str, frozenset[str]]
"""The stems of each whole report, by its id: what no other has anywhere is told by one alone."""

TOPIC_WORDS = 7
"""Words of a topic's name at most."""

MOST_SAID = 0.6
"""Share of a matter's words that lie in what somebody says, from which the passage is that speaker's claim."""
LEAST_SAID = 0.25
"""And up to which it is the report's own."""


class Facet(NamedTuple):
    """One respect in which passages differ."""

    kind: DifferenceKind
    line: str
    """What differs, by outlet; the topic stands before it."""
    weight: float
    """How much it matters, beside the likeness of the passages."""
    alone: bool = False
    """Whether it is what one report alone has, which holds even where the other passage is on another matter."""
    side_by_side: bool = False
    """Whether it only sets two tellings side by side, for the reader to judge."""


def facets_of(matter: Matter, known: Known, one_event: bool) -> list[Facet]:
    """How the passages differ, what matters most first; empty where they say the same.

    `one_event` says that both tell one event.
    """
    found = [facet for look in FACETS for facet in look(matter, known)]
    return [*sorted(found, key=lambda facet: -facet.weight), *_of_telling(matter, one_event)]


def topic_of(matter: Matter, rarity: Mapping[str, float]) -> str:
    """The matter's name: the most telling run of words in the first passage that the second has too."""
    first = matter.passages[0]
    text = first.reading.report.text
    runs: list[list[re.Match[str]]] = [[]]
    last = first.span.start
    for word in WORD.finditer(text, *first.span):
        joined = not text[last : word.start()].strip(" -’'")
        shared = stem(word.group()) in matter.shared
        if not (joined and (shared or word.group().lower() in LIGHT)):
            runs.append([])
        if shared or (runs[-1] and word.group().lower() in LIGHT):
            runs[-1].append(word)
        last = word.end()
    best = max((_trimmed(run) for run in runs), key=lambda run: _telling(run, rarity), default=[])
    return text[best[0].start() : best[-1].end()] if best else ""


def _trimmed(run: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    words = list(run[:TOPIC_WORDS])
    while words and words[-1].group().lower() in LIGHT:
        words.pop()
    return words


def _telling(run: Sequence[re.Match[str]], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(stem(word.group()), 0.0) for word in run if word.group().lower() not in LIGHT)


def _sides(values: Iterable[tuple[str, Passage]]) -> str:
    """ "X in Alpha, Y in Beta": each value with the outlets that have it."""
    outlets: dict[str, list[str]] = {}
    for value, passage in values:
        outlets.setdefault(value, []).append(passage.outlet)
    return "; ".join(f"{value} in {' and '.join(dict.fromkeys(names))}" for value, names in outlets.items())


# Who says it


SAME_WORDS = 0.8
"""Likeness from which two passages in quotation marks are one utterance."""


def _of_speakers(matter: Matter, known: Known) -> Iterator[Facet]:
    """One report tells as its own what another puts into somebody's mouth, or another says it there."""
    one, other = matter.passages[:2]
    utterance = matter.likeness >= SAME_WORDS and (one.quoted or other.quoted)
    a, b = (_claim(passage, matter.shared, utterance) for passage in (one, other))
    if (
        a is None
        or b is None
        or not (a.of_fact and b.of_fact)
        or _same_who(a.speaker, b.speaker)
        or _names_speaker(a.speaker, b.speaker, one, other)
        or any(_said_nearby(b_or_a, passage) for b_or_a, passage in ((b.speaker, one), (a.speaker, other)) if b_or_a)
    ):
        return
    both = a.stems & b.stems
    if matter.likeness >= SAME_WORDS and not all(_is_name(s) for s in (a.speaker, b.speaker) if s):
        return
    alike_enough = len(both) >= SAME_CLAIM * min(len(a.stems), len(b.stems)) and len(both & matter.plain) >= SAME_PLAIN
    if alike_enough and matter.likeness >= SURELY_ONE:
        weight = 0.3 if a.speaker and b.speaker else 0.25
        yield Facet("detail", "who says it: " + _sides([(a.speaker or OWN, one), (b.speaker or OWN, other)]), weight)


OWN = "the report itself"


def _is_name(speaker: str) -> bool:
    """Whether a speaker is called by a name: one who is called by an office or a trade may be the other."""
    words = WORD.findall(speaker)
    return len(words) > 1 and all(word[0].isupper() or word.lower() in LIGHT for word in words)


def _names_speaker(a: str, b: str, one: Passage, other: Passage) -> bool:
    """Whether the report that tells it as its own names the speaker there, so that he says or does it in both."""
    speaker, narrated = (a, other) if a else (b, one)
    return not (a and b) and bool(stems_of(speaker) & narrated.stems)


def _said_nearby(speaker: str, passage: Passage) -> bool:
    """Whether a report has the speaker say something next to a passage: what he says may go on in it."""
    around = Span(max(0, passage.span.start - NEARBY), passage.span.end + NEARBY)
    said = (s for s in passage.reading.statements if any(span.meets(around) for span in (*s.content, *s.cue)))
    return any(same_speaker(s.speaker, speaker) for s in said if s.speaker)


NEARBY = 400
"""Code points before and after a passage in which its speaker may be named."""


class Claim(NamedTuple):
    """Who makes a claim ("" for the report itself), the stems of its words, and whether it is a claim of fact."""

    speaker: str
    stems: frozenset[str]
    of_fact: bool = True


SAME_CLAIM = 0.6
SAME_PLAIN = 5
"""Share of the poorer claim's words that the other has too, when both are one claim, and how many that are no names."""


def _claim(passage: Passage, shared: frozenset[str], utterance: bool) -> Claim | None:
    """The claim that holds what the passages share; None where it is not clear whose it is.

    `utterance` says that one passage quotes what both have: then nobody's words are taken for the report's own.
    """
    places = passage.places(shared)
    best: tuple[float, Statement] | None = None
    for statement in passage.said():
        held = sum(any(content.holds(place) for content in statement.content) for place in places) / max(1, len(places))
        if best is None or held > best[0]:
            best = (held, statement)
    if best is None or best[0] <= LEAST_SAID:
        return None if passage.quoted or utterance else Claim("", passage.stems)
    speaker = best[1].speaker
    if best[0] < MOST_SAID or not speaker or not WHOSE.match(speaker):
        return None
    text = passage.reading.report.text
    stems = stems_of(" ".join(content.of(text) for content in best[1].content)) & passage.stems
    return Claim(speaker, stems, best[1].act in OF_FACT)


OF_FACT: frozenset[Act] = frozenset({"state", "report", "accuse", "believe", "warn", "deny", "admit"})
"""Acts that say how things are. What is announced or proposed is done by saying it, and no claim."""

WHOSE = re.compile(
    r"[A-Z]|(?:\w+\s)*(?:officials?|spokes\w+|advis[eo]rs?|aides?|sources?|lawyers?|authorities|police|critics)\b"
)
"""What a speaker's name looks like when it is worth naming him: a name, or an office without one."""


def _same_who(one: str, other: str) -> bool:
    return one == other if not one or not other else same_speaker(one, other)


def same_speaker(one: str, other: str) -> bool:
    return same_name(party(one, None).stems, party(other, None).stems)


# Whether it happened


def _of_status(matter: Matter, known: Known) -> Iterator[Facet]:
    """One deed that has happened in one report and is planned, doubtful or denied in another."""
    one, other = matter.passages[:2]
    for a, b in product(one.mentions(), other.mentions()):
        apart = a.status != b.status and "actual" in (a.status, b.status) and not _are_one(one, other)
        shared = _near(a.trigger[0], one) & _near(b.trigger[0], other) & matter.plain
        if (
            apart
            and len(shared) >= SAME_BESIDE
            and _one_deed(a, one, b, other)
            and not any(_is_loose(m, p) for m, p in ((a, one), (b, other)))
        ):
            sides = _sides([(STATUS[a.status], one), (STATUS[b.status], other)])
            clear = {a.status, b.status} == {"actual", "negated"}
            yield Facet("status", f"whether “{_trigger(a, one)}” holds: {sides}", 0.4 if clear else 0.25)


def _are_one(one: Passage, other: Passage) -> bool:
    """Whether one passage repeats the other: then they differ in how they were read, not in what they say."""
    return len(one.stems & other.stems) >= SAME_WORDS * min(len(one.stems), len(other.stems))


def _is_loose(mention: Mention, passage: Passage) -> bool:
    """Whether a noun alone names the deed: "news of his departure" does not say that it happened."""
    return is_noun(_trigger(mention, passage))


SAID: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of what is said: it can be said at one time, and not at another."""

STATUS = {"actual": "told as a fact", "planned": "planned", "possible": "only possible", "negated": "denied"}


def _trigger(mention: Mention, passage: Passage) -> str:
    return " ".join(span.of(passage.reading.report.text) for span in mention.trigger).lower()


def _one_deed(a: Mention, one: Passage, b: Mention, other: Passage) -> bool:
    if a.type != b.type or a.type in SAID:
        return False
    x, y = words_of(_trigger(a, one)), words_of(_trigger(b, other))
    return alike(x.base, y.base) and _parties_meet(a, b)


def _parties_meet(a: Mention, b: Mention) -> bool:
    if not a.actors or not b.actors:
        return True
    return any(same_speaker(x.name, y.name) for x in a.actors for y in b.actors)


# Numbers


def _of_numbers(matter: Matter, known: Known) -> Iterator[Facet]:
    """Numbers of one unit that differ, or that one report alone gives."""
    one, other = matter.passages[:2]
    ones, others = (find_quantities(p.reading.report.text, p.span) for p in (one, other))
    for a, b in product(ones, others):
        alone = not any(agree(a, q) for q in others) and not any(agree(b, q) for q in ones) and not too_far(a, b)
        alone = alone and not any(q.high > 2 * q.low for q in (a, b))
        if (
            a.unit == b.unit
            and a.unit not in BALLOTS | OFTEN_TOLD
            and alone
            and matter.likeness >= SURELY_ONE
            and len(_beside(a, one) & _beside(b, other)) >= SAME_BESIDE
            and not _other_names(a, one, b, other)
        ):
            yield Facet("detail", f"number of {a.unit}: {_sides([(_figure(a), one), (_figure(b), other)])}", 0.5)
    for (side, own), (_, rest) in permutations(((one, ones), (other, others)), 2):
        only = [q for q in own if not rest and _is_alone(q, side, matter, one if side is other else other)]
        if len(only) == len(own) == 1 and len(matter.passages) == 2 and matter.likeness >= SURELY_ONE:
            yield Facet("detail", f"only {side.outlet} gives a number: {_figure(only[0])}", 0.3)


def _is_alone(quantity: Quantity, side: Passage, matter: Matter, rest: Passage) -> bool:
    """Whether a number that is large enough is of what the passages share, and nowhere in the other report."""
    if quantity.low < LEAST_ALONE or len(_beside(quantity, side) & matter.shared) < SAME_BESIDE:
        return False
    return (quantity.words or f"{quantity.low:g}") not in rest.reading.report.text


BESIDE = 50
"""Code points on each side of a number whose words tell what it is of."""
BALLOTS = frozenset({"votes", "abstentions"})
"""Units of which one matter has many: each ballot has its own."""
LEAST_ALONE = 4
"""A smaller number that one report alone gives tells little."""
SAME_BESIDE = 3
"""Telling words that stand beside both numbers when they are of one thing."""


def _other_names(a: Quantity, one: Passage, b: Quantity, other: Passage) -> bool:
    """Whether the names beside two numbers are others: what one party spends is not what the other does."""
    names, others = (parties_of(WORD.findall(_words_near(q.span, p))[1:]) for q, p in ((a, one), (b, other)))
    return bool(names and others) and names.isdisjoint(others)


def _beside(quantity: Quantity, passage: Passage) -> frozenset[str]:
    return _near(quantity.span, passage)


def _near(span: Span, passage: Passage) -> frozenset[str]:
    """Stems of the telling words beside a number or a time."""
    return stems_of(_words_near(span, passage))


def _words_near(span: Span, passage: Passage) -> str:
    first, last = max(passage.span.start, span.start - BESIDE), min(passage.span.end, span.end + BESIDE)
    return passage.reading.report.text[first:last]


SURELY_ONE = 0.5
"""Likeness from which two passages make one claim."""


def _figure(quantity: Quantity) -> str:
    words = quantity.words or f"{quantity.low:g}"
    hedge = f"{quantity.hedge} " if quantity.hedge and not words.lower().startswith(quantity.hedge) else ""
    return f"{hedge}{words} {quantity.unit}" if quantity.unit not in words else f"{hedge}{words}"


# Times


def _of_times(matter: Matter, known: Known) -> Iterator[Facet]:
    """When: another day of what both tell, where no time of the one meets one of the other."""
    one, other = matter.passages[:2]
    ones, others = (_days_in(passage, matter.plain) for passage in (one, other))
    if len(ones) == 1 and len(others) == 1:
        (a, x), (b, y) = ones[0], others[0]
        news = _is_news(a, one) and _is_news(b, other)
        met = any(not gap_between(d, e) for d in (a, *_all_days(one)) for e in (b, *_all_days(other)))
        if not met and x.lower() != y.lower() and not news and _next_to(x, one) & _next_to(y, other):
            yield Facet("detail", f"when: {_sides([(f'“{x}”', one), (f'“{y}”', other)])}", 0.5)


def _next_to(time: str, passage: Passage) -> frozenset[tuple[str, str]]:
    """Stems of the two words on either side of a time, each with its side: what surely happened then."""
    before, _, after = " ".join(passage.words.split()).partition(time)
    sides = {"before": WORD.findall(before)[-2:], "after": WORD.findall(after)[:2]}
    return frozenset((side, word) for side, words in sides.items() for word in stems_of(" ".join(words)))


def _all_days(passage: Passage) -> list[Days]:
    report = passage.reading.report
    return [days for time in find_times(report.text, report.published, passage.span) if (days := days_of(time.value))]


def _days_in(passage: Passage, plain: frozenset[str]) -> list[tuple[Days, str]]:
    """The times of a passage, of a month or less, that stand beside words that it shares; with their words."""
    text, published = passage.reading.report.text, passage.reading.report.published
    found = [(days_of(t.value), t) for t in find_times(text, published, passage.span) if days_long(t.value) <= MONTH]
    return [(days, " ".join(t.span.of(text).split())) for days, t in found if days and _near(t.span, passage) & plain]


def _is_news(days: Days, passage: Passage) -> bool:
    """Whether a day is that of the report's publication or next to it: the next report's news has another."""
    published = days_of(passage.reading.report.published or "")
    return bool(published and gap_between(days, published) <= 1)


MONTH = 31


# How it is judged


def _of_framing(matter: Matter, known: Known) -> Iterator[Facet]:
    """Evaluating words on opposed sides, in the reports' own words."""
    if matter.likeness < SURELY_ONE or len(matter.plain) < SAME_BESIDE:
        return
    judged = [(p, _judgements(p, matter.shared)) for p in matter.passages[:2]]
    (one, ones), (other, others) = judged
    a, b = {side for side, _ in ones}, {side for side, _ in others}
    if ("against" in a and "for" in b - a) or ("for" in a - b and "against" in b):
        yield Facet("framing", f"how it is put: {_sides(((_listed(ones), one), (_listed(others), other)))}", 0.35)


def _listed(found: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"“{word}”" for _, word in found[:3])


def _judgements(passage: Passage, shared: frozenset[str]) -> list[tuple[str, str]]:
    """The evaluating words of a passage that the other does not share and that nobody else says, each with its side."""
    said = [*passage.quotations, *(span for statement in passage.said() for span in statement.content)]
    found = [
        (_framing()[m.group().lower()], m.group().lower())
        for m in _framing_words().finditer(passage.words)
        if not NEGATED.search(passage.words[: m.start()])
        and not any(span.start <= passage.span.start + m.start() < span.end for span in said)
    ]
    return list(dict.fromkeys((side, word) for side, word in found if stem(word) not in shared))


NEGATED = re.compile(r"(?:\b(?:not|no|never|without|hardly)|n['’]t)\s(?:\w+\s)?$", re.I)


@cache
def _framing() -> dict[str, str]:
    return {word: row["side"] for row in table("framing").rows for word in row.many("words")}


@cache
def _framing_words() -> re.Pattern[str]:
    words = sorted(_framing(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b(?!['’]t)", re.I)


# How well it is founded


def _of_doubts(matter: Matter, known: Known) -> Iterator[Facet]:
    """A claim of which one report says itself that nothing shows it, or that it is false, and the other does not."""
    if matter.likeness < SURELY_ONE or len(matter.plain) < SAME_BESIDE:
        return
    for side, rest in permutations(matter.passages[:2]):
        text = side.reading.report.text
        doubted = [span.of(text) for span in _doubts(side, rest.stems)]
        if doubted and not any(s.evidence for s in rest.said()) and doubted[0].lower() not in rest.words.lower():
            yield Facet("framing", f"only {side.outlet} doubts it: “{doubted[0]}”", 0.6)


def _doubts(passage: Passage, other: frozenset[str]) -> Iterator[Span]:
    """Where a report itself says that nothing shows a claim, which the other passage has too."""
    text = passage.reading.report.text
    said = [*passage.quotations, *(content for s in passage.reading.statements for content in s.content)]
    for statement in passage.said():
        claim = stems_of(" ".join(content.of(text) for content in statement.content))
        for evidence in statement.evidence:
            own = evidence.stance != "supports" and not WEAK.match(evidence.span.of(text))
            if own and len(claim & other) >= SAME_BESIDE and not any(part.holds(evidence.span) for part in said):
                yield evidence.span


WEAK = re.compile(r"(?:alleg|suppos|purport|report|apparent|so-called|seeming)", re.I)
"""Words that only keep a distance."""


# Reasons


REASON = re.compile(
    r"\b(?:because|in order to|to avoid|so as (?:not )?to|out of (?:a|fear|concern|respect)|due to|owing to|for fear"
    r"|in response to|in protest|on the grounds? (?:that|of)|the reason|motivated by|aimed at"
    r"|in retaliation|in an effort to|in a bid to)\b",
    re.I,
)


SURE_REASONS = 0.6
"""How sure a matter must be for two reasons to be of one thing."""
DEED = 80
SAME_DEED = 2
"""Code points before a reason that tell what it is the reason of, and words there that both passages have."""
REASON_WORDS = 70
"""Code points of a reason that are looked at."""


def _of_reasons(matter: Matter, known: Known) -> Iterator[Facet]:
    """The reasons that two reports give for what both tell, or the one that no other report gives."""
    if matter.likeness < SURELY_ONE:
        return
    sure = matter.sureness >= SURE_REASONS
    given = [(p, _reason(p, matter.plain)) for p in matter.passages[:2]]
    (one, a), (other, b) = given
    if sure and a and b and _other_reasons(_told_why(a, one), _told_why(b, other)):
        yield Facet("detail", f"the reason given: {_sides([(_after(a, one), one), (_after(b, other), other)])}", 0.35)
    for side, found in given:
        if found and len(alone(_told_why(found, side), side.voice, known)) >= SAME_BESIDE:
            yield Facet("detail", f"only {side.outlet} gives a reason: {_after(found, side)}", 0.3)


def _other_reasons(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) < min(len(one), len(other))


def _reason(passage: Passage, plain: frozenset[str]) -> re.Match[str] | None:
    """The words that begin a reason for what stands before them, if that is what both passages tell."""
    found = REASON.search(passage.words)
    if found is None:
        return None
    deed = stems_of(passage.words[max(0, found.start() - DEED) : found.start()])
    return found if len(deed & plain) >= SAME_DEED else None


def _told_why(found: re.Match[str], passage: Passage) -> frozenset[str]:
    return stems_of(passage.words[found.end() : found.end() + REASON_WORDS])


def _after(found: re.Match[str], passage: Passage) -> str:
    words = passage.words[found.start() :].split()
    return f"“{' '.join(words[:9])}{' …' if len(words) > 9 else ''}”"


# What one adds


def _of_additions(matter: Matter, known: Known) -> Iterator[Facet]:
    """What one report adds to what both tell, and no other report has."""
    if len(matter.plain) < SAME_BESIDE or matter.sureness < LEAST_SURE:
        return
    for added in additions(matter, known):
        line = f"only {added.passage.outlet} has “{added.words}”"
        weight = (ADDED if added.tells else ADDED_BESIDE) * min(added.new, MOST_NEW)
        yield Facet("detail", line, weight, alone=True)


LEAST_SURE = 0.3
"""How sure a matter must be."""
ADDED = 0.05
ADDED_BESIDE = 0.04
"""What each new telling word weighs where a deed or a statement is told with it, and where not."""


# The telling


def _of_telling(matter: Matter, one_event: bool) -> Iterator[Facet]:
    """Two tellings of one matter, each of which has words of its own."""
    one, other = matter.passages[:2]
    fewer = min(len(one.stems), len(other.stems))
    apart = 1 - len(matter.shared) / fewer
    if _repeats(one, other):
        return
    if min(len(one.stems - other.stems), len(other.stems - one.stems)) >= OWN_WORDS:
        sides = _sides([(_opening(one, matter), one), (_opening(other, matter), other)])
        weight = (SAME_EVENT if one_event else 0.0) + TELLING * min(1.0, 1.5 * apart)
        yield Facet("detail", f"told otherwise: {sides}", weight, side_by_side=True)


def _repeats(one: Passage, other: Passage) -> bool:
    """Whether both quote the same words in a row: what else they say of them is who says them, and where."""
    return not _quoted_runs(one).isdisjoint(_quoted_runs(other))


def _quoted_runs(passage: Passage) -> frozenset[Run]:
    words = [word for word, _ in words_in(passage.own_words, Span(0, len(passage.own_words)))]
    return frozenset(runs_of(words, REPEATED))


REPEATED = 8
"""Words in a row that nobody else says."""
OWN_WORDS = 3
TELLING = 0.15
SAME_EVENT = 0.1
"""What two tellings weigh against others: those of one event more."""
OPENING = 12
"""Words that are shown of a telling, from where those that it alone has begin."""


def _opening(passage: Passage, matter: Matter) -> str:
    """The words of a passage around the first that the other does not have."""
    words = passage.words.split()
    own = [n for n, word in enumerate(words) if stems_of(word) and not stems_of(word) & matter.shared]
    first = max(0, min(own[0] if own else 0, len(words) - OPENING))
    shown = " ".join(words[first : first + OPENING]).strip('“”"')
    return f"“{'… ' if first else ''}{shown}{' …' if first + OPENING < len(words) else ''}”"


FACETS: tuple[Callable[[Matter, Known], Iterator[Facet]], ...] = (
    _of_speakers, _of_status, _of_numbers, _of_times, _of_framing, _of_doubts, _of_reasons,
    _of_additions,
)  # fmt: skip
