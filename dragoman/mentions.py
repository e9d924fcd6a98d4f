"""Mentions of events: who did what to whom, whether it happened, on whose word, when and where.

For each sentence: (1) find triggers of the table, verbs and nouns; (2) find who stands around each as its actors and
recipients; (3) read the status from the words before it; (4) take the time, place and counts that stand nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.actors import Actors, Named
from dragoman.cues import AUXILIARIES, BE, DETERMINERS
from dragoman.lexicon import Row, table
from dragoman.record import NARRATOR, Actor, Magnitude, Mention, Report, Span, Spans, Statement, Status, When, Where
from dragoman.text import View
from dragoman.words import Phrases, Word, span_of, words_in

RECIPROCAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose parties are all actors when the words name them side by side."""
ONE_SIDED = frozenset(("RETREAT", "PROTEST", "MOBILIZE"))
"""Types that are done to nobody in particular: what stands behind such a trigger is a place or a thing."""
REACH = 14
"""Words within which an actor or recipient of a verb is looked for."""
NOUN_REACH = 8
CONFIDENCE = {("verb", ""): 0.88, ("noun", ""): 0.80, ("noun", "weak"): 0.53, ("verb", "weak"): 0.47}
"""Share of the mentions of each class of trigger that were events of their type in six annotated reports (317 found)."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words `start` to `end` of a sentence that report an event, and their row of the table."""

    start: int
    end: int
    row: Row

    @property
    def is_noun(self) -> bool:
        return self.row["class"] == "noun"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor by the numbers of its words in the sentence."""

    start: int
    end: int
    named: Named


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that was found in it so far."""

    words: list[Word]
    parties: list[Party]
    triggers: list[Trigger]

    def low(self, at: int) -> str:
        return self.words[at].lower if 0 <= at < len(self.words) else ""


@cache
def triggers() -> tuple[Phrases[Row], Phrases[Row]]:
    """Verbs and nouns of the table of triggers."""
    rows = table("triggers").rows
    verbs, nouns = (
        Phrases(((form, row) for row in rows if row["class"] == kind for form in row.many("forms")), fold_case=True)
        for kind in ("verb", "noun")
    )
    return verbs, nouns


def find_mentions(
    view: View, sentences: Spans, actors: Actors, statements: Sequence[Statement], times: Sequence[When], report: Report
) -> tuple[Mention, ...]:
    """All mentions of a report in the order of their triggers, as spans of the view."""
    found: list[Mention] = []
    subject: list[Named] = []
    for sentence in sentences:
        scene = _scene(view, sentence, actors)
        local = [time for time in times if sentence.holds(time.span)]
        for trigger in scene.triggers:
            mention = _mention(view, scene, trigger, subject, local, statements, report)
            if mention:
                found.append(mention)
        subject = [party.named for party in scene.parties if not _is_place(scene, party)][:1] or subject
    return tuple({mention.id: mention for mention in _settle(found, report.published)}.values())


def _scene(view: View, sentence: Span, actors: Actors) -> Scene:
    words = words_in(view.text, sentence)
    starts = {word.start: n for n, word in enumerate(words)}
    ends = {word.end: n + 1 for n, word in enumerate(words)}
    parties = [Party(starts[n.span.start], ends[n.span.end], n) for n in actors.within(sentence)]
    return Scene(words, parties, list(_find_triggers(words, parties)))


# Triggers


def _find_triggers(words: list[Word], parties: list[Party]) -> Iterator[Trigger]:
    verbs, nouns = triggers()
    taken = {n for party in parties for n in range(party.start, party.end)}
    at = 0
    while at < len(words):
        choices = [found for phrases in (verbs, nouns) if (found := phrases.at(words, at))]
        best = max(choices, key=lambda found: (found[0], _fits(words, at, found[1])), default=None)
        if best and at not in taken and not _is_part_of_name(words, at, best[0]):
            yield Trigger(at, best[0], best[1])
            at = best[0]
        else:
            at += 1


