"""A verdict given on the page is the one that `dragoman judge` would record, and no other site can give it."""

import json
import re

import pytest
from small_press import COPIED, OFFER, SENT, STORIES, fill
from starlette.testclient import TestClient

from dragoman.store import Ledger
from dragoman.web import app

STORY = f"/story/{STORIES[0].key}"


@pytest.fixture
def bench(tmp_path):
    """A client with a judge, and its ledger."""
    store = fill(tmp_path / "press.dragoman")
    client = TestClient(app(store, judge=Ledger(store)), base_url="http://127.0.0.1", follow_redirects=False)
    return client, Ledger(store)


def form(client, **changes):
    proof = re.search(r'name="proof" value="([^"]+)"', client.get(STORY).text).group(1)
    given = {"left": OFFER.key, "right": COPIED.key, "verdict": "different", "by": "Aigerim", "why": "", "proof": proof}
    return {**given, "story": STORIES[0].key, **changes}


def test_a_verdict_is_recorded_and_shown(bench):
    client, ledger = bench
    answer = client.post("/judge", data=form(client, why="<script>alert(1)</script>"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{STORY}#h-judge")
    verdict = ledger.verdicts()[0]
    assert (verdict.left, verdict.right, verdict.same, verdict.by) == (OFFER.key, COPIED.key, False, "Aigerim")
    assert json.loads(client.get(f"{STORY}.json").text)["verdicts"][0]["why"] == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in client.get(STORY).text


def test_a_later_verdict_closes_an_earlier_one(bench):
    client, ledger = bench
    client.post("/judge", data=form(client))
    client.post("/judge", data=form(client, verdict="same"))
    first, second = ledger.verdicts()
    assert first.closed == second.made
    assert "closed by a later verdict" in client.get(STORY).text


def test_stories_are_joined_by_key(bench):
    client, ledger = bench
    client.post("/judge", data=form(client, left=STORIES[0].key, right=SENT.key, verdict="same"))
    assert ledger.verdicts()[0].same


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [
        ({"proof": ""}, {}, 403),
        ({"proof": "é"}, {}, 403),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Sec-Fetch-Site": "same-site"}, 403),
        ({"verdict": "perhaps"}, {}, 400),
        ({"right": OFFER.key}, {}, 400),
        ({"right": "KAZ"}, {}, 400),
        ({"right": ""}, {}, 400),
        ({"why": "x" * 9000}, {}, 400),
    ],
)
def test_what_is_no_verdict_of_this_site_is_refused(bench, changes, headers, status):
    client, ledger = bench
    answer = client.post("/judge", data=form(client, **changes), headers=headers)
    assert answer.status_code == status
    assert "Nothing was recorded" in answer.text
    assert ledger.verdicts() == ()


def test_a_form_of_another_process_is_out_of_date(bench, tmp_path):
    client, ledger = bench
    other = TestClient(app(fill(tmp_path / "other"), judge=ledger), base_url="http://127.0.0.1")
    assert client.post("/judge", data=form(other)).status_code == 403


def test_without_a_judge_nothing_can_be_recorded(client):
    assert client.post("/judge", data={}).status_code == 404
    assert '<form class="filters" method="post"' not in client.get(STORY).text
    assert "dragoman judge" in client.get(STORY).text


def test_the_token_guards_verdicts_too(tmp_path):
    store = fill(tmp_path / "press.dragoman")
    guarded = TestClient(app(store, "word", Ledger(store)), base_url="http://news.example")
    assert guarded.post("/judge", data={}).status_code == 401


def test_a_story_goes_back_to_itself_alone(bench):
    """The field that says where to go on to cannot lead elsewhere."""
    client, _ = bench
    answer = client.post("/judge", data=form(client, story="//evil.example/"))
    assert answer.headers["location"] == "/story/%2F%2Fevil.example%2F#h-judge"
