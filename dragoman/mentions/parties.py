"""Parties: who stands around a trigger as its actors and its recipients, by the reading model's tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from dragoman.actors import SECTOR_OF, Named
from dragoman.actors.line import LineFrame
from dragoman.actors.tree import Tree
from dragoman.cues import speaker_nouns
from dragoman.lexicon import table
from dragoman.mentions.pronouns import resolve
from dragoman.mentions.scene import Party, Scene, Trigger, unique
from dragoman.words import span_of

RECIPROCAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose parties are all actors when the words name them side by side."""
ONE_SIDED = frozenset(("RETREAT", "PROTEST", "MOBILIZE"))
"""Types that are done to nobody in particular: what stands behind such a trigger is a place or a thing."""
NEAR = 4
"""Links of the tree between a trigger and a party that only the reading model's frame gives it."""
RELATIVE = frozenset("who which that whom".split())
DEPTH = 4
"""Clauses between a verb and the one that has its subject: "wanted to try to meet"."""
SUBJECT_CONTROL = frozenset("promise promised promises promising threaten threatened threatens vow vowed".split())
"""Verbs whose subject does what the infinitive behind them names, though an object stands between."""
OBJECT_GERUNDS = frozenset("of from for into".split())
"""What leads from a verb with an object to what the object does: "accused Iran of arming", "kept them from going"."""
PEOPLE = frozenset(
    "advocates assassin assassins attackers bomber boys cartels chiefs child clans clerics crowd gangs girls gunman heads "
    "kids locals majority minority mob monks nuns patients relatives schools students survivors suspects teens tribes "
    "victims youth".split()
)
"""Nouns for people and bodies besides those of the tables of groups and speakers."""
PEOPLE_ENDINGS = ("ers", "ors", "ists", "men", "women", "ians", "ants", "ents", "ees", "people", "folk", "youths")
THINGS = frozenset(
    "numbers letters papers powers orders matters computers others dinners quarters centers centres borders headquarters "
    "towers rivers waters shoulders documents payments agreements statements comments events investments elements "
    "apartments restaurants plants grants warrants errors doors floors factors sectors motors figures chapters posters "
    "computers servers trailers containers cylinders talents accents cents percents incidents accidents presents moments "
    "requirements commitments improvements arguments movements developments treatments departments amendments".split()
)
"""Nouns that end as those for people do and are none."""
QUANTITIES = frozenset(
    "all both any each most some many none one two three half dozens hundreds thousands millions number group members "
    "member part rest series majority leaders leader representatives head heads people".split()
)
"""Nouns that stand for what "of" behind them names."""
TARGETS = ("with", "against", "on", "at", "to", "toward", "towards", "upon", "over", "from", "of", "for", "about", "into")
"""Prepositions that lead from a verb to whom it reaches, the likeliest first."""
BLOCKED: dict[str, frozenset[str]] = {
    "ASSAULT": frozenset(("with", "from", "to", "about", "for", "of", "over")),
    "COERCE": frozenset(("with", "to", "about", "for", "over", "at")),
    "REQUEST": frozenset(("with", "about", "for", "over", "against", "into")),
    "SANCTION": frozenset(("about", "for", "of", "into", "to")),
    "AID": frozenset(("against", "at", "from", "of", "about", "over")),
    "SUPPORT": frozenset(("against", "at", "from", "about", "over", "into")),
    "REJECT": frozenset(("about", "for", "into", "on", "over")),
    "CONCEDE": frozenset(("about", "into", "against")),
    "ACCUSE": frozenset(("with", "to", "from", "about", "into")),
    "THREATEN": frozenset(("about", "for", "into", "of", "from")),
    "CONSULT": frozenset(("on", "over", "about", "for", "of", "against", "from", "into", "at")),
    "AGREE": frozenset(("on", "over", "about", "for", "of", "against", "from", "into", "at", "to")),
    "COOPERATE": frozenset(("on", "over", "about", "for", "of", "against", "from", "into", "at", "to")),
}
"""Prepositions that lead to something else than a recipient, by type."""
LINKS = frozenset("of on with against to from for over toward towards at".split())
DEALING = frozenset("with to of toward towards between among".split())
OBJECTIVE = frozenset(("ASSAULT", "COERCE", "SANCTION", "ACCUSE", "SUPPORT", "AID", "REJECT"))
"""Types of nouns whose "of" leads to the recipient: "the invasion of Iraq", not "the visit of the king"."""
SENT = frozenset(("REQUEST", "THREATEN", "AID", "SUPPORT", "ACCUSE", "REJECT"))
"""Types of nouns whose "from" leads to the actor: "an invitation from Tehran"."""
ENJOYING = frozenset("garner garnered receive received receives secure secured have has had having win won wins gain gained gains enjoy enjoyed enjoys lose lost loses get got".split())
"""Verbs whose subject is given the support that they name: "has the support of the clergy"."""
UNDERGONE = frozenset(
    "accept accepted accepts accepting receive received receives receiving face faced faces facing draw drew drawn draws "
    "drawing suffer suffered suffers get got gets getting win won wins winning meet met meets reject rejected rejects "
    "rejecting decline declined declines refuse refused refuses turn turned turns dismiss dismissed escape escaped "
    "survive survived condemn condemned condemns condemning denounce denounced oppose opposed resist resisted".split()
)
"""Verbs whose subject undergoes what the noun behind them names, or answers it: "faces sanctions"."""
TURNED = frozenset("condemn condemned condemns condemning denounce denounced oppose opposed".split())


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
    read = in_role(scene, frame.actor, trigger.start)
    if read and actors and frame.frame.score >= SURE_FRAME and names.isdisjoint(n.name for n in read):
        actors, recipients = read, [r for r in recipients if r.name not in {n.name for n in read}]
    elif trigger.type == "CONSULT" and not _has_sides(trigger) and frame.frame.score >= SURE_MEETING:
        actors = unique([*actors, *read])
    elif not actors:
        actors = [n for n in read if n.name not in {r.name for r in recipients}]
    known = {n.name for n in (*actors, *recipients)}
    return actors, recipients or [n for n in in_role(scene, frame.recipient, trigger.start) if n.name not in known]


