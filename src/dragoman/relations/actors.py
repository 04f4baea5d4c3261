"""Everyone that occurs: states and organisations with their names, persons with dated roles, merged over articles."""

from collections.abc import Iterable, Sequence
from functools import reduce

from msgspec.structs import replace

from dragoman.records import Actor, ActorKind, Commitment, Role, Story
from dragoman.relations.press import Press
from dragoman.vocab.names import Dated, dated
from dragoman.vocab.organisations import Organisation, organisations
from dragoman.vocab.persons import Person, persons
from dragoman.vocab.states import State, states


def occurring(press: Press, stories: Sequence[Story], commitments: Sequence[Commitment]) -> tuple[Actor, ...]:
    """One Actor for every id that a mention, event, story or commitment holds, in order of id."""
    learnt = _learnt(press)
    named = (id for facts in press.facts for id in (*facts.mentioned, *facts.named))
    ids = {*named, *_told(stories), *(party for one in commitments for party in one.parties), *learnt}
    return tuple(actor for actor in (_actor(id, learnt.get(id)) for id in sorted(ids - {""})) if actor)


def _told(stories: Sequence[Story]) -> Iterable[str]:
    for story in stories:
        yield from (*story.actors, *story.recipients)


def _actor(id: str, learnt: Actor | None) -> Actor | None:
    known = listed(id)
    if known and learnt:
        return _joined(known, learnt)
    return known or learnt


def listed(id: str) -> Actor | None:
    """The Actor of the vocabulary with this id, or None. A state's sector (`CYP:PRE`) is no part of its id."""
    if id in states():
        return _state(id, states()[id])
    if id in organisations():
        return _organisation(id, organisations()[id])
    return _person(id, persons()[id]) if id in persons() else None


def _state(id: str, state: State) -> Actor:
    names = {language: _first(words.names) for language, words in sorted(state.words.items()) if words.names}
    return Actor(id=id, kind="state", name=state.name, names=names, country=state.code, sectors=state.sectors)


def _organisation(id: str, body: Organisation) -> Actor:
    names = {language: _first(group.full or group.abbr) for language, group in sorted(body.names.items()) if group.full or group.abbr}
    kind: ActorKind = "group" if body.kind == "armed_group" else "organisation"
    return Actor(id=id, kind=kind, name=body.name, names=names, country=body.code or "", sectors=body.sectors)


def _person(id: str, person: Person) -> Actor:
    names = {language: _clean(forms[0]) for language, forms in sorted(person.names.items()) if forms}
    roles = tuple(
        Role(title=office.title, of=office.of, sectors=office.sectors, start=office.start, end=office.end, evidence="reference")
        for office in person.roles
    )
    return Actor(id=id, kind="person", name=person.name, names=names, country=_country(roles), roles=roles)


def _country(roles: tuple[Role, ...]) -> str:
    of = [role.of for role in roles if role.of in states()]
    return states()[of[-1]].code if of else ""


def _first(names: Sequence[str | Dated]) -> str:

    return _clean(dated(names[0]).name)


def _clean(name: str) -> str:
    return name.replace("|", "")


def _learnt(press: Press) -> dict[str, Actor]:
    groups: dict[str, list[Actor]] = {}
    for facts in press.facts:
        for actor in facts.learnt:
            groups.setdefault(actor.id, []).append(actor)
    return {id: reduce(_joined, group) for id, group in groups.items()}


def _joined(left: Actor, right: Actor) -> Actor:
    """Two readings' knowledge of one actor: the first's name and country, both's names, sectors and roles."""
    roles = {(role.title, role.of, role.start or ""): role for role in (*right.roles, *left.roles)}
    return replace(
        left,
        names=right.names | left.names,
        country=left.country or right.country,
        sectors=tuple(dict.fromkeys((*left.sectors, *right.sectors))),
        roles=tuple(role for _, role in sorted(roles.items())),
    )
