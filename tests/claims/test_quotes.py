"""Quotations by their marks."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.claims import Attributor
from dragoman.claims.quotes import quotes
from dragoman.records import Article, Reading, Sentence


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“A b c.” D", ["A b c."]),
        ("«A b c» D", ["A b c"]),
        ("„A b c“ D", ["A b c"]),
        ('"A b c" D', ["A b c"]),
        ("''A b c'' D", ["A b c"]),
        ("‘A b c’ D", ["A b c"]),
        ('“A b," he said, "c d”', ["A b,", "c d"]),
        ("“A «b» c”", ["A «b» c"]),
        ("“A “b” c”", ["A “b” c"]),
        ("the boys’ team and Tom’s dog", []),
        ("“A b “, he said", ["A b "]),
        ("“One.\n\n“Two.” End", ["One.\n\n“Two."]),
        ("“One.\n\nTwo. End", ["One."]),
    ],
)
def test_marks(text, inside):
    assert [text[quote.inner : quote.outer] for quote in quotes(text)] == inside


@given(st.text(alphabet="“”„«»\"'‘’ abА.,\n—", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_marks_at_all(text):
    found = quotes(text)
    assert all(quote.start < quote.inner <= quote.outer <= quote.end <= len(text) for quote in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text(max_size=300), st.sampled_from(["en", "ru", "fr", "tr", "kk"]))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all(text, language):
    sentence = (Sentence(start=0, end=len(text), number=0, paragraph=0, language=language),) if text else ()
    read = Attributor().attribute([Reading(article=Article(key="art", text=text, language=language), sentences=sentence)])
    for claim in read[0].claims:
        assert claim.content.text == text[claim.content.start : claim.content.end]


@pytest.mark.parametrize("piece", ["said ", "“a ", "'a b' ", "no mandate ", '"a b c d e f" ', "(", "A.", "сказал, что "])
def test_hostile_text_stays_cheap(piece):
    text = piece * (60_000 // len(piece))
    sentence = Sentence(start=0, end=len(text), number=0, paragraph=0, language="en")
    began = time.process_time()
    Attributor().attribute([Reading(article=Article(key="art", text=text), sentences=(sentence,))])
    assert time.process_time() - began < 2
