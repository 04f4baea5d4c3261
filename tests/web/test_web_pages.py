"""Every page answers, leads on, has a JSON twin, and shows hostile words as words."""

import json
import re
from collections import Counter
from urllib.parse import urldefrag

import pytest
from lxml import html
from small_press import ACTORS, ALIGNMENTS, COMMITMENTS, DYADS, FAILURES, HOSTILE, KEYS, OFFER, SAID, STORIES, fill
from starlette.testclient import TestClient

from dragoman.errors import StoreError
from dragoman.web import Place, app, paths, serve

PAGES = [
    "/",
    "/timeline",
    "/timeline?type=AGREE&actor=KAZ&from=2022-01&to=2022&order=support",
    "/map",
    "/map?view=world",
    "/map?view=KAZ&place=1526384",
    "/system",
    "/system?day=2022-01-31&window=30&actors=KAZ,RUS",
    "/respond",
    "/respond?state=KAZ&need=troops&on=2022-01-05",
    "/respond?state=KAZ&need=troops&on=2022-01-05&edit=KAZ+leaves+CSTO+on+2021-06-01%3B+OTS+adopts+deployment",
    "/actors",
    "/actors?kind=person",
    "/commitments",
    "/commitments?day=2022-02&actor=KAZ",
    "/claims",
    "/claims?stance=denies",
    "/claims?speaker=akar&from=2022",
    "/search",
    "/search?q=Kazakhstan",
    "/search?q=каз",
    "/failures",
    "/codebook",
    f"/story/{STORIES[0].key}",
    f"/story/{STORIES[2].key}",
    "/story/st-old",
    f"/article/{KEYS['en']}",
    f"/article/{KEYS['ar']}",
    f"/article/{KEYS['hostile']}",
    f"/article/{KEYS['en']}?show=events,claims,mentions,places,times&at={OFFER.key}",
    f"/article/{KEYS['en']}?show=none&at={SAID.key}",
    "/dyad/KAZ/TUR",
    "/dyad/TUR/RUS",
    "/commitment/co-offer",
    "/commitment/co-member",
    *(paths.of_actor(actor.id) for actor in ACTORS),
]


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
    assert answer.headers["content-type"].startswith("text/html")
    return html.fromstring(answer.text)


def twin(address):
    path, mark, query = address.partition("?")
    return ("/index" if path == "/" else path) + ".json" + mark + query


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_and_has_a_twin(client, address):
    drawn = page(client, address)
    assert drawn.xpath("count(//h1)") == 1
    assert client.get(drawn.xpath("//link[@rel='alternate']/@href")[0]).status_code == 200
    answer = client.get(twin(address))
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text)["title"]


def test_every_link_resolves(client):
    waiting, seen, kinds = ["/"], set(), Counter()
    while waiting:
        address = waiting.pop()
        # Links that differ in the values of their query alone lead to the same kind of page: a few of each are followed.
        kind = re.sub(r"=[^&]*", "", address)
        if address in seen or kinds[kind] >= 3:
            continue
        seen.add(address)
        kinds[kind] += 1
        answer = client.get(address)
        if answer.status_code == 307:
            waiting.append(urldefrag(answer.headers["location"]).url)
            continue
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            drawn = html.fromstring(answer.text)
            ids = drawn.xpath("//@id")
            assert len(ids) == len(set(ids)), address
            for link in drawn.xpath("//a/@href | //link/@href"):
                assert link.startswith(("/", "#", "https://")), f"{address}: {link}"
                if link.startswith("#"):
                    assert link[1:] in ids, f"{address}: {link}"
                elif link.startswith("/"):
                    waiting.append(urldefrag(link).url)
    assert len(seen) > 60


@pytest.mark.parametrize("address", PAGES)
def test_hostile_words_stay_words(client, address):
    answer = client.get(address)
    drawn = html.fromstring(answer.text)
    assert not drawn.xpath("//script | //img | //iframe | //object")
    assert not drawn.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert not [link for link in drawn.xpath("//@href | //@action") if link.lower().startswith("javascript")]
    assert "alert(4)</script>" not in answer.text


def test_a_hostile_article_is_shown_as_it_was_published(client):
    drawn = page(client, f"/article/{KEYS['hostile']}?show=none")
    assert HOSTILE in drawn.xpath("string(//div[@class='paper'])")


def test_a_hostile_query_is_shown_as_it_was_asked(client):
    answer = client.get("/search", params={"q": '"><script>alert(1)</script>'})
    assert answer.status_code == 200
    assert "<script" not in answer.text


@pytest.mark.parametrize("query", ["'", "%", "\\", "a'; DROP TABLE stories; --", "\ud7ff", "(" * 200, "AND OR NOT", "日本"])
def test_no_query_breaks_search_or_filters(client, query):
    for address in ("/search?q=", "/claims?speaker=", "/timeline?actor=", "/commitments?actor=", "/map?place="):
        name = address.partition("?")[2].rstrip("=")
        assert client.get(address.partition("?")[0], params={name: query}).status_code == 200


