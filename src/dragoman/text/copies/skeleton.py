"""Words as a worn copy would show them: letters that scanners and misspellers confuse become one, so that damage does not hide a copy."""

import functools
import re
import unicodedata
import zlib

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Article

Hashes = NDArray[np.uint32]

# A sign of a script without blanks is a word; else runs of letters and digits.
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+")
# Classes of confusion: each row becomes its first letter. Latin, Cyrillic, and digits that look like them.
_CLASSES = ("oace0оасеёөә", "gq96", "lijtf1іїйл|", "s5ѕ", "nuvrипнцшщң", "bh8бһ6в", "z23з", "kкқ", "xхҳ", "yуүұ", "mм", "gгғт", "pр")
_SAME = str.maketrans({letter: row[0] for row in _CLASSES for letter in row[1:]})
# Two letters that a scanner takes for one, and wide letters as the two narrow ones that they look like.
_PAIRS = (("rn", "nn"), ("vv", "nn"), ("cl", "ol"), ("m", "nn"), ("w", "nn"), ("d", "ol"), ("ы", "ьi"))
_DOUBLED = re.compile(r"(.)\1+")
_QUOTED = re.compile(r"“[^”]{0,600}”|«[^»]{0,600}»|„[^“”]{0,600}[“”]|\"[^\"]{0,400}\"")
# A capital inside a sentence makes a name; at its head any word has one.
_NAME = re.compile(r"(?<=[\w,»”’)][ \u00a0])[«“(]?([A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІÇĞİÖŞÜ][\w’'-]{2,30})")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]{0,12}\d(?!\w)")
SHINGLE = 3


def body_of(article: Article) -> str:
    """The text less all cuts and the title, a paragraph break at each."""
    spans = [(cut.start, cut.end) for cut in article.cuts]
    if article.title_span:
        spans.append((article.title_span.start, article.title_span.end))
    parts, at = [], 0
    for start, end in [*sorted(spans), (len(article.text), len(article.text))]:
        parts.append(article.text[at:start])
        at = max(at, end)
    return "\n\n".join(part.strip() for part in parts if part.strip())


class Hasher:
    """Hashes the words of bodies; keeps each word's hash once it is known, since a corpus has far fewer words than tokens."""

    def __init__(self) -> None:
        self._hashes: dict[str, int] = {}

    def words(self, body: str) -> tuple[int, Hashes, NDArray[np.bool_]]:
        """The hash of the words as they are written, the words' hashes in order, and which of them stand in quotation marks."""
        lowered = body.lower()
        found = list(_WORD.finditer(lowered if len(lowered) == len(body) else body))
        written = zlib.crc32(" ".join(one[0] for one in found).encode())
        words = np.fromiter((self.hash(one[0]) for one in found), dtype=np.uint32, count=len(found))
        return written, words, _inside([one.start() for one in found], body)

    def hash(self, word: str) -> int:
        """The hash of a word's skeleton."""
        known = self._hashes.get(word)
        if known is None:
            known = self._hashes[word] = zlib.crc32(skeleton(word).encode())
        return known


@functools.lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """A word with confusable letters made one and doubled letters made single: `modern` and `rnodenn` alike."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return _DOUBLED.sub(r"\1", plain.translate(_SAME))


def shingled(words: Hashes) -> Hashes:
    """A hash for each run of words."""
    if len(words) < SHINGLE:
        return words.copy()
    mixed = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        # A 64-bit mix (Knuth's multiplier) keeps the order of the words in the hash.
        mixed = mixed * np.uint64(6364136223846793005) + words[place : len(mixed) + place].astype(np.uint64)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    shingles: Hashes = (mixed >> np.uint64(32)).astype(np.uint32)
    return shingles


def _inside(starts: list[int], body: str) -> NDArray[np.bool_]:
    at = np.asarray(starts, dtype=np.int64)
    inside = np.zeros(len(at), dtype=np.bool_)
    for found in _QUOTED.finditer(body):
        inside[np.searchsorted(at, found.start()) : np.searchsorted(at, found.end())] = True
    return inside


def written_words(body: str) -> frozenset[str]:
    """The words of a body as they are written, small letters."""
    return frozenset(_WORD.findall(body.lower()))


def facts_of(body: str) -> frozenset[str]:
    """Names and numbers of a text, as skeletons: what two reports of one event share however they are worded."""
    names = (skeleton(found[1]) for found in _NAME.finditer(body))
    return frozenset([*names, *(found[0].replace(",", "").replace(".", "") for found in _NUMBER.finditer(body))])
