"""What holds of any text: offsets fit, order is kept, nothing overlaps, and the answer is the same every time."""

import itertools

from actor_reading import finder, read, reading
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "the",
        "Kazakh",
        "Kazakhstan",
        "’s",
        "defence",
        "ministry",
        "Minister",
        "Hulusi",
        "Akar",
        "of",
        "in",
        "CSTO",
        "(",
        "OTS",
        ")",
        ",",
        ".",
        "troops",
        "Moscow",
        "he",
        "alliance",
        "U.S.",
        "Dr",
        "A.",
        "–",
        "its",
        "former",
        "President",
    ]
)
RUSSIAN = st.sampled_from(
    [
        "глава",
        "МИД",
        "Казахстана",
        "турецкий",
        "министр",
        "обороны",
        "Хулуси",
        "Акара",
        "в",
        "Анкару",
        "ОДКБ",
        "(",
        "ОТГ",
        ")",
        ",",
        ".",
        "военные",
        "он",
        "А.",
        "Ким».",
        "Пресс-секретарь",
        "Назарбаева",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30), st.lists(RUSSIAN, max_size=30))
def test_mentions_are_words_of_the_text(english, russian):
    for text, language in ((" ".join(english), "en"), (" ".join(russian), "ru")):
        check(text, language)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    check(text, "en")
    check(text, "tr")


def check(text, language):
    found = read(text, language).mentions
    assert all(one.span.text == text[one.span.start : one.span.end] for one in found)
    assert all(before.span.end <= after.span.start for before, after in itertools.pairwise(found))
    assert len({one.key for one in found}) == len(found)


def test_batches_do_not_matter():
    one, other = reading("Turkish Defence Minister Hulusi Akar spoke. Akar left."), reading("The minister left Ankara.")
    together = finder().find([one, other])
    assert together == [finder().find([one])[0], finder().find([other])[0]]
    assert together == finder().find([one, other])


def test_a_hostile_text_takes_no_longer_than_its_length():
    text = "Minister " * 4000 + "A. " * 4000 + "(OTS) " * 2000
    assert len(read(text).mentions) < 20_000
