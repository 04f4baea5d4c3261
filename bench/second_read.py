"""What a second read costs: 50 made articles into a collection of 10,000, with and without the scores that the first one left.

usage: python bench/second_read.py [10000] [50]
Prints CPU seconds of fuse for the first read, for the second from scratch and carried over, and how many pairs were not scored again;
exits 1 when the two second reads differ in a row.
"""

import sys
import time

from dragoman.stories import Fusion
from dragoman.stories.carried import Carried, loads
from scale_stories import OUTLETS, World


def fused(readings: list, before: Carried | None) -> tuple[float, Fusion, tuple]:
    """CPU seconds, and what came of it."""
    start = time.process_time()
    fusion = Fusion(readings, (), OUTLETS, before)
    stories = fusion.stories(())
    return time.process_time() - start, fusion, stories


def main() -> int:
    """Measure."""
    size, more = (int(word) for word in (*sys.argv[1:], "10000", "50")[:2])
    world = World(size + more)
    readings = [world.article(number) for number in range(size + more)]
    first, fusion, _ = fused(readings[:size], None)
    left = fusion.scorer.carried().dumps()
    scratch, _, stories = fused(readings, None)
    start = time.process_time()
    before = loads(left)
    opened = time.process_time() - start
    second, fusion, again = fused(readings, before)
    share = fusion.scorer.taken / max(len(fusion.scorer.carried().score), 1)
    print(f"{size} articles: {first:.1f} CPU s; {more} more: {scratch:.1f} from scratch, {second + opened:.1f} carried over")
    print(f"{share:.1%} of {len(fusion.scorer.carried().score)} pairs were not scored again; {len(left) / 1e6:.1f} MB left in the store")
    return int(stories != again)


if __name__ == "__main__":
    sys.exit(main())
