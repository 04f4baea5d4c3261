"""All claims of an article: the whole text in one mouth, somebody's words, the author's own voice, mandates."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.claims import mandates, whole
from dragoman.claims.bearing import holds
from dragoman.claims.desk import Desk, Draft, desk, inside, merged
from dragoman.claims.firsts import with_speakers
from dragoman.claims.lines import Line
from dragoman.claims.links import author
from dragoman.claims.marks import Mark
from dragoman.claims.opinion import weighed
from dragoman.claims.scene import Range
from dragoman.claims.spoken import Said, claims, spoken
from dragoman.records import Claim, Link, Reading
from dragoman.records.claim import Stance
from dragoman.vocab import OutletRegistry
from dragoman.vocab.terms import Hit


def attributed(reading: Reading, outlets: OutletRegistry) -> Reading:
    """The reading with its claims; events that are only somebody's opinion become hypothetical, 'we' is who speaks."""
    laid = desk(reading, outlets)
    claims = claims_of(laid)
    return msgspec.structs.replace(reading, claims=claims, events=with_speakers(laid, weighed(laid, claims), claims))


def claims_of(laid: Desk) -> tuple[Claim, ...]:
    """All claims of an article, sorted by content and key."""
    prefix, found = _report(laid)
    said = spoken(laid, prefix)
    found += claims(laid, said)
    found += _of_author(laid, merged(stretch for one in said for stretch in (*one.stretches, one.frame.cue)), prefix)
    found += _mandates(laid, said, prefix)
    unique = {claim.key: claim for claim in found}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.content.start, claim.content.end, claim.key)))


def _report(laid: Desk) -> tuple[tuple[Link, ...], list[Claim]]:
    """The links that stand before every other mouth of the article, and the claim that is its whole text."""
    found = whole.report(laid.scene)
    if found is None:
        return (), []
    row, source, cue = found
    lines = laid.scene.lines
    link = laid.mouths.link(lines[row], source, cue)
    if link is None:
        return (), []
    article = laid.reading.article
    outer = (Link(name=article.outlet_name or article.outlet, id=article.outlet, kind="outlet"),) if article.outlet else ()
    chain = (*outer, link) if link.id != article.outlet or not link.id else (link,)
    content = lines[0].sentence.start, lines[-1].sentence.end
    return chain, [laid.claim(Draft(line=lines[row], kind="report", stance="asserts", chain=chain, stretches=(content,), cue=cue))]


def _of_author(laid: Desk, covered: list[Range], prefix: tuple[Link, ...]) -> Iterator[Claim]:
    """Judgements, doubts and refutations that no named mouth utters are the author's, or the quoted channel's."""
    voice = prefix or (author(laid.reading.article),)
    for line in laid.scene.lines:
        if line.sentence.part == "title":
            continue
        content = line.sentence.start, line.sentence.end
        own = [hit for hit in laid.marks_in(*content) if not inside(hit.start, covered) and not _quoted(laid, hit.start)]
        given = _colour(own) or ("asserts" if _pictured(laid, line, own) else None)
        if given is not None:
            yield laid.claim(Draft(line=line, kind="opinion", stance=given, chain=voice, stretches=(content,)))


def _pictured(laid: Desk, line: Line, own: Sequence[Hit[Mark]]) -> bool:
    """'The alliance is turning into a club' judges, 'the army lost ground' tells."""
    return any(hit.value.colour == "metaphor" for hit in own) and not laid.armed(line)


def _quoted(laid: Desk, offset: int) -> bool:
    quote = laid.scene.quote_at(offset)
    return quote is not None and laid.scene.long(quote)


def _colour(own: Sequence[Hit[Mark]]) -> Stance | None:
    colours = [hit.value.colour for hit in own]
    if "refutation" in colours:
        return "denies"
    if "doubt" in colours:
        return "doubts"
    if "judgement" in colours or len({hit.term for hit in own if hit.value.colour == "opinion"}) > 1:
        return "predicts" if "future" in colours else "asserts"
    return None


def _mandates(laid: Desk, said: Sequence[Said], prefix: tuple[Link, ...]) -> Iterator[Claim]:
    """Mandates, in the mouth of whoever speaks there."""
    speakers = {one.line.number: one for one in said}
    for line in laid.scene.lines:
        content = line.sentence.start, line.sentence.end
        for one in mandates.mandates(laid.reading, line, laid.marks_in(*content)):
            outer = _speaker(laid, said, speakers.get(line.number), (one.start, one.end))
            chain = outer.chain if outer else prefix or (author(laid.reading.article),)
            draft = Draft(line=line, kind="mandate", stance="asserts", chain=chain, stretches=(content,), modality=one.modality)
            yield msgspec.structs.replace(laid.claim(draft), holder=one.holder, what=" ".join(one.what.split()))


def _speaker(laid: Desk, said: Sequence[Said], near: Said | None, place: Range) -> Said | None:
    """Who says the words at a place: somebody of the same sentence, else whose quotation runs over it."""
    if near is not None and holds(near.stretches, *place):
        return near
    if laid.scene.quote_at(place[0]) is None and near is None:
        return None
    return next((one for one in reversed(said) if holds(one.stretches, *place)), None)
