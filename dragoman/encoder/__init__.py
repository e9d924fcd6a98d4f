"""The reading model over a text: words and trees, names, attributions, event frames and sentence vectors.

    sentences -> words -> windows -> network -> best trees, frames, names -> Encoded

Every window goes through the network alone: a dynamic quantisation looks at all that it is given, so that a batch would
make the reading of one window depend on the others. Several windows run side by side in threads instead.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.encoder.frames import Found, FrameScores, find_frames
from dragoman.encoder.linear import Layer, load_layer
from dragoman.encoder.network import SHIPPED, Given, Network
from dragoman.encoder.relations import Scored
from dragoman.encoder.trees import best_tree
from dragoman.encoder.windows import LONGEST, Window, windows_over
from dragoman.encoder.words import Word, breaks_of, fitted, word_types, words_in
from dragoman.record import ACTS, Span, Spans

__all__ = ["SHIPPED", "Encoded", "Encoder", "Frame", "Name", "Word", "cut_words", "load_encoder", "words_in"]

ROLES = {"attribution": ("source", "cue", "content"), "event": ("actor", "trigger", "recipient")}
ACTS_FILE = "acts.npz"
OWN_ROLE = 2
"""The number of the role that cues and triggers have themselves, from 1."""

LOADING = Lock()
"""Of several visitors of the pages who ask at once one loads the model."""

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A named person, organisation or place: words `first` to `last` (inclusive)."""

    first: int
    last: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue or trigger with the words of each role (numbers of words, in order); `score` from 0 to 1."""

    anchors: tuple[int, ...]
    roles: dict[str, tuple[int, ...]]
    score: float
    type: str = ""
    type_score: float = 0.0
    status: str = ""
    status_score: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the network read in a text. Words are numbered through; a tuple of words' facts is as long as `words`."""

    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    """First word and last word (exclusive) of each sentence that has words."""
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    """The number of each word's head, -1 for a root: one a sentence, or a part of one longer than a window."""
    relations: tuple[str, ...]
    names: tuple[Name, ...]
    attributions: tuple[Frame, ...]
    events: tuple[Frame, ...]
    vectors: NDArray[np.float32]
    """sentences x width, each row of length 1."""
    lead: NDArray[np.float32]
    """The vector of the first window, of length 1: what the text is about. Empty where there is no text."""
    acts: Layer | None = None
    """The layer of the model folder that tells the acts of statements (`dragoman.statements.acts`)."""

    def vectors_of(self, sentences: Spans) -> NDArray[np.float32]:
        """The vector of the lead, then that of each sentence that was given to read: zeros where it has no words."""
        rows = np.zeros((len(sentences) + 1, len(self.lead)), np.float32)
        rows[0] = self.lead
        starts = [sentence.start for sentence in sentences]
        for (first, _), vector in zip(self.sentences, self.vectors, strict=True):
            rows[bisect_right(starts, self.words[first].start)] = vector
        return rows

    def words_in(self, span: Span) -> range:
        """The numbers of the words that begin within a stretch of text."""
        return range(*(bisect_left(self.words, at, key=lambda word: word.start) for at in span))

    def names_in(self, span: Span) -> Sequence[Name]:
        """The names that begin within a stretch of text."""
        words = self.words_in(span)
        first, last = (bisect_left(self.names, n, key=lambda name: name.first) for n in (words.start, words.stop))
        return self.names[first:last]

    def events_in(self, span: Span) -> Sequence[Frame]:
        """The event frames whose first trigger word begins within a stretch of text."""
        words = self.words_in(span)
        first, last = (bisect_left(self.events, n, key=lambda f: f.anchors[0]) for n in (words.start, words.stop))
        return self.events[first:last]

    def span(self, words: Sequence[int]) -> Span:
        """From the first to the last of the words."""
        return Span(self.words[words[0]].start, self.words[words[-1]].end)

    def spans(self, words: Iterable[int]) -> Spans:
        """The stretches of text that the words make up: one for each run of words that follow each other."""
        runs: list[list[int]] = []
        for word in words:
            if runs and word == runs[-1][-1] + 1:
                runs[-1].append(word)
            else:
                runs.append([word])
        return tuple(self.span(run) for run in runs)


