"""Entities and relations as FollowTheMoney objects, one JSON line each."""

from collections.abc import Iterator
from typing import Any

from dragoman.records import Actor, Commitment
from dragoman.store import View
from dragoman.vocab.states import states

_SCHEMA = {"person": "Person", "organisation": "Organization", "state": "PublicBody", "group": "Organization"}


def entities(view: View) -> Iterator[dict[str, Any]]:
    """Actors first, then memberships of organisations."""
    actors = {actor.id: actor for actor in view.records("actors")}
    yield from (entity(actor) for actor in actors.values())
    for one in view.records("commitments", "kind IN ('membership', 'observer')"):
        if len(one.parties) == 2 and all(party in actors for party in one.parties):
            yield membership(one, actors)


def entity(actor: Actor) -> dict[str, Any]:
    """One actor. Countries are ISO alpha-2 in FollowTheMoney; ours are alpha-3 and only given when they are states."""
    known = states().get(actor.country or actor.id)
    properties: dict[str, list[str]] = {"name": sorted({actor.name, *actor.names.values()} - {""})}
    if known and known.iso2:
        properties["country"] = [known.iso2.lower()]
    if actor.kind == "person" and actor.roles:
        properties["position"] = sorted({role.title for role in actor.roles})
    return {"id": f"dragoman-{actor.id.lower()}", "schema": _SCHEMA[actor.kind], "properties": properties}


def membership(one: Commitment, actors: dict[str, Actor]) -> dict[str, Any]:
    """A membership, its organisation second whichever way the parties stand."""
    organisations = [party for party in one.parties if actors[party].kind == "organisation"]
    organisation = organisations[0] if organisations else one.parties[1]
    member = next(party for party in one.parties if party != organisation)
    start, end = (one.start.start if one.start else None), (one.end.start if one.end else None)
    properties = {
        "member": [f"dragoman-{member.lower()}"],
        "organization": [f"dragoman-{organisation.lower()}"],
        "role": [one.kind],
        "startDate": [start] if start else [],
        "endDate": [end] if end else [],
    }
    return {
        "id": f"dragoman-{one.key}",
        "schema": "Membership",
        "properties": {name: value for name, value in properties.items() if value},
    }
