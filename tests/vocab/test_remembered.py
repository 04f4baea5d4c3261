"""What is worked out of a word once."""

from dragoman.vocab.remembered import Remembered


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []

    def upper(word: str) -> str:
        asked.append(word)
        return word.upper()

    known = Remembered(upper)
    assert list(map(known.__getitem__, ["a", "b", "a"])) == ["A", "B", "A"]
    assert asked == ["a", "b"]


def test_it_holds_no_more_than_it_may() -> None:
    known = Remembered(len, most=3)
    assert [known["x" * size] for size in range(10)] == list(range(10))
    assert len(known) <= 3
