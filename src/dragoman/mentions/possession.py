"""Bodies and roles that belong to a person named beside them: 'Erdogan’s chief adviser', 'Правительство Аскара Мамина'."""

from collections.abc import Sequence

import msgspec

from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import World

# Sectors whose bearers act for their state; the others are groups of their own.
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def possessed(tokens: Tokens, rules: Rules, world: World, found: Sequence[Found]) -> list[Found]:
    """The mentions, in order, where those that nobody owned take the country of the person they belong to."""
    ordered = sorted(found, key=lambda one: (one.first, -one.last))
    return [
        _owned(world, one, _possessor(tokens, rules, ordered, place)) if one.kind == "group" and not one.country else one
        for place, one in enumerate(ordered)
    ]


def _possessor(tokens: Tokens, rules: Rules, found: Sequence[Found], place: int) -> Found | None:
    one = found[place]
    before = found[place - 1] if place else None
    if before is not None and before.country and before.kind in ("person", "state", "organisation"):
        if before.last == one.first - 1 and rules.has("possessive", tokens.words[before.last]) and tokens.joined(before.last):
            return before
        beside = before.last == one.first and rules.noun_before and tokens.joined(before.last - 1)
        if beside and before.kind in ("person", "organisation") and not before.role:
            return before
    after = found[place + 1] if place + 1 < len(found) else None
    if after is not None and after.kind == "person" and rules.bare_after and after.first == one.last and one.how == "description":
        return after if tokens.joined(one.last - 1) else None
    return None


def _owned(world: World, one: Found, possessor: Found | None) -> Found:
    if possessor is None or not possessor.country:
        return one
    owned = msgspec.structs.replace(one, country=possessor.country, score=0.8, definite=False)
    if possessor.kind == "organisation":
        # 'CTSO officials': one phrase, though the abbreviation was only learnt from the article.
        first = possessor.first if possessor.last == one.first else one.first
        return msgspec.structs.replace(owned, first=first, actor=possessor.actor, kind="organisation", name=possessor.name)
    if OFFICIAL.isdisjoint(one.sectors) or not world.has_state(possessor.country):
        return owned
    state = world.state(possessor.country)
    return msgspec.structs.replace(owned, actor=state.id, kind="state", name=state.name)
