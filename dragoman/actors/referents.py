"""What a report speaks of, so that a pronoun can mean it: named actors, persons and people told by a noun, and things.

A mention is a noun phrase; the mentions of one name, and those of one noun within a few sentences, are of one referent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from dragoman.actors.tables import SECTOR_OF, Named, first_names
from dragoman.encoder import Encoded
from dragoman.lexicon import table
from dragoman.record import Span

ReferentKind = Literal["person", "body", "state", "people", "thing"]
KINDS: Mapping[str, ReferentKind] = {
    "person": "person", "organisation": "body", "media": "body", "country": "state", "capital": "state",
    "group": "people",
}  # fmt: skip
AGAIN = 100
"""Words within which "the driver" is the driver of before."""
MODIFIERS = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "case"))
NO_HEADS = frozenset(("compound", "flat", "appos", "nmod:desc", "fixed", "goeswith"))
"""What a noun is that only describes a name beside it."""
NO_THINGS = frozenset(("obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked", "vocative"))
PLURAL = frozenset(("NNS", "NNPS"))
NOUNS = PLURAL | {"NN", "NNP"}


class Mention(NamedTuple):
    """Where something is named or described: the words, the head among them."""

    key: str
    kind: ReferentKind
    named: tuple[Named, ...]
    """The actors that it names; none where it only describes."""
    span: Span
    head: int
    is_plural: bool
    pronoun: str | None = None
    """ "he" or "she" where that is known of a person."""


@dataclass(slots=True)
class Referent:
    """What some mentions speak of, as far as the report is read; `last` is the word of its last mention, `last_full`
    that of the last which is no pronoun."""

    first: Mention
    last: int
    last_full: int
    pronoun: str | None
    times: int = 0
    weight: float = 0.0
    """Mentions, each the less the more sentences lie between."""
    called: dict[str, int] = field(default_factory=dict)
    """The pronouns that meant it, and how often."""
    by_pronoun: bool = False
    """Whether the last mention is a pronoun."""


def find_mentions(text: str, read: Encoded, named: Sequence[Named]) -> list[Mention]:
    """All that is named or described, in the order of the heads."""
    starts = {word.start: n for n, word in enumerate(read.words)}
    ends = {word.end: n for n, word in enumerate(read.words)}
    known = pronouns_of(text, [n for n in named if n.kind == "person"])
    found: dict[int, Mention] = {}
    taken: set[int] = set()
    for actor in named:
        if actor.span.start not in starts or actor.span.end not in ends or actor.kind not in KINDS:
            continue
        first, last = starts[actor.span.start], ends[actor.span.end]
        head = _head(read, first, last)
        plural = read.xpos[head] in PLURAL and actor.kind == "group"
        found[head] = Mention(actor.name, KINDS[actor.kind], (actor,), actor.span, head, plural, known.get(actor.name))
        taken.update(range(first, last + 1))
    found |= {mention.head: mention for mention in _described(read, taken)}
    joined = list(_joined(read, found))
    return sorted([*found.values(), *joined], key=lambda mention: mention.head)


def _head(read: Encoded, first: int, last: int) -> int:
    """The word of a phrase whose head stands outside it."""
    return next((n for n in range(first, last + 1) if not first <= read.heads[n] <= last), last)


def _described(read: Encoded, taken: set[int]) -> Iterator[Mention]:
    """Persons, people, bodies and things without a name; the same noun within a few sentences is the same."""
    seen: dict[str, int] = {}
    for n, word in enumerate(read.words):
        if read.xpos[n] not in NOUNS or n in taken or read.relations[n] in NO_HEADS | NO_THINGS:
            continue
        low = word.text.lower()
        plural = read.xpos[n] in PLURAL
        first = n
        while first > 0 and read.heads[first - 1] == n and read.relations[first - 1] in MODIFIERS:
            first -= 1
        at = seen[low] if low in seen and n - seen[low] < AGAIN else n
        seen[low] = at
        pronoun = persons().get(low) or None
        yield Mention(f"{low}/{at}", _kind(read, n, low), (), read.span((first, n)), n, plural, pronoun)


def _kind(read: Encoded, at: int, low: str) -> ReferentKind:
    """What a noun speaks of: "driver" a person, "drivers" and "police" people, "dam" a thing."""
    if read.xpos[at] in PLURAL:
        return "people" if low in _plurals() or low in SECTOR_OF or low in PEOPLE else "thing"
    if low in persons():
        return "person"
    return "people" if low in SECTOR_OF or low in COLLECTIVE else "thing"


PEOPLE = frozenset(
    "adults boys brothers buyers customers developers designers employers employees fans fathers folks girls guys "
    "individuals ladies lovers men mothers newcomers peoples players readers settlers sisters sons daughters speakers "
    "staffers teens troops users viewers visitors volunteers women youths".split()
)
"""Plurals for people besides those of the tables of persons and groups."""
COLLECTIVE = frozenset(
    "family couple team crew public people police staff class audience generation band community".split()
)


def _joined(read: Encoded, found: Mapping[int, Mention]) -> Iterator[Mention]:
    """ "A and B" as one: a plural that is mentioned where its last member is."""
    members: dict[int, list[Mention]] = {}
    for mention in found.values():
        if read.relations[mention.head] == "conj" and read.heads[mention.head] in found:
            members.setdefault(read.heads[mention.head], [found[read.heads[mention.head]]]).append(mention)
    for group in members.values():
        kinds = {m.kind for m in group}
        kind: ReferentKind = "thing" if "thing" in kinds else "people"
        named = tuple(n for m in group for n in m.named) if all(m.named for m in group) else ()
        span = Span(group[0].span.start, group[-1].span.end)
        yield Mention("+".join(sorted(m.key for m in group)), kind, named, span, group[0].head, True)


@cache
def persons() -> Mapping[str, str]:
    """Nouns for one person, and "he" or "she" where they tell it."""
    return {noun: row["pronoun"] for row in table("persons").rows for noun in row.many("nouns")}


@cache
def _plurals() -> frozenset[str]:
    """The plurals of nouns for persons."""
    irregular = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "person": "people"}
    found = set(irregular.values()) | {"kids", "others", "parents", "members", "participants", "voters", "lawmakers"}
    for noun in persons():
        ending = next((e for e in ("woman", "man") if noun.endswith(e)), "")
        if ending:
            found.add(noun.removesuffix(ending) + irregular[ending])
        elif noun.endswith("y") and noun[-2] not in "aeiou":
            found.add(noun[:-1] + "ies")
        else:
            found.add(noun + ("es" if noun.endswith(("s", "ch", "ss")) else "s"))
    return frozenset(found)


COURTESY = re.compile(
    r"\b(Mr|Ms|Mrs|Miss|Sir|Lord|Lady|Dame|spokes(?:wo)?man|congress(?:wo)?man|chair(?:wo)?man)\.?\s*$"
)


def pronouns_of(text: str, named: Sequence[Named]) -> dict[str, str]:
    """Each person's pronoun, where a courtesy, an office or a first name tells it."""
    found: dict[str, str] = {}
    for person in named:
        courtesy = COURTESY.search(text, max(person.span.start - 14, 0), person.span.start)
        if courtesy:
            feminine = courtesy[1] in ("Ms", "Mrs", "Miss", "Lady", "Dame") or courtesy[1].endswith("woman")
            found[person.name] = "she" if feminine else "he"
        elif pronoun := first_names().get(person.name.split()[0]):
            found.setdefault(person.name, pronoun)
    return found
