"""Five real pages as a reader of the press saved them: what is the article, and what is not."""

from pathlib import Path

import pytest

from dragoman.records import Raw, Reading
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry

SEEDS = Path("/work/shared/press/seeds")
