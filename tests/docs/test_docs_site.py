"""The documentation builds as a site without a warning, and its pages ask nobody for anything."""

import re
import shutil
import subprocess
import sys

import pytest
from docs_press import DEMO
from lxml import html

ROOT = DEMO.parent
pytest.importorskip("mkdocs", reason="mkdocs is not installed: pip install 'dragoman[docs]' builds the site")
FETCHED = "//script/@src | //img/@src | //iframe/@src | //link[@rel!='canonical']/@href | //source/@src | //form/@action"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "mkdocs.yml", out / "mkdocs.yml")
    shutil.copytree(ROOT / "docs", out / "docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / "site"


def test_every_page_is_in_the_site(site):
    for page in (ROOT / "docs").glob("*.md"):
        assert (site / f"{page.stem}.html").exists(), page.name


def test_pages_fetch_nothing_from_elsewhere(site):
    for page in site.rglob("*.html"):
        outside = [link for link in html.parse(page).getroot().xpath(FETCHED) if re.match(r"(?:[a-z]+:)?//", link)]
        assert outside == [], page.name
    for sheet in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)]*", sheet.read_text(encoding="utf-8")), sheet.name
