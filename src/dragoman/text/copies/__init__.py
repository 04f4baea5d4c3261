"""Copies: which articles are the same text again, whole, cut, padded, reworded, lifted in part, translated, or retold with credit."""

from collections.abc import Iterable, Iterator, Sequence

from dragoman.records import Article, Copy
from dragoman.text.copies.bodies import Bodies, Skeleton
from dragoman.text.copies.candidates import Pairs, across, candidates
from dragoman.text.copies.credited import retellings
from dragoman.text.copies.details import Details
from dragoman.text.copies.order import Rank, groups, ranks
from dragoman.text.copies.verdict import Match, copy_of, matched, respun, translated

__all__ = ["find"]

_Pair = tuple[int, int]
_PIECE = 1 << 14


def find(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Every copy with its source, sorted by key; independent of the order of the articles.

    An article has at most one source that it copies whole (see `order.ranks` for which), and beside it articles that it lifts
    passages from or credits.
    """
    found = Bodies(_in_order(articles))
    details = Details()
    matches = _matches(found, details) | _translations(found, details)
    whole = {pair: match for pair, match in matches.items() if match.kind != "passage"}
    group = groups(whole, len(found))
    order = ranks(found, group)
    copies = [*_whole(found, whole, order), *_passages(found, matches, group, order), *retellings(found, group, details)]
    return tuple(sorted(copies, key=lambda copy: copy.key))


def _in_order(articles: Iterable[Article]) -> Sequence[Article]:
    """The articles in order of key; a sequence that is `ordered` already is not copied, for it may be on disk."""
    if isinstance(articles, Sequence) and getattr(articles, "ordered", False):
        return articles
    return sorted(articles, key=lambda article: article.key)


def _matches(found: Sequence[Skeleton], details: Details) -> dict[_Pair, Match]:
    matches: dict[_Pair, Match] = {}
    for left, right in _listed(candidates(found)):
        if found[left].article.language != found[right].article.language:
            continue
        match = matched(found[left], found[right])
        if match is None or match.kind == "passage":
            match = respun(found[left], found[right], details) or match
        if match:
            matches[left, right] = match
    return matches


def _translations(found: Sequence[Skeleton], details: Details) -> dict[_Pair, Match]:
    judged = ((pair, translated(*(details.lines(found[number]) for number in pair))) for pair in _listed(across(found)))
    return {pair: match for pair, match in judged if match}


def _listed(pairs: Pairs) -> Iterator[_Pair]:
    """Pairs as plain numbers, so many at a time: as objects they take ten times the room."""
    for start in range(0, len(pairs), _PIECE):
        yield from ((left, right) for left, right in pairs[start : start + _PIECE].tolist())


def _whole(found: Sequence[Skeleton], matches: dict[_Pair, Match], order: Sequence[Rank]) -> Iterator[Copy]:
    """Each article but the first of its group, with the first of those that it matches and that stand before it."""
    sources: dict[int, int] = {}
    for left, right in matches:
        article, source = (left, right) if order[left] > order[right] else (right, left)
        if article not in sources or order[source] < order[sources[article]]:
            sources[article] = source
    for article, source in sorted(sources.items()):
        match = matches[min(article, source), max(article, source)]
        yield copy_of(found[article], found[source], match, article < source)


def _passages(found: Sequence[Skeleton], matches: dict[_Pair, Match], group: Sequence[int], order: Sequence[Rank]) -> Iterator[Copy]:
    """For each article and each group of copies that it lifts a passage from, the first of that group."""
    best: dict[_Pair, int] = {}
    for (left, right), match in matches.items():
        if match.kind == "passage" and group[left] != group[right]:
            article, source = (left, right) if order[left] > order[right] else (right, left)
            known = best.setdefault((article, group[source]), source)
            best[article, group[source]] = min(known, source, key=lambda at: order[at])
    for (article, _), source in sorted(best.items()):
        match = matches[min(article, source), max(article, source)]
        yield copy_of(found[article], found[source], match, article < source)
