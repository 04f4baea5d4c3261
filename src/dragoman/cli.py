"""The command line: every command; builds Settings; the only reader of the environment.

Exit codes: 0 done; 1 the run stopped, the message says why and what to do; 2 the arguments are wrong; 3 nothing was found.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import cyclopts
import msgspec
from cyclopts import Parameter

from dragoman import __version__
from dragoman.errors import DragomanError, NotFound
from dragoman.settings import LanguageModel, Settings

if TYPE_CHECKING:
    from dragoman.brief import Brief
    from dragoman.store import View

_HELP = "A sourced, dated, queryable model of an international system, read from the press."
app = cyclopts.App(name="dragoman", version=__version__, help=_HELP)
Clock = Literal["world", "press"]
Store = Annotated[Path | None, Parameter(name="--store", help="The store's folder (default press.dragoman, or DRAGOMAN_STORE).")]
KnownBy = Annotated[str, Parameter(name=["--known-by", "--as-of"], help="As the press published up to this day tells it, e.g. 2022-01-07.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print one JSON document for machines.")]


def settings(store: Path | None, **given: Any) -> Settings:
    """Settings from flags, then environment (DRAGOMAN_STORE, DRAGOMAN_CACHE), then defaults."""
    asked = {name: value for name, value in given.items() if value is not None}
    folder = store or Path(os.environ.get("DRAGOMAN_STORE", "press.dragoman"))
    cache = Path(os.environ.get("DRAGOMAN_CACHE", str(Path.home() / ".cache" / "dragoman")))
    return Settings(**{"store": folder, "cache": cache, **asked})


def _language_model(address: str, model: str) -> LanguageModel | None:
    """The model that `--llm` and `--llm-model` name, with the key in DRAGOMAN_LLM_KEY."""
    return LanguageModel(address=address, model=model, key=os.environ.get("DRAGOMAN_LLM_KEY", "")) if address and model else None


@contextlib.contextmanager
def _viewing(store: Path | None, known_by: str = "") -> Iterator["View"]:
    """The store as it is, or as the press of a day tells it; the first question for a day fuses its stories anew."""
    from dragoman.changes import day_of
    from dragoman.pipeline import recall
    from dragoman.store import viewing
    from dragoman.terminal import Terminal

    path, day = settings(store).store, day_of(known_by) if known_by else None
    if day:
        with Terminal().progress() as progress:
            recall(path, day, progress)
    with viewing(path, day) as view:
        yield view


def _print_json(value: Any) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value)).decode() + "\n")


@app.command
def read(
    *inputs: str,
    store: Store = None,
    engine: str | None = None,
    llm: str = "",
    llm_model: str = "",
    codebook: Path | None = None,
    outlets: Path | None = None,
    workers: int = 1,
    json: Json = False,
) -> int:
    """Read files, folders, archives, addresses or feeds into the store, then print the brief.

    Parameters
    ----------
    inputs
        Paths (.txt .html .json .jsonl[.gz] .parquet .warc[.gz], or folders of them), http(s) addresses, feeds.
    engine
        What codes the events: reader (default), lexicon or llm.
    llm
        With --engine llm: an OpenAI-compatible address, e.g. http://127.0.0.1:8080/v1. Sentences are sent there and nowhere else.
    llm_model
        The model's name at that address. A key, if it asks for one, is read from DRAGOMAN_LLM_KEY.
    codebook
        A YAML file of event types and modes of your own, each with a dozen tagged examples.
    outlets
        A YAML file of outlets, with the reliability letters that you give them.
    workers
        Processes that read; the result is the same for any number.
    """
    from dragoman import pipeline
    from dragoman.crew import collect_seldom
    from dragoman.terminal import Terminal

    collect_seldom()
    terminal = Terminal(quiet=json)
    if not inputs:
        terminal.error("read what? name a file, a folder or an address", "dragoman read PATH...")
        return 2
    model = _language_model(llm, llm_model)
    chosen = settings(store, engine=engine, llm=model, codebook=codebook, outlets=outlets, workers=workers)
    with terminal.progress() as progress:
        summary = pipeline.read(inputs, chosen, progress)
    if json:
        _print_json(summary)
        return 0
    terminal.summary(summary)
    return brief(store=store)


@app.command
def spread(
    *inputs: str,
    address: str = "local",
    workers: int = 2,
    store: Store = None,
    engine: str | None = None,
    outlets: Path | None = None,
    json: Json = False,
) -> int:
    """Read inputs on a cluster (Daft on Ray, extra `cluster`) into a store here; the result is that of `read`.

    Parameters
    ----------
    inputs
        Files and folders that every node sees, or addresses such as s3://bucket/folder.
    address
        The cluster's address; local starts Ray on this machine.
    workers
        Processes that read, over the whole cluster.
    """
    from dragoman import spread as spreading
    from dragoman.terminal import Terminal

    terminal = Terminal(quiet=json)
    if not inputs:
        terminal.error("read what? name a file, a folder or an address", "dragoman spread PATH... --address HOST:6379")
        return 2
    with terminal.progress() as progress:
        cluster = spreading.Cluster(address=address, workers=workers)
        summary = spreading.read(inputs, settings(store, engine=engine, outlets=outlets), cluster, progress)
    _print_json(summary) if json else terminal.summary(summary)
    return 0


@app.command
def brief(
    *, store: Store = None, most: int = 40, since: str = "", clock: Clock = "world", known_by: KnownBy = "", json: Json = False
) -> int:
    """Print what the store says on one page: stories, commitments, statements, disagreements, what was not read.

    Parameters
    ----------
    most
        Lines a section.
    since
        Only what happened after this day, e.g. 2022-01-01; with --clock press, only what was published after it.
    clock
        world: the days on which things happened. press: the days on which they were published.
    """
    from dragoman.brief import compose
    from dragoman.terminal import Terminal

    if since:
        made = _changes((since, known_by or "9999-12-31"), clock, store, most)
    else:
        with _viewing(store, known_by) as view:
            made = compose(view, most)
    if json:
        _print_json(made)
    else:
        Terminal().brief(made)
    return 0


@app.command
def diff(first: str, last: str, *, clock: Clock = "world", most: int = 20, store: Store = None, json: Json = False) -> int:
    """Print what changed between two days: commitments begun or ended, alignments that moved, stories, statements.

    Parameters
    ----------
    clock
        world: what happened between the days. press: what was known at the end of each, and which sentence moved it.
    """
    from dragoman.terminal import Terminal

    made = _changes((first, last), clock, store, most)
    _print_json(made) if json else Terminal().brief(made)
    return 0 if made.sections else 3


def _changes(days: tuple[str, str], clock: str, store: Path | None, most: int) -> "Brief":
    """What changed between two days on one of the clocks. The year 9999 stands for what is known now."""
    from dragoman.changes import changes, ordered
    from dragoman.learnt import learnt

    first, last = ordered(*days)
    now = days[1].startswith("9999")
    if clock == "press":
        with _viewing(store, days[0]) as before, _viewing(store, "" if now else days[1]) as after:
            return learnt(before, after, most)
    with _viewing(store) as view:
        return changes(view, first, last, most)


@app.command
def show(key: str, *, store: Store = None, known_by: KnownBy = "", json: Json = False) -> int:
    """Follow a key from the brief down to the words it rests on."""
    from dragoman import show as following
    from dragoman.terminal import Terminal

    with _viewing(store, known_by) as view:
        found = following.show(view, key)
    if json:
        _print_json(found)
    else:
        Terminal().shown(found)
    return 0


@app.command
def search(*query: str, store: Store = None, most: int = 20, json: Json = False) -> int:
    """Find articles by their words, in any script: `dragoman search Akar AND Kazakhstan`."""
    from dragoman.brief import Words, short
    from dragoman.store import viewing
    from dragoman.terminal import Terminal

    with viewing(settings(store).store) as view:
        hits = view.search(" ".join(query), most)
        words = Words(view)
        words.articles.fetch(key for key, _ in hits)
        rows = [
            {"key": key, "score": round(score, 3), "where": words.where(key), "title": short(words.articles[key].title)}
            for key, score in hits
        ]
    _print_json(rows) if json else Terminal().table(rows)
    return 0 if rows else 3


@app.command
def sql(query: str, *, store: Store = None, known_by: KnownBy = "", json: Json = False) -> int:
    """Run a SELECT on the store's view; `.tables` lists the tables and their columns."""
    from dragoman.terminal import Terminal

    with _viewing(store, known_by) as view:
        tables = [{"table": name, "columns": ", ".join(columns)} for name, columns in view.tables().items()]
        rows = tables if query.strip() == ".tables" else view.sql(query).rows()
    _print_json(rows) if json else Terminal().table(rows)
    return 0 if rows else 3


