"""How a Failure is made: the one place that decides its key."""

from dragoman.records.article import Failure
from dragoman.records.keys import make_key


def failed(origin: str, reason: str, size: int = 0) -> Failure:
    """A Failure whose key is made from where it was and why, so that the next run does not list it twice."""
    return Failure(key=make_key("fail", origin, reason, size), origin=origin, reason=reason, size=size)
