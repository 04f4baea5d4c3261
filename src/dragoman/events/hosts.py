"""Who is visited or helped, where the sentence tells it only by the place: 'flew to Vientiane', 'decided to send forces to Kazakhstan'."""

from collections.abc import Sequence

from dragoman.records import Party, Place, Reading, Sentence, Span

# The place stands at most so many characters behind the verb.
_REACH = 60


def host(reading: Reading, sentence: Sentence, trigger: Span, guests: Sequence[Party]) -> tuple[Party, ...]:
    """The state of the one town or country named behind the verb, as the recipient, where it is not the own one of who comes or helps."""
    behind = [place for place in reading.places if trigger.start < place.span.start < min(sentence.end, trigger.end + _REACH)]
    states = {place.country for place in behind if place.country and place.lat is not None}
    guest = {party.country for party in guests}
    if len(states) != 1 or not guest or guest & states:
        return ()
    return (_party(behind[0]),)


def _party(place: Place) -> Party:
    span = place.span
    return Party(text=span.text, start=span.start, end=span.end, id=place.country, name=place.name, country=place.country, kind="state")
