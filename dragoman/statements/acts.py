"""What a speaker does by a statement: the act of its cue, made sharper by the words of its content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dragoman.cues import Attribution
from dragoman.lexicon import table
from dragoman.record import Act
from dragoman.words import Phrases, Word, words_in

OPEN = frozenset(("state", "report", "announce"))
"""Acts of cues that leave open what is done: "said", "wrote", "indicates"."""
READ = 40
"""Words of a content in which its act is looked for."""
SUBJECT = 9
"""Words of a content's subject, behind which "will" tells of a plan."""
OBLIGED = 12
"""Words before which "should" or "must" is the content's own, not that of a clause inside it."""
OWN = frozenset("i we he she they".split())
FUTURE = frozenset("will shall 'll ’ll won't won’t".split())
PAST_FUTURE = frozenset(("would", "wouldn't", "wouldn’t"))
PROMISERS = frozenset(("i", "we"))


@cache
def _tones() -> Phrases[Act]:
    rows = table("tones").rows
    return Phrases(((words, row["act"]) for row in rows for words in row.many("words")), fold_case=True)  # type: ignore[misc]


def act_of(text: str, attribution: Attribution) -> Act:
    """The act of a statement: the cue's own, or what the content says where the cue leaves it open."""
    given: Act = attribution.row["act"]  # type: ignore[assignment]
    content = [word for part in attribution.content for word in words_in(text, part)][:READ]
    words = [word for word in content if word.is_word or word.text in "'’"]
    if given not in OPEN or not words:
        return given
    if attribution.pattern == "told" and words[0].lower == "to":
        return "demand"
    if given == "state" and len(words) <= 2 and words[0].lower in ("no", "not"):
        return "deny"
    return _earliest(words, given) or given


def _earliest(words: Sequence[Word], given: Act) -> Act | None:
    """The act that the first telling word or future stands for. What is reported or announced keeps its own act."""
    planned = _planned(words)
    if given != "state":
        return "announce" if planned and given == "announce" else None
    tones = ((start, act) for start, _, act in _tones().find(words))
    tone = next((t for t in tones if t[0] < OBLIGED or t[1] not in ("propose", "demand")), None)
    if planned and (tone is None or planned[0] < tone[0]):
        return planned[1]
    return tone[1] if tone else None


def _planned(words: Sequence[Word]) -> tuple[int, Act] | None:
    """Where a content tells what somebody will do: "he would resign", "we will fight"."""
    for at in range(1, min(SUBJECT, len(words))):
        low, subject = words[at].lower, words[at - 1].lower
        if low in FUTURE or (low in PAST_FUTURE and subject in OWN):
            promise = subject in PROMISERS and low not in ("won't", "won’t")
            return at, "promise" if promise else "announce"
        if words[at - 1].lower in PROMISERS and low == "am" and "announce" in [w.lower for w in words[at : at + 4]]:
            return at, "announce"
    return None
