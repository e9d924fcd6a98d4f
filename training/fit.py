"""The training: which batches each step reads, the optimiser, checkpoints that a stopped run resumes from."""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from dragoman.encoder.network import Labels
from dragoman.encoder.words import Pieces
from training.batches import Batch, Maker, Taught, Window, plan
from training.documents import Document
from training.losses import losses, total
from training.network import Encoder, Reader, Sizes


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what comes out, but the data."""

    steps: int = 4_400
    start: str = ""
    """A checkpoint whose weights are the start, in place of the base model's."""
    written_from: float = 0.2
    """From this share of the steps on the passages written for the purpose are read too, one batch a step."""
    tree_pieces: int = 3_000
    attribution_pieces: int = 1_800
    written_pieces: int = 600
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm: float = 0.06
    half: bool = True
    """Whether the encoder computes in bfloat16."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Data:
    """Documents by task."""

    trees: list[Document]
    attributions: list[Document]
    written: list[Document]


LENGTHS = {"trees": (10, 160), "attributions": (60, 180), "written": (10, 60)}
"""Shortest and longest window of each task, in words: drawn anew for each, so that the network knows all lengths."""


class Training:
    """A run of the recipe. Everything random hangs on the seed and the step, so a resumed run is the same run."""

    def __init__(self, data: Data, labels: Labels, sizes: Sizes, recipe: Recipe, base: Path, folder: Path) -> None:
        self.data, self.recipe, self.folder = data, recipe, folder
        folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(recipe.seed)
        self.reader = Reader(sizes, labels)
        if (base / "model.safetensors").exists():
            self.reader.encoder.load_base(str(base / "model.safetensors"))
        if recipe.start:
            self.reader.load_state_dict(torch.load(recipe.start, weights_only=True)["reader"])
        tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.maker = Maker(Pieces(tokenizer), labels, tokenizer.token_to_id("[MASK]") or 0)
        self.teacher = Teacher(base, tokenizer, sizes, folder)
        groups = [
            {"params": list(self.reader.encoder.parameters()), "lr": recipe.encoder_rate},
            {
                "params": [p for n, p in self.reader.named_parameters() if not n.startswith("encoder.")],
                "lr": recipe.head_rate,
            },
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.step = 0

    def _rate(self, step: int) -> float:
        warm = self.recipe.warm * self.recipe.steps
        return min((step + 1) / warm if warm else 1.0, max(0.0, 1 - step / self.recipe.steps))

    def run(self, until: int | None = None, save_every: int = 200) -> None:
        """Trains to the recipe's last step, or to `until`; continues from the folder's checkpoint if there is one."""
        self.resume()
        rows = self._log()[: self.step]
        with (self.folder / "log.jsonl").open("w", encoding="utf-8") as log:
            log.writelines(rows)
            for step, groups in enumerate(self._plans()):
                if not self.step <= step < (until or self.recipe.steps):
                    continue
                started = time.time()
                found = self.one_step(groups)
                self.step = step + 1
                log.write(json.dumps({"step": step, "seconds": round(time.time() - started, 2)} | found) + "\n")
                log.flush()
                if self.step % save_every == 0:
                    self.save()
        self.save()

    def _log(self) -> list[str]:
        path = self.folder / "log.jsonl"
        return path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []

    def _plans(self) -> Iterator[list[list[Window]]]:
        """The windows of each step's batches, one batch for each task."""
        recipe, size, seed = self.recipe, self.maker.size, self.recipe.seed
        trees = plan(self.data.trees, size, recipe.tree_pieces, LENGTHS["trees"], f"trees-{seed}")
        told = plan(
            self.data.attributions, size, recipe.attribution_pieces, LENGTHS["attributions"], f"attributions-{seed}"
        )
        written = plan(self.data.written, size, recipe.written_pieces, LENGTHS["written"], f"written-{seed}")
        for step in range(recipe.steps):
            groups = [next(told)] if self.data.attributions else []
            groups += [next(trees)] if self.data.trees else []
            if self.data.written and step >= recipe.written_from * recipe.steps:
                groups.append(next(written))
            yield groups

    def one_step(self, groups: Sequence[Sequence[Window]]) -> dict[str, float]:
        """One step of the optimiser over a batch of each task; the losses by name, summed over the batches."""
        torch.manual_seed(self.recipe.seed * 1_000_003 + self.step)
        rng = random.Random(f"{self.recipe.seed}-{self.step}")
        self.reader.train()
        told: dict[str, float] = {}
        for windows in groups:
            batch = self.maker.batch(windows, rng)
            found = self.losses(batch)
            total(found).backward()
            for name, loss in found.items():
                told[name] = told.get(name, 0.0) + float(loss.detach())
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.optimizer.zero_grad(set_to_none=True)
        return {name: round(loss, 4) for name, loss in told.items()}

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """The losses of a batch."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.recipe.half):
            states = self.reader(batch.pieces, batch.types, batch.mask)
        return losses(self.reader, [state.float() for state in states], batch, self.teacher.of(batch))

    def save(self) -> None:
        """Writes the checkpoint, whole or not at all."""
        state = {
            "recipe": asdict(self.recipe),
            "step": self.step,
            "reader": self.reader.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        new = self.folder / "checkpoint.new"
        torch.save(state, new)
        new.replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        """Takes up the folder's checkpoint, if there is one."""
        path = self.folder / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            if state["recipe"] != asdict(self.recipe):
                raise SystemExit(f"{path} was made by another recipe: {state['recipe']}; name a new folder")
            self.reader.load_state_dict(state["reader"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.schedule.load_state_dict(state["schedule"])
            self.step = state["step"]


class Teacher:
    """The base model's vectors of sentences and leads, which the trained model's are to stay close to."""

    def __init__(self, base: Path, tokenizer: Tokenizer, sizes: Sizes, folder: Path) -> None:
        self._base, self._tokenizer, self._sizes, self._folder = base, tokenizer, sizes, folder
        self._vectors: dict[str, np.ndarray] = {}

    def prepare(self, documents: Sequence[Document]) -> None:
        """Computes and keeps the vectors of all sentences and leads of the documents."""
        if not (self._base / "model.safetensors").exists():
            return
        texts = sorted({text for document in documents for text in (*document.texts, *leads(document).values())})
        weights = hashlib.sha256((self._base / "model.safetensors").read_bytes()).hexdigest()
        key = hashlib.sha256("\n".join([weights, *texts]).encode()).hexdigest()[:12]
        path = self._folder / f"vectors-{key}.npy"
        if not path.exists():
            np.save(path, base_vectors(self._base, self._tokenizer, self._sizes, texts).astype(np.float16))
        self._vectors = dict(zip(texts, np.load(path), strict=True))

    def of(self, batch: Batch) -> Taught | None:
        """The teacher's vectors for the batch's windows, if it has any."""
        if not self._vectors:
            return None
        most = int(batch.sentences.max()) + 1
        rows = np.zeros((len(batch.windows), most, self._sizes.width), np.float32)
        firsts = np.zeros((len(batch.windows), self._sizes.width), np.float32)
        for k, (document, start, end) in enumerate(batch.windows):
            if start == 0:
                firsts[k] = self._vectors.get(leads(document).get(end, ""), 0)
            inside = [n for n, first in enumerate(document.sentences) if start <= first < end]
            for place, n in enumerate(inside):
                known = self._vectors.get(document.texts[n])
                if known is not None:
                    rows[k, place] = known
        return Taught(torch.from_numpy(rows), torch.from_numpy(firsts))


def leads(document: Document) -> dict[int, str]:
    """A document's beginnings of two sentences and more, as long as a window may be: text by last word (exclusive)."""
    ends = [last for _, last in document.bounds() if last <= LENGTHS["attributions"][1]]
    return {end: " ".join(document.texts[: n + 1]) for n, end in enumerate(ends) if n and document.texts}


def base_vectors(base: Path, tokenizer: Tokenizer, sizes: Sizes, texts: Sequence[str]) -> np.ndarray:
    """The base model's own vectors: the mean of a text's pieces, of length 1."""
    encoder = Encoder(sizes, dropout=0.0).eval()
    encoder.load_base(str(base / "model.safetensors"))
    ids = [encoding.ids[:256] for encoding in tokenizer.encode_batch(list(texts))]
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    vectors = np.zeros((len(ids), sizes.width), np.float32)
    for at in range(0, len(order), 64):
        chosen = order[at : at + 64]
        longest = max(len(ids[n]) for n in chosen)
        pieces = torch.tensor([ids[n] + [0] * (longest - len(ids[n])) for n in chosen])
        real = torch.tensor([[1.0] * len(ids[n]) + [0.0] * (longest - len(ids[n])) for n in chosen])
        mask = torch.where(real > 0, 0.0, -torch.inf)[:, None, None]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            state = encoder(pieces, torch.zeros_like(pieces), mask)[-1].float()
        mean = (state * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        vectors[chosen] = functional.normalize(mean, dim=-1).numpy()
    return vectors
