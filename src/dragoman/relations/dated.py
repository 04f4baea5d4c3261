"""Acts that their own sentence does not date: `over 4,000 soldiers take part in the exercise` holds when its story happened."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.records import Commitment, Story
from dragoman.relations.ties import FADING


def dated(commitments: Sequence[Commitment], stories: Sequence[Story]) -> tuple[Commitment, ...]:
    """The commitments, each act that the press alone tells without a day with the earliest day of the stories of its sentences."""
    told = {event: story for story in stories for event in story.events}
    return tuple(_dated(one, told) for one in commitments)


def _dated(one: Commitment, told: dict[str, Story]) -> Commitment:
    # What is only proposed has not begun, whenever it was spoken of.
    if one.kind not in FADING or one.match != "new" or one.signed or one.start or one.end or one.status == "proposed":
        return one
    stories = [told[event] for event in one.events if event in told and told[event].status == "actual"]
    days = [story.when for story in stories if story.when and story.when.first]
    return replace(one, start=min(days, key=lambda day: (day.first, day.value, day.text))) if days else one
