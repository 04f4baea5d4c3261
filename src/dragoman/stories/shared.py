"""One object for equal values: most reports are of few types, about few parties, in few places."""

import sys
from collections.abc import Hashable
from typing import TypeVar, cast

from msgspec.structs import replace

from dragoman.records import Span
from dragoman.stories.report import Report
from dragoman.stories.told import Told

T = TypeVar("T", bound=Hashable)


class Shared:
    """Values that were met, each once."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Hashable] = {}
        self._article = ""
        self._spans: dict[int, Span] = {}

    def one(self, value: T) -> T:
        """The first of its equals."""
        return cast(T, self._found.setdefault(value, value))

    def report(self, report: Report, words: tuple[int, ...], names: tuple[int, ...]) -> Report:
        """A report with the numbers of its words, made of what others are made of."""
        one = self.one
        return replace(
            report,
            event=self._told(report.event),
            language=sys.intern(report.language),
            doers=one(report.doers),
            receivers=one(report.receivers),
            everyone=one(report.everyone),
            known=one(report.known),
            persons=one(report.persons),
            sectors=one(report.sectors),
            words=words,
            names=names,
            trigger=sys.intern(report.trigger),
            speakers=one(report.speakers),
            statements=one(report.statements),
            beside=one(report.beside),
        )

    def _told(self, event: Told) -> Told:
        one = self.one
        return replace(
            event,
            article=sys.intern(event.article),
            type=sys.intern(event.type),
            modes=one(event.modes),
            contexts=one(event.contexts),
            status=one(event.status),
            quad=sys.intern(event.quad),
            where=one(event.where) if event.where else None,
            sentence=self._span(event),
            engine=sys.intern(event.engine),
        )

    def _span(self, event: Told) -> Span:
        """One object for all events of a sentence; articles come one after the other."""
        if event.article != self._article:
            self._article, self._spans = event.article, {}
        return self._spans.setdefault(event.sentence.start, event.sentence)
