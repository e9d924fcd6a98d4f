"""What each kind of data brings to the heads of the others: the same short training with one kind left out each
time (the vectors' loss in none).

`python -m training.ablations DATA --base FOLDER --out FOLDER [VARIANT...]` prints a row as each variant is done.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch

from evals import scorers, tasks
from evals.heads import names, syntax
from training.corpora import labels_of, training_data
from training.documents import Document
from training.export import export
from training.fit import Data, Recipe, Training
from training.network import Sizes

SHORT = Recipe(steps=300, written_from=0.0, tree_pieces=800, attribution_pieces=1_000, written_pieces=300)
"""Few steps at a third of the size: enough to see a direction, not what the full training reaches. With 80 steps
nothing is learnt yet (LAS 47, no attribution found)."""


def without(layer: str, data: Data) -> Data:
    """The data with a layer taken away wherever it is marked."""

    def stripped(documents: list[Document]) -> list[Document]:
        found = [replace(document, **{layer: None}) for document in documents]  # type: ignore[arg-type]
        return [d for d in found if any(left is not None for left in (d.tree, d.names, d.attributions, d.events))]

    return Data(stripped(data.trees), stripped(data.attributions), stripped(data.written))


VARIANTS: dict[str, Callable[[Data], Data]] = {
    "all": lambda data: data,
    "trees": lambda data: without("tree", data),
    "names": lambda data: without("names", data),
    "attributions": lambda data: replace(without("attributions", data), attributions=[]),
    "passages": lambda data: replace(data, written=[]),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.ablations", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("variants", nargs="*", default=list(VARIANTS))
    chosen = parser.parse_args()
    torch.set_num_threads(2)
    data = training_data(chosen.data)
    for variant in chosen.variants:
        folder = chosen.out / variant
        training = Training(VARIANTS[variant](data), labels_of(data.trees), Sizes(), SHORT, chosen.base, folder)
        training.run()
        export(training.reader, chosen.base / "tokenizer.json", folder / "model", variant)
        print(json.dumps({"without": variant} | figures(chosen.data, folder / "model")), flush=True)


def figures(data: Path, model: Path) -> dict[str, float]:
    """Development figures of a model folder: LAS, F1 of names, who+what."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for row in tasks.TASKS["heads"](data / "polnear" / "dev", model):
            out.write(json.dumps(row) + "\n")
        out.flush()
        told = json.loads(scorers.run_scorer("score_attribution.py", out.name, "--split", "dev", "--json"))
    return {
        "las": syntax(data / "ud" / "ewt-dev.conllu", model)["las"],
        "names": names(data / "gum" / "gum-dev.conllu", model)["all"],
        "who+what": round(told["overlap / who+what"]["F1"], 2),
    }


if __name__ == "__main__":
    main()
