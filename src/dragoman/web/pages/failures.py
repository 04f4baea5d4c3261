"""Not read: inputs that failed, with the reason, and articles that were read only in part."""

import msgspec

from dragoman.desk import Desk, Source
from dragoman.records import Failure
from dragoman.web.asked import Asked
from dragoman.web.shown import Pager

_SIZE = 100


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Failures and truncated articles."""

    title: str
    reasons: tuple[tuple[str, int], ...]
    failures: tuple[Failure, ...]
    pager: Pager
    truncated: tuple[Source, ...]
    all_truncated: int


def make(desk: Desk, asked: Asked) -> Page:
    """What was not read, most frequent reasons first."""
    pager = Pager(asked.number("page", 100_000), _SIZE, desk.totals["failures"])
    reasons = desk.rows("SELECT reason, count(*) AS n FROM failures GROUP BY ALL ORDER BY n DESC, reason LIMIT 20")
    keys = [row["key"] for row in desk.rows(f"SELECT key FROM articles WHERE truncated ORDER BY key LIMIT {_SIZE}")]
    sources = desk.sources(keys)
    return Page(
        title="Not read",
        reasons=tuple((row["reason"], row["n"]) for row in reasons),
        failures=tuple(desk.view.records("failures", "TRUE ORDER BY origin, key LIMIT ? OFFSET ?", [_SIZE, pager.offset])),
        pager=pager,
        truncated=tuple(sources[key] for key in keys if key in sources),
        all_truncated=desk.count("articles", "truncated"),
    )
