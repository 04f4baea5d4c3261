"""What a body may or may not do, as claims and sentences say it of its charter."""

from collections.abc import Iterator, Sequence

from dragoman.records import Claim, Reading
from dragoman.relations.commitments import memberships
from dragoman.relations.commitments.draft import Draft, order
from dragoman.relations.commitments.scene import Scene
from dragoman.relations.parties import Parties
from dragoman.vocab.organisations import organisations

# What a body can or cannot do for want of means is no mandate.
_RIGHTS = frozenset({"may", "must", "may_not"})


def mandates(reading: Reading, scenes: Sequence[Scene], parties: Parties) -> Iterator[Draft]:
    """Mandates that a claim gives or withholds, and charters that are said to have no such clause."""
    about = {scene.sentence.start: scene for scene in scenes if scene.of("forces", "charter", "unclaused", "special")}
    rights = [claim for claim in reading.claims if claim.modality in _RIGHTS and parties.of(claim.holder)]
    claimed = [claim for claim in rights if claim.sentence.start in about]
    yield from (_claimed(claim, parties) for claim in claimed)
    told = {(parties.of(claim.holder), claim.sentence.start) for claim in claimed}
    for number, scene in enumerate(scenes):
        draft = _unclaused(scenes, number, scene)
        if draft and (draft.parties[0], draft.span.start) not in told:
            yield draft


def _claimed(claim: Claim, parties: Parties) -> Draft:
    return Draft(
        kind="mandate", parties=(parties.of(claim.holder),), status="in_force", article=claim.article, span=claim.sentence,
        terms=f"{claim.modality.replace('_', ' ')} {claim.what} (says {claim.speaker.name})",
        negated=claim.modality in ("may_not", "cannot"), seen=claim.said,
    )


def _unclaused(scenes: Sequence[Scene], number: int, scene: Scene) -> Draft | None:
    """`the charter of O has no clause on mutual defence`, `it had no legal authority to send troops`."""
    lacking, charter = scene.of("unclaused"), scene.of("charter")
    sending = [hit for hit in scene.hits if hit.role == "forces" or hit.kind == "deployment"]
    if not lacking or not (charter or sending):
        return None
    holder = _body(scenes, number) if charter else ""
    holder = holder or next((name.party for name in scene.names), "")
    if not holder:
        return None
    about = (charter or sending)[0]
    terms = scene.text[min(lacking[0].start, about.start) : max(lacking[0].end, about.end)]
    return Draft(
        kind="mandate", parties=order({holder}), status="in_force", article=scene.reading.article.key, span=scene.span(),
        terms=f"may not: {terms}", negated=True, seen=scene.reading.article.published,
    )


def _body(scenes: Sequence[Scene], number: int) -> str:
    """The organisation spoken of: the first named in the sentence, else the last of up to four sentences before."""
    here = [name.party for name in scenes[number].names if name.party in organisations()]
    if here:
        return here[0]
    for scene in reversed(scenes[max(0, number - 4) : number]):
        found = [name.party for name in scene.names if name.party in organisations() and name not in memberships.consumed(scene)]
        if found:
            return found[-1]
    return ""
