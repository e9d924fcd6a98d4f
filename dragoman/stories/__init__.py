"""Stories: which reports are on one matter, and which of them are one text in several outlets.

A report is boiled down to a `Gist` (gist.py) that is kept and compared without its text. Near-copies are found by
MinHash (copies.py). Groups form by average linkage and a test that tells two similar matters apart (linkage.py), in a
bounded neighbourhood of each report that arrives (placing.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.record import Reading, Report, Story
from dragoman.stories.copies import copies_of
from dragoman.stories.gist import Gist, gist_of, likeness
from dragoman.stories.linkage import average_linkage
from dragoman.stories.placing import Shelf, place, placed

__all__ = ["Gist", "Shelf", "average_linkage", "find_stories", "gist_of", "place", "story_of"]

FIRST_WORDS = 10


def find_stories(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """The stories that `readings` tell, by their first report; a report alone is a story too.

    They are taken to arrive by date and then by id, so that the order given does not matter.
    """
    ordered = sorted(readings, key=_place)
    gists = {reading.report.id: gist_of(reading.report, reading.lead) for reading in ordered}
    reports = {reading.report.id: reading.report for reading in ordered}
    found = [
        story_of(id, [reports[member] for member in sorted(members, key=list(reports).index)], gists)
        for id, members in placed(gists.values())
    ]
    return tuple(sorted(found, key=lambda story: _place_of(reports[story.reports[0]])))


def story_of(id: str, reports: Sequence[Report], gists: dict[str, Gist]) -> Story:
    """The story of some reports: its title, and the copies among them."""
    own = [gists[report.id] for report in reports]
    return Story(id, _title(reports, own), tuple(report.id for report in reports), copies_of(own))


def _place(reading: Reading) -> tuple[str, str]:
    return _place_of(reading.report)


def _place_of(report: Report) -> tuple[str, str]:
    return (report.published or "9999", report.id)


def _title(reports: Sequence[Report], gists: Sequence[Gist]) -> str:
    """The title of the most central report that has one, or the first words of the most central."""
    central = [reports[int(i)] for i in np.argsort(-likeness(gists).sum(axis=1), kind="stable")]
    titled = next((report.title.strip() for report in central if report.title and report.title.strip()), None)
    return titled or " ".join(central[0].body.of(central[0].text).split()[:FIRST_WORDS]) or central[0].id
