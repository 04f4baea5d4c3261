"""From a trained Reader to the files that the package ships: the graph in 8 bits, the words, tokenizer, names."""

from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import onnx
from tokenizers import Tokenizer

from training import eightbit, graph
from training.examples import STATUSES
from training.model import HEADS, Reader
from training.train import Outcomes


def export(reader: Reader, tokenizer: Tokenizer, names: Outcomes, folder: Path) -> None:
    """Write `reader.onnx`, `tables.npz`, `tokenizer.json` and `names.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().numpy() for name, value in reader.state_dict().items()}
    onnx.save(graph.build(eightbit.of(state)), folder / "reader.onnx")
    np.savez(folder / "tables.npz", **_tables(reader))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    outcomes = {"events": names.events, "modes": names.modes, "contexts": names.contexts, "statuses": STATUSES, "heads": HEADS}
    (folder / "names.json").write_bytes(msgspec.json.format(msgspec.json.encode(outcomes)))


def renew(folder: Path) -> None:
    """Write the graph of a reader anew; one of an earlier version loses `body.onnx` and the heads in `tables.npz`."""
    old = folder / "body.onnx"
    state = eightbit.earlier(folder) if old.exists() else eightbit.state_of(eightbit.read(folder / "reader.onnx"))
    onnx.save(graph.build(eightbit.of(state)), folder / "reader.onnx")
    if old.exists():
        with np.load(folder / "tables.npz") as tables:
            words = {name: tables[name] for name in ("words", "scale")}
        np.savez(folder / "tables.npz", **words)
        old.unlink()


def _tables(reader: Reader) -> dict[str, npt.NDArray[np.generic]]:
    words = reader.words.weight.detach().numpy().copy()
    words[4:6] = reader.marks.detach().numpy()
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / 127, 1e-8).astype(np.float32)
    return {"words": np.round(words / scale).astype(np.int8), "scale": scale}
