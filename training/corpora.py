"""Which files make up the training and the development data, and the label sets that they give."""

from __future__ import annotations

import collections
from collections.abc import Iterable
from pathlib import Path

from dragoman.encoder.network import Labels
from training.documents import Document, read_polnear, read_treebank, read_written
from training.fit import Data
from training.written import FOLDER, KINDS, STATUSES, TYPES


def training_data(root: Path) -> Data:
    """The training parts of all corpora under `root`, and the passages of this folder."""
    trees = read_treebank(root / "ud" / "ewt-train.conllu", names=False)
    trees += read_treebank(root / "gum" / "gum-train.conllu", names=True)
    written = [document for path in sorted(FOLDER.glob("*.txt")) for document in read_written(path)]
    return Data(trees, read_polnear(root / "polnear" / "train"), written)


def labels_of(documents: Iterable[Document]) -> Labels:
    """The label sets of treebank documents; a label that is seen fewer than five times is left out."""
    counts = [collections.Counter[str]() for _ in range(3)]
    for document in documents:
        if document.tree:
            for count, layer in zip(
                counts, (document.tree.upos, document.tree.xpos, document.tree.relations), strict=True
            ):
                count.update(layer)
    upos, xpos, relations = (tuple(sorted(label for label, n in count.items() if n >= 5)) for count in counts)
    return Labels(upos, xpos, relations, KINDS, tuple(TYPES), STATUSES)
