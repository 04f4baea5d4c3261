"""A demo store of six articles, built once, in a folder laid out as the docs say: `demo/press`, `demo/outlets.yaml`, `demo.dragoman`."""

import shutil

import pytest
from docs_press import DEMO, SIX, engine

from dragoman import pipeline
from dragoman.settings import Settings


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """The folder in which the examples of the docs run."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "demo" / "press").mkdir(parents=True)
    for name in SIX:
        shutil.copy(DEMO / "press" / name, folder / "demo" / "press")
    for name in ("outlets.yaml", "own-types.yaml"):
        shutil.copy(DEMO / name, folder / "demo")
    cache = DEMO.parent / ".dragoman-cache"
    cache.mkdir(exist_ok=True)
    # The examples name no cache: the index of place names is built once for all tests, not in each folder.
    (folder / ".dragoman-cache").symlink_to(cache)
    outlets = folder / "demo" / "outlets.yaml"
    given = Settings(cache=cache, store=folder / "demo.dragoman", outlets=outlets, engine=engine())
    made = pipeline.read([str(folder / "demo" / "press")], given, lambda stage, number: None)
    assert made.added == len(SIX)
    return folder
