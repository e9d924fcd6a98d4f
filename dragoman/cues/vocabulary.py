"""Closed classes of words that the rules read, and the tables of cues and speakers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.actors import SECTOR_OF, lexicon
from dragoman.lexicon import Row, table
from dragoman.record import SpeakerKind
from dragoman.words import Phrases, Word

BE = frozenset("am are be been being is was were get got".split())
AUXILIARIES = BE | frozenset(
    "did do does had has have having will would shall should may might can could must ought need dare gets "
    "getting".split()
)
ADVERBS = frozenset(
    "again ago ahead all almost already also always apparently both clearly earlier either even ever finally "
    "first further here however immediately initially instead itself just later meanwhile merely more never "
    "nonetheless not now often once only previously probably quickly rather reportedly seemingly simply since so "
    "sometimes soon still then there therefore thus today together tomorrow tonight too twice yesterday yet "
    "himself herself themselves long back out up".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PERIODS = frozenset(
    "week month year morning afternoon evening night day weekend summer spring autumn fall winter".split()
)
PRONOUNS = frozenset(
    "i you he she it we they who which some many others most everyone nobody critics this these those one".split()
)
QUANTIFIERS = frozenset("some many most others critics one these those this".split())
"""Pronouns that may also begin a longer source: "some officials", "one of his aides"."""
RELATIVE = frozenset("who which that".split())
POSSESSIVE = frozenset("his her their its my our your".split())
GENITIVE = frozenset(("'s", "’s", "'", "’"))
CONJUNCTIONS = frozenset(
    "and but or nor yet so because while whereas although though if unless when whenever where whether as since "
    "after before until than that lest once what how why given".split()
)
SUBORDINATE = frozenset(
    "while whereas although though if unless when whenever because since after before until once as".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along among around at before behind below beneath beside between beyond by "
    "despite during for from in inside into like near of off on onto out outside over past through throughout to "
    "toward towards under until upon via with within without amid".split()
)
INSIDE_NAMES = frozenset("of for from at in on with to by near under".split())
ARTICLES = frozenset(("the", "a", "an"))
PLURALS = frozenset("these those some several many two three".split())
DETERMINERS = ARTICLES | POSSESSIVE | PLURALS | frozenset("this that another any no every each".split())
BEFORE_BASE = (
    PRONOUNS
    | AUXILIARIES
    | ADVERBS
    | PLURALS
    | frozenset("to and or people men women voters police media half , not".split())
)
"""Words before the base form of a verb that make it a verb: "they say", "to say", "people say"."""
PARTITIVES = frozenset(
    "number majority minority half third quarter quarters percent dozens hundreds thousands scores handful group "
    "some many most several few all none one two three four five part couple lot".split()
)
"""Nouns and numbers behind which "of" brings the people meant: "a number of officials"."""
AUDIENCES = frozenset(
    "reporters journalists conference audience rally crowd hearing meeting newspaper agency magazine committee "
    "panel parliament supporters lawmakers colleagues interviewer station network television radio show program "
    "programme voters officials aides staff staffers investigators court council summit session forum gathering "
    "assembly public nation service briefing".split()
)
"""Nouns that may end the audience of "told"."""
PASTS = frozenset(
    "became began brought came fell gave grew held kept led left lost made met put ran rose sat sent spent spoke "
    "stood took went won wrote".split()
)
"""Irregular past forms of verbs that are no cue: a source does not run over them."""


MORE_NOUNS = frozenset(
    "address blast brief broadcast cast challenge concern concerns counter credit credits fault judge lobby "
    "mandate mandates note notes post posts press protest protests push quote quotes reference references rule "
    "rules show shows state states tweet tweets voice voices email emails contest fight document documents "
    "dispute disputes briefing brand brands term terms".split()
)
"""Forms of verbs that are nouns as well, beside those whose nouns are cues themselves."""


class Cues(NamedTuple):
    """The table of cues, by the part of speech that each row takes."""

    verbs: Phrases[Row]
    nouns: Phrases[Row]
    prepositions: Phrases[Row]
    adverbs: Phrases[Row]


@cache
def cues() -> Cues:
    """The table of cues. A form may be both verb and noun."""
    rows = table("cues").rows
    kinds = {"noun", "prep", "adverb"}

    def having(kind: str | None) -> Phrases[Row]:
        chosen = [
            row for row in rows if (row["takes"].split(",")[0] if row["takes"].split(",")[0] in kinds else None) == kind
        ]
        return Phrases(((form, row) for row in chosen for form in row.many("forms")), fold_case=True)

    return Cues(having(None), having("noun"), having("prep"), having("adverb"))


@cache
def also_nouns() -> frozenset[str]:
    """Forms that are verb and noun: "claims", "report"."""
    rows = table("cues").rows
    nouns = {form for row in rows if row["takes"].startswith("noun") for form in row.many("forms")}
    verbs = {
        form for row in rows if not row["takes"].startswith(("noun", "prep", "adverb")) for form in row.many("forms")
    }
    return frozenset(nouns & verbs) | MORE_NOUNS


@cache
def speaker_nouns() -> dict[str, SpeakerKind]:
    """Head nouns of sources that no name stands in, and the kind of speaker that each is."""
    return {row["noun"]: row["kind"] for row in table("speakers").rows}  # type: ignore[misc]


@cache
def is_speaker(noun: str) -> bool:
    """Whether a noun in lower case names people, a body or a document that can say something."""
    return noun in speaker_nouns() or noun in SECTOR_OF


def is_nationality(words: list[Word], at: int) -> bool:
    """Whether an adjective such as "Iranian" or "Eastern" stands at a place."""
    found = lexicon().at(words, at) if 0 <= at < len(words) else None
    return bool(found and found[1].kind == "nationality" and found[0] == at + 1) or (
        0 <= at < len(words) and words[at].lower.endswith("eastern")
    )
