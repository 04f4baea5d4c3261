"""Names and dates in the reader's language, where they are known in it; the JSON twins stay as they are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from small_press import STORIES
from starlette.testclient import TestClient

from dragoman.desk import dated, known, signed, spoken
from dragoman.web import app

STORY = f"/story/{STORIES[0].key}"


@pytest.fixture
def reader(store):
    return TestClient(app(store), base_url="http://127.0.0.1")


def day(client, address, **given):
    found = html.fromstring(client.get(address, **given).text).xpath("string(//dl[@class='facts']//dd[@class='day'])")
    return plain(found)


def plain(text):
    """Which of the several spaces stands in a date changes from one release of the language data to the next."""
    return " ".join(text.split())


def test_a_choice_holds_for_the_pages_after_it(reader):
    assert day(reader, STORY) == "2022-01-11"
    assert day(reader, f"{STORY}?lang=ru") == "11 янв. 2022 г."
    assert day(reader, STORY) == "11 янв. 2022 г."
    assert day(reader, f"{STORY}?lang=en") == "2022-01-11"


def test_the_browsers_language_is_taken_and_unknown_ones_are_passed_over(reader):
    assert day(reader, STORY, headers={"Accept-Language": "xx, tr-TR;q=0.9, ru;q=0.8"}) == "11 Oca 2022"
    assert day(reader, STORY, headers={"Accept-Language": ", ;q=1, " + "q," * 500}) == "2022-01-11"
    assert day(reader, f"{STORY}?lang=../../etc") == "2022-01-11"


def test_names_say_their_language(reader):
    drawn = html.fromstring(reader.get("/actors?lang=ru").text)
    assert drawn.xpath("//a[@href='/actor/CSTO']/text()")[0] == "ОДКБ"
    assert drawn.xpath("//a[@href='/actor/CSTO']/@lang") == ["ru"]
    assert drawn.xpath("//a[@href='/actor/KAZ']/@lang") == [], "a name that is not known in it stays English"
    assert drawn.xpath("//nav[@class='tongues']//a[@aria-current]/@lang") == ["ru"]


def test_twins_do_not_depend_on_the_reader(reader):
    english = reader.get(f"{STORY}.json").text
    assert reader.get(f"{STORY}.json", headers={"Accept-Language": "ru"}).text == english
    assert json.loads(english)["story"]["when"] == "2022-01-11"


def test_dates_keep_their_precision():
    assert plain(dated("2022-01", "ru")) == "янв. 2022 г."
    assert dated("2022", "tr") == "2022"
    assert dated("2022-01-03 to 2022-01", "fr") == "3 janv. 2022 to janv. 2022"
    assert dated("2022-01-06") == "2022-01-06"
    assert dated("undated", "ru") == "undated"
    assert dated("2022-13-45", "ru") == "2022-13-45"


@given(st.text(), st.sampled_from(["", "ru", "ar", "kk", "zh"]))
def test_no_text_breaks_a_date(text, language):
    assert isinstance(dated(text, language), str)


def test_the_vocabulary_names_whom_the_store_has_not():
    assert known("KGZ").name == "Kyrgyzstan"
    assert known("KGZ", "ru").name == "Кыргызстан" or known("KGZ", "ru").name == "Киргизия"
    assert known("C5_PLUS_1").short == "C5+1"
    assert known("health-ministry").name == "health ministry"
    assert spoken("kk") == "қазақ тілі"
    assert spoken("nonsense") == ""


def test_what_rounds_to_nothing_has_no_sign():
    assert (signed(0.0), signed(-0.001), signed(0.04, 1), signed(-0.2)) == ("0.00", "0.00", "0.0", "−0.20")
