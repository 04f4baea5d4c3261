"""The room's one verb: everything that readings and stories say about the system."""

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.records import Actor, Alignment, Commitment, Copy, Dyad, Reading, Story, Turn, in_order
from dragoman.relations import steps
from dragoman.relations.actors import occurring
from dragoman.relations.alignments import aligned, cases
from dragoman.relations.commitments import as_known, commitments
from dragoman.relations.contested import contested
from dragoman.relations.dated import dated
from dragoman.relations.dyads import dyads
from dragoman.relations.invited import as_meant
from dragoman.relations.parties import Parties
from dragoman.relations.turns import turns
from dragoman.steps import Step


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone that occurs, their commitments, dyads and alignments, and the tables that SQL makes beside them."""

    actors: tuple[Actor, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    turns: tuple[Turn, ...] = ()
    steps: tuple[Step, ...] = ()


def relate(readings: Sequence[Reading], stories: Sequence[Story], copies: Sequence[Copy] = (), until: date | None = None) -> Relations:
    """Relations of readings and of the stories fused from them; the same in any order of either.

    `copies` lend the day of a source to a copy that bears none. Of the reference nothing counts that came after the day `until`.
    """
    ordered = in_order(readings)
    told = sorted(stories, key=lambda story: story.key)
    parties = Parties(occurring(ordered, told, ()))
    bound = contested(dated(as_known(commitments(ordered, parties, copies), until), told), told)
    meant = as_meant(told, bound, parties)
    laid = list(cases(meant, bound, parties))
    return Relations(
        actors=occurring(ordered, told, bound),
        commitments=bound,
        dyads=dyads(meant, parties),
        alignments=tuple(one for case in laid for one in aligned(case)),
        turns=tuple(one for case in laid for one in turns(case)),
        steps=steps.STEPS,
    )
