"""Parsed vocabulary files are kept by content."""

from pathlib import Path

from dragoman.vocab.shelf import Shelf


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
