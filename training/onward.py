"""Train an exported multilingual reader onward: `python -m training.onward FOLDER --out FOLDER --epochs 2`.

For examples that came after a training: it begins with the exported 8-bit weights, made whole again, instead of the base. English
sentences are shown twice an epoch, since English is a smaller part of the examples than of the press that is read.
"""

import argparse
import random
import sys
from pathlib import Path

import msgspec
import torch

from training import build, eightbit, examples, export, model, settling, train

PLAN = train.Plan(epochs=2, rate=8e-5, head_rate=3e-4, seed=11)


def onward(folder: Path, out: Path, plan: train.Plan, share: float) -> None:
    """Train, export, calibrate, write the background. Of the sentences with an event a `share` is shown, of the others all."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    kind, outcomes = build.MULTI, settling.names()
    base = kind.base()
    sizes = model.Sizes(len(outcomes.events), len(outcomes.modes), len(outcomes.contexts))
    reader = model.Reader(base.body, base.table, sizes)
    reader.load_state_dict({**reader.state_dict(), **eightbit.state(folder)})
    given = list(examples.read(examples.HERE / "examples"))
    fit = [example for example in given if not settling.is_calibration(example)]
    shown = [one for one in fit + [one for one in fit if one.language == "en"] if one.labels[0].event == "NONE" or chance.random() < share]
    for line in train.train(reader, base.tokenizer, shown, outcomes, plan):
        print(line, flush=True)
    export.export(reader, base.tokenizer, outcomes, out)
    settling.finish(out, given)


def main() -> int:
    """Train onward; with 0 epochs only calibrate a folder anew, as after `training.mix`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--epochs", type=int, default=PLAN.epochs)
    parser.add_argument("--rate", type=float, default=PLAN.rate)
    parser.add_argument("--share", type=float, default=1.0, help="share of the examples with an event that are shown")
    given = parser.parse_args()
    if given.epochs:
        plan = msgspec.structs.replace(PLAN, epochs=given.epochs, rate=given.rate, head_rate=given.rate * PLAN.head_rate / PLAN.rate)
        onward(given.folder, given.out or given.folder, plan, given.share)
    else:
        settling.finish(given.folder, list(examples.read(examples.HERE / "examples")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