def _fits(words: list[Word], at: int, row: Row) -> bool:
    """Whether the word before suits the trigger's part of speech, where one form is both."""
    before = words[at - 1].lower if at else ""
    verbal = before in AUXILIARIES | {"to", "who", "he", "she", "it", "they", "we", "i", "not"} or before.endswith("ly")
    verbal = verbal or words[at].lower.endswith("ed")
    return verbal == (row["class"] == "verb")


def _is_part_of_name(words: list[Word], start: int, end: int) -> bool:
    """Whether a capitalised word stands inside a name: "the State of the Union address", "War Department"."""
    return words[start].is_capital and start > 0 and words[start - 1].is_capital and not _is_headline(words)


def _is_headline(words: list[Word]) -> bool:
    long = [word for word in words if word.is_word and len(word.text) > 3]
    return bool(long) and sum(word.is_capital for word in long) >= 0.7 * len(long)


# Parties


def _mention(
    view: View,
    scene: Scene,
    trigger: Trigger,
    before: list[Named],
    times: list[When],
    statements: Sequence[Statement],
    report: Report,
) -> Mention | None:
    actors, recipients = (
        _noun_parties(scene, trigger, before) if trigger.is_noun else _verb_parties(scene, trigger, before)
    )
    if not actors and not recipients or (trigger.row["note"] == "weak" and not _is_political(actors + recipients)):
        return None
    kind = trigger.row["type"]
    recipients = [r for r in recipients if kind not in ONE_SIDED and r.name not in {a.name for a in actors}]
    if kind in RECIPROCAL and trigger.row["mode"] != "visit" and recipients:
        actors, recipients = [*actors, *recipients], []
    span = span_of(scene.words, trigger.start, trigger.end)
    status = _status(scene, trigger)
    return Mention(
        id=f"{report.id}-e{view.source(span).start}",
        trigger=(span,),
        type=kind,  # type: ignore[arg-type]
        mode=trigger.row["mode"] or None,
        actors=_actors(actors),
        recipients=_actors(recipients),
        status=status,
        said_by=_said_by(span, statements),
        when=_nearest_time(span, times, view),
        where=_where(scene, trigger),
        magnitude=tuple(_magnitudes(view.text, scene, trigger)),
        confidence=CONFIDENCE[trigger.row["class"], trigger.row["note"]],
    )


def _actors(parties: list[Named]) -> tuple[Actor, ...]:
    return tuple({named.name: named.actor() for named in reversed(parties)}.values())[::-1]


def _is_political(parties: list[Named]) -> bool:
    return any(named.country or named.kind in ("organisation", "group", "person") for named in parties)


def _verb_parties(scene: Scene, trigger: Trigger, before: list[Named]) -> tuple[list[Named], list[Named]]:
    """Subject and object of a verb; of a passive, the other way round."""
    left, right = _left(scene, trigger, before), _right(scene, trigger.end)
    if not _is_passive(scene, trigger):
        return left, right
    agent = next(
        (k for k in range(trigger.end, min(trigger.end + REACH, len(scene.words))) if scene.low(k) == "by"), None
    )
    return (_right(scene, agent + 1) if agent is not None else []), left


def _is_passive(scene: Scene, trigger: Trigger) -> bool:
    verb = scene.low(trigger.start)
    if verb.endswith("ing") or verb == trigger.row["trigger"].split()[0]:
        return False
    for k in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        if scene.low(k) in BE:
            return True
        if (
            scene.low(k) in ("has", "have", "had")
            or scene.low(k) not in AUXILIARIES | {"not"}
            and not scene.low(k).endswith("ly")
        ):
            return False
    return False


