"""Mentions of events: who did what to whom, whether it happened, on whose word, when and where.

1. Find the triggers of each sentence, verbs and nouns, in the sense that the words around give them (triggers.py).
2. Find who stands around each as its actors and recipients (parties.py).
3. Read the status from the words that it depends on (status.py).
4. Take the time and counts of its clause (details.py) and its place (whereabouts.py).
5. Over the whole report: a noun that only points back ("the visit", "their talks") takes what it leaves out from the
   mention that it points to, and what is dated behind the report becomes planned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from dragoman.actors import Actors, Named
from dragoman.actors.tables import POSSESSIVE
from dragoman.mentions.details import find_counts, find_magnitudes, find_when
from dragoman.mentions.parties import find_parties, frame_at
from dragoman.mentions.scene import Scene, Trigger, stage
from dragoman.mentions.status import find_status
from dragoman.mentions.sureness import facts, how_sure
from dragoman.mentions.triggers import find_triggers
from dragoman.mentions.whereabouts import carried, find_where, last_place
from dragoman.places import Places
from dragoman.quantities import Quantity
from dragoman.record import NARRATOR, Actor, Mention, Report, Span, Spans, Statement, Status, When, Where
from dragoman.text import View

SURE_STATUS = 0.7
"""Probability from which the reading model's status stands where no word tells one."""
UNSECONDED = 0.25
"""Confidence at most of a common word ("pay", "sign") that the reading model does not take for the same event: in
reports annotated whole three in five are events, of those drawn from many reports and judged strictly one in seven."""
POINTING = frozenset("the this that such his her its their these those".split())
"""Words by which a noun points to an event told elsewhere."""
FOLLOWING = frozenset(("CONSULT", "AGREE", "RETREAT"))
"""Types of nouns whose status is that of the mention they point to."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention before the rest of its report is known."""

    mention: Mention
    trigger: Trigger
    is_told: bool
    """Whether the words around it tell its status."""
    is_pointing: bool
    is_past: bool
    """Whether a verb in a past tense tells it."""
    answers: str | None = None
    """The mention of its sentence that it answers."""


def find_mentions(
    view: View,
    sentences: Spans,
    actors: Actors,
    statements: Sequence[Statement],
    times: Sequence[When],
    places: Places,
    report: Report,
) -> tuple[Mention, ...]:
    """All mentions of a report in the order of their triggers, as spans of the view."""
    drafts: list[Draft] = []
    past: Where | None = None
    spoken = _by_sentence(sentences, statements, actors)
    starts = [time.span.start for time in times]
    for n, sentence in enumerate(sentences):
        scene = stage(actors, sentence, past, spoken[n], places.within(sentence))
        own = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        triggers = list(find_triggers(scene, [time.span for time in own]))
        counts = find_counts(view, sentence) if triggers else []
        made = [_draft(view, scene, trigger, triggers, own, counts, report) for trigger in triggers]
        drafts += _linked(scene, [draft for draft in made if draft])
        past = last_place(scene, len(scene.line.words)) or past
    done = _answered(_completed(_answered(drafts)))
    settled = _settled(done, report.published)
    told = carried((m, draft.trigger, draft.is_pointing) for m, draft in zip(settled, done, strict=True))
    return tuple(
        {mention.id: mention for mention in told if mention.actors or mention.recipients or mention.where}.values()
    )


def _by_sentence(
    sentences: Spans, statements: Sequence[Statement], actors: Actors
) -> list[list[tuple[Statement, Named | None]]]:
    """For each sentence the statements whose content reaches into it, the shortest first."""
    found: list[list[tuple[Statement, Named | None]]] = [[] for _ in sentences]
    ends = [sentence.end for sentence in sentences]
    size = {s.id: sum(part.end - part.start for part in s.content) for s in statements}
    for statement in sorted(statements, key=lambda s: size[s.id]):
        speaker = actors.by_name(statement.speaker)
        inside = {n for part in statement.content for n in _reached(ends, sentences, part)}
        for n in inside:
            found[n].append((statement, speaker))
    return found


def _reached(ends: Sequence[int], sentences: Spans, part: Span) -> Iterable[int]:
    n = bisect_left(ends, part.start + 1)
    while n < len(sentences) and sentences[n].start < part.end:
        yield n
        n += 1


