"""Windows of the documents as tensors, and the plan that says which windows each step reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dragoman.encoder import ROLES
from dragoman.encoder.network import Labels
from dragoman.encoder.words import Pieces, fitted, word_types
from training.documents import Document, Frame


class Window(NamedTuple):
    """Whole sentences of a document, or the start of one too long: from word `start` to word `end` (exclusive)."""

    document: Document
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side. b windows, p pieces, n words; -1 is a label that does not count."""

    pieces: Tensor  # b p
    types: Tensor  # b p
    mask: Tensor  # b 1 1 p, 0 or -inf
    pool: Tensor  # b n p, rows sum to 1
    real: Tensor  # b n, true where a word stands
    sentences: Tensor  # b n, the sentence's number in its window
    upos: Tensor  # b n
    xpos: Tensor
    heads: Tensor  # b n, from 0 (root)
    relations: Tensor
    names: Tensor | None  # b n n, class of the span from word to word
    frames: dict[str, FrameBatch]
    windows: tuple[Window, ...]


class FrameBatch(NamedTuple):
    """The anchors of a batch's windows: every word of a cue or trigger is an anchor of its frame."""

    marked: Tensor  # b, true where the window's document has such frames at all
    anchors: Tensor  # b n, 0 or 1
    unary: Tensor  # b n roles, 0 or 1
    window: Tensor  # m, the window of each anchor
    word: Tensor  # m, its word
    roles: Tensor  # m n, role + 1, 0 for none
    types: Tensor  # m
    statuses: Tensor  # m


class Taught(NamedTuple):
    """The vectors that a batch's are to be close to, 0 where none is known."""

    sentences: Tensor  # b sentences d
    leads: Tensor  # b d


def cut(documents: Sequence[Document], rng: random.Random, lengths: tuple[int, int]) -> list[Window]:
    """All documents cut anew into windows of whole sentences, each about as long as a length drawn at random."""
    windows = []
    for document in documents:
        bounds = document.bounds()
        start, limit = 0, rng.randint(*lengths)
        for n, (_, last) in enumerate(bounds):
            following = bounds[n + 1][1] if n + 1 < len(bounds) else None
            if following is None or following - start > limit:
                windows.append(Window(document, start, min(last, start + lengths[1])))
                start, limit = last, rng.randint(*lengths)
    return windows


def plan(
    documents: Sequence[Document], size: Callable[[Window], int], most: int, lengths: tuple[int, int], seed: str
) -> Iterator[list[Window]]:
    """Batches without end, each epoch cut and mixed anew; a batch holds about `most` pieces of windows as long."""
    epoch = 0
    while True:
        rng = random.Random(f"{seed}-{epoch}")
        windows = cut(documents, rng, lengths)
        rng.shuffle(windows)
        batches: list[list[Window]] = []
        for at in range(0, len(windows), 256):
            batches += _grouped(sorted(windows[at : at + 256], key=size), size, most)
        rng.shuffle(batches)
        yield from batches
        epoch += 1


def _grouped(windows: list[Window], size: Callable[[Window], int], most: int) -> Iterator[list[Window]]:
    group: list[Window] = []
    for window in windows:
        if group and (len(group) + 1) * size(window) > most:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


