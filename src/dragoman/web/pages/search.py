"""Search: all text in any script, and records by name."""

import re

import msgspec

from dragoman.desk import ORDERS, Desk, Layer, Name, Piece, Source, pieces
from dragoman.web.asked import Asked
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.shown import CommitmentLine, StoryLine

_ARTICLES, _RECORDS = 30, 12
_AROUND = 140
# So many characters of an article are looked through for the words of a snippet.
_LOOKED_AT = 60_000
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_WORD = re.compile(r"\w+")


class Hit(msgspec.Struct, frozen=True):
    """An article and the words around the first place where a word of the query stands."""

    source: Source
    score: float
    pieces: tuple[Piece, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a query finds."""

    title: str
    query: str
    hits: tuple[Hit, ...]
    more: bool
    actors: tuple[Name, ...]
    also: tuple[str, ...]
    stories: tuple[StoryLine, ...]
    commitments: tuple[CommitmentLine, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """Articles, actors, stories and commitments for the words of `q`."""
    query = asked.get("q")
    hits = desk.view.search(query, _ARTICLES + 1) if query else []
    actors = _actors(desk, query) if query else ()
    return Page(
        title=f"Search: {query}" if query else "Search",
        query=query,
        hits=_hits(desk, hits[:_ARTICLES], query),
        more=len(hits) > _ARTICLES,
        actors=actors,
        also=_also(desk, actors, query),
        stories=_stories(desk, query) if query else (),
        commitments=_commitments(desk, query) if query else (),
    )


def _hits(desk: Desk, hits: list[tuple[str, float]], query: str) -> tuple[Hit, ...]:
    keys = [key for key, _ in hits]
    rows = desk.rows(f"SELECT key, text[1:{_LOOKED_AT}] AS text FROM articles WHERE key IN (SELECT unnest(?))", [keys]) if keys else []
    texts = {row["key"]: row["text"] for row in rows}
    sources = desk.sources(keys)
    words = _words(query)
    return tuple(Hit(sources[key], round(score, 3), snippet(texts[key], words)) for key, score in hits if key in sources)


def _words(query: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(query) if word not in _OPERATORS]


def snippet(text: str, words: list[str]) -> tuple[Piece, ...]:
    """The text around the first word that is found, with all of them marked."""
    folded = fold(text)
    found = min((place for word in words if (place := folded.find(word)) >= 0), default=0)
    start, end = _to_words(text, max(0, found - _AROUND), min(len(text), found + 2 * _AROUND))
    part = folded[start:end]
    layers = [Layer(start + hit.start(), start + hit.end(), "hit") for word in words for hit in re.finditer(re.escape(word), part)]
    return pieces(text[start:end], start, layers)


def fold(text: str) -> str:
    """Small letters, as many as before: 'İ' alone would become two, and shift all that follows."""
    return text.replace("İ", "i").lower()


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch that neither begins nor ends within a word."""
    first = text.find(" ", start, start + 30) if start else start
    last = text.rfind(" ", end - 30, end) if end < len(text) else end
    return (first if first >= 0 else start), (last if last >= 0 else end)


def like(text: str) -> str:
    """A pattern that finds `text` anywhere, its own signs taken literally."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def _actors(desk: Desk, query: str) -> tuple[Name, ...]:
    sql = r"""
        SELECT id FROM actors
        WHERE name ILIKE $1 ESCAPE '\' OR id ILIKE $1 ESCAPE '\'
           OR len(list_filter(map_values(names), lambda one: one ILIKE $1 ESCAPE '\')) > 0
        ORDER BY lower(id) <> lower($2), length(name), name, id LIMIT $3
    """
    ids = [row["id"] for row in desk.rows(sql, [like(query), query, _RECORDS])]
    names = desk.names(ids)
    return tuple(names[id] for id in ids)


def _also(desk: Desk, actors: tuple[Name, ...], query: str) -> tuple[str, ...]:
    """How the first actor that is found is called in the languages of the press: a text holds it in one of them alone."""
    sql = """
        SELECT DISTINCT n.value AS name FROM actors, unnest(map_entries(names)) AS t(n)
        WHERE id = ? AND n.key IN (SELECT language FROM articles) ORDER BY name
    """
    rows = desk.rows(sql, [actors[0].id]) if actors else []
    return tuple(row["name"] for row in rows if fold(row["name"]) != fold(query))


def _stories(desk: Desk, query: str) -> tuple[StoryLine, ...]:
    where = rf"title ILIKE ? ESCAPE '\' OR place ILIKE ? ESCAPE '\' OR type = upper(?) ORDER BY {ORDERS['support']} LIMIT {_RECORDS}"
    return story_lines(desk, desk.view.records("stories", where, [like(query), like(query), query]))


def _commitments(desk: Desk, query: str) -> tuple[CommitmentLine, ...]:
    where = rf"name ILIKE ? ESCAPE '\' OR terms ILIKE ? ESCAPE '\' ORDER BY key LIMIT {_RECORDS}"
    return commitment_lines(desk, desk.view.records("commitments", where, [like(query), like(query)]))
