"""The reading network: a six-layer encoder and the heads on it. Shapes: b windows, p pieces, n words, d = 384."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dragoman.encoder import ROLES
from dragoman.encoder.network import Labels
from dragoman.encoder.words import BREAKS, QUOTES, SHAPES

FAR = 64
"""Beyond this many words, a distance is only far."""
TREES_DROPOUT = 0.33
"""Dozat and Manning's; with 0.2 the arcs of the training data were learnt by heart."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the network is; by default as it is shipped."""

    vocabulary: int = 30_522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1_536
    positions: int = 512
    arcs: int = 256
    relations: int = 64
    spans: int = 96
    frames: int = 96


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.count = sizes.heads
        self.query = nn.Linear(sizes.width, sizes.width)
        self.key = nn.Linear(sizes.width, sizes.width)
        self.value = nn.Linear(sizes.width, sizes.width)
        self.output = nn.Linear(sizes.width, sizes.width)
        self.first_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.inner = nn.Linear(sizes.width, sizes.inner)
        self.outer = nn.Linear(sizes.inner, sizes.width)
        self.last_norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:  # x: b p d; mask: b 1 1 p, 0 or -inf
        b, p, d = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, p, self.count, d // self.count).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.first_norm(x + self.dropout(self.output(attended.transpose(1, 2).reshape(b, p, d))))
        return self.last_norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """BERT, with the kinds of words in place of its two token types."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(sizes.vocabulary, sizes.width)
        self.position = nn.Embedding(sizes.positions, sizes.width)
        self.shape = nn.Embedding(SHAPES, sizes.width)
        self.gap = nn.Embedding(BREAKS, sizes.width)
        self.quoted = nn.Embedding(QUOTES, sizes.width)
        for table in (self.gap, self.quoted):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, types: Tensor, mask: Tensor | None) -> list[Tensor]:  # all: b p; out: b p d
        x = self.word(pieces) + self.position(torch.arange(pieces.shape[1], device=pieces.device))
        x = x + functional.embedding(types, self.type_table())
        states = [self.dropout(self.norm(x))]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states

    def type_table(self) -> Tensor:
        """One row for each kind of word, in the order of `word_types`."""
        table = self.quoted.weight[:, None, None] + self.gap.weight[None, :, None] + self.shape.weight[None, None]
        return table.reshape(-1, table.shape[-1])

    def load_base(self, path: str) -> None:
        """Takes over the weights of a BERT checkpoint (safetensors)."""
        given = load_file(path)
        given = {key.removeprefix("bert."): value for key, value in given.items()}
        own = self.state_dict()
        for mine, theirs in self._base_names():
            own[mine].copy_(given[theirs])
        own["shape.weight"].copy_(given["embeddings.token_type_embeddings.weight"][:1].expand(SHAPES, -1))

    def _base_names(self) -> list[tuple[str, str]]:
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "first_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "last_norm": "output.LayerNorm",
        }
        names = [
            ("word.weight", "embeddings.word_embeddings.weight"),
            ("position.weight", "embeddings.position_embeddings.weight"),
            *((f"norm.{end}", f"embeddings.LayerNorm.{end}") for end in ("weight", "bias")),
        ]
        for n in range(len(self.layers)):
            names += [
                (f"layers.{n}.{mine}.{end}", f"encoder.layer.{n}.{theirs}.{end}")
                for mine, theirs in parts.items()
                for end in ("weight", "bias")
            ]
        return names


class Mix(nn.Module):
    """A weighted sum of all layers' states, then the mean of each word's pieces."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(layers + 1))
        with torch.no_grad():
            self.weights[-1] = 2.0

    def forward(self, states: Sequence[Tensor], pool: Tensor) -> Tensor:  # states: b p d; pool: b n p; out: b n d
        weights = self.weights.softmax(0)
        mixed = sum((w * state for w, state in zip(weights, states, strict=True)), torch.zeros_like(states[0]))
        return pool @ mixed


def project(width: int, size: int, dropout: float = 0.2) -> nn.Module:
    """A hidden layer before a pairing of words."""
    return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(dropout))


class Pairs(nn.Module):
    """Scores of each pair of words for each class: bilinear, and linear in both and in their distance.

    `none` is the head start of class 0, which most pairs have.
    """

    def __init__(self, width: int, size: int, classes: int, none: float) -> None:
        super().__init__()
        self.left, self.right = project(width, size), project(width, size)
        self.bilinear = nn.Linear(size, classes * size, bias=False)
        nn.init.normal_(self.bilinear.weight, std=0.3 / size)
        self.of_left, self.of_right = nn.Linear(size, classes), nn.Linear(size, classes)
        self.distance = nn.Embedding(2 * FAR + 1, classes)
        nn.init.zeros_(self.distance.weight)
        with torch.no_grad():
            self.of_left.bias[0] += none
        self.classes = classes

    def forward(self, left: Tensor, right: Tensor) -> Tensor:  # left: b m d, right: b n d; out: b m n classes
        hl, hr = self.left(left), self.right(right)
        b, m, size = hl.shape
        turned = self.bilinear(hl).view(b, m * self.classes, size)
        scores = (turned @ hr.transpose(1, 2)).view(b, m, self.classes, -1).transpose(2, 3)
        scores = scores + self.of_left(hl)[:, :, None] + self.of_right(hr)[:, None]
        return scores + self.distance(distances(m, scores.shape[2], scores.device))


