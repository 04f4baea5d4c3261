"""Event coreference across documents: documents that tell one story are found first, then mentions of one deed within it.

Nothing is trained. As in `dragoman.stories` a pair's score is a sum of named features with weights, and clusters join by mean score:
`lexical` (same stem, or words for one deed in vocab/data/deeds.yaml), `document`, `sentence` and `beside` (rare words in common, names and
numbers counting more: in the whole text, in the sentence, in the five words on either side), `light` and `saying` (words that tell
little of which deed is meant; each 'said' is another one), `again` (such a word twice in one document),
`both` (two mentions in one sentence).
Two mentions that are not lexically related score 0, too low for any join.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.vocab.deeds import deeds

Matrix = NDArray[np.float64]
WEIGHTS = {
    "lexical": 1.0,
    "document": 1.0,
    "sentence": 0.2,
    "beside": 0.8,
    "light": -0.12,
    "saying": -0.3,
    "again": -0.3,
    "both": -0.3,
}
RELATED, DERIVED = 0.94, 0.97  # how much words for one deed, and words of one root, count of the same word
JOIN = 1.4
COMPANY = 10  # documents are alike as far as they have words, and as far as they have their ten nearest documents, in common
BESIDE, REACH = 5, 60  # words on either side of a mention, found within so many characters
NAME, NUMBER = 2.0, 2.5  # how much more a name and a number tell of which story it is than another word
SATURATION = 1.5  # a word that stands there often tells little more than one that stands there twice (as in BM25)
COMMON = 0.3  # words in more than this share of the documents tell nothing

TOKEN = re.compile(r"[A-Za-z][A-Za-z'-]*|\d[\d.,:]*")
IRREGULAR_FORMS = """
be been was were is are; bear bore born; beat beaten; become became; begin began begun; blow blew blown; break broke broken; bring
brought; build built; buy bought; catch caught; choose chose chosen; come came; deal dealt; die dying; do did done; draw drew
drawn; drive drove driven; fall fell fallen; feel felt; fight fought; find found; flee fled; fly flew flown; get got gotten; give
gave given; go went gone; grow grew grown; hang hung; hide hid hidden; hold held; keep kept; know knew known; lead led; leave
left; lend lent; lose lost; make made; meet met; pay paid; ride rode ridden; rise rose risen; run ran; say said; see saw seen;
seek sought; sell sold; send sent; shake shook shaken; shoot shot; sink sank sunk; slay slew slain; speak spoke spoken; spend
spent; stand stood; steal stole stolen; strike struck stricken; swear swore sworn; sweep swept; take took taken; teach taught;
tell told; think thought; throw threw thrown; wear wore worn; win won; write wrote written
"""
IRREGULAR = {form: line.split()[0] for line in IRREGULAR_FORMS.split(";") for form in line.split()[1:]}


def listed(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


SAYING = listed("say tell report stat add comment remark announc claim confirm believ accord cit writ speak explain not statement")
LIGHT = SAYING - {"accord", "cit", "writ", "speak", "explain", "not", "statement", "stat"} | listed(
    "state think know expect hop want call ask see mak tak do be hav go get",
    "giv help caus happen com show continu begin start us plac put tri",
)
PARTICLES = listed(
    "into in out off up to on over away down through for at by with from of the a an his her its their it",
    "was were be been being is are has have had not as and that this",
)
NOUN_ENDINGS = ("ation", "ition", "ment", "ing", "ion", "ance", "ence", "er", "or", "ee", "al")
ENDINGS = (*(ending for noun in NOUN_ENDINGS for ending in (noun + "s", noun)), "ed", "es", "s", "e", "y")


def lemma(word: str) -> str:
    """A word without its verb or plural ending; what stays need not be a word (`releas`)."""
    word = IRREGULAR.get(word.lower(), word.lower())
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search("[aeiouy]", word[: -len(ending)]):
            base = word[: -len(ending)]
            return (base[:-1] if base[-1] == base[-2] and base[-1] not in "sl" else base).rstrip("e")
    if word.endswith("es") and len(word) > 3 and word[-3] in "sxhz":
        return word[:-2].rstrip("e")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def root(word: str) -> str:
    """What verbs and their nouns share: `resign` of resigned and resignation."""
    word = IRREGULAR.get(word.lower(), word.lower())
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Mention:
    """A mention: its document, its sentence, and what its words are."""

    def __init__(self, document: int, item: dict[str, Any]) -> None:
        self.id: str = item["id"]
        self.document = document
        self.sentence: int = item["sentence"]
        self.start: int = item["start"]
        self.end: int = item["end"]
        words = [word.lower() for word in TOKEN.findall(item["text"])]
        self.words = [word for word in words if word not in PARTICLES] or words or [item["text"].lower()]
        self.head = lemma(self.words[-1])
        self.root = root(self.words[-1])
        self.deeds = DEEDS.of(words, self.words)


class Deeds:
    """Which groups of vocab/data/deeds.yaml a mention's words belong to."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._single: dict[str, set[int]] = {}
        self._phrases: list[tuple[frozenset[str], int]] = []
        for number, group in enumerate(groups):
            for term in group:
                words = [lemma(word) for word in term.split()]
                if len(words) == 1:
                    self._single.setdefault(words[0], set()).add(number)
                else:
                    self._phrases.append((frozenset(words), number))

    def of(self, words: Sequence[str], content: Sequence[str]) -> frozenset[int]:
        """Groups of a phrase in the mention; else those of its last word, else of its first."""
        stems = {lemma(word) for word in words}
        found = frozenset(number for phrase, number in self._phrases if phrase <= stems)
        return found or frozenset(self._single.get(lemma(content[-1]), ()) or self._single.get(lemma(content[0]), ()))


