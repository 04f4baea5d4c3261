"""The reader as a torch module: one encoder pass a sentence, then heads on actor pairs and on tokens."""

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.weights import Sizes as EncoderSizes
from training.weights import Weights

HEADS = ("S", "C", "Q")
STATUSES = 5


def encoder(weights: Weights, layers: list[int]) -> BertModel:
    """The shipped encoder with the chosen layers; word embeddings are left out (see Reader.words)."""
    sizes = weights.sizes
    made = body(sizes, len(layers))
    made.load_state_dict(_state(weights, layers), strict=False)
    return made


def body(sizes: EncoderSizes, layers: int) -> BertModel:
    """An encoder of these dimensions, untrained, without word embeddings."""
    config = BertConfig(
        vocab_size=8,
        hidden_size=sizes.hidden,
        num_hidden_layers=layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.inner,
        max_position_embeddings=sizes.positions,
        type_vocab_size=1,
        layer_norm_eps=sizes.epsilon,
        attn_implementation="eager",
    )
    return BertModel(config, add_pooling_layer=False)


def _state(weights: Weights, layers: list[int]) -> dict[str, Tensor]:
    hidden, inner = weights.sizes.hidden, weights.sizes.inner
    state: dict[str, Any] = {
        "embeddings.position_embeddings.weight": weights.floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.floats("emb.type").reshape(-1, hidden)[:1],
        "embeddings.LayerNorm.weight": weights.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.floats("emb.ln.b"),
    }
    blocks = [
        ("q", "attention.self.query", hidden),
        ("k", "attention.self.key", hidden),
        ("v", "attention.self.value", hidden),
        ("ao", "attention.output.dense", hidden),
        ("fi", "intermediate.dense", hidden),
        ("fo", "output.dense", inner),
    ]
    for place, layer in enumerate(layers):
        ours, theirs = f"encoder.layer.{place}", f"l{layer}"
        for short, name, columns in blocks:
            state[f"{ours}.{name}.weight"] = weights.matrix(f"{theirs}.{short}.w", columns)
            state[f"{ours}.{name}.bias"] = weights.floats(f"{theirs}.{short}.b")
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"{ours}.{name}.weight"] = weights.floats(f"{theirs}.{short}.w")
            state[f"{ours}.{name}.bias"] = weights.floats(f"{theirs}.{short}.b")
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()}


class Sizes:
    """How many outcomes each pair head tells apart."""

    def __init__(self, events: int, modes: int, contexts: int) -> None:
        self.events, self.modes, self.contexts = events, modes, contexts


class Reader(nn.Module):
    """Encoder and heads.

    A pair is read from the hidden states at the two opening marks (a learnt vector for nobody). It first looks for its trigger
    among the tokens (attention that training points at the tagged words), then decides event, mode, status, contexts and jointness from
    the pair and the trigger's context together.
    """

    def __init__(self, body: BertModel, table: npt.NDArray[np.float32], sizes: Sizes) -> None:
        super().__init__()
        hidden = body.config.hidden_size
        # Word embeddings stay as shipped: it keeps the languages aligned and the table exact in 8 bits.
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=True)
        self.marks = nn.Parameter(torch.from_numpy(table[4:6].copy()))
        self.body = body
        self.nobody = nn.Parameter(torch.zeros(2, hidden))
        self.pair = nn.Sequential(nn.Linear(4 * hidden, hidden), nn.GELU())
        self.seek = nn.Linear(hidden, hidden)
        self.mix = nn.Sequential(nn.Linear(3 * hidden, hidden), nn.GELU(), nn.Dropout(0.1))
        self.event = nn.Linear(hidden, sizes.events)
        self.mode = nn.Linear(hidden, sizes.modes)
        self.status = nn.Linear(hidden, STATUSES)
        self.context = nn.Linear(hidden, sizes.contexts)
        self.joint = nn.Linear(hidden, 1)
        self.tokens = nn.Linear(hidden, len(HEADS))

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states, (batch, tokens, hidden)."""
        embedded = self.words(ids)
        for i in range(2):
            embedded = torch.where((ids == 4 + i).unsqueeze(-1), self.marks[i], embedded)
        states: Tensor = self.body(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return states

    def read(self, states: Tensor, mask: Tensor, rows: Tensor, actors: Tensor, recipients: Tensor) -> dict[str, Tensor]:
        """Logits for pairs: `rows` is each pair's sentence, `actors` and `recipients` token indices or -1 for nobody."""
        sentence = states[rows]
        left = self._at(sentence, actors, 0)
        right = self._at(sentence, recipients, 1)
        pair = self.pair(torch.cat([left, right, left * right, sentence[:, 0]], -1))
        scores = torch.einsum("ph,pth->pt", self.seek(pair), sentence) / states.shape[-1] ** 0.5
        scores = scores.masked_fill(mask[rows] == 0, -1e4)
        looked = torch.einsum("pt,pth->ph", scores.softmax(-1), sentence)
        both = self.mix(torch.cat([pair, looked, pair * looked], -1))
        return {
            "event": self.event(both),
            "mode": self.mode(both),
            "status": self.status(both),
            "context": self.context(both),
            "joint": self.joint(both).squeeze(-1),
            "trigger": scores,
        }

    def _at(self, sentence: Tensor, places: Tensor, side: int) -> Tensor:
        found = sentence[torch.arange(len(places)), places.clamp(min=0)]
        return torch.where((places < 0).unsqueeze(-1), self.nobody[side], found)
