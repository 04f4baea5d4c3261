"""Pages: how long the explorer takes for each, on a store made larger: each article, event, claim and story so often, under other keys.

usage: python bench/pages.py STORE [--times 10] [--only home,map]

The store is copied and the copy’s view enlarged; its commitments, actors and alignments stay as they are. The first visit of a page pays
for what is kept (the actors to choose from, the layout of the network); the others are of addresses that nobody asked for before. CPU
milliseconds of this process beside wall ones: a busy machine changes the second.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
from starlette.testclient import TestClient

from dragoman.desk import Desk
from dragoman.store import viewing
from dragoman.web import app

KEY = "CASE WHEN n.n = 0 THEN {0} ELSE {0} || '-' || n.n END"
KEYS = "CASE WHEN n.n = 0 THEN {0} ELSE list_transform({0}, lambda one: one || '-' || n.n) END"
LISTS = "CASE WHEN n.n = 0 THEN {0} ELSE list_transform({0}, lambda many: list_transform(many, lambda one: one || '-' || n.n)) END"
TABLES = {
    "articles": {"key": KEY},
    "events": {"key": KEY, "article": KEY},
    "claims": {"key": KEY, "article": KEY, "events": KEYS, "bears_on": KEYS},
    "stories": {"key": KEY, "articles": KEYS, "events": KEYS, "origins": LISTS},
    "mentions": {"key": KEY, "article": KEY},
    "places": {"article": KEY},
    "times": {"article": KEY},
    "copies": {"key": KEY, "article": KEY, "source": KEY},
}


def enlarge(store: Path, times: int) -> None:
    """Every row of the tables of articles so many times, under other keys; dyads count the stories of all."""
    with duckdb.connect(str(next(store.glob("view-*.duckdb")))) as database:
        database.execute("CREATE TEMP TABLE n AS SELECT range AS n FROM range(?)", [times])
        for table, columns in TABLES.items():
            changed = ", ".join(f"{how.format(column)} AS {column}" for column, how in columns.items())
            order = "key" if "key" in columns else "article"
            database.execute(f"CREATE TABLE made AS SELECT t.* REPLACE ({changed}) FROM {table} t, n ORDER BY {order}")
            database.execute(f"DROP TABLE {table}")
            database.execute(f"ALTER TABLE made RENAME TO {table}")
        more = f"flatten(list_transform(range(1, {times}), lambda place: list_transform(stories, lambda one: one || '-' || place)))"
        database.execute(f"UPDATE dyads SET stories = list_concat(stories, {more})")


def addresses(desk: Desk) -> dict[str, list[str]]:
    """Three addresses of each page, on what the store has most of."""
    stories = [row["key"] for row in desk.rows("SELECT key FROM stories ORDER BY len(articles) DESC, key LIMIT 3")]
    articles = [row["key"] for row in desk.rows("SELECT key FROM articles ORDER BY length(text) DESC, key LIMIT 3")]
    pairs = desk.rows('SELECT "left" AS a, "right" AS b FROM dyads WHERE length(period) = 4 ORDER BY len(stories) DESC, a, b LIMIT 3')
    busy = list(dict.fromkeys(id for pair in pairs for id in (pair["a"], pair["b"])))[:3]
    return {
        "home": ["/", "/?since=2022-01-01", "/?since=2022-06-03"],
        "timeline": ["/timeline", "/timeline?type=AID", f"/timeline?actor={busy[0]}"],
        "map": ["/map", "/map?type=AID", f"/map?actor={busy[0]}"],
        "system": ["/system", "/system?day=2022-06-01", "/system?day=2022-03-02"],
        "changes": ["/changes", "/changes?from=2022-01-01&to=2022-02-01", "/changes?from=2022-05-01&to=2022-06-01"],
        "respond": ["/respond", "/respond?state=KAZ&need=troops&on=2022-01-05", "/respond?state=FRA&need=troops&on=2022-01-05"],
        "actors": ["/actors", "/actors?kind=person", "/actors?page=2"],
        "commitments": ["/commitments", "/commitments?page=2", "/commitments?page=3"],
        "claims": ["/claims", "/claims?page=2", "/claims?stance=denies"],
        "search": ["/search?q=soldiers", "/search?q=agreement", "/search?q=France"],
        "codebook": ["/codebook", "/codebook?lang=ru", "/codebook?lang=kk"],
        "story": [f"/story/{key}" for key in stories],
        "article": [f"/article/{key}" for key in articles],
        "actor": [f"/actor/{id}" for id in busy],
        "dyad": [f"/dyad/{pair['a']}/{pair['b']}" for pair in pairs],
    }


def timed(client: TestClient, address: str) -> tuple[float, float]:
    """CPU and wall milliseconds of one answer."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def measure(store: Path, only: set[str]) -> None:
    """Print a row a page: CPU milliseconds of the first address, and the middle of the others with its wall time."""
    with viewing(store) as view:
        desk = Desk(view)
        pages = addresses(desk)
        print(", ".join(f"{number:,} {table}" for table, number in desk.totals.items()))
    made = app(store)
    made.state.site.open()
    made.state.site.warm()
    client = TestClient(made, base_url="http://127.0.0.1")
    print("| page | first, CPU ms | others, CPU ms | others, wall ms |\n|---|---:|---:|---:|")
    for page, asked in pages.items():
        if not only or page in only:
            first, *others = [timed(client, address) for address in asked]
            cpu, wall = (statistics.median(column) for column in zip(*others, strict=True))
            print(f"| {page} | {first[0]:.0f} | {cpu:.0f} | {wall:.0f} |")


def main() -> None:
    """Copy, enlarge, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / given.store.name
        shutil.copytree(given.store, copy, ignore=shutil.ignore_patterns("shards", "opened"))
        (copy / "shards").mkdir()
        enlarge(copy, given.times)
        measure(copy, {page for page in given.only.split(",") if page})


if __name__ == "__main__":
    main()
