"""A language added as data: Ukrainian roles, bodies and groups, with their owners."""

import pytest
from actor_reading import mention


@pytest.mark.parametrize(
    ("text", "words", "actor", "sectors"),
    [
        ("Міністр оборони Польщі прибув.", "Міністр оборони Польщі", "POL", ("GOV", "MIL")),
        ("Збройні сили Туреччини відійшли.", "Збройні сили Туреччини", "TUR", ("MIL",)),
        ("Парламент Казахстану зібрався.", "Парламент Казахстану", "KAZ", ("LEG",)),
        ("Рада безпеки Казахстану зібралася.", "Рада безпеки Казахстану", "KAZ", ("GOV",)),
    ],
)
def test_roles_have_owners_and_sectors(text: str, words: str, actor: str, sectors: tuple[str, ...]) -> None:
    found = mention(text, words, "uk", "2022-01-20")
    assert (found.actor, found.sectors) == (actor, sectors)
