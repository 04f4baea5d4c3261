"""Names of outlets in a text: which it is from, and which it credits."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.records import Outlet
from dragoman.vocab import OutletRegistry
from dragoman.vocab.furniture import plain
from dragoman.vocab.headings import phrases
from dragoman.vocab.terms import Terms

# Names of this many letters or fewer are found only in the case in which they are written: ARP, AA, ТАСС.
_SHORT_NAME = 4
_QUOTED = re.compile(r"[«“\"„]([^«»“”\"„\n]{2,60})[»”\"“]")
_RIGHT = re.compile(
    r"(?:©|\([cс]\)|copyright)\s{0,3}(?:\d{4}(?:\s?[-–—]\s?\d{4})?)?[,.:]?\s{0,3}(?:by\s)?([^.,|©\n—–•·\d][^.,|©\n—–•·]{1,60})", re.I
)
_RIGHT_AFTER = re.compile(r"^(.{2,60}?)\s{0,3}(?:©|\([cс]\))\s{0,3}\d{4}", re.I)
_DOMAIN = re.compile(r"(?<![@\w.-])(?:https?://)?((?:[\w-]{1,40}\.){1,3}[a-z]{2,12})(?![\w@])", re.I)
_IN_BRACKETS = re.compile(r"\(([^()\n]{2,40})\)")
_NEAR = 36
_STOP = ".!?;\n"
_NOT_A_NAME = re.compile(r"all rights|tous droits|все права|барлық|tüm hakları|reserved|rights|copyright", re.I)


class Known(msgspec.Struct, frozen=True):
    """An outlet named in a text."""

    start: int
    end: int
    outlet: Outlet


class Names:
    """The outlets of a registry as they are found in text, with a page's own names beside them."""

    def __init__(self, registry: OutletRegistry, own: Iterable[str] = (), terms: "Terms[Outlet] | None" = None) -> None:
        self._registry = registry
        self._terms = terms or _terms(registry)
        self._own = {plain(name) for name in own if name.strip()}

    def beside(self, own: Iterable[str]) -> "Names":
        """The same with the names that one page gives itself."""
        return Names(self._registry, own, self._terms)

    def exact(self, text: str) -> bool:
        """Whether a text is nothing but an outlet's name."""
        bare = text.strip(" .,|—–-")
        return bool(bare) and (plain(bare) in self._own or self._registry.find(bare) is not None)

    def id_of(self, name: str) -> str:
        """An outlet's id, or the name as written when the registry does not know it."""
        found = self._registry.find(name)
        return found.id if found else name

    def find(self, text: str) -> list[Known]:
        """Known outlets in a text, in order, without overlaps."""
        return self.find_in(text, plain(text))

    def find_in(self, text: str, folded: str) -> list[Known]:
        """The same where the text has been made plain already."""
        kept: list[Known] = []
        for hit in self._terms.longest(folded):
            written = text[hit.start : hit.end]
            short = len(written) <= _SHORT_NAME
            if (written in _names_of(hit.value)) if short else written[0].isupper() or not written[0].isalpha():
                kept.append(Known(hit.start, hit.end, hit.value))
        return kept

    def without(self, piece: str) -> str:
        """A piece of a line without the names of outlets in it."""
        if plain(piece.strip()) in self._own:
            return ""
        for known in reversed(self.find(piece)):
            piece = f"{piece[: known.start]} {piece[known.end :]}"
        return piece

    def outlets_and_credits(self, line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of a line over or under the text: the outlets it is from, and those it credits (`Source: X`, `по материалам X`)."""
        outlets: list[str] = []
        credits: list[str] = []
        for known in self.find(line):
            (credits if _labelled(line, known.start) else outlets).append(known.outlet.id)
        return tuple(dict.fromkeys(outlets)), tuple(dict.fromkeys(credits))


def _terms(registry: OutletRegistry) -> Terms[Outlet]:
    return Terms((plain(name), outlet) for outlet in registry.outlets() for name in _names_of(outlet) if len(name) > 1)


def _names_of(outlet: Outlet) -> tuple[str, ...]:
    return (outlet.name, *outlet.aliases)


def _labelled(line: str, start: int) -> bool:
    before = plain(line[max(start - 60, 0) : start]).rstrip(' «“"„(')
    return before.endswith(phrases("labels"))


def own_name(line: str) -> str:
    """The name that a copyright line gives: GDC in `© 2020, GDC. All rights reserved`; '' when it gives none."""
    found = _RIGHT.search(line[:400]) or _RIGHT_AFTER.match(line[:200])
    name = found[1].strip(" «»“”\"'") if found else ""
    return "" if not name or _NOT_A_NAME.search(name) or len(name.split()) > 8 else _balanced(name)


def _balanced(name: str) -> str:
    return name + ")" if name.count("(") > name.count(")") else name


def domains(line: str) -> Iterator[str]:
    """Web addresses named in a line."""
    return (found[1] for found in _DOMAIN.finditer(line[:1500]))


def written_for(line: str) -> str:
    """The outlet that a line says the text was written for: “New Eastern Outlook”; '' when it says none."""
    folded = plain(line)
    for phrase in phrases("outlet_cues"):
        at = folded.find(phrase)
        quoted = _QUOTED.search(line, at + len(phrase), at + len(phrase) + 90) if at >= 0 else None
        if quoted:
            return quoted[1].strip()
    return ""


def credited(text: str, names: Names, own: str) -> list[str]:
    """Ids (or names as written) of outlets that running text credits: `Reuters reports`, `(AFP)`, `телеграм-канал «X»`; never `own`."""
    folded = plain(text)
    found = [(known.start, known.outlet.id) for known in names.find_in(text, folded) if _beside_cue(text, known.start, known.end)]
    for phrase in phrases("channel"):
        at = folded.find(phrase)
        while at >= 0:
            quoted = _QUOTED.match(text, at + len(phrase) + 1)
            if quoted:
                found.append((quoted.start(), names.id_of(quoted[1].strip())))
            at = folded.find(phrase, at + len(phrase))
    return list(dict.fromkeys(name for _, name in sorted(found) if name != own))


def _beside_cue(text: str, start: int, end: int) -> bool:
    before = plain(text[max(start - _NEAR, 0) : start])
    after = plain(text[end : end + _NEAR])
    head = before.rstrip(' «“"„(')
    if any(head.endswith(phrase) and not head[: -len(phrase)][-1:].isalnum() for phrase in phrases("before")):
        return True
    tail = after.lstrip(" »”\",)’'")
    tail = _CASE_ENDING.sub("", tail, count=1) if after[:1] in "’'" else tail
    tail = _BRACKET.sub("", tail, count=1).lstrip(" ,)»”")
    if any(tail.startswith(phrase) and not tail[len(phrase) : len(phrase) + 1].isalnum() for phrase in phrases("after")):
        return True
    # (AFP) at the head of a dateline or the foot of a paragraph.
    return before.endswith("(") and after.startswith(")") and after[1:].strip()[:1] in ("", "-", "–", "—", ".", "\n")


_CASE_ENDING = re.compile(r"^[^\W\d_]{1,6}\s")
_BRACKET = re.compile(r"^\s?\([^()\n]{1,16}\)\s?")