DEEDS = Deeds(deeds("en"))


def tokens(text: str) -> list[tuple[str, float]]:
    """Stems of a text, each with how much its kind tells: names and numbers most."""
    found = [match.group() for match in TOKEN.finditer(text)]
    return [(word, NUMBER) if word[0].isdigit() else (lemma(word), NAME if word[0].isupper() else 1.0) for word in found]


def vectors(counted: Sequence[list[tuple[str, float]]], most: float) -> Matrix:
    """Unit tf-idf vectors, a row for each list of tokens.

    A word's kind is what it is in most places, since sentence beginnings have capitals too.
    """
    total = len(counted)
    in_texts = Counter(stem for found in counted for stem in {stem for stem, _ in found})
    kinds: dict[str, Counter[float]] = {}
    for found in counted:
        for stem, kind in found:
            kinds.setdefault(stem, Counter())[kind] += 1
    kept = sorted(stem for stem, number in in_texts.items() if 1 < number < max(2.0, most * total))
    columns = {stem: place for place, stem in enumerate(kept)}
    worth = {stem: math.log(total / in_texts[stem]) * max(kinds[stem].items(), key=lambda item: (item[1], -item[0]))[0] for stem in kept}
    table = np.zeros((total, len(kept)))
    for row, found in enumerate(counted):
        for stem, times in Counter(stem for stem, _ in found).items():
            if stem in columns:
                table[row, columns[stem]] = times / (times + SATURATION) * worth[stem]
    return unit(table)


def unit(table: Matrix) -> Matrix:
    """Rows scaled to length one."""
    return table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)


def alike(documents: Matrix) -> Matrix:
    """How alike documents are: half by their own words, half by the company of the documents that are most like them."""
    own = documents @ documents.T
    np.fill_diagonal(own, 1.0)
    near = np.zeros_like(own)
    order = np.argsort(-own, axis=1, kind="stable")[:, :COMPANY]
    np.put_along_axis(near, order, np.take_along_axis(own, order, axis=1), axis=1)
    company = unit(near)
    return 0.5 * own + 0.5 * (company @ company.T)


def lexical(a: Mention, b: Mention) -> float:
    """1 for the same stem, nearly that for one root or words for one deed, else 0."""
    if a.head == b.head:
        return 1.0
    if a.root == b.root:
        return DERIVED
    return RELATED if a.deeds & b.deeds else 0.0


def related(mentions: Sequence[Mention]) -> Iterator[tuple[int, int, float]]:
    """Pairs of mentions that are lexically related, each once."""
    seen: set[tuple[int, int]] = set()
    blocks: dict[Any, list[int]] = {}
    for number, mention in enumerate(mentions):
        for key in (mention.head, "root " + mention.root, *mention.deeds):
            blocks.setdefault(key, []).append(number)
    for numbers in blocks.values():
        for place, a in enumerate(numbers):
            for b in numbers[place + 1 :]:
                if (a, b) not in seen:
                    seen.add((a, b))
                    yield a, b, lexical(mentions[a], mentions[b])


