"""What a record holds, as the contexts of the pages."""

from __future__ import annotations

from dragoman.pages.actors import actor, actors, every_actor
from dragoman.pages.brief import brief
from dragoman.pages.finding import chronology, search, statements
from dragoman.pages.first import index
from dragoman.pages.report import report
from dragoman.pages.review import edit, history, queue
from dragoman.pages.speakers import every_speaker, speaker, speakers
from dragoman.pages.story import Asked, story

__all__ = [
    "Asked", "actor", "actors", "brief", "chronology", "edit", "every_actor", "every_speaker", "history", "index",
    "queue", "report", "search", "speaker", "speakers", "statements", "story",
]  # fmt: skip
