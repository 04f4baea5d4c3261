"""Sources: every format gives its articles, one bad input is a Failure and the rest go on, a missing path stops the run."""

import contextlib
import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import BadArticle, SourceError
from dragoman.records import Failure, Raw
from dragoman.sources import Options, gather
from dragoman.sources.bytes_in import decode
from dragoman.sources.web import is_address, refuse_local

ROWS = [{"id": "1", "text": "First text.", "outlet": "Courier"}, {"id": "2", "html": "<p>Second</p>", "url": "https://a.example/2"}]


def read(*paths, **options):
    return list(gather([str(path) for path in paths], Options(**options)))


def test_a_folder_is_read_in_order_of_path(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.html").write_text("<p>Two</p>")
    (tmp_path / "a.txt").write_text("One")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "picture.png").write_bytes(b"no")
    found = read(tmp_path)
    assert [(one.origin, one.text, one.html) for one in found] == [("a.txt", "One", ""), ("b/2.html", "", "<p>Two</p>")]


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.txt").symlink_to(outside)
    assert read(inside) == []


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl", "rows.jsonl.gz", "rows.parquet"])
def test_records(tmp_path, name):
    file = tmp_path / name
    lines = "\n".join(json.dumps(row) for row in ROWS).encode()
    if name.endswith("parquet"):
        pq.write_table(pa.Table.from_pylist([{"html": None, "url": None, "outlet": None, "text": None, **row} for row in ROWS]), file)
    else:
        file.write_bytes({"json": json.dumps(ROWS).encode(), "jsonl": lines, "gz": gzip.compress(lines)}[name.rpartition(".")[2]])
    found = read(file)
    assert [(one.id, one.text, one.html) for one in found] == [("1", "First text.", ""), ("2", "", "<p>Second</p>")]
    assert [one.origin for one in found] == [f"{name}#1", f"{name}#2"]
    assert found[0].outlet == "Courier"


def test_a_broken_line_is_a_failure_and_the_next_goes_on(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "One"}\n{broken\n[1]\n{"title": "no text"}\n{"text": "Five"}\n')
    found = read(file)
    assert [type(one) for one in found] == [Raw, Failure, Failure, Failure, Raw]
    assert found[1].origin == "rows.jsonl#2"
    assert [one.key for one in read(file) if isinstance(one, Failure)] == [one.key for one in found if isinstance(one, Failure)]


def test_a_gzip_file_that_breaks_off_keeps_what_came_before(tmp_path):
    file = tmp_path / "rows.jsonl.gz"
    whole = gzip.compress(b"".join(b'{"text": "line %d"}\n' % number for number in range(2000)))
    file.write_bytes(whole[: len(whole) // 2])
    found = read(file)
    assert isinstance(found[0], Raw)
    assert isinstance(found[-1], Failure)
    assert "breaks off" in found[-1].reason


def test_a_web_archive(tmp_path):
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>A page</p>"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Date: 2022-01-06T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (tmp_path / "pages.warc").write_bytes(head.encode() + answer + b"\r\n\r\n")
    page = read(tmp_path / "pages.warc")[0]
    assert (page.html, page.url) == ("<p>A page</p>", "https://a.example/1")


def test_bounds(tmp_path):
    (tmp_path / "big.txt").write_text("x" * 2000)
    (tmp_path / "empty.txt").write_text(" \n ")
    (tmp_path / "fine.txt").write_text("fine")
    found = {one.origin: one for one in read(tmp_path, most_bytes=1000)}
    assert "larger than 1,000 bytes" in found["big.txt"].reason
    assert found["empty.txt"].reason == "empty"
    assert found["fine.txt"].text == "fine"
    assert "1,000" in next(one for one in read(tmp_path, most_characters=1000) if one.origin == "big.txt").reason


def test_what_is_not_there_stops_the_run(tmp_path):
    with pytest.raises(SourceError, match="there is no file or folder"):
        read(tmp_path / "nothing")


def test_a_file_of_no_known_format_is_a_failure(tmp_path):
    (tmp_path / "table.xlsx").write_bytes(b"PK")
    assert "is not a format that is read" in read(tmp_path / "table.xlsx")[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings(encoding):
    text = "Министр обороны прибыл в Анкару и провёл встречи. " * 5
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


def test_turkish_in_a_code_page_and_lines_of_any_system():
    assert decode("Dışişleri Bakanı açıkladı. İstanbul’da".encode("cp1254")) == "Dışişleri Bakanı açıkladı. İstanbul’da"
    assert decode("Plain text without a mark. ".encode("utf-16-le") * 5).startswith("Plain text")
    assert decode(b"one\r\ntwo\rthree") == "one\ntwo\nthree"


def test_one_broken_byte_does_not_change_the_alphabet():
    assert "Министр" in decode("Министр обороны".encode() + b"\xff")


@pytest.mark.parametrize("data", [b"", b"  ", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(32)) * 40, bytes(4000)])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(BadArticle):
        decode(data)


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data):
    with contextlib.suppress(BadArticle):
        decode(data).encode("utf-8")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost:8000/x", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.8/"]
)
def test_addresses_of_the_local_network_are_refused(address):
    with pytest.raises(SourceError):
        refuse_local(address, local=False)
    refuse_local(address, local=True)


@pytest.mark.parametrize("address", ["ftp://a.example/", "file:///etc/passwd", "https://"])
def test_other_schemes_are_refused(address):
    with pytest.raises(SourceError):
        refuse_local(address, local=True)


def test_what_is_an_address():
    assert is_address("https://a.example")
    assert not is_address("press/a.txt")
