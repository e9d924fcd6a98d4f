"""Fitting the linear layers of a model folder: softmax regression over scaled blocks, by numpy and scipy alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dragoman.encoder.linear import BUCKETS, unit
from dragoman.encoder.network import SUMS

Array = NDArray[Any]
Blocks = dict[str, Array]


@dataclass(frozen=True)
class Plan:
    """How a layer is fitted."""

    scales: Mapping[str, float]
    """How much each block counts."""
    labels: int
    balance: float
    """A row's weight is its label's share to minus this power."""
    decay: float = 1e-4
    steps: int = 60


def fit(rows: Blocks, truth: Array, plan: Plan) -> Blocks:
    """The weights of `dragoman.encoder.linear.Layer` for rows with the numbers of their labels.

    There are more numbers than rows, so the fitting runs in the space that the rows span, and the weights are led back
    from there.
    """
    scales = {name: _Scale(plan.scales[name], numbers) for name, numbers in rows.items()}
    wide = np.hstack([scales[name](numbers) for name, numbers in rows.items()])
    shares, turned = np.linalg.eigh((wide @ wide.T).astype(np.float64))
    kept = shares > 1e-6 * shares.max()
    turn = turned[:, kept] / np.sqrt(shares[kept])  # rows x kept
    found = _regress((wide @ (wide.T @ turn)).astype(np.float32), truth, plan)
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

    def __init__(self, scale: float, numbers: Array) -> None:
        self.rare: Array | None = None
        self.scale: Any = scale
        if numbers.shape[1] == BUCKETS:
            self.rare = np.log(2 * len(numbers) / (1 + (numbers != 0).sum(0))).astype(np.float16).astype(np.float32)
        else:
            self.mean = numbers.mean(0)
            self.scale = scale / (numbers.std(0) + 1e-6) / np.sqrt(numbers.shape[1])

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


def _regress(rows: Array, labels: Array, plan: Plan) -> Array:
    """Weights and, as the last row, bias of a softmax regression: (numbers + 1) x labels."""
    n, count = len(rows), plan.labels
    shares = np.bincount(labels, minlength=count) / n
    weights = shares[labels] ** -plan.balance
    weights = (weights / weights.sum()).astype(np.float32)
    truth = np.eye(count, dtype=np.float32)[labels]

    def loss(flat: Array) -> tuple[float, Array]:
        own = flat.reshape(-1, count)
        scores = rows @ own[:-1].astype(np.float32) + own[-1].astype(np.float32)
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        sums = powers.sum(1, keepdims=True)
        slope = (powers / sums - truth) * weights[:, None]
        price = float((weights * (np.log(sums[:, 0]) - scores[np.arange(n), labels])).sum())
        grown = np.vstack([rows.T @ slope + plan.decay * own[:-1], slope.sum(0, keepdims=True)])
        return price + plan.decay / 2 * float((own[:-1] ** 2).sum()), grown.ravel().astype(np.float64)

    start = np.zeros((rows.shape[1] + 1) * count)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": plan.steps}).x.reshape(-1, count)


def scores(rows: Blocks, weights: Blocks) -> Array:
    """Rows x labels, as `Layer` scores them one by one."""
    found = np.zeros((len(next(iter(rows.values()))), len(weights["bias"]))) + weights["bias"]
    for name, numbers in rows.items():
        rare = weights.get(f"{name}.rare")
        found += (numbers if rare is None else unit(numbers * rare)) @ weights[name]
    return found


def folds_of(labels: Array, count: int, order: int) -> Array:
    """The fold of each row: each label's rows are dealt out in an order of their own."""
    rng = np.random.default_rng(order)
    folds = np.zeros(len(labels), np.int64)
    for label in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == label))
        folds[rows] = (np.arange(len(rows)) + rng.integers(count)) % count
    return folds


def put(weights: Blocks, path: Path) -> None:
    """Writes the weights in half precision into a model folder, and their checksum among the folder's."""
    np.savez_compressed(path, allow_pickle=False, **{k: v.astype(np.float16) for k, v in weights.items()})
    digest = hashlib.sha256((path).read_bytes()).hexdigest()
    sums = path.with_name(SUMS)
    lines = [line for line in sums.read_text(encoding="utf-8").splitlines() if not line.endswith(f"  {path.name}")]
    sums.write_text("\n".join([*lines, f"{digest}  {path.name}"]) + "\n", encoding="utf-8")
