"""What a pair of articles is: the kind of copy, how much is shared, and why, in a sentence."""

from collections.abc import Sequence
from typing import Literal

import msgspec
import numpy as np

from dragoman.records import Copy, make_key
from dragoman.text.copies.align import Overlap, is_head, lifted, overlap, reworded
from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.details import Details, Facts
from dragoman.text.copies.order import credits_each
from dragoman.text.copies.skeleton import written_words
from dragoman.text.copies.translated import Line, parallel

Kind = Literal["exact", "near", "cut", "padded", "spun", "translated", "credited", "passage"]

# Independent reports of one event share up to a third of their runs of three words, copies half and more.
_FULL = 0.5
_BOTH = 0.4
_CREDITED = 0.2
_NEAR = 0.6
_WORN = 0.6
# A text of which a sixth is left, when it is the head of the other; or of which nearly all stands in the other.
_HEAD_FULL, _HEAD_LEAST = 0.8, 0.15
_WITHIN = 0.8
_LEAST_LIFTED = 40
# Reworded sentence by sentence: nearly all of the shorter text and most of the longer; a short text must follow throughout.
_SPUN_SHORTER, _SPUN_LONGER, _SPUN_SENTENCES = 0.8, 0.6, 8
_SPUN_THROUGHOUT, _SPUN_LEAST = 0.85, 6
_SPUN_LIKENESS, _SPUN_WORDS = 0.5, 0.4
_SPUN_FACTS, _SPUN_FACTS_SHARE = 4, 0.4


class Match(msgspec.Struct, frozen=True):
    """What was found between two texts (by index, left < right) before it is known which is the source.

    `whole` is False for a passage: then `left` and `right` are the shares of lifted words.
    """

    kind: Literal["same", "spun", "translated", "passage"]
    left: float
    right: float
    words: int = 0
    sentences: int = 0


def matched(left: Skeleton, right: Skeleton) -> Match | None:
    """The verdict on shared words; None when the pair must be asked for rewording, or shares nothing to speak of."""
    found = overlap(left, right)
    if _is_whole(left, right, found):
        return Match("same", found.left, found.right)
    words = max(lifted(left, right), lifted(right, left)) if found.shared >= _LEAST_LIFTED // 2 else 0
    if words < _LEAST_LIFTED and (found.most < _WITHIN or found.shared < _LEAST_LIFTED // 2):
        return None
    return Match("passage", found.left, found.right, words=words or found.shared)


def _is_whole(left: Skeleton, right: Skeleton, found: Overlap) -> bool:
    """Whether one text is the other again, whole or in its main part; less is enough when it says that it is."""
    least = _CREDITED if credits_each(left.article, right.article) else _BOTH
    if found.most >= _FULL and found.least >= least:
        return True
    return found.most >= _HEAD_FULL and found.least >= _HEAD_LEAST and is_head(left, right)


def respun(left: Skeleton, right: Skeleton, details: Details) -> Match | None:
    """Whether one text is the other sentence by sentence in other words: same order, same names and numbers."""
    if not _may_be_respun(left, right):
        return None
    mine, theirs = details.facts(left), details.facts(right)
    small, large = sorted((mine.sentences, theirs.sentences))
    if small < _SPUN_LEAST or small < _SPUN_LONGER * large or not _same_facts(mine, theirs):
        return None
    found = reworded(details.sentences(left), details.sentences(right))
    longer = found.sentences / large
    many = found.sentences >= _SPUN_SENTENCES and found.share >= _SPUN_SHORTER and longer >= _SPUN_LONGER
    throughout = found.sentences >= _SPUN_LEAST and longer >= _SPUN_THROUGHOUT
    if not (many or throughout) or found.likeness < _SPUN_LIKENESS:
        return None
    return Match("spun", found.sentences / mine.sentences, found.sentences / theirs.sentences, sentences=found.sentences)


def translated(left: Sequence[Line], right: Sequence[Line]) -> Match | None:
    """Whether one text is the other in another language."""
    found = parallel(left, right)
    if not found.is_translation:
        return None
    return Match("translated", found.aligned / len(left), found.aligned / len(right), sentences=found.aligned)


def _may_be_respun(left: Skeleton, right: Skeleton) -> bool:
    """Whether the alignment is worth its time: texts of like length that share many words."""
    small, large = sorted((len(left.words), len(right.words)))
    if small * 2 < large:
        return False
    shared = np.intersect1d(left.vocabulary, right.vocabulary, assume_unique=True)
    return len(shared) >= _SPUN_WORDS * min(len(left.vocabulary), len(right.vocabulary))


def _same_facts(mine: Facts, theirs: Facts) -> bool:
    shared = mine.shared(theirs)
    return shared >= _SPUN_FACTS and shared >= _SPUN_FACTS_SHARE * min(len(mine), len(theirs))


def copy_of(article: Skeleton, source: Skeleton, match: Match, article_is_left: bool) -> Copy:
    """The record of a match, once it is known which text is the source."""
    mine, theirs = (match.left, match.right) if article_is_left else (match.right, match.left)
    kind, reason = _told(article, source, match, (mine, theirs))
    share = min(match.words / max(len(article.words), 1), 1.0) if kind == "passage" else mine
    return record(article, source, kind, share, reason)


def record(article: Skeleton, source: Skeleton, kind: Kind, share: float, reason: str) -> Copy:
    """A Copy with its key."""
    keys = article.article.key, source.article.key
    return Copy(key=make_key("copy", *keys, kind), article=keys[0], source=keys[1], kind=kind, share=round(share, 4), reason=reason)


def _told(article: Skeleton, source: Skeleton, match: Match, shares: tuple[float, float]) -> tuple[Kind, str]:
    mine, theirs = (f"{share:.0%}".replace("%", " %") for share in shares)
    if match.kind == "passage":
        return "passage", f"{match.words} words stand in the source in unbroken runs outside quotations; the rest differs."
    if match.kind == "spun":
        return "spun", f"{match.sentences} sentences follow the source’s in order with its names and numbers, in other words."
    if match.kind == "translated":
        return (
            "translated",
            f"{match.sentences} sentences name the same people, places and numbers as the source’s, in order, in another language.",
        )
    if article.writing == source.writing and np.array_equal(article.words, source.words):
        return "exact", "Word for word the source’s text."
    worn = " Its letters are damaged as by a scan." if _is_worn(article, source) else ""
    if min(shares) >= _NEAR:
        return "near", f"{mine} of its runs of three words stand in the source, and {theirs} of the source’s stand in it.{worn}"
    if shares[0] > shares[1]:
        return "cut", f"{mine} of it stands in the source, of which it keeps {theirs}.{worn}"
    return "padded", f"It holds {theirs} of the source; {mine} of it is from there, the rest is its own.{worn}"


def _is_worn(article: Skeleton, source: Skeleton) -> bool:
    """Whether many words are alike as skeletons only: then one of the texts came through a scanner."""
    left, right = written_words(article.body), written_words(source.body)
    return len(left & right) < _WORN * min(len(left), len(right))