@app.command
def doctor(*, store: Store = None, licences: bool = False, json: Json = False) -> int:
    """Say what is installed, which engines and languages are ready, what is missing, and which inputs were not read.

    Parameters
    ----------
    licences
        List instead the licence of every package that Dragoman needs, as installed here.
    """
    from dragoman.doctor import examine
    from dragoman.engines import READER
    from dragoman.licences import licences as stated
    from dragoman.terminal import Terminal

    if licences:
        rows = [msgspec.to_builtins(one) for one in stated()]
        _print_json(rows) if json else Terminal().table(rows)
        return 0
    findings = examine(settings(store).store, READER)
    _print_json(findings) if json else Terminal().findings(findings)
    return 0


@app.command
def export(what: str, *, format: str = "jsonl", out: Path | None = None, store: Store = None, known_by: KnownBy = "") -> int:
    """Write a table, a layout of the field, a network or entities to a file.

    Parameters
    ----------
    what
        events, claims, stories, commitments, dyads, alignment, actors, articles, network or entities.
    format
        jsonl, csv, parquet; events also plover, polecat, icews, gdelt; network gexf, graphml; entities ftm.
    out
        The file (default: WHAT.FORMAT in this folder).
    """
    from dragoman.export import export as write
    from dragoman.terminal import Terminal

    target = out or Path(f"{what}.{format}")
    with _viewing(store, known_by) as view:
        rows = write(view, what, format, target)
    Terminal().say(f"{rows} rows in {target}")
    return 0