def _left(scene: Scene, trigger: Trigger, before: list[Named]) -> list[Named]:
    """The subject of a verb: the nearest actor before it that no preposition governs, with those joined to it.

    For a pronoun, who it stands for; where all are governed, the nearest.
    """
    governed: list[Named] = []
    for k in range(trigger.start - 1, max(trigger.start - REACH, -1), -1):
        if scene.low(k) in ("he", "she", "it", "they", "who", "which") and scene.low(k - 1) != "to":
            earlier = [p.named for p in scene.parties if p.end <= k and not _is_place(scene, p)]
            return (earlier or before)[-1:]
        party = next((p for p in scene.parties if p.end == k + 1), None)
        if party and not _is_place(scene, party) and not _is_possessor(scene, party):
            subject = [*_joined_before(scene, party), party.named]
            if not _is_governed(scene, party):
                return subject
            governed = governed or subject
        if scene.words[k].text in ";:":
            break
    return governed


GOVERNING = frozenset("of for with to by on against from after before over about than during".split())


def _is_governed(scene: Scene, party: Party) -> bool:
    """Whether a preposition stands before an actor, so that it is no subject."""
    before, ahead = scene.low(party.start - 1), scene.low(party.start - 2)
    return before in GOVERNING or (ahead in GOVERNING and before in DETERMINERS)


def _right(scene: Scene, at: int) -> list[Named]:
    """The nearest actor behind a place, with those joined to it."""
    for party in scene.parties:
        if party.start < at or party.start - at > REACH or _is_place(scene, party):
            continue
        if any(
            scene.words[k].text in ";:" or scene.low(k) in ("that", "because", "while") for k in range(at, party.start)
        ):
            return []
        return [party.named, *_joined_behind(scene, party)]
    return []


def _joined_before(scene: Scene, party: Party) -> list[Named]:
    found: list[Named] = []
    while scene.low(party.start - 1) in ("and", ",", "the") or (
        scene.low(party.start - 1) == "the" and scene.low(party.start - 2) == "and"
    ):
        skip = 1 + (scene.low(party.start - 1) == "the")
        other = next((p for p in scene.parties if p.end == party.start - skip), None)
        if other is None:
            break
        found.insert(0, other.named)
        party = other
    return found


def _joined_behind(scene: Scene, party: Party) -> list[Named]:
    found: list[Named] = []
    end = party.end
    while scene.low(end) in ("and", ","):
        skip = 1 + (scene.low(end + 1) in ("and", "the"))
        other = next((p for p in scene.parties if p.start == end + skip), None)
        if other is None:
            break
        found.append(other.named)
        end = other.end
    return found


def _is_possessor(scene: Scene, party: Party) -> bool:
    return scene.low(party.end) in ("'s", "’s", "'", "’")


PLACE_WORDS = frozenset("in at near inside across throughout outside around into".split())


def _is_place(scene: Scene, party: Party) -> bool:
    """Whether a country or capital stands as a place: "in Iraq", "in northern Iraq"."""
    if party.named.kind not in ("country", "capital"):
        return False
    before = [scene.low(party.start - k) for k in (1, 2)]
    return before[0] in PLACE_WORDS or (before[1] in PLACE_WORDS and not scene.words[party.start - 1].text in ",;")


def _noun_parties(scene: Scene, trigger: Trigger, before: list[Named]) -> tuple[list[Named], list[Named]]:
    """Who stands around a noun: "Israel's attack on Egypt", "US-Iran talks", "talks between A and B", "a visit by X"."""
    actors = _possessors(scene, trigger) or _pronoun_possessor(scene, trigger, before)
    recipients: list[Named] = []
    for party in scene.parties:
        if not 0 < party.start - trigger.end + 1 <= NOUN_REACH:
            continue
        links = [scene.low(k) for k in range(trigger.end, party.start)]
        role = _role_of_link(links)
        group = [party.named, *_joined_behind(scene, party)]
        if role == "actor" and not actors:
            actors = group
        elif role == "recipient" and not recipients:
            recipients = group
    if not actors:
        actors = _left(scene, trigger, [])
        actors = [a for a in actors if a not in recipients]
    return actors, recipients


