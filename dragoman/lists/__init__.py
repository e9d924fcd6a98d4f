"""What lists of a large record need at once: counts, names, and what each story is about, worked out when compared."""

from dragoman.lists.choice import Choice
from dragoman.lists.found import DatedEvent, Figures, Lists, Person, SaidRow, SpeakerRow, StoryRow, TypedDay
from dragoman.lists.slugs import actor_slug, slug

__all__ = [
    "Choice",
    "DatedEvent",
    "Figures",
    "Lists",
    "Person",
    "SaidRow",
    "SpeakerRow",
    "StoryRow",
    "TypedDay",
    "actor_slug",
    "slug",
]