@app.command
def report(what: str = "", *, out: Path, since: str = "", most: int = 40, store: Store = None, known_by: KnownBy = "") -> int:
    """Write a report to hand on, one HTML file or PDF, every line with its words and where they stand.

    Parameters
    ----------
    what
        A story's key, an actor (KAZ), two actors (KAZ:TUR); nothing for the whole store.
    out
        The file; it ends in .html or .pdf (a PDF needs the extra `pdf`).
    since
        Only what happened after this day, e.g. 2022-01-01.
    most
        Entries a part.
    """
    from dragoman.changes import day_of
    from dragoman.report import Bounds, check, compose, write
    from dragoman.terminal import Terminal

    check(out)
    with _viewing(store, known_by) as view:
        made = compose(view, what, Bounds(day_of(since) if since else None, most))
    write(made, out)
    Terminal().say(f"{made.title}: {sum(len(part.entries) for part in made.parts)} entries, {len(made.notes)} notes in {out}")
    return 0


@app.command
def watch(
    *feeds: str,
    every: float = 30.0,
    once: bool = False,
    local: bool = False,
    store: Store = None,
    engine: str | None = None,
    outlets: Path | None = None,
) -> int:
    """Keep the store current with feeds (RSS, Atom), politely; Ctrl-C ends it and loses nothing that was read.

    Parameters
    ----------
    feeds
        http(s) addresses of feeds. Their robots.txt is obeyed.
    every
        Minutes from one round to the next, at least 1.
    once
        One round, then end: for cron.
    local
        Allow addresses of this machine and its network.
    """
    from dragoman.terminal import Terminal
    from dragoman.watch import Manners, WallClock
    from dragoman.watch import watch as keep

    terminal = Terminal()
    if every < 1 or not feeds or not all(feed.startswith(("http://", "https://")) for feed in feeds):
        terminal.error("watch which feeds, how often?", "dragoman watch https://... --every 30")
        return 2
    chosen = settings(store, engine=engine, outlets=outlets)
    manners = Manners(every=every, once=once, local=local, timeout=chosen.fetch_timeout_seconds, most_bytes=chosen.max_article_bytes)
    try:
        last = keep(feeds, chosen, manners, WallClock(), terminal.say)
    except KeyboardInterrupt:
        terminal.say("stopped; what was read is kept, and the next watch goes on from here")
        return 0
    return 1 if last.failed and not last.answered else 0