def test_bad_values_are_left_out(client):
    for address in (
        "/timeline?page=0&type=X&from=9&order=;",
        "/system?day=2022-13-45&window=1e9",
        "/claims?page=-1",
        "/timeline?page=99999999999",
        "/system?day=0001-01-01",
    ):
        assert client.get(address).status_code == 200, address


def test_what_is_not_there_is_a_page(client):
    for address in (
        "/story/st-none",
        "/article/art-none",
        "/actor/NONE",
        "/dyad/KAZ/NONE",
        "/commitment/co-none",
        "/record/ev-none",
        "/none",
        "/static/none.css",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "Not found" in answer.text
    assert json.loads(client.get("/story/st-none.json").text)["error"]


def test_a_key_leads_to_its_page(client):
    def goes(key):
        return client.get(f"/record/{key}").headers["location"]

    assert goes(STORIES[0].key) == f"/story/{STORIES[0].key}"
    assert goes(OFFER.key) == f"/article/{KEYS['en']}?at={OFFER.key}#{OFFER.key}"
    assert goes(DYADS[0].key) == "/dyad/KAZ/TUR"
    assert goes(ALIGNMENTS[0].key) == f"/actor/KAZ#{ALIGNMENTS[0].key}"
    assert goes(COMMITMENTS[0].key) == "/commitment/co-member"
    assert goes(FAILURES[0].key) == "/failures#fail-1"
    assert goes("KAZ") == "/actor/KAZ"


def test_a_story_shows_its_reports_origins_and_tensions(client):
    drawn = json.loads(client.get(f"/story/{STORIES[0].key}.json").text)
    assert [report["status"] for report in drawn["reports"]] == ["actual"] * 3
    assert drawn["tensions"][0]["sides"][0]["quote"]["pieces"][0]["text"] == "Officials denied it"
    copied = next(origin for origin in drawn["origins"] if origin[0]["source"]["article"] == KEYS["en"])
    assert copied[0]["below"][0]["source"]["article"] == KEYS["copy"]
    assert copied[0]["below"][0]["kind"] == "cut"
    assert drawn["counts"] == ["2 dead"]
    marks = {mark: piece["text"] for piece in drawn["story"]["quote"]["pieces"] for mark in piece["marks"]}
    assert set(marks) == {"actor", "trigger", "recipient"}


def test_an_articles_words_are_marked_and_cut_parts_greyed(client):
    drawn = page(client, f"/article/{KEYS['en']}?show=events&at={OFFER.key}")
    assert drawn.xpath("string(//div[@class='paper']//span[contains(@class, 'm-trigger')])") == "offered help"
    assert drawn.xpath("//div[contains(@class, 'is-cut')]//p[@class='text']/span/text()") == ["HOME NEWS SPORT"]
    assert drawn.xpath(f"//span[@id='{OFFER.key}']")
    assert drawn.xpath("//span[contains(@class, 'm-at')]")


def test_a_twins_charts_can_be_drawn_elsewhere(client):
    answer = client.get("/dyad/KAZ/TUR.json").text
    assert json.loads(answer)["chart"]["wide"]["layer"]
    assert "var(--" not in answer


def test_text_from_right_to_left_says_so(client):
    drawn = page(client, f"/article/{KEYS['ar']}")
    assert set(drawn.xpath("//p[@class='text']/@dir")) == {"rtl"}
    assert set(drawn.xpath("//p[@class='text']/@lang")) == {"ar"}


def test_filters_narrow(client):
    def told(query):
        return [line["key"] for line in json.loads(client.get(f"/timeline.json?{query}").text)["stories"]]

    assert told("type=AID") == [STORIES[1].key]
    assert set(told("actor=KAZ")) == {STORIES[0].key, STORIES[1].key}
    assert told("from=2022-01-12") == [STORIES[1].key], "a month may reach beyond a day in it"
    assert told("status=hypothetical") == [STORIES[2].key]
    assert told("to=2021") == []


def test_a_state_is_found_by_its_people(client):
    claims = json.loads(client.get("/claims.json?speaker=TUR").text)["claims"]
    assert [line["chain"][-1]["name"] for line in claims] == ["Hulusi Akar"]


def test_who_could_respond_is_a_form(client):
    def told(query):
        return json.loads(client.get(f"/respond.json?state=KAZ&need=troops&on=2022-01-05{query}").text)

    verdicts = {line["actor"]: line["verdict"] for line in told("")["answer"]["lines"]}
    assert verdicts["CSTO"] in ("must", "may")
    changed = {line["actor"]: line for line in told("&edit=KAZ leaves CSTO on 2021-06-01")["answer"]["lines"]}
    assert changed["CSTO"]["verdict"] == "may not"
    assert changed["CSTO"]["changed"] == verdicts["CSTO"]


@pytest.mark.parametrize("query", ["state=ZZZ", "state=KAZ&need=gold", "state=KAZ&on=soon", "state=KAZ&edit=KAZ dances"])
def test_what_cannot_be_understood_is_said_beside_the_form(client, query):
    answer = client.get(f"/respond?{query}")
    assert answer.status_code == 200
    assert html.fromstring(answer.text).xpath("//p[@role='alert']")


def test_only_this_machine_is_served_without_a_token(store):
    outside = TestClient(app(store), base_url="http://evil.example")
    assert outside.get("/").status_code == 421
    for host in ("http://localhost:8765", "http://127.0.0.1:8765", "http://[::1]:8765"):
        assert TestClient(app(store), base_url=host).get("/failures").status_code == 200


def test_a_token_opens_the_door_and_leaves_the_address(store):
    client = TestClient(app(store, "sésame"), base_url="http://news.example", follow_redirects=False)
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    answer = client.get("/timeline", params={"token": "sésame", "type": "AID"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/timeline?type=AID"
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert client.get("/timeline").status_code == 200
    bearer = TestClient(app(store, "plain"), base_url="http://news.example")
    assert bearer.get("/", headers={"Authorization": "Bearer plain"}).status_code == 200


def test_another_host_needs_a_token(store):
    with pytest.raises(StoreError):
        serve(store, Place(host="0.0.0.0"))


def test_a_store_without_a_view_says_what_to_do(tmp_path):
    answer = TestClient(app(tmp_path / "none"), base_url="http://127.0.0.1").get("/")
    assert answer.status_code == 503
    assert "dragoman read" in answer.text


def test_a_new_view_is_seen(tmp_path):
    path = fill(tmp_path / "s")
    client = TestClient(app(path), base_url="http://127.0.0.1")
    assert json.loads(client.get("/index.json").text)["totals"]["stories"] == 3
    from dragoman.store import writing

    with writing(path) as writer:
        writer.publish({"stories": STORIES[:1]})
    assert json.loads(client.get("/index.json").text)["totals"]["stories"] == 1


def test_headers_forbid_scripts_and_the_outside(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert client.get("/").headers["referrer-policy"] == "no-referrer"


def test_a_commitment_shows_its_steps_and_who_contests_it(client):
    page = html.fromstring(client.get("/commitment/co-offer?lang=en").text)
    steps = [" ".join(step.text_content().split()) for step in page.xpath("//section[@aria-labelledby='h-steps']//li")]
    assert steps[0].startswith("2022-01-11announcedTurkey offered help to Kazakhstan")
    assert steps[1] == "2022-02ratifiedas the reference has it"
    assert page.xpath("string(//p[@class='tension'])") == "contested: denied by <i>officials</i>. It counts for no alignment."
    listed = html.fromstring(client.get("/commitments").text).xpath("//p[contains(@class, 'steps')]")[0].text_content()
    assert " ".join(listed.split()) == "announced 2022-01-11ratified 2022-02"


def test_the_codebook_says_what_codes_mean_and_counts_this_store(client):
    page = client.get("/codebook.json").json()
    entries = {entry["name"]: entry for entry in page["entries"]}
    assert len(entries) == 16
    assert (entries["AGREE"]["quad"], entries["AGREE"]["score"]) == ("verbal cooperation", 2.5)
    told = Counter(one.type for one in STORIES)
    assert {name: entry["stories"] for name, entry in entries.items() if entry["stories"]} == dict(told)
    assert {term["name"]: term["stories"] for term in page["statuses"]}["hypothetical"] == 1
    root = html.fromstring(client.get("/codebook").text)
    assert root.xpath("//section[@id='AGREE']//a[@href='/timeline?type=AGREE']")
    assert root.xpath("//tr[@id='RETREAT-ceasefire'] and //tr[@id='status-future'] and //tr[@id='context-military']")


def test_why_a_story_is_coded_so_leads_to_the_codebook(client):
    root = html.fromstring(client.get(f"/story/{STORIES[2].key}").text)
    links = root.xpath("//section[@aria-labelledby='h-why']/p/a/@href")
    assert links == [f"/codebook#{STORIES[2].type}", "/codebook#status-hypothetical"]


def test_words_that_are_printed_again_are_shown_once(client):
    page = client.get(f"/story/{STORIES[0].key}.json").json()
    again = {report["quote"]["key"]: report["repeats"] for report in page["reports"]}
    assert sorted(again) == sorted(STORIES[0].events), "the twin lists every report"
    repeated = [key for key, first in again.items() if first]
    root = html.fromstring(client.get(f"/story/{STORIES[0].key}").text)
    assert len(root.xpath("//section[@aria-labelledby='h-reports']//blockquote")) == len(again) - len(repeated)
    assert all(root.xpath(f"//p[@class='again']/span[@id='{key}']") for key in repeated)
    assert repeated
