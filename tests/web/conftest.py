"""The small store and a client for it."""

import pytest
from small_press import fill
from starlette.testclient import TestClient

from dragoman.pipeline import recall
from dragoman.web import app


def remember(store, day):
    recall(store, day, lambda _says, _count: None)


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("web") / "press.dragoman")


@pytest.fixture(scope="session")
def client(store):
    return TestClient(app(store, recall=remember), base_url="http://127.0.0.1", follow_redirects=False)
