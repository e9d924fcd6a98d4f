"""Same event where mentions are given: triggers of ECB+ documents into groups, stories by dragoman's own grouping.

documents -> stories -> pairs of triggers -> chance that they are one event -> groups by average linkage

Only the words that are marked as actions are taken from the annotation: neither their chains, nor their classes, nor
the participants. The joining of `dragoman.accounts` cannot serve, for it needs types, parties and statuses that these
mentions do not have; what it shares with this are the words' families, the stories and the linkage.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.accounts.told import Words, alike, words_of
from dragoman.encoder import Encoder, Word, load_encoder
from dragoman.encoder.words import breaks_of
from dragoman.record import Reading, Report, Span
from dragoman.stems import LIGHT, stem
from dragoman.stories import average_linkage, find_stories
from evals.heads import text_vectors

Object = dict[str, Any]
Floats = NDArray[Any]

NEAR = 6
"""Words on each side of a trigger that say most of what it is of."""

UNSEEN_SENTENCES = 20
"""Sentences taken as read before the first, so that a word of two short documents is not yet a common one."""

FEATURES = (
    "base", "same word", "same stem", "same family", "vectors", "vectors of one word", "words near", "one sentence",
    "the other's trigger in the sentence",
)  # fmt: skip
WEIGHTS = (-5.01, 2.17, 0.49, 0.44, 7.84, -2.17, 1.25, -1.54, -1.64)
"""Logistic regression (L2) on ECB+ topics 1 to 35: `python -m evals same-event-weights ecbplus-dev.jsonl`."""

ONE_EVENT = 0.4
"""Mean chance at which two groups are one event. CoNLL F1, each half of the topics with the weights of the other: .4
77.1, .45 76.8, .5 76.4; one group for each lemma and story 73.4."""


class Trigger(NamedTuple):
    """A mention of an event as it is compared."""

    item: str
    doc: str
    sentence: int
    word: Words
    stems: frozenset[str]
    around: frozenset[str]
    """Stems of the rest of its sentence."""
    near: frozenset[str]
    vector: Floats
    chain: str
    """What the annotation says; only fitting looks at it."""


def same_event(data: Path) -> Iterator[Object]:
    """Groups of the action mentions of ECB+ documents (JSON lines), as `{"item", "cluster"}`."""
    rows = _lines(data)
    for name, triggers in _grouped(rows, _stories(rows), load_encoder(threads=2)).items():
        for number, group in enumerate(average_linkage(_chances(triggers), ONE_EVENT)):
            yield from ({"item": triggers[n].item, "cluster": f"{name}-{number}"} for n in group)


def _grouped(rows: Sequence[Object], group: Mapping[str, str], encoder: Encoder) -> dict[str, list[Trigger]]:
    """The triggers of each group of documents."""
    found = _centred([trigger for row in rows for trigger in _triggers(row, encoder)])
    by_group: defaultdict[str, list[Trigger]] = defaultdict(list)
    for trigger in found:
        by_group[group[trigger.doc]].append(trigger)
    return dict(by_group)


def _centred(triggers: Sequence[Trigger]) -> list[Trigger]:
    """The same with what all vectors have in common taken away, and each of length 1."""
    vectors = np.stack([trigger.vector for trigger in triggers])
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [trigger._replace(vector=vector) for trigger, vector in zip(triggers, vectors, strict=True)]


def _lines(path: Path) -> list[Object]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _stories(rows: Sequence[Object]) -> dict[str, str]:
    """The story of each document."""
    texts = [" ".join(row["tokens"]) for row in rows]
    leads = text_vectors(texts).astype("<f2")
    reports = [_report(row["doc"], text) for row, text in zip(rows, texts, strict=True)]
    found = find_stories([Reading(r, (), (), (), lead=v.tobytes()) for r, v in zip(reports, leads, strict=True)])
    return {report: story.id for story in found for report in story.reports}


def _report(doc: str, text: str) -> Report:
    return Report(doc, text, doc, None, None, None, None, None, None, "en", Span(0, len(text)))


# Triggers


def _triggers(row: Object, encoder: Encoder) -> Iterator[Trigger]:
    """The actions of the sentences that annotators have checked."""
    tokens, of = row["tokens"], row["sentence"]
    vectors = _vectors(tokens, of, encoder)
    checked = set(row["checked_sentences"])
    for mention in row["mentions"]:
        own = mention["tokens"]
        if mention["type"].startswith(("ACTION", "NEG_ACTION")) and of[own[0]] in checked:
            head = _head(tokens, own)
            others = [n for n, sentence in enumerate(of) if sentence == of[own[0]] and n not in own]
            yield Trigger(
                item=f"{row['doc']}:{own[0]}-{own[-1]}",
                doc=row["doc"],
                sentence=of[own[0]],
                word=words_of(tokens[head]),
                stems=_stems(tokens[n] for n in own) or frozenset({stem(tokens[head])}),
                around=_stems(tokens[n] for n in others),
                near=_stems(tokens[n] for n in others if abs(n - head) <= NEAR),
                vector=vectors[own].mean(0),
                chain=mention["chain"],
            )


def _head(tokens: Sequence[str], own: Sequence[int]) -> int:
    """The word that tells what is done: the last where all tell something (an oil spill), else the first that does."""
    telling = [n for n in own if tokens[n].lower() not in LIGHT and tokens[n][0].isalnum()] or list(own)
    return telling[-1] if len(telling) == len(own) else telling[0]


def _stems(words: Any) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word.lower() not in LIGHT and word[0].isalnum())


def _vectors(tokens: Sequence[str], of: Sequence[int], encoder: Encoder) -> Floats:
    """The model's vector of each token."""
    starts = np.cumsum([0, *(len(token) + 1 for token in tokens)]).tolist()
    words = [Word(token, start, start + len(token)) for token, start in zip(tokens, starts, strict=False)]
    firsts = [n for n in range(len(of)) if n == 0 or of[n] != of[n - 1]]
    bounds = list(zip(firsts, [*firsts[1:], len(of)], strict=True))
    return encoder.word_vectors(words, breaks_of(" ".join(tokens), words), bounds)