SIDED = frozenset(("speech", "address", "speak", "remarks", "accept", "acceptance", "testify", "testimony"))
"""Triggers of reciprocal types that one side does and another receives."""


def _has_sides(trigger: Trigger) -> bool:
    is_pledge = trigger.type == "AGREE" and not trigger.is_noun and "with" not in trigger.row["trigger"]
    return trigger.row["mode"] == "visit" or trigger.row["trigger"] in SIDED or is_pledge


def frame_at(scene: Scene, trigger: Trigger) -> LineFrame | None:
    """The frame that the reading model finds at a trigger."""
    own = range(trigger.start, trigger.end)
    return next((f for f in scene.line.frames if any(n in own for n in f.trigger)), None)


def in_role(scene: Scene, words: Sequence[int], at: int) -> list[Named]:
    """The actors that the words of a role name near the trigger, those of a phrase once."""
    tops = [n for n in words if scene.tree.heads[n] not in words or scene.tree.is_a(n, "conj")]
    near = [n for n in tops if scene.tree.distance(n, at) <= NEAR]
    return unique(named for n in near for named in _named(scene, n, DEPTH))


# Nominals


def named_by(scene: Scene, at: int, depth: int = DEPTH) -> list[Named]:
    """The actors that the noun phrase at a word stands for, those joined to it by "and" among them."""
    return [named for n in scene.tree.group(at) for named in _named(scene, n, depth)]


