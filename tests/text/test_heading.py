"""Dates, datelines, bylines and outlets as the press writes them."""

import pytest

from dragoman.text.dateline import dateline
from dragoman.text.dates import dates, in_address, published
from dragoman.text.names import own_name, written_for


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("by Vladimir D. on 22 Jan 2022 0 Comment", "en", "2022-01-22"),
        ("January 6, 2022, 18:30 | Agencies", "en", "2022-01-06"),
        ("6th of nothing, 10.11.2020 09:20", "ru", "2020-11-10"),
        ("8 января 2022 г., 16:05", "ru", "2022-01-08"),
        ("16 Ocak 2022 Pazar", "tr", "2022-01-16"),
        ("Publié le 27 décembre 2021 à 06 h 00", "fr", "2021-12-27"),
        ("le 1er mars 2022", "fr", "2022-03-01"),
        ("19 қыркүйек 2022 ж.", "kk", "2022-09-19"),
        ("2021 жылғы 6 желтоқсанда", "kk", "2021-12-06"),
        ("2021年12月7日", "zh", "2021-12-07"),
        ("October 2021", "en", "2021-10"),
        ("05/06/2022", "en", "2022"),
        ("05/06/2022", "fr", "2022-06-05"),
        ("01/22/2022", "en", "2022-01-22"),
    ],
)
def test_dates(line, language, expected):
    assert [one.when.start for one in dates(line, language)] == [expected]


@pytest.mark.parametrize("line", ["31 February 2022", "3.5 percent", "in 2021", "section 12.11.10", "99.99.2022", "at 10:30"])
def test_what_is_no_date_is_not_made_one(line):
    assert not [one for one in dates(line, "en") if one.when.precision == "day"]


def test_dates_keep_their_precision():
    assert published("2021-10").precision == "month"
    assert published("2022-01-06T14:20:00+03:00").start == "2022-01-06"
    assert published("20220106T102000").start == "2022-01-06"
    assert published("yesterday") is None
    assert in_address("https://example.org/2022/01/06/title").start == "2022-01-06"
    assert in_address("https://example.org/2022/01/title").start == "2022-01"
    assert in_address("https://example.org/2022-report") is None


@pytest.mark.parametrize(
    ("line", "rest", "agency"),
    [
        ("NUR-SULTAN, January 6 (Alatau Newswire) – The alliance decided", "The alliance", "Alatau Newswire"),
        ("ANKARA (AA) - Milli Savunma Bakanı", "Milli", "AA"),
        ("ASTANA — Kassym-Jomart Tokayev was sworn in", "Kassym", ""),
        ("ДУШАНБЕ, 19 октября. На полигоне", "На полигоне", ""),
        ("МОСКВА, 19 октября. /ТАСС/. На полигоне", "На полигоне", "ТАСС"),
        ("МОСКВА, 6 янв — РИА Новости. Вывод войск", "Вывод войск", "РИА Новости"),
        ("Moscow, Jan 6 (Interfax) - The ministry", "The ministry", "Interfax"),
        ("NOURSOULTAN, 16 janv. (ARP) — Les troubles", "Les troubles", "ARP"),
    ],
)
def test_datelines(line, rest, agency):
    found = dateline(line)
    assert line[found.end :].startswith(rest)
    assert found.agency == agency


@pytest.mark.parametrize(
    "line",
    [
        "NATO — a bloc of thirty states — decided nothing.",
        "ASTANA, the city that was still Nur-Sultan, is busy.",
        "Is this drift or balance? Nobody — not even he — knows.",
        "НАТО — военный блок, в который входит Турция.",
        "The minister — a former general — said so.",
    ],
)
def test_what_is_no_dateline(line):
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("© 2020, GDC. © GDC and www.example.com. Unauthorized use", "GDC"),
        ("© 2022 Steppe Courier (demo). All rights reserved.", "Steppe Courier (demo)"),
        ("© «Восточный меридиан» (демо), 2020", "Восточный меридиан» (демо)"),
        ("(c) Alatau Newswire (demo)", "Alatau Newswire (demo)"),
        ("© All rights reserved", ""),
    ],
)
def test_the_name_in_a_copyright_line(line, name):
    assert own_name(line) == name


def test_the_magazine_that_a_text_was_written_for():
    assert written_for("Ivan Petrov, observer, exclusively for the online magazine “New Steppe Outlook”.") == "New Steppe Outlook"
    assert written_for("Ivan Petrov, observer") == ""


def test_an_imprecise_copyright_year_dates_the_article_about(clean):
    body = "The foreign minister said in Astana on Monday that the two countries would hold a joint exercise."
    dated = clean(f"{body}\n\n© 2020, Someone").article.published
    assert (dated.start, dated.precision, dated.approximate) == ("2020", "year", True)
    assert clean(f"{body}\n\n© 2007–2022 Someone").article.published is None


def test_credits_are_outlets_that_the_text_names_as_its_source(clean):
    body = "The treaty was signed, Boğaz Ajansı reports. The Steppe Courier building stands in the rain."
    assert clean(f"{body} Alatau Newswire said nothing more on Monday evening.").article.credits == ("bogaz-ajansi", "alatau-newswire")
    channel = clean("Об этом пишет телеграм-канал «Степной ветер». Казахстан и Турция не имеют общих границ и оснований для партнерства.")
    assert channel.article.credits == ("Степной ветер",)
