"""The layer that tells the acts of statements: fitted on PolNeAR's training part, with acts labelled for dragoman.

python -m training.acts DATA [--model FOLDER]    fits it and puts it into the folder (the package's)
python -m training.acts DATA --cross-validate    five folds by article: what to expect of unseen statements

DATA is the folder with polnear/. `training/labels/acts.tsv` has the labels: article (a digest of its name), where the
content begins, act; of statements whose cue ("said", "wrote") leaves the act open. It needs numpy and scipy, no torch;
ten minutes on two cores, for the shipped network reads the paragraphs.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dragoman.encoder import ACTS_FILE, SHIPPED, Encoder, load_encoder
from dragoman.record import ACTS, Span, Spans
from dragoman.statements.acts import blocks
from dragoman.text import find_sentences, repair
from training.layers import Array, Blocks, Plan, fit, put, scores

LABELS = Path(__file__).parent / "labels" / "acts.tsv"
SCALES = {"vector": 1.3, "words": 1.3, "pairs": 0.8, "opening": 0.8, "cue": 0.8, "told": 0.6}
PLAN = Plan(SCALES, len(ACTS), balance=0.0, decay=3e-4)
FOLDS = 5
DIGITS = 10
"""Of the digest that stands for an article's name."""


class Labelled(NamedTuple):
    """A statement of an article and its act."""

    article: str
    source: Spans
    cue: Spans
    content: Spans
    act: str


def read_labelled(data: Path) -> Iterator[Labelled]:
    """The labelled statements, by articles. Raises ValueError for a label without a statement."""
    labels: dict[str, dict[int, str]] = {}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            labels.setdefault(row["article"], {})[int(row["start"])] = row["act"]
    names = {path.name.rpartition("_")[0] for path in (data / "polnear" / "train" / "attributions").iterdir()}
    for article in sorted(names):
        acts = labels.get(hashlib.sha256(article.encode()).hexdigest()[:DIGITS], {})
        if not acts:
            continue
        found = {statement[2][0].start: statement for statement in _statements(data, article) if statement[2]}
        for start, act in acts.items():
            if start not in found:
                raise ValueError(f"{LABELS}: {article} has no statement whose content begins at {start}")
            yield Labelled(article, *found[start], act)


def _statements(data: Path, article: str) -> Iterator[tuple[Spans, Spans, Spans]]:
    """Source, cue and content of each attribution of an article by its first annotator (brat standoff)."""
    [path, *_] = sorted((data / "polnear" / "train" / "attributions").glob(f"{article}_*"))
    texts: dict[str, list[Span]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, rest = line.partition("\t")
        told = rest.split("\t")[0].split(" ", 1)
        if number.startswith("T") and len(told) == 2:
            texts[number] = [Span(*map(int, part.split())) for part in told[1].split(";")]
        elif number.startswith("E"):
            roles = [argument.partition(":") for argument in rest.split()]
            yield _spans(texts, roles, "source"), _spans(texts, roles, "cue"), _spans(texts, roles, "content")


def _spans(texts: dict[str, list[Span]], roles: list[tuple[str, str, str]], role: str) -> Spans:
    return tuple(
        sorted(s for name, _, text in roles if name.lower().rstrip("0123456789") == role for s in texts.get(text, ()))
    )


def features(data: Path, labelled: list[Labelled], encoder: Encoder) -> Blocks:
    """Each block for all statements: statements x numbers."""
    found = [_features(data, one, encoder) for one in labelled]
    return {name: np.stack([numbers[name] for numbers in found]).astype(np.float32) for name in SCALES}


def _features(data: Path, one: Labelled, encoder: Encoder) -> Blocks:
    text = (data / "polnear" / "train" / "text" / f"{one.article}.txt").read_bytes().decode("utf-8")
    spans = sorted((*one.source, *one.cue, *one.content))
    start, end = text.rfind("\n", 0, spans[0].start) + 1, text.find("\n", spans[-1].end)
    paragraphs = text[start:] if end < 0 else text[start:end]
    source, cue, content = (
        tuple(Span(s.start - start, s.end - start) for s in part) for part in (one.source, one.cue, one.content)
    )
    view = repair(paragraphs)
    read = encoder.read(view.text, find_sentences(view, Span(0, len(view.text))))
    return blocks(paragraphs, source, cue, content, read)


def cross_validated(rows: Blocks, truth: Array, articles: list[str]) -> Array:
    """The label (as a number) that each row gets from a layer fitted on the other articles' rows."""
    folds = np.array([zlib.crc32(article.encode()) % FOLDS for article in articles])
    found = np.zeros(len(truth), np.int64)
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        weights = fit({name: numbers[train] for name, numbers in rows.items()}, truth[train], PLAN)
        found[test] = scores({name: numbers[test] for name, numbers in rows.items()}, weights).argmax(1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.acts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder with polnear/")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="the model folder, that of the package by default")
    parser.add_argument("--cross-validate", action="store_true")
    chosen = parser.parse_args()
    labelled = list(read_labelled(chosen.data))
    rows = features(chosen.data, labelled, load_encoder(chosen.model))
    truth = np.array([ACTS.index(one.act) for one in labelled])
    if chosen.cross_validate:
        found = cross_validated(rows, truth, [one.article for one in labelled])
        print(f"{100 * (found == truth).mean():.1f} % of {len(truth)} acts right")
        return
    put(fit(rows, truth, PLAN), chosen.model / ACTS_FILE)
    print(f"{chosen.model / ACTS_FILE}: {len(truth)} statements")


if __name__ == "__main__":
    main()
