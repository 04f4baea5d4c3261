"""Sentences without words of time are passed over, and nothing is lost by it; parsed vocabulary files are kept by content."""

from pathlib import Path

import pytest

from dragoman.mentions.times.lexicon import lexicon
from dragoman.vocab.shelf import Shelf
from dragoman.vocab.terms import fold


@pytest.mark.parametrize(
    ("language", "text", "seen"),
    [
        ("en", "The alliance praised the army of Kazakhstan.", False),
        ("en", "The alliance met last week.", True),
        ("en", "The alliance met on 3 May.", True),
        ("ru", "Альянс похвалил армию Казахстана.", False),
        ("ru", "Альянс собрался в прошлом году.", True),
        ("tr", "Taraflar geçen hafta görüştü.", True),
    ],
)
def test_a_sentence_is_read_only_where_it_has_a_word_of_time(language: str, text: str, seen: bool) -> None:
    words = lexicon(language)
    assert words is not None
    assert bool(words.anchors.seen(fold(text))) is seen


def test_an_anchor_is_a_whole_word_unless_it_is_a_stem() -> None:
    words = lexicon("en")
    assert words is not None
    assert words.anchors.seen("dismay, monday.") == [8]
    assert words.anchors.seen("in may") == [3]


def test_a_parsed_file_is_kept_by_content_and_a_damaged_one_made_again(tmp_path: Path) -> None:
    shelf, calls = Shelf(), []

    def parse(text: str) -> dict[int, str]:
        calls.append(text)
        return {1: text}

    assert shelf.parsed("a", parse) == {1: "a"}
    shelf.open(tmp_path)
    assert [shelf.parsed("a", parse), shelf.parsed("a", parse), shelf.parsed("b", parse)] == [{1: "a"}, {1: "a"}, {1: "b"}]
    assert calls == ["a", "a", "b"]
    for path in tmp_path.iterdir():
        path.write_bytes(b"\xc1")
    assert shelf.parsed("a", parse) == {1: "a"}
    assert calls == ["a", "a", "b", "a"]