def distances(m: int, n: int, device: torch.device) -> Tensor:
    """How far the second word stands after the first, from 0 (far before) to 2 * FAR (far after): m x n."""
    apart = torch.arange(n, device=device)[None] - torch.arange(m, device=device)[:, None]
    return apart.clamp(-FAR, FAR) + FAR


class Trees(nn.Module):
    """Word classes, heads and relations. Word 0 of the heads is the root."""

    def __init__(self, sizes: Sizes, labels: Labels) -> None:
        super().__init__()
        d = sizes.width
        self.mix = Mix(sizes.layers)
        self.upos, self.xpos = nn.Linear(d, len(labels.upos)), nn.Linear(d, len(labels.xpos))
        self.root = nn.Parameter(torch.randn(d) * 0.02)
        self.dependent, self.head = (project(d, sizes.arcs, TREES_DROPOUT) for _ in range(2))
        self.arc = nn.Linear(sizes.arcs, sizes.arcs)
        self.head_prior = nn.Linear(sizes.arcs, 1)
        self.distance = nn.Embedding(2 * FAR + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.label_dependent, self.label_head = (project(d, sizes.relations, TREES_DROPOUT) for _ in range(2))
        count = len(labels.relations)
        self.label_bilinear = nn.Linear(sizes.relations, count * sizes.relations, bias=False)
        nn.init.normal_(self.label_bilinear.weight, std=0.3 / sizes.relations)
        self.label_linear = nn.Linear(sizes.relations, count)
        self.label_prior = nn.Linear(sizes.relations, count)
        self.count = count

    def forward(self, states: Sequence[Tensor], pool: Tensor) -> dict[str, Tensor]:
        words = self.mix(states, pool)
        b, n, d = words.shape
        heads = torch.cat([self.root.expand(b, 1, d), words], 1)
        hd, hh = self.dependent(words), self.head(heads)
        arcs = self.arc(hd) @ hh.transpose(1, 2) + self.head_prior(hh).transpose(1, 2)
        apart = self.distance(distances(n, n, words.device)).squeeze(-1)
        arcs = torch.cat([arcs[:, :, :1], arcs[:, :, 1:] + apart], 2)
        ld, lh = self.label_dependent(words), self.label_head(heads)
        return {
            "upos": self.upos(words),
            "xpos": self.xpos(words),
            "arcs": arcs,  # b n n+1
            "relation_dependents": self.label_bilinear(ld).view(b, n, self.count, -1),  # b n relations size
            "relation_linear": self.label_linear(ld),  # b n relations
            "relation_heads": lh,  # b n+1 size
            "relation_prior": self.label_prior(lh),  # b n+1 relations
        }


def relation_scores(out: Mapping[str, Tensor], heads: Tensor) -> Tensor:
    """The scores of each word's relation to the given head (numbers from 0, the root): b n relations."""
    size, count = out["relation_heads"].shape[-1], out["relation_prior"].shape[-1]
    chosen = out["relation_heads"].gather(1, heads[..., None].expand(-1, -1, size))
    prior = out["relation_prior"].gather(1, heads[..., None].expand(-1, -1, count))
    paired = (out["relation_dependents"] @ chosen[..., None]).squeeze(-1)
    return paired + out["relation_linear"] + prior


class Frames(nn.Module):
    """Anchors (cues, triggers), the roles that every word has towards each anchor, the anchor's classes."""

    def __init__(self, sizes: Sizes, roles: int, classes: int) -> None:
        super().__init__()
        self.mix = Mix(sizes.layers)
        self.anchor = nn.Linear(sizes.width, 1)
        self.unary = nn.Linear(sizes.width, roles)
        self.roles = Pairs(sizes.width, sizes.frames, roles + 1, none=2.0)
        self.classes = nn.Linear(sizes.width, classes) if classes else None

    def forward(self, states: Sequence[Tensor], pool: Tensor) -> dict[str, Tensor]:
        words = self.mix(states, pool)
        out = {"words": words, "anchors": self.anchor(words).squeeze(-1), "unary": self.unary(words)}
        if self.classes is not None:
            out["classes"] = self.classes(words)
        return out


class Reader(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, sizes: Sizes, labels: Labels) -> None:
        super().__init__()
        self.sizes, self.labels = sizes, labels
        self.encoder = Encoder(sizes)
        self.trees = Trees(sizes, labels)
        self.names_mix = Mix(sizes.layers)
        self.names = Pairs(sizes.width, sizes.spans, len(labels.names) + 1, none=6.0)
        self.frames = nn.ModuleDict(
            {
                "attribution": Frames(sizes, len(ROLES["attribution"]), 0),
                "event": Frames(sizes, len(ROLES["event"]), len(labels.types) + len(labels.statuses)),
            }
        )
        self.vector = nn.Linear(sizes.width, sizes.width)
        with torch.no_grad():
            self.vector.weight.copy_(torch.eye(sizes.width))
            self.vector.bias.zero_()

    def forward(self, pieces: Tensor, types: Tensor, mask: Tensor | None) -> list[Tensor]:
        return self.encoder(pieces, types, mask)