class Encoder:
    """Reads texts with a model folder. The same text gives the same result, bit for bit, with any number of threads."""

    def __init__(self, folder: Path = SHIPPED, threads: int = 1) -> None:
        self.network = Network(folder)
        acts = folder / ACTS_FILE
        self.acts = load_layer(acts, ACTS, "python -m training.acts") if acts.exists() else None
        self._threads = max(1, threads)
        self._pool = ThreadPoolExecutor(self._threads) if self._threads > 1 else None

    @property
    def name(self) -> str:
        """The model's name and version."""
        return f"{self.network.labels.name} {self.network.version}"

    def read(self, text: str, sentences: Spans) -> Encoded:
        """Read the sentences of a text."""
        return self.read_words(*cut_words(text, sentences))

    def read_words(self, words: Sequence[Word], breaks: Sequence[int], sentences: Sequence[tuple[int, int]]) -> Encoded:
        """Read words that were cut elsewhere; `breaks` says what stands before each (`dragoman.encoder.words`)."""
        run = self._pool.map if self._pool else map
        reads = list(run(self._window, self.windows(words, breaks, sentences)))
        return replace(_join(words, sentences, reads), acts=self.acts)

    def word_vectors(
        self, words: Sequence[Word], breaks: Sequence[int], sentences: Sequence[tuple[int, int]]
    ) -> NDArray[np.float32]:
        """The network's vector of each word in its window: words x width."""
        run = self._pool.map if self._pool else map
        cuts = self.windows(words, breaks, sentences)
        rows = [
            read[window.kept.start - window.start : window.kept.stop - window.start]
            for window, read in zip((window for window, _ in cuts), run(self._word_vectors, cuts), strict=True)
        ]
        return np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)

    def _word_vectors(self, cut: tuple[Window, Given]) -> NDArray[np.float32]:
        return np.asarray(self.network.run(cut[1])["vectors"], np.float32)

    def scored(self, text: str) -> tuple[list[Word], Scored, Array]:
        """The words of one sentence with what the network scored, and the log-probabilities of event roles (n n roles).

        Of a sentence longer than a window the first words. Raises ValueError where there are none.
        """
        words = words_in(text, Span(0, len(text)))[:LONGEST]
        if not words:
            raise ValueError("a sentence without words")
        [(window, given)] = self.windows(words, breaks_of(text, words), [(0, len(words))])
        out = self.network.run(given)
        heads, relations = _tree(out, given.sentences, window.kept)
        names = [self.network.labels.relations[n] for n in relations]
        return words, _scored(out, [word.text for word in words], heads, names), _log_softmax(out["event_roles"])

    def windows(
        self, words: Sequence[Word], breaks: Sequence[int], sentences: Sequence[tuple[int, int]]
    ) -> list[tuple[Window, Given]]:
        """The windows over a text, each with what the network is given of it."""
        texts = [word.text for word in words]
        kinds = word_types(texts, breaks)
        return [(window, self._given(texts, kinds, window)) for window in windows_over(sentences)]

    def _window(self, cut: tuple[Window, Given]) -> _Read:
        window, given = cut
        return _decode(self.network, window, given.sentences, self.network.run(given))

    def _given(self, texts: Sequence[str], kinds: Sequence[int], window: Window) -> Given:
        texts = texts[window.start : window.end]
        pieces = fitted([self.network.pieces.of(word) for word in texts])
        counts = [len(found) for found in pieces]
        ids = [self.network.pieces.first, *(id for found in pieces for id in found), self.network.pieces.last]
        types = np.concatenate([[0], np.repeat(kinds[window.start : window.end], counts), [0]]).astype(np.int64)
        firsts = np.array(window.firsts) - window.start
        numbers = np.searchsorted(firsts, np.arange(len(texts)), side="right") - 1
        return Given(np.array(ids, np.int64), types, np.repeat(np.arange(len(texts)), counts), numbers)


def cut_words(text: str, sentences: Spans) -> tuple[list[Word], list[int], list[tuple[int, int]]]:
    """The words of a text's sentences, what stands before each, and the words of each sentence that has any."""
    words: list[Word] = []
    bounds: list[tuple[int, int]] = []
    for sentence in sentences:
        found = words_in(text, sentence)
        if found:
            bounds.append((len(words), len(words) + len(found)))
            words += found
    return words, breaks_of(text, words), bounds


def load_encoder(folder: Path = SHIPPED, threads: int = 1) -> Encoder:
    """The encoder of a model folder, loaded once for each number of threads. Raises ModelError."""
    with LOADING:
        return _loaded(folder.resolve(), threads)


@cache
def _loaded(folder: Path, threads: int) -> Encoder:
    return Encoder(folder, threads)


# From the network's outputs to facts


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in one window, numbered through the text; only of the words that the window keeps."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]
    names: list[Name]
    frames: dict[str, list[Frame]]
    vectors: dict[int, Array]
    """By the first word of a sentence: the sum of its pieces' vectors."""


def _decode(network: Network, window: Window, sentences: Array, out: dict[str, Array]) -> _Read:
    labels, base = network.labels, window.start
    kept = range(window.kept.start - base, window.kept.stop - base)
    heads, relations = _tree(out, sentences, kept)
    return _Read(
        [labels.upos[n] for n in out["upos"][kept.start : kept.stop].argmax(1)],
        [labels.xpos[n] for n in out["xpos"][kept.start : kept.stop].argmax(1)],
        [head + base if head >= 0 else -1 for head in heads],
        [labels.relations[n] for n in relations],
        _names(network, out["names"], sentences, kept, base),
        {kind: _frames(network, kind, out, kept, base) for kind in ROLES},
        _vectors(out, sentences, kept, base),
    )


