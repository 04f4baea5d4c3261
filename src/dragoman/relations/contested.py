"""Commitments that rest only on what is doubted or denied: a headline that its own last paragraph takes back binds nobody."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.records import Commitment, Story

_AGAINST = frozenset({"doubt", "denial"})


def contested(commitments: Sequence[Commitment], stories: Sequence[Story]) -> tuple[Commitment, ...]:
    """The commitments, each that rests on doubted or denied stories alone with who doubts or denies it."""
    told = {event: story for story in stories for event in story.events}
    return tuple(_weighed(one, told, stories) for one in commitments)


def _weighed(one: Commitment, told: dict[str, Story], stories: Sequence[Story]) -> Commitment:
    objections = [_objection(story) for story in _grounds(one, told, stories)]
    # A document that the reference has is not undone by a paper that doubts a report of it.
    if one.match == "confirmed" or not objections or not all(objections):
        return one
    return replace(one, contested="; ".join(dict.fromkeys(objections)))


def _grounds(one: Commitment, told: dict[str, Story], stories: Sequence[Story]) -> list[Story]:
    """The stories of its events; a commitment that words alone tell stands or falls with what its articles tell of the same parties."""
    if one.events or one.match == "confirmed":
        return [told[event] for event in one.events if event in told]
    parties, articles = set(one.parties), set(one.articles)
    return [story for story in stories if articles >= set(story.articles) and parties <= {*story.actors, *story.recipients}]


def _objection(story: Story) -> str:
    return "; ".join(tension.says for tension in story.tensions if tension.about in _AGAINST)
