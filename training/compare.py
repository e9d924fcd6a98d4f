"""The float network and its copy in eight bits, in one run: words a second, and what the copy costs.

`python -m training.compare DATA --out FOLDER` reads the FOLDER that `python -m training export` wrote.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dragoman.encoder import Encoder, cut_words
from dragoman.encoder.network import NETWORK, Given
from dragoman.record import Span
from dragoman.text import find_sentences, repair
from training.ablations import figures
from training.export import seal

ARTICLES = 12
"""Articles of PolNeAR's development part that the speed is measured on."""
ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.compare", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--speed-only", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        whole = Path(shutil.copytree(chosen.out / "model", Path(home) / "float"))
        shutil.copyfile(chosen.out / "float.onnx", whole / NETWORK)
        seal(whole)
        for threads in (1, 2):
            rates = speeds([whole, chosen.out / "model"], texts(chosen.data), threads)
            print(f"{threads} threads: float {rates[0]:,.0f} words/s, eight bits {rates[1]:,.0f}")
        if not chosen.speed_only:
            for name, folder in (("float", whole), ("eight bits", chosen.out / "model")):
                print(name, figures(chosen.data, folder))


def texts(data: Path) -> list[str]:
    """Some articles of PolNeAR's development part."""
    paths = sorted((data / "polnear" / "dev" / "text").glob("*.txt"))[:ARTICLES]
    return [path.read_text(encoding="utf-8") for path in paths]


def speeds(folders: Sequence[Path], articles: Sequence[str], threads: int) -> list[float]:
    """Words a second of each model folder over the same windows, in turns; the median of several rounds."""
    encoders = [Encoder(folder) for folder in folders]
    windows: list[Given] = []
    for article in articles:
        view = repair(article)
        words = cut_words(view.text, find_sentences(view, Span(0, len(view.text))))
        windows += [given for _, given in encoders[0].windows(*words)]
    count = sum(len(window.sentences) for window in windows)
    found: list[list[float]] = [[] for _ in encoders]
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(ROUNDS):
            for encoder, rates in zip(encoders, found, strict=True):
                start = time.perf_counter()
                list(pool.map(encoder.network.run, windows))
                rates.append(count / (time.perf_counter() - start))
    return [statistics.median(rates) for rates in found]


if __name__ == "__main__":
    main()
