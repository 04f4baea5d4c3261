"""Train an exported multilingual reader onward: `python -m training.onward FOLDER --out FOLDER --epochs 2`.

For examples that came after a training: it begins with the exported 8-bit weights, made whole again, instead of the base. English
sentences are shown twice an epoch, since English is a smaller part of the examples than of the press that is read.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import torch
from onnx import numpy_helper

from dragoman.engines.reader import Reader as Shipped
from training import background, build, examples, export, model, train

PLAN = train.Plan(epochs=2, rate=8e-5, head_rate=3e-4, seed=11)


def state(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported reader under the names of `training.model.Reader`, but for the frozen word table."""
    body = onnx.load(folder / "body.onnx")
    found = {item.name: numpy_helper.to_array(item) for item in body.graph.initializer}
    made = {name: value for name, value in found.items() if name.startswith("body.") and value.dtype == np.float32}
    made |= dict(_products(body.graph, found))
    with np.load(folder / "tables.npz") as tables:
        for ours, theirs in export._DENSE.items():
            made[f"{theirs}.weight"] = tables[f"{ours}.w"].astype(np.float32).T
            made[f"{theirs}.bias"] = tables[f"{ours}.b"]
        made["nobody"] = tables["nobody"]
        made["marks"] = tables["words"][4:6] * tables["scale"][4:6]
    return {name: torch.tensor(np.ascontiguousarray(value, dtype=np.float32)) for name, value in made.items()}


def _products(graph: Any, found: dict[str, Any]) -> Any:
    """(name, weights) of each matrix product. The export names products by number: what each is, its bias tells."""
    users: dict[str, Any] = {}
    for node in graph.node:
        users |= dict.fromkeys(node.input, node)
    for node in graph.node:
        name = next((name for name in node.input if name in found and name.endswith("_quantized")), None)
        if node.op_type != "MatMulInteger" or name is None:
            continue
        weights = found[name].astype(np.float32) * found[name.removesuffix("_quantized") + "_scale"]
        user = users[node.output[0]]
        while not (bias := next((i for i in user.input if i in found and i.endswith(".bias")), None)):
            user = users[user.output[0]]
        yield bias.removesuffix("bias") + "weight", weights.T


def onward(folder: Path, out: Path, plan: train.Plan) -> None:
    """Train, export, calibrate, and write the background."""
    torch.manual_seed(plan.seed)
    kind, outcomes = build.KINDS[1], build.names()
    base = kind.base()
    sizes = model.Sizes(len(outcomes.events), len(outcomes.modes), len(outcomes.contexts))
    reader = model.Reader(base.body, base.table, sizes)
    reader.load_state_dict({**reader.state_dict(), **state(folder)})
    given = list(examples.read(examples.HERE / "examples"))
    fit = [example for example in given if not build.is_calibration(example)]
    for line in train.train(reader, base.tokenizer, fit + [one for one in fit if one.language == "en"], outcomes, plan):
        print(line, flush=True)
    export.export(reader, base.tokenizer, outcomes, out)
    finish(out, given)


def finish(folder: Path, given: list[examples.Example]) -> None:
    """Temperature, thresholds and background of an exported multilingual reader."""
    build.finish(folder, given)
    background.write(Shipped(folder), given, folder / "background.npz")


def main() -> int:
    """Train onward; with 0 epochs only calibrate a folder anew, as after `training.mix`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=PLAN.epochs)
    given = parser.parse_args()
    if given.epochs:
        onward(given.folder, given.out or given.folder, msgspec.structs.replace(PLAN, epochs=given.epochs))
    else:
        finish(given.folder, list(examples.read(examples.HERE / "examples")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
