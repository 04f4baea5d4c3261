"""One command from examples to the shipped model: `python -m training.build` checks, trains, calibrates, exports and evaluates.

`--settle` trains nothing: it writes graph, cards and background of trained readers anew, whichever version exported them, in minutes.
Building takes about three hours on two cores.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import torch
from tokenizers import Tokenizer

from dragoman.engines import READER
from training import bases, check, examples, export, model, pupil, settling, train
from training.examples import Example

PIECES = 70_000
TEACHER = examples.HERE / "out" / "teacher"


class Kind(msgspec.Struct, frozen=True):
    """A reader to build: its folder's name, the languages it learns from, the base it starts from, and how it is trained."""

    name: str
    languages: tuple[str, ...]
    base: Callable[[], bases.Base]
    plan: train.Plan


# The English one is not shipped: with the multilingual one it teaches the smaller one that is. See docs/model-card.md.
ENGLISH = Kind("teacher", ("en",), bases.english, train.Plan(epochs=10, rate=1e-4))
MULTI = Kind("multi", ("en", "fr", "kk", "ru", "tr"), lambda: bases.multilingual(PIECES, list(range(8))), train.Plan(epochs=8, rate=1.2e-4))


def make(given: Sequence[Example], kind: Kind) -> tuple[model.Reader, Tokenizer]:
    """A trained model and its tokenizer."""
    torch.manual_seed(kind.plan.seed)
    base = kind.base()
    outcomes = settling.names()
    sizes = model.Sizes(len(outcomes.events), len(outcomes.modes), len(outcomes.contexts))
    reader = model.Reader(base.body, base.table, sizes)
    for line in train.train(reader, base.tokenizer, given, outcomes, kind.plan):
        print(kind.name, line, flush=True)
    return reader, base.tokenizer


def build(kind: Kind, given: Sequence[Example], out: Path) -> None:
    """Train, export and calibrate one reader."""
    began = time.monotonic()
    mine = [example for example in given if example.language in kind.languages]
    reader, tokenizer = make([example for example in mine if not settling.is_calibration(example)], kind)
    export.export(reader, tokenizer, settling.names(), out)
    settling.finish(out, mine)
    print(f"{kind.name}: {len(mine)} sentences, {(time.monotonic() - began) / 60:.0f} minutes", flush=True)


def renewed(folder: Path, given: Sequence[Example]) -> None:
    """The readers of a folder, however they were exported, in today's form: graph, cards and background."""
    for name, languages in (("en", ("en",)), (MULTI.name, MULTI.languages)):
        export.renew(folder / name)
        settling.finish(folder / name, [example for example in given if example.language in languages])


def main() -> int:
    """Check the examples, then build the readers; print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=READER)
    parser.add_argument("--settle", action="store_true", help="train nothing: write graph, cards and background of trained readers anew")
    given = parser.parse_args()
    all_examples = list(examples.read(examples.HERE / "examples"))
    heldout = list(examples.read(examples.HERE / "heldout"))
    for problem in check.problems(all_examples, heldout):
        print("check:", problem)
    if given.settle:
        renewed(given.out, all_examples)
    else:
        build(MULTI, all_examples, given.out / MULTI.name)
        build(ENGLISH, all_examples, TEACHER)
        pupil.teach((TEACHER, given.out / MULTI.name), given.out / "en", pupil.CUT, pupil.PLAN)
    settling.settle(given.out, all_examples, heldout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
