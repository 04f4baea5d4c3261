"""Copies: which articles are the same text again, whole, cut, padded, reworded, lifted in part, translated, or retold with credit."""

import functools
from collections.abc import Iterable, Iterator, Sequence

from dragoman.kept import Kept
from dragoman.records import Article, Copy
from dragoman.text.copies.bodies import Bodies, Skeleton
from dragoman.text.copies.candidates import across, candidates
from dragoman.text.copies.credited import retellings
from dragoman.text.copies.details import Details
from dragoman.text.copies.judged import Judged
from dragoman.text.copies.order import Rank, groups, ranks
from dragoman.text.copies.verdict import Match, copy_of, matched, respun, translated

__all__ = ["find"]

_Pair = tuple[int, int]


def find(articles: Iterable[Article], kept: Kept | None = None) -> tuple[Copy, ...]:
    """Every copy with its source, sorted by key; independent of the order of the articles.

    An article has at most one source that it copies whole (see `order.ranks` for which), and beside it articles that it lifts
    passages from or credits. What the last run has judged of two articles is taken from `kept`, and what this one has is left there.
    """
    kept = kept or Kept(leaves=False)
    found = Bodies(_in_order(articles), kept)
    details = Details()
    matches = _matches(found, details, kept) | _translations(found, details, kept)
    whole = {pair: match for pair, match in matches.items() if match.kind != "passage"}
    group = groups(whole, len(found))
    order = ranks(found, group)
    copies = [*_whole(found, whole, order), *_passages(found, matches, group, order), *retellings(found, group, details, kept)]
    return tuple(sorted(copies, key=lambda copy: copy.key))


def _in_order(articles: Iterable[Article]) -> Sequence[Article]:
    """The articles in order of key; a sequence that is `ordered` already is not copied, for it may be on disk."""
    if isinstance(articles, Sequence) and getattr(articles, "ordered", False):
        return articles
    return sorted(articles, key=lambda article: article.key)


def _matches(found: Bodies, details: Details, kept: Kept) -> dict[_Pair, Match]:
    pairs = candidates(found)
    spoken = found.languages()
    pairs = pairs[spoken[pairs[:, 0]] == spoken[pairs[:, 1]]]
    return dict(Judged(found, kept, "matches", Match).verdicts(pairs, functools.partial(_match, found, details)))


def _match(found: Bodies, details: Details, left: int, right: int) -> Match | None:
    one, other = found[left], found[right]
    match = matched(one, other)
    if match is None or match.kind == "passage":
        match = respun(one, other, details) or match
    return match


def _translations(found: Bodies, details: Details, kept: Kept) -> dict[_Pair, Match]:
    def judge(left: int, right: int) -> Match | None:
        return translated(details.lines(found[left]), details.lines(found[right]))

    return dict(Judged(found, kept, "translations", Match).verdicts(across(found, kept), judge))


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
