"""Actor phrases: the widest stretch of words that a reader takes for one actor."""

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.tokens import Line, Tokens


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Words `first` to `last` (behind the last): heads (roles, bodies, groups) in order, owners (states, organisations) in order,
    `places` where a group is, `person` a listed name and `name` the words of any name in it."""

    line: Line
    first: int
    last: int
    heads: tuple[Element, ...] = ()
    owners: tuple[Element, ...] = ()
    places: tuple[Element, ...] = ()
    spot: int = -1
    person: Element | None = None
    name: tuple[int, int] | None = None
    former: bool = False
    single: Element | None = None


def apposed(tokens: Tokens, phrases: list[Phrase]) -> list[Phrase]:
    """Phrases with a role and a listed name that a comma joins made one: 'le ministre turc de la défense, Hulusi Akar', and
    'Hulusi Akar, the Turkish defence minister', whose mention is the name alone."""
    kept: list[Phrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if before is None or before.line is not phrase.line or not _comma(tokens, before, phrase):
            kept.append(phrase)
        elif _untaken(before) and phrase.single is not None and phrase.single.person:
            kept[-1] = _joined(before, phrase.single, before.first, phrase.last)
        elif before.single is not None and before.single.person and _untaken(phrase) and _closed(tokens, phrase):
            kept[-1] = _joined(phrase, before.single, before.first, before.last)
        else:
            kept.append(phrase)
    return kept


def _joined(role: Phrase, person: Element, first: int, last: int) -> Phrase:
    return msgspec.structs.replace(role, first=first, last=last, person=person, name=(person.first, person.last))


def _untaken(phrase: Phrase) -> bool:
    return phrase.name is None and bool(phrase.heads) and any("R" in head.kinds for head in phrase.heads)


def _comma(tokens: Tokens, before: Phrase, after: Phrase) -> bool:
    return tokens.text[tokens.ends[before.last - 1] : tokens.starts[after.first]] == ", "


def _closed(tokens: Tokens, phrase: Phrase) -> bool:
    end = tokens.ends[phrase.last - 1]
    return tokens.text[end : end + 1] in ("", ",", ".", ";", ")", "\n")
