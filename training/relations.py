"""The relation weights of a model folder: fitted on PLV's training part and on sentences of our own.

python -m training.relations DATA [--model FOLDER]    fits them and puts them into the folder (the package's)
python -m training.relations DATA --cross-validate    five folds of PLV, several times: what to expect of unseen rows

DATA is the folder with plv/. It needs numpy and scipy, no torch; the rows' features come from the shipped network.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from dragoman.encoder import SHIPPED, Encoder, load_encoder
from dragoman.encoder.relations import FILE, ROOTS, blocks, likely_triggers
from training.layers import Array, Blocks, Plan, fit, folds_of, put, scores
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
PLAN = Plan(SCALES, len(ROOTS), balance=0.5)
FOLDS = 5


def features(rows: Iterable[Marked], encoder: Encoder) -> Blocks:
    """Each block for all rows: rows x numbers."""
    found = [_features(row, encoder) for row in rows]
    return {name: np.stack([blocks[name] for blocks in found]).astype(np.float32) for name in SCALES}


def _features(row: Marked, encoder: Encoder) -> Blocks:
    words, scored, roles = encoder.scored(row.text)
    pair = row.pair(words)
    return blocks(scored, likely_triggers(scored, roles, pair), pair)


def fit_rows(rows: Blocks, roots: Array) -> Blocks:
    """The weights of `dragoman.encoder.relations.Relations` for rows with the numbers of their roots."""
    return fit(rows, roots, PLAN)


# What to expect of unseen rows


def cross_validated(plv: Blocks, plv_roots: Array, own: Blocks, own_roots: Array, order: int) -> Array:
    """The root (as a number) that each row of PLV gets from weights fitted on the other folds and our own sentences."""
    found = np.zeros(len(plv_roots), np.int64)
    folds = folds_of(plv_roots, FOLDS, order)
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        rows = {name: np.vstack([numbers[train], own[name]]) for name, numbers in plv.items()}
        weights = fit_rows(rows, np.concatenate([plv_roots[train], own_roots]))
        found[test] = scores({name: numbers[test] for name, numbers in plv.items()}, weights).argmax(1)
    return found


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
    weights = fit_rows(features(rows, encoder), numbers_of(rows))
    put(weights, chosen.model / FILE)
    known = scores(features(rows, encoder), weights).argmax(1) == numbers_of(rows)
    print(f"{chosen.model / FILE}: {len(rows)} rows, {100 * known.mean():.1f} % of them known by heart")


if __name__ == "__main__":
    main()
