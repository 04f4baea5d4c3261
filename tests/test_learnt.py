"""The press's clock: what was known on a day, and which report moved a grade between two."""

from datetime import date

import pytest

from dragoman import open as open_store
from dragoman.brief import compose
from dragoman.errors import DragomanError, StoreError
from dragoman.learnt import learnt
from dragoman.pipeline import Basis, derive, recall
from dragoman.records import Article, Event, Mention, Outlet, Party, Reading, Sentence, Timex, When, cut_span
from dragoman.respond import respond
from dragoman.store import viewing, writing

FIRST = "Kazakhstan signed a security treaty with Russia on 5 January 2022."
SECOND = "In the Kremlin on 5 January 2022, Russia signed the security treaty with Kazakhstan, its foreign ministry announced."
THIRD = "On 9 March 2022 Kazakhstan ratified the treaty with Russia."
LAST = "Nothing in this paper has a day, but Kazakhstan signed a treaty with Togo."
OUTLETS = (
    Outlet(id="courier", name="Steppe Courier", country="KAZ", reliability="C"),
    Outlet(id="herald", name="Turan Herald", country="TUR", reliability="D"),
)


def day(text):
    return When(start=text, value=text)


def reading(name, text, outlet, published, when=None, done="signed"):
    key = f"art-{name}"
    names = [(word, id) for word, id in (("Kazakhstan", "KAZ"), ("Russia", "RUS"), ("Togo", "TGO")) if word in text]
    mentions = tuple(
        Mention(
            key=f"me-{name}-{id}", span=cut_span(text, text.index(word), text.index(word) + len(word)), actor=id, kind="state", how="name"
        )
        for word, id in sorted(names, key=lambda one: text.index(one[0]))
    )
    parties = tuple(
        Party(text=word, start=text.index(word), end=text.index(word) + len(word), id=id, country=id, kind="state") for word, id in names
    )
    found = Event(
        key=f"ev-{name}",
        article=key,
        type="AGREE",
        quad="verbal cooperation",
        score=6.0,
        actors=parties[:1],
        recipients=parties[1:],
        when=day(when) if when else None,
        sentence=cut_span(text, 0, len(text)),
        trigger=cut_span(text, text.index(done), text.index(done) + len(done)),
        confidence=0.9,
        engine="by hand",
    )
    written = {"5 January 2022": "2022-01-05", "9 March 2022": "2022-03-09"}
    times = tuple(
        Timex(span=cut_span(text, text.index(words), text.index(words) + len(words)), type="DATE", value=iso, when=day(iso))
        for words, iso in written.items()
        if words in text
    )
    article = Article(key=key, text=text, outlet=outlet, language="en", published=day(published) if published else None)
    line = Sentence(start=0, end=len(text), number=0, paragraph=0, language="en")
    return Reading(article=article, sentences=(line,), mentions=mentions, times=times, events=(found,))


