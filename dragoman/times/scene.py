"""The scene: what a rule may look at besides the words that it matched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.record import Span
from dragoman.times.meanings import Meaning, timex_value
from dragoman.times.stretches import Stretch, calendar_around
from dragoman.times.words import DAYS_IN, Match, Tense

_ANCHOR_REACH = 300  # code points back to the time that "the next day" follows
_QUARTER_REACH = 600  # the same for the quarter that results are compared with


class UnanchoredError(LookupError):
    """The words hang on a day that the report does not give."""


@dataclass
class Scene:
    text: str
    published: date | None
    found: list[tuple[Meaning, Span]] = field(default_factory=list)
    years: dict[tuple[int, int], int] = field(default_factory=dict)
    """The year that the text gave with a month and day: it holds where they come again without."""

    loose: bool = False
    """Whether what hangs on a time that the text has not named may be counted from the report's day."""

    @property
    def today(self) -> date:
        if self.published is None:
            raise UnanchoredError
        return self.published

    def before(self, start: int, reach: int = 90) -> str:
        """The words of the same sentence before `start`."""
        words = self.text[max(0, start - reach) : start]
        return _SENTENCE_BREAK.split(words)[-1]

    def after(self, end: int, reach: int = 60) -> str:
        """The words of the same sentence after `end`."""
        return _SENTENCE_BREAK.split(self.text[end : end + reach])[0]

    def anchor(self, start: int, unit: str) -> Stretch:
        """The latest time before `start` that is exact enough to count units from."""
        for stretch in self._spoken_of(start):
            if _exact_enough(stretch, unit):
                return stretch
        if self.loose:
            return calendar_around(self.today, unit)
        raise UnanchoredError

    def quarter(self, start: int) -> Stretch | None:
        """The quarter of a year of which the text speaks: the latest one, as it is compared with earlier ones."""
        spoken_of = self._spoken_of(start, _QUARTER_REACH)
        quarters = (s for s in spoken_of if "-Q" in timex_value(s) and s.last <= (self.published or s.last))
        return max(quarters, default=None)

    def _spoken_of(self, start: int, reach: int = _ANCHOR_REACH) -> Iterator[Stretch]:
        """The stretches of days named shortly before `start`, the latest first."""
        for meaning, span in reversed(self.found):
            if start - span.end > reach:
                return
            if meaning.stretch:
                yield meaning.stretch


_SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9)”’'\"]{2}[.?!])\s+(?=[A-Z“‘\"`'])|(?<=[.?!][”’'\"])\s|\n\n|[;—]")


def _exact_enough(stretch: Stretch, unit: str) -> bool:
    if unit in ("week", "weekend", "fortnight"):
        return stretch.grain == "day"
    if unit in DAYS_IN:
        return stretch.first == stretch.last
    if unit in ("month", "quarter"):
        return stretch.grain != "year" and stretch.last - stretch.first < timedelta(days=100)
    return True


# What makes the words before a time look ahead, or back.
_AHEAD = (
    "(?:will|shall|would|could|may|might|must|to)(?:\\s+not)?\\s+be(?:\\s+\\w+)?",
    "will", "shall", "won['’]t", "would", "could", "may", "might", "until", "till", "upcoming", "forthcoming",
    "next(?! (?:to|day)\\b)", "effective", "forward to", "deadline", "as (?:soon|early) as",
    "(?:is|are|be)\\s+(?:\\w+ing|due|set|expected|scheduled|slated|planned)",
    "(?:due|set|expected|scheduled|slated|planned|postponed|delayed)(?:\\s+(?:for|until|to|on|by|in))?(?:\\s+the)?(?=\\s*$)",
    "(?:due|set|expected|scheduled|slated|planned|expects?|plans?|planning|hop(?:es?|ed|ing)|intends?|agreed|likely|going"
    "|vow(?:s|ed)|supposed|ready|wants?|wanted|threatens?|invited|urged|asked|ordered|promised|prepar(?:es|ing)|needs?"
    "|needed|aims?|is|are|be)\\s+to(?=\\s+[a-z])",
    "(?:asked|invited|urged|told|ordered|summoned|wants?|wanted)\\s+(?:\\w+\\s){1,3}to(?=\\s+[a-z])",
    "(?:ends|begins|opens|starts|resumes|closes|expires|convenes|arrives|departs)(?=\\s*(?:on\\s*)?$)",
    "to\\s+(?:air|begin|start|resume|expire|take place|vote)",
)  # fmt: skip
_BEHIND = (
    "said", "says", "told", "left", "met", "was", "were", "had", "did", "went", "came", "took", "made", "gave", "held",
    "began", "sent", "saw", "got", "ran", "won", "lost", "fell", "rose", "struck", "shot", "hit", "broke", "found",
    "kept", "led", "spoke", "wrote", "stood", "brought", "bought", "fought", "sought", "became", "withdrew", "flew",
    "sold", "paid", "threw", "drew", "grew", "put", "blew", "since", "after", r"[a-z]{2,}ed(?<!eed)(?<!dred)", "agreed",
)  # fmt: skip
_TENSE = re.compile(rf"\b(?:(?P<ahead>{'|'.join(_AHEAD)})|(?P<behind>{'|'.join(_BEHIND)}))\b|['’](?P<contracted>ll)\b")
# The same for the words after it: there "On Friday he agreed to go" looks back.
_TENSE_AFTER = re.compile(
    rf"\b(?:(?P<ahead>will|shall|would|may|might|(?:is|are|plans?|expects?|hopes?|expected|scheduled)\s+to\s+[a-z]|deadline)"
    rf"|(?P<behind>{'|'.join(_BEHIND)}))\b|['’](?P<contracted>ll)\b"
)
_OWNER = re.compile(r"['’]s\b")
_AHEAD_OF = re.compile(r"\b(?:ahead of|until|for|by|upcoming) (?:the )?$")


_LOOSE = frozenset("said says told was were had announced".split())
"""Past forms behind which what is to come may be told: "was leaving in February", "said the visit in March"."""


def is_done(match: Match, scene: Scene) -> bool:
    """Whether the verb before a time tells what was done then: "resigned in February"."""
    cues = list(_TENSE.finditer(scene.before(match.start())))
    return bool(cues) and bool(cues[-1]["behind"]) and cues[-1]["behind"].lower() not in _LOOSE


def tense_of(match: Match, scene: Scene) -> Tense:
    """Whether the sentence speaks of that time as still to come: by its verb before, or else the one after."""
    before, after = scene.before(match.start()), scene.after(match.end())
    following = _TENSE_AFTER.search(after)
    if _OWNER.match(after):
        return "ahead" if _AHEAD_OF.search(before) or (following and not following["behind"]) else "behind"
    cues = list(_TENSE.finditer(before))
    cue = cues[-1] if cues and not after.startswith(" deadline") else following
    return None if cue is None else "behind" if cue["behind"] else "ahead"
