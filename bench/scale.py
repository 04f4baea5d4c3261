"""Scale: the whole flow over made articles in growing numbers: CPU, wall time, memory, store, and the exponents of their growth.

usage: python bench/scale.py [1000 10000 100000] [--workers 1 2] [--ray 1 2] [--engine lexicon] [--json]

Each run is a process of its own. `--ray` reads the smallest size also through Daft on Ray (extra `cluster`) with so many workers. Runs
over the same articles must give the same tables, whatever read them: their digests are compared.
"""

import argparse
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import made_press

ROOT = Path(__file__).resolve().parent.parent
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
GROWTH = ("cpu_s", "read_cpu_s", "settle_cpu_s", "read_mb", "peak_mb", "store_mb")


def resident() -> int:
    """Megabytes of this process now (Linux) or at most so far."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() // 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


class Marks:
    """What the pipeline's progress tells: when each stage was done, and memory while reading."""

    def __init__(self) -> None:
        self._began = time.monotonic(), cpu()
        self.stages: dict[str, tuple[float, float]] = {}
        self.resident: list[int] = []

    def said(self, stage: str, number: int) -> None:
        """One word of progress."""
        self.stages[stage] = round(time.monotonic() - self._began[0], 2), round(cpu() - self._began[1], 2)
        if stage == "read":
            self.resident.append(resident())


def one(folder: str, way: str, workers: int, engine: str) -> dict[str, Any]:
    """Read a folder in this process and measure."""
    from dragoman import pipeline, spread
    from dragoman.settings import Settings

    marks = Marks()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(store=Path(scratch) / "s", cache=cache(), engine=engine, workers=workers if way == "local" else 1)
        if way == "ray":
            summary = spread.read([folder], settings, spread.Cluster(workers=workers), marks.said)
        else:
            summary = pipeline.read([folder], settings, marks.said)
        total = time.monotonic() - marks._began[0], cpu() - marks._began[1]
        stored = sum(path.stat().st_size for path in settings.store.rglob("*") if path.is_file())
        return figures(marks, summary, total, stored) | {"digest": digest(settings.store)}


def figures(marks: Marks, summary: Any, total: tuple[float, float], stored: int) -> dict[str, Any]:
    """The run as one object; CPU of workers is counted when they end, so what is not settling is reading."""
    settle = marks.stages["published"][1] - marks.stages["read"][1]
    most = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    tenth = max(1, len(marks.resident) // 10)
    return {
        "articles": summary.added,
        "stories": summary.stories,
        "wall_s": round(total[0], 1),
        "cpu_s": round(total[1], 1),
        "read_wall_s": marks.stages["read"][0],
        "read_cpu_s": round(total[1] - settle, 1),
        "settle_cpu_s": round(settle, 1),
        "early_mb": max(marks.resident[:tenth]),
        "read_mb": max(marks.resident),
        **dict(zip(("peak_mb", "worker_mb"), most, strict=True)),
        "store_mb": round(stored / 1e6, 1),
        "stages": marks.stages,
    }


def digest(store: Path) -> str:
    """A fingerprint of every row of every table, in the order of the view."""
    from dragoman.store import viewing

    found = hashlib.sha256()
    with viewing(store) as view:
        for name in sorted(view.tables()):
            rows = view.sql(f'SELECT sha256(CAST(t AS VARCHAR)) AS h FROM "{name}" t').arrow()
            found.update(name.encode())
            for row in rows.column("h").to_pylist():
                found.update(row.encode())
    return found.hexdigest()[:16]


def cache() -> Path:
    """Where what is computed once is kept."""
    return Path(os.environ.get("DRAGOMAN_CACHE", str(ROOT / ".cache" / "dragoman")))


def measured(size: int, runs: Sequence[tuple[str, int]], engine: str, scratch: Path) -> Iterator[dict[str, Any]]:
    """Each run over one made press, in a process of its own."""
    folder = scratch / str(size)
    made_press.write(size, folder)
    for way, workers in runs:
        command = [sys.executable, "-m", "bench.scale", "--one", str(folder), way, str(workers), engine]
        path = os.pathsep.join([str(ROOT), *sys.path])
        told = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **THREADS, "PYTHONPATH": path}, check=False)
        if told.returncode:
            raise SystemExit(told.stderr)
        yield {"way": way, "workers": workers, **json.loads(told.stdout.splitlines()[-1])}


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The slope of a straight line through the logarithms, by least squares; 1 is growth in proportion."""
    logs = [(math.log(x), math.log(max(y, 1e-3))) for x, y in points]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return round(sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs), 2)


def main() -> int:
    """Measure and print; 1 when two runs over the same articles differ."""
    if sys.argv[1:2] == ["--one"]:
        folder, way, workers, engine = sys.argv[2:]
        print(json.dumps(one(folder, way, int(workers), engine)))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--workers", nargs="*", type=int, default=[1])
    parser.add_argument("--ray", nargs="*", type=int, default=[])
    parser.add_argument("--engine", default="lexicon")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in given.sizes:
            ray = [("ray", workers) for workers in given.ray] if size == min(given.sizes) else []
            for run in measured(size, [*(("local", workers) for workers in given.workers), *ray], given.engine, Path(scratch)):
                found.append(run)
                print(line(run), file=sys.stderr, flush=True)
    return report(found, given.json)


def line(run: dict[str, Any]) -> str:
    """One run as a row of the table."""
    times = f"{run['cpu_s']:.0f} | {run['read_cpu_s']:.0f} | {run['settle_cpu_s']:.0f} | {run['wall_s']:.0f} | {run['read_wall_s']:.0f}"
    memory = f"{run['early_mb']} | {run['read_mb']} | {run['worker_mb']} | {run['peak_mb']}"
    return f"| {run['articles']:,} | {run['way']} {run['workers']} | {times} | {memory} | {run['store_mb']:.0f} | {run['stories']:,} |"


def report(found: Sequence[dict[str, Any]], as_json: bool) -> int:
    """The table, the exponents, and whether equal inputs gave equal tables."""
    base = [run for run in found if (run["way"], run["workers"]) == (found[0]["way"], found[0]["workers"])]
    growth = {name: exponent([(run["articles"], run[name]) for run in base]) for name in GROWTH}
    digests: dict[int, set[str]] = {}
    for run in found:
        digests.setdefault(run["articles"], set()).add(run["digest"])
    equal = all(len(one) == 1 for one in digests.values())
    if as_json:
        print(json.dumps({"runs": found, "growth": growth, "equal": equal}))
        return 0 if equal else 1
    print("| articles | run | CPU s | read | settle | wall s | read | early MB | read MB | worker MB | peak MB | store MB | stories |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    print("\n".join(line(run) for run in found))
    print("growth: " + ", ".join(f"{name} n^{value}" for name, value in growth.items()))
    print("the same tables from every run over the same articles" if equal else "RUNS OVER THE SAME ARTICLES DIFFER")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