READINGS = (
    reading("a", FIRST, "courier", "2022-01-06", "2022-01-05"),
    reading("b", SECOND, "herald", "2022-01-07", "2022-01-05"),
    reading("c", THIRD, "herald", "2022-03-10", "2022-03-09", "ratified"),
    reading("d", LAST, "courier", ""),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    store = tmp_path_factory.mktemp("learnt") / "s"
    with writing(store) as writer:
        writer.append(READINGS, [])
        made = derive(Basis(readings=READINGS, outlets=OUTLETS, verdicts=()), lambda stage, number: None)
        writer.publish(made.tables, made.steps)
    return store


def known(path, text):
    day = date.fromisoformat(text)
    recall(path, day, lambda stage, number: None)
    return viewing(path, day)


def moved(path, first, last):
    with known(path, first) as before, known(path, last) as after:
        return {section.title: section.lines for section in learnt(before, after).sections}


def test_a_view_as_of_a_day_holds_what_was_published_by_its_end(path):
    with known(path, "2022-01-06") as view:
        assert [row["key"] for row in view.table("articles").rows()] == ["art-a"]
        assert [story.articles for story in view.records("stories")] == [("art-a",)]
        assert compose(view).totals["without a day, left out"] == 1
    with known(path, "2022-03-10") as view:
        assert [row["key"] for row in view.table("articles").rows()] == ["art-a", "art-b", "art-c"]


def test_the_reference_too_knows_nothing_of_later(path):
    with known(path, "2022-01-06") as view:
        days = [str(one.signed or one.start) for one in view.records("commitments") if one.match == "reference"]
        assert days
        assert max(days) <= "2022-01-06"
    with viewing(path) as view:
        assert max(str(one.signed or one.start) for one in view.records("commitments") if one.match == "reference") > "2025"


def test_a_grade_rises_because_of_a_second_origin_and_its_sentence_is_shown(path):
    (line,) = moved(path, "2022-01-06", "2022-01-07")["Grades and statuses that moved"]
    assert line.figures == "C3 → C2 · 1 → 2 origins · 1 → 2 reports"
    assert line.words == SECOND
    assert line.where == "Turan Herald, 2022-01-07"


def test_a_commitment_moves_from_signed_to_ratified_with_the_words(path):
    (line,) = moved(path, "2022-01-31", "2022-03-31")["Commitments that moved"]
    assert line.figures.startswith("signed · ")
    assert "→ ratified" in line.figures
    assert (line.words, line.where) == (THIRD, "Turan Herald, 2022-03-10")


def test_nothing_moves_between_days_without_an_article(path):
    assert moved(path, "2022-01-07", "2022-02-01") == {}


def test_what_is_new_is_told_as_new(path):
    sections = moved(path, "2022-01-01", "2022-01-06")
    assert [line.words for line in sections["Stories first told"]] == [FIRST]
    assert [line.figures for line in sections["Commitments that moved"]] == ["new: signed · new"]


def test_the_same_view_whether_made_or_found(path):
    with known(path, "2022-01-07") as view:
        first = view.table("alignments").rows()
    next(path.glob("view-*-known-2022-01-07.duckdb")).unlink()
    with known(path, "2022-01-07") as view:
        assert view.table("alignments").rows() == first


def test_python_asks_by_the_same_names(path):
    with open_store(path, known_by="2022-01-06") as store:
        assert len(store.articles()) == 1
        assert store.respond("KAZ", "troops", "2022-01-05").known_by == "2022-01-06"
    with open_store(path) as store:
        lines = {section.title for section in store.diff("2022-01-06", "2022-01-07", clock="press").sections}
        assert "Grades and statuses that moved" in lines
        with pytest.raises(DragomanError, match="lies before"):
            store.diff("2022-01-07", "2022-01-06", clock="press")


def test_a_response_known_by_a_day_has_no_later_decision(path):
    with known(path, "2022-01-05") as view:
        csto = next(line for line in respond(view, "KAZ", "troops", "2022-01-05").lines if line.actor == "CSTO")
    assert "csto-kazakhstan-2022" not in {key for ground in csto.grounds for key in ground.keys}
    with viewing(path) as view:
        csto = next(line for line in respond(view, "KAZ", "troops", "2022-01-05").lines if line.actor == "CSTO")
    assert "csto-kazakhstan-2022" in {key for ground in csto.grounds for key in ground.keys}


def test_a_day_that_was_not_made_says_what_to_do(path):
    with pytest.raises(StoreError, match="cannot be opened"), viewing(path, date(1999, 1, 1)):
        pass


def test_a_new_read_leaves_no_old_past(path):
    with known(path, "2022-01-06"):
        pass
    with writing(path) as writer:
        made = derive(Basis(readings=READINGS, outlets=OUTLETS, verdicts=()), lambda stage, number: None)
        writer.publish(made.tables, made.steps)
    assert list(path.glob("*known*")) == []
