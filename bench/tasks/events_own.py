"""PLOVER events with both countries from text without any pairs given, on short texts of our own (own_events/README.md).

Precision, recall and F1 of `type`, `type_actor` (with the set of actors' countries) and `type_both` (with that of the recipients too); an
event predicted counts once. `recall`: of `type_both` by whether the gold event lies within one country, between two sides, or has one side.
`quiet`: share of the texts without an event in which none is found. Half of the texts, by a hash of the text, may be looked at when faults
are mended (`seen`); of the other half only figures are read.

usage: PYTHONPATH=src:bench python -m tasks.events_own    (prints what is wrong in the seen half)
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.records import Event, Party
from tasks.plover_events import coded

FOLDER = Path(__file__).resolve().parents[1] / "own_events"


class Told(NamedTuple):
    """An event by its type and the countries on both sides; who belongs to no country that the text tells is left out."""

    type: str
    actors: frozenset[str]
    recipients: frozenset[str]

    def __str__(self) -> str:
        return f"{self.type} {'+'.join(sorted(self.actors))}>{'+'.join(sorted(self.recipients))}"


LEVELS = {"type": 1, "type_actor": 2, "type_both": 3}
Answers = Mapping[str, Sequence[Told]]


def told(type: str, actors: Iterable[str], recipients: Iterable[str]) -> Told:
    """An event for comparison; who cooperates may stand on both sides by the codebook, which is the same as on one."""
    doers, done_to = frozenset(actors) - {""}, frozenset(recipients) - {""}
    return Told(type, doers, frozenset() if type == "COOPERATE" and done_to == doers else done_to)


def gold() -> Iterator[dict[str, Any]]:
    """Items with `id`, `lang`, `half`, `text` and `events`."""
    for path in sorted(FOLDER.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            events, text = line.split("\t")
            yield {"id": f"{path.stem}:{number}", "lang": path.stem, "half": half(text), "text": text, "events": parsed(events)}


def parsed(cell: str) -> list[Told]:
    """The events of a cell such as `AGREE JPN+KOR>; COERCE KEN>KEN`; `-` is none."""
    return [] if cell == "-" else [_event(part) for part in cell.split("; ")]


def _event(part: str) -> Told:
    type, _, parties = part.partition(" ")
    actors, _, recipients = parties.partition(">")
    return told(type, actors.split("+"), recipients.split("+"))


def half(text: str) -> str:
    """Which half a text belongs to."""
    return "unseen" if hashlib.sha256(text.encode()).digest()[0] % 2 else "seen"


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events of each text, by the whole flow."""
    for item, events in coded(inputs):
        yield {"id": item["id"], "events": [answer(event) for event in events]}


def answer(event: Event) -> Told:
    """An event of ours for comparison."""
    return told(event.type, _countries(event.actors), _countries(event.recipients))


def _countries(parties: Iterable[Party]) -> Iterator[str]:
    return (party.country for party in parties)


def measure() -> dict[str, Any]:
    """Figures over all, by half and by language."""
    items = list(gold())
    answers = {one["id"]: one["events"] for one in predict(iter(items))}
    groups = ["all", "seen", "unseen", *sorted({item["lang"] for item in items})]
    return {group: figures([item for item in items if group in ("all", item["half"], item["lang"])], answers) for group in groups}


def figures(items: Sequence[dict[str, Any]], answers: Answers) -> dict[str, Any]:
    """The three levels, and the share of quiet texts that stay so."""
    quiet = [not answers[item["id"]] for item in items if not item["events"]]
    levels = {name: level(items, answers, depth) for name, depth in LEVELS.items()}
    return {"n": len(items), **levels, "recall": recall(items, answers), "quiet": _share(sum(quiet), len(quiet))}


def recall(items: Sequence[dict[str, Any]], answers: Answers) -> dict[str, str]:
    """How many events of each kind are found with all countries right."""
    kinds: dict[str, Counter[bool]] = {}
    for item in items:
        for event in item["events"]:
            kinds.setdefault(_kind(event), Counter())[event in answers[item["id"]]] += 1
    return {kind: f"{hits[True]} of {hits.total()}" for kind, hits in sorted(kinds.items())}


def _kind(event: Told) -> str:
    if not (event.actors and event.recipients):
        return "one side"
    return "domestic" if event.actors == event.recipients else "between"


def level(items: Sequence[dict[str, Any]], answers: Answers, depth: int) -> dict[str, float]:
    """Precision, recall and F1 of events by their first `depth` fields."""
    shared = ours = theirs = 0
    for item in items:
        found, true = (Counter(event[:depth] for event in events) for events in (answers[item["id"]], item["events"]))
        shared, ours, theirs = shared + (found & true).total(), ours + found.total(), theirs + true.total()
    return {"p": _share(shared, ours), "r": _share(shared, theirs), "f1": _share(2 * shared, ours + theirs)}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def wrong() -> Iterator[str]:
    """What is not as it should be in the seen half: gold, ours with the words and the status, text."""
    for item, events in coded(iter([item for item in gold() if item["half"] == "seen"])):
        if Counter(item["events"]) != Counter(answer(event) for event in events):
            true = "; ".join(map(str, item["events"])) or "-"
            yield f"{item['id']}\t{true}\t{' | '.join(map(_words, events)) or '-'}\t{item['text']}"


def _words(event: Event) -> str:
    sides = (", ".join(party.text for party in parties) for parties in (event.actors, event.recipients))
    return f"{answer(event)} [{' > '.join(sides)}] {event.status}"


if __name__ == "__main__":
    for line in wrong():
        print(line)