@app.command
def serve(*, store: Store = None, host: str = "127.0.0.1", port: int = 8642, token: str = "") -> int:
    """Look at the store in a browser: pages on 127.0.0.1, nothing is fetched from elsewhere.

    Parameters
    ----------
    host
        Another address than 127.0.0.1 needs a token.
    token
        Asked of every visitor when set.
    """
    from dragoman.pipeline import recall
    from dragoman.store import Ledger
    from dragoman.web import Place
    from dragoman.web import serve as run

    path = settings(store).store
    run(path, Place(host, port, token), Ledger(path), lambda folder, day: recall(folder, day, lambda _says, _count: None))
    return 0


@app.command
def respond(
    *,
    state: str,
    need: str,
    on: str,
    edit: list[str] | None = None,
    most: int = 20,
    store: Store = None,
    known_by: KnownBy = "",
    json: Json = False,
) -> int:
    """Say who must, may, is willing or may not give a state what it needs on a day, on what ground, and who contests it.

    Parameters
    ----------
    state
        ISO 3166 alpha-3 code, e.g. KAZ.
    need
        What it asks for, e.g. troops.
    on
        The day, e.g. 2022-01-05.
    edit
        A what-if, carried out on a copy: 'KAZ leaves CSTO on 2021-06-01', 'OTS adopts deployment'. May be given several times.
    """
    from dragoman.respond import respond as answer
    from dragoman.terminal import Terminal

    with _viewing(store, known_by) as view:
        made = answer(view, state, need, on, tuple(edit or ()))
    _print_json(made) if json else Terminal().response(made, most)
    return 0 if made.lines else 3


@app.command
def judge(left: str, right: str, verdict: str, *, by: str = "", why: str = "", store: Store = None) -> int:
    """Decide that two keys (events, stories or articles) are the same or different.

    It counts from the next `read` on; a later verdict on the same keys undoes it.

    Parameters
    ----------
    verdict
        same or different.
    """
    from datetime import UTC, datetime

    from dragoman.records import Verdict
    from dragoman.store import Ledger
    from dragoman.terminal import Terminal

    if verdict not in ("same", "different"):
        Terminal().error(f"{verdict!r} is no verdict", "say same or different")
        return 2
    made = datetime.now(UTC).isoformat(timespec="seconds")
    person = by or os.environ.get("USER", "")
    Ledger(settings(store).store).judge(Verdict(left=left, right=right, same=verdict == "same", by=person, made=made, why=why))
    Terminal().say(f"{left} and {right} are {verdict}, from the next `dragoman read` on")
    return 0


def main() -> None:
    """Entry point: runs a command and turns Dragoman's own errors into a message and exit code 1."""
    try:
        sys.exit(app())
    except DragomanError as error:
        from dragoman.terminal import Terminal

        Terminal().error(str(error), error.hint)
        sys.exit(3 if isinstance(error, NotFound) else 1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