def _named(scene: Scene, at: int, depth: int) -> list[Named]:
    tree, low = scene.tree, scene.low(at)
    if party := scene.covering.get(at):
        return [*_listed_before(scene, at, party), party.named]
    if low in RELATIVE:
        clause = next((n for n in (at, *tree.above(at)) if tree.is_a(n, "acl:relcl")), None)
        return _named(scene, _described_by(scene, clause), depth - 1) if clause is not None and depth else []
    if tree.classes[at] == "PRON":
        return resolve(scene, at)
    for n in tree.children(at, "appos", "nmod:desc", "flat"):
        if party := scene.covering.get(n):
            return [party.named]
    owners = [named for n in tree.children(at, "nmod:poss", "compound", "amod") for named in owner_at(scene, n)]
    if owners and not (_is_people(scene, at) and any(named.kind == "person" for named in owners)):
        return owners
    of = [n for n in tree.children(at, "nmod") if _case(scene, n) == "of"]
    if of and depth and (low in QUANTITIES or tree.classes[at] == "NUM"):
        return named_by(scene, of[0], depth - 1)
    return _described(scene, at, next((named.country for named in owners if named.country), None))


def _is_people(scene: Scene, at: int) -> bool:
    """Whether a noun stands for people who act for themselves, whosever they are: "his aides", "Trump's lawyers"."""
    low = scene.low(at)
    return low in SECTOR_OF or low in speaker_nouns() or scene.line.words[at].is_capital


def _acts(scene: Scene, at: int) -> bool:
    """Whether a noun stands for people or a body: "gunmen", "villagers", "the committee"."""
    low = scene.low(at)
    if low in THINGS:
        return False
    return low in PEOPLE or _is_people(scene, at) or (scene.tree.forms[at] == "NNS" and low.endswith(PEOPLE_ENDINGS)) or low.endswith(("man", "woman"))


def _listed_before(scene: Scene, at: int, party: Party) -> list[Named]:
    """Those who share a noun with an actor: "U.S. and NATO forces"."""
    before = [n for n in scene.tree.children(at, "compound", "nmod:poss") if n < party.start and n in scene.covering]
    return [scene.covering[n].named for n in before]


def _described_by(scene: Scene, clause: int) -> int:
    """The noun that a relative clause describes, past a tag in parentheses: "John Boehner (R-Ohio), who"."""
    noun = scene.tree.heads[clause]
    is_tag = scene.tree.is_a(noun, "appos", "parataxis") and scene.low(noun - 1) == "("
    return scene.tree.heads[noun] if is_tag and scene.tree.heads[noun] >= 0 else noun


def _described(scene: Scene, at: int, country: str | None) -> list[Named]:
    """People or a body told by a noun alone, where the reading model gives it a part in an event: "two gunmen".

    They are of the country of whose they are: "his aides".
    """
    if at in scene.line.bodies:
        first, end = scene.line.bodies[at]
        name = scene.line.text(first, end)
        return [Named(name, "organisation", country, None, span_of(scene.line.words, first, end))]
    if not any(at in (*f.actor, *f.recipient) for f in scene.line.frames):
        return []
    if scene.tree.classes[at] != "NOUN" or not _acts(scene, at):
        return []
    first = min((n for n in scene.tree.children(at, "amod", "compound") if n < at), default=at)
    name = scene.line.text(first, at + 1)
    return [Named(name, "group", country, None, span_of(scene.line.words, first, at + 1))]


def owner_at(scene: Scene, at: int) -> list[Named]:
    """The actors that a possessor, a compound or a nationality before a noun names: "Iran's", "US", "his"."""
    low = scene.low(at)
    if party := scene.covering.get(at):
        return [] if scene.is_place(party) else [party.named, *_joined(scene, at)]
    if low in ("his", "her", "its", "their", "my", "our"):
        return resolve(scene, at)
    if scene.tree.is_a(at, "nmod:poss"):
        return named_by(scene, at, 1)
    inner = [n for n in scene.tree.children(at) if n in scene.covering and n < at]  # US-led, Iran-backed
    return [scene.covering[inner[0]].named] if inner and low == "led" else []


def _joined(scene: Scene, at: int) -> list[Named]:
    return [scene.covering[n].named for n in scene.tree.children(at, "conj", "compound") if n in scene.covering]


