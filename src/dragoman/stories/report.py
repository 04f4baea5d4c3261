"""Reports: events as the pair model compares them, one a (article, event)."""

import re
import sys
from typing import Literal

import msgspec

from dragoman.records import Event, Party
from dragoman.stories.told import Told

Grip = Literal["day", "range", "carried", "open"]
# An event that bears only its article's date happened that day or the day before: papers print in the night.
_CARRIED_DAYS = 1
# 'about 5 May' may be off by so much.
_ABOUT_DAYS = 2
_STATE = re.compile(r"[A-Z]{3}")
# PLOVER's codes for bodies that are no state: they would make one participant of all organisations.
_NO_STATE = frozenset({"IGO", "UNO", "NGO", "EUR", "MNC", "IMG", "INT", "UIS", "NMC", "XXX"})


class Period(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The days an event may have been on, as ordinals; `grip` tells how well it is known. `open`: not at all."""

    grip: Grip
    first: int = 0
    last: int = 0

    @property
    def certain(self) -> bool:
        """Whether the text itself gives the time."""
        return self.grip in ("day", "range")


class Report(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One event of one article, with what the features read.

    `known` are the parties that were resolved to an actor or a state; the others are slugs of words such as 'soldiers'. `order` sorts
    reports by publication, article and event; `tally` holds dead, injured and arrested, and is empty when none are stated; `beside` are the
    types of all events in the report's sentence.
    """

    event: Told
    order: tuple[str, str, str]
    language: str
    published: int | None
    period: Period
    doers: frozenset[str]
    receivers: frozenset[str]
    everyone: frozenset[str]
    known: frozenset[str]
    persons: frozenset[str]
    sectors: frozenset[str]
    words: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    trigger: str = ""
    part: str = "body"
    position: float = 0.0
    speakers: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()
    tally: tuple[int | None, ...] = ()
    beside: frozenset[str] = frozenset()

    @property
    def named(self) -> bool:
        """Whether the deed is only named, by a noun, in a sentence about something else."""
        return self.event.engine.startswith("named-")

    @property
    def known_roles(self) -> tuple[frozenset[str], frozenset[str]] | None:
        """Who does it to whom, where both are resolved; else None."""
        doing, getting = self.doers & self.known, self.receivers & self.known
        return (doing, getting) if doing and getting else None


def slug(text: str) -> str:
    """Letters and digits in small letters, joined by hyphens; `unnamed` when nothing is left."""
    return "-".join(re.findall(r"\w+", text.casefold().replace("’", ""))[:8]) or "unnamed"


def participant(party: Party) -> str:
    """A party as a story shows it: its actor id, else its country, else a slug of its name. Never empty."""
    return party.id or (party.country if is_state(party.country) else "") or slug(party.name or party.text)


def handle(party: Party) -> str:
    """A party as reports are compared by it: persons and bodies of a state stand for the state, organisations for themselves."""
    if party.kind != "organisation" and is_state(party.country):
        return sys.intern(party.country)
    return sys.intern(participant(party))


def is_known(party: Party) -> bool:
    """Whether a party was resolved to an actor or a state."""
    return bool(party.id) or is_state(party.country)


def is_state(code: str) -> bool:
    """Whether a code is a state's, not one of PLOVER's codes for other bodies."""
    return bool(_STATE.fullmatch(code)) and code not in _NO_STATE


def tally(event: Event) -> tuple[int | None, ...]:
    """Dead, injured and arrested; empty when the sentence states no number."""
    found = event.counts
    numbers = (found.dead, found.injured, found.arrested)
    return numbers if any(number is not None for number in numbers) else ()


def period(event: Event) -> Period:
    """When the event was, as far as the report tells."""
    when = event.when
    if when is None or when.first is None or when.last is None:
        return Period("open")
    if when.approximate and not when.text:
        last = when.last.toordinal()
        return Period("carried", max(1, when.first.toordinal() - _CARRIED_DAYS), last)
    about = _ABOUT_DAYS if when.approximate else 0
    first, last = max(1, when.first.toordinal() - about), when.last.toordinal() + about
    return Period("day" if first == last else "range", first, last)
