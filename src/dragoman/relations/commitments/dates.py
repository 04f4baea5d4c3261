"""When a commitment was made and when it begins, from the times of its sentence."""

from datetime import date

import msgspec

from dragoman.records import Timex, When
from dragoman.records.relation import CommitmentStatus
from dragoman.relations.commitments.scene import Scene


class Dates(msgspec.Struct, frozen=True):
    """Signed (or agreed, ratified, ordered) on; holds from."""

    signed: When | None = None
    start: When | None = None


def dates(scene: Scene, start: int, end: int, status: CommitmentStatus) -> Dates:
    """The time nearest to the words that is not after publication, and a later one that the commitment is for.

    Nothing is guessed: a sentence without a time gives no date.
    """
    dated = [time for time in scene.times if time.when is not None and time.when.first is not None]
    published = scene.reading.article.published.last if scene.reading.article.published else None
    past = [time for time in dated if _first(time) <= (published or date.max)]
    if status == "proposed":
        return Dates(start=_later(dated, published))
    signed = min(past, key=lambda time: (_distance(scene, time, start, end), time.span.start), default=None)
    if signed is None or signed.when is None:
        return Dates(start=_later(dated, published))
    if len(past) > 1 and (earliest := _earlier(past, signed)) is not None:
        return Dates(earliest.when, signed.when)
    return Dates(signed.when, _later([time for time in dated if time is not signed], signed.when.last))


def _earlier(past: list[Timex], signed: Timex) -> Timex | None:
    """`in October signed ... for 2022`: when the nearest time is a bare year behind a finer, earlier one, that one is the day."""
    if signed.when is None or signed.when.start is None or len(signed.when.start) > 4:
        return None
    finer = [time for time in past if time.when and time.when.start and len(time.when.start) > 4 and _first(time) <= _first(signed)]
    return min(finer, key=lambda time: (abs(time.span.start - signed.span.start), time.span.start), default=None)


def _first(time: Timex) -> date:
    return time.when.first if time.when and time.when.first else date.max


def _later(times: list[Timex], after: date | None) -> When | None:
    found = [time for time in times if after is None or _first(time) > after]
    return min(found, key=lambda time: (_first(time), time.span.start)).when if found else None


def _distance(scene: Scene, time: Timex, start: int, end: int) -> int:
    left, right = time.span.start - scene.sentence.start, time.span.end - scene.sentence.start
    return max(left - end, start - right, 0)
