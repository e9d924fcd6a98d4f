"""How sure a mention is: the chance that its type and the parties on both sides are right.

A logistic regression on facts about how it was found, fitted on mentions that were judged by hand
(`python -m evals event-confidence triplets.jsonl`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.actors import Named
from dragoman.actors.line import LineFrame
from dragoman.mentions.parties import in_role
from dragoman.mentions.scene import Scene, Trigger
from dragoman.mentions.triggers import MODEL

WEIGHTS = {
    "a noun": -0.50, "a common word": -0.71, "by the reading model alone": -1.38, "by the table alone": 0.09,
    "of another type by the model": -0.17, "sureness of the model": 0.91, "recipients as by the model": 0.30,
    "no actor": -0.66, "no recipient": -0.28, "an actor told elsewhere": -0.26,
    "a recipient told elsewhere": -0.90, "somebody's words": -0.37,
}  # fmt: skip
"""What each fact counts for, in the order of `facts`."""
BASE = -0.42


def facts(
    scene: Scene,
    trigger: Trigger,
    frame: LineFrame | None,
    actors: Sequence[Named],
    recipients: Sequence[Named],
    is_told: bool,
) -> tuple[float, ...]:
    """What `WEIGHTS` weigh; `is_told` where the mention lies in what somebody says."""
    read = {n.name for n in in_role(scene, frame.recipient, trigger.start)} if frame else None
    within = scene.line.span
    return (
        float(trigger.is_noun),
        float(trigger.row["note"] == "weak"),
        float(trigger.row["note"] == MODEL),
        float(frame is None),
        float(frame is not None and frame.frame.type != trigger.type),
        frame.frame.score * frame.frame.type_score if frame else 0.0,
        float(read is not None and read == {n.name for n in recipients}),
        float(not actors),
        float(not recipients),
        float(any(not within.holds(n.span) for n in actors)),
        float(any(not within.holds(n.span) for n in recipients)),
        float(is_told),
    )


def how_sure(found: Sequence[float]) -> float:
    """The chance from 0 to 1, to two digits."""
    score = BASE + sum(weight * fact for weight, fact in zip(WEIGHTS.values(), found, strict=True))
    return round(1 / (1 + math.exp(-score)), 2)
