"""Whether a cue word is a verb here, and of which kind: 'reports are' and 'he reports' are told apart."""

from typing import Literal

from dragoman.claims.lexicon import ADV, AUX, CAP, COMP, CONJ, DET, NUMBER, OBJECT, PEOPLE, PLAIN, PREP, PRON, PUNCT, QUOTE, REL, VERB
from dragoman.claims.lines import Line
from dragoman.claims.scene import Hit

Kind = Literal["finite", "participle", "passive", ""]
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "gets", "got"])
_PASSIVE = frozenset(["by", "in", "on", "at", "as", "from", "during", "after", "before", "with"])
# A quotation that ends the sentence before may be what 'Bozell answers.' is about.
_NEAR = 3
_PLURALS = frozenset(["i", "you", "we", "they", "people", "police", "many", "some", "most", "others"])
_PARTICIPLES = ("ed", "said", "told", "known", "seen", "thought", "shown", "quoted", "understood", "written")
_PAST = ("d", "t", "e", "ew", "says", "tells", "thinks")


def kind(line: Line, hit: Hit) -> Kind:
    """Finite verb, participle, or no verb at all ('')."""
    if line.lexicon.language == "en":
        return _english(line, hit)
    return _by_ending(line, hit)


def headline(line: Line) -> bool:
    """Whether most words of the line have capitals."""
    words = [flags for flags in line.flags if not flags & (PUNCT | NUMBER)]
    return 2 * sum(1 for flags in words if flags & CAP) > len(words)


def _by_ending(line: Line, hit: Hit) -> Kind:
    patterns = line.lexicon.patterns
    low = line.lows[hit.first]
    if hit.stop - hit.first > 1 and hit.cue.manner == "verb":
        return "finite"
    if hit.first and line.flags[hit.first - 1] & DET and not line.flags[hit.first - 1] & (PRON | OBJECT):
        return ""
    if low in patterns.phases and line.low(hit.stop).endswith(patterns.infinitive_endings):
        return ""
    if low in patterns.not_verbs or (patterns.noun_endings and low.endswith(patterns.noun_endings)):
        return ""
    if patterns.participle_endings and low.endswith(patterns.participle_endings):
        return "participle"
    if patterns.verb_endings and not low.endswith(patterns.verb_endings):
        return ""
    return "finite"


def _english(line: Line, hit: Hit) -> Kind:
    first, low = hit.first, line.lows[hit.first]
    before = line.flags[first - 1] if first else PUNCT
    after = line.flags[hit.stop] if hit.stop < len(line) else PUNCT
    word = line.low(first - 1)
    if line.flags[first] & CAP and first and not before & (QUOTE | PUNCT) and not headline(line):
        return ""
    if (before & DET and not before & PRON) or (before & PREP and word != "to" and not low.endswith("ing")):
        return ""
    if low.endswith("ing"):
        return "participle" if line.low(hit.stop) != "of" and not word.endswith(("'s", "s'")) else ""
    if low.endswith(_PARTICIPLES) and _after_be(line, first):
        return "passive"
    if line.flags[hit.stop - 1] & PLAIN and low.endswith(_PAST):
        return "finite" if line.low(hit.stop) != "by" and not (hit.cue.weak and word == "to") else ""
    if hit.stop - first > 1 and line.has(first, VERB) and not low.endswith("s"):
        # 'went on', 'shot back', 'made the case' are no nouns.
        return "finite" if word != "to" else ""
    if hit.stop - first > 1 and hit.cue.weak and low.endswith("ed") and before & PUNCT and not before & QUOTE:
        # ', outraged at the tone': who stands before the comma, or spoke last.
        return "participle"
    if low.endswith("ed"):
        reduced = (
            not hit.cue.weak and after & PREP and hit.cue.stance != "asks" and line.low(hit.stop) in _PASSIVE and not before & (PRON | AUX)
        )
        return "" if reduced else "finite"
    return "finite" if _present(line, hit, before, after) else ""


def _after_be(line: Line, first: int) -> bool:
    at = first - 1
    while line.has(at, ADV) and not line.has(at, PRON):
        at -= 1
    return line.low(at) in _BE


def _present(line: Line, hit: Hit, before: int, after: int) -> bool:
    """Whether a form that may be a noun is a verb: not in 'reports are', 'claims of', 'a TV show'."""
    word = line.low(hit.first - 1)
    past = line.low(hit.stop).endswith("ed") and len(line.low(hit.stop)) > 4
    if after & (AUX | VERB) or past or line.low(hit.stop) in ("of", "by", "from") or word.endswith(("'s", "s'")):
        return False
    if hit.cue.weak and ((after & PUNCT and not after & QUOTE and hit.first > _NEAR) or word == "to"):
        return False
    if line.low(hit.first) in line.lexicon.patterns.not_verbs and not after & (COMP | QUOTE):
        return False
    if not _agrees(line.low(hit.first), word, before):
        return False
    return bool(before & (PRON | AUX | ADV | CAP | PEOPLE | REL | QUOTE | PUNCT | CONJ)) or word == "to" or word.endswith("s")


def _agrees(low: str, word: str, before: int) -> bool:
    """Whether a present form fits the word before it: 'critics claim', 'he claims'; not 'protest organizer', 'officials reports'."""
    if before & (AUX | ADV | REL | PUNCT | CONJ) or word == "to":
        return True
    if before & CAP and low.endswith("s"):
        # Names end as they like: 'The Times writes'.
        return True
    plural = (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS
    return plural != (low.endswith("s") and not low.endswith("ss"))