class Maker:
    """Makes batches of windows; in training it changes their looks as the press does."""

    def __init__(self, pieces: Pieces, labels: Labels, mask_id: int) -> None:
        self.pieces, self.labels, self.mask_id = pieces, labels, mask_id
        self._upos = {label: n for n, label in enumerate(labels.upos)}
        self._xpos = {label: n for n, label in enumerate(labels.xpos)}
        self._relations = {label: n for n, label in enumerate(labels.relations)}
        self._names = {label: n + 1 for n, label in enumerate(labels.names)}
        self._types = {label: n for n, label in enumerate(labels.types)}
        self._statuses = {label: n for n, label in enumerate(labels.statuses)}

    def size(self, window: Window) -> int:
        """How many pieces a window has."""
        return 2 + sum(len(self.pieces.of(word)) for word in window.document.words[window.start : window.end])

    def batch(self, windows: Sequence[Window], rng: random.Random | None = None) -> Batch:
        """The tensors of the windows; with `rng` in altered looks."""
        b, n = len(windows), max(w.end - w.start for w in windows)
        rows = [self._pieces(window, rng) for window in windows]
        p = max(len(ids) for ids, _, _ in rows)
        pieces, types = np.zeros((b, p), np.int64), np.zeros((b, p), np.int64)
        mask, pool = np.full((b, 1, 1, p), -np.inf, np.float32), np.zeros((b, n, p), np.float32)
        for k, (ids, kinds, owners) in enumerate(rows):
            pieces[k, : len(ids)], types[k, : len(ids)], mask[k, :, :, : len(ids)] = ids, kinds, 0
            pool[k, owners, np.arange(1, len(owners) + 1)] = 1
        pool /= np.maximum(pool.sum(2, keepdims=True), 1)
        real = np.arange(n)[None] < np.array([[w.end - w.start] for w in windows])
        turn = torch.from_numpy
        sentences, upos, xpos, heads, relations = (
            turn(np.stack(layer)) for layer in zip(*(self._tree(w, n) for w in windows), strict=True)
        )
        return Batch(
            turn(pieces),
            turn(types),
            turn(mask),
            turn(pool),
            turn(real),
            sentences,
            upos,
            xpos,
            heads,
            relations,
            self._name_batch(windows, n),
            {kind: self._frame_batch(kind, windows, n) for kind in ROLES},
            tuple(windows),
        )

    def _pieces(self, window: Window, rng: random.Random | None) -> tuple[list[int], list[int], list[int]]:
        words = window.document.words[window.start : window.end]
        breaks = window.document.breaks[window.start : window.end]
        if rng:
            words = altered(words, rng)
        kinds = word_types(words, breaks)
        pieces = fitted([self.pieces.of(word) for word in words])
        ids, types, owners = [self.pieces.first], [0], []
        for n, found in enumerate(pieces):
            if rng and rng.random() < 0.03:
                found = (self.mask_id,) * len(found)
            ids += found
            types += [kinds[n]] * len(found)
            owners += [n] * len(found)
        return [*ids, self.pieces.last], [*types, 0], owners

    def _tree(self, window: Window, n: int) -> list[np.ndarray]:
        """Sentences, word classes, heads and relations of a window: five rows of n words."""
        document, start, end = window
        rows = [np.full(n, -1, np.int64) for _ in range(5)]
        firsts = [at - start for at in document.sentences if start <= at < end]
        rows[0][: end - start] = np.searchsorted(firsts, np.arange(end - start), side="right") - 1
        tree = document.tree
        if tree:
            for k, word in enumerate(range(start, end)):
                head = tree.heads[word]
                rows[1][k] = self._upos.get(tree.upos[word], -1)
                rows[2][k] = self._xpos.get(tree.xpos[word], -1)
                if head == -1 or start <= head < end:
                    rows[3][k] = head - start + 1 if head != -1 else 0
                    rows[4][k] = self._relations.get(tree.relations[word], -1)
        return rows

    def _name_batch(self, windows: Sequence[Window], n: int) -> Tensor | None:
        if all(window.document.names is None for window in windows):
            return None
        spans = np.full((len(windows), n, n), -1, np.int64)
        for k, (document, start, end) in enumerate(windows):
            if document.names is None:
                continue
            spans[k, : end - start, : end - start] = np.triu(np.ones((end - start,) * 2, np.int64)) - 1
            for name in document.names:
                if start <= name.first and name.last < end:
                    spans[k, name.first - start, name.last - start] = self._names[name.kind]
        return torch.from_numpy(spans)

    def _frame_batch(self, kind: str, windows: Sequence[Window], n: int) -> FrameBatch:
        roles, b = ROLES[kind], len(windows)
        anchor_role = roles[1]
        marked = np.zeros(b, bool)
        anchors, unary = np.zeros((b, n), np.float32), np.zeros((b, n, len(roles)), np.float32)
        found: list[tuple[int, int, np.ndarray, int, int]] = []
        for k, (document, start, end) in enumerate(windows):
            frames: list[Frame] | None = getattr(document, f"{kind}s")
            marked[k] = frames is not None
            for frame in frames or ():
                inside = {role: [w - start for w in words if start <= w < end] for role, words in frame.roles.items()}
                if not inside[anchor_role]:
                    continue
                row = np.zeros(n, np.int64)
                row[end - start :] = -1
                for number, role in enumerate(roles):
                    row[inside[role]] = number + 1
                    unary[k, inside[role], number] = 1
                anchors[k, inside[anchor_role]] = 1
                labels = self._types.get(frame.type, -1), self._statuses.get(frame.status, -1)
                found += [(k, word, row, *labels) for word in inside[anchor_role]]
        at = torch.tensor([row[:2] for row in found], dtype=torch.int64).reshape(-1, 2)
        classes = torch.tensor([row[3:] for row in found], dtype=torch.int64).reshape(-1, 2)
        tags = torch.from_numpy(np.stack([row[2] for row in found]) if found else np.zeros((0, n), np.int64))
        turn = torch.from_numpy
        return FrameBatch(
            turn(marked), turn(anchors), turn(unary), at[:, 0], at[:, 1], tags, classes[:, 0], classes[:, 1]
        )


STRAIGHT = str.maketrans("“”‘’–—", "\"\"''--")


def altered(words: Sequence[str], rng: random.Random) -> list[str]:
    """The words as another outlet would set them: straight marks, a headline's capitals, an agency's, none at all."""
    chance = rng.random()
    looks = list(words)
    if chance < 0.04:
        looks = [word.upper() for word in looks]
    elif chance < 0.07:
        looks = [word[:1].upper() + word[1:] for word in looks]
    elif chance < 0.09:
        looks = [word.lower() for word in looks]
    if rng.random() < 0.3:
        looks = [word.translate(STRAIGHT) for word in looks]
    elif rng.random() < 0.3:
        looks = _curled(looks)
    return looks


def _curled(words: Sequence[str]) -> list[str]:
    looks, inside = [], False
    for word in words:
        if word == '"':
            word, inside = ("”" if inside else "“"), not inside
        looks.append(word.replace("'", "’"))
    return looks
