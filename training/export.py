"""From a trained Reader to the files that the package ships: ONNX in 8 bits, tables, tokenizer, card."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import numpy.typing as npt
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.examples import STATUSES
from training.model import HEADS, Reader
from training.train import Outcomes

_DENSE = {
    "pair": "pair.0",
    "seek": "seek",
    "mix": "mix.0",
    "event": "event",
    "mode": "mode",
    "status": "status",
    "context": "context",
    "joint": "joint",
    "tokens": "tokens",
}


class _Body(nn.Module):
    """The encoder alone: word embeddings of one sentence in, hidden states out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.body = reader.body

    def forward(self, words: Tensor) -> Tensor:
        states: Tensor = self.body(inputs_embeds=words).last_hidden_state
        return states


def export(reader: Reader, tokenizer: Tokenizer, names: Outcomes, folder: Path) -> None:
    """Write `body.onnx`, `tables.npz`, `tokenizer.json` and `names.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    _write_body(reader, folder / "body.onnx")
    np.savez(folder / "tables.npz", **_tables(reader))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    outcomes = {"events": names.events, "modes": names.modes, "contexts": names.contexts, "statuses": STATUSES, "heads": HEADS}
    (folder / "names.json").write_bytes(msgspec.json.format(msgspec.json.encode(outcomes)))


def _write_body(reader: Reader, path: Path) -> None:
    with TemporaryDirectory() as scratch:
        plain = Path(scratch) / "body.onnx"
        example = torch.zeros(1, 12, reader.body.config.hidden_size)
        torch.onnx.export(
            _Body(reader),
            (example,),
            str(plain),
            input_names=["words"],
            output_names=["states"],
            dynamic_axes={"words": {1: "tokens"}, "states": {1: "tokens"}},
            opset_version=17,
            dynamo=False,
        )
        # reduce_range: processors without VNNI saturate 8-bit sums; 7-bit weights are exact on all of them.
        quantize_dynamic(plain, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"])


def _tables(reader: Reader) -> dict[str, npt.NDArray[np.generic]]:
    words = reader.words.weight.detach().numpy().copy()
    words[4:6] = reader.marks.detach().numpy()
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    made: dict[str, npt.NDArray[np.generic]] = {
        "words": np.round(words / scale).astype(np.int8),
        "scale": scale,
        "nobody": reader.nobody.detach().numpy().astype(np.float32),
    }
    state = reader.state_dict()
    for ours, theirs in _DENSE.items():
        made[f"{ours}.w"] = state[f"{theirs}.weight"].numpy().T.astype(np.float16)
        made[f"{ours}.b"] = state[f"{theirs}.bias"].numpy().astype(np.float32)
    return made
