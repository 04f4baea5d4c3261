"""The reader model as shipped: it reads, abstains, and gives the same answer bit for bit in any order."""

import numpy as np
import pytest

from dragoman.engines import READER, Readers, open_engine
from dragoman.engines.decoding import NOBODY, all_pairs, grouped, sides
from dragoman.engines.marking import CLOSE, OPEN, encode
from dragoman.engines.reader import FOUND, GIVEN, doubtful
from dragoman.errors import EngineError
from dragoman.records import Question
from dragoman.settings import Settings

CASES = [
    ("en", "Turkish warplanes bombed Kurdish fighters.", ["Turkish warplanes", "Kurdish fighters"], "ASSAULT"),
    ("en", "The French president met his Egyptian counterpart in Cairo.", ["The French president", "his Egyptian counterpart"], "CONSULT"),
    ("ru", "Россия выслала десять американских дипломатов.", ["Россия", "десять американских дипломатов"], "SANCTION"),
    ("tr", "Fransa, İran’ı kınadı.", ["Fransa", "İran’ı"], "ACCUSE"),
    ("fr", "L’armée a bombardé les rebelles.", ["L’armée", "les rebelles"], "ASSAULT"),
    ("kk", "Қазақстан Ресеймен келісімге қол қойды.", ["Қазақстан", "Ресеймен"], "SUPPORT"),
]


def question(language, text, names):
    return Question(text, language, tuple((text.index(name), text.index(name) + len(name)) for name in names))


@pytest.fixture(scope="module")
def reader():
    return open_engine(Settings())


@pytest.mark.parametrize(("language", "text", "names", "event"), CASES, ids=[f"{case[0]}-{case[3]}" for case in CASES])
def test_plain_sentences_are_read_in_five_languages(reader, language, text, names, event):
    (answer,) = reader.read([question(language, text, names)])
    assert event in {relation.type for relation in answer.relations}


def test_a_sentence_without_a_deed_has_no_event(reader):
    text = "Kazakhstan borders Russia for thousands of kilometres."
    (answer,) = reader.read([question("en", text, ["Kazakhstan", "Russia"])])
    assert answer.relations == ()


def test_answers_do_not_depend_on_their_neighbours(reader):
    asked = [question(language, text, names) for language, text, names, _ in CASES]
    together = reader.read(asked)
    alone = [reader.read([one])[0] for one in asked]
    assert together == alone == reader.read(asked[::-1])[::-1]


def test_a_sentence_read_before_is_answered_from_memory_and_the_oldest_is_forgotten():
    readers = Readers(READER)
    readers.remembered = 2
    asked = [question(language, text, names) for language, text, names, _ in CASES[:2]]
    first = readers.read(asked)
    assert [answer is again for answer, again in zip(first, readers.read(asked), strict=True)] == [True, True]
    readers.answer(Question("It rained.", "en", ()))
    fresh = readers.answer(asked[0])
    assert fresh is not first[0]
    assert fresh == first[0]


def test_a_second_reader_is_asked_where_two_events_compete():
    chances = np.array([[0.1, 0.5, 0.4, 0.0], [0.05, 0.9, 0.03, 0.02]])
    assert doubtful(chances, FOUND)
    assert not doubtful(chances[1:], FOUND)
    assert not doubtful(np.array([[0.8, 0.1, 0.1, 0.0]]), FOUND)  # most likely nothing: which event does not matter
    assert doubtful(np.array([[0.8, 0.1, 0.1, 0.0]]), GIVEN)


def test_a_sentence_without_actors_and_an_endless_one_are_survived(reader):
    (none,) = reader.read([Question("It rained.", "en", ())])
    assert none.relations == ()
    endless = "Turkey " + "and more words " * 400 + "Syria"
    (answer,) = reader.read([Question(endless, "en", ((0, 6), (len(endless) - 5, len(endless))))])
    assert all(max((*relation.actors, *relation.recipients)) == 0 for relation in answer.relations)


def test_marks_stand_around_actors(reader):
    encoded = encode(reader.of("en").tokenizer, "Turkey met Iran", ((0, 6), (11, 15)))
    assert [encoded.ids[place] for place in encoded.places] == [OPEN, OPEN]
    assert encoded.ids.count(CLOSE) == 2


def test_a_missing_model_says_what_to_do():
    with pytest.raises(EngineError, match="no engine"):
        open_engine(Settings(engine="oracle"))
    assert READER.exists()


def test_pairs():
    assert all_pairs(0) == []
    assert all_pairs(2) == [(0, 1), (0, NOBODY), (1, 0), (1, NOBODY), (NOBODY, 0), (NOBODY, 1)]


def test_a_reversed_pair_keeps_the_surer_reading():
    pairs = [(0, 1), (1, 0)]
    best, joint = np.array([1, 1]), np.array([[0.1], [0.1]])
    chances = np.array([[0.1, 0.9], [0.4, 0.6]])
    groups = grouped([0, 1], pairs, best, chances, joint)
    assert groups == [[0]]
    assert sides([0], pairs, joint) == ((0,), (1,))
