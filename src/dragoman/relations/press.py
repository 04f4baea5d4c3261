"""The press as relations ask it: of each reading a few facts, worked out once, and the readings themselves for those that need them."""

from collections.abc import Sequence

import msgspec

from dragoman.kept import Kept, prints
from dragoman.records import Actor, Reading, When


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """Of one reading: who is mentioned, who else takes part in an event, what was learnt of actors, and the day.

    `asked` are all ids for which commitments may ask whom they stand for.
    """

    key: str
    published: When | None
    mentioned: tuple[str, ...]
    named: tuple[str, ...]
    learnt: tuple[Actor, ...]
    asked: tuple[str, ...]


class Press:
    """The facts of all readings, in order of key."""

    def __init__(self, readings: Sequence[Reading], kept: Kept) -> None:
        self.readings = readings
        self.prints = prints(readings)
        self.kept = kept
        self.facts: list[Facts] = []
        with kept.memo("facts", Facts) as memo:
            for number, print in enumerate(self.prints):
                known = memo.get(print)
                self.facts.append(memo.put(print, _facts(readings[number])) if known is None else known)


def _facts(reading: Reading) -> Facts:
    mentioned = {mention.actor for mention in reading.mentions}
    parties = {party.id for event in reading.events for party in (*event.actors, *event.recipients)}
    homes, holders = {mention.country for mention in reading.mentions}, {claim.holder for claim in reading.claims}
    return Facts(
        key=reading.article.key,
        published=reading.article.published,
        mentioned=_sorted(mentioned),
        named=_sorted(parties - mentioned),
        learnt=reading.actors,
        asked=_sorted(mentioned | homes | holders),
    )


def _sorted(ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(ids - {""}))
