"""Parties: who stands around a trigger as its actors and its recipients, by the reading model's tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dragoman.actors import Named
from dragoman.actors.line import LineFrame
from dragoman.actors.tree import Tree
from dragoman.lexicon import table
from dragoman.mentions.nominals import DEPTH, RELATIVE, case_of, described_by, is_people, named_at, named_by, owner_at
from dragoman.mentions.scene import Scene, Trigger, unique, words_for

RECIPROCAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose parties are all actors when the words name them side by side."""
ONE_SIDED = frozenset(("RETREAT", "PROTEST", "MOBILIZE"))
"""Types that are done to nobody in particular: what stands behind such a trigger is a place or a thing."""
NEAR = 4
"""Links of the tree between a trigger and a party that only the reading model's frame gives it."""
OBJECT_GERUNDS = frozenset("of from for into".split())
"""What leads from a verb with an object to what the object does: "accused Iran of arming", "kept them from going"."""
TARGETS = tuple("with against on at to toward towards upon over from of for about into".split())
"""Prepositions that lead from a verb to whom it reaches, the likeliest first."""
LINKS = frozenset("of on with against to from for over toward towards at".split())
DEALING = frozenset("with to of toward towards between among".split())
OBJECTIVE = frozenset(("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID", "REJECT"))
"""Types of nouns whose "of" leads to the recipient: "the invasion of Iraq", not "the visit of the king"."""
SENT = frozenset(("REQUEST", "THREATEN", "AID", "SUPPORT", "ACCUSE", "REJECT"))
"""Types of nouns whose "from" leads to the actor: "an invitation from Tehran"."""


