"""Commitments: from the press, with their words, matched against the reference; and the reference itself."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dragoman.kept import printed
from dragoman.records import Commitment, Copy, Reading, When
from dragoman.relations.commitments.agreements import agreements
from dragoman.relations.commitments.draft import Draft
from dragoman.relations.commitments.known import as_known, known
from dragoman.relations.commitments.mandates import mandates
from dragoman.relations.commitments.matching import matched
from dragoman.relations.commitments.matters import with_matters
from dragoman.relations.commitments.memberships import memberships
from dragoman.relations.commitments.merge import merge
from dragoman.relations.commitments.scene import scenes
from dragoman.relations.parties import Parties
from dragoman.relations.press import Press

__all__ = ["as_known", "commitments"]


def commitments(press: Press, parties: Parties, copies: Sequence[Copy] = ()) -> tuple[Commitment, ...]:
    """Everything that the readings say of commitments, and what the reference has of the parties that they name.

    A copy that bears no day was written when its source was: `copies` tell which.
    """
    written = _written(press, copies)
    drafts = (_seen(draft, written) for draft in _drafts(press, parties))
    pressed = with_matters([(matched(one, told), told) for one, told in merge(drafts)])
    named = {id for facts in press.facts for id in facts.mentioned}
    ids = {party for id in named for party in [parties.of(id)] if party} | {party for one in pressed for party in one.parties}
    return tuple(sorted((*pressed, *known(ids)), key=lambda one: one.key))


def _drafts(press: Press, parties: Parties) -> Iterator[Draft]:
    """The drafts of all articles; an article's hang on itself and on whom its actors stand for, which others may tell."""
    with press.kept.memo("drafts", tuple[Draft, ...]) as memo:
        for number, (print, facts) in enumerate(zip(press.prints, press.facts, strict=True)):
            whole = printed(print, list(map(parties.of, facts.asked)))
            found = memo.get(whole)
            yield from memo.put(whole, tuple(drafted(press.readings[number], parties))) if found is None else found


def _written(press: Press, copies: Sequence[Copy]) -> dict[str, When]:
    """By article without a day: the day of what it was copied from."""
    days = {facts.key: facts.published for facts in press.facts}
    found = {copy.article: day for copy in copies if days.get(copy.article) is None and (day := days.get(copy.source))}
    return dict(sorted(found.items()))


def _seen(draft: Draft, written: dict[str, When]) -> Draft:
    return draft if draft.seen else replace(draft, seen=written.get(draft.article))


def drafted(reading: Reading, parties: Parties) -> Iterator[Draft]:
    """The drafts of one article."""
    laid = scenes(reading, parties)
    yield from memberships(laid)
    yield from agreements(laid)
    yield from mandates(reading, laid, parties)
