"""Cleaners and articles for the tests of the text room."""

import pytest
from checked_text import DEMO

from dragoman.records import Raw, Reading
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry


@pytest.fixture(scope="session")
def cleaner():
    return Cleaner(outlet_registry(DEMO / "outlets.yaml"))


@pytest.fixture(scope="session")
def clean(cleaner):
    """A function from text (or html=...) to its Reading."""

    def read(text="", **fields):
        found = cleaner.clean([Raw(origin="test", text=text, **fields)])[0]
        assert isinstance(found, Reading), found
        return found

    return read
