"""The small store and a client for it."""

import pytest
from small_press import fill
from starlette.testclient import TestClient

from dragoman.web import app


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("web") / "press.dragoman")


@pytest.fixture(scope="session")
def client(store):
    return TestClient(app(store), base_url="http://127.0.0.1", follow_redirects=False)
