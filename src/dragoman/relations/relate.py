"""The room's one verb: everything that readings and stories say about the system."""

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.kept import Kept
from dragoman.records import Actor, Alignment, Commitment, Copy, Dyad, Reading, Story, Turn, in_order
from dragoman.relations import steps
from dragoman.relations.actors import occurring
from dragoman.relations.alignments import cases
from dragoman.relations.commitments import as_known, commitments
from dragoman.relations.contested import contested
from dragoman.relations.dated import dated
from dragoman.relations.dyads import dyads
from dragoman.relations.invited import as_meant
from dragoman.relations.meant import Meant
from dragoman.relations.parties import Parties
from dragoman.relations.press import Press
from dragoman.relations.weighing import weighed
from dragoman.steps import Step


class Relations(msgspec.Struct, frozen=True, kw_only=True):
    """Everyone that occurs, their commitments, dyads and alignments, and the tables that SQL makes beside them."""

    actors: tuple[Actor, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    dyads: tuple[Dyad, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    turns: tuple[Turn, ...] = ()
    steps: tuple[Step, ...] = ()


def relate(
    readings: Sequence[Reading],
    stories: Sequence[Story],
    copies: Sequence[Copy] = (),
    until: date | None = None,
    kept: Kept | None = None,
) -> Relations:
    """Relations of readings and of the stories fused from them; the same in any order of either.

    `copies` lend the day of a source to a copy that bears none. Of the reference nothing counts that came after the day `until`. What the
    last run left in `kept` is taken over where nothing that it was made from has changed, and what this one has made is left there.
    """
    kept = kept or Kept(leaves=False)
    press = Press(in_order(readings), kept)
    told = sorted(stories, key=lambda story: story.key)
    parties = Parties(occurring(press, told, ()))
    bound = contested(dated(as_known(commitments(press, parties, copies), until), told), told)
    meant = Meant(as_meant(told, bound, parties))
    laid = list(weighed(cases(meant.stories, bound, parties), meant, kept))
    return Relations(
        actors=occurring(press, told, bound),
        commitments=bound,
        dyads=dyads(meant, parties, kept),
        alignments=tuple(one for case in laid for one in case.alignments),
        turns=tuple(one for case in laid for one in case.turns),
        steps=steps.STEPS,
    )
