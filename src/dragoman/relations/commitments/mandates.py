"""What a body may or may not do, as claims and sentences say it of its charter."""

import re
from collections.abc import Iterator, Sequence

from dragoman.records import Claim, Reading
from dragoman.relations.commitments import memberships
from dragoman.relations.commitments.draft import Draft, order
from dragoman.relations.commitments.scene import Hit, Scene
from dragoman.relations.parties import Parties
from dragoman.vocab.commitments import reference
from dragoman.vocab.organisations import organisations

_BINDING = frozenset({"mutual_defence", "deployment", "solidarity", "consultation"})
_NUMBER_AFTER = re.compile(r"\s{1,2}(\d{1,3})\b")
_NUMBER_BEFORE = re.compile(r"\b(\d{1,3})[.\s-]{1,3}$")
# What a body can or cannot do for want of means is no mandate.
_RIGHTS = frozenset({"may", "must", "may_not"})


def mandates(reading: Reading, scenes: Sequence[Scene], parties: Parties) -> Iterator[Draft]:
    """Mandates that a claim gives or withholds, and charters that are said to have no such clause."""
    about = {scene.sentence.start: scene for scene in scenes if scene.of("forces", "charter", "unclaused", "special")}
    rights = [claim for claim in reading.claims if claim.modality in _RIGHTS and parties.of(claim.holder)]
    claimed = [claim for claim in rights if claim.sentence.start in about and _of_a_body(claim, about[claim.sentence.start], parties)]
    yield from (_claimed(claim, parties, about[claim.sentence.start]) for claim in claimed)
    told = {(parties.of(claim.holder), claim.sentence.start) for claim in claimed}
    for number, scene in enumerate(scenes):
        draft = _unclaused(scenes, number, scene)
        if draft and (draft.parties[0], draft.span.start) not in told:
            yield draft
        if invoked := _invoked(scenes, number, scene):
            yield invoked


def _of_a_body(claim: Claim, scene: Scene, parties: Parties) -> bool:
    """`A is bound by the treaty of O` is membership; a state itself may or may not send what the sentence names."""
    return parties.of(claim.holder) in organisations() or bool(scene.of("forces", "unclaused"))


def _claimed(claim: Claim, parties: Parties, scene: Scene) -> Draft:
    return Draft(
        kind="mandate",
        parties=(parties.of(claim.holder),),
        status="in_force",
        article=claim.article,
        span=claim.sentence,
        terms=f"{claim.modality.replace('_', ' ')} {claim.what} (says {claim.speaker.name})",
        negated=claim.modality in ("may_not", "cannot"),
        seen=claim.said,
        sends=bool(_sending(scene)),
        named=_named(scene),
    )


def _sending(scene: Scene) -> list[Hit]:
    """Words for forces that are sent."""
    return [hit for hit in scene.hits if hit.role == "forces" or hit.kind == "deployment"]


def _named(scene: Scene) -> tuple[str, ...]:
    return tuple(sorted({name.party for name in scene.names}))


def _unclaused(scenes: Sequence[Scene], number: int, scene: Scene) -> Draft | None:
    """`the charter of O has no clause on mutual defence`, `it had no legal authority to send troops`."""
    lacking, charter, sending = scene.of("unclaused"), scene.of("charter"), _sending(scene)
    if not lacking or not (charter or sending):
        return None
    holder = _body(scenes, number) if charter else ""
    holder = holder or next((name.party for name in scene.names), "")
    if not holder:
        return None
    about = (charter or sending)[0]
    terms = scene.text[min(lacking[0].start, about.start) : max(lacking[0].end, about.end)]
    return Draft(
        kind="mandate",
        parties=order({holder}),
        status="in_force",
        article=scene.reading.article.key,
        span=scene.span(),
        terms=f"may not: {terms}",
        negated=True,
        seen=scene.reading.article.published,
        sends=bool(sending),
        named=_named(scene),
    )


def _invoked(scenes: Sequence[Scene], number: int, scene: Scene) -> Draft | None:
    """`It refers to Article 4 of the treaty`: a clause that the reference knows, of the body spoken of."""
    for hit in scene.of("clause"):
        beside = _NUMBER_AFTER.match(scene.text, hit.end) or _NUMBER_BEFORE.search(scene.text[max(0, hit.start - 6) : hit.start])
        body = _with_article(scenes, number, beside[1]) if beside else ""
        if beside and body:
            return Draft(
                kind="mandate",
                parties=(body,),
                status="in_force",
                article=scene.reading.article.key,
                span=scene.span(),
                terms=f"may: article {beside[1]}",
                seen=scene.reading.article.published,
            )
    return None


def _with_article(scenes: Sequence[Scene], number: int, article: str) -> str:
    """The nearest body, in the sentence or up to four before, whose charter has this article in the reference."""
    having = {row.org for row in reference().articles if row.article == article and row.kind in _BINDING}
    for scene in reversed(scenes[max(0, number - 4) : number + 1]):
        for name in scene.names:
            if name.party in having:
                return name.party
    return ""


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
