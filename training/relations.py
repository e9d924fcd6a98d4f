"""The relation weights of a model folder: fitted on PLV's training part and on sentences of our own.

python -m training.relations DATA [--model FOLDER]    fits them and puts them into the folder (the package's)
python -m training.relations DATA --cross-validate    five folds of PLV, several times: what to expect of unseen rows

DATA is the folder with plv/. It needs numpy and scipy, no torch; the rows' features come from the shipped network.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dragoman.encoder import SHIPPED, Encoder, load_encoder
from dragoman.encoder.network import SUMS
from dragoman.encoder.relations import BUCKETS, FILE, ROOTS, blocks, likely_triggers, unit
from training.marked import Marked, read_marked

OWN = Path(__file__).parent / "written" / "relations.tsv"
PLV = Path("plv") / "plv-train.tsv"
SCALES = {
    "trigger": 1.3,
    "between": 1.0,
    "all": 0.5,
    "top": 0.8,
    "classes": 0.4,
    "types between": 0.5,
    "lexicon": 0.5,
    "lexicon on path": 0.5,
    "shape": 0.2,
    "words": 1.3,
    "words between": 0.8,
    "pairs between": 0.8,
    "tree": 1.0,
    "likeliest": 1.0,
}
"""How much each block counts; chosen by hand on the folds of three orders, so that their figures are a little kind."""
DECAY = 1e-4
STEPS = 60
BALANCE = 0.5
"""A row's weight is its root's share to minus this power."""
FOLDS = 5

Array = NDArray[Any]
Blocks = dict[str, Array]


def features(rows: Iterable[Marked], encoder: Encoder) -> Blocks:
    """Each block for all rows: rows x numbers."""
    found = [_features(row, encoder) for row in rows]
    return {name: np.stack([blocks[name] for blocks in found]).astype(np.float32) for name in SCALES}


def _features(row: Marked, encoder: Encoder) -> Blocks:
    words, scored, roles = encoder.scored(row.text)
    pair = row.pair(words)
    return blocks(scored, likely_triggers(scored, roles, pair), pair)


def fit(rows: Blocks, roots: Array) -> Blocks:
    """The weights of `dragoman.encoder.relations.Relations` for rows with the numbers of their roots.

    Softmax regression over scaled blocks. There are more numbers than rows, so the fitting runs in the space that the
    rows span, and the weights are led back from there.
    """
    scales = {name: _Scale(name, numbers) for name, numbers in rows.items()}
    wide = np.hstack([scales[name](numbers) for name, numbers in rows.items()])
    shares, turned = np.linalg.eigh((wide @ wide.T).astype(np.float64))
    kept = shares > 1e-6 * shares.max()
    turn = turned[:, kept] / np.sqrt(shares[kept])  # rows x kept
    found = _regress((wide @ (wide.T @ turn)).astype(np.float32), roots)
    weights = wide.T @ (turn @ found[:-1])
    given: Blocks = {}
    bias, at = found[-1], 0
    for name, numbers in rows.items():
        own, shift = scales[name].undone(weights[at : at + numbers.shape[1]])
        given[name], rare = own, scales[name].rare
        if rare is not None:
            given[f"{name}.rare"] = rare
        bias = bias + shift
        at += numbers.shape[1]
    return given | {"bias": bias}


class _Scale:
    """How a block is brought to its scale: bags by how rare each bucket is, the others by mean and spread."""

    def __init__(self, name: str, numbers: Array) -> None:
        self.rare: Array | None = None
        self.scale = SCALES[name]
        if numbers.shape[1] == BUCKETS:
            self.rare = np.log(2 * len(numbers) / (1 + (numbers != 0).sum(0))).astype(np.float16).astype(np.float32)
        else:
            self.mean = numbers.mean(0)
            self.scale = SCALES[name] / (numbers.std(0) + 1e-6) / np.sqrt(numbers.shape[1])

    def __call__(self, numbers: Array) -> Array:
        if self.rare is not None:
            return unit(numbers * self.rare) * np.float32(self.scale)
        return ((numbers - self.mean) * self.scale).astype(np.float32)

    def undone(self, weights: Array) -> tuple[Array, Array]:
        """The weights of the block as it comes, and what to add to the bias."""
        if self.rare is not None:
            return weights * self.scale, np.zeros(weights.shape[1])
        own = weights * np.asarray(self.scale)[:, None]
        return own, -self.mean @ own


def _regress(rows: Array, roots: Array) -> Array:
    """Weights and, as the last row, bias of a softmax regression: (numbers + 1) x roots."""
    n, count = len(rows), len(ROOTS)
    shares = np.bincount(roots, minlength=count) / n
    weights = shares[roots] ** -BALANCE
    weights = (weights / weights.sum()).astype(np.float32)
    truth = np.eye(count, dtype=np.float32)[roots]

    def loss(flat: Array) -> tuple[float, Array]:
        own = flat.reshape(-1, count)
        scores = rows @ own[:-1].astype(np.float32) + own[-1].astype(np.float32)
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        sums = powers.sum(1, keepdims=True)
        slope = (powers / sums - truth) * weights[:, None]
        price = float((weights * (np.log(sums[:, 0]) - scores[np.arange(n), roots])).sum())
        grown = np.vstack([rows.T @ slope + DECAY * own[:-1], slope.sum(0, keepdims=True)])
        return price + DECAY / 2 * float((own[:-1] ** 2).sum()), grown.ravel().astype(np.float64)

    start = np.zeros((rows.shape[1] + 1) * count)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x.reshape(-1, count)


# What to expect of unseen rows


def cross_validated(plv: Blocks, plv_roots: Array, own: Blocks, own_roots: Array, order: int) -> Array:
    """The root (as a number) that each row of PLV gets from weights fitted on the other folds and our own sentences."""
    found = np.zeros(len(plv_roots), np.int64)
    folds = _folds(plv_roots, order)
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        rows = {name: np.vstack([numbers[train], own[name]]) for name, numbers in plv.items()}
        weights = fit(rows, np.concatenate([plv_roots[train], own_roots]))
        found[test] = scores({name: numbers[test] for name, numbers in plv.items()}, weights).argmax(1)
    return found


def scores(rows: Blocks, weights: Blocks) -> Array:
    """Rows x roots, as `Relations` scores them one by one."""
    found = np.zeros((len(next(iter(rows.values()))), len(ROOTS))) + weights["bias"]
    for name, numbers in rows.items():
        rare = weights.get(f"{name}.rare")
        found += (numbers if rare is None else unit(numbers * rare)) @ weights[name]
    return found


def _folds(roots: Array, order: int) -> Array:
    """The fold of each row: each root's rows are dealt out in an order of their own."""
    rng = np.random.default_rng(order)
    folds = np.zeros(len(roots), np.int64)
    for root in np.unique(roots):
        rows = rng.permutation(np.flatnonzero(roots == root))
        folds[rows] = (np.arange(len(rows)) + rng.integers(FOLDS)) % FOLDS
    return folds


