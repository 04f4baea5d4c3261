"""What the cleaner promises on any input: offsets that hold, bounded time, a Failure where there is no article."""

import time

import pytest
from checked_text import check_offsets, cut, words
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Failure, Raw, Reading

PROSE = "The foreign minister said in Astana on Monday that the two countries would hold a joint exercise in the autumn. "
LINES = (
    PROSE,
    "Read also",
    "> What is the alliance?",
    "Share: Facebook | Twitter",
    "© 2021 Steppe Courier (demo)",
    "Leave a Reply",
    "12 May 2021",
    "By Dana Whitlock",
    "Home | World | Sport",
    "Министр заявил, что учения пройдут осенью. Об этом сообщает агентство.",
    "Читайте также: О чём молчат",
    "",
    "  ",
    "“",
    "...",
    "НУР-СУЛТАН, 11 января. Текст.",
    "<p>",
    "{}",
    "\u200b\ufeff",
    "a|b|c",
    "X" * 300,
    "Bakan, tatbikatın sonbaharda yapılacağını söyledi.",
    "Il vous reste 40 % de cet article à lire.",
)
TAGS = ("p", "div", "h1", "nav", "li", "td", "b", "a", "script", "!--", "x y=z", "article")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=80)), max_size=25), st.sampled_from(["\n", "\n\n", " "]))
def test_offsets_hold_on_any_text(cleaner, lines, separator):
    found = cleaner.clean([Raw(origin="any", text=separator.join(lines))])[0]
    if isinstance(found, Reading):
        check_offsets(found)
    else:
        assert found.reason


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(LINES)), max_size=20))
def test_offsets_hold_on_any_page(cleaner, parts):
    page = "".join(f"<{tag}>{line}" if len(line) % 2 else f"<{tag}>{line}</{tag}>" for tag, line in parts)
    found = cleaner.clean([Raw(origin="any", html=page + " ")])[0]
    if isinstance(found, Reading):
        check_offsets(found)
    else:
        assert found.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"text": PROSE * 3500},
        {"text": "x" * 400_000},
        {"text": "." * 400_000},
        {"text": "a\n" * 200_000},
        {"text": "Home | World\n" * 30_000},
        {"text": "Read also\nA headline\n" * 15_000},
        {"text": "телеграм-канал «" * 25_000},
        {"text": "«" * 200_000 + "»" * 200_000},
        {"html": "<div>" * 50_000 + PROSE},
        {"html": "<b>" * 50_000 + PROSE},
        {"html": "<table><tr><td>" * 3000 + PROSE},
        {"html": "<p " + "a=b " * 100_000 + ">" + PROSE},
        {"html": "<a href=x>word</a> " * 60_000},
        {"html": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PROSE},
        {"html": "<" * 400_000},
    ],
    ids=lambda fields: (fields.get("text") or fields.get("html"))[:20],
)
def test_time_is_bounded_on_hostile_input(cleaner, fields):
    before = time.process_time()
    found = cleaner.clean([Raw(origin="hostile", **fields)])[0]
    assert time.process_time() - before < 8
    assert isinstance(found, Reading | Failure)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "   \n "},
        {"text": "Home | World | Sport | Contact"},
        {"text": "Share\nTweet\nPrint\n© 2021 Somebody"},
        {"text": "* * * 12.5 %"},
        {"html": "<script>var a = 1; function f() { return 2; }</script>"},
        {"html": "<html><head><title>A title and nothing else in this page at all</title></head></html>"},
        {"text": "<html><body><script>var a = {b: 1};</script><style>p {color: red}</style></body></html>"},
        {"text": "The president \ud800 said so in Astana on Monday afternoon, officials report."},
    ],
)
def test_what_is_no_article_is_a_failure(cleaner, fields):
    found = cleaner.clean([Raw(origin="nothing", **fields)])[0]
    assert isinstance(found, Failure)
    assert found.origin == "nothing"
    assert found.key.startswith("fail-")


def test_the_same_input_has_the_same_key_wherever_it_was_read_from(cleaner):
    first, second = cleaner.clean([Raw(origin="a.txt", text=PROSE), Raw(origin="b/c.txt", text=PROSE)])
    assert first.article.key == second.article.key
    other = cleaner.clean([Raw(origin="a.txt", text=PROSE, outlet="Steppe Courier")])[0]
    assert other.article.key != first.article.key


def test_the_original_text_is_kept_to_the_letter(clean):
    text = f"\ufeffA title of some words\r\n\n{PROSE}\n\nShare: Facebook | Twitter\n"
    assert clean(text).article.text == text


def test_site_names_and_menus_before_the_title_are_furniture(clean):
    reading = clean(f"coin priceTechnologyWorld\n\nMinisters agree on a joint exercise\n\nSpread the love\n\n{PROSE}")
    assert reading.article.title == "Ministers agree on a joint exercise"
    assert cut(reading) == [("navigation", "coin priceTechnologyWorld"), ("share", "Spread the love")]


def test_without_a_headline_the_first_sentence_serves_and_is_no_title(clean):
    lead = "Ankara chooses another way. This is what a channel writes."
    reading = clean(f"{lead}\nThe two countries have no common border, and yet they train together.")
    assert reading.article.title == "Ankara chooses another way"
    assert reading.article.title_span is None
    assert [one.part for one in reading.sentences] == ["lead", "lead", "body"]


def test_a_given_title_is_found_in_the_text_or_kept_without_a_place(clean):
    text = f"Ministers agree\n\n{PROSE}"
    assert clean(text, title="Ministers agree").article.title_span.text == "Ministers agree"
    assert clean(PROSE, title="Ministers agree").article.title_span is None
    assert clean(PROSE, title="Ministers agree").article.title == "Ministers agree"


def test_wrapped_lines_are_one_paragraph(clean):
    text = (
        "Ministers agree on a joint exercise\n\n"
        "The foreign minister of the country said in the capital on Monday that\n"
        "the two sides would hold a joint exercise in the autumn, and that the\n"
        "troops of a third state had been invited to send their observers to\n"
        "it. He did not say which state it was, nor how many soldiers would be\n"
        "taking part.\n\n"
        "A spokesman added that the exercise had been planned for many months\n"
        "and was aimed at nobody, in spite of what had been written about it in\n"
        "the papers of the neighbouring country during the last few weeks.\n"
    )
    assert len(words(clean(text))) == 4


def test_a_paywall_cuts_and_says_so(clean):
    reading = clean(f"{PROSE}\n\nYou have 40% of this article to read. The rest is for subscribers only.")
    assert reading.article.truncated
    assert not clean(PROSE).article.truncated


def test_comments_of_readers_are_not_the_article(clean):
    comments = "Comments (2)\n\nIvan\nI do not believe a word of this, and I have lived there for years.\n\nAnna\nNor do I."
    reading = clean(f"A title of some words\n\n{PROSE * 5}\n\n{comments}")
    assert "believe" not in " ".join(words(reading))


def test_languages_may_change_in_a_text(clean):
    russian = "Министр иностранных дел заявил в понедельник, что две страны проведут осенью совместные учения на границе."
    reading = clean(f"{PROSE * 3}\n\n{russian}")
    assert reading.article.language == "en"
    assert {one.language for one in reading.sentences} == {"en", "ru"}
