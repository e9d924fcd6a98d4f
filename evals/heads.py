"""The reading model's heads by themselves, before any rule."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from dragoman.encoder import SHIPPED, Encoded, Frame, Word, load_encoder
from dragoman.record import Span
from dragoman.text import find_sentences, repair
from training.documents import Document, read_treebank

Object = dict[str, Any]


def syntax(data: Path, model: Path = SHIPPED) -> Object:
    """Word classes and trees of a CoNLL-U file with its own words, as `{"upos", "uas", "las"}` in per cent.

    Punctuation is not counted, as is usual; relations count with their subtypes (`nsubj:pass`).
    """
    right: collections.Counter[str] = collections.Counter()
    for document in read_treebank(data, names=False):
        read, tree = _read(document, model), document.tree
        assert tree is not None
        told = zip(tree.upos, tree.heads, tree.relations, read.upos, read.heads, read.relations, strict=True)
        for upos, head, relation, own_upos, own_head, own_relation in told:
            if upos != "PUNCT":
                right["words"] += 1
                right["upos"] += own_upos == upos
                right["uas"] += own_head == head
                right["las"] += (own_head, own_relation) == (head, relation)
    return {key: round(100 * right[key] / max(1, right["words"]), 2) for key in ("upos", "uas", "las")}


def names(data: Path, model: Path = SHIPPED) -> Object:
    """Names of a CoNLL-U file with GUM's entities: F1 in per cent, exact span and kind, in all and by kind.

    A name is the core of a mention of a person, an organisation or a place whose head is a proper noun
    (`training.documents`): "Amina Odhiambo" of "the minister, Amina Odhiambo, who resigned".
    """
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for document in read_treebank(data, names=True):
        gold = {(name.first, name.last, name.kind) for name in document.names or ()}
        found = {(name.first, name.last, name.kind) for name in _read(document, model).names}
        for part, spans in (("right", gold & found), ("told", gold), ("told", found)):
            counts.update((part, kind) for *_, kind in spans)
            counts[part, "all"] += len(spans)
    kinds = sorted({kind for _, kind in counts})
    return {kind: round(200 * counts["right", kind] / max(1, counts["told", kind]), 2) for kind in kinds}


def text_vectors(texts: Iterable[str], model: Path = SHIPPED) -> NDArray[np.float32]:
    """One vector for each text, that of its lead, of length 1."""
    rows = []
    for text in texts:
        view = repair(text)
        read = load_encoder(model).read(view.text, find_sentences(view, Span(0, len(view.text))))
        rows.append(read.lead)
    stacked: NDArray[np.float32] = np.stack(rows)
    return np.asarray(stacked / np.linalg.norm(stacked, axis=1, keepdims=True), np.float32)


def best_linkage(vectors: NDArray[np.float32], gold: Sequence[str]) -> tuple[float, float]:
    """B-cubed F1 of average-linkage groups at the best threshold of cosine distance, and that threshold."""
    tree = linkage(vectors.astype(np.float64), "average", metric="cosine")
    cuts = [(b_cubed(fcluster(tree, cut, "distance").tolist(), gold), cut) for cut in np.arange(0.02, 0.9, 0.01)]
    return max(cuts)


def b_cubed(found: Sequence[object], gold: Sequence[object]) -> float:
    """B-cubed F1 in per cent of one grouping against another."""
    pairs = collections.Counter(zip(found, gold, strict=True))
    ours, theirs = collections.Counter(found), collections.Counter(gold)
    precision = sum(n * n / ours[a] for (a, _), n in pairs.items()) / len(gold)
    recall = sum(n * n / theirs[b] for (_, b), n in pairs.items()) / len(gold)
    return 200 * precision * recall / (precision + recall)


def attribution_heads(data: Path, model: Path = SHIPPED) -> Iterator[Object]:
    """Attributions of each .txt file of a folder straight from the heads, as `{"doc", "attributions"}`."""
    folder = data / "text" if (data / "text").is_dir() else data
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        view = repair(text)
        read = load_encoder(model).read(view.text, find_sentences(view, Span(0, len(view.text))))
        found = [_attribution(read, frame) for frame in outermost(read.attributions)]
        led = [{role: [view.source(Span(*span)) for span in spans] for role, spans in a.items()} for a in found]
        yield {"doc": path.stem, "attributions": led}


def outermost(frames: tuple[Frame, ...]) -> list[Frame]:
    """The attributions whose cue lies in no other's content, and that have a content."""
    contents = [frozenset(frame.roles["content"]) for frame in frames]

    def nested(n: int) -> bool:
        return any(frames[n].anchors[0] in content for k, content in enumerate(contents) if k != n)

    return [frame for n, frame in enumerate(frames) if contents[n] and not nested(n)]


def _attribution(read: Encoded, frame: Frame) -> Object:
    return {role: read.spans(words) for role, words in frame.roles.items()}


def _read(document: Document, model: Path) -> Encoded:
    words = [Word(word, 0, 0) for word in document.words]
    return load_encoder(model).read_words(words, document.breaks, document.bounds())
