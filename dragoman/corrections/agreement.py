"""How far reviewers and the program agree: of each field, how often it was confirmed, corrected or rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dragoman.corrections.nouns import FIELDS, Correction, Kind, in_force


class Agreement(NamedTuple):
    """One reviewer on one field. A field counts as confirmed where its item was confirmed and the field not set."""

    who: str
    kind: Kind
    field: str
    confirmed: int
    corrected: int
    rejected: int
    """Items that the reviewer rejected, with all their fields."""

    @property
    def share(self) -> float:
        """Share of what was decided that the program had right."""
        return self.confirmed / (self.confirmed + self.corrected + self.rejected)


def agreement(history: Sequence[Correction]) -> list[Agreement]:
    """Each reviewer's figures by kind and field. Corrections that were taken back do not count."""
    by_item: dict[tuple[str, Kind, str], list[Correction]] = {}
    for line in in_force(list(history)):
        if line.item:
            by_item.setdefault((line.who, line.kind, line.item), []).append(line)
    counts: Counter[tuple[str, Kind, str, str]] = Counter()
    for (who, kind, _), lines in by_item.items():
        for field, verdict in _verdicts(kind, lines):
            counts[who, kind, field, verdict] += 1
    keys = dict.fromkeys((who, kind, field) for who, kind, field, _ in counts)
    ordered = sorted(keys, key=lambda key: (key[0], key[1] == "event", FIELDS[key[1]].index(key[2])))
    return [Agreement(*key, *(counts[*key, verdict] for verdict in ("yes", "set", "no"))) for key in ordered]


def _verdicts(kind: Kind, lines: list[Correction]) -> Iterable[tuple[str, str]]:
    """What one reviewer holds of each field of one item."""
    if lines[-1].action == "reject":
        return [(field, "no") for field in FIELDS[kind]]
    changed = {field for line in lines if line.action == "set" for field in line.value}
    confirmed = any(line.action == "confirm" for line in lines)
    return [(f, "set" if f in changed else "yes") for f in FIELDS[kind] if f in changed or confirmed]
