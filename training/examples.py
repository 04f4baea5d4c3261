"""Training examples as data: read, parsed and refused when wrong.

A line is `label <tab> contexts <tab> sentence`. The label is EVENT/mode/status, two of them joined by `+` when the sentence holds two
events (the second one's tags are A2, R2, T2). Tags nest: A actor, R recipient, O other actor, T trigger, S source, C cue, Q content.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.vocab.tagged import Mark, untag

STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
HERE = Path(__file__).resolve().parent


class Label(msgspec.Struct, frozen=True):
    """What one event of a sentence is."""

    event: str
    mode: str
    status: str


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
