"""Parties: who stands around a trigger as its actors and its recipients.

The reaches bound the cost more than they choose: half as much or half as much again takes at most 2 of the 126 dyads
that are right in six annotated reports (203 events typed right).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.actors import Named
from dragoman.actors.tables import POSSESSIVE
from dragoman.cues import AUXILIARIES, BE, DETERMINERS
from dragoman.lexicon import table
from dragoman.mentions.scene import (
    ADVERBS,
    ATTRIBUTING,
    CLAUSE_MARKS,
    CONJUNCTIONS,
    GOVERNING,
    PLACE_WORDS,
    TIME_WORDS,
    Party,
    Scene,
    Trigger,
    unique,
)

REACH = 22
"""Words before a verb within which its subject is looked for."""
OBJECT_REACH = 10
AGENT_REACH = 16
"""Words behind a passive within which "by" names who did it."""
NOUN_REACH = 8
"""Words behind a noun within which "of", "by", "with" lead to its parties."""
POSSESSOR_REACH = 5
DOER_REACH = 6
"""Words before a noun within which the light verb stands whose object it is."""
CONTROL_DEPTH = 3
"""Verbs between an infinitive and the subject of the first: "wanted to try to meet"."""
RECIPROCAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose parties are all actors when the words name them side by side."""
ONE_SIDED = frozenset(("RETREAT", "PROTEST", "MOBILIZE"))
"""Types that are done to nobody in particular: what stands behind such a trigger is a place or a thing."""
FIRST_PERSON = frozenset("i we me us my our".split())
SUBJECTS = frozenset("i we he she it they who which".split())
OBJECTS = frozenset("me us him her it them".split())
OWNERS = frozenset("my our his her its their".split())
VICTIMS = frozenset("kill wound injure maim murder massacre arrest detain jail imprison kidnap abduct execute".split())
"""Verbs whose participle without an object says what was done to the noun before it."""
GERUND_PREPOSITIONS = frozenset(
    "of for by after before without in on about from while when despite against since into at through".split()
)
PLAN_NOUNS = frozenset(
    "decision plan plans intention intentions willingness refusal offer promise effort efforts attempt attempts "
    "threat threats move bid vow pledge right proposal demand call desire readiness failure agreement deal ability "
    "obligation duty chance pressure".split()
)
"""Nouns whose possessor does what the infinitive behind them names."""
OBJECT_ENDS = frozenset((",", "who", "which", "after", "before", "during"))
PHRASE_ENDS = frozenset((",", "that", "who", "which", "and"))
"""Words behind which no party of a verb, or of a noun, is looked for."""
PHRASE_BEGINS = (DETERMINERS | AUXILIARIES | PLACE_WORDS | GOVERNING | {","}) - POSSESSIVE
ACTOR_LINKS = frozenset("by between among".split())
DEALING_LINKS = frozenset("with to of toward towards".split())
"""Prepositions that lead to the other side of talks and deals; "on" and "over" lead to their matter."""
RECIPIENT_LINKS = frozenset("of on with against to from for over toward towards at".split())