# Pairs


def _chances(triggers: Sequence[Trigger]) -> NDArray[np.float32]:
    """The chance that two triggers are of one event, for every two."""
    points = _features(triggers) @ np.array(WEIGHTS)
    chances: NDArray[np.float32] = (1 / (1 + np.exp(-points))).astype(np.float32)
    np.fill_diagonal(chances, 1.0)
    return chances


def _features(triggers: Sequence[Trigger]) -> Floats:
    """triggers x triggers x features, in the order of `FEATURES`."""
    rarity = _rarity(triggers)
    vectors = np.stack([t.vector for t in triggers])
    likeness = vectors @ vectors.T
    found = np.zeros((len(triggers), len(triggers), len(FEATURES)))
    for i, one in enumerate(triggers):
        for j, other in enumerate(triggers[:i]):
            found[i, j] = found[j, i] = _pair(one, other, float(likeness[i, j]), rarity)
    return found


def _pair(one: Trigger, other: Trigger, likeness: float, rarity: Mapping[str, float]) -> list[float]:
    same = alike(one.word.base, other.word.base)
    return [
        1.0,
        same,
        not same and bool(one.stems & other.stems),
        not same and bool(one.word.families & other.word.families),
        likeness,
        likeness * same,
        _overlap(one.near, other.near, rarity),
        one.doc == other.doc and one.sentence == other.sentence,
        bool(one.stems & other.around or other.stems & one.around),
    ]


def _overlap(ones: frozenset[str], others: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Share of the poorer side's words, rare ones weighing more, that the other has too."""
    fewer = min(sum(rarity[word] for word in side) for side in (ones, others))
    return sum(rarity[word] for word in ones & others) / fewer if fewer else 0.0


def _rarity(triggers: Sequence[Trigger]) -> dict[str, float]:
    sentences: defaultdict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
    for trigger in triggers:
        sentences[trigger.doc, trigger.sentence] |= trigger.around | trigger.near
    counts = Counter(word for around in sentences.values() for word in around)
    seen = UNSEEN_SENTENCES + len(sentences)
    return {word: math.log(1 + seen / (1 + n)) for word, n in counts.items()}


# Fitting


def fit(data: Path, model: Path) -> dict[str, float]:
    """Weights of the joining of ECB+ mentions that fit their chains best."""
    rows = _lines(data)
    by_topic = _grouped(rows, {row["doc"]: row["subtopic"] for row in rows}, load_encoder(model, threads=2))
    given, right = zip(*(_pairs(triggers) for triggers in by_topic.values() if len(triggers) > 1), strict=True)
    return dict(zip(FEATURES, _logistic(np.concatenate(given), np.concatenate(right)).round(2).tolist(), strict=True))


def _pairs(triggers: Sequence[Trigger]) -> tuple[Floats, Floats]:
    rows, columns = np.triu_indices(len(triggers), 1)
    same = [triggers[i].chain == triggers[j].chain for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
    return _features(triggers)[rows, columns], np.array(same, float)


def _logistic(given: Floats, right: Floats, l2: float = 3.0, steps: int = 25) -> Floats:
    """Weights of the logistic regression, by Newton's method."""
    weights = np.zeros(given.shape[1])
    pull = np.full(given.shape[1], 2 * l2)
    pull[0] = 0.0
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (chance - right) + pull * weights
        curve = (given * (chance * (1 - chance))[:, None]).T @ given + np.diag(pull)
        weights -= np.linalg.solve(curve, slope)
    return weights
