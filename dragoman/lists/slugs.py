"""Names in addresses."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from dragoman.record import SpeakerKind

SLUG_WORD = re.compile(r"[a-z0-9]+")
SLUG_LENGTH = 40


def slug(name: str | None, kind: SpeakerKind) -> str:
    """A speaker in an address: plain letters of the name, and a digest that tells it from others with the same."""
    return _slug(name or "nobody named", f"{kind} {name or ''}")


def actor_slug(name: str) -> str:
    """An actor in an address."""
    return _slug(name, f"actor {name}")


@lru_cache(maxsize=1 << 12)
def _slug(name: str, told_by: str) -> str:
    letters = "-".join(SLUG_WORD.findall(name.lower()))[:SLUG_LENGTH]
    digest = hashlib.sha256(told_by.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{letters.strip('-')}-{digest}".lstrip("-")
