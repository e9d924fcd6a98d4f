"""What each head is taught by a batch, and how far the vectors may leave the base model's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch, FrameBatch, Taught
from training.network import FAR, Frames, Reader, relation_scores

WEIGHTS = {
    "arcs": 2.0,
    "relations": 2.0,
    "upos": 0.5,
    "xpos": 0.5,
    "names": 3.0,
    "attribution": 1.0,
    "event": 1.0,
    "vectors": 2.0,
    "leads": 2.0,
}
"""How much each head's loss counts. Names are few: with 1.0 their recall lagged behind (F1 51 after 600 steps)."""

ANCHORS, UNARY, ROLE_WORDS = 5.0, 2.0, 25.0
"""Within a frame's loss: the weight of anchors, of roles in any frame, and how many words' roles count as one."""


def losses(reader: Reader, states: Sequence[Tensor], batch: Batch, teacher: Taught | None) -> dict[str, Tensor]:
    """The loss of every head that the batch has labels for, each a mean."""
    found: dict[str, Tensor] = {}
    if (batch.upos >= 0).any():
        found |= _tree_losses(reader, states, batch)
    if batch.names is not None:
        words = reader.names_mix(states, batch.pool)
        scores = reader.names(words, words)
        found["names"] = _mean(scores, batch.names, batch.real.sum())
    for kind, frames in batch.frames.items():
        if frames.marked.any():
            found[kind] = _frame_loss(reader, kind, states, batch, frames)
    if teacher is not None and teacher.sentences.any():
        vectors = sentence_vectors(reader, states, batch, teacher.sentences.shape[1])
        found["vectors"] = _vector_loss(vectors, teacher.sentences)
    if teacher is not None and teacher.leads.any():
        found["leads"] = _vector_loss(window_vectors(reader, states, batch), teacher.leads)
    return found


def _mean(scores: Tensor, labels: Tensor, count: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=-1, reduction="sum") / count


def _tree_losses(reader: Reader, states: Sequence[Tensor], batch: Batch) -> dict[str, Tensor]:
    out = reader.trees(states, batch.pool)
    arcs = out["arcs"].masked_fill(~same_sentence(batch.sentences), -1e4)
    count = (batch.upos >= 0).sum()
    return {
        "upos": _mean(out["upos"], batch.upos, count),
        "xpos": _mean(out["xpos"], batch.xpos, count),
        "arcs": _mean(arcs, batch.heads, count),
        "relations": _mean(relation_scores(out, batch.heads.clamp(min=0)), batch.relations, count),
    }


def same_sentence(sentences: Tensor) -> Tensor:
    """Which heads a word may have: the root and the words of its sentence. b n n+1."""
    same = sentences[:, :, None] == sentences[:, None, :]
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)


def _frame_loss(reader: Reader, kind: str, states: Sequence[Tensor], batch: Batch, frames: FrameBatch) -> Tensor:
    head = reader.frames[kind]
    out = head(states, batch.pool)
    count = batch.real & frames.marked[:, None]
    loss = ANCHORS * _binary(out["anchors"], frames.anchors, count) + UNARY * _binary(out["unary"], frames.unary, count)
    if len(frames.window):
        words = out["words"]
        # scores for the anchors only: each is a batch row of one word against its window's words
        scores = anchor_roles(head, words, frames.window, frames.word)
        loss = loss + _mean(scores, frames.roles, torch.tensor(ROLE_WORDS * len(frames.window)))
        if "classes" in out:
            classes = out["classes"][frames.window, frames.word]
            size = len(reader.labels.types)
            valid = (frames.types >= 0).sum().clamp(min=1)
            loss = (
                loss + _mean(classes[:, :size], frames.types, valid) + _mean(classes[:, size:], frames.statuses, valid)
            )
    return loss


def anchor_roles(head: Frames, words: Tensor, window: Tensor, word: Tensor) -> Tensor:
    """The scores of every word's role towards each anchor: m n roles+1."""
    pairs = head.roles
    left, right = pairs.left(words[window, word]), pairs.right(words)
    m, size = left.shape
    turned = pairs.bilinear(left).view(m, pairs.classes, size)
    scores = torch.einsum("mcs,mns->mnc", turned, right[window])
    scores = scores + pairs.of_left(left)[:, None] + pairs.of_right(right)[window]
    apart = (torch.arange(words.shape[1], device=words.device)[None] - word[:, None]).clamp(-FAR, FAR) + FAR
    return scores + pairs.distance(apart)


def _binary(scores: Tensor, labels: Tensor, count: Tensor) -> Tensor:
    loss = functional.binary_cross_entropy_with_logits(scores, labels, reduction="none")
    mask = count.view(*count.shape, *(1,) * (loss.dim() - 2)).expand_as(loss)
    return (loss * mask).sum() / mask.sum()


def _vector_loss(vectors: Tensor, teacher: Tensor) -> Tensor:
    known = teacher.abs().sum(-1) > 0
    return (1 - functional.cosine_similarity(vectors[known], teacher[known], dim=-1)).mean()


def window_vectors(reader: Reader, states: Sequence[Tensor], batch: Batch) -> Tensor:
    """The mean of each window's pieces, turned: b d."""
    sizes = (batch.pool > 0).sum(2, keepdim=True).float()
    return reader.vector((sizes * (batch.pool @ states[-1])).sum(1) / sizes.sum(1))


def sentence_vectors(reader: Reader, states: Sequence[Tensor], batch: Batch, most: int) -> Tensor:
    """The mean of each sentence's pieces, turned: b sentences d."""
    sizes = (batch.pool > 0).sum(2).float()  # b n, pieces of each word
    inside = functional.one_hot(batch.sentences.clamp(min=0), most).float() * sizes[..., None] * batch.real[..., None]
    inside = inside / inside.sum(1, keepdim=True).clamp(min=1)
    return reader.vector(inside.transpose(1, 2) @ (batch.pool @ states[-1]))


def total(found: Mapping[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()
