"""The training on tiny made-up data: the loss falls, a stopped run goes on exactly, the export matches."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the training extra is not installed: pip install -e '.[training]'")
pytest.importorskip("onnxscript", reason="the training extra is not installed: pip install -e '.[training]'")

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from dragoman.encoder import Encoder, words_in
from dragoman.encoder.network import Labels
from dragoman.record import Span
from training.batches import Maker, altered, cut
from training.documents import Document, Frame, Name, Tree
from training.export import export, load_reader, parity
from training.fit import Data, Recipe, Training
from training.network import Reader, Sizes

TINY = Sizes(
    vocabulary=60, width=32, layers=2, heads=4, inner=64, positions=512, arcs=16, relations=8, spans=8, frames=8
)
LABELS = Labels(
    ("NOUN", "VERB", "PUNCT"), ("NN", "VBD", "."), ("nsubj", "root", "punct"), ("person", "organisation", "place"),
    ("ACCUSE", "CONSULT"), ("actual", "planned", "possible", "negated"),
)  # fmt: skip
NAMES, CUES, THINGS = ["anna", "boris", "chen"], ["said", "denied", "hoped"], ["rain", "war", "peace", "trade"]
RECIPE = Recipe(steps=12, written_from=0.5, tree_pieces=60, attribution_pieces=60, written_pieces=60, half=False)


def document(number: int) -> Document:
    """Sentences such as "Anna said rain." with all layers."""
    rng = random.Random(number)
    words: list[str] = []
    starts, heads, names, frames = [], [], [], []
    for _ in range(6):
        at = len(words)
        words += [rng.choice(NAMES).title(), rng.choice(CUES), rng.choice(THINGS), "."]
        starts.append(at)
        heads += [at + 1, -1, at + 1, at + 1]
        names.append(Name(at, at, "person"))
        frames.append(Frame({"source": frozenset([at]), "cue": frozenset([at + 1]), "content": frozenset([at + 2])}))
    tree = Tree(
        ["NOUN", "VERB", "NOUN", "PUNCT"] * 6,
        ["NN", "VBD", "NN", "."] * 6,
        heads,
        ["nsubj", "root", "nsubj", "punct"] * 6,
    )
    events = [
        Frame(
            {"actor": f.roles["source"], "trigger": f.roles["cue"], "recipient": f.roles["content"]}, "ACCUSE", "actual"
        )
        for f in frames
    ]
    breaks = [1, 1, 1, 0] * 6
    return Document(f"d{number}", words, breaks, starts, tree, names, frames, events)


DATA = Data(*([document(n) for n in range(k, k + 6)] for k in (0, 10, 20)))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base model's folder with a tokenizer and no weights."""
    folder = tmp_path / "base"
    folder.mkdir()
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *NAMES, *CUES, *THINGS]
    tokenizer = Tokenizer(WordPiece({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def losses_of(folder: Path) -> list[dict[str, float]]:
    rows = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [{key: value for key, value in row.items() if key != "seconds"} for row in rows]


def test_the_loss_falls_for_every_head(base: Path, tmp_path: Path) -> None:
    recipe = replace(RECIPE, steps=60, written_from=0.0, encoder_rate=2e-3, head_rate=5e-3)
    Training(DATA, LABELS, TINY, recipe, base, tmp_path / "run").run()
    log = losses_of(tmp_path / "run")
    for head in ("upos", "xpos", "arcs", "relations", "names", "attribution", "event"):
        first, last = (sum(row[head] for row in rows) for rows in (log[:5], log[-5:]))
        assert last < 0.7 * first, head


def test_a_stopped_run_goes_on_exactly(base: Path, tmp_path: Path) -> None:
    whole = Training(DATA, LABELS, TINY, RECIPE, base, tmp_path / "whole")
    whole.run()
    Training(DATA, LABELS, TINY, RECIPE, base, tmp_path / "parts").run(until=5)
    resumed = Training(DATA, LABELS, TINY, RECIPE, base, tmp_path / "parts")
    resumed.run()
    assert losses_of(tmp_path / "whole") == losses_of(tmp_path / "parts")
    ours, theirs = whole.reader.state_dict(), resumed.reader.state_dict()
    assert all(torch.equal(ours[key], theirs[key]) for key in ours)


def test_another_recipe_does_not_take_up_a_checkpoint(base: Path, tmp_path: Path) -> None:
    Training(DATA, LABELS, TINY, RECIPE, base, tmp_path / "run").run(until=2)
    with pytest.raises(SystemExit, match="made by another recipe"):
        Training(DATA, LABELS, TINY, Recipe(steps=99), base, tmp_path / "run").run()


def test_the_export_matches_and_reads(base: Path, tmp_path: Path) -> None:
    training = Training(DATA, LABELS, TINY, RECIPE, base, tmp_path / "run")
    training.run(until=3)
    reader = load_reader(tmp_path / "run" / "checkpoint.pt", Reader(TINY, LABELS))
    export(reader, base / "tokenizer.json", tmp_path / "model", "tiny")
    assert parity(reader, tmp_path / "float.onnx") < 1e-4
    assert parity(reader, tmp_path / "model" / "model.onnx") < 0.5
    encoder = Encoder(tmp_path / "model")
    text = "Anna said rain. Boris denied war."
    read = encoder.read(text, (Span(0, 15), Span(16, 33)))
    assert encoder.name.startswith("tiny ")
    assert [word.text for word in read.words] == [word.text for word in words_in(text, Span(0, len(text)))]
    assert read.vectors.shape == (2, 32)


def test_windows_are_whole_sentences_that_hold_all_words() -> None:
    windows = cut(DATA.trees, random.Random(1), (5, 12))
    assert sum(w.end - w.start for w in windows) == sum(len(d.words) for d in DATA.trees)
    assert all(w.start in w.document.sentences for w in windows)


def test_a_batch_says_which_labels_count(base: Path) -> None:
    maker = Training(DATA, LABELS, TINY, RECIPE, base, base.parent / "run").maker
    assert isinstance(maker, Maker)
    windows = cut(DATA.trees[:2], random.Random(1), (5, 12))
    batch = maker.batch(windows)
    assert batch.pieces.shape == batch.types.shape and torch.allclose(batch.pool.sum(2)[batch.real], torch.tensor(1.0))
    assert (batch.heads[batch.real] >= 0).all() and (batch.heads[~batch.real] == -1).all()
    frames = batch.frames["attribution"]
    assert len(frames.window) == int(frames.anchors.sum()) and frames.marked.all()


@pytest.mark.parametrize("seed", range(30))
def test_altered_words_stay_the_same_words(seed: int) -> None:
    words = ["“", "No", ",", "”", "Iran", "'s", "envoy", "said"]
    looks = altered(words, random.Random(seed))
    assert [word.lower().translate(str.maketrans("“”’", '""\'')) for word in looks] == [
        word.lower().translate(str.maketrans("“”’", '""\'')) for word in words
    ]
