"""Our own set of copies (own_copies/*.txt): its articles with their groups, and pairwise figures over predicted groups."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).resolve().parent / "own_copies"
COPIES = frozenset({"original", "translated", "spun", "cut", "padded"})
# Files that were looked at while the copies stage was made; the others were not.
SEEN = ("1-", "2-")
SENTENCE = re.compile(r"(?<=[.!?»”]) (?=[A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІÇĞİÖŞÜ«“])")
PADDING = {
    "en": "Our readers have been writing to us about these matters all week. More will follow in the course of the day.",
    "ru": "Читатели всю неделю пишут нам об этих делах. В течение дня мы расскажем больше.",
    "tr": "Okurlarımız hafta boyunca bize bu konuları yazıyor. Gün içinde daha fazlasını aktaracağız.",
    "fr": "Nos lecteurs nous écrivent toute la semaine à ce propos. Nous y reviendrons au cours de la journée.",
    "kk": "Оқырмандар апта бойы бізге осы жайында жазып жатыр. Күн ішінде толығырақ айтамыз.",
}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One article of the set. `group` is that of its copies; an independent report has one of its own."""

    id: str
    file: str
    group: str
    kind: str
    language: str
    outlet: str
    day: str
    title: str
    text: str


def items() -> list[Item]:
    """The whole set, with cuts and paddings made by rule."""
    found = [item for path in sorted(FOLDER.glob("*.txt")) for item in _read(path)]
    return found + list(_made(found))


def _read(path: Path) -> Iterator[Item]:
    group = ""
    for number, block in enumerate(re.split(r"^(?=(?:===|---) )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]):
        head, _, rest = block.partition("\n")
        if head.startswith("==="):
            group = head[4:].strip()
            continue
        _, kind, language, outlet, day = head.split()
        title, _, text = rest.partition("\n")
        id = f"{path.stem}-{number:03d}-{kind}"
        home = group if kind in COPIES else id
        yield Item(id=id, file=path.name, group=home, kind=kind, language=language, outlet=outlet, day=day, title=title, text=text.strip())


def _made(found: Sequence[Item]) -> Iterator[Item]:
    """One copy by rule a group: of the original or, in every third group, of its first translation."""
    groups: dict[str, list[Item]] = {}
    for item in found:
        if item.kind in ("original", "translated"):
            groups.setdefault(item.group, []).append(item)
    for number, members in enumerate(groups.values()):
        model = members[1] if number % 3 == 2 else members[0]
        sentences = SENTENCE.split(model.text)
        kind, text = ("padded", padded(sentences, PADDING[model.language])) if number % 2 else ("cut", " ".join(sentences[:4]))
        yield msgspec.structs.replace(model, id=f"{model.id}-{kind}", kind=kind, outlet="copyist", text=text)


def padded(sentences: Sequence[str], padding: str) -> str:
    """A text with foreign sentences before and within."""
    first, second = SENTENCE.split(padding)
    return " ".join([first, *sentences[:3], second, *sentences[3:]])


def stripped(item: Item) -> dict[str, str]:
    """An item as a task is asked: without its group and kind."""
    text = f"{item.title}\n\n{item.text}"
    return {"id": item.id, "text": text, "publisher": item.outlet, "date": item.day, "lang": item.language}


def score(gold: Sequence[Item], groups: Mapping[str, str]) -> dict[str, Any]:
    """Pairwise figures over all, over the files that were looked at and over the others; recall by the kinds of a pair."""
    parts = {
        "all": gold,
        "seen": [item for item in gold if item.file.startswith(SEEN)],
        "unseen": [item for item in gold if not item.file.startswith(SEEN)],
    }
    return {name: _pairwise(part, groups) for name, part in parts.items()}


def _pairwise(gold: Sequence[Item], groups: Mapping[str, str]) -> dict[str, Any]:
    recall: dict[str, Counter[bool]] = {}
    right = told = true = 0
    for a, b in combinations(gold, 2):
        same, found = a.group == b.group, groups[a.id] == groups[b.id]
        right, told, true = right + (same and found), told + found, true + same
        if same:
            recall.setdefault(_kinds(a, b), Counter())[found] += 1
    precision, hit = right / max(told, 1), right / max(true, 1)
    f1 = 2 * precision * hit / max(precision + hit, 1e-9)
    return {
        "pairwise": {"p": round(precision, 4), "r": round(hit, 4), "f1": round(f1, 4)},
        "recall": {kind: f"{counts[True]} of {counts.total()}" for kind, counts in sorted(recall.items())},
    }


def _kinds(a: Item, b: Item) -> str:
    if a.language != b.language:
        return "translated"
    return min((item.kind for item in (a, b) if item.kind != "original"), default="original")


def wrong(gold: Iterable[Item], groups: Mapping[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Pairs judged wrongly, with whether they were found: for looking at."""
    for a, b in combinations(gold, 2):
        if (a.group == b.group) != (groups[a.id] == groups[b.id]):
            yield a.id, b.id, groups[a.id] == groups[b.id]
