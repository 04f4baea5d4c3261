"""The pages' own words in the reader's language, and where an alignment turned."""

import re
from importlib.resources import files

import msgspec
import pytest
from conftest import remember
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from small_press import ALIGNMENTS, STORIES
from starlette.testclient import TestClient

from dragoman.charts import reach
from dragoman.desk import Desk
from dragoman.records import Part
from dragoman.store import viewing
from dragoman.web import app, words
from dragoman.web.filters import types
from dragoman.web.turns import turns


@pytest.fixture
def client(store):
    """A client of its own: the language that others chose is kept in a cookie."""
    return TestClient(app(store, recall=remember), base_url="http://127.0.0.1", follow_redirects=False)


def test_pages_speak_the_readers_language(client):
    page = html.fromstring(client.get("/?lang=ru").text)
    assert page.xpath("//html/@lang") == ["ru"]
    assert page.xpath("//nav[@aria-label='Страницы']//a/text()")[:3] == ["Сводка", "Хронология", "Карта"]
    assert page.xpath("//h2[@id='h-stories']/text()") == ["Лучше всего подтверждено"]
    assert html.fromstring(client.get("/?lang=kk").text).xpath("//h2[@id='h-tensions']/text()") == ["Қайшылықтар"]
    german = html.fromstring(client.get("/?lang=de").text)
    assert german.xpath("//html/@lang") == ["en"], "what is not translated is English, and says so"


def test_the_table_of_words_is_whole_and_used():
    """Every row has all four languages, no text twice, and each English text stands in a template or a title of a page."""
    rows = files("dragoman.web").joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[0].split("\t") == ["en", "ru", "fr", "tr", "kk"]
    cells = [row.split("\t") for row in rows[1:]]
    assert [row for row in cells if len(row) != 5 or not all(row)] == []
    english = [row[0] for row in cells]
    assert len(set(english)) == len(english)
    assert words.languages() == ("fr", "kk", "ru", "tr")
    assert words.said("No such text", "ru") == "No such text"


def test_headings_are_in_the_table():
    """A heading that a template writes out is translated."""
    missing = set()
    for template in files("dragoman.web").joinpath("templates").iterdir():
        text = template.read_text(encoding="utf-8")
        missing |= {found for found in re.findall(r'<h[12][^>]*>\{\{ say\("([^"]+)"\) \}\}', text) if words.said(found, "ru") == found}
    assert missing == set()


def test_a_row_keeps_the_gaps_of_its_text():
    """What stands in a gap is said in its turn: a translation that lost one would lose a name or a number."""
    rows = files("dragoman.web").joinpath("words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    gaps = re.compile(r"\{n?\}")
    wrong = [row for row in rows if len({len(gaps.findall(form)) for cell in row.split("\t") for form in cell.split("|")}) != 1]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "russian"),
    [
        ("1 report: one origin, nobody denies it.", "1 сообщение: один источник, никто не отрицает."),
        ("told as only possible by 1 report, as done by 2 reports", "как лишь возможное — 1 сообщение; как свершившееся — 2 сообщения"),
        ("numbers differ: 164 dead, 225 dead", "числа расходятся: 164 погибших, 225 погибших"),
        ("denied by <b>Nobody</b>", "отрицает: <b>Nobody</b>"),
        ("no words of ours", "no words of ours"),
    ],
)
def test_gaps_are_said_in_their_turn(text, russian):
    assert words.said(text, "ru") == russian
    assert words.said(text, "") == text


@pytest.mark.parametrize(
    ("number", "russian"), [(1, "1 сюжет"), (3, "3 сюжета"), (11, "11 сюжетов"), (21, "21 сюжет"), (2300, "2,300 сюжетов")]
)
def test_the_number_chooses_the_form(number, russian):
    assert words.counted(number, "story", "ru") == russian
    assert words.counted(1, "story", "") == "1 story"


@given(st.text(max_size=80), st.sampled_from(["ru", "fr", "tr", "kk", "de", ""]))
def test_any_text_can_be_asked_for(text, language):
    assert isinstance(words.said(text, language), str)


def test_a_chart_is_labelled_in_the_readers_language(client):
    page = client.get("/?lang=ru").text
    assert "словесное сотрудничество" in page
    assert "Сюжеты по периодам с" in page
    assert "verbal cooperation" not in page.partition("<footer")[0]


def test_no_text_of_a_template_is_written_past_the_table():
    """Words between tags stand in `say`: else a reader of another language meets English there."""
    bare = []
    for template in files("dragoman.web").joinpath("templates").iterdir():
        text = re.sub(r"\{#.*?#\}|<(code|style)[^>]*>.*?</\1>", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\x00", text, flags=re.DOTALL)
        bare += [found.strip() for found in re.findall(r">([^<>]*[A-Za-z]{3}[^<>]*)<", text)]
    assert {re.sub("[\x00·: ]", "", found) for found in bare} <= {"Dragoman", "GeoNames,CCBY4.0."}


def test_a_turn_is_the_sum_of_its_shares(store):
    """0.4 × 0.35 grows to 0.9 × 0.35, and 0.5 × 0.1 of words is new: +0.175 and +0.05 by hand."""
    was = ALIGNMENTS[0]
    parts = (Part(name="commitments", value=0.9, weight=0.35, keys=("co-member", "co-offer")),)
    parts += (Part(name="verbal", value=0.5, weight=0.1, keys=(STORIES[0].key,)),)
    now = msgspec.structs.replace(ALIGNMENTS[1], score=was.score + 0.225, low=was.high + 0.01, parts=parts)
    with viewing(store) as view:
        (turn,), more = turns(Desk(view), (was, now), 3)
    assert more == 0
    assert turn.sure
    assert turn.change == pytest.approx(sum(share.change for share in turn.shares))
    assert [(share.part, round(share.change, 3)) for share in turn.shares] == [("commitments", 0.175), ("verbal", 0.05)]
    assert [line.key for line in turn.shares[0].commitments] == ["co-offer"], "what held before explains no change"
    assert [line.key for line in turn.shares[1].stories] == [STORIES[0].key]


def test_a_small_change_is_no_turn(store):
    now = msgspec.structs.replace(ALIGNMENTS[1], score=ALIGNMENTS[0].score + 0.01)
    with viewing(store) as view:
        assert turns(Desk(view), (ALIGNMENTS[0], now), 3) == ((), 0)


def test_panels_reach_as_far_as_their_intervals():
    assert reach(ALIGNMENTS[:2]) == (0.0, 0.5)
    assert reach([ALIGNMENTS[-1]]) == (-0.5, 0.0)
    assert reach([]) == (-1.0, 1.0)


def test_a_users_own_type_can_be_chosen(store):
    with viewing(store) as view:
        desk = Desk(view)
        desk.kept["types"] = ("AGREE", "SPY")
        assert types(desk) == ("AGREE", "SPY")
        assert {"AGREE", "AID", "ASSAULT", "CONSULT"} <= set(types(Desk(view)))