def _tree(out: dict[str, Array], sentences: Array, kept: range) -> tuple[list[int], list[int]]:
    """Heads (numbers in the window, -1 for a root) and relations of the words kept, sentence by sentence."""
    heads: list[int] = []
    for number in dict.fromkeys(sentences[kept.start : kept.stop].tolist()):
        inside = np.flatnonzero(sentences == number)
        first, last = int(inside[0]), int(inside[-1]) + 1
        scores = out["arcs"][first:last][:, [0, *range(first + 1, last + 1)]]
        heads += [head + first - 1 if head else -1 for head in best_tree(_log_softmax(scores))]
    rows = np.arange(kept.start, kept.stop)
    of = np.array([head + 1 for head in heads], np.int64)
    paired = np.einsum("nrs,ns->nr", out["relation_dependents"][rows], out["relation_heads"][of])
    scores = paired + out["relation_linear"][rows] + out["relation_prior"][of]
    return heads, [int(n) for n in scores.argmax(1)]


def _scored(out: dict[str, Array], words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> Scored:
    anchors = 1 / (1 + np.exp(-out["event_anchors"]))
    return Scored(words, heads, relations, anchors, out["event_classes"], out["vectors"])


def _log_softmax(scores: Array) -> Array:
    shifted: Array = scores - scores.max(-1, keepdims=True)
    sums: Array = np.log(np.exp(shifted).sum(-1, keepdims=True))
    return shifted - sums


def _names(network: Network, scores: Array, sentences: Array, kept: range, base: int) -> list[Name]:
    """The names that begin in the words kept; of two that cross each other the surer one."""
    inside = scores[kept.start : kept.stop]
    best = inside.argmax(2)
    found: list[Name] = []
    for row, last in np.argwhere(best > 0):
        first = int(row) + kept.start
        if first <= last and sentences[first] == sentences[last]:
            kind = int(best[row, last])
            surety = float(np.exp(_log_softmax(inside[row, last])[kind]))
            found.append(Name(first + base, int(last) + base, network.labels.names[kind - 1], surety))
    chosen: list[Name] = []
    for name in sorted(found, key=lambda name: -name.score):
        if not any(_cross(name, other) for other in chosen):
            chosen.append(name)
    return sorted(chosen, key=lambda name: (name.first, -name.last))


def _cross(one: Name, other: Name) -> bool:
    return one.first < other.first <= one.last < other.last or other.first < one.first <= other.last < one.last


def _frames(network: Network, kind: str, out: dict[str, Array], kept: range, base: int) -> list[Frame]:
    anchors = 1 / (1 + np.exp(-out[f"{kind}_anchors"]))
    scores = FrameScores(anchors, _log_softmax(out[f"{kind}_roles"]))
    found = find_frames(scores, OWN_ROLE, kept)
    return [_frame(network, kind, frame, out, base) for frame in found]


def _frame(network: Network, kind: str, found: Found, out: dict[str, Array], base: int) -> Frame:
    roles = {role: tuple(n + base for n in words) for role, words in zip(ROLES[kind], found.roles, strict=True)}
    anchors = tuple(n + base for n in found.anchors)
    if kind != "event":
        return Frame(anchors, roles, found.score)
    labels = network.labels
    scores = out["event_classes"][list(found.anchors)].mean(0)
    types = np.exp(_log_softmax(scores[: len(labels.types)]))
    statuses = np.exp(_log_softmax(scores[len(labels.types) :]))
    return Frame(
        anchors,
        roles,
        found.score,
        labels.types[types.argmax()],
        float(types.max()),
        labels.statuses[statuses.argmax()],
        float(statuses.max()),
    )


def _vectors(out: dict[str, Array], sentences: Array, kept: range, base: int) -> dict[int, Array]:
    weighted = out["vectors"] * out["sizes"]
    numbers = sentences[kept.start : kept.stop]
    return {
        int(np.flatnonzero(sentences == number)[0]) + base: weighted[sentences == number].sum(0)
        for number in dict.fromkeys(numbers.tolist())
    }


def _join(words: Sequence[Word], sentences: Sequence[tuple[int, int]], reads: Sequence[_Read]) -> Encoded:
    """The windows' facts in one row."""
    sums = {first: vector for read in reads for first, vector in read.vectors.items()}
    return Encoded(
        tuple(words),
        tuple(sentences),
        tuple(tag for read in reads for tag in read.upos),
        tuple(tag for read in reads for tag in read.xpos),
        tuple(head for read in reads for head in read.heads),
        tuple(label for read in reads for label in read.relations),
        tuple(name for read in reads for name in read.names),
        tuple(frame for read in reads for frame in read.frames["attribution"]),
        tuple(frame for read in reads for frame in read.frames["event"]),
        _rows(sums, [first for first, _ in sentences]),
        _of_length_1(sum(reads[0].vectors.values(), np.zeros(()))) if reads else np.zeros(0, np.float32),
    )


def _rows(sums: dict[int, Array], firsts: Sequence[int]) -> NDArray[np.float32]:
    """The vector of each sentence, from the sums of its parts by their first words."""
    if not sums:
        return np.zeros((0, 0), np.float32)
    starts = np.searchsorted(list(sums), firsts)
    rows: NDArray[np.float32] = np.add.reduceat(np.stack(list(sums.values())), starts)
    return _of_length_1(rows)


def _of_length_1(vectors: Array) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
