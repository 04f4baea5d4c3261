"""Copies: what depends on what, how, and why."""

import datetime
import random

import pytest
from checked_text import DEMO
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Article, Failure, day
from dragoman.sources import Options, gather
from dragoman.text import copies
from dragoman.text.copies.skeleton import skeleton
from dragoman.text.copies.translated import sound

FIRST = datetime.date(2022, 1, 6)
PARAGRAPHS = (
    "The council of the alliance decided on Thursday to send a collective force to the republic for a limited period, hours"
    " after its president had asked for help in a televised speech.",
    "The decision was announced by the prime minister of the member that holds the chair this year. It refers to the fourth"
    " article of the treaty, which speaks of aggression.",
    "Advance parties of paratroopers were already in the air on Thursday morning, and transport planes were waiting at three"
    " airfields near the northern border, according to the ministry.",
    "The force is to guard airports, power stations and government buildings, and to help the police keep order in the"
    " largest city, where shops stayed closed for a second day.",
    "The secretary general said that the contingent would number about 2,500 soldiers and could be reinforced if need be; he"
    " expected it to stay for days or weeks, not for months.",
    "The protests began in an oil town in the west after the price of liquefied gas for cars had doubled at the turn of the"
    " year, and spread to the whole country within four days.",
)
OWN = (
    "Oil prices rose in London as traders watched the republic, which pumps some 1.6 million barrels a day from fields that"
    " foreign companies run together with the state.",
    "In the neighbouring capital nobody missed the irony, said one lecturer: the alliance that did not move two winters ago"
    " has moved now, and at the signature of the same man.",
    "Washington reacted with caution; a spokesman said that his government would be watching for any violation of human"
    " rights in the days that were to come.",
)


def article(key, paragraphs, days=0, **fields):
    return Article(
        key=f"art-{key}",
        text="\n\n".join(paragraphs),
        published=day(FIRST + datetime.timedelta(days=days)),
        **{"outlet": f"outlet-{key}", "language": "en", **fields},
    )


def scanned(text):
    """A text as a bad scan gives it back."""
    noise = random.Random(7)
    swaps = {"e": "c", "o": "0", "l": "1", "b": "h", "n": "u", "s": "5", "a": "o", "t": "f", "m": "rn", "h": "b"}
    return "".join(swaps.get(letter, letter) if noise.random() < 0.25 else letter for letter in text)


def only(found):
    assert len(found) == 1
    return found[0]


def test_a_text_printed_again_is_an_exact_copy_of_the_earlier():
    copy = only(copies.find([article("b", PARAGRAPHS), article("a", PARAGRAPHS, days=1)]))
    assert (copy.article, copy.source, copy.kind, copy.share) == ("art-a", "art-b", "exact", 1.0)
    assert copy.reason == "Word for word the source’s text."


def test_a_shortened_text_is_cut_and_a_lengthened_one_padded():
    cut = only(copies.find([article("a", PARAGRAPHS), article("b", PARAGRAPHS[:3], days=1)]))
    assert (cut.kind, cut.source) == ("cut", "art-a")
    assert cut.share > 0.9
    padded = only(copies.find([article("a", PARAGRAPHS), article("b", [OWN[0], *PARAGRAPHS[:4], *OWN[1:]], days=1)]))
    assert (padded.kind, padded.source) == ("padded", "art-a")
    assert 0.4 < padded.share < 0.8


def test_order_of_paragraphs_does_not_hide_a_copy():
    copy = only(copies.find([article("a", PARAGRAPHS), article("b", PARAGRAPHS[::-1], days=1)]))
    assert copy.kind in ("near", "exact")


def test_the_noise_of_a_scan_does_not_hide_a_copy():
    copy = only(copies.find([article("a", PARAGRAPHS), article("b", [scanned(one) for one in PARAGRAPHS], days=1)]))
    assert copy.kind == "near"
    assert copy.reason.endswith("damaged as by a scan.")
    assert skeleton("modern") == skeleton("rnodcrn")
    assert skeleton("Казахстан") == skeleton("Козохстан")


def test_a_lifted_passage_is_a_passage():
    own = [*OWN, *(one.replace("the", "that") + " It was not said why." for one in OWN)]
    copy = only(copies.find([article("a", PARAGRAPHS), article("b", [*own, PARAGRAPHS[2], PARAGRAPHS[4], *own[::-1]], days=1)]))
    assert (copy.kind, copy.source) == ("passage", "art-a")
    assert copy.share < 0.5


def test_a_quotation_that_both_carry_is_no_copy():
    quote = "“" + PARAGRAPHS[0] + "”"
    assert copies.find([article("a", [*PARAGRAPHS[2:], quote]), article("b", [*OWN, quote], days=1)]) == ()


def test_other_reports_of_the_day_are_no_copies():
    assert copies.find([article("a", PARAGRAPHS), article("b", OWN, days=1)]) == ()


def test_of_one_day_the_agency_that_is_credited_is_the_source():
    agency = article("z", PARAGRAPHS, outlet="agency")
    paper = article("a", PARAGRAPHS, credits=("agency",))
    assert only(copies.find([paper, agency])).source == "art-z"


