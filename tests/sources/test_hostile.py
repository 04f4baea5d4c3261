"""Hostile input: whatever the bytes are, a reader gives articles or failures with a reason, within its bounds, and never fails itself."""

import gzip
import http.server
import io
import json
import socket
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import SourceError
from dragoman.records import Failure, Raw
from dragoman.sources import Options, gather, web
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry

OPTIONS = Options(most_bytes=50_000, most_characters=5_000, timeout=1.0)
CLEANER = Cleaner(outlet_registry(None))
NAMES = ("a.txt", "a.html", "a.json", "a.jsonl", "a.jsonl.gz", "a.parquet", "a.warc", "a.warc.gz")
RECORD = json.dumps({"text": "Russia met Turkey in Moscow on Monday, officials said. " * 3, "title": "Talks"}).encode()
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: 77\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Russia met Turkey.</p>             \r\n\r\n"
)


def table():
    stream = io.BytesIO()
    pq.write_table(pa.table({"text": ["Russia met Turkey."] * 3, "title": ["a", None, "c"]}), stream)
    return stream.getvalue()


SEEDS = (RECORD, b"[" + RECORD + b"]", RECORD + b"\n" + RECORD, gzip.compress(RECORD), WARC, gzip.compress(WARC), table(), b"<p>Russia</p>")


def read(name, data):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        found = list(gather([str(file)], OPTIONS))
    assert all(isinstance(one, Raw | Failure) for one in found)
    for one in found:
        assert one.reason if isinstance(one, Failure) else len(one.text) <= OPTIONS.most_characters
    CLEANER.clean([one for one in found if isinstance(one, Raw)])
    return found


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(NAMES), data=st.binary(max_size=400))
def test_any_bytes_in_any_file(name, data):
    read(name, data)


@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from(NAMES), seed=st.sampled_from(SEEDS), place=st.integers(0, 500), data=st.binary(max_size=12), cut=st.integers(0, 40)
)
def test_good_files_that_were_damaged(name, seed, place, data, cut):
    place = min(place, len(seed))
    read(name, seed[:place] + data + seed[place + cut :])


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "html", "title", "published", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(values)
def test_any_json(value):
    read("a.json", json.dumps(value).encode())
    read("a.jsonl", json.dumps(value).encode())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<script>", "<!--", "-->", "<![CDATA[", "&#x110000;", "&amp", "\x00", "Russia met ", "é"]), max_size=60))  # fmt: skip  # noqa: E501
def test_any_markup(parts):
    read("a.html", "".join(parts).encode())


DEEP = 40_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * DEEP + b"]" * DEEP),
        ("a.json", b'{"a":' * 8_000 + b"1" + b"}" * 8_000),
        ("a.jsonl", b'{"text":' + b"[" * DEEP),
        ("a.html", b"<div>" * 9_000 + b"Russia met Turkey in Moscow on Monday."),
        ("a.html", b"<b><i>" * 8_000),
        ("a.html", b"<p " + b"a=" * 20_000 + b">"),
        ("a.html", b"&lt;" * 12_000),
    ],
    ids=lambda one: one if isinstance(one, str) else one[:8].decode(),
)
def test_depth_and_repetition_end_soon(name, data):
    began = time.process_time()
    read(name, data)
    assert time.process_time() - began < 10


def test_an_archive_that_unpacks_without_end_is_left_soon():
    small = gzip.compress(b"a" * 100_000_000, 9)
    assert len(small) < 200_000
    for name in ("a.jsonl.gz", "a.warc.gz"):
        began = time.process_time()
        found = read(name, small)
        assert all(isinstance(one, Failure) for one in found)
        assert time.process_time() - began < 10


def test_a_page_in_an_archive_that_unpacks_without_end_is_a_failure():
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"a" * 30_000_000
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(body)
    (found,) = read("a.warc.gz", gzip.compress(head + body + b"\r\n\r\n"))
    assert "larger than" in found.reason


def test_a_zip_is_not_opened():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 50_000_000)
    assert all(isinstance(one, Failure) for name in ("a.zip", "a.jsonl", "a.jsonl.gz", "a.txt") for one in read(name, stream.getvalue()))


def test_links_lead_nowhere(tmp_path):
    (tmp_path / "secret.txt").write_text("The key is under the mat. " * 5)
    inside = tmp_path / "press"
    inside.mkdir()
    (inside / "file.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "loop").symlink_to(inside)
    assert list(gather([str(inside)], OPTIONS)) == []


class Server(http.server.BaseHTTPRequestHandler):
    """Answers badly."""

    def do_GET(self):
        if self.path == "/slow":
            time.sleep(3)
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
        elif self.path == "/file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            if self.path == "/short":
                self.send_header("Content-Length", "5000")
            if self.path == "/packed":
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/packed":
            self.wfile.write(gzip.compress(b"a" * 80_000_000))
        elif self.path == "/endless":
            self.endless()
        elif self.path == "/short":
            self.wfile.write(b"<p>cut off")

    def endless(self):
        for _ in range(100_000):
            try:
                self.wfile.write(b"a" * 10_000)
            except OSError:
                return

    def log_message(self, *_):
        """Silent."""


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/slow", "timed out"),
        ("/loop", "redirects"),
        ("/file", "not an http"),
        ("/packed", "larger than"),
        ("/endless", "larger than"),
        ("/short", "cannot be fetched"),
    ],
)
def test_a_bad_server_is_told_within_the_bounds(server, path, says):
    began = time.monotonic()
    with pytest.raises(SourceError, match=says):
        list(web.fetch(server + path, 1.0, 50_000, local=True))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "[fe80::1]", "2130706433"]
)
def test_the_local_network_is_refused_by_any_name(host, server, monkeypatch):
    with pytest.raises(SourceError, match=r"local network|cannot be found"):
        list(gather([f"http://{host}:{server.rpartition(':')[2]}/"], OPTIONS))


def test_a_name_that_leads_to_the_local_network_is_refused(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("10.1.2.3", 80))])
    with pytest.raises(SourceError, match="local network"):
        web.refuse_local("http://innocent.example/feed", False)


def _rebinding(monkeypatch, *answers):
    """Each look-up of a name gives the next of the answers; what is given as an address stays that."""
    left = list(answers)
    real = socket.getaddrinfo

    def look_up(host, port, *rest, **named):
        if host != "innocent.example":
            return real(host, port, *rest, **named)
        return [(socket.AF_INET, 1, 6, "", (left.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_that_turns_to_the_local_network_after_the_check_gets_no_request(server, monkeypatch):
    port = server.rpartition(":")[2]
    asked = []
    monkeypatch.setattr(socket.socket, "sendall", lambda self, data: asked.append(data))
    _rebinding(monkeypatch, "93.184.216.34", "127.0.0.1")
    with pytest.raises(SourceError, match="leads to the local network"):
        list(web.fetch(f"http://innocent.example:{port}/page", 1.0, 50_000))
    assert asked == []


def test_what_was_checked_is_what_is_connected_to(monkeypatch):
    tried = []
    monkeypatch.setattr(
        socket, "create_connection", lambda address, *_, **__: tried.append(address) or (_ for _ in ()).throw(OSError("no"))
    )
    _rebinding(monkeypatch, "93.184.216.34", "93.184.216.35")
    with pytest.raises(SourceError, match="cannot be fetched"):
        list(web.fetch("http://innocent.example/page", 1.0, 50_000))
    assert tried == [("93.184.216.35", 80)]
