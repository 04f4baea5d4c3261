"""Reference facts of the alliance system: charter clauses and instruments, each with its dates and its source."""

import functools
import re
from typing import Literal

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files

Troops = Literal["on_request", "by_agreement", "present", "none"]
ClauseKind = Literal["mutual_defence", "consultation", "deployment", "non_use", "withdrawal", "suspension", "solidarity", "mediation"]
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(?:\b(\d{1,2}) )?\b(" + "|".join(_MONTHS) + r") (\d{4})\b")


class Clause(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A charter's clause; `grants` is False where the charter has no such clause, which is a fact that is often asked for."""

    key: str
    org: str
    kind: ClauseKind
    article: str | None = None
    grants: bool
    text: str
    on_request_of: str | None = None
    start: str | None = None
    end: str | None = None
    source: str


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A treaty, pact, base, deployment or order between parties. Dates are partial ISO; `troops` says what it grants of them.

    `consent` is False for troops that are or stay where they are without the consent of the state: no tie, but the reverse of one.
    """

    key: str
    kind: str
    parties: tuple[str, ...]
    name: str
    signed: str | None = None
    in_force: str | None = None
    ended: str | None = None
    status: str = ""
    troops: Troops = "none"
    consent: bool = True
    terms: str = ""
    source: str

    @property
    def dates(self) -> tuple[str, ...]:
        """Every day, month or year that its own fields, terms and source name, as partial ISO dates."""
        own = [part for part in (self.signed, self.in_force, self.ended) if part]
        return tuple(dict.fromkeys(own + dates_in(f"{self.terms} {self.source}")))


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    source: str
    checked: str
    articles: tuple[Clause, ...]
    commitments: tuple[Instrument, ...]


def dates_in(text: str) -> list[str]:
    """Dates written out in English (`22 December 2021`, `October 2021`) as partial ISO dates."""
    found = []
    for number, month, year in _DATE.findall(text):
        base = f"{year}-{_MONTHS.index(month) + 1:02d}"
        found.append(f"{base}-{int(number):02d}" if number else base)
    return found


@functools.cache
def reference() -> Reference:
    """Clauses and instruments. Raises BadVocabulary when the file is broken or a key stands twice."""
    found = files.load("commitments.yaml", Reference)
    keys = [row.key for row in found.articles] + [row.key for row in found.commitments]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise BadVocabulary(f"vocabulary file commitments.yaml: keys stand twice: {', '.join(twice)}")
    return found
