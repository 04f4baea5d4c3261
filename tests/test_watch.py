"""The watch against a server of our own on the loopback: what it asks for, how often, what it leaves alone."""

import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import dragoman
from dragoman.errors import BadArticle, StoreError
from dragoman.settings import Settings
from dragoman.watch import Manners, memory, watch
from dragoman.watch.fetching import Refused, fetching, waiting
from dragoman.watch.listing import links
from dragoman.watch.robots import fits, parse
from dragoman.watch.rounds import MOST_TRIES, Watch, backing_off

ARTICLE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Turkey offered military help to Kazakhstan on Tuesday, the defence minister said in Ankara.</p>
<p>{title}: the two countries signed an agreement on training last year, officials recalled.</p></article></body></html>"""


class Clock:
    """A clock that only waiting moves."""

    def __init__(self):
        self.time = 1_600_000_000.0
        self.slept = []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds


class Site:
    """Pages by path: (status, headers, body). Remembers every request."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.answer(self.path, self.headers)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *given):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{self.server.server_port}"
        self.feed = f"{self.home}/feed"

    def answer(self, path, headers):
        status, given, body = self.pages.get(path, (404, {}, b"nothing here"))
        if status == 200 and given.get("ETag") and headers.get("If-None-Match") == given["ETag"]:
            return 304, {}, b""
        return status, given, body

    def list(self, *paths, **headers):
        items = "".join(f"<item><title>t</title><link>{self.home}{path}</link></item>" for path in paths)
        self.pages["/feed"] = (200, headers, f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode())

    def publish(self, path, title):
        self.pages[path] = (200, {"Content-Type": "text/html"}, ARTICLE.format(title=title).encode())

    def paths(self):
        return [path for path, _ in self.asked]


@pytest.fixture
def site():
    made = Site()
    threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def given(tmp_path):
    return Settings(store=tmp_path / "press.dragoman", engine="lexicon")


POLITE = Manners(once=True, local=True, timeout=5)


def once(site, given, clock, manners=POLITE):
    said = []
    return watch([site.feed], given, manners, clock, said.append), said


def origins(given):
    with dragoman.open(given.store) as db:
        return [row["origin"] for row in db.sql("SELECT origin FROM articles ORDER BY origin").rows()]