def _draft(
    view: View,
    scene: Scene,
    trigger: Trigger,
    triggers: Sequence[Trigger],
    times: Sequence[When],
    counts: Sequence[Quantity],
    report: Report,
) -> Draft | None:
    actors, recipients = find_parties(scene, trigger)
    is_pointing = trigger.is_noun and _is_pointing(scene, trigger)
    is_weak = trigger.row["note"] == "weak"
    frame, where = frame_at(scene, trigger), find_where(scene, trigger)
    is_noun = trigger.is_noun and scene.tree.classes[trigger.start] == "NOUN"
    is_scene = (
        is_noun and where is not None and frame is not None and frame.frame.type == trigger.type
    )  # "the raid in Mali"
    if not actors and not recipients and (is_weak or not (is_pointing or is_scene)):
        return None
    span = scene.span(trigger)
    status, is_told = find_status(scene, trigger)
    may_follow = not is_pointing or trigger.type in FOLLOWING
    if not is_told and frame and may_follow and frame.frame.status_score >= SURE_STATUS:
        status = cast(Status, frame.frame.status)
    said_by = _said_by(span, scene)
    sureness = how_sure(facts(scene, trigger, frame, actors, recipients, said_by != NARRATOR))
    is_seconded = not is_weak or (frame is not None and frame.frame.type == trigger.type)
    mention = Mention(
        id=f"{report.id}-e{view.source(span).start}",
        trigger=(span,),
        type=trigger.type,  # type: ignore[arg-type]
        mode=trigger.row["mode"] or None if trigger.type == trigger.row["type"] else None,
        actors=_actors(actors),
        recipients=_actors(recipients),
        status=status,
        said_by=said_by,
        when=find_when(scene, trigger, triggers, times),
        where=where,
        magnitude=tuple(find_magnitudes(scene, trigger, counts)),
        confidence=sureness if is_seconded else min(sureness, UNSECONDED),
    )
    return Draft(mention, trigger, is_told, is_pointing, _is_past(scene, trigger))


def _is_past(scene: Scene, trigger: Trigger) -> bool:
    verb = scene.tree.top(trigger.start, trigger.end)
    has_have = any(scene.low(n) in ("has", "have", "had", "was", "were") for n in scene.tree.children(verb, "aux"))
    return not trigger.is_noun and (scene.tree.forms[verb] == "VBD" or has_have)


ANSWERS = frozenset(("REJECT", "AGREE", "SUPPORT", "ACCUSE"))
"""Types of acts that answer another: whoever did the other is the one they are done to."""


