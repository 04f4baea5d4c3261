"""What Dragoman rests on: licences are stated, packages pinned by hash, and nothing needs a network."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.licences import licences

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==\S+(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)
OFFLINE = """
import socket, sys, tempfile
from pathlib import Path
def refused(*_, **__):
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
from dragoman import pipeline
from dragoman.brief import compose
from dragoman.settings import Settings
from dragoman.store import viewing
with tempfile.TemporaryDirectory() as folder:
    page = Path(folder) / "a.html"
    words = "Russia met Turkey in Moscow on 5 May 2022, officials said. " * 9
    page.write_text("<html><body><h1>Talks</h1><p>" + words + "</p></body></html>")
    settings = Settings(store=Path(folder) / "s", cache=Path(sys.argv[1]), engine="lexicon")
    assert pipeline.read([str(page)], settings, lambda stage, number: None).added == 1
    with viewing(settings.store) as view:
        assert compose(view, 5).totals
print("read")
"""


def test_every_licence_is_stated():
    found = {one.package.lower(): one for one in licences()}
    assert len(found) > 25
    assert found["msgspec"].licence.startswith("BSD")
    assert found["duckdb"].version
    assert not [one.package for one in found.values() if one.licence == "not stated"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_is_pinned_by_hash(name):
    text = (ROOT / name).read_text()
    pinned = PINNED.findall(text)
    assert len(pinned) > 25
    named = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)
    assert [package for package, _ in pinned] == named


def test_reading_needs_no_network():
    command = [sys.executable, "-c", OFFLINE, str(ROOT / ".cache" / "dragoman")]
    told = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=300, check=False)
    assert told.stdout.strip() == "read", told.stderr
