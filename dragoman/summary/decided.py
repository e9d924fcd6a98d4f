"""What people decided about stories, as a terminal shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from dragoman.decisions import Decision
from dragoman.summary.screen import Object, console, print_table


def decision_json(decision: Decision) -> Object:
    return asdict(decision)


def print_decisions(decided: Sequence[Decision]) -> None:
    """One line a decision."""
    print_table([_line(decision) for decision in decided], console())


def _line(decision: Decision) -> Object:
    told = f"{decision.other} {'into' if decision.kind == 'join' else 'out of'} {decision.story}"
    undone = " ".join(filter(None, (decision.undone, decision.undone_by)))
    return {
        "decision": f"{decision.number} {decision.kind}",
        "stories": told,
        "made": decision.made,
        "who": decision.who,
        "why": decision.why,
        "undone": undone,
    }
