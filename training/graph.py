"""The reader as one ONNX graph, written node by node: encoder and heads, 8-bit products, one query-key-value product a layer.

What `torch.onnx.export` and the runtime's own fusions make of the same weights takes half as long again: it has three products for
query, key and value, twice as many small nodes, and the runtime's joined addition and layer norm, which is five times slower than the
two apart. Heads in 32 bits would cost as much as three layers, since their weights are read for a handful of rows.

The weights come from `training.eightbit`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from training import eightbit
from training.eightbit import EIGHT, OUTCOMES, SCALE, Array, Weights

_OURS = "com.microsoft"
EPSILON = 1e-12
HEAD_SIZE = 32


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self._made: dict[str, Array] = {}

    def add(self, kind: str, *given: str, domain: str = "", to: str = "", **options: Any) -> str:
        """One node with one output."""
        return self.several(kind, given, 1, domain, [to] if to else [], **options)[0]

    def several(self, kind: str, given: Sequence[str], outputs: int, domain: str = "", to: Sequence[str] = (), **options: Any) -> list[str]:
        """One node."""
        names = list(to) or [f"n{len(self.nodes)}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(given), names, domain=domain, **options))
        return names

    def constant(self, name: str, value: Array | None = None) -> str:
        """A weight of that name, or a constant given here."""
        self._made[name] = self.weights[name] if value is None else value
        return name

    def numbers(self, *values: int) -> str:
        """Whole numbers as a constant."""
        return self.constant("numbers." + "_".join(map(str, values)), np.array(values, np.int64))

    def product(self, rows: str, name: str, bias: str = "") -> str:
        """Rows by weights in 8 bits; the rows share one scale, so a pass must hold one sentence."""
        given = [rows, self.constant(name + EIGHT), self.constant(name + SCALE), "", *([self.constant(bias)] if bias else [])]
        return self.add("DynamicQuantizeMatMul", *given, domain=_OURS)

    def norm(self, rows: str, name: str) -> str:
        """Layer norm."""
        given = (rows, self.constant(f"{name}.weight"), self.constant(f"{name}.bias"))
        return self.add("LayerNormalization", *given, axis=-1, epsilon=EPSILON)

    def model(self, inputs: Sequence[Any], outputs: Sequence[Any]) -> onnx.ModelProto:
        """The finished model."""
        kept = [numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in self._made.items()]
        graph = helper.make_graph(self.nodes, "reader", list(inputs), list(outputs), kept)
        made = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_OURS, 1)], producer_name="dragoman"
        )
        made.ir_version = 9
        return made


def build(weights: Weights) -> onnx.ModelProto:
    """The whole reader.

    In: `words` (1, tokens, hidden) embeddings of one sentence; `places` (actors) of opening marks; `actors` and `recipients` (pairs),
    indices into the actors, of which the last, one beyond, is nobody. Out: `tokens` (tokens, heads) and `outcomes` (pairs, all
    outcomes of OUTCOMES side by side) as logits, `trigger` (pairs, tokens), `deep` (pairs, hidden).
    """
    graph = Graph(weights)
    hidden = weights["nobody.0"].shape[1]
    states = graph.add("Squeeze", _body(graph, hidden // HEAD_SIZE), graph.numbers(0))
    graph.add("Add", graph.add("MatMul", states, graph.constant("tokens.weight")), graph.constant("tokens.bias"), to="tokens")
    _outcomes(graph, _pairs(graph, states))
    whole, single = TensorProto.FLOAT, TensorProto.INT64
    inputs = [helper.make_tensor_value_info("words", whole, [1, "tokens", hidden])]
    inputs += [
        helper.make_tensor_value_info(name, single, [size]) for name, size in (("places", "a"), ("actors", "p"), ("recipients", "p"))
    ]
    sizes = {"tokens": ["tokens", None], "outcomes": ["p", None], "trigger": ["p", "tokens"], "deep": ["p", hidden]}
    return graph.model(inputs, [helper.make_tensor_value_info(name, whole, size) for name, size in sizes.items()])


def _body(graph: Graph, heads: int) -> str:
    start, tokens = graph.numbers(0), graph.add("Shape", "words", start=1, end=2)
    places = graph.add("Slice", graph.constant("positions"), start, tokens, start)
    states = graph.norm(graph.add("Add", "words", places), "body.embeddings.LayerNorm")
    for number in range(eightbit.layers(graph.weights)):
        states = _layer(graph, states, f"body.encoder.layer.{number}.", heads)
    return states


def _layer(graph: Graph, states: str, name: str, heads: int) -> str:
    given, scale, zero = graph.several("DynamicQuantizeLinear", [states], 3)
    own = name + "attention.self."
    width = len(graph.weights[own + "bias"])
    constants = [graph.constant(own + part) for part in ("weight" + EIGHT, "bias", "weight" + SCALE)]
    zeros = graph.constant(f"zeros.{width}", np.zeros(width, np.int8))
    seen = graph.add(
        "QAttention", given, *constants[:2], scale, constants[2], "", zero, zeros, domain=_OURS, num_heads=heads, unidirectional=0
    )
    seen = graph.product(seen, name + "attention.output.dense.weight", name + "attention.output.dense.bias")
    states = graph.norm(graph.add("Add", seen, states), name + "attention.output.LayerNorm")
    inner = graph.product(states, name + "intermediate.dense.weight", name + "intermediate.dense.bias")
    inner = graph.product(graph.add("Gelu", inner, domain=_OURS), name + "output.dense.weight", name + "output.dense.bias")
    return graph.norm(graph.add("Add", inner, states), name + "output.LayerNorm")


def _pairs(graph: Graph, states: str) -> str:
    marks = graph.add("Gather", states, "places", axis=0)
    sides = []
    for side, name in enumerate(("actors", "recipients")):
        rows = graph.add("Concat", marks, graph.constant(f"nobody.{side}"), axis=0)
        seen = graph.add("Gather", graph.product(rows, f"pair.{side}.weight"), name, axis=0)
        sides.append((graph.add("Gather", rows, name, axis=0), seen))
    (left, acting), (right, suffering) = sides
    both = graph.product(graph.add("Mul", left, right), "pair.2.weight")
    whole = graph.product(graph.add("Slice", states, graph.numbers(0), graph.numbers(1), graph.numbers(0)), "pair.3.weight", "pair.bias")
    added = graph.add("Add", graph.add("Add", acting, suffering), graph.add("Add", both, whole))
    pair = graph.add("Gelu", added, domain=_OURS)
    # The scale 1 / sqrt(hidden) of the search for trigger words is within the weights.
    sought = graph.product(pair, "seek.weight", "seek.bias")
    trigger = graph.add("MatMul", sought, graph.add("Transpose", states, perm=[1, 0]), to="trigger")
    looked = graph.add("MatMul", graph.add("Softmax", trigger, axis=-1), states)
    parts = [graph.product(pair, "mix.0.weight", "mix.bias"), graph.product(looked, "mix.1.weight")]
    mixed = graph.add("Add", graph.add("Add", *parts), graph.product(graph.add("Mul", pair, looked), "mix.2.weight"))
    return graph.add("Gelu", mixed, domain=_OURS, to="deep")


def _outcomes(graph: Graph, deep: str) -> None:
    """All heads' logits side by side; the runtime joins their weights once, when it opens the graph."""
    weights, biases = ([graph.constant(f"{head}.{part}") for head in OUTCOMES] for part in ("weight", "bias"))
    logits = graph.add("MatMul", deep, graph.add("Concat", *weights, axis=1))
    graph.add("Add", logits, graph.add("Concat", *biases, axis=0), to="outcomes")