def _pronoun_possessor(scene: Scene, trigger: Trigger, before: list[Named]) -> list[Named]:
    """Whom "his resignation" or "their planned visit" means: the last actor named before."""
    for k in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        if scene.low(k) in ("his", "her", "its", "their"):
            earlier = [p.named for p in scene.parties if p.end <= k and not _is_place(scene, p)]
            persons = (
                [named for named in earlier if named.kind == "person"] if scene.low(k) in ("his", "her") else earlier
            )
            return (persons or before)[-1:]
    return []


def _possessors(scene: Scene, trigger: Trigger) -> list[Named]:
    """Actors just before a noun: "Iran's recent offer", "the US-led invasion"."""
    for party in reversed(scene.parties):
        gap = [scene.low(k) for k in range(party.end, trigger.start)]
        if (
            party.end <= trigger.start
            and len(gap) <= 4
            and not any(word in PLACE_WORDS | AUXILIARIES or word in ",;:" for word in gap)
        ):
            if _is_possessor(scene, party) or party.named.kind in ("nationality", "country", "organisation", "group"):
                return [*_joined_before(scene, party), party.named] if not _is_place(scene, party) else []
            return []
    return []


ACTOR_LINKS = frozenset("by between among".split())
RECIPIENT_LINKS = frozenset("of on with against to from for over toward towards at".split())


def _role_of_link(links: list[str]) -> str | None:
    """What the last preposition before a name makes of it."""
    for word in reversed(links):
        if word in ACTOR_LINKS:
            return "actor"
        if word in RECIPIENT_LINKS:
            return "recipient"
        if word in PLACE_WORDS or word in (",", ";", ":", "that", "who", "which", "and"):
            return None
    return None


# Status

NEGATIONS = frozenset(
    "not no never n't without neither nor refuse refused refuses refusing refusal fail failed fails failure decline declined "
    "declines denied denies deny cancelled canceled unable ruled rejected".split()
)
POSSIBLE = frozenset(
    "may might could would can if whether possible possibly potential perhaps threaten threatens threatened threatening threat "
    "should unless proposed propose proposal propose suggested suggestion likely alleged allegedly consider considering "
    "considered hypothetical ready willing willingness hope hopes hoped want wants wanted seek seeks sought urge urged urges "
    "urging call calls called asked request persuade persuading prevent avoid invited invitation such".split()
)
PLANNED = frozenset(
    "will shall plan plans planned planning scheduled upcoming forthcoming set due expected intend intends intended intention "
    "agreed agree promised promise promises vow vowed vows pledged pledge announced tomorrow next preparing prepares prepared "
    "going supposed decision decided".split()
)
STATUS_REACH = 7
"""Words before a trigger, in its clause, that tell its status."""
PAST = frozenset("had was were did has have been".split())


def _status(scene: Scene, trigger: Trigger) -> Status:
    """Whether the words before a trigger, in its clause, plan, doubt or deny it."""
    near = _clause_before(scene, trigger)
    if any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in near[:4]):
        return "negated"
    infinitive = not trigger.is_noun and bool(near) and near[0] == "to"
    reach = STATUS_REACH if infinitive else 4
    for word in near[:reach]:
        if word in POSSIBLE and not (word == "would" and _is_past_report(scene, trigger)):
            return "possible"
        if word in PLANNED or word == "would":
            return "planned"
    return "planned" if infinitive else "actual"


def _clause_before(scene: Scene, trigger: Trigger) -> list[str]:
    """The words before a trigger up to its clause's beginning, nearest first, in lower case."""
    near: list[str] = []
    for k in range(trigger.start - 1, max(trigger.start - STATUS_REACH, 0) - 1, -1):
        if scene.words[k].text in ';:.“”"' or (scene.words[k].text == "," and k < trigger.start - 1):
            break
        near.append(scene.low(k))
    return near


