"""Everyone that occurs, with names and dated roles."""

from marked import reading
from msgspec.structs import replace

from dragoman.records import Actor, Role
from dragoman.relations import relate


def found(*readings):
    return {actor.id: actor for actor in relate(readings, ()).actors}


def test_states_organisations_and_persons_have_names_by_language():
    actors = found(reading("[Akar=hulusi-akar] spoke of [Kazakhstan=KAZ] and the [CSTO=CSTO]."))
    assert actors["KAZ"].names["ru"] == "Казахстан"
    assert actors["CSTO"].names["ru"] == "Организация Договора о коллективной безопасности"
    assert (actors["CSTO"].kind, actors["CSTO"].country) == ("organisation", "IGO")
    assert actors["hulusi-akar"].country == "TUR"
    assert any(role.title == "Minister of National Defence" and role.start == "2018-07-10" for role in actors["hulusi-akar"].roles)


def test_learnt_persons_are_merged_over_articles():
    base = Actor(id="karauz", kind="person", name="Yücel Karauz", learnt=True)
    first = replace(base, country="TUR", roles=(Role(title="attaché", of="TUR", end="2021"),))
    second = replace(base, names={"ru": "Юджель Карауз"}, roles=(Role(title="general", of="TUR"),))
    one = found(replace(reading("x", name="a"), actors=(first,)), replace(reading("x", name="b"), actors=(second,)))["karauz"]
    assert {role.title for role in one.roles} == {"attaché", "general"}
    assert (one.country, one.names["ru"]) == ("TUR", "Юджель Карауз")


def test_parties_of_the_reference_occur_too():
    assert "GBR" in found(reading("[Kazakhstan=KAZ] met [Russia=RUS]."))
