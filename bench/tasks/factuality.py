"""Whether an event happened: negation, future, modals, conditions and hedges read from the words before it.

The words are those of vocab/data/cues (negation, future, hypothetical, hedges) and the verbs below, which say of the
infinitive they govern that it came true, that it did not, or that somebody only wanted it.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from dragoman.vocab.cues import cues
from dragoman.vocab.terms import Terms

_WORD = re.compile(r"[\w'’]+|[^\w\s]")
_WINDOW = 9
_REACH = 5
_EDGES = frozenset([",", "that", "which", "who", "and", "but", "said", "by", "after", "because", "when", "--"])


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _stems(listed: str) -> re.Pattern[str]:
    return re.compile("|".join(listed.split()))


_AUXILIARIES = _words(
    "be been being is are was were am has have had do does did will would shall should may might can could must to also already soon "
    "now still just ever yet more further fully"
)
_NEGATIONS = _words("not n't never no nor neither without cannot none nobody nothing hardly barely")
_FUTURE = _words("will shall 'll wo")
_MODALS = _words("may might could would should can must ought ca couldn't wouldn't can't shouldn't")
_CONDITIONS = _words("if unless whether until")
_CHAIN = _AUXILIARIES | _NEGATIONS | _FUTURE | _MODALS
_FAILED = _stems(
    "fail refus declin forg[eo]t neglect prevent avoid unable unwilling reluctant cancel reject ban prohibit stop deni deny impossible lack"
)
_CAME_TRUE = _stems(
    "manag beg[aiu]n start continu forc help caus led us(?:ed|e)$ able came proceed happen prov seem appear tend enabl allow permit"
)
_WANTED = _stems(
    "want plan hop expect vow agre seek sought try tried attempt wish intend need ask urg call decid order propos offer promis threat aim "
    "prepar like ready willing likely scheduled due demand pledg consider request invit persuad encourag right chance effort power way "
    "opportunity possib potential bid authori requir suppos suggest recommend warn fear goal eager designed must going"
)
_BELIEVED = _stems(
    "think thought believ expect hop fear predict suspect estimat suggest speculat claim alleg assum appear seem likely doubt forecast"
)
_PLANNED = _stems("possib potential planned proposed expected likely alleged threatened would-be upcoming forthcoming future next any")


@functools.cache
def _hedges() -> Terms[str]:
    found = cues("en")
    return Terms((term, "hedge") for term in (found.hedges if found else ()))


def before(text: str, start: int) -> list[str]:
    """The lower-case words before an offset, the nearest last, from the beginning of its clause."""
    words = [match.group().lower().replace("’", "'") for match in _WORD.finditer(text, max(0, start - 200), start)]
    for at in range(len(words) - 1, -1, -1):
        if words[at] in (";", ".", "!", "?", ":"):
            return words[at + 1 :]
    return words


def chain(words: list[str]) -> list[str]:
    """The auxiliaries, adverbs and negations right before a verb."""
    at = len(words)
    while (
        at > 0
        and len(words) - at < 6
        and (words[at - 1] in _AUXILIARIES | _NEGATIONS | _FUTURE | _MODALS or words[at - 1].endswith(("ly", "n't")))
    ):
        at -= 1
    return words[at:]


def judge(text: str, start: int) -> tuple[float, str]:
    """Number from -3 (did not happen) to 3 (happened) and label of the event that begins at an offset."""
    words = before(text, start)
    near = chain(words)
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in near) or _nominal_negation(words)
    infinitive = "to" in near
    if infinitive:
        return _governed(words, near, negated)
    if any(word in _MODALS for word in near):
        return (-1.6, "COUNTERFACT") if negated else (1.4, "UNCERTAIN")
    if any(word in _FUTURE or word == "won't" for word in near):
        return (-2.0, "COUNTERFACT") if negated else (2.5, "FUTURE")
    if negated:
        return -1.8, "COUNTERFACT"
    return _open(words, text[:start])


def _nominal_negation(words: list[str]) -> bool:
    return bool({"no", "without", "never"} & set(words[-3:])) or (len(words) > 1 and words[-2] in ("not", "no"))


def _governed(words: list[str], near: list[str], negated: bool) -> tuple[float, str]:
    at = len(words) - len(near) + near.index("to") - 1
    governors = [word for word in words[max(0, at - 4) : at + 1] if word.isalpha()][::-1]
    for word in governors:
        if _FAILED.match(word):
            return -2.0, "COUNTERFACT"
        if _WANTED.match(word):
            return (0.0, "UNCERTAIN") if negated else (1.4, "FUTURE")
        if _CAME_TRUE.match(word):
            return (-2.0, "COUNTERFACT") if negated else (1.8, "FACT")
    return (-1.0, "UNCERTAIN") if negated else (1.4, "FUTURE")


def _open(words: list[str], text: str) -> tuple[float, str]:
    window = words[-_WINDOW:]
    if _CONDITIONS & set(window):
        return 1.4, "UNCERTAIN"
    if any(_PLANNED.match(word) for word in words[-2:]):
        return 1.2, "UNCERTAIN"
    if (
        words[-1:]
        and words[-1] in ("of", "for", "from", "against")
        and any(_WANTED.match(word) or _FAILED.match(word) for word in words[-3:-1])
    ):
        return 0.8, "UNCERTAIN"
    carried = _carried(words)
    if carried is not None:
        return carried
    hedged = [hit for hit in _hedges().longest(text[-90:]) if hit]
    if hedged or any(_BELIEVED.match(word) for word in window):
        return 2.5, "FACT"
    return 3.0, "FACT"


def _carried(words: list[str]) -> tuple[float, str] | None:
    """What the verb before a noun says of it: 'had not signed an agreement', 'would use force'."""
    for word in words[: -_REACH - 1 : -1]:
        if word in _EDGES:
            return None
        if word in _NEGATIONS or word.endswith("n't"):
            return 0.6, "UNCERTAIN"
        if word in _MODALS:
            return 1.6, "UNCERTAIN"
        if word in _FUTURE:
            return 2.2, "FUTURE"
        if word == "to":
            return 2.0, "FACT"
    return None


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Number and label of each event."""
    for item in inputs:
        number, label = judge(item["text"], item["event"]["start"])
        yield {"id": item["id"], "factuality": number, "label": label}