def _is_past_report(scene: Scene, trigger: Trigger) -> bool:
    """Whether "would" is the past of "will" in what somebody announced: "said that Norway would mediate"."""
    return any(scene.low(k) in ("announced", "said", "confirmed", "tweeted", "pledged") for k in range(trigger.start))


def _settle(found: list[Mention], published: str | None) -> Iterator[Mention]:
    """Give what lies ahead its status: a date behind the report's, or an act of the same actor that is planned elsewhere."""
    planned = {(m.type, a.name) for m in found if m.status == "planned" for a in m.actors}
    for mention in found:
        starts = mention.when.value.split("/")[0] if mention.when else None
        ahead = bool(starts and published and starts > published[: len(starts)])
        known = (
            not starts
            and mention.type in ("CONSULT", "RETREAT")
            and any((mention.type, a.name) in planned for a in mention.actors)
        )
        yield replace(mention, status="planned") if mention.status == "actual" and (ahead or known) else mention


def _said_by(trigger: Span, statements: Sequence[Statement]) -> str:
    """The innermost statement whose content holds the trigger."""
    inside = [s for s in statements if any(part.holds(trigger) for part in s.content)]
    inside.sort(key=lambda s: sum(part.end - part.start for part in s.content))
    return inside[0].id if inside else NARRATOR


# Time, place, counts


def _nearest_time(trigger: Span, times: list[When], view: View) -> When | None:
    def distance(when: When) -> int:
        behind = when.span.start - trigger.end
        return behind if behind >= 0 else 2 * (trigger.start - when.span.end)

    return min(times, key=distance, default=None)


def _where(scene: Scene, trigger: Trigger) -> Where | None:
    places = [p for p in scene.parties if _is_place(scene, p)]
    nearest = min(places, key=lambda p: (abs(p.start - trigger.end), p.start), default=None)
    if nearest is None:
        return None
    return Where(nearest.named.name, nearest.named.country, None, None, nearest.named.span)


UNITS = (
    "troops soldiers people civilians officers officials police protesters demonstrators refugees prisoners hostages aircraft "
    "planes warplanes ships warships tanks missiles rockets bombs warheads dead killed wounded injured arrested detained dollars "
    "pounds euros men women children members votes seats hours days weeks months years countries nations diplomats"
)
NUMBERS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
NUMBERS |= {
    "dozen": 12,
    "dozens": 24,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
COUNT = re.compile(
    rf"(?P<money>[$£€])?(?P<number>\d[\d,]{{0,15}}(?:\.\d+)?|\b(?:{'|'.join(NUMBERS)})\b)(?:[ -](?P<scale>{'|'.join(SCALES)}))?"
    rf"(?:[ -](?!and\b|of\b|in\b)[\w’'.-]+){{0,2}}?[ -](?P<unit>{'|'.join(UNITS.split())})\b"
    rf"|(?P<sign>[$£€])(?P<sum>\d[\d,]{{0,15}}(?:\.\d+)?)(?: (?P<size>{'|'.join(SCALES)}))?",
    re.IGNORECASE,
)
MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}
COUNT_REACH = 90
"""Code points between a count and the trigger that it belongs to."""


def _magnitudes(text: str, scene: Scene, trigger: Trigger) -> Iterator[Magnitude]:
    """Counts of people, things, money and time near a trigger, in its own sentence."""
    own = span_of(scene.words, trigger.start, trigger.end)
    first, last = scene.words[0].start, scene.words[-1].end
    for found in COUNT.finditer(text, max(first, own.start - COUNT_REACH), min(last, own.end + COUNT_REACH)):
        number = found["number"] or found["sum"]
        scale = SCALES.get((found["scale"] or found["size"] or "").lower(), 1.0)
        value = NUMBERS.get(number.lower(), 0) or float(number.replace(",", "") or 0)
        unit = found["unit"].lower() if found["unit"] else MONEY[found["sign"]]
        yield Magnitude(value * scale, unit, Span(*found.span()))
