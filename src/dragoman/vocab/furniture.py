"""Page furniture: the words by which a line shows that it is not the article. Read from `data/furniture.yaml`."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from dragoman.vocab import files
from dragoman.vocab.terms import Hit, Terms

Kind = Literal["whole", "begins", "holds", "opens", "heads"]

_OTHER_SPACE = re.compile(r"[^\S ]")
# A line longer than this is prose whatever it begins with; only legal notices run on.
_LONGEST = {"whole": 90, "opens": 90, "begins": 320, "holds": 240, "heads": 50}
_LONGEST_NOTICE = 1500
_NOTICES = frozenset({"copyright", "subscription", "cookie", "comments"})
# Marks, counts and bullets round a whole line: `Comments (3)`, `▼ Share`, `12 Комментарии`.
_EDGES = " \t|•·»›>«<*-–—:.…!?()[]▼▲→0123456789№#_"


class Sign(msgspec.Struct, frozen=True):
    """What a line shows itself to be: the reason to cut it, and by which kind of rule."""

    reason: str
    kind: Kind


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked: str
    closes: tuple[str, ...]
    reasons: dict[str, dict[Kind, dict[str, tuple[str, ...]]]]
    classes: dict[str, tuple[str, ...]]


class Furniture:
    """The compiled rules."""

    def __init__(self, found: _File) -> None:
        self._terms = Terms(_rows(found.reasons))
        self._whole: dict[str, Sign] = {}
        for phrase, sign in _rows(found.reasons):
            if sign.kind in ("whole", "opens"):
                self._whole.setdefault(plain(phrase).strip(_EDGES), sign)
        self.closes = frozenset(found.closes)
        self._classes = {word: reason for reason, words in found.classes.items() for word in words}

    def sign(self, line: str) -> Sign | None:
        """Why a line (without line breaks) is furniture, or None when no rule says so."""
        if len(line) > _LONGEST_NOTICE:
            return None
        text = plain(line)
        bare = text.strip(_EDGES)
        if bare in self._whole and len(bare) <= _LONGEST["whole"]:
            return self._whole[bare]
        first = len(text) - len(text.lstrip(" \t|•·»›><*-–—▼▲→📢👉✅▶("))
        for hit in self._terms.all(text):
            if _counts(hit, len(text), first):
                return hit.value
        return None

    def class_reason(self, names: Iterable[str]) -> str:
        """Why an element with these class or id words is not the article, or '' when they do not say."""
        return next((self._classes[name] for name in names if name in self._classes), "")


def _counts(hit: Hit[Sign], length: int, first: int) -> bool:
    sign = hit.value
    if sign.kind in ("whole", "opens"):
        return False
    longest = _LONGEST_NOTICE if sign.reason in _NOTICES and sign.kind == "begins" else _LONGEST[sign.kind]
    return length <= longest and (sign.kind == "holds" or hit.start in (0, first))


def _rows(reasons: dict[str, dict[Kind, dict[str, tuple[str, ...]]]]) -> Iterator[tuple[str, Sign]]:
    for reason, kinds in reasons.items():
        for kind, languages in kinds.items():
            for phrases in languages.values():
                for phrase in phrases:
                    yield plain(phrase), Sign(reason, kind)


def plain(text: str) -> str:
    """Text for comparison, letter for letter as long as it was: lower case, one kind of space and apostrophe, ı as i."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower()[0] for letter in text)
    return _OTHER_SPACE.sub(" ", lowered).replace("ı", "i").replace("’", "'").replace("ʼ", "'")


@functools.cache
def furniture() -> Furniture:
    """The rules that ship with Dragoman. Raises BadVocabulary when their file is broken."""
    return Furniture(files.load("furniture.yaml", _File))
