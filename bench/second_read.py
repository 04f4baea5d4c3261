"""What a second read costs: a few more made articles into a store of many, with and without what the first read kept.

usage: python bench/second_read.py [10000] [10]
Prints the CPU seconds of each stage over the whole store; exits 1 when the two second reads differ in a row of any table.
"""

import json
import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench.made_press import Press
from bench.scale import digest

from dragoman import pipeline
from dragoman.settings import Settings

STAGES = ("read", "opened", "copies", "stories", "relations", "published")
ROOT = Path(__file__).resolve().parent.parent


def written(size: int, path: Path) -> Path:
    """So many made articles as one file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in islice(Press(size + 1).articles(), size))
    return path


def read(path: Path, settings: Settings) -> dict[str, float]:
    """CPU seconds of each stage of a read."""
    spent, last = dict.fromkeys(STAGES, 0.0), time.process_time()

    def said(stage: str, number: int) -> None:
        nonlocal last
        now = time.process_time()
        spent[stage], last = spent[stage] + now - last, now

    pipeline.read([str(path)], settings, said)
    return spent


def main() -> int:
    """Measure."""
    size, more = (int(word) for word in (*sys.argv[1:], "10000", "10")[:2])
    cache = Path(os.environ.get("DRAGOMAN_CACHE", str(ROOT / ".cache" / "dragoman")))
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(store=Path(scratch) / "s", cache=cache, engine="lexicon")
        many, few = written(size, Path(scratch) / "many.jsonl"), written(more, Path(scratch) / "few.jsonl")
        first, second = read(many, settings), read(few, settings)
        kept, rows = settings.store / "kept.bin", digest(settings.store)
        left = kept.stat().st_size / 1e6
        kept.unlink()
        anew = read(few, settings)
        same = digest(settings.store) == rows
    print("| stage | first read | more articles | the same, nothing kept |\n|---|---:|---:|---:|")
    for stage in STAGES:
        print(f"| {stage} | {first[stage]:.1f} | {second[stage]:.1f} | {anew[stage]:.1f} |")
    print(f"{size} articles, then {more}; {left:.0f} MB kept; {'the same rows' if same else 'THE ROWS DIFFER'}")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
