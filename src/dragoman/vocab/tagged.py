"""Tagged sentences: how the codebook, training examples and a user's own examples mark who acts, on whom, in which words.

Tags nest: A actor, R recipient, O other actor, T trigger, S source, C cue, Q content; A2, R2, T2 those of a second event.
"""

import re

import msgspec

TAG = re.compile(r"<(/?)(A2|R2|T2|A|R|O|T|S|C|Q)>")
PARTIES = ("A", "R", "O", "A2", "R2")


class Mark(msgspec.Struct, frozen=True):
    """A tagged stretch of the sentence: tag without markup, code-point offsets."""

    tag: str
    start: int
    end: int


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
