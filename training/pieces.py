"""The tokenizer: the shipped pieces, pruned to the scripts that the reader serves."""

import unicodedata

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training.weights import Weights

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "[A]", "[/A]")
SPACE = "\u2581"


def served(piece: str) -> bool:
    """Whether all letters of a piece are Latin or Cyrillic (digits and punctuation pass)."""
    for letter in piece.replace(SPACE, ""):
        if letter.isalpha() and not unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC")):
            return False
        if not letter.isalpha() and unicodedata.category(letter)[0] not in "PNSZM":
            return False
    return True


def choose(weights: Weights, most: int) -> list[int]:
    """Indices of the pieces kept: every served single character, then the likeliest, `most` in all, in the shipped order."""
    kept = [i for i in range(5, weights.count) if weights.names[i] and served(weights.names[i])]
    single = [i for i in kept if len(weights.names[i].replace(SPACE, "")) <= 1]
    likely = sorted(kept, key=lambda i: (-weights.scores[i], i))
    return sorted(set(single) | set(likely[: max(0, most - len(single))]))


def tokenizer(weights: Weights, kept: list[int]) -> Tokenizer:
    """A Unigram tokenizer whose first ids are SPECIAL; it keeps offsets into the text as given."""
    rows = [(name, 0.0) for name in SPECIAL] + [(weights.names[i], float(weights.scores[i])) for i in kept]
    made = Tokenizer(models.Unigram(rows, unk_id=3, byte_fallback=False))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=True)
    return made


def table(weights: Weights, kept: list[int]) -> npt.NDArray[np.float32]:
    """Embedding rows for `tokenizer`'s ids: the shipped rows; the two actor marks start from the square brackets' rows."""
    full = weights.matrix("emb.word", weights.sizes.hidden)
    index = {name: i for i, name in enumerate(weights.names)}
    marks = [index[SPACE + "["], index[SPACE + "]"]] if SPACE + "]" in index else [index["["], index["]"]]
    return full[[weights.bos, weights.pad, weights.eos, weights.unk, *marks, *kept]]
