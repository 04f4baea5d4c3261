"""Outlets: the shipped list, the user's over it, and finding one by any of its names."""

from pathlib import Path

import pytest

from dragoman.errors import BadVocabulary
from dragoman.records import Outlet
from dragoman.vocab import OutletRegistry, outlet_registry

DEMO = Path(__file__).parent.parent.parent / "demo" / "outlets.yaml"
REGISTRY = OutletRegistry(
    [
        Outlet(id="tobol", name="Агентство «Тобол»", aliases=("Тобол", "Tobol"), domains=("tobol.example",)),
        Outlet(id="courier", name="Steppe Courier", domains=("https://www.courier.example/",)),
    ]
)


@pytest.mark.parametrize(
    "name", ["tobol", "Агентство Тобол", "«ТОБОЛ»", "tobol.example", "https://news.tobol.example/2022/1?x=1", "www.tobol.example"]
)
def test_an_outlet_is_found_by_any_of_its_names(name):
    assert REGISTRY.find(name).id == "tobol"


@pytest.mark.parametrize("name", ["", "Nobody", "example", "nottobol.example", "http://[", "tobol example"])
def test_an_unknown_name_is_nobody(name):
    assert REGISTRY.find(name) is None


def test_outlets_are_sorted_and_got_by_id():
    assert [one.id for one in REGISTRY.outlets()] == ["courier", "tobol"]
    assert REGISTRY.get("courier").name == "Steppe Courier"
    assert REGISTRY.get("nobody") is None


def test_the_shipped_outlets_load():
    found = outlet_registry(None).outlets()
    assert found
    assert all(one.reliability == "F" for one in found)


def test_a_users_list_adds_and_its_letters_win(tmp_path):
    shipped = outlet_registry(None).outlets()[0]
    mine = tmp_path / "mine.yaml"
    village = "{id: village-paper, name: Village Paper, country: NOR, languages: [no]}"
    mine.write_text(f"outlets:\n- {{id: {shipped.id}, reliability: C}}\n- {village}\n")
    found = outlet_registry(mine)
    assert found.get(shipped.id).reliability == "C"
    assert found.get(shipped.id).name == shipped.name
    assert found.find("village paper").languages == ("no",)


def test_the_demo_outlets_load():
    found = outlet_registry(DEMO)
    assert found.find("ALATAU NEWSWIRE (demo)").id == "alatau-newswire"
    assert found.get("steppe-courier").side == ""
    assert found.get("tobol").side == "CSTO"


@pytest.mark.parametrize(
    "text",
    [
        "outlets: 3",
        "outlets:\n- {name: without an id}",
        "outlets:\n- {id: a, reliability: Z}",
        "outlets:\n- {id: a}\n- {id: a}",
        "outlets:\n- {id: Not An Id}",
        "outlets: [",
        "outlets:\n- {id: a, aliases: word}",
    ],
)
def test_a_broken_list_is_refused_by_name(tmp_path, text):
    file = tmp_path / "broken.yaml"
    file.write_text(text)
    with pytest.raises(BadVocabulary, match=r"broken\.yaml"):
        outlet_registry(file)


def test_a_missing_list_is_refused(tmp_path):
    with pytest.raises(BadVocabulary, match="cannot be read"):
        outlet_registry(tmp_path / "none.yaml")
