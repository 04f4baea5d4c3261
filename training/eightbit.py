"""A reader's weights in 8 bits, by name: from a torch state and back, and from what earlier versions exported.

`python -m training.build --settle` writes the graph anew for readers of earlier versions, which kept the encoder in `body.onnx` and the
heads in `tables.npz`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

Array = npt.NDArray[Any]
# Floats as they are; products as NAME_quantized, input by output, with NAME_scale by output.
Weights = dict[str, Array]

EIGHT, SCALE = "_quantized", "_scale"
OUTCOMES = ("event", "mode", "status", "context", "joint")
# 7 bits: processors without VNNI saturate 8-bit sums, so only this is exact on all of them.
TOP = 64
_PARTS = {"pair": 4, "mix": 3}
_SELF = ("query", "key", "value")
_DENSE = ("attention.output.dense", "intermediate.dense", "output.dense")
_LAYER = "body.encoder.layer."


def quantised(name: str, value: Array) -> Weights:
    """A product's weights, input by output, in 8 bits by output."""
    scale = np.maximum(np.abs(value).max(axis=0) / TOP, 1e-12).astype(np.float32)
    return {name + EIGHT: np.clip(np.round(value / scale), -TOP, TOP).astype(np.int8), name + SCALE: scale}


def layers(weights: Mapping[str, Array]) -> int:
    """How many layers the encoder has."""
    return sum(name.startswith(_LAYER) and name.endswith("attention.output.LayerNorm.bias") for name in weights)


def of(state: Mapping[str, Array]) -> Weights:
    """The weights of the graph, from those of `training.model.Reader`."""
    types = state["body.embeddings.token_type_embeddings.weight"]
    made: Weights = {"positions": state["body.embeddings.position_embeddings.weight"] + types[0]}
    made |= {name: value for name, value in state.items() if "LayerNorm" in name}
    made |= {f"nobody.{side}": state["nobody"][side : side + 1] for side in range(2)}
    for number in range(layers(state)):
        made |= _layer(state, f"{_LAYER}{number}.")
    return made | _heads(state)


def _layer(state: Mapping[str, Array], name: str) -> Weights:
    parts = [f"{name}attention.self.{part}." for part in _SELF]
    made = quantised(name + "attention.self.weight", np.concatenate([state[part + "weight"].T for part in parts], axis=1))
    made[name + "attention.self.bias"] = np.concatenate([state[part + "bias"] for part in parts])
    for part in _DENSE:
        made |= quantised(f"{name}{part}.weight", state[f"{name}{part}.weight"].T)
        made[f"{name}{part}.bias"] = state[f"{name}{part}.bias"]
    return made


def _heads(state: Mapping[str, Array]) -> Weights:
    # The scale 1 / sqrt(hidden) of the search for trigger words is put into its weights.
    shrink = np.float32(state["nobody"].shape[1] ** -0.5)
    made = quantised("seek.weight", state["seek.weight"].T * shrink) | {"seek.bias": state["seek.bias"] * shrink}
    for name, count in _PARTS.items():
        made[f"{name}.bias"] = state[f"{name}.0.bias"]
        for part, rows in enumerate(np.split(state[f"{name}.0.weight"].T, count)):
            made |= quantised(f"{name}.{part}.weight", rows)
    for name in (*OUTCOMES, "tokens"):
        made |= {f"{name}.weight": state[f"{name}.weight"].T, f"{name}.bias": state[f"{name}.bias"]}
    return made


def state_of(weights: Mapping[str, Array]) -> Weights:
    """The way back: the weights under the names of `training.model.Reader`, made whole from 8 bits."""
    whole = {
        name.removesuffix(EIGHT): weights[name] * weights[name.removesuffix(EIGHT) + SCALE] for name in weights if name.endswith(EIGHT)
    }
    made = {name: value for name, value in weights.items() if "LayerNorm" in name}
    for number in range(layers(weights)):
        made |= _layer_state(weights, whole, f"{_LAYER}{number}.")
    return made | _head_state(weights, whole)


def _layer_state(weights: Mapping[str, Array], whole: Mapping[str, Array], name: str) -> Weights:
    own = name + "attention.self."
    parts = zip(_SELF, np.split(whole[own + "weight"], 3, axis=1), np.split(weights[own + "bias"], 3), strict=True)
    made = {f"{own}{part}.{kind}": value for part, weight, bias in parts for kind, value in (("weight", weight.T), ("bias", bias))}
    for part in _DENSE:
        made |= {f"{name}{part}.weight": whole[f"{name}{part}.weight"].T, f"{name}{part}.bias": weights[f"{name}{part}.bias"]}
    return made


def _head_state(weights: Mapping[str, Array], whole: Mapping[str, Array]) -> Weights:
    places = weights["positions"]
    made = {"body.embeddings.position_embeddings.weight": places}
    made["body.embeddings.token_type_embeddings.weight"] = np.zeros_like(places[:1])
    made["nobody"] = np.concatenate([weights["nobody.0"], weights["nobody.1"]])
    grow = np.float32(places.shape[1] ** 0.5)
    made |= {"seek.weight": whole["seek.weight"].T * grow, "seek.bias": weights["seek.bias"] * grow}
    for name, count in _PARTS.items():
        made[f"{name}.0.weight"] = np.concatenate([whole[f"{name}.{part}.weight"] for part in range(count)]).T
        made[f"{name}.0.bias"] = weights[f"{name}.bias"]
    for name in (*OUTCOMES, "tokens"):
        made |= {f"{name}.weight": weights[f"{name}.weight"].T, f"{name}.bias": weights[f"{name}.bias"]}
    return made


def read(path: Path) -> Weights:
    """The weights within an ONNX file."""
    return {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}


def state(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported reader under the names of `training.model.Reader`, but for the frozen word table."""
    made = state_of(read(folder / "reader.onnx"))
    with np.load(folder / "tables.npz") as tables:
        made["marks"] = tables["words"][4:6] * tables["scale"][4:6]
    return {name: torch.tensor(np.ascontiguousarray(value, dtype=np.float32)) for name, value in made.items()}


def earlier(folder: Path) -> Weights:
    """The state of a reader that an earlier version exported, but for the frozen word table."""
    body = onnx.load(folder / "body.onnx")
    found = {item.name: numpy_helper.to_array(item) for item in body.graph.initializer}
    made = {name: value for name, value in found.items() if name.startswith("body.") and value.dtype == np.float32}
    made |= dict(_products(body.graph, found))
    heads = {"pair": "pair.0", "mix": "mix.0"} | {name: name for name in ("seek", "tokens", *OUTCOMES)}
    with np.load(folder / "tables.npz") as tables:
        for ours, theirs in heads.items():
            made |= {f"{theirs}.weight": tables[f"{ours}.w"].astype(np.float32).T, f"{theirs}.bias": tables[f"{ours}.b"]}
        made["nobody"] = tables["nobody"].astype(np.float32)
    return made


def _products(graph: Any, found: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """(name, weights) of each matrix product. That export names products by number: what each is, its bias tells."""
    users: dict[str, Any] = {}
    for node in graph.node:
        users |= dict.fromkeys(node.input, node)
    for node in graph.node:
        name = next((name for name in node.input if name in found and name.endswith(EIGHT)), None)
        if node.op_type != "MatMulInteger" or name is None:
            continue
        weights = found[name].astype(np.float32) * found[name.removesuffix(EIGHT) + SCALE]
        user = users[node.output[0]]
        while not (bias := next((i for i in user.input if i in found and i.endswith(".bias")), None)):
            user = users[user.output[0]]
        yield bias.removesuffix("bias") + "weight", weights.T