def test_an_undated_copy_comes_after_a_dated_one():
    undated = Article(key="art-a", text="\n\n".join(PARAGRAPHS), language="en")
    assert only(copies.find([undated, article("b", PARAGRAPHS, days=300)])).source == "art-b"


def test_a_retelling_with_credit_depends_on_the_report_it_names():
    report = article(
        "a",
        [
            "The Defence Ministry of Kazakhstan denied on Friday that 2,500 soldiers of General Serik Abdrakhmanov had crossed"
            " at Khorgos, as Radio Zhetysu had said."
        ],
        outlet="agency",
    )
    retold = article(
        "b",
        [
            "No troops have crossed: officials in Kazakhstan say that talk of 2,500 men under Abdrakhmanov at Khorgos is untrue,"
            " the agency reports, and that Radio Zhetysu was wrong."
        ],
        days=1,
        credits=("agency",),
    )
    copy = only(copies.find([report, retold]))
    assert (copy.kind, copy.article, copy.source) == ("credited", "art-b", "art-a")
    assert copies.find([report, article("c", retold.text.split("\n\n"), days=30, credits=("agency",))]) == ()


SUMMIT_EN = (
    "Tokayev opened the summit in Turkistan on Friday with Erdogan and Aliyev. Mirziyoyev and Japarov came with their ministers."
    " The leaders signed 12 documents and agreed on a fund of 500 million dollars. Secretary General Amreyev will report to"
    " Samarkand in 2022. Hungary was represented by Viktor Orban."
)
SUMMIT_RU = (
    "Токаев открыл в пятницу саммит в Туркестане с участием Эрдогана и Алиева. Мирзиёев и Жапаров приехали с министрами. Лидеры"
    " подписали 12 документов и договорились о фонде в 500 миллионов долларов. Генеральный секретарь Амреев доложит в"
    " Самарканде в 2022 году. Венгрию представлял Виктор Орбан."
)
SUMMIT_OF_ITS_OWN = (
    "Над площадью шесть флагов, и самый большой – хозяев. К полудню Эрдоган и Орбан успели поговорить отдельно, о газе."
    " Фонд, о котором спорили с весны, получит 500 миллионов. Алиев торопил, Жапаров просил отсрочки, Токаев мирил обоих."
    " Подписали 12 бумаг. Дальше – Самарканд, где примет Мирзиёев, и новая встреча министров."
)


def test_a_translation_is_found_without_any_credit():
    russian = article("b", [SUMMIT_RU], days=1, language="ru")
    copy = only(copies.find([article("a", [SUMMIT_EN]), russian]))
    assert (copy.kind, copy.article, copy.source) == ("translated", "art-b", "art-a")
    assert copy.reason == "5 sentences name the same people, places and numbers as the source’s, in order, in another language."


def test_a_report_of_its_own_in_another_language_is_no_translation():
    assert copies.find([article("a", [SUMMIT_EN]), article("b", [SUMMIT_OF_ITS_OWN], days=1, language="ru")]) == ()


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_articles_does_not_matter(order):
    texts = [PARAGRAPHS, PARAGRAPHS[:3], [OWN[0], *PARAGRAPHS], OWN, [*OWN, PARAGRAPHS[0]], PARAGRAPHS[::-1]]
    articles = [article(str(number), text, days=number) for number, text in enumerate(texts)]
    assert copies.find([articles[at] for at in order]) == copies.find(articles)


def test_nothing_comes_of_nothing():
    assert copies.find([]) == ()
    assert copies.find([article("a", ["Two words"]), article("b", ["Two words"], days=1)])[0].kind == "exact"
    assert copies.find([article("a", [""]), article("b", ["..."])]) == ()


@pytest.fixture(scope="module")
def demo(cleaner):
    raws = [raw for raw in gather([str(DEMO / "press")], Options()) if not isinstance(raw, Failure)]
    articles = [reading.article for reading in cleaner.clean(raws)]
    names = {one.key: raw.id or raw.origin[:3] for one, raw in zip(articles, raws, strict=True)}
    return {(names[copy.article], names[copy.source], copy.kind) for copy in copies.find(articles)}


def test_the_copies_of_the_demo(demo):
    assert demo == {
        ("016", "015", "exact"),
        ("017", "015", "cut"),
        ("018", "015", "padded"),
        ("019", "015", "spun"),
        ("023", "022", "translated"),
        ("demo-j2", "022", "translated"),
        ("024", "022", "credited"),
        ("027", "026", "exact"),
        ("demo-j3", "026", "cut"),
        ("035", "034", "padded"),
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [("Чавушоглу", "Çavuşoğlu’nun"), ("Токаевым", "Tokayev"), ("Хулуси", "Hulusi"), ("Назарбаевтың", "Nazarbayev"), ("Ердоған", "Erdoğan")],
)
def test_names_sound_alike_across_scripts(left, right):
    assert sound(left)[:3] == sound(right)[:3]
