"""Places: which words are one, and which place they mean."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.mentions.places import Places
from dragoman.mentions.places.atlas import Entry
from dragoman.mentions.places.index import open_index
from dragoman.mentions.places.lemmas import lemmas
from dragoman.mentions.places.names import hashed, key, plain
from dragoman.records import Article, Place, Reading

# The index is built once and kept where git does not look.
CACHE = Path(__file__).parents[2] / ".cache"


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(CACHE)


def found(places: Places, text: str, language: str = "en", url: str = "") -> dict[str, Place]:
    return {place.span.text: place for place in places.find_in(text, language, url=url)}


def countries(places: Places, text: str, language: str = "en") -> dict[str, str]:
    return {place.span.text: place.country for place in places.find_in(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Russian troops flew from Moscow to Almaty.", {"Moscow": "RUS", "Almaty": "KAZ"}),
        ("ru", "Токаев прибыл в Алматы из Москвы.", {"Алматы": "KAZ", "Москвы": "RUS"}),
        ("ru", "Встреча пройдёт в Нижнем Новгороде и на Кавказе.", {"Нижнем Новгороде": "RUS", "Кавказе": ""}),
        ("tr", "Bakan Ankara’dan Kazakistan’a gitti.", {"Ankara": "TUR", "Kazakistan": "KAZ"}),
        ("kk", "Кездесу Мәскеуде және Ташкентте өтті.", {"Мәскеуде": "RUS", "Ташкентте": "UZB"}),
        ("fr", "Il est allé de Paris à Moscou par la mer Noire.", {"Paris": "FRA", "Moscou": "RUS", "mer Noire": ""}),
        ("de", "Er reiste von Berlin nach Moskau und Kasachstan.", {"Berlin": "DEU", "Moskau": "RUS", "Kasachstan": "KAZ"}),
        ("es", "Viajó de Madrid a Bruselas y al golfo Pérsico.", {"Madrid": "ESP", "Bruselas": "BEL", "golfo Pérsico": ""}),
        ("uk", "Він прибув до Львова з Варшави.", {"Львова": "UKR", "Варшави": "POL"}),
    ],
)
def test_languages(places: Places, language: str, text: str, expected: dict[str, str]) -> None:
    assert countries(places, text, language) == expected


def test_the_state_named_behind_a_town_decides(places: Places) -> None:
    assert found(places, "He lives in Paris, Texas.")["Paris"].province == "TX"
    assert found(places, "He lives in Paris, France.")["Paris"].country == "FRA"
    assert found(places, "She came from Springfield, Ill., on Monday.")["Springfield"].province == "IL"


def test_a_name_alone_means_the_best_known_place(places: Places) -> None:
    paris = found(places, "The talks were held in Paris.")["Paris"]
    assert paris.country == "FRA"
    assert paris.lat is not None
    assert abs(paris.lat - 48.85) < 0.1


def test_neighbours_decide_between_homonyms(places: Places) -> None:
    text = "Fires burned near Eugene and Corvallis. Police in Springfield warned drivers on the way to Salem."
    assert found(places, text)["Springfield"].province == "OR"


def test_the_address_of_a_page_tells_its_country(places: Places) -> None:
    text = "The council in Newcastle met on Monday."
    assert found(places, text, url="http://www.example.co.uk/news")["Newcastle"].country == "GBR"
    assert found(places, text, url="http://www.example.com.au/news")["Newcastle"].country == "AUS"


def test_persons_are_no_places(places: Places) -> None:
    assert "Paris" not in found(places, "Paris Hilton said so. She smiled.")
    assert found(places, "Mr. Jackson spoke. Later Jackson left.") == {}
    assert set(found(places, "Georgia Smith lives in Georgia.")) == {"Georgia"}


def test_bodies_are_no_places(places: Places) -> None:
    assert found(places, "The Washington Post reported it.") == {}
    assert found(places, "NATO and the CSTO agreed.") == {}


def test_countries_are_countries(places: Places) -> None:
    china = found(places, "The delegation flew to China.")["China"]
    assert (china.country, china.feature) == ("CHN", "A")


def test_adjectives_are_places_only_on_demand(places: Places) -> None:
    text = "Turkish officials met Kazakh envoys."
    assert places.find_in(text, "en") == ()
    assert [place.country for place in places.find_in(text, "en", peoples=True)] == ["TUR", "KAZ"]


def test_names_over_time(places: Places) -> None:
    text = "He flew to Astana, then called Nur-Sultan."
    assert {place.geonameid for place in places.find_in(text, "en")} == {1526273}


def test_counties_in_a_list(places: Places) -> None:
    text = "Floods hit Denton, Rockwall and Collin counties in Texas."
    provinces = {name: place.province for name, place in found(places, text).items()}
    assert provinces == dict.fromkeys(("Denton", "Rockwall", "Collin", "Texas"), "TX")


def test_roads_take_the_point_of_the_town_beside_them(places: Places) -> None:
    road = found(places, "A fire broke out on Summit Avenue in Minneapolis.")["Summit Avenue"]
    assert road.feature == "R"
    assert road.score < 0.5
    assert road.lat is not None
    assert abs(road.lat - 44.98) < 0.1


def test_a_reading_is_read_in_its_language(places: Places) -> None:
    article = Article(key="a", text="Войска ушли из Казахстана.", language="ru")
    assert [place.name for place in places.find(Reading(article=article))] == ["Kazakhstan"]


def test_keys_are_one_for_spellings_of_a_name() -> None:
    assert key("St. Paul") == key("Saint Paul") == key("SAINT-PAUL")
    assert key("Coeur d’Alene") == key("Coeur d'Alene")
    assert plain("São Tomé") == "Sao Tome"
    assert hashed("paris") != hashed("pariz")


def test_lemmas_hold_the_dictionary_form() -> None:
    assert "москва" in lemmas("москве", "ru")
    assert "алматы" in lemmas("алматыда", "kk")
    assert lemmas("paris", "en") == ("paris",)


LETTERS = st.sampled_from("ParisLondonStNew.York,’'-()МоскваАлматы \nCountyof")
SMALL = (
    Entry(kind="town", names=("Upper Town", "Uptown"), lat=1.5, lon=2.5, country="AAA", admin1="01", people=500, id=7),
    Entry(kind="town", names=("Upper Town",), lat=-3.0, lon=4.0, country="BBB", people=9000, id=8),
)


def test_index_gives_the_most_peopled_first(tmp_path: Path) -> None:
    index = open_index(tmp_path, lambda: SMALL)
    rows, other, none = index.find(["upper town", "uptown", "nowhere"])
    assert [(index.name(row), row.country, row.id) for row in rows] == [("Upper Town", "BBB", 8), ("Upper Town", "AAA", 7)]
    assert all(row.own for row in rows)
    assert [(row.id, row.own, row.lat) for row in other] == [(7, False, 1.5)]
    assert none == ()


def test_a_damaged_index_is_built_anew(tmp_path: Path) -> None:
    open_index(tmp_path, lambda: SMALL)
    (folder,) = tmp_path.iterdir()
    for damage in ("hashes.npy", "sums.json"):
        (folder / damage).write_bytes(b"broken")
        assert len(open_index(tmp_path, lambda: SMALL).find(["uptown"])[0]) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [folder.name]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet=LETTERS, max_size=200), language=st.sampled_from(["en", "ru", "tr", "fr"]))
def test_any_text_gives_true_offsets(places: Places, text: str, language: str) -> None:
    end = 0
    for place in places.find_in(text, language):
        assert text[place.span.start : place.span.end] == place.span.text
        assert place.span.start >= end
        end = place.span.end


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), language=st.sampled_from(["en", "ru", "tr", "kk", "ar", "zh"]))
def test_any_letters_do_no_harm(places: Places, text: str, language: str) -> None:
    places.find_in(text, language)


def test_long_hostile_text_is_read_in_linear_time(places: Places) -> None:
    for unit in ("Paris ", "St. ", "A-", "New York, ", "of the "):
        places.find_in(unit * 3000, "en")
