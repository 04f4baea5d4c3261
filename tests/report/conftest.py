"""The small press as a store, made once."""

import importlib.util
from pathlib import Path

import pytest

from dragoman.store import View

PRESS = Path(__file__).parents[1] / "web" / "small_press.py"


@pytest.fixture(scope="session")
def press():
    """The module that describes the small press of the explorer's tests."""
    named = importlib.util.spec_from_file_location("small_press_of_reports", PRESS)
    module = importlib.util.module_from_spec(named)
    named.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def store(press, tmp_path_factory):
    return press.fill(tmp_path_factory.mktemp("report") / "press.dragoman")


@pytest.fixture(scope="session")
def view(store):
    opened = View(store)
    yield opened
    opened.close()