def _linked(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The same drafts of a sentence, those that answer another with its id: "turned down a request"."""
    tree = scene.tree
    at = {n: d.mention.id for d in drafts if d.trigger.is_noun for n in range(d.trigger.start, d.trigger.end)}
    found: list[Draft] = []
    for draft in drafts:
        own = range(draft.trigger.start, draft.trigger.end)
        objects = [n for m in own for n in tree.children(m, "obj", "obl", "nmod") if n not in own and n in at]
        is_answer = draft.mention.type in ANSWERS and not draft.mention.recipients and draft.mention.actors
        found.append(replace(draft, answers=at[objects[0]]) if is_answer and objects else draft)
    return found


def _answered(drafts: Sequence[Draft]) -> list[Draft]:
    """The same drafts, those that answer another done to its doer, and what was asked asked of who answers."""
    found = {draft.mention.id: draft for draft in drafts}
    for draft in drafts:
        if draft.answers is None or draft.answers not in found:
            continue
        act, other = found[draft.mention.id].mention, found[draft.answers].mention
        if act.type != "AGREE" or draft.trigger.row["trigger"].startswith("accept"):
            doers = _others(other.actors, act.actors)
            found[act.id] = replace(found[act.id], mention=replace(act, recipients=doers))
        if other.type == "REQUEST" and not other.recipients:
            asked = _others(act.actors, other.actors)
            found[other.id] = replace(found[other.id], mention=replace(other, recipients=asked))
    return [found[draft.mention.id] for draft in drafts]


def _others(parties: Sequence[Actor], known: Sequence[Actor]) -> tuple[Actor, ...]:
    return tuple(party for party in parties if party.name not in {a.name for a in known})


def _is_pointing(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun points to an event told elsewhere: "the visit", "Netanyahu's speech"."""
    for n in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        if scene.low(n) in POINTING or scene.low(n) in POSSESSIVE:
            return True
    return False


def _actors(parties: Sequence[Named]) -> tuple[Actor, ...]:
    return tuple(named.actor() for named in parties)


def _said_by(trigger: Span, scene: Scene) -> str:
    """The innermost statement whose content holds the trigger."""
    inside = (s.id for s, _ in scene.statements if any(part.holds(trigger) for part in s.content))
    return next(inside, NARRATOR)


# The report as a whole


def _completed(drafts: Sequence[Draft]) -> list[Draft]:
    """The same drafts, what pointing nouns leave out taken from the mentions they point to."""
    fullest: dict[str, Draft] = {}
    ahead: dict[str, Status] = {}
    found: list[Draft] = []
    for draft in drafts:
        kin = _kin(draft)
        if draft.is_told:
            ahead[kin] = draft.mention.status
        elif _follows(draft) and ahead.get(kin) in ("planned", "possible"):
            draft = replace(draft, mention=replace(draft.mention, status=ahead[kin]))
        if (draft.is_pointing or _is_alone(draft)) and kin in fullest and not _is_another(draft, fullest[kin]):
            draft = _filled(draft, fullest[kin])
        elif kin not in fullest or _fullness(draft) >= _fullness(fullest[kin]):
            fullest[kin] = draft
        found.append(draft)
    return found


def _is_another(draft: Draft, other: Draft) -> bool:
    """Whether a mention has a time or country of its own other than that of its kin: the war in Iraq, that in Mali."""
    when, theirs = draft.mention.when, other.mention.when
    places = {where.country for m in (draft.mention, other.mention) if (where := m.where) and where.country}
    return len(places) > 1 or (when is not None and (theirs is None or when.value[:7] != theirs.value[:7]))


def _is_alone(draft: Draft) -> bool:
    """Whether a meeting or deal has one party only: the other was told before."""
    mention = draft.mention
    return (
        mention.type in ("CONSULT", "AGREE")
        and mention.mode != "visit"
        and len({a.country for a in mention.actors}) == 1
    )


def _follows(draft: Draft) -> bool:
    """Whether a mention that tells no status or time of its own may have that of its kin: the planned visit."""
    mention = draft.mention
    return draft.trigger.is_noun and mention.type in FOLLOWING and mention.mode != "resign" and mention.when is None


KINDRED = {
    **dict.fromkeys(("negotiation", "negotiate", "talks", "deal", "agreement", "accord", "pact", "treaty"), "dealing"),
    **dict.fromkeys(("speech", "address", "speak", "remarks", "lecture"), "speech"),
    **dict.fromkeys(("meet", "meet with", "meeting", "session", "summit"), "meeting"),
}
"""Words for one kind of happening beyond those that begin alike."""


def _kin(draft: Draft) -> str:
    """What two mentions of one happening have in common: the kind of words for it, or type and mode, or the noun."""
    word = draft.trigger.row["trigger"]
    return KINDRED.get(word) or f"{draft.mention.type}/{draft.mention.mode or word[:5]}"


def _fullness(draft: Draft) -> int:
    mention = draft.mention
    return 2 * len(mention.actors[:2]) + 2 * len(mention.recipients[:1]) + bool(mention.where)


def _filled(draft: Draft, full: Draft) -> Draft:
    """A mention with the parties, place and status of the one it points to, where its own words give none."""
    mention, other = draft.mention, full.mention
    names = {a.name for a in (*other.actors, *other.recipients)}
    if mention.actors and not any(a.name in names for a in mention.actors):
        return draft
    actors = mention.actors or other.actors
    if len(other.actors) > 1 and len(actors) == 1 and not mention.recipients:
        actors = other.actors
    recipients = mention.recipients or tuple(r for r in other.recipients if r.name not in {a.name for a in actors})
    return replace(
        draft,
        mention=replace(
            mention,
            actors=actors,
            recipients=recipients,
            where=mention.where or other.where,
            when=mention.when or (other.when if mention.type in FOLLOWING and draft.is_pointing else None),
        ),
    )


def _settled(drafts: Sequence[Draft], published: str | None) -> list[Mention]:
    """What is dated behind the report lies ahead, and with it what its other mentions leave undated."""
    told = {_kin(draft): set[Status]() for draft in drafts}
    for draft in drafts:
        if draft.is_told:
            told[_kin(draft)].add(draft.mention.status)
    ahead = {kin for kin, statuses in told.items() if "planned" in statuses and "actual" not in statuses}
    ahead |= {_kin(draft) for draft in drafts if _is_ahead(draft.mention, published)}

    def settle(draft: Draft) -> Mention:
        mention = draft.mention
        follows = _kin(draft) in ahead and _follows(draft) and not draft.is_told
        is_planned = _is_ahead(mention, published) and not draft.is_past
        return replace(mention, status="planned") if mention.status == "actual" and (is_planned or follows) else mention

    return [settle(draft) for draft in drafts]


def _is_ahead(mention: Mention, published: str | None) -> bool:
    starts = mention.when.value.split("/")[0] if mention.when else None
    return bool(starts and published and starts > published[: len(starts)])
