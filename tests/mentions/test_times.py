"""Temporal expressions in nine languages: words, TIMEX3 value, and the days they stand for."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions import times
from dragoman.mentions.places.cues import Data as PlaceCues
from dragoman.mentions.times import calendar, matching
from dragoman.mentions.times.lexicon import Data, Node, Value, lexicon
from dragoman.records import Article, Reading, Sentence, When, day
from dragoman.vocab import files

# A Friday.
PUBLISHED = date(2022, 1, 14)
LETTERS = st.sampled_from("0123456789 .,:/-’'\"%$ annMaiJaäéуговоянв2022thsundayдекабрь\n")
LANGUAGES = ("de", "en", "es", "fr", "kk", "ru", "tr", "uk")


def values(text: str, language: str, published: date | None = PUBLISHED) -> dict[str, str]:
    return {found.span.text: found.value for found in times.find_in(text, language, published)}


def value(text: str, language: str, published: date | None = PUBLISHED) -> str:
    (found,) = times.find_in(text, language, published)
    return found.value


def when(text: str, language: str) -> When:
    (found,) = times.find_in(text, language, PUBLISHED)
    assert found.when is not None
    return found.when


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The deal was signed on December 22, 2021.", "2021-12-22"),
        ("en", "He came on 22 December 2021.", "2021-12-22"),
        ("en", "It happened last year.", "2021"),
        ("en", "It happened last week.", "2022-W01"),
        ("en", "He left on Wednesday.", "2022-01-12"),
        ("en", "The summit will be held on Monday.", "2022-01-17"),
        ("en", "That was two years ago.", "2020"),
        ("en", "They met ten days ago.", "2022-01-04"),
        ("en", "She said so yesterday.", "2022-01-13"),
        ("en", "Sales fell in the third quarter of 2021.", "2021-Q3"),
        ("en", "Prices rose in the 1990s.", "199"),
        ("en", "It began in the 20th century.", "19"),
        ("en", "They trained for five years.", "P5Y"),
        ("en", "The guards change every day.", "P1D"),
        ("en", "They met on New Year’s Eve 2021.", "2021-12-31"),
        ("en", "Rain fell in the summer of 2021.", "2021-SU"),
        ("en", "It ended in nineteen ninety-six.", "1996"),
        ("ru", "Стороны подписали договор 22 декабря 2021 года.", "2021-12-22"),
        ("ru", "Это было на прошлой неделе.", "2022-W01"),
        ("ru", "Он приехал в среду.", "2022-01-12"),
        ("ru", "Это было два года назад.", "2020"),
        ("ru", "В 1990-х годах было иначе.", "199"),
        ("ru", "Договор заключили на пять лет.", "P5Y"),
        ("ru", "Они встречаются каждый год.", "P1Y"),
        ("ru", "Переговоры шли полгода.", "P0.5Y"),
        ("ru", "Полгода назад всё было иначе.", "2021"),
        ("ru", "В октябре прошлого года войска ушли.", "2021-10"),
        ("tr", "Anlaşma 22 Aralık 2021 tarihinde imzalandı.", "2021-12-22"),
        ("tr", "Askerler geçen hafta geldi.", "2022-W01"),
        ("tr", "Heyet Çarşamba günü döndü.", "2022-01-12"),
        ("tr", "İki yıl önce başladı.", "2020"),
        ("tr", "2020’de yapıldı.", "2020"),
        ("tr", "Görüşme yarım saat sürdü.", "PT0.5H"),
        ("kk", "Келісімге 2021 жылғы 22 желтоқсанда қол қойылды.", "2021-12-22"),
        ("kk", "Бұл өткен аптада болды.", "2022-W01"),
        ("kk", "Келіссөз жарты жыл жүрді.", "P0.5Y"),
        ("kk", "Бұл екі жыл бұрын болды.", "2020"),
        ("kk", "Олар сәрсенбі күні кетті.", "2022-01-12"),
        ("fr", "L’accord a été signé le 22 décembre 2021.", "2021-12-22"),
        ("fr", "Ils sont partis la semaine dernière.", "2022-W01"),
        ("fr", "C’était il y a deux ans.", "2020"),
        ("fr", "Il est venu mercredi.", "2022-01-12"),
        ("de", "Der Vertrag wurde am 22. Dezember 2021 unterschrieben.", "2021-12-22"),
        ("de", "Das war in der vergangenen Woche.", "2022-W01"),
        ("de", "Das war vor zwei Jahren.", "2020"),
        ("de", "Am Donnerstagabend wurde gewählt.", "2022-01-13TEV"),
        ("es", "El acuerdo se firmó el 22 de diciembre de 2021.", "2021-12-22"),
        ("es", "Llegaron la semana pasada.", "2022-W01"),
        ("es", "Eso fue hace dos años.", "2020"),
        ("uk", "Угоду підписали 22 грудня 2021 року.", "2021-12-22"),
        ("uk", "Це було минулого тижня.", "2022-W01"),
        ("uk", "Це було два роки тому.", "2020"),
    ],
)
def test_value(language: str, text: str, expected: str) -> None:
    assert value(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Troops were deployed on January 2-7."),
        ("ru", "Войска находились там 2-7 января."),
        ("fr", "Les troupes étaient là du 2 au 7 janvier."),
        ("tr", "Birlikler 2-7 Ocak tarihlerinde oradaydı."),
        ("kk", "Әскер 2-7 қаңтар аралығында болды."),
        ("de", "Die Truppen waren vom 2. bis 7. Januar dort."),
        ("es", "Las tropas estuvieron del 2 al 7 de enero."),
        ("uk", "Війська були там 2-7 січня."),
    ],
)
def test_range(language: str, text: str) -> None:
    found = when(text, language)
    assert (found.start, found.end, found.precision) == ("2022-01-02", "2022-01-07", "day")


def test_a_date_keeps_its_precision() -> None:
    assert when("It was agreed in October 2021.", "en").precision == "month"
    assert when("It was agreed in October 2021.", "en").start == "2021-10"
    assert when("That was last year.", "en").start == "2021"
    week = when("That was last week.", "en")
    assert (week.precision, week.first, week.last) == ("week", date(2022, 1, 3), date(2022, 1, 9))


def test_vague_words_make_a_date_approximate() -> None:
    assert when("It began in early November 2021.", "en").approximate
    assert when("Это было в конце октября 2021 года.", "ru").approximate
    assert not when("It began in November 2021.", "en").approximate


def test_without_a_publication_day_relative_dates_stay_relative() -> None:
    for text, language in (("It happened last week.", "en"), ("Это было вчера.", "ru"), ("C’était hier.", "fr"), ("Dün oldu.", "tr")):
        (found,) = times.find_in(text, language, None)
        assert found.when is not None
        assert (found.when.precision, found.when.start) == ("relative", None)


def test_a_lone_year_anchors_days_approximately() -> None:
    found = times.find_in("The talks of 2022 failed. Troops left on January 19.", "en", None)
    assert [(one.value, one.when.approximate) for one in found if one.when] == [("2022", False), ("2022-01-19", True)]


def test_two_years_anchor_nothing() -> None:
    text = "The talks begin on January 19. In 2019 they failed. In 2022 they held."
    assert [one.value for one in times.find_in(text, "en", None)] == ["XXXX-01-19", "2019", "2022"]


def test_the_next_day_counts_from_the_day_named_before() -> None:
    assert values("They met on January 5. The next day they parted.", "en")["The next day"] == "2022-01-06"
    assert values("Встреча была 5 января. На следующий день они уехали.", "ru")["На следующий день"] == "2022-01-06"


def test_words_that_only_look_like_dates_are_left_alone() -> None:
    for text in ("He may go. They march on. A second man ran.", "It cost $2000.", "About 1500 soldiers came.", "A 44-year-old man."):
        assert times.find_in(text, "en", PUBLISHED) == ()


def test_thirty_first_of_june_is_no_date() -> None:
    assert all(found.value != "2022-06-31" for found in times.find_in("It was on 31 June 2022.", "en", PUBLISHED))


def test_sentences_are_read_in_their_own_language() -> None:
    text = "Это было вчера. It was yesterday."
    sentences = (
        Sentence(start=0, end=15, number=0, paragraph=0, language="ru"),
        Sentence(start=16, end=len(text), number=1, paragraph=0, language="en"),
    )
    article = Article(key="a", text=text, language="ru", published=day(PUBLISHED))
    found = times.find(Reading(article=article, sentences=sentences))
    assert [(one.span.text, one.value) for one in found] == [("вчера", "2022-01-13"), ("yesterday", "2022-01-13")]


def ends_of(node: Node) -> Iterator[tuple[str, Value]]:
    yield from node.ends
    for step in node.steps.values():
        yield from ends_of(step)


def test_every_language_has_twelve_months_and_seven_weekdays() -> None:
    for language in LANGUAGES:
        known = lexicon(language)
        assert known is not None
        ends = list(ends_of(known.root))
        assert {number for category, number in ends if category == "month"} == set(range(1, 13))
        assert {number for category, number in ends if category == "weekday"} == set(range(1, 8))


def test_easter() -> None:
    assert [calendar.easter(year) for year in (1998, 2022, 2024)] == [date(1998, 4, 12), date(2022, 4, 17), date(2024, 3, 31)]


def test_nth_weekday() -> None:
    assert calendar.holiday("11-4-4", 2021) == date(2021, 11, 25)
    assert calendar.holiday("05-1--1", 2022) == date(2022, 5, 30)


@given(st.text(alphabet=LETTERS, max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_gives_true_offsets(text: str, language: str) -> None:
    end = 0
    for found in times.find_in(text, language, PUBLISHED):
        assert text[found.span.start : found.span.end] == found.span.text
        assert found.span.start >= end
        end = found.span.end


@given(st.text(max_size=200), st.sampled_from(LANGUAGES), st.sampled_from([None, PUBLISHED]))
def test_any_letters_do_no_harm(text: str, language: str, published: date | None) -> None:
    times.find_in(text, language, published)


@given(st.text(alphabet=LETTERS, max_size=200), st.sampled_from(LANGUAGES))
def test_what_is_remembered_changes_nothing(text: str, language: str) -> None:
    before = times.find_in(text, language, PUBLISHED)
    matching._promising.cache_clear()
    assert times.find_in(text, language, PUBLISHED) == before


def test_a_stretch_of_words_is_judged_where_it_stands() -> None:
    assert values("In 2020 it cost more.", "en") == {"2020": "2020"}
    assert values("It cost 2020 dollars.", "en") == {}
    assert values("It was so in 2020.", "en") == {"2020": "2020"}


def test_long_hostile_text_is_read_in_linear_time() -> None:
    for unit in ("the first ", "1 ", "- ", "in the ", "January 2-", "12:", "and two "):
        times.find_in(unit * 4000, "en", PUBLISHED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_for_two_values_of_its_category(language: str) -> None:
    words = files.load(f"times/{language}.yaml", Data).words
    for category, by_value in words.items():
        phrases = [phrase for found in by_value.values() for phrase in set(found)]
        twice = {phrase for phrase in phrases if phrases.count(phrase) > 1}
        assert not twice, f"{language} {category}: {sorted(twice)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_says_when_it_was_checked(language: str) -> None:
    assert date.fromisoformat(files.load(f"times/{language}.yaml", Data).checked)
    assert date.fromisoformat(files.load(f"places/{language}.yaml", PlaceCues).checked)
