"""Answers for the shared benchmarks: reads inputs without gold, writes what the scorers read.

usage: python bench/predict.py TASK --inputs X.jsonl --out Y.jsonl
Exits 2 when the task is not served or the arguments are off.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Predict = Callable[[Iterator[dict[str, Any]]], Iterator[dict[str, Any]]]


def tasks() -> list[str]:
    """The tasks that are served: one file each in bench/tasks."""
    return sorted(path.stem for path in (HERE / "tasks").glob("*.py") if path.stem != "__init__")


def load(task: str) -> Predict:
    """The `predict` function of a task."""
    sys.path.insert(0, str(HERE))
    predict: Predict = importlib.import_module(f"tasks.{task}").predict
    return predict


def inputs(path: Path) -> Iterator[dict[str, Any]]:
    """The items of a JSON lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def main() -> int:
    """Predict one task."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task")
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    if given.task not in tasks():
        print(f"{given.task} is not served yet; served: {', '.join(tasks())}", file=sys.stderr)
        return 2
    with given.out.open("w", encoding="utf-8") as out:
        for answer in load(given.task)(inputs(given.inputs)):
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
