"""Training examples: read as data, refused when wrong, checked for leaks."""

import random

import pytest
from training.batches import NOBODY, joined, pairs
from training.examples import parse, untag

from training import check, examples

LINE = "SUPPORT/-/actual\tmilitary\t<A>Kazakhstan</A> <T>signed</T> a pact with <R>Italy</R>, not with <O>Spain</O>."


def test_a_line_becomes_an_example():
    example = parse(LINE, "en")
    assert example.text == "Kazakhstan signed a pact with Italy, not with Spain."
    assert [example.text[start:end] for start, end in example.spans("A", "R")] == ["Kazakhstan", "Italy"]
    assert (example.labels[0].event, example.contexts) == ("SUPPORT", ("military",))


@pytest.mark.parametrize("wrong", ["<A>x", "x</A>", "<A> </A>"])
def test_tags_must_balance(wrong):
    with pytest.raises(ValueError, match="<"):
        untag(wrong)


@pytest.mark.parametrize("line", ["SUPPORT\t-\tx", "SUPPORT/-/maybe\t-\tx", "one column"])
def test_wrong_lines_are_refused(line):
    with pytest.raises(ValueError, match=r"not|columns"):
        parse(line, "en")


def test_pairs_teach_direction_and_silence():
    example = parse(LINE, "en")
    actors = examples_actors = [example.spans("A")[0], example.spans("R")[0], example.spans("O")[0]]
    found = {(pair.actor, pair.recipient): pair.label.event if pair.label else "NONE" for pair in pairs(example, actors)}
    assert found[0, 1] == found[0, NOBODY] == found[NOBODY, 1] == "SUPPORT"
    assert found[1, 0] == found[0, 2] == found[2, 1] == "NONE"
    assert len(examples_actors) == 3


def test_two_sentences_joined_keep_their_marks():
    one, other = parse(LINE, "en"), parse("ACCUSE/-/actual\t-\t<A>Chad</A> <T>blamed</T> <R>Sudan</R>.", "en")
    both = joined(one, other, random.Random(1))
    assert [label.event for label in both.labels] == ["SUPPORT", "ACCUSE"]
    assert [both.text[start:end] for start, end in both.spans("A2", "R2", "T2")] == ["Chad", "blamed", "Sudan"]


@pytest.fixture(scope="module")
def given():
    return list(examples.read(examples.HERE / "examples")), list(examples.read(examples.HERE / "heldout"))


def test_every_example_has_labels_of_the_codebook(given):
    assert list(check.labels([*given[0], *given[1]])) == []


def test_nothing_leaks_into_the_held_out_part(given):
    assert list(check.leaks(*given)) == []


def test_thousands_of_sentences_in_five_languages(given):
    languages = {example.language for example in given[0]}
    assert languages == {"en", "fr", "kk", "ru", "tr"}
    assert len({example.text for example in given[0]}) > 6000
