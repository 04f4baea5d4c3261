"""Training examples as data: read, parsed and refused when wrong.

A line is `label <tab> contexts <tab> sentence`. The label is EVENT/mode/status, two of them joined by `+` when the sentence holds two
events (the second one's tags are A2, R2, T2). Tags nest: A actor, R recipient, O other actor, T trigger, S source, C cue, Q content.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

TAG = re.compile(r"<(/?)(A2|R2|T2|A|R|O|T|S|C|Q)>")
STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
HERE = Path(__file__).resolve().parent


class Label(msgspec.Struct, frozen=True):
    """What one event of a sentence is."""

    event: str
    mode: str
    status: str


class Mark(msgspec.Struct, frozen=True):
    """A tagged stretch of the sentence: tag without markup, code-point offsets."""

    tag: str
    start: int
    end: int


class Example(msgspec.Struct, frozen=True):
    """One sentence, its tags and what it teaches."""

    text: str
    language: str
    labels: tuple[Label, ...]
    contexts: tuple[str, ...]
    marks: tuple[Mark, ...]
    where: str = ""

    def spans(self, *tags: str) -> tuple[tuple[int, int], ...]:
        """Offsets of all stretches with one of these tags, in order, once each."""
        return tuple(sorted({(mark.start, mark.end) for mark in self.marks if mark.tag in tags}))


def untag(sentence: str) -> tuple[str, tuple[Mark, ...]]:
    """The plain sentence and its marks. Raises ValueError when tags do not balance."""
    text, marks, open_tags, last = "", [], [], 0
    for match in TAG.finditer(sentence):
        text += sentence[last : match.start()]
        last = match.end()
        if not match.group(1):
            open_tags.append((match.group(2), len(text)))
            continue
        place = max((i for i, (tag, _) in enumerate(open_tags) if tag == match.group(2)), default=-1)
        if place < 0:
            raise ValueError(f"</{match.group(2)}> closes nothing")
        tag, start = open_tags.pop(place)
        marks.append(_trimmed(text, Mark(tag, start, len(text))))
    if open_tags:
        raise ValueError(f"<{open_tags[-1][0]}> is not closed")
    return text + sentence[last:], tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.tag)))


def _trimmed(text: str, mark: Mark) -> Mark:
    words = text[mark.start : mark.end]
    if not words.strip():
        raise ValueError(f"<{mark.tag}> holds no words")
    start = mark.start + len(words) - len(words.lstrip())
    return Mark(mark.tag, start, start + len(words.strip()))


def parse(line: str, language: str, where: str = "") -> Example:
    """One line as an Example. Raises ValueError saying what is wrong with it."""
    cells = line.rstrip("\n").split("\t")
    if len(cells) != 3:
        raise ValueError(f"{len(cells)} columns, not 3")
    labels = tuple(_label(text) for text in cells[0].split("+"))
    text, marks = untag(cells[2])
    contexts = tuple(word for word in cells[1].replace(" ", "").split(",") if word and word != "-")
    return Example(text, language, labels, contexts, marks, where)


def _label(text: str) -> Label:
    parts = text.strip().split("/")
    if len(parts) != 3 or parts[2] not in STATUSES:
        raise ValueError(f"not EVENT/mode/status: {text!r}")
    return Label(parts[0], "" if parts[1] == "-" else parts[1], parts[2])


def read(folder: Path) -> Iterator[Example]:
    """All examples under a folder of `<language>/<EVENT>.tsv`, in order of path and line; a wrong line raises ValueError naming it."""
    for path in sorted(folder.glob("*/*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if number == 1 or not line.strip():
                continue
            where = f"{path.parent.name}/{path.name}:{number}"
            try:
                yield parse(line, path.parent.name, where)
            except ValueError as error:
                raise ValueError(f"{where}: {error}") from error
