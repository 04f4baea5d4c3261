"""Who dies by flood or accident was attacked by nobody."""

import pytest

from dragoman.events.mishaps import is_mishap
from dragoman.records import Party
from dragoman.vocab.mishaps import mishaps

BY_NATURE = {
    "en": "At least 30 people died in floods in northern Pakistan.",
    "ru": "В результате землетрясения на севере Пакистана погибли тридцать человек.",
    "fr": "Trente personnes sont mortes dans des inondations au Pakistan.",
    "tr": "Pakistan'daki depremde en az otuz kişi öldü.",
    "kk": "Пәкістандағы жер сілкінісінен отыз адам қаза тапты.",
}
BY_SOMEBODY = {
    "en": "Thirty people died in floods and in an attack on a market in Pakistan.",
    "ru": "При обстреле рынка во время наводнения в Пакистане погибли тридцать человек.",
    "fr": "Trente personnes sont mortes dans un attentat après le séisme au Pakistan.",
    "tr": "Pakistan'da deprem bölgesine düzenlenen saldırıda otuz kişi öldü.",
    "kk": "Пәкістанда жер сілкінісінен кейінгі шабуылдан отыз адам қаза тапты.",
}


@pytest.mark.parametrize("language", BY_NATURE)
def test_nature_attacks_nobody(language):
    assert is_mishap("ASSAULT", (), BY_NATURE[language], language)


@pytest.mark.parametrize("language", BY_SOMEBODY)
def test_a_word_of_violence_keeps_the_attack(language):
    assert not is_mishap("ASSAULT", (), BY_SOMEBODY[language], language)


def test_other_events_known_actors_and_other_languages_are_left_alone():
    somebody = Party(id="PAK", text="Pakistan", start=0, end=8)
    assert not is_mishap("AID", (), BY_NATURE["en"], "en")
    assert not is_mishap("ASSAULT", (somebody,), BY_NATURE["en"], "en")
    assert not is_mishap("ASSAULT", (), BY_NATURE["en"], "de")


def test_both_lists_serve_the_same_languages():
    assert mishaps().nature.keys() == mishaps().violence.keys() == BY_NATURE.keys()