def test_new_pages_are_read_once_and_the_feed_is_asked_conditionally(site, given, clock):
    site.list("/a", "/b", ETag='"1"', **{"Last-Modified": "Tue, 04 Jan 2022 10:00:00 GMT"})
    site.publish("/a", "Help offered")
    site.publish("/b", "Drones promised")
    last, _ = once(site, given, clock)
    assert (last.answered, last.added) == (1, 2)
    assert origins(given) == [f"{site.home}/a", f"{site.home}/b"]
    assert site.paths() == ["/robots.txt", "/feed", "/b", "/a"]
    assert clock.slept == [3.0, 3.0, 3.0]
    site.asked.clear()
    last, _ = once(site, given, clock)
    assert last.added == 0
    assert site.paths() == ["/robots.txt", "/feed"]
    headers = site.asked[1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Tue, 04 Jan 2022 10:00:00 GMT")
    assert headers["User-Agent"].startswith("dragoman/")
    site.list("/c", "/a", ETag='"2"')
    site.publish("/c", "A third")
    site.asked.clear()
    assert once(site, given, clock)[0].added == 1
    assert site.paths() == ["/robots.txt", "/feed", "/c"]
    # What the feed no longer lists is forgotten.
    assert memory.load(given.store).feeds[site.feed].read == (f"{site.home}/a", f"{site.home}/c")


def test_robots_is_obeyed(site, given, clock):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 10\n")
    site.list("/private/a", "/b")
    site.publish("/b", "Open")
    last, _ = once(site, given, clock)
    assert (last.added, last.unread) == (1, 1)
    assert "/private/a" not in site.paths()
    assert 10.0 in clock.slept
    with dragoman.open(given.store) as db:
        reason = db.sql("SELECT reason FROM failures").rows()[0]["reason"]
    assert reason == "its robots.txt asks that it be left alone"


def test_a_host_whose_robots_fails_is_left_alone(site, given, clock):
    site.pages["/robots.txt"] = (503, {}, b"")
    site.list("/a")
    last, _ = once(site, given, clock)
    assert (last.answered, last.failed) == (0, 1)
    assert site.paths() == ["/robots.txt"]


def test_errors_back_off_and_retry_after_is_kept(site, given, clock):
    site.pages["/feed"] = (503, {"Retry-After": "7200"}, b"")
    last, said = once(site, given, clock)
    assert last.failed == 1
    assert said[0].endswith("the server answers 503; asked again in 120 minutes at the earliest")
    site.asked.clear()
    clock.time += 7_000
    assert once(site, given, clock)[0].failed == 0
    assert site.asked == []
    clock.time += 300
    once(site, given, clock)
    assert "/feed" in site.paths()
    assert memory.load(given.store).feeds[site.feed].errors == 2


def test_a_page_that_fails_is_tried_again_and_then_listed_as_not_read(site, given, clock):
    site.list("/a", "/b")
    site.publish("/a", "Help offered")
    site.pages["/b"] = (500, {}, b"")
    assert once(site, given, clock)[0].added == 1
    for number in range(2, MOST_TRIES + 1):
        site.asked.clear()
        once(site, given, clock)
        assert "/b" not in site.paths()
        clock.time += backing_off(number)
        last, _ = once(site, given, clock)
        assert site.paths().count("/b") == 1
    assert last.unread == 1
    assert memory.load(given.store).feeds[site.feed].due == {}
    with dragoman.open(given.store) as db:
        assert db.sql("SELECT reason FROM failures").rows()[0]["reason"] == "the server answers 500 (tried 5 times)"


def test_a_busy_host_is_left_alone_at_once(site, given, clock):
    site.list("/a", "/b", "/c")
    for path in ("/a", "/b", "/c"):
        site.pages[path] = (429, {"Retry-After": "3600"}, b"")
    once(site, given, clock)
    assert site.paths() == ["/robots.txt", "/feed", "/c"]


def test_local_addresses_are_refused_without_local(site, given, clock):
    last, said = once(site, given, clock, Manners(once=True))
    assert last.failed == 1
    assert "local network" in said[0]
    assert site.asked == []


def test_redirects_are_followed_and_bounded(site, clock):
    site.pages["/one"] = (302, {"Location": "/two"}, b"")
    site.pages["/two"] = (200, {}, b"here")
    site.pages["/loop"] = (302, {"Location": "/loop"}, b"")
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with fetching(POLITE, clock) as fetcher:
        assert fetcher.get(f"{site.home}/one").address == f"{site.home}/two"
        for path in ("/loop", "/file"):
            with pytest.raises(Refused):
                fetcher.get(site.home + path)


def test_large_answers_are_cut_off(site, clock):
    site.pages["/big"] = (200, {}, b"x" * 3_000)
    with fetching(Manners(local=True, most_bytes=2_000), clock) as fetcher, pytest.raises(Refused, match="larger than 2,000 bytes"):
        fetcher.get(f"{site.home}/big")


def test_a_killed_round_goes_on_where_it_was(site, given, clock):
    site.list("/a", "/b", ETag='"1"')
    site.publish("/a", "Help offered")
    site.publish("/b", "Drones promised")

    def cut(text):
        if text.startswith("read "):
            raise KeyboardInterrupt

    with fetching(POLITE, clock) as fetcher, pytest.raises(KeyboardInterrupt):
        Watch([site.feed], given, fetcher, clock, cut).round()
    assert memory.load(given.store).unsettled
    # The feed itself has not changed; what was due is still due, what was stored is known.
    once(site, given, clock)
    assert origins(given) == [f"{site.home}/a", f"{site.home}/b"]
    assert not memory.load(given.store).unsettled


def test_damaged_memory_says_what_to_do(given):
    given.store.mkdir()
    (given.store / memory.NAME).write_text("{")
    with pytest.raises(StoreError) as raised:
        memory.load(given.store)
    assert "delete it" in raised.value.hint


def test_an_interrupt_ends_it_cleanly(site, given):
    site.list("/a")
    site.pages["/a"] = (404, {}, b"")
    command = [sys.executable, "-m", "dragoman.cli", "watch", site.feed, "--local", "--store", str(given.store), "--engine", "lexicon"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        end = time.monotonic() + 60
        while "/feed" not in site.paths() and running.poll() is None and time.monotonic() < end:
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 0, err
    assert "stopped; what was read is kept" in out
    assert "Traceback" not in err


ROBOTS = """
User-agent: other
User-agent: Dragoman
Disallow: /a*/b$
Disallow: /c
Allow: /c/open
Crawl-delay: 900

User-agent: *
Disallow: /
"""


def test_robots_rules():
    rules = parse(ROBOTS, "dragoman")
    allowed = {path: rules.allows(f"https://x.example{path}") for path in ("/", "/a/1/b", "/a/1/b/2", "/c", "/c/open/1", "/c?x=1")}
    assert allowed == {"/": True, "/a/1/b": False, "/a/1/b/2": True, "/c": False, "/c/open/1": True, "/c?x=1": False}
    assert rules.pause == 60.0
    assert not parse(ROBOTS, "someone").allows("https://x.example/")
    assert parse("", "dragoman").allows("https://x.example/")
    assert parse("User-agent: *\nDisallow:", "dragoman").allows("https://x.example/")


def test_robots_patterns_are_linear():
    begun = time.monotonic()
    assert not fits("/" + "*a" * 5_000 + "$", "/" + "a" * 4_000 + "b")
    assert time.monotonic() - begun < 1


def test_retry_after_is_seconds_or_a_date():
    assert waiting("120", 0) == 120
    assert waiting("Thu, 01 Jan 1970 00:10:00 GMT", 0) == 600
    assert waiting("Thu, 01 Jan 1970 00:10:00 GMT", 900) == 0
    assert waiting("99999999999", 0) == 7 * 86_400
    assert waiting("soon", 0) == waiting("", 0) == 0


def test_backing_off_doubles():
    assert [backing_off(number) for number in (1, 2, 3)] == [300, 600, 1200]
    assert backing_off(50) == 86_400
    assert backing_off(1, 4_000) == 4_000


def test_links_of_a_feed():
    feed = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
    <entry><link href="/a#top"/></entry><entry><link href="/a"/></entry><entry><link href="javascript:alert(1)"/></entry>
    <entry><link href="file:///etc/passwd"/></entry><entry><link href="https://other.example/b"/></entry></feed>"""
    assert links(feed, "https://x.example/feed") == ["https://x.example/a", "https://other.example/b"]


@pytest.mark.parametrize("data", [b"", b"/etc/passwd", b"<html><body>no feed</body></html>", b"\x89PNG\r\n"])
def test_what_is_no_feed_is_refused(data):
    with pytest.raises(BadArticle):
        links(data, "https://x.example/")