class Pairs:
    """Scores of related mentions."""

    def __init__(self, mentions: Sequence[Mention], documents: Sequence[dict[str, Any]]) -> None:
        self._mentions = mentions
        self._documents = alike(vectors([tokens(document["text"]) for document in documents], COMMON))
        self._sentences = vectors([tokens(sentence_of(documents[m.document], m.sentence)) for m in mentions], COMMON)
        self._beside = vectors([beside(documents[m.document]["text"], m) for m in mentions], 1.0)

    def score(self, a: int, b: int, likeness: float) -> float:
        """The weighted sum of the features."""
        left, right = self._mentions[a], self._mentions[b]
        within = left.document == right.document
        values = {
            "lexical": likeness,
            "document": self._documents[left.document, right.document],
            "sentence": float(self._sentences[a] @ self._sentences[b]),
            "beside": float(self._beside[a] @ self._beside[b]),
            "light": left.head in LIGHT,
            "saying": left.head in SAYING,
            "again": left.head in LIGHT and within and left.sentence != right.sentence,
            "both": within and left.sentence == right.sentence,
        }
        return sum(WEIGHTS[name] * value for name, value in values.items())


def beside(text: str, mention: Mention) -> list[tuple[str, float]]:
    """The words on either side of a mention."""
    left, right = tokens(text[max(0, mention.start - REACH) : mention.start]), tokens(text[mention.end : mention.end + REACH])
    return left[-BESIDE:] + right[:BESIDE]


def clusters(number: int, scores: dict[tuple[int, int], float]) -> list[int]:
    """Mean-linkage clusters of mentions: the best pair of clusters joins until no mean score reaches JOIN. Unrelated pairs score 0."""
    sums: list[dict[int, float]] = [{} for _ in range(number)]
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score
    sizes, label = [1] * number, list(range(number))
    while True:
        best = max(
            ((total / (sizes[a] * sizes[b]), -a, -b) for a in range(number) for b, total in sums[a].items() if a < b), default=(0.0, 0, 0)
        )
        if best[0] < JOIN:
            return label
        low, high = -best[1], -best[2]
        label = [low if one == high else one for one in label]
        sizes[low] += sizes[high]
        for other, total in sums[high].items():
            del sums[other][high]
            if other != low:
                sums[low][other] = sums[other][low] = sums[low].get(other, 0.0) + total
        sums[high] = {}


def components(number: int, scores: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    """Mentions that hang together by pairs of at least that score: no join can reach across."""
    above = list(range(number))

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    for (a, b), score in scores.items():
        if score >= least:
            above[max(top(a), top(b))] = min(top(a), top(b))
    found: dict[int, list[int]] = {}
    for one in range(number):
        found.setdefault(top(one), []).append(one)
    return list(found.values())


def sentence_of(document: dict[str, Any], number: int) -> str:
    """The text of a sentence by its number."""
    found = next(sentence for sentence in document["sentences"] if sentence["n"] == number)
    return str(document["text"][found["start"] : found["end"]])


def assign(documents: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Mention id -> cluster."""
    mentions = [Mention(number, item) for number, document in enumerate(documents) for item in document["mentions"]]
    pairs = Pairs(mentions, documents)
    scores = {(a, b): pairs.score(a, b, likeness) for a, b, likeness in related(mentions)}
    out: dict[str, str] = {}
    for block in components(len(mentions), scores, JOIN):
        place = {number: at for at, number in enumerate(block)}
        inside = {(place[a], place[b]): scores[a, b] for at, a in enumerate(block) for b in block[at + 1 :] if (a, b) in scores}
        for number, label in zip(block, clusters(len(block), inside), strict=True):
            out[mentions[number].id] = mentions[block[label]].id
    return out


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Clusters of all documents together; a cluster is named after its first mention."""
    documents = list(inputs)
    found = assign(documents)
    for document in documents:
        yield {"id": document["id"], "mentions": [{"id": item["id"], "cluster": found[item["id"]]} for item in document["mentions"]]}
