"""Disagreement that is kept: values side by side, with the articles and words that give them."""

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from dragoman.records import Span, Status, Tension
from dragoman.stories.book import Book
from dragoman.stories.features import is_town
from dragoman.stories.grading import Support, told_as
from dragoman.stories.origins import said_by
from dragoman.stories.report import Report
from dragoman.stories.told import Spot
from dragoman.vocab.stories import story_rules

About = Literal["status", "actors", "when", "where", "counts", "denial", "doubt", "outlook"]
_AS: dict[Status, str] = {
    "actual": "done",
    "historical": "done",
    "future": "planned or expected",
    "hypothetical": "only possible",
    "negated": "not done",
}
_FATES = ("dead", "injured", "arrested")
# A tension shows at most so many values; the rest are further reports of the same kind.
_MOST_VALUES = 6
# A number and the soldiers it counts stand at most this far apart: '2,030 soldiers', 'the contingent would number about 2,500'.
_REACH = 24
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3}){1,2}(?!\d)|\d{2,6}")
# Types that put forces on the move; elsewhere soldiers that are counted are victims or prisoners.
_SENDING = frozenset({"MOBILIZE", "COOPERATE", "AID", "AGREE", "RETREAT", "CONCEDE"})


class Value(msgspec.Struct, frozen=True):
    """One value and the report that gives it first."""

    text: str
    article: str
    span: Span


def tensions(reports: Sequence[Report], support: Support, book: Book) -> tuple[Tension, ...]:
    """Every tension of a story, in a fixed order."""
    makers: tuple[Callable[[], Tension | None], ...] = (
        lambda: _status(reports, book),
        lambda: _claimed("denial", "denies", support, book),
        lambda: _claimed("doubt", "doubts", support, book),
        lambda: _counts(reports),
        lambda: _when(reports),
        lambda: _where(reports),
        lambda: _actors(reports),
    )
    return tuple(found for make in makers if (found := make()) is not None)


def _tension(about: About, says: str, values: Sequence[Value]) -> Tension:
    shown = values[:_MOST_VALUES]
    return Tension(
        about=about,
        says=says,
        values=tuple(value.text for value in shown),
        articles=tuple(value.article for value in shown),
        spans=tuple(value.span for value in shown),
    )


def _firsts(reports: Iterable[Report], value: Callable[[Report], str]) -> list[Value]:
    """Each value with its first report, in order; '' is no value."""
    found: dict[str, Value] = {}
    for report in reports:
        text = value(report)
        if text and text not in found:
            found[text] = Value(text, report.event.article, report.event.sentence)
    return list(found.values())


def _status(reports: Sequence[Report], book: Book) -> Tension | None:
    values = _firsts(reports, lambda report: _AS[told_as(report, book)])
    if len(values) < 2:
        return None
    if len({report.event.article for report in reports}) == 1:
        return _tension("status", f"one article tells it as {_listed(values, 'and')}", values)
    tellers = {value.text: {report.event.article for report in reports if _AS[told_as(report, book)] == value.text} for value in values}
    parts = [f"as {text} by {_reports(len(articles))}" for text, articles in tellers.items()]
    return _tension("status", f"told {', '.join(parts)}", values)


def _reports(number: int) -> str:
    return f"{number} report{'' if number == 1 else 's'}"


def _claimed(about: About, stance: str, support: Support, book: Book) -> Tension | None:
    claims = support.voices(stance)
    values = [Value(said_by(claim, book), claim.article, claim.sentence) for claim in claims.values()]
    if not values:
        return None
    verb = {"denies": "denied", "doubts": "doubted"}[stance]
    return _tension(about, f"{verb} by {_listed(values, 'and')}", values)


def _counts(reports: Sequence[Report]) -> Tension | None:
    values: list[Value] = []
    for place, fate in enumerate(_FATES):
        found = _firsts(reports, functools.partial(_fate, place))
        values += [Value(f"{value.text} {fate}", value.article, value.span) for value in found] if len(found) > 1 else []
    troops = _firsts(reports, _troops)
    values += [Value(f"{value.text} soldiers", value.article, value.span) for value in troops] if len(troops) > 1 else []
    return _tension("counts", f"numbers differ: {_listed(values)}", values) if values else None


def _fate(place: int, report: Report) -> str:
    number = report.tally[place] if report.tally else None
    return "" if number is None else str(number)


def _troops(report: Report) -> str:
    pattern = _troop_pattern(report.language)
    if report.event.type not in _SENDING or pattern is None:
        return ""
    text = report.event.sentence.text
    found = [(_gap(number, word), _plain(number.group())) for number in _NUMBER.finditer(text) for word in pattern.finditer(text)]
    near = [(gap, value) for gap, value in found if gap <= _REACH]
    return min(near)[1] if near else ""


@functools.cache
def _troop_pattern(language: str) -> re.Pattern[str] | None:
    stems = story_rules().troops.get(language)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + ")", re.IGNORECASE) if stems else None


def _gap(number: re.Match[str], word: re.Match[str]) -> int:
    return max(word.start() - number.end(), number.start() - word.end(), 0)


def _plain(number: str) -> str:
    return re.sub(r"\D", "", number)


def _when(reports: Sequence[Report]) -> Tension | None:
    values = _firsts(reports, lambda report: str(report.event.when) if report.period.grip == "day" else "")
    return _tension("when", f"dated {_listed(values)}", values) if len(values) > 1 else None


def _where(reports: Sequence[Report]) -> Tension | None:
    """Towns that differ; the same town by another name is no disagreement."""
    towns: dict[str, Value] = {}
    for report in reports:
        where = report.event.where
        if where is not None and is_town(where):
            towns.setdefault(_town(where), Value(where.name, report.event.article, report.event.sentence))
    values = list(towns.values())
    return _tension("where", f"placed in {_listed(values)}", values) if len({value.text for value in values}) > 1 else None


def _town(where: Spot) -> str:
    return str(where.geonameid or where.name)


def _actors(reports: Sequence[Report]) -> Tension | None:
    """Who did it: reports whose actors have nobody in common, though they tell of one deed between the same parties."""
    mutual = story_rules().mutual
    alone = [report for report in reports if report.doers and report.receivers and report.event.type not in mutual]
    first = next(iter(alone), None)
    if first is None:
        return None
    other = next((report for report in alone if not report.doers & first.doers and report.doers & first.receivers), None)
    if other is None:
        return None
    values = [Value(_doers(report), report.event.article, report.event.sentence) for report in (first, other)]
    return _tension("actors", f"done by {_listed(values)}", values)


def _doers(report: Report) -> str:
    return ", ".join(dict.fromkeys(party.name or party.text for party in report.event.actors))


def _listed(values: Sequence[Value], word: str = "or") -> str:
    """`a, b or c`; a long list is cut."""
    texts = [value.text for value in values[:_MOST_VALUES]]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {word} {texts[-1]}"
