"""Which events are uncertain: no mention of them is as sure as `record.SHOWN`, and nobody upheld one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dragoman.record import SHOWN
from dragoman.store import Record

MENTIONS = "JOIN mentions m ON m.id = e.mention LEFT JOIN as_read a ON a.item = m.id AND a.decided"
"""The mentions of events, and of these what a reviewer confirmed or corrected."""
UNCERTAIN = f"max(m.confidence) < {SHOWN} AND max(a.item IS NOT NULL) = 0"


def uncertain(record: Record, events: Iterable[str]) -> set[str]:
    """Those of some events that are uncertain."""
    found = record.select(
        f"""SELECT e.event FROM event_mentions e {MENTIONS} WHERE e.event IN (SELECT value FROM json_each(:ids))
        GROUP BY e.event HAVING {UNCERTAIN}""",
        {"ids": json.dumps(list(events))},
    )
    return {row["event"] for row in found}
