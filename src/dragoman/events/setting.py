"""When and where an event was: from its own sentence, or from a carry-over that is stated."""

from datetime import timedelta

from dragoman.records import Place, Reading, Sentence, Span, Status, Timex, When

# Roads and buildings stand at the point of the nearest town that is known: too rough for an event's place.
_TOO_FINE = frozenset({"R", "S"})


def when(reading: Reading, sentence: Sentence, trigger: Span, status: Status) -> When | None:
    """The time nearest to the trigger in the sentence, before or after it.

    Without one, an actual event is put at the day of publication, marked approximate and with no words of its own; what is future,
    hypothetical or historical stays undated rather than guessed.
    """
    inside = [time for time in reading.times if sentence.start <= time.span.start and time.span.end <= sentence.end]
    fitting = [time for time in inside if time.when is not None and fits(time.when, reading.article.published, status)]
    if fitting:
        return min(fitting, key=lambda time: (_distance(time, trigger), time.span.start)).when
    published = reading.article.published
    if published is None or status != "actual":
        return None
    return When(start=published.start, end=published.end, precision=published.precision, value=published.value, approximate=True)


def fits(time: When, published: When | None, status: Status) -> bool:
    """Whether a time may belong to an event of this status: what has happened cannot lie after publication."""
    if published is None or time.first is None or published.last is None:
        return True
    if status == "actual":
        return time.first <= published.last + timedelta(days=1)
    return status != "future" or time.last is None or published.first is None or time.last >= published.first


def _distance(time: Timex, trigger: Span) -> int:
    return max(time.span.start - trigger.end, trigger.start - time.span.end, 0)


def where(reading: Reading, sentence: Sentence, trigger: Span) -> Place | None:
    """The located place of the sentence nearest to the trigger; a place that acts ('Moscow said') is an actor, not a location."""
    acting = {(mention.span.start, mention.span.end) for mention in reading.mentions}
    inside = [
        place
        for place in reading.places
        if sentence.start <= place.span.start
        and place.span.end <= sentence.end
        and place.lat is not None
        and place.feature not in _TOO_FINE
        and (place.span.start, place.span.end) not in acting
    ]
    return min(inside, key=lambda place: (_gap(place, trigger), place.span.start), default=None)


def _gap(place: Place, trigger: Span) -> int:
    return max(place.span.start - trigger.end, trigger.start - place.span.end, 0)
