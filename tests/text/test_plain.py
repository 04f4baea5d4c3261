"""Text made plain for comparison."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.vocab.furniture import plain


def test_one_kind_of_space_apostrophe_and_i():
    assert plain("Türkiye’de\u00a0IŞIK\tvar, Qʼazaq\u3000ıı") == "türkiye'de işik var, q'azaq ii"


@given(st.text(max_size=60))
def test_it_stays_letter_for_letter_as_long_and_has_no_other_space(text):
    assert len(plain(text)) == len(text)
    assert all(letter == " " or not letter.isspace() for letter in plain(text))
    assert plain(plain(text)) == plain(text)
