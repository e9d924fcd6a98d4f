"""From a checkpoint to a model folder: ONNX, weights in eight bits, labels, checksums; and how far the copy departs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.encoder import ROLES
from dragoman.encoder.network import LABELS, NETWORK, SUMS, TOKENIZER
from dragoman.encoder.words import TYPES
from training.network import Reader

OUTPUTS = (
    *("upos", "xpos", "arcs", "relation_dependents", "relation_linear", "relation_heads", "relation_prior", "names"),
    *(f"{kind}_{part}" for kind in ROLES for part in ("anchors", "roles")),
    "event_classes",
    "vectors",
)


class OneWindow(nn.Module):
    """The network over one window, as the program runs it: no batch, no mask."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, types: Tensor, pool: Tensor) -> tuple[Tensor, ...]:  # p, p, n p
        reader, pool = self.reader, pool[None]
        states = reader(pieces[None], types[None], None)
        out = dict(reader.trees(states, pool))
        words = reader.names_mix(states, pool)
        out["names"] = reader.names(words, words)
        for kind, head in reader.frames.items():
            found = head(states, pool)
            out[f"{kind}_anchors"] = found["anchors"]
            out[f"{kind}_roles"] = head.roles(found["words"], found["words"])
            if "classes" in found:
                out[f"{kind}_classes"] = found["classes"]
        out["vectors"] = reader.vector(pool @ states[-1])
        return tuple(out[name].squeeze(0) for name in OUTPUTS)


def export(reader: Reader, tokenizer: Path, folder: Path, name: str) -> None:
    """Writes the model folder, and beside it `float.onnx`, the same network unquantised, for comparison."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder.parent / "float.onnx"
    _write_onnx(reader.eval(), whole)
    quantize_dynamic(
        whole,
        folder / NETWORK,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"MatMulConstBOnly": True},
        nodes_to_exclude=_sensitive(whole, reader),
    )
    cutter = Tokenizer.from_file(str(tokenizer))
    cutter.no_padding()
    cutter.no_truncation()
    cutter.save(str(folder / TOKENIZER))
    labels = asdict(reader.labels) | {"name": name, "kinds of words": TYPES}
    (folder / LABELS).write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    seal(folder)


def _sensitive(whole: Path, reader: Reader) -> list[str]:
    """The product that eight bits harm most: the second of the first layer's inner ones, whose inputs spread widely."""
    graph = onnx.load(whole, load_external_data=False).graph
    sizes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    inner = (reader.sizes.inner, reader.sizes.width)
    return [node.name for node in graph.node if any(sizes.get(name) == inner for name in node.input)][:1]


def seal(folder: Path) -> None:
    """Writes the checksums of a model folder's files."""
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}" for name in (NETWORK, TOKENIZER, LABELS)
    ]
    (folder / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")


def _write_onnx(reader: Reader, path: Path) -> None:
    p, n = torch.export.Dim("p", min=3, max=510), torch.export.Dim("n", min=2, max=400)
    given = (torch.zeros(12, dtype=torch.int64), torch.zeros(12, dtype=torch.int64), torch.ones(7, 12) / 12)
    program = torch.onnx.export(
        OneWindow(reader),
        given,
        input_names=["pieces", "types", "pool"],
        output_names=list(OUTPUTS),
        dynamic_shapes=({0: p}, {0: p}, {0: n, 1: p}),
        dynamo=True,
        verbose=False,
    )
    assert program is not None
    program.save(path, external_data=False)
    onnx.checker.check_model(path)


def parity(reader: Reader, path: Path, seed: int = 0) -> float:
    """The largest difference between an ONNX file's outputs and the network's, over a random window."""
    rng = np.random.default_rng(seed)
    n = 20
    counts = rng.integers(1, 4, n)
    p = int(counts.sum()) + 2
    pool = np.zeros((n, p), np.float32)
    pool[np.repeat(np.arange(n), counts), np.arange(1, p - 1)] = 1
    pool /= pool.sum(1, keepdims=True)
    pieces, types = rng.integers(0, reader.sizes.vocabulary, p), rng.integers(0, TYPES, p)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    theirs = session.run(list(OUTPUTS), {"pieces": pieces, "types": types, "pool": pool})
    with torch.no_grad():
        ours = OneWindow(reader.eval())(torch.from_numpy(pieces), torch.from_numpy(types), torch.from_numpy(pool))
    return max(float(np.abs(a.numpy() - b).max()) for a, b in zip(ours, theirs, strict=True))


def load_reader(checkpoint: Path, reader: Reader) -> Reader:
    """The network with a checkpoint's weights."""
    reader.load_state_dict(torch.load(checkpoint, weights_only=True)["reader"])
    return reader