def macro_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 of the labels of the truth, in per cent."""
    each = []
    for label in sorted(set(truth)):
        right = sum(t == f == label for t, f in zip(truth, found, strict=True))
        wrong = sum((t == label) != (f == label) for t, f in zip(truth, found, strict=True))
        each.append(2 * right / (2 * right + wrong) if right else 0.0)
    return 100 * sum(each) / len(each)


def numbers_of(rows: Iterable[Marked]) -> Array:
    """The number of each row's root."""
    return np.array([ROOTS.index(row.root) for row in rows])


def folds_of_plv(data: Path, orders: Iterable[int], encoder: Encoder | None = None) -> Iterator[list[str]]:
    """For each order of the rows, the root that each row of PLV's training part gets from the other folds."""
    reader = encoder or load_encoder()
    plv, own = read_marked(data / PLV), read_marked(OWN)
    given = features(plv, reader), numbers_of(plv), features(own, reader), numbers_of(own)
    for order in orders:
        yield [ROOTS[n] for n in cross_validated(*given, order)]


# A model folder


def put(weights: Blocks, folder: Path) -> None:
    """Writes the weights in half precision into a model folder, and their checksum among the folder's."""
    np.savez_compressed(folder / FILE, allow_pickle=False, **{k: v.astype(np.float16) for k, v in weights.items()})
    digest = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    sums = folder / SUMS
    lines = [line for line in sums.read_text(encoding="utf-8").splitlines() if not line.endswith(f"  {FILE}")]
    sums.write_text("\n".join([*lines, f"{digest}  {FILE}"]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.relations", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder with plv/")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="the model folder, that of the package by default")
    parser.add_argument("--cross-validate", action="store_true")
    chosen = parser.parse_args()
    rows = read_marked(chosen.data / PLV)
    encoder = load_encoder(chosen.model)
    if chosen.cross_validate:
        truth = [row.root for row in rows]
        figures = [macro_f1(truth, found) for found in folds_of_plv(chosen.data, range(10, 15), encoder)]
        print(f"root macro-F1 {np.mean(figures):.1f} ({', '.join(f'{figure:.1f}' for figure in figures)})")
        return
    rows += read_marked(OWN)
    weights = fit(features(rows, encoder), numbers_of(rows))
    put(weights, chosen.model)
    known = scores(features(rows, encoder), weights).argmax(1) == numbers_of(rows)
    print(f"{chosen.model / FILE}: {len(rows)} rows, {100 * known.mean():.1f} % of them known by heart")


if __name__ == "__main__":
    main()
