"""What a speaker does by a statement: the act of its cue, made sharper by the words of its content.

Cues such as "said" leave the act open. Then a linear layer of the model folder tells it from the content: its words,
the reading model's vectors of its sentences, cue, source, and the first telling word of a table. Without a reading
model that table alone does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import cast

import numpy as np

from dragoman.cues import Attribution
from dragoman.encoder import Encoded
from dragoman.encoder.linear import Array, bag, stem
from dragoman.lexicon import table
from dragoman.record import ACTS, Act, Spans
from dragoman.words import Phrases, Word, words_in

OPEN = frozenset(("state", "report", "announce"))
"""Acts of cues that leave open what is done: "said", "wrote", "indicates"."""
READ = 40
"""Words of a content in which its act is looked for."""
TOLD = 60
"""Words of a content that the layer weighs."""
OPENING = 3
"""Its first words, weighed by their places."""
TRUST = 0.15
"""The layer's share from which the act of the first telling word stands.

With 0.2, 54.1 instead of 54.0 of 100 acts are right on the other folds' layers; without, 53.8.
"""
QUOTES = "\"“'‘"
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


def act_of(text: str, attribution: Attribution, read: Encoded | None = None) -> Act:
    """The act of a statement: the cue's own, or what the content says where the cue leaves it open."""
    given: Act = attribution.row["act"]  # type: ignore[assignment]
    words = _told(text, attribution.content)
    if given not in OPEN or not words:
        return given
    if attribution.pattern == "told" and words[0].lower == "to":
        return "demand"
    if given == "state" and len(words) <= 2 and words[0].lower in ("no", "not"):
        return "deny"
    if read is None or read.acts is None:
        return _earliest(words, given) or given
    source = (attribution.source,) if attribution.source else ()
    shares = read.acts.probabilities(blocks(text, source, (attribution.cue,), attribution.content, read))
    told = _earliest(words, given)
    return told if told and shares[told] >= TRUST else cast(Act, max(shares, key=lambda act: shares[act]))


def _told(text: str, content: Spans) -> list[Word]:
    words = [word for part in content for word in words_in(text, part)][:READ]
    return [word for word in words if word.is_word or word.text in "'’"]


def blocks(text: str, source: Spans, cue: Spans, content: Spans, read: Encoded) -> dict[str, Array]:
    """What the layer weighs, by name: bags of words are `BUCKETS` long, "vector" as wide as the reading model's."""
    words = [word for part in content for word in words_in(text, part) if word.is_word][:TOLD]
    stems = [stem(word.text) for word in words]
    tone = _earliest(_told(text, content), "state")
    told = np.zeros(len(ACTS) + 3, np.float32)
    told[ACTS.index(tone) if tone else len(ACTS)] = 1
    told[-2:] = text[content[0].start] in QUOTES, len(stems) / TOLD
    said = [stem(word.lower) for part in cue for word in words_in(text, part)]
    speaker = [word.lower for part in source for word in words_in(text, part)][-2:]
    return {
        "vector": _vector(content, read),
        "words": bag(f"w:{word}" for word in dict.fromkeys(stems)),
        "pairs": bag(f"g:{one}_{two}" for one, two in dict.fromkeys(pairwise(stems))),
        "opening": bag(f"o{n}:{word}" for n, word in enumerate(stems[:OPENING])),
        "cue": bag([*(f"c:{word}" for word in said), *(f"s:{word}" for word in speaker)]),
        "told": told,
    }


def _vector(content: Spans, read: Encoded) -> Array:
    """The mean of the vectors of the sentences that a content reaches into."""
    words = [read.words_in(part) for part in content]
    ends = [last for _, last in read.sentences]
    rows = sorted({row for part in words if part for row in _rows(ends, part)})
    return read.vectors[rows].mean(0) if rows else np.zeros(read.vectors.shape[1], np.float32)


def _rows(ends: Sequence[int], words: range) -> range:
    """The numbers of the sentences that some words stand in; `ends` are the words behind the sentences' last."""
    return range(bisect_right(ends, words.start), min(bisect_right(ends, words.stop - 1) + 1, len(ends)))


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
