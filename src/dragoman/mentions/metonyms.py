"""Whether a capital acts ('Moscow said') or is where something is ('in Moscow'), by what stands round it and its case."""

from datetime import date, timedelta

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Rules
from dragoman.mentions.tokens import Line, Tokens
from dragoman.records import first_day, last_day

# The press goes on with a capital's old name for years, and takes up a new one at once.
_LAG = timedelta(days=5 * 365)
_LEAD = timedelta(days=365)
_REACH = 8
_SHORTEST_CITY = 3
# How far before the preposition the word stands that makes a capital a party.
_ADDRESS = 3
# Within how many words behind a capital stands what comes from it.
_UTTERED = 4


def located(tokens: Tokens, rules: Rules, line: Line, element: Element) -> bool:
    """Whether the words round a name make it a location."""
    if element.case in ("locative", "dative") and _voiced(tokens, rules, line, element):
        return False
    if element.case in ("locative", "attributive"):
        return True
    if element.case == "dative" and _moves(tokens, rules, line, element):
        return True
    return _after_preposition(tokens, rules, line, element.first) or _dateline(tokens, line, element)


def _voiced(tokens: Tokens, rules: Rules, line: Line, element: Element) -> bool:
    """'Ankara’dan tepki': what comes from a capital, or goes to it, is what a state utters."""
    following = tokens.words[element.after : min(line.last, element.after + _UTTERED)]
    if not rules.voiced or not any(word.startswith(rules.voiced) for word in following):
        return False
    ending = tokens.words[element.last] if element.after > element.last else element.hits[0].ending
    return element.case == "dative" or rules.has("ablative", ending)


def valid(start: str | None, end: str | None, day: date | None) -> bool:
    """Whether a city may stand for its state on a day, with the lead and lag of the press."""
    if day is None:
        return end is None or end >= "2015"
    return (start is None or first_day(start) - _LEAD <= day) and (end is None or day <= last_day(end) + _LAG)


def _after_preposition(tokens: Tokens, rules: Rules, line: Line, first: int) -> bool:
    at = first - 1
    while at >= line.first and tokens.joined(at) and tokens.words[at] in rules.articles and tokens.words[at] not in rules.place_before:
        at -= 1
    if at < line.first or not tokens.joined(at):
        return False
    if at == line.first and rules.has("place_opening", tokens.words[at]):
        return True
    if not rules.addressed.get(tokens.words[at], frozenset()).isdisjoint(tokens.words[max(line.first, at - _ADDRESS) : at]):
        return False
    for phrase in rules.place_before.get(tokens.words[at], ()):
        start = at - len(phrase) + 1
        if start >= line.first and tokens.words[start : at + 1] == phrase:
            return True
    return False


def _moves(tokens: Tokens, rules: Rules, line: Line, element: Element) -> bool:
    following = tokens.words[element.after : min(line.last, element.after + _REACH)]
    return any(word.startswith(rules.motion) for word in following) if rules.motion else False


def _dateline(tokens: Tokens, line: Line, element: Element) -> bool:
    """ANKARA (Agency) -, ДУШАНБЕ, 19 октября."""
    start, end = tokens.starts[element.first], tokens.ends[element.last - 1]
    return (
        element.first == line.first
        and end - start > _SHORTEST_CITY
        and tokens.text[start:end].isupper()
        and (tokens.text[end : end + 2] in (", ", " (", " –", " —"))
    )
