"""The press's clock on every page, what changed between two days, and from when on stories are new."""

import threading
from datetime import date

import pytest
from conftest import remember
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from dragoman.desk import Making
from dragoman.desk import library as shelves
from dragoman.web import app
from dragoman.web.render import dated_link, with_day

PAGES = ("/", "/timeline", "/system", "/actor/KAZ", "/commitments", "/claims", "/search?q=Kazakhstan", "/map", "/actors")


@pytest.fixture
def client(store):
    """A client of its own: the language that others chose is kept in a cookie."""
    return TestClient(app(store, recall=remember), base_url="http://127.0.0.1", follow_redirects=False)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_knows_its_day_and_leads_on_to_the_same_day(client, path):
    answer = client.get(path + ("&" if "?" in path else "?") + "known-by=2022-01-12")
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert page.xpath("string(//p[@class='past'])").startswith("As the press knew it on 2022-01-12; 1 article without a day left out.")
    links = [link for link in page.xpath("//a/@href") if link.startswith("/")]
    assert len(links) > 5
    assert [link for link in links if "known-by=2022-01-12" not in link and not link.endswith("#now")] == []
    forms = page.xpath("//form[not(@method='post')]")
    assert all(form.xpath(".//input[@name='known-by'][@value='2022-01-12']") for form in forms)


def test_the_past_holds_what_was_published_by_then(client):
    assert client.get("/index.json?known-by=2022-01-11").json()["totals"]["articles"] == 0
    assert client.get("/index.json?known-by=2022-01-12").json()["totals"]["articles"] == 4, "the fifth has no day"
    assert client.get("/index.json").json()["totals"]["articles"] == 5


def test_a_day_that_is_none_is_refused(client):
    answer = client.get("/?known-by=yesterday")
    assert answer.status_code == 404
    assert "2022-01-05" in answer.text, "the hint says how a day is written"


def test_what_the_press_learnt_has_the_words_that_told_it(client):
    page = client.get("/changes.json?clock=press&from=2022-01-11&to=2022-01-12").json()
    assert page["totals"]["articles"] == 4
    assert client.get("/changes?clock=press&from=2022-01-11&to=2022-01-12").text.count("As the press knew it on") == 1


def test_what_happened_lies_between_the_days(client):
    found = client.get("/changes.json?from=2022-01-10&to=2022-01-11").json()
    assert found["sections"][0]["title"] == "Commitments begun or ended"
    assert found["sections"][0]["lines"][0]["key"] == "co-offer"
    empty = client.get("/changes?from=1999-01-01&to=1999-02-01").text
    assert "Choose an earlier first day" in empty
    assert "lies before" in client.get("/changes?from=2022-02-01&to=2022-01-01").text


def test_the_reader_chooses_from_when_on_stories_are_new(client):
    assert client.get("/index.json").json()["since"] == "2022-01-06", "the last seven days of the press"
    later = client.get("/index.json?since=2022-01-13").json()
    assert (later["since"], later["all_new"]) == ("2022-01-13", 0)
    assert "Choose an earlier day above. The last article is of 2022-01-12." in client.get("/?since=2022-01-13").text
    assert client.get("/index.json?since=tomorrow").json()["since"] == "2022-01-06"


def test_without_a_hand_that_makes_them_only_days_that_are_there_are_shown(store):
    bare = TestClient(app(store), base_url="http://127.0.0.1")
    assert bare.get("/?known-by=2021-05-05").status_code == 404
    assert "known-by" not in bare.get("/").text


def test_a_large_past_is_waited_for_and_asked_for_again(store, monkeypatch):
    monkeypatch.setattr(shelves, "_SECONDS", 0.05)
    gate = threading.Event()
    slow = TestClient(app(store, recall=lambda _store, _day: gate.wait(20)), base_url="http://127.0.0.1")
    answer = slow.get("/?known-by=2020-02-02")
    assert (answer.status_code, answer.headers["refresh"]) == (202, "3")
    assert "is being put together" in answer.text
    library = shelves.Library(store, lambda _store, _day: gate.wait(20))
    with pytest.raises(Making):
        library.desk().past(date(2020, 2, 3))
    gate.set()


@given(st.text(max_size=60))
def test_what_an_article_holds_gets_no_link(text):
    """Only attributes that we wrote are changed: text is escaped before it stands in a page."""
    from markupsafe import escape

    page = f"<p>{escape(text)}</p>"
    assert with_day(page, "2022-01-12") == page


def test_links_keep_what_they_have():
    assert dated_link("/story/st-1#h-judge", "2022-01-12") == "/story/st-1?known-by=2022-01-12#h-judge"
    assert dated_link("/timeline?type=AID", "2022-01-12") == "/timeline?type=AID&amp;known-by=2022-01-12"
    assert dated_link("/#now", "2022-01-12") == "/#now"
    assert dated_link("/map", "") == "/map"
    drawn = with_day('<a href="/map">m</a><link href="/static/dragoman.css"><a href="https://x.example/map">x</a>', "2022-01-12")
    assert drawn == '<a href="/map?known-by=2022-01-12">m</a><link href="/static/dragoman.css"><a href="https://x.example/map">x</a>'
