"""Who says what in five languages, on sentences of our own: token F1 of source, cue and content, all parts of a sentence pooled.

The sentences are those of training/heldout that have a cue tag, and training/attribution, which were written for this task in more styles
and hold sentences in which nobody says anything. Function words of a cue (auxiliaries, conjunctions) do not count: the tags differ there.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.claims.find import find
from tasks.attribution import reading, spans

ROOT = Path(__file__).resolve().parents[2]
TAGS = {"S": "source", "C": "cue", "Q": "content"}
_WORD = re.compile(r"\w+")
_FUNCTION = frozenset(["a", "ont", "avait", "se", "s", "t", "de", "that", "que", "об", "в", "том", "что", "деп", "diye"])
Tokens = dict[str, set[int]]


def gold() -> Iterator[dict[str, Any]]:
    """Items with `id`, `lang`, `set` (heldout, parallel or written), `text` and the offsets of each part."""
    sys.path.insert(0, str(ROOT))
    from training.examples import untag

    for folder, kind, column in ((ROOT / "training" / "heldout", "heldout", 2), (ROOT / "training" / "attribution", "written", 0)):
        for path in sorted([*folder.glob("*/*.tsv"), *folder.glob("*.tsv")]):
            language, name = (path.stem, kind) if kind == "written" else (path.parent.name, path.stem)
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
                cells = line.split("\t")
                if kind == "heldout" and "<C>" not in line:
                    continue
                text, marks = untag(cells[column])
                parts = {name: [(mark.start, mark.end) for mark in marks if mark.tag == tag] for tag, name in TAGS.items()}
                yield {"id": f"{path.parent.name}/{path.name}:{number}", "lang": language, "set": name, "text": text, **parts}


def tokens(text: str, stretches: list[tuple[int, int]], part: str = "") -> set[int]:
    """Numbers of the words that lie in some stretches; of a cue without its function words."""
    passed = _FUNCTION if part == "cue" else frozenset()
    words = [(at, word) for at, word in enumerate(_WORD.finditer(text)) if word.group().lower() not in passed]
    return {at for at, word in words for start, end in stretches if word.start() < end and word.end() > start}


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributions of each item: speech, not attitudes, and none inside another's content."""
    for item in inputs:
        frames = [one for one in find(reading(item)) if not one.nested and one.shape != "chain" and (not one.hit.weak or one.direct)]
        yield {"id": item["id"], "attributions": [spans(item["text"], one) for one in frames]}


def measure() -> dict[str, Any]:
    """Figures by language, and over all of them by set."""
    items = list(gold())
    answers = {answer["id"]: answer["attributions"] for answer in predict(iter(items))}
    groups = {item["lang"] for item in items} | {item["set"] for item in items}
    return {group: figures([item for item in items if group in (item["lang"], item["set"])], answers) for group in sorted(groups)}


def figures(items: list[dict[str, Any]], answers: dict[Any, Any]) -> dict[str, Any]:
    """Precision, recall and F1 of each part."""
    made: dict[str, Any] = {"n": len(items)}
    for part in TAGS.values():
        shared = ours = theirs = 0
        for item in items:
            given = [(one["start"], one["end"]) for answer in answers[item["id"]] for one in answer[part]]
            found, true = tokens(item["text"], given, part), tokens(item["text"], item[part], part)
            shared, ours, theirs = shared + len(found & true), ours + len(found), theirs + len(true)
        made[part] = {"p": ratio(shared, ours), "r": ratio(shared, theirs), "f1": ratio(2 * shared, ours + theirs)}
    return made


def ratio(part: int, whole: int) -> float:
    """A share, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0
