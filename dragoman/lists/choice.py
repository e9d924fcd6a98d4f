"""What somebody asked to see of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

LONGEST = 300
LAST_PAGE = 200
"""A list is shown so many pages deep; beyond that a narrower choice finds things faster, and pages grow slow."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Values to choose by; an empty one chooses all. Dates are ISO, or the beginning of one."""

    since: str = ""
    until: str = ""
    actor: str = ""
    country: str = ""
    outlet: str = ""
    type: str = ""
    status: str = ""
    speaker: str = ""
    kind: str = ""
    act: str = ""
    order: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Choice:
        """The choice in an address; what is unknown or too long is left out."""
        named = {f.name for f in fields(cls)} - {"page"}
        values = {name: given[name].replace("\0", "").strip()[:LONGEST] for name in named if name in given}
        page = given.get("page", "1")
        return cls(**values, page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() else 1)

    @property
    def given(self) -> dict[str, str]:
        """What was chosen, but for the page."""
        return {f.name: v for f in fields(self) if f.name != "page" and (v := getattr(self, f.name))}