def find_parties(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Actors and recipients; of a reciprocal event all are actors, of a one-sided one there are no recipients."""
    actors, recipients = _of_noun(scene, trigger) if trigger.is_noun else _of_verb(scene, trigger)
    if trigger.type in ("RETREAT", "MOBILIZE") and not actors:
        actors, recipients = [r for r in recipients if r.sector == "MIL"], []
    known = {actor.name for actor in actors}
    recipients = [r for r in recipients if trigger.type not in ONE_SIDED and r.name not in known]
    if trigger.type in RECIPROCAL and trigger.row["mode"] != "visit" and recipients:
        actors, recipients = [*actors, *recipients], []
    return unique(actors), unique(recipients)


# Verbs


def _of_verb(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Subject and object of a verb; of a passive, the other way round."""
    left = _subject(scene, trigger.start)
    if not is_passive(scene, trigger):
        right = _object(scene, trigger.end)
        if not right and trigger.row["mode"] == "visit":
            right = _host(scene, trigger.end)
        return left, right
    for n in range(trigger.end, min(trigger.end + AGENT_REACH, len(scene.line.words))):
        if scene.low(n) == "by":
            return _object(scene, n + 1, reach=6), left
        if scene.low(n) in CLAUSE_MARKS or scene.low(n) in (",", "and"):
            break
    if trigger.type == "RETREAT" and trigger.row["mode"] == "withdraw":
        return left, []
    return [], left


def is_passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb is a past participle behind "be", or a bare one behind its object: "those killed in Basra"."""
    verb = scene.low(trigger.start)
    if verb.endswith("ing") or verb == trigger.row["trigger"].split()[0]:
        return False
    for n in range(trigger.start - 1, max(trigger.start - 5, -1), -1):
        low = scene.low(n)
        if low in BE or low == "getting":
            return True
        if low in ("has", "have", "had") or not scene.is_adverbial(n):
            break
    behind = scene.low(trigger.end)
    if behind == "by":
        return not scene.low(trigger.end + 1).endswith("ing")
    has_no_object = not behind.isalnum() or behind in ("in", "at", "on", "near", "during", "when")
    return trigger.row["trigger"] in VICTIMS and has_no_object


def _subject(scene: Scene, at: int, depth: int = 0) -> list[Named]:
    """The subject of the verb at a word: an infinitive's controller, for a gerund or second verb that of the clause."""
    k = at - 1
    while k >= 0 and _is_between_subject_and_verb(scene, k):
        k -= 1
    low = scene.low(k)
    if low == "to" and depth < CONTROL_DEPTH:
        return _controller(scene, k, depth)
    is_gerund = scene.low(at).endswith("ing") and k == at - 1
    if is_gerund and low in GERUND_PREPOSITIONS:
        return _gerund_subject(scene, k) or _behind_comma(scene, at)
    if low in ("and", "or", "but", ",") or (is_gerund and k < 0):
        return _first_subject(scene, k) or _behind_comma(scene, at)
    return _nearest_subject(scene, k)


def _gerund_subject(scene: Scene, k: int) -> list[Named]:
    """Who does what a gerund behind a preposition names: "accused X of", "X's plan of", else the clause's subject."""
    party = scene.ending.get(k)
    is_object = party is not None and not scene.is_governed(party) and not scene.is_place(party)
    if party and is_object and scene.low(k) in ("of", "from", "for", "against", "into"):
        return scene.joined(party)
    owner = _possessor(scene, k) if scene.low(k - 1) in PLAN_NOUNS else []
    return owner or _first_subject(scene, k)


def _is_between_subject_and_verb(scene: Scene, k: int) -> bool:
    low = scene.low(k)
    if scene.is_adverbial(k):
        return k + 1 not in scene.ending
    if low in TIME_WORDS:
        return True
    return low == "on" and scene.low(k + 1) in TIME_WORDS


def _controller(scene: Scene, to: int, depth: int) -> list[Named]:
    """Who does what an infinitive names: "asked X to", "X's decision to", "for X to", "X wants to"."""
    k = to - 1
    while k > 0 and scene.low(k) in ADVERBS:
        k -= 1
    party = scene.ending.get(k + 1)
    if party and not scene.is_place(party):
        before = scene.low(party.start - 1)
        if before not in GOVERNING - {"for", "on", "of"}:
            return scene.joined(party)
        return _nearest_subject(scene, party.start - 1)
    if scene.low(k) in OBJECTS:
        return resolve(scene, k)
    if scene.low(k) in PLAN_NOUNS:
        return _possessor(scene, k) or _nearest_subject(scene, k)
    return _subject(scene, k, depth + 1) if party is None else _nearest_subject(scene, k)


def _nearest_subject(scene: Scene, k: int) -> list[Named]:
    """The nearest actor of the clause before a place that no preposition governs, else the nearest that one does."""
    second: list[Named] = []
    for n in range(k, max(k - REACH, -1), -1):
        low = scene.low(n)
        if low in SUBJECTS:
            return resolve(scene, n)
        party = scene.ending.get(n + 1)
        if party and not scene.is_place(party):
            if scene.is_free(party):
                return scene.joined(party)
            second = second or scene.joined(party)
        if low in CLAUSE_MARKS or low in ATTRIBUTING or low in CONJUNCTIONS:
            break
    return second


def _first_subject(scene: Scene, k: int) -> list[Named]:
    """The first ungoverned actor of the clause that holds a place."""
    found: list[Named] = []
    for n in range(k, max(k - REACH - 8, -1), -1):
        low = scene.low(n)
        party = scene.ending.get(n + 1)
        if party and not scene.is_place(party) and scene.is_free(party):
            found = scene.joined(party)
        elif low in SUBJECTS:
            found = resolve(scene, n) or found
            if low in ("who", "which"):
                break
        if low in CLAUSE_MARKS or low in ATTRIBUTING or (low in CONJUNCTIONS and found):
            break
    return found


def _behind_comma(scene: Scene, at: int) -> list[Named]:
    """The subject behind an opening participle: "Returning to Kabul, the envoy said"."""
    for n in range(at, min(at + REACH, len(scene.line.words))):
        if scene.low(n) == ",":
            if scene.low(n + 1) in SUBJECTS:
                return resolve(scene, n + 1)
            party = scene.starting.get(n + 1 + (scene.low(n + 1) in DETERMINERS))
            return scene.joined(party) if party else []
    return []


def _object(scene: Scene, at: int, reach: int = OBJECT_REACH) -> list[Named]:
    """The nearest actor behind a place in its clause, with those joined to it."""
    for n in range(at, min(at + reach, len(scene.line.words))):
        low = scene.low(n)
        party = scene.starting.get(n)
        if party and not scene.is_place(party) and (n == at or scene.low(n - 1) != "by"):
            return [party.named, *scene.joined_behind(party)]
        if low in OBJECTS and n == at:
            return resolve(scene, n)
        if n > at and (scene.ends_clause(n) or low in CONJUNCTIONS or low in OBJECT_ENDS):
            return []
        if low in (";", "that", "because") or _is_infinitive(scene, n):
            return []
    return []


def _is_infinitive(scene: Scene, n: int) -> bool:
    """Whether "to" leads to a verb, not to somebody or something."""
    behind = scene.low(n + 1)
    leads_to_noun = n + 1 in scene.starting or behind in DETERMINERS or behind in OBJECTS
    return scene.low(n) == "to" and behind.isalpha() and not leads_to_noun


def _host(scene: Scene, at: int) -> list[Named]:
    """The country or capital that a visitor comes to: "arrived in Tehran"."""
    for n in range(at, min(at + 5, len(scene.line.words))):
        if (party := scene.starting.get(n)) and party.named.kind in ("country", "capital"):
            return [party.named]
    return []


# Nouns


def _of_noun(scene: Scene, trigger: Trigger) -> tuple[list[Named], list[Named]]:
    """Who stands around a noun: "Israel's attack on Egypt", "US-Iran talks", "talks between A and B"."""
    actors = _possessor(scene, trigger.start)
    recipients: list[Named] = []
    if _is_target(scene, trigger):
        actors, recipients = [], actors
    links = DEALING_LINKS if trigger.type in RECIPROCAL else RECIPIENT_LINKS
    for link, party in _linked(scene, trigger.end):
        group = [party.named, *scene.joined_behind(party)]
        if link in ACTOR_LINKS:
            actors = actors or group
        elif link in links and not scene.is_modifier(party):
            recipients = recipients or group
    if not actors:
        names = {r.name for r in recipients}
        actors = [a for a in _doer(scene, trigger) if a.name not in names]
    return actors, recipients


def _linked(scene: Scene, at: int) -> Iterator[tuple[str | None, Party]]:
    """The actors behind a noun in its phrase, each with the preposition that leads to it."""
    link, n, last = None, at, min(at + NOUN_REACH, len(scene.line.words))
    while n < last:
        low, party = scene.low(n), scene.starting.get(n)
        if party:
            if not scene.is_place(party):
                yield link, party
            link, n = None, party.end
            continue
        if low in AUXILIARIES or low in CONJUNCTIONS or low in PHRASE_ENDS or scene.ends_clause(n):
            return
        if low in ACTOR_LINKS or low in RECIPIENT_LINKS or low in PLACE_WORDS:
            link = low
        n += 1


def _is_target(scene: Scene, trigger: Trigger) -> bool:
    """Whether the country before a noun suffers what it names: "the Iraq war", but not "the US war", "Iraq's war"."""
    party = scene.ending.get(trigger.start)
    if trigger.type != "ASSAULT" or party is None or party.named.kind != "country":
        return False
    return not scene.line.words[party.start].text.replace(".", "").isupper()


def _possessor(scene: Scene, at: int) -> list[Named]:
    """Actors just before a noun that own or describe it: "Iran's recent offer", "the US-led invasion", "his visit"."""
    for n in range(at - 1, max(at - 1 - POSSESSOR_REACH, -1), -1):
        low = scene.low(n)
        if low in OWNERS:
            return resolve(scene, n)
        party = scene.ending.get(n + 1)
        if party:
            return _owners(scene, party, n + 1 == at)
        if low in PHRASE_BEGINS or scene.ends_clause(n):
            return []
    return []


def _owners(scene: Scene, party: Party, is_adjacent: bool) -> list[Named]:
    """A possessor or a describing actor with those joined to it; none where the actor is a place or a subject."""
    owns = scene.is_possessor(party) or party.named.kind == "nationality"
    names_itself = party.named.kind in ("country", "organisation", "group", "person", "capital") and is_adjacent
    if scene.is_place(party) and not owns:
        return []
    if owns or names_itself or scene.low(party.end) == "-" or party.named.kind in ("country", "organisation"):
        return [*scene.joined_before(party), party.named]
    return []


def _doer(scene: Scene, trigger: Trigger) -> list[Named]:
    """The subject of a light verb of which a noun is the object ("Iran held talks"), or of who takes part in it."""
    n = trigger.start
    for _ in range(DOER_REACH):
        n -= 1
        low = scene.low(n)
        if low in _light_verbs():
            return _subject(scene, n)
        if n + 1 in scene.ending:
            if n + 1 < trigger.start:
                return []
            n = scene.ending[n + 1].start
        elif low == "in" and (trigger.type in RECIPROCAL or trigger.type == "ACCUSE"):
            return _subject(scene, n)
        elif n < 0 or low in GOVERNING or low in PLACE_WORDS or low in CLAUSE_MARKS or low in ("to", ",", "that"):
            return []
    return []


@cache
def _light_verbs() -> frozenset[str]:
    return frozenset(form for row in table("light").rows for form in row.many("forms"))


# Pronouns


def resolve(scene: Scene, at: int) -> list[Named]:
    """Whom a pronoun means; nobody where the report names none."""
    low = scene.low(at)
    if low in FIRST_PERSON:
        speaker = _speaker(scene, at)
        return [speaker] if speaker else []
    if low in ("who", "which", "that"):
        return _antecedent(scene, at)
    speaker = _speaker(scene, at)
    himself = speaker.name if speaker else None
    earlier = [p for p in _before(scene, at) if not scene.is_place(p) and p.named.name != himself]
    persons = [p for p in earlier if p.named.kind == "person"]
    if low in ("he", "she", "him", "her", "his"):
        return _best(scene, persons, scene.past.person)
    others = [p for p in earlier if p.named.kind != "person" and not scene.is_modifier(p)]
    if low in ("they", "them", "their"):
        groups = [p for p in others if p.named.kind == "group"] or others
        return _best(scene, groups or persons, scene.past.other)
    return _best(scene, others or (persons if low == "its" else []), scene.past.other)


def _speaker(scene: Scene, at: int) -> Named | None:
    """Who says the word at a place, where it stands in somebody's own words."""
    start = scene.line.words[at].start
    for statement, speaker in scene.statements:
        if statement.manner != "indirect" and any(part.start <= start < part.end for part in statement.content):
            return speaker
    return None


def _before(scene: Scene, at: int) -> Sequence[Party]:
    """The last actors before a place, nearest last."""
    found: list[Party] = []
    for n in range(at, max(at - 2 * REACH, -1), -1):
        if party := scene.ending.get(n):
            found.append(party)
    return found[::-1]


def _best(scene: Scene, parties: Sequence[Party], past: Named | None) -> list[Named]:
    """The last party that is a subject, else the last, else the one of the sentences before."""
    free = [p for p in parties if not scene.is_governed(p) and not scene.is_possessor(p)]
    if free or parties:
        return [(free or list(parties))[-1].named]
    return [past] if past else []


def _antecedent(scene: Scene, at: int) -> list[Named]:
    """Whom "who" or "which" stands for: the actor before it, with no more than a few words between."""
    for n in range(at, max(at - 6, -1), -1):
        party = scene.ending.get(n)
        if party and not scene.is_place(party):
            return scene.joined(party) if n >= at - 1 else [party.named]
    return []
