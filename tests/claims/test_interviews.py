"""Interviews: answers belong to the person who is asked, in every form that the press has for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.claims import Attributor
from dragoman.records import Article, Reading, Sentence

NAMED = {"Hulusi Akar": "hulusi-akar", "Хулуси Акар": "hulusi-akar", "Tokayev": "tokayev"}
LABELS = {
    "en": ("Akar speaks\n\nHulusi Akar gave us an interview.", "Q: ", "A: "),
    "ru": ("Говорит министр\n\nХулуси Акар дал интервью газете.", "В.: ", "О.: "),
    "tr": ("Bakan konuştu\n\nHulusi Akar ile röportaj yaptık.", "Soru: ", "Cevap: "),
    "kk": ("Министр сөйлейді\n\nХулуси Акар сұхбат берді.", "Сұрақ: ", "Жауап: "),
    "fr": ("Le ministre parle\n\nHulusi Akar nous a accordé un entretien.", "Q. ", "R. "),
}


@pytest.fixture
def answers(claims):
    """What is quoted in a text, as (speaker id, words)."""

    def read(text, language="en"):
        return [(claim.speaker.id, claim.content.text) for claim in claims(text, language, NAMED) if claim.kind == "quotation"]

    return read


@pytest.mark.parametrize("language", sorted(LABELS))
def test_labelled_answers_are_the_interviewee_s(answers, language):
    opening, asks, tells = LABELS[language]
    text = f"{opening}\n\n{asks}Is it so?\n\n{tells}It is so. It was so.\n\n{asks}And then?\n\n{tells}Then comes spring."
    assert answers(text, language) == [("hulusi-akar", "It is so. It was so."), ("hulusi-akar", "Then comes spring.")]


OPENING = "Akar speaks\n\nHulusi Akar was interviewed in Ankara."


def test_questions_in_bold_or_behind_a_dash(answers):
    bold = f"{OPENING}\n\n**Is it so?**\n\nIt is so.\n\n**And then?**\n\nThen comes spring."
    dashes = f"{OPENING}\n\n— Is it so?\n\n— It is so.\n\n— And then?\n\n— Then comes spring."
    assert [words for _, words in answers(bold)] == [words for _, words in answers(dashes)] == ["It is so.", "Then comes spring."]


def test_bare_questions_must_be_three(answers):
    two = f"{OPENING}\n\nIs it so?\n\nIt is so.\n\nAnd then?\n\nThen comes spring."
    assert answers(two) == []
    assert len(answers(f"{two}\n\nAnd after that?\n\nAfter that comes summer.")) == 3


def test_without_a_person_nobody_answers(answers):
    assert answers("Questions\n\nWe asked around.\n\nQ: Is it so?\n\nA: It is so.\n\nQ: And then?\n\nA: Then comes spring.") == []


def test_whom_the_interviewee_cites_stands_behind_him(claims):
    text = f"{OPENING}\n\nQ: Is it so?\n\nA: Tokayev said that it was so.\n\nQ: And then?\n\nA: I think that spring comes."
    found = [[link.id for link in claim.chain] for claim in claims(text, "en", NAMED) if claim.kind == "indirect"]
    assert found == [["hulusi-akar", "tokayev"]]


def test_a_name_and_a_colon_open_somebody_s_words(says):
    told = says("Tokayev: the withdrawal begins in two days", "en", NAMED)
    assert told == [("Kassym-Jomart Tokayev", ":", "the withdrawal begins in two days")]


PIECES = ["Q: Is it?", "A: It is.", "— Is it?", "— It is.", "Is it?", "It is.", "**Why?**", "Q:", "A:", "?", "—"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_order_of_questions_and_answers_is_read(lines):
    text, at, sentences = "\n".join(lines), 0, []
    for number, words in enumerate(lines):
        sentences.append(Sentence(start=at, end=at + len(words), number=number, paragraph=number, language="en", part="body"))
        at += len(words) + 1
    made = Reading(article=Article(key="art", text=text, language="en"), sentences=tuple(sentences))
    (found,) = Attributor().attribute([made])
    spans = [claim.content for claim in found.claims]
    assert all(text[span.start : span.end] == span.text for span in spans)
