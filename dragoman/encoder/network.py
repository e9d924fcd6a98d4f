"""The model's files: checked when they are loaded, run by onnxruntime. No other module imports the runtime."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.encoder.words import TYPES, Pieces
from dragoman.errors import ModelError

SHIPPED = Path(__file__).parents[1] / "model"
SUMS = "SHA256SUMS"
NETWORK, TOKENIZER, LABELS = "model.onnx", "tokenizer.json", "labels.json"

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads, and the model's name."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    name: str = ""


class Given(NamedTuple):
    """A window as the network takes it: p pieces, the first and last of which are the window's marks, n words."""

    pieces: Array  # p
    types: Array  # p
    owners: Array  # p - 2, the word of each piece
    sentences: Array  # n, the sentence of each word


class Network:
    """A model folder, ready to run. Raises ModelError where files are missing or are not what they should be."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        check(folder)
        self.labels = _labels(folder / LABELS)
        self.version = hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()[:12]
        try:
            self.pieces = Pieces(Tokenizer.from_file(str(folder / TOKENIZER)))
            self._session = onnxruntime.InferenceSession(
                str(folder / NETWORK), _options(), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise types of their own
            raise ModelError(f"{folder}: the model cannot be loaded ({error}); {REMEDY}") from error
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, given: Given) -> dict[str, Array]:
        """One window through the network: its outputs by name, a row a word; `sizes` counts each word's pieces."""
        pool = np.zeros((len(given.sentences), len(given.pieces)), np.float32)
        pool[given.owners, np.arange(1, len(given.owners) + 1)] = 1
        sizes = pool.sum(1, keepdims=True)
        inputs = {"pieces": given.pieces, "types": given.types, "pool": pool / sizes}
        found = self._session.run(self._outputs, inputs)
        return dict(zip(self._outputs, found, strict=True)) | {"sizes": sizes}


REMEDY = "install dragoman again (pip install --force-reinstall dragoman), or name another folder with --model"


def check(folder: Path) -> None:
    """Whether the files of a model folder are there and are those that it was published with. Raises ModelError."""
    sums = folder / SUMS
    if not sums.is_file():
        raise ModelError(f"{folder}: no model folder, {SUMS} is missing; {REMEDY}")
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        if Path(name).name != name or not path.is_file():
            raise ModelError(f"{path}: missing; {REMEDY}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{path}: damaged, its SHA-256 is not the one in {SUMS}; {REMEDY}")


def _labels(path: Path) -> Labels:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        if given.pop("kinds of words") != TYPES:
            raise ValueError(f"another number of kinds of words than {TYPES}")
        return Labels(name=given.pop("name"), **{key: tuple(value) for key, value in given.items()})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path}: not the labels of a model of this version ({error}); {REMEDY}") from error


def _options() -> onnxruntime.SessionOptions:
    """One thread for each window: several would add up floats in an order of their own."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
