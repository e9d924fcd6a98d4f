"""Who speaks: the person, body, document or description that the source of a statement stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.actors import SECTOR_OF, Actors, Named, lexicon, title_end
from dragoman.actors.referents import pronouns_of
from dragoman.cues import PARTITIVES, Attribution, head_end, speaker_nouns
from dragoman.record import Span, SpeakerKind
from dragoman.text import View
from dragoman.words import Word, span_of, words_in

HE_SHE = frozenset("he she his her him".split())
FEMININE = frozenset(("she", "her"))
THEY = frozenset("they their them it its".split())
SELF = frozenset("i we my our me us".split())
RELATIVE = frozenset("who which that".split())
ARTICLES = frozenset(("the", "a", "an"))
NEAR = 200
"""Code points before "who" in which the words that it describes stand."""
NOBODY = frozenset("you one everyone nobody this these those".split())
"""Pronouns that stand for nobody in particular."""
SURE = 0.8
"""Share of likelihood from which a pronoun's antecedent is taken for the speaker."""
FAR = 1200
"""Code points behind a speaker's last statement beyond which "he" need not be him."""
LONGEST_DESCRIPTION = 14
"""Words of a description kept as a speaker's name."""
MANY = frozenset(
    "other others some several many most few two three four five six dozens hundreds half half-dozen number".split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker by name or description; neither where the report names none."""

    name: str | None
    kind: SpeakerKind


UNNAMED = Speaker(None, "anonymous")
UNRESOLVED = Speaker(None, "person")
"""A person of whom the report gives a pronoun only."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a statement: its sentence, the one before, and who spoke last and around it."""

    sentence: Span
    previous: Span | None
    last: Speaker | None
    last_at: int
    holder: Speaker | None
    is_quoted: bool
    """Whether the source stands in the quotation that its holder speaks."""


class Speakers:
    """The speakers of one report."""

    def __init__(self, view: View, actors: Actors) -> None:
        self._text = view.text
        self._actors = actors
        self._pronouns = pronouns_of(view.text, [named for named in actors.all if named.kind == "person"])

    def find(self, attribution: Attribution, place: Place) -> Speaker:
        """Who speaks: a name where the report gives one, else the report's own description."""
        if attribution.source is None:
            return UNNAMED
        words = words_in(self._text, attribution.source)
        if len(words) == 1 and words[0].lower in HE_SHE | THEY | SELF | RELATIVE:
            return self._pronoun(words[0].lower, attribution, place)
        if len(words) == 1 and words[0].lower in NOBODY:
            return UNNAMED
        return self._named(words)

    # Pronouns

    def _pronoun(self, word: str, attribution: Attribution, place: Place) -> Speaker:
        source = attribution.source or attribution.cue
        if word in SELF:
            return place.holder or UNRESOLVED
        if word in RELATIVE:
            return self._antecedent(word, source, place)
        if word in HE_SHE:
            return self._person(word, source.start, place, self._taken(attribution, place))
        return self._body(word, place)

    def _taken(self, attribution: Attribution, place: Place) -> frozenset[str]:
        """The persons whom "he" cannot mean: those of whom he speaks, and who tells of him."""
        told = [part for part in attribution.content if self._text[part.start] not in "“\"‘'"]
        about = [n.name for part in told for n in self._actors.within(part) if n.kind == "person"]
        holder = place.holder.name if place.holder else None
        return frozenset([*about, *([holder] if holder else [])])

    def _person(self, word: str, at: int, place: Place, taken: frozenset[str]) -> Speaker:
        """Whom "he" or "she" means: who is telling, the sentence's subject, the one before's, or who spoke last."""
        wanted = "she" if word in FEMININE else "he"
        holder = place.holder
        if holder and holder.kind == "person" and not place.is_quoted and self._may_be(holder.name, wanted):
            return holder
        if self._goes_on(place, wanted, taken):
            return place.last or UNRESOLVED
        if likely := self._antecedent_of(at, taken):
            return likely
        inside = self._subject(Span(place.sentence.start, at), wanted, taken)
        if inside:
            return Speaker(inside.name, "person")
        last = place.last if place.last and at - place.last_at < FAR else None
        if last and (not _is_one_person(last) or last.name in taken or not self._may_be(last.name, wanted)):
            last = None
        if last and place.previous and place.last_at >= place.previous.start:
            return last
        before = self._subject(place.previous, wanted, taken) if place.previous else None
        if before:
            return Speaker(before.name, "person")
        if last:
            return last
        return self._nearest(at, wanted, taken) or UNRESOLVED

    def _goes_on(self, place: Place, wanted: str, taken: frozenset[str]) -> bool:
        """Whether who spoke in this sentence or the one before may be speaking still."""
        last = place.last
        if not last or last.kind != "person" or place.is_quoted or last.name in taken:
            return False
        near = place.previous.start if place.previous else place.sentence.start
        return place.last_at >= near and self._may_be(last.name, wanted) and self._actors.by_name(last.name) is not None

    def _antecedent_of(self, at: int, taken: frozenset[str]) -> Speaker | None:
        """Whom the pronoun at a place most likely means, where that is sure enough."""
        found = self._actors.antecedents.get(at)
        if found is None or found.sureness < SURE or found.name in taken:
            return None
        return Speaker(found.name, "person") if found.name else self._named(words_in(self._text, found.span))

    def _subject(self, within: Span, wanted: str, taken: frozenset[str]) -> Named | None:
        """The first person of a stretch whom the pronoun may mean."""
        found = [n for n in self._actors.within(within) if n.kind == "person" and n.name not in taken]
        return next((n for n in found if self._may_be(n.name, wanted)), None)

    def _nearest(self, at: int, wanted: str, taken: frozenset[str]) -> Speaker | None:
        for named in reversed(self._actors.within(Span(max(at - FAR, 0), at))):
            if named.kind == "person" and named.name not in taken and self._may_be(named.name, wanted):
                return Speaker(named.name, "person")
        return None

    def _may_be(self, name: str | None, wanted: str) -> bool:
        return name is not None and self._pronouns.get(name, wanted) == wanted

    def _body(self, word: str, place: Place) -> Speaker:
        """Whom "it" or "they" means: the body, people or document that spoke last."""
        kinds = ("organisation", "document") if word in ("it", "its") else ("organisation", "anonymous")
        for speaker in (place.holder if not place.is_quoted else None, place.last):
            if speaker and speaker.kind in kinds and speaker.name:
                return speaker
        return UNNAMED

    def _antecedent(self, word: str, source: Span, place: Place) -> Speaker:
        """The person, people, body or document that "who" or "which" goes on to describe."""
        words = words_in(self._text, Span(max(place.sentence.start, source.start - NEAR), source.start))
        while words and not words[-1].is_word:
            words = words[:-1]
        if not words:
            return UNNAMED
        named = [n for n in self._actors.within(Span(words[0].start, words[-1].end)) if n.span.end == words[-1].end]
        if named and named[-1].kind != "nationality" and (named[-1].kind == "person") == (word == "who"):
            return Speaker(named[-1].name, self._kind(named[-1], words))
        begins = [n for n in range(max(len(words) - LONGEST_DESCRIPTION, 0), len(words)) if words[n].lower in ARTICLES]
        described = words[begins[-1] :] if begins else words[-1:]
        known = any(w.lower in speaker_nouns() for w in described[: head_end(described)])
        return self._named(described) if known else UNNAMED

    # Names and descriptions

    def _named(self, words: Sequence[Word]) -> Speaker:
        head = head_end(words)
        noun = words[head - 1].lower
        if person := self._titled(words) or self._apposed(words):
            return Speaker(person.name, "person")
        many = any(word.lower in MANY for word in words[: min(head - 1, 4)])
        if many or (len(words) > 1 and noun in PARTITIVES):
            return Speaker(self._description(words), "anonymous")
        if delegate := self._actors.delegate(words[:head]):
            return Speaker(delegate.name, "person")
        if named := self._actor(words[:head], noun):
            return Speaker(named.name, self._kind(named, words[:head]))
        if holder := self._holder(words, head):
            return Speaker(holder.name, "person")
        if _is_outlet(words, noun):
            return Speaker(_spaced(self._text[words[0].start : words[-1].end], article=words[0].text), "organisation")
        kind = "person" if _is_sole_office(words[:head]) else _kind_of_description(words[:head], noun)
        return Speaker(self._description(words), kind)

    def _titled(self, words: Sequence[Word]) -> Named | None:
        """The person whom a source names behind no more than offices: "Secretary of State Condoleezza Rice"."""
        for named in self._actors.within(span_of(words, 0, len(words))):
            if named.kind == "person":
                lead = [word for word in words if word.end <= named.span.start]
                behind = [word for word in words if word.start >= named.span.end]
                apart = not behind or behind[0].lower not in ("'s", "’s", "'", "’")
                return named if title_end(lead) == len(lead) and apart and words[-1].lower not in SECTOR_OF else None
        return None

    def _apposed(self, words: Sequence[Word]) -> Named | None:
        """The person whose name follows a description: "Iran's foreign minister, Hassan Rahimi"."""
        comma = next((n for n, word in enumerate(words) if word.text == ","), len(words))
        if comma + 1 >= len(words) or (words[comma - 1].is_capital and words[head_end(words) - 1].is_capital):
            return None
        named = self._actors.within(Span(words[comma + 1].start, words[-1].end))
        first = named[0] if named else None
        return first if first and first.kind == "person" and first.span.start == words[comma + 1].start else None

    def _actor(self, words: Sequence[Word], noun: str) -> Named | None:
        """The actor that a source names with its last words: "the State Department's Smith"."""
        found = [n for n in self._actors.within(span_of(words, 0, len(words))) if n.span.end == words[-1].end]
        if not found:
            return None
        last = found[-1]
        if last.kind == "person":
            return last
        listed = speaker_nouns().get(noun) in (None, "organisation")
        return last if last.kind in ("organisation", "media", "country", "capital") and listed else None

    def _holder(self, words: Sequence[Word], head: int) -> Named | None:
        """The person who holds an office that stands for him: "the president", "the defense secretary"."""
        if words[0].lower not in ARTICLES - {"a", "an"} or head > 4 or head < 2:
            return None
        at = words[0].start
        nationality = lexicon().at(list(words), 1)
        country = nationality[1].country if nationality and nationality[1].kind in ("nationality", "country") else None
        start = nationality[0] if nationality and country else 1
        title = " ".join(word.text for word in words[start:head])
        found = self._actors.holder(title, at) if title else None
        return found if found and country in (None, found.country) else None

    def _description(self, words: Sequence[Word]) -> str:
        """The words of a description up to what is added to it, without its article."""
        end = next((n for n, w in enumerate(words) if n and (w.text in ",(—–" or w.lower in RELATIVE)), len(words))
        end = min(end, LONGEST_DESCRIPTION)
        start = 1 if words[0].lower in ARTICLES and end > 1 and (words[1].lower not in PARTITIVES) else 0
        return _spaced(self._text[words[start].start : words[end - 1].end])

    def _kind(self, named: Named, words: Sequence[Word]) -> SpeakerKind:
        if named.kind == "person":
            return "person"
        return _kind_of_description(words, named.name.split()[-1].lower()) if named.kind == "group" else "organisation"


def _is_one_person(speaker: Speaker) -> bool:
    """Whether "he" may mean a speaker: a person, or one described in the singular ("Allied spokesman in Cyprus")."""
    if speaker.kind == "person":
        return True
    words = words_in(speaker.name or "", Span(0, len(speaker.name or "")))
    noun = words[head_end(words) - 1].lower if words else ""
    return speaker.kind == "anonymous" and not noun.endswith("s") and speaker_nouns().get(noun) == "anonymous"


def _spaced(text: str, article: str = "") -> str:
    name = " ".join(text.split()).replace("’", "'").strip('"“” ')
    return name[len(article) + 1 :] if article == "the" else name


def _is_outlet(words: Sequence[Word], noun: str) -> bool:
    """Whether a name of capitals behind "the" is that of a newspaper or body that no table has: "The Observer"."""
    if words[0].lower != "the" or len(words) < 2 or noun in SECTOR_OF:
        return False
    rest = [word for word in words[1:] if word.is_word and word.lower not in ("of", "and", "for")]
    if not all(word.is_capital for word in rest) or _is_title(words[1:]):
        return False
    return speaker_nouns().get(noun) != "anonymous" or noun in ("observer", "reader", "monitor", "guardian")


SOLE = frozenset("president premier chancellor pope king queen".split())


def _is_sole_office(words: Sequence[Word]) -> bool:
    """Whether a description is an office that one person holds: "the Prime Minister", "the president"."""
    if words[0].lower != "the" or title_end(words) < len(words):
        return False
    return words[-1].lower in SOLE or len(words) > 2


def _is_title(words: Sequence[Word]) -> bool:
    return title_end(words) > 0 or words[-1].lower in ("secretary", "president", "minister", "chairman")


def _kind_of_description(words: Sequence[Word], noun: str) -> SpeakerKind:
    if kind := next((speaker_nouns()[w.lower] for w in reversed(words) if w.lower in speaker_nouns()), None):
        return kind
    if noun in SECTOR_OF:
        return "anonymous"
    if any(word.is_capital for word in words[1:]) and words[0].lower in ARTICLES:
        return "organisation"
    return "person" if words and all(word.is_capital or not word.is_word for word in words) else "anonymous"
