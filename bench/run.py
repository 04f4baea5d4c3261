"""Every shared benchmark through `predict.py` and its scorer, as one table.

usage: python bench/run.py [TASK...] [--floors] [--bench FOLDER]

`--floors` exits 1 when a figure lies below bench/floors.toml. The benchmark data is not part of the repository: where its folder is
missing, its figures are passed over with a visible line. Tasks named `..._own` are measured on sets of our own, which are: `copies_own`
(own_copies/README.md), `events_own` (own_events/README.md) and those on sentences in training/.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

import own

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "bench"
OWN = "copies_own"


def measure(task: str, bench: Path) -> dict[str, Any]:
    """Strip the gold, predict, score; returns the scorer's object, with the seconds that predicting took."""
    gold = bench / "dev" / f"{task}.jsonl"
    with tempfile.TemporaryDirectory() as scratch:
        inputs, out = Path(scratch) / "in.jsonl", Path(scratch) / "out.jsonl"
        with inputs.open("w", encoding="utf-8") as file:
            subprocess.run([sys.executable, str(bench / "make_inputs.py"), task, str(gold)], stdout=file, check=True)
        began = time.process_time(), time.monotonic()
        subprocess.run([sys.executable, str(HERE / "predict.py"), task, "--inputs", str(inputs), "--out", str(out)], check=True)
        scorer = [sys.executable, str(bench / f"score_{task}.py"), str(gold), str(out)]
        figures = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    return {**figures, "wall_seconds": round(time.monotonic() - began[1], 1)}


def measure_copies() -> dict[str, Any]:
    """The figures of our own set of copies."""
    gold = own.items()
    with tempfile.TemporaryDirectory() as scratch:
        inputs, out = Path(scratch) / "in.jsonl", Path(scratch) / "out.jsonl"
        inputs.write_text("".join(json.dumps(own.stripped(item), ensure_ascii=False) + "\n" for item in gold), encoding="utf-8")
        subprocess.run([sys.executable, str(HERE / "predict.py"), OWN, "--inputs", str(inputs), "--out", str(out)], check=True)
        answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return own.score(gold, {answer["id"]: answer["group"] for answer in answers})


def measure_own(task: str) -> dict[str, Any] | None:
    """The figures of a task that brings its own items, or None where it is not of that kind."""
    if task == OWN:
        return measure_copies()
    if not task.endswith("_own"):
        return None
    sys.path.insert(0, str(HERE))
    figures: dict[str, Any] = importlib.import_module(f"tasks.{task}").measure()
    return figures


def at(figures: Any, path: str) -> float | None:
    """A figure by its path in the scorer's object, e.g. `cross_doc.conll_f1`."""
    for part in path.split("."):
        if not isinstance(figures, dict) or part not in figures:
            return None
        figures = figures[part]
    return float(figures)


def main() -> int:
    """Measure the tasks that are served and print figures beside their floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--bench", type=Path, default=SHARED)
    given = parser.parse_args()
    floors: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    below = 0
    for task in given.tasks or sorted(floors):
        figures = measure_own(task)
        if figures is None and not (given.bench / "dev" / f"{task}.jsonl").exists():
            print(f"{task:20} passed over: no data in {given.bench}")
            continue
        figures = figures or measure(task, given.bench)
        for path, floor in floors.get(task, {}).items():
            value = at(figures, path)
            low = value is None or value < floor
            below += low
            print(f"{task:20} {path:40} {'-' if value is None else f'{value:.4f}'}  floor {floor:.4f} {'BELOW' if low else ''}", flush=True)
    return 1 if given.floors and below else 0


if __name__ == "__main__":
    sys.exit(main())
