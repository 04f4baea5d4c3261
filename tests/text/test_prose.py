"""Sentences in the languages served."""

import pytest

from dragoman.text.prose import LONGEST, split


def sentences(text, language):
    return [text[start:end] for start, end in split(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Mr. Akar met U.S. Secretary of State Pompeo at 3.5 p.m. in the U.S.", "He left.", "“Is it so?” asked he."]),
        ("en", ["He said “We are ready.", "We will help.”", "J. K. Olsen came, e.g. today.", "Prices rose 3.5 percent… as feared."]),
        ("ru", ["А. С. Иванов прибыл в г. Алматы.", "«Потому», — сказал он.", "Потрачено 5 млн. рублей и т.д.", "Всё."]),
        ("ru", ["В 2022 г. Казахстан подписал договор.", "Почему?", "Так вышло!"]),
        ("tr", ["Dr. Akar T.C. adına konuştu.", "8. Zirve yapıldı.", "“Hazırız” dedi.", "Ya sonra?"]),
        ("fr", ["M. Tokaïev a répondu à Mme. Durand.", "« C’est bon. »", "Puis il est parti, etc.", "Fin !"]),
        ("kk", ["Тоқаев 2022 жылы т.б. мәселелерді айтты.", "«Дайынбыз», — деді ол.", "Неге?"]),
        ("zh", ["他说。", "我们去！", "好吗？"]),
    ],
)
def test_sentences(language, expected):
    assert sentences(" ".join(expected) if language != "zh" else "".join(expected), language) == expected


def test_a_missing_blank_does_not_hide_a_sentence():
    assert sentences("The meeting ended.The president left.", "en") == ["The meeting ended.", "The president left."]
    assert sentences("Write to www.example.com or to U.S.A. offices.", "en") == ["Write to www.example.com or to U.S.A. offices."]


def test_no_sentence_is_longer_than_the_bound():
    found = sentences("word " * 2000, "en")
    assert max(map(len, found)) <= LONGEST
    assert " ".join(found) == ("word " * 2000).strip()
