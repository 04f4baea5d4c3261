"""Opinion told from report, on sentences of our own (training/opinion): in how many does an event come out as an act that happened?

`all` are the sentences of training/opinion, each with a judging or predicting word or a report; `plain_seen` and `plain_unseen` those of
training/opinion/plain, where no such word stands. All were written before the rules; the first were looked at while rules were made, the
second were not.

`opinion`: share of the judging and predicting sentences that yield no act, or one that is only held possible; `report`: share of the
reporting sentences whose act stays an act, of those in which the engine sees one at all.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.claims import Attributor
from dragoman.records import Reading
from tasks.attribution import reading

ROOT = Path(__file__).resolve().parents[2]
_HAPPENED = ("actual", "historical")


def gold() -> Iterator[dict[str, Any]]:
    """Items with `id`, `lang`, `set` (all, plain_seen, plain_unseen), `label` and `text`."""
    for path in sorted((ROOT / "training" / "opinion").glob("**/*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            *kind, label, text = line.split("\t")
            name = f"{path.parent.name}_{kind[0]}" if kind else "all"
            yield {"id": f"{name}/{path.stem}:{number}", "lang": path.stem, "set": name, "label": label, "text": text}


def acts(found: Reading) -> bool:
    """Whether an event of the reading is said to have happened."""
    return any(event.status in _HAPPENED for event in found.events)


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each item whether the engine alone sees an act, and whether one stays."""
    attributor = Attributor()
    for item in inputs:
        coded = reading(item)
        (read,) = attributor.attribute([coded])
        yield {"id": item["id"], "engine": acts(coded), "act": acts(read)}


def measure() -> dict[str, Any]:
    """Figures by set, and by set and language."""
    items = list(gold())
    answers = {answer["id"]: answer for answer in predict(iter(items))}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        groups[item["set"]].append(item)
        groups[f"{item['set']}_{item['lang']}"].append(item)
    return {name: figures(group, answers) for name, group in groups.items()}


def figures(items: list[dict[str, Any]], answers: dict[Any, Any]) -> dict[str, Any]:
    """Both shares, and what the engine alone does with the opinions."""
    opinions = [answers[item["id"]] for item in items if item["label"] == "opinion"]
    reports = [answers[item["id"]] for item in items if item["label"] == "report" and answers[item["id"]]["engine"]]
    return {
        "n": len(items),
        "opinion": share([not one["act"] for one in opinions]),
        "report": share([one["act"] for one in reports]),
        "engine_opinion": share([not one["engine"] for one in opinions]),
    }


def share(signs: list[bool]) -> float:
    """The share of what holds; 1 of nothing."""
    return round(sum(signs) / len(signs), 4) if signs else 1.0