def _case(scene: Scene, at: int) -> str:
    """The preposition that leads to a noun; empty without one.

    One that the tree hangs elsewhere ("meet with" read as one verb) still stands just before the phrase.
    """
    tree = scene.tree
    if cases := tree.children(at, "case"):
        return scene.low(cases[0])
    before = tree.first(at) - 1
    return scene.low(before) if before >= 0 and tree.classes[before] in ("ADP", "SCONJ") else ""


# Verbs


def _of_verb(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Subject and object of a verb; of a passive, the other way round."""
    tree = scene.tree
    verb = tree.top(trigger.start, trigger.end)
    subject = subject_of(scene, verb)
    if not is_passive(tree, verb):
        return subject, _objects(scene, trigger, verb)
    below = [verb, *tree.children(verb, "xcomp", "acl", "advcl")]  # "was invited to speak by": it may hang lower
    agents = [n for v in below for n in tree.children(v, "obl", "nmod") if _case(scene, n) == "by"]
    actors = [named for n in agents for named in named_by(scene, n)]
    if trigger.type == "RETREAT" and trigger.row["mode"] == "withdraw":
        return actors or subject, []
    return actors, subject or _objects(scene, trigger, verb)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is a past participle with "be", or a bare one that says what was done to its noun."""
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
        return named_by(scene, _described_by(scene, verb), depth - 1)
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
    if own and (noun in scene.covering or tree.forms[verb] != "VB"):
        return own
    owners = [named for n in tree.children(noun, "nmod:poss", "compound", "amod") for named in owner_at(scene, n)]
    if owners:
        return owners
    by = [n for n in tree.children(noun, "nmod") if _case(scene, n) in ("by", "from")]
    if by:
        return named_by(scene, by[0], depth)
    head = tree.heads[noun]
    if head >= 0 and tree.is_a(noun, "obj", "obl", "xcomp") and depth:
        return subject_of(scene, head, depth - 1)
    return own


def _controller(scene: Scene, verb: int, head: int, depth: int) -> list[Named]:
    """Who does what an infinitive or a gerund under another verb names: its object, else its subject."""
    tree = scene.tree
    objects = [*_late_subjects(tree, head), *tree.children(head, "obj", "iobj")]
    marks = {scene.low(n) for n in tree.children(verb, "mark", "case")}
    leads = tree.is_a(verb, "xcomp", "ccomp") or (tree.is_a(verb, "advcl") and not OBJECT_GERUNDS.isdisjoint(marks))
    if objects and leads and scene.low(head) not in SUBJECT_CONTROL and not (marks & {"by", "after", "before"}):
        found = [named for n in objects[:1] if (tree.classes[n] in ("PROPN", "PRON") or n in scene.covering
                 or tree.forms[n] in ("NNS", "NN")) for named in named_by(scene, n, depth)]
        if found or tree.is_a(verb, "xcomp"):
            return found or subject_of(scene, head, depth)
    if tree.is_a(verb, "xcomp") and (via := [n for n in tree.children(head, "obl") if _case(scene, n) in ("on", "for", "upon")]):
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
    by_case = {(_case(scene, n) or next((scene.low(m) for m in own if m != verb), "")): n for n in (*outer[::-1], *inner[::-1])}
    blocked = BLOCKED.get(trigger.type, frozenset())
    taken = {scene.low(n) for n in own}
    cases = [c for c in by_case if c in taken] + [c for c in TARGETS if c in by_case and c not in blocked and c not in taken]
    for case in cases:
        if found := _reached(scene, by_case[case]):
            return found
    if trigger.row["mode"] == "visit":
        return [p.named for n in (*outer, *tree.children(verb, "obj")) if (p := scene.covering.get(n)) and p.named.kind in ("country", "capital")]
    return _beyond(scene, trigger, verb)


def _reached(scene: Scene, at: int) -> list[Named]:
    """The actors at an object, but not a country that only says where something is."""
    party = scene.covering.get(at)
    return [] if party and scene.is_place(party) else named_by(scene, at)


def _beyond(scene: Scene, trigger: Trigger, verb: int) -> list[Named]:
    """Whom the verb below reaches: "refused to meet the envoys", "demanded that Iran halt"."""
    tree = scene.tree
    for n in tree.children(verb, "xcomp", "ccomp", "advcl"):
        if trigger.type == "REQUEST" and (subject := tree.children(n, "nsubj")):
            return named_by(scene, subject[0])
        if trigger.type in ("REJECT", "THREATEN") and tree.is_a(n, "xcomp"):
            for m in (*tree.children(n, "obj", "iobj"), *[k for k in tree.children(n, "obl") if _case(scene, k) in ("with", "to", "against", "on")]):
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
    is_enjoyed = trigger.type in ("SUPPORT", "AID") and tree.is_a(noun, "obj") and scene.low(tree.heads[noun]) in ENJOYING
    if _is_target(scene, trigger, before):
        actors, recipients = [], actors
    for case, n in _behind(scene, own):
        found = _reached(scene, n)
        if is_enjoyed and case in ("of", "from"):
            actors, recipients = found, subject_of(scene, tree.heads[noun])
        elif case in ("by", "between", "among") or (case == "from" and trigger.type in SENT) or (case == "of" and trigger.type not in OBJECTIVE):
            actors = actors or found
        elif case in (DEALING if trigger.type in RECIPROCAL else LINKS):
            recipients = recipients or found
    doers, reached = _by_verb(scene, noun)
    actors = actors or [a for a in doers if a.name not in {r.name for r in recipients}]
    if trigger.row["mode"] == "visit" and not recipients:
        recipients = [scene.covering[n].named for case, n in _behind(scene, own) if case in ("to", "in") and n in scene.covering]
    return actors, recipients or [r for r in reached if r.name not in {a.name for a in actors}]


def _behind(scene: Scene, own: Iterable[int]) -> Iterator[tuple[str, int]]:
    """The nouns that prepositions join to a noun, each with its preposition."""
    for m in sorted(own):
        for n in scene.tree.children(m, "nmod", "obl"):
            if n not in own and n > m and (case := _case(scene, n)):
                yield case, n


def _is_target(scene: Scene, trigger: Trigger, before: list[int]) -> bool:
    """Whether the country before a noun suffers what it names: "the Iraq war", but not "the US war", "Iraq's war"."""
    if trigger.type != "ASSAULT" or len(before) != 1 or not scene.tree.is_a(before[0], "compound"):
        return False
    party = scene.covering.get(before[0])
    return party is not None and party.named.kind == "country" and not scene.line.words[party.start].text.replace(".", "").isupper()


def _by_verb(scene: Scene, noun: int) -> tuple[list[Named], list[Named]]:
    """Doer and target of a noun by the verb that it hangs on: "held talks with", "faces sanctions from"."""
    tree, verb = scene.tree, scene.tree.heads[noun]
    while verb >= 0 and tree.is_a(noun, "conj"):
        noun, verb = verb, tree.heads[verb]
    if verb < 0:
        return [], []
    low = scene.low(verb)
    reached = [(c, n) for n in tree.children(verb, "obl", "iobj") if (c := _case(scene, n) or "to") in ("with", "to", "on", "against", "from")]
    if tree.is_a(noun, "nsubj:pass"):
        by = [n for n in tree.children(verb, "obl") if _case(scene, n) == "by"]
        return (named_by(scene, by[0]) if by else []), [named for _, n in reached for named in _reached(scene, n)]
    if not tree.is_a(noun, "obj", "obl"):
        return [], []
    subject = subject_of(scene, verb)
    if low in UNDERGONE:
        senders = [named for c, n in reached if c == "from" for named in _reached(scene, n)]
        return senders, [] if low in TURNED else subject
    if tree.is_a(noun, "obl") and _case(scene, noun) != "in":
        return [], []
    if tree.is_a(noun, "obj") and low not in _light_verbs():
        return [], []
    return subject, [named for c, n in reached if c != "from" for named in _reached(scene, n)]


@cache
def _light_verbs() -> frozenset[str]:
    return frozenset(form for row in table("light").rows for form in row.many("forms"))
