"""When something was said: the day that the sentence gives outside what is said, else the article's."""

from bisect import bisect_left

from dragoman.claims.lines import Line
from dragoman.claims.scene import Range, Scene
from dragoman.records import Reading, When

_FINE = ("day", "week", "month")


def said(reading: Reading, scene: Scene, line: Line, content: Range, cue: Range | None) -> When | None:
    """The first date of the sentence that stands outside the content and any quotation; without one the day of the article."""
    times = reading.times
    at = bisect_left(times, line.sentence.start, key=lambda timex: timex.span.start)
    while at < len(times) and times[at].span.end <= line.sentence.end:
        timex = times[at]
        at += 1
        # Behind the content a date is the content's own ('..., where fighting broke out on Sunday'), unless the cue stands there.
        behind = timex.span.start >= content[1] and cue is not None and cue[0] >= content[1]
        outside = (timex.span.end <= content[0] or behind) and scene.quote_at(timex.span.start) is None
        if outside and timex.type in ("DATE", "TIME") and timex.when is not None and _fits(timex.when, reading.article.published):
            return timex.when
    return reading.article.published


def _fits(when: When, published: When | None) -> bool:
    """Whether something may have been said then: no bare year, nothing behind the article's own day."""
    if when.first is None or when.precision not in _FINE:
        return False
    return published is None or published.last is None or when.first <= published.last