def find_parties(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Actors and recipients; of a reciprocal event all are actors, of a one-sided one there are no recipients."""
    actors, recipients = (_of_noun if trigger.is_noun else _of_verb)(scene, trigger)
    if frame := frame_at(scene, trigger):
        actors, recipients = _with_frame(scene, trigger, frame, actors, recipients)
    if trigger.type in ("RETREAT", "MOBILIZE") and not actors:
        actors, recipients = [r for r in recipients if r.sector == "MIL"], []
    known = {actor.name for actor in actors}
    recipients = [r for r in recipients if trigger.type not in ONE_SIDED and r.name not in known]
    if trigger.type in RECIPROCAL and not _has_sides(trigger) and recipients:
        actors, recipients = [*actors, *recipients], []
    return unique(actors), unique(recipients)


SURE_FRAME = 0.65
"""Sureness of a frame from which its actors stand where they are wholly others than the tree's."""
SURE_MEETING = 0.8
"""Sureness of a frame from which all that it takes for parties of a meeting are."""


def _with_frame(
    scene: Scene, trigger: Trigger, frame: LineFrame, actors: list[Named], recipients: list[Named]
) -> tuple[list[Named], list[Named]]:
    """The parties by the tree, with those that the reading model's frame has where the tree has none or others."""
    names = {n.name for n in actors}
    is_owned = trigger.is_noun and bool(scene.tree.children(trigger.start, "nmod:poss"))  # "his trip"
    read = [n for n in in_role(scene, frame.actor, trigger.start) if n.name not in _onlookers(scene, trigger)]
    if read and actors and not is_owned and frame.frame.score >= SURE_FRAME and names.isdisjoint(n.name for n in read):
        actors, recipients = read, [r for r in recipients if r.name not in {n.name for n in read}]
    elif trigger.type == "CONSULT" and not _has_sides(trigger) and frame.frame.score >= SURE_MEETING:
        actors = unique([*actors, *read])
    elif not actors:
        actors = [n for n in read if n.name not in {r.name for r in recipients}]
    known = {n.name for n in (*actors, *recipients)}
    return actors, recipients or [n for n in in_role(scene, frame.recipient, trigger.start) if n.name not in known]


def _onlookers(scene: Scene, trigger: Trigger) -> set[str]:
    """Who only speaks of an act or looks into it: the subject of a verb that does not perform what its object names."""
    tree = scene.tree
    noun = tree.top(trigger.start, trigger.end)
    verb = tree.heads[noun]
    is_told = trigger.is_noun and trigger.type == "ASSAULT" and verb >= 0 and tree.is_a(noun, "obj")
    if not is_told or scene.low(verb) in _light_verbs() | words_for("undergoing"):
        return set()
    return {named.name for named in subject_of(scene, verb)}


def _has_sides(trigger: Trigger) -> bool:
    is_pledge = trigger.type == "AGREE" and not trigger.is_noun and "with" not in trigger.row["trigger"]
    return trigger.row["mode"] == "visit" or trigger.row["trigger"] in words_for("one-sided dealing") or is_pledge


def frame_at(scene: Scene, trigger: Trigger) -> LineFrame | None:
    """The frame that the reading model finds at a trigger."""
    own = range(trigger.start, trigger.end)
    return next((f for f in scene.line.frames if any(n in own for n in f.trigger)), None)


def in_role(scene: Scene, words: Sequence[int], at: int) -> list[Named]:
    """The actors that the words of a role name near the trigger, those of a phrase once."""
    tops = [n for n in words if scene.tree.heads[n] not in words or scene.tree.is_a(n, "conj")]
    near = [n for n in tops if scene.tree.distance(n, at) <= NEAR and not _is_where(scene, n)]
    return unique(named for n in near for named in named_at(scene, n, DEPTH))


def _is_where(scene: Scene, at: int) -> bool:
    party = scene.covering.get(at)
    return party is not None and scene.is_place(party)


# Verbs


def _of_verb(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Subject and object of a verb; of a passive, the other way round."""
    tree = scene.tree
    verb = tree.top(trigger.start, trigger.end)
    subject = subject_of(scene, verb)
    if not is_passive(tree, verb):
        return subject, _objects(scene, trigger, verb)
    below = [verb, *tree.children(verb, "xcomp", "acl", "advcl")]  # "was invited to speak by": it may hang lower
    agents = [n for v in below for n in tree.children(v, "obl", "nmod") if case_of(scene, n) == "by"]
    actors = [named for n in agents for named in named_by(scene, n)]
    if trigger.type == "RETREAT" and trigger.row["mode"] == "withdraw":
        return actors or subject, []
    return actors, subject or _objects(scene, trigger, verb)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is a past participle with "be", or a bare one that says what was done to its noun."""
    if tree.forms[verb] == "VBG":
        return any(
            tree.forms[n] == "VBG" for n in tree.children(verb, "aux")
        )  # "is being urged", not "had been urging"
    if tree.children(verb, "aux:pass", "nsubj:pass", "obl:agent"):
        return True
    bare = tree.is_a(verb, "acl", "advcl", "appos") and not tree.children(verb, "obj", "mark", "nsubj", "aux")
    return bare and tree.forms[verb] == "VBN" and tree.relations[verb] != "acl:relcl"


def subject_of(scene: Scene, verb: int, depth: int = DEPTH) -> list[Named]:
    """Who does what a verb names, be it told in its clause or in that on which it hangs."""
    tree = scene.tree
    if own := _subjects(tree, verb):
        return [named for n in own for named in named_by(scene, n, depth)]
    head = tree.heads[verb]
    if head < 0 or not depth:
        return []
    if tree.is_a(verb, "conj"):
        return subject_of(scene, head, depth - 1)
    if tree.is_a(verb, "acl:relcl"):
        return named_by(scene, described_by(scene, verb), depth - 1)
    if tree.is_a(verb, "acl"):
        return _of_described(scene, verb, head, depth - 1)
    if tree.is_a(verb, "xcomp", "ccomp", "advcl", "obl", "nmod", "csubj"):
        return _controller(scene, verb, head, depth - 1)
    return []


def _subjects(tree: Tree, verb: int) -> list[int]:
    """The subjects of a clause; "after Nebraska asked" may be read as if "after Nebraska" hung on the verb."""
    own = tree.children(verb, "nsubj")
    before = [n for n in own if n < verb]
    if own or tree.forms[verb] != "VBD":
        return before or own
    led = [n for n in tree.children(verb, "obl") if n < verb and not tree.children(n, "punct")]
    return [n for n in led if any(tree.classes[m] == "SCONJ" for m in tree.children(n, "case"))][-1:]


def _late_subjects(tree: Tree, verb: int) -> list[int]:
    """Objects that the tree takes for a second subject: "have urged Gov. Jan Brewer to veto"."""
    own = tree.children(verb, "nsubj")
    return [n for n in own if n > verb] if any(n < verb for n in own) else []


def _of_described(scene: Scene, verb: int, noun: int, depth: int) -> list[Named]:
    """Who does what an infinitive or participle behind a noun names: "its plan to", "the troops fighting"."""
    tree = scene.tree
    own = named_by(scene, noun, depth)
    is_thing = noun not in scene.covering and not is_people(scene, noun)  # "her Facebook post berating": she does
    if own and not is_thing and (noun in scene.covering or tree.forms[verb] != "VB"):
        return own
    if owners := [named for n in tree.children(noun, "nmod:poss") for named in owner_at(scene, n)]:
        return owners
    by = [n for n in tree.children(noun, "nmod") if case_of(scene, n) in ("by", "from")]
    if by:
        return named_by(scene, by[0], depth)
    head = tree.heads[noun]
    if head >= 0 and tree.is_a(noun, "obj", "obl", "xcomp") and depth:
        return subject_of(scene, head, depth - 1) or own
    return own


def _controller(scene: Scene, verb: int, head: int, depth: int) -> list[Named]:
    """Who does what an infinitive or a gerund under another verb names: its object, else its subject."""
    tree = scene.tree
    objects = [*_late_subjects(tree, head), *tree.children(head, "obj", "iobj")]
    marks = {scene.low(n) for n in tree.children(verb, "mark", "case")}
    is_complement = tree.is_a(verb, "xcomp", "ccomp")
    leads = is_complement or (tree.is_a(verb, "advcl") and not OBJECT_GERUNDS.isdisjoint(marks))
    is_subjects = scene.low(head) in words_for("subject control") or not marks.isdisjoint(("by", "after", "before"))
    if objects and leads and not is_subjects and (found := named_by(scene, objects[0], depth)):
        return found
    via = [n for n in tree.children(head, "obl") if case_of(scene, n) in ("on", "for", "upon")]
    if via and tree.is_a(verb, "xcomp") and not objects:
        return named_by(scene, via[0], depth)  # "called on Iran to halt"
    if tree.classes[head] in ("NOUN", "PROPN"):
        return _of_described(scene, verb, head, depth)
    return subject_of(scene, head, depth)


def _objects(scene: Scene, trigger: Trigger, verb: int) -> list[Named]:
    """Whom a verb reaches: its object, or what a preposition that its type takes leads to."""
    tree = scene.tree
    own = range(trigger.start, trigger.end)
    for n in (*_late_subjects(tree, verb), *tree.children(verb, "iobj", "obj")):
        if n not in own and (found := _reached(scene, n)):
            return found
    inner = [n for m in own for n in tree.children(m, "obj", "nmod", "obl", "compound") if n not in own and m != verb]
    outer = [n for n in tree.children(verb, "obl", "nmod", "advmod") if n not in own]
    last = scene.low(trigger.end - 1)
    by_case = {case_of(scene, n) or last: n for n in (*outer[::-1], *inner[::-1])}
    blocked, taken = words_for(f"not {trigger.type}"), {scene.low(n) for n in own}
    targets = (*TARGETS, "before") if trigger.row["trigger"] in words_for("one-sided dealing") else TARGETS
    free = [case for case in targets if case in by_case and case not in blocked | taken]
    for case in (*(case for case in by_case if case in taken), *free):
        if found := _reached(scene, by_case[case]):
            return found
    if trigger.row["mode"] == "visit":
        return [
            p.named
            for n in (*outer, *tree.children(verb, "obj"))
            if (p := scene.covering.get(n)) and p.named.kind in ("country", "capital")
        ]
    return _beyond(scene, trigger, verb)


def _reached(scene: Scene, at: int) -> list[Named]:
    """The actors at an object, but not a country that only says where something is."""
    party = scene.covering.get(at)
    return [] if party and scene.is_place(party) else named_by(scene, at)


def _beyond(scene: Scene, trigger: Trigger, verb: int) -> list[Named]:
    """Whom the verb below reaches: "refused to meet the envoys", "demanded that Iran halt"."""
    tree = scene.tree
    for n in tree.children(verb, "xcomp", "ccomp", "advcl"):
        is_judged = trigger.row["trigger"] == "call"  # "called the vote a farce"
        if (trigger.type == "REQUEST" or is_judged) and (subject := tree.children(n, "nsubj")):
            return named_by(scene, subject[0])
        if trigger.type in ("REJECT", "THREATEN") and tree.is_a(n, "xcomp"):
            for m in (
                *tree.children(n, "obj", "iobj"),
                *[k for k in tree.children(n, "obl") if case_of(scene, k) in ("with", "to", "against", "on")],
            ):
                if found := _reached(scene, m):
                    return found
    return []


# Nouns


def _of_noun(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Who stands around a noun: "Israel's attack on Egypt", "US-Iran talks", "talks between A and B"."""
    tree = scene.tree
    noun = tree.top(trigger.start, trigger.end)
    own = set(range(trigger.start, trigger.end))
    before = [n for m in own for n in tree.children(m, "nmod:poss", "compound", "amod", "nmod:desc") if n not in own]
    actors = unique(named for n in sorted(before) for named in owner_at(scene, n))
    recipients: list[Named] = []
    is_enjoyed = (
        trigger.type in ("SUPPORT", "AID")
        and tree.is_a(noun, "obj")
        and scene.low(tree.heads[noun]) in words_for("enjoying")
    )
    if _is_target(scene, trigger, before):
        actors, recipients = [], actors
    for case, n in _behind(scene, own):
        found = _reached(scene, n)
        if is_enjoyed and case in ("of", "from"):
            actors, recipients = found, subject_of(scene, tree.heads[noun])
        elif (
            case in ("by", "between", "among")
            or (case == "from" and trigger.type in SENT)
            or (case == "of" and trigger.type not in OBJECTIVE)
        ):
            actors = actors or found
        elif case in (DEALING if trigger.type in RECIPROCAL else LINKS):
            recipients = recipients or found
    if trigger.type in RECIPROCAL:
        recipients = recipients or _brought_together(scene, noun)
    for verb in tree.children(noun, "acl"):
        doers, reached = _by_clause(scene, verb)
        actors, recipients = actors or doers, recipients or reached
    doers, reached = _by_verb(scene, noun)
    actors = actors or [a for a in doers if a.name not in {r.name for r in recipients}]
    if trigger.row["mode"] == "visit" and not recipients:
        recipients = [
            scene.covering[n].named for case, n in _behind(scene, own) if case in ("to", "in") and n in scene.covering
        ]
    return actors, recipients or [r for r in reached if r.name not in {a.name for a in actors}]


def _brought_together(scene: Scene, noun: int) -> list[Named]:
    """Who takes part by a verb that describes a meeting: "a meeting to include Norway and Mali"."""
    verbs = [n for n in scene.tree.children(noun, "acl") if scene.low(n) in words_for("bringing together")]
    return [named for v in verbs for n in scene.tree.children(v, "obj") for named in named_by(scene, n)]


def _by_clause(scene: Scene, verb: int) -> tuple[list[Named], list[Named]]:
    """Doer and target of a noun by a clause that describes it: "the offer (that) Mali made", "issued by Mali"."""
    tree = scene.tree
    if scene.low(verb) not in _light_verbs():
        return [], []
    beside = [(case_of(scene, n), n) for n in tree.children(verb, "obl", "iobj")]
    reached = [named for case, n in beside if case in ("to", "on", "against", "with") for named in _reached(scene, n)]
    if is_passive(tree, verb):
        return [named for case, n in beside if case == "by" for named in named_by(scene, n)], reached
    own = [n for n in _subjects(tree, verb) if scene.low(n) not in RELATIVE]
    return [named for n in own for named in named_by(scene, n)], reached


def _behind(scene: Scene, own: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The nouns that prepositions join to a noun, each with its preposition.

    A "by" just behind the noun is the noun's, though the tree may hang it on the verb: "to broker the support by".
    """
    tree, last = scene.tree, max(own)
    for m in sorted(own):
        for n in tree.children(m, "nmod", "obl"):
            if n not in own and n > m and (case := case_of(scene, n)):
                yield case, n
    verb = tree.heads[tree.top(min(own), last + 1)]
    if verb >= 0 and scene.line.low(last + 1) == "by" and not is_passive(tree, verb):
        yield from (("by", n) for n in tree.children(verb, "obl") if tree.first(n) == last + 2)


def _is_target(scene: Scene, trigger: Trigger, before: list[int]) -> bool:
    """Whether the country before a noun suffers what it names: "the Iraq war", but not "the US war", "Iraq's war"."""
    if len(before) != 1:
        return False
    party = scene.covering.get(before[0])
    if trigger.row["trigger"] in words_for("undergone noun") and scene.tree.is_a(before[0], "nmod:poss"):
        behind = [case for case, _ in _behind(scene, range(trigger.start, trigger.end))]
        return "of" not in behind and (
            party is None or party.named.kind == "person"
        )  # "her removal", not "Iran's arrest of"
    if trigger.type != "ASSAULT" or not scene.tree.is_a(before[0], "compound"):
        return False
    return (
        party is not None
        and party.named.kind == "country"
        and not scene.line.words[party.start].text.replace(".", "").isupper()
    )


def _by_verb(scene: Scene, noun: int) -> tuple[list[Named], list[Named]]:
    """Doer and target of a noun by the verb that it hangs on: "held talks with", "faces sanctions from"."""
    tree, verb = scene.tree, scene.tree.heads[noun]
    while verb >= 0 and tree.is_a(noun, "conj"):
        noun, verb = verb, tree.heads[verb]
    if verb < 0:
        return [], []
    low = scene.low(verb)
    reached = [
        (c, n)
        for n in tree.children(verb, "obl", "iobj")
        if (c := case_of(scene, n) or "to") in ("with", "to", "on", "against", "from")
    ]
    if tree.is_a(noun, "nsubj:pass"):
        by = [n for n in tree.children(verb, "obl") if case_of(scene, n) == "by"]
        return (named_by(scene, by[0]) if by else []), [named for _, n in reached for named in _reached(scene, n)]
    if not tree.is_a(noun, "obj", "obl"):
        return [], []
    subject = subject_of(scene, verb)
    if low in words_for("undergoing"):
        senders = [named for c, n in reached if c == "from" for named in _reached(scene, n)]
        return senders, [] if low in words_for("condemning") else subject
    if tree.is_a(noun, "obl") and case_of(scene, noun) != "in":
        return [], []
    if tree.is_a(noun, "obj") and low not in _light_verbs():
        return [], []
    return subject, [named for c, n in reached if c != "from" for named in _reached(scene, n)]


@cache
def _light_verbs() -> frozenset[str]:
    return frozenset(form for row in table("light").rows for form in row.many("forms"))
