"""Statements: who said what, through whom, and on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dragoman.actors import SECTOR_OF, Actors, Named, title_end
from dragoman.cues import Attribution, find_attributions, speaker_nouns
from dragoman.lexicon import table
from dragoman.record import Evidence, Manner, Span, SpeakerKind, Spans, Statement
from dragoman.text import View
from dragoman.words import Phrases, Word, span_of, words_in

CONFIDENCE = {
    "preposed": 0.83, "inverted": 0.69, "colon": 0.63, "that": 0.60, "prep": 0.57, "of": 0.52, "told": 0.52, "quote": 0.48,
    "as": 0.45, "np": 0.43, "to": 0.42, "noun": 0.40, "for": 0.39, "about": 0.30, "adverb": 0.29, "passive": 0.23,
}  # fmt: skip
"""Share of each rule's attributions whose source and content were both right on PolNeAR's training part (13,562 found)."""
DIRECT = 0.95
"""Share of a content's letters inside quotation marks from which it counts as wholly quoted."""

HE_SHE = frozenset("he she his her him".split())
THEY = frozenset("they their them it its".split())
SPEAKER_HIMSELF = frozenset("i we my our you your me us".split())
RELATIVE = frozenset("who which that".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str | None
    kind: SpeakerKind


def find_statements(
    view: View, sentences: Spans, quotations: Spans, actors: Actors, report: str, title: Span | None = None
) -> tuple[Statement, ...]:
    """All statements of a report in the order of their cues, as spans of the view."""
    found: list[Statement] = []
    for attribution in find_attributions(view, sentences, quotations, title):
        speaker = _speaker(view, attribution, actors, found)
        home = next((s for s in sentences if s.holds(attribution.cue)), attribution.cue)
        found.append(
            Statement(
                id=f"{report}-s{view.source(attribution.cue).start}",
                source=(attribution.source,) if attribution.source else (),
                cue=(attribution.cue,),
                content=attribution.content,
                speaker=speaker.name,
                speaker_kind=speaker.kind,
                via=(),
                manner=manner_of(view.text, attribution.content, quotations),
                act=attribution.row["act"],  # type: ignore[arg-type]
                confidence=CONFIDENCE[attribution.pattern],
                evidence=_evidence(view.text, home, attribution.content),
            )
        )
    return tuple(_with_relays(statement, found) for statement in found)


def manner_of(text: str, content: Spans, quotations: Spans) -> Manner:
    """Whether content stands wholly, partly or not at all in quotation marks, by its letters and digits."""
    letters = [i for span in content for i in range(*span) if text[i].isalnum()]
    quoted = sum(any(q.start < i < q.end for q in quotations if q.meets(Span(i, i + 1))) for i in letters)
    share = quoted / len(letters) if letters else 0.0
    return "direct" if share > DIRECT else "mixed" if share > 0 else "indirect"


# Speakers


def _speaker(view: View, attribution: Attribution, actors: Actors, before: Sequence[Statement]) -> Speaker:
    """Who speaks: a name where the report gives one, else the report's own description."""
    if attribution.source is None:
        return Speaker(None, "anonymous")
    words = words_in(view.text, attribution.source)
    first = words[0].lower
    if len(words) == 1 and first in HE_SHE | THEY | SPEAKER_HIMSELF | RELATIVE:
        return _pronoun(first, attribution, actors, before)
    head = _head(words)
    if person := _titled_person(words, actors):
        return Speaker(person.name, "person")
    if named := _named_in(words[:head], actors):
        return Speaker(named.name, _kind_of(named, words[:head]))
    description = " ".join(view.text[words[0].start : words[head - 1].end].split())
    noun = words[head - 1].lower
    if (office := actors.holder(noun, attribution.cue.start)) and first in ("the", "a", "an") and head <= 3:
        return Speaker(office.name, "person")
    return Speaker(_without_article(description), _kind_of_description(words[:head], noun))


def _pronoun(word: str, attribution: Attribution, actors: Actors, before: Sequence[Statement]) -> Speaker:
    holder = next((s for s in reversed(before) if any(c.holds(attribution.cue) for c in s.content)), None)
    if word in SPEAKER_HIMSELF:
        return Speaker(holder.speaker, holder.speaker_kind) if holder else Speaker(word, "person")
    if word in RELATIVE:
        named = actors.before(attribution.cue.start, ("person", "organisation", "country", "media", "group"))
        near = named and attribution.cue.start - named.span.end < 60
        return Speaker(named.name, _kind_of(named, [])) if named and near else Speaker(None, "anonymous")
    last = next((s for s in reversed(before) if s is not holder), None)
    if word in HE_SHE:
        if last and last.speaker_kind == "person" and attribution.cue.start - last.cue[0].start < 1200:
            return Speaker(last.speaker, "person")
        person = actors.before(attribution.cue.start, ("person",))
        return Speaker(person.name if person else word, "person")
    if last and last.speaker_kind != "person" and last.speaker:
        return Speaker(last.speaker, last.speaker_kind)
    return Speaker(word, "anonymous" if word == "they" else "organisation")


def _head(words: Sequence[Word]) -> int:
    """How many words come before what only describes the source: "of …", "for …", an apposition."""
    first = 3 if [word.lower for word in words[1:3]] in (["number", "of"], ["of", "the"]) else 0
    for n, word in enumerate(words):
        if n > first and (
            word.lower in ("of", "for", "from", "in", "at", "on", "with", "who", "which", "that") or word.text in ",(—–"
        ):
            return n
    return len(words)


def _titled_person(words: Sequence[Word], actors: Actors) -> Named | None:
    """The person whom a source names behind no more than offices: "Secretary of State Condoleezza Rice"."""
    for named in actors.within(span_of(words, 0, len(words))):
        if named.kind == "person":
            lead = [word for word in words if word.end <= named.span.start]
            return named if title_end(lead) == len(lead) and words[-1].lower not in SECTOR_OF else None
    return None


def _named_in(words: Sequence[Word], actors: Actors) -> Named | None:
    """The actor that a source names: a person before a body, the last before the first ("State Department's Smith")."""
    found = actors.within(span_of(words, 0, len(words)))
    persons = [named for named in found if named.kind == "person"]
    if persons:
        return persons[-1] if words[-1].lower not in ("'s", "’s") | SECTOR_OF.keys() else None
    last = words[-1].lower
    bodies = [
        n for n in found if n.kind in ("organisation", "media", "country", "capital") and n.span.end == words[-1].end
    ]
    if bodies and speaker_nouns().get(last) in (None, "organisation"):
        return bodies[-1]
    return None


def _kind_of(named: Named, words: Sequence[Word]) -> SpeakerKind:
    if named.kind == "person":
        return "person"
    if named.kind == "group":
        return _kind_of_description(words, named.name.split()[-1].lower())
    return "organisation"


def _kind_of_description(words: Sequence[Word], noun: str) -> SpeakerKind:
    if kind := speaker_nouns().get(noun):
        return kind
    if noun in SECTOR_OF:
        return "anonymous"
    if any(word.is_capital for word in words[1:]) and words[0].lower in ("the", "a", "an"):
        return "organisation"
    return "person" if all(word.is_capital or not word.is_word for word in words) and words else "anonymous"


def _without_article(description: str) -> str:
    first, _, rest = description.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else description


# Relays and evidence


def _with_relays(statement: Statement, all_found: Sequence[Statement]) -> Statement:
    """The same statement with the speakers in whose words it is told, outermost first."""
    cue = statement.cue[0]
    outer = [s for s in all_found if s is not statement and any(c.holds(cue) for c in s.content)]
    outer.sort(key=lambda s: -sum(c.end - c.start for c in s.content))
    names = tuple(dict.fromkeys(s.speaker for s in outer if s.speaker and s.speaker != statement.speaker))
    if not names:
        return statement
    return replace(statement, via=names)


@cache
def _evidence_words() -> Phrases[str]:
    return Phrases(((row["words"], row["stance"]) for row in table("evidence").rows), fold_case=True)


def _evidence(text: str, sentence: Span, content: Spans) -> tuple[Evidence, ...]:
    """What the sentence around a statement says, in the report's own words, of its support."""
    words = words_in(text, sentence)
    found = ((stance, span_of(words, a, b)) for a, b, stance in _evidence_words().find(words))
    return tuple(Evidence(stance, span) for stance, span in found if not any(c.meets(span) for c in content))  # type: ignore[arg-type]
