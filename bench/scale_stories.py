"""How fuse grows: made articles, five events each, from 1,000 to 100,000; prints articles, CPU seconds, megabytes and stories.

usage: python bench/scale_stories.py [1000 10000 100000]
The made world: sixty states, of which few make most news, a year of days, and deeds that several articles report in words of their own.
"""

import random
import resource
import sys
import time
from datetime import date, timedelta

from dragoman.records import Article, Event, Outlet, Party, Reading, Sentence, When, cut_span, make_key
from dragoman.stories import fuse
from dragoman.vocab import codebook

EVENTS = 5
TYPES = sorted(codebook().events)
STATES = [a + b + "X" for a in "ABCDEFGHIJ" for b in "KLMNOP"]
OUTLETS = [Outlet(id=f"outlet-{number}", name=f"Outlet {number}", country=STATES[number % len(STATES)]) for number in range(200)]
SYLLABLES = ("ba", "ko", "ri", "da", "mu", "ne", "sha", "lo", "ti", "ger", "var", "pol", "kin", "tes", "ur", "av", "im", "en", "ost")


def vocabulary(rnd: random.Random) -> list[str]:
    """Twenty thousand made words."""
    return sorted({"".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 4))) for _ in range(24_000)})


class World:
    """Deeds, and articles that report them."""

    def __init__(self, articles: int) -> None:
        self.rnd = random.Random(7)
        self.words = vocabulary(self.rnd)
        self.weights = [1 / (rank + 1) for rank in range(len(STATES))]
        self.deeds = [self.deed() for _ in range(max(1, articles * EVENTS // 4))]

    def deed(self) -> tuple[str, str, str, date, list[str]]:
        """Type, actor, recipient, day, and the words that belong to it."""
        left, right = self.rnd.choices(STATES, weights=self.weights, k=2)
        day = date(2022, 1, 1) + timedelta(days=self.rnd.randrange(365))
        return self.rnd.choice(TYPES), left, right if right != left else STATES[-1], day, self.rnd.choices(self.words, k=12)

    def article(self, number: int) -> Reading:
        """One article with five deeds."""
        lead = self.deeds[min(int(self.rnd.paretovariate(0.9)) * 7919 % len(self.deeds), len(self.deeds) - 1)]
        day = lead[3] + timedelta(days=self.rnd.randrange(3))
        told = [lead, *self.rnd.choices(self.deeds, k=EVENTS - 1)]
        key = make_key("art", number)
        lines, events, sentences = [], [], []
        start = 0
        for place, deed in enumerate(told):
            line = self.sentence(deed)
            lines.append(line)
            sentences.append(Sentence(start=start, end=start + len(line), number=place, paragraph=place, language="en"))
            events.append((deed, start, len(line)))
            start += len(line) + 1
        text = "\n".join(lines)
        made = tuple(self.event(key, text, *event) for event in events)
        article = Article(key=key, text=text, outlet=f"outlet-{number % 200}", published=When(start=day.isoformat()), language="en")
        return Reading(article=article, sentences=tuple(sentences), events=made)

    def sentence(self, deed: tuple[str, str, str, date, list[str]]) -> str:
        """Half of the deed's words and some of the day's."""
        return f"{deed[1]} {' '.join(self.rnd.sample(deed[4], 6) + self.rnd.choices(self.words, k=8))} {deed[2]}."

    def event(self, key: str, text: str, deed: tuple[str, str, str, date, list[str]], start: int, length: int) -> Event:
        """The deed as this article's sentence reports it; two in three give its day."""
        kind, left, right, day, _ = deed
        dated = self.rnd.random() < 0.66
        when = When(start=day.isoformat(), text="that day") if dated else When(start=day.isoformat(), approximate=True)
        actor = Party(text=left, start=start, end=start + 3, id=left, country=left, kind="state")
        other = Party(text=right, start=start + length - 4, end=start + length - 1, id=right, country=right, kind="state")
        return Event(
            key=make_key("ev", key, start),
            article=key,
            type=kind,
            quad=codebook().quad(kind),
            actors=(actor,),
            recipients=(other,),
            when=when,
            sentence=cut_span(text, start, start + length),
            trigger=cut_span(text, start + 4, start + 9),
            confidence=0.8,
            engine="made",
        )


def main() -> None:
    """Fuse collections of growing size."""
    for size in [int(word) for word in sys.argv[1:]] or [1_000, 3_000, 10_000, 30_000, 100_000]:
        world = World(size)
        readings = [world.article(number) for number in range(size)]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        start = time.process_time()
        stories = fuse(readings, (), OUTLETS, ())
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        memory = f"{before:>6} MB read {peak:>6} MB peak"
        print(f"{size:>8} articles {seconds:8.1f} s {memory} {len(stories):>8} stories of {len(world.deeds)} deeds", flush=True)


if __name__ == "__main__":
    main()
