"""Pairs of lists that share keys: the same however few are counted at once, and the same as by comparing all with all."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.text.copies.bodies import Rows
from dragoman.text.copies.candidates import _MOST_HOLDERS, _collisions

LISTS = st.lists(st.sets(st.integers(0, 12), max_size=6), max_size=12)


def pairs(lists, least):
    keys = Rows(np.array([key for one in lists for key in sorted(one)], dtype=np.uint64), np.array(list(map(len, lists)), dtype=np.int64))
    return [tuple(pair) for pair in _collisions(keys, least).tolist()]


@given(LISTS, st.integers(1, 3))
@settings(deadline=None)
def test_pairs_are_those_that_share_enough(lists, least):
    shared = [pair for pair in combinations(range(len(lists)), 2) if len(lists[pair[0]] & lists[pair[1]]) >= least]
    assert pairs(lists, least) == shared


def test_counting_in_parts_changes_nothing(monkeypatch):
    lists = [{at % 5, at % 7, 20 + at % 3} for at in range(30)]
    whole = pairs(lists, 2)
    monkeypatch.setitem(_collisions.__globals__, "_LONGEST_LIST", 1)
    assert whole
    assert pairs(lists, 2) == whole


def test_of_what_everyone_has_each_meets_the_first_and_the_next():
    many = _MOST_HOLDERS + 2
    assert pairs([{7}] * many, 1) == [(0, at) for at in range(1, many)] + [(at, at + 1) for at in range(1, many - 1)]
