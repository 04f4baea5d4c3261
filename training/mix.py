"""The mean of two trainings of one reader: `python -m training.mix FIRST SECOND --share 0.3 --out FOLDER`.

Weights that were tuned from the same start lie in one basin, and their mean often reads better than either (Wortsman et al. 2022, "Model
soups"). Both folders hold what `training.export` writes; the 8-bit weights are made whole, averaged and rounded again.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper

from training.eightbit import EIGHT, SCALE


def mix(first: Path, second: Path, share: float, out: Path) -> None:
    """Write the mean, in which the second weighs `share`. Cards must be settled anew. Raises ValueError for unlike readers."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "names.json", "card.json"):
        shutil.copy(first / name, out / name)
    model = onnx.load(first / "reader.onnx")
    ours, theirs = _weights(model), _weights(onnx.load(second / "reader.onnx"))
    if ours.keys() != theirs.keys():
        raise ValueError("these are not two trainings of one reader")
    made = bodies(ours, theirs, share)
    for item in model.graph.initializer:
        if item.name in made:
            item.CopyFrom(numpy_helper.from_array(made[item.name], item.name))
    onnx.save(model, out / "reader.onnx")
    with np.load(first / "tables.npz") as left, np.load(second / "tables.npz") as right:
        np.savez(out / "tables.npz", **tables(left, right, share))


def bodies(ours: dict[str, Any], theirs: dict[str, Any], share: float) -> dict[str, Any]:
    """Mean weights by name: floats as they are, 8-bit ones with their scales."""
    made: dict[str, Any] = {}
    for name, own in ours.items():
        if name.endswith(EIGHT):
            scale = name.removesuffix(EIGHT) + SCALE
            whole = (1 - share) * own.astype(np.float32) * ours[scale] + share * theirs[name].astype(np.float32) * theirs[scale]
            top = max(int(np.abs(own).max()), 1)
            made[scale] = np.maximum(np.abs(whole).max(axis=0) / top, 1e-12).astype(np.float32).reshape(ours[scale].shape)
            made[name] = np.clip(np.round(whole / made[scale]), -top, top).astype(np.int8)
        elif own.dtype == np.float32 and not name.endswith(SCALE):
            made[name] = ((1 - share) * own + share * theirs[name]).astype(np.float32)
    return made


def tables(left: Any, right: Any, share: float) -> dict[str, Any]:
    """Mean tables. Word rows are frozen in training and alike; rows 4 and 5 are the two marks, which are learnt."""
    made = {name: left[name].copy() for name in ("words", "scale")}
    marks = (1 - share) * left["words"][4:6] * left["scale"][4:6] + share * right["words"][4:6] * right["scale"][4:6]
    made["scale"][4:6] = np.abs(marks).max(axis=1, keepdims=True) / 127
    made["words"][4:6] = np.round(marks / made["scale"][4:6])
    return made


def _weights(model: onnx.ModelProto) -> dict[str, Any]:
    return {item.name: numpy_helper.to_array(item) for item in model.graph.initializer}


def main() -> int:
    """Mix two folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    mix(given.first, given.second, given.share, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
