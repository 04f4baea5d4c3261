"""Who is named only to say whose another is, and whose a Security Council is."""

import pytest
from actor_reading import read


@pytest.mark.parametrize(
    ("language", "text", "how"),
    [
        ("en", "President Erdogan's chief adviser, Ihsan Sener, met Russia's minister.", "possessor"),
        ("en", "The adviser to President Erdogan, Ihsan Sener, visited Moscow.", "possessor"),
        ("en", "Erdogan's troops, Ihsan Sener said, are ready.", "surname"),
        ("tr", "Erdoğan'ın başdanışmanı İhsan Şener Moskova'yı ziyaret etti.", "possessor"),
        ("kk", "Тоқаевтың кеңесшісі Ерлан Қарин Мәскеуге барды.", "possessor"),
    ],
)
def test_a_possessor_is_marked(language: str, text: str, how: str) -> None:
    assert read(text, language, "2022-01-20").mentions[0].how == how


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "Kazakhstan's Security Council met. Russia and China sent envoys.", "KAZ"),
        ("en", "The Security Council of Kazakhstan met. Russia and China sent envoys.", "KAZ"),
        ("en", "The UN Security Council met, and the Security Council condemned it.", "UNSC"),
        ("ru", "Совет безопасности РФ обсудил ситуацию с Китаем.", "RUS"),
        ("ru", "Совбез Казахстана обсудил ситуацию с Китаем и Россией.", "KAZ"),
        ("ru", "Совет безопасности ООН обсудил ситуацию с Китаем и Россией.", "UNSC"),
        ("kk", "Қазақстанның Қауіпсіздік кеңесі жиналды. Ресей мен Қытай қатысты.", "KAZ"),
        ("fr", "Le Conseil de sécurité du Kazakhstan s'est réuni.", "KAZ"),
        ("tr", "Milli Güvenlik Kurulu Rusya ile Çin'i uyardı.", "MGK"),
    ],
)
def test_a_security_council_is_whose_the_words_say(language: str, text: str, actor: str) -> None:
    assert read(text, language, "2022-01-20").mentions[0].actor == actor
