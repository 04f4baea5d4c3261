"""Reports, read back: nothing runs, nothing is asked for elsewhere, every note resolves to the words it stands for."""

import sys
from datetime import date

import msgspec
import pytest
from lxml import html as markup

import dragoman
from dragoman.errors import DragomanError, NotFound
from dragoman.records import Part
from dragoman.report import Bounds, compose, turned, write
from dragoman.report.page import html
from dragoman.report.shelf import Shelf

WHAT = ("", "offer", "evil", "KAZ", "KAZ:TUR", "hulusi-akar", "evil/../one?x=1#y")


@pytest.fixture(params=WHAT, scope="module")
def report(request, view, press):
    keys = {"offer": press.STORIES[0].key, "evil": press.STORIES[2].key}
    return compose(view, keys.get(request.param, request.param), Bounds())


@pytest.fixture(scope="module")
def whole(view):
    return compose(view, "", Bounds())


@pytest.fixture(scope="module")
def pair(view):
    return compose(view, "KAZ:TUR", Bounds())


def page(report):
    return markup.fromstring(html(report))


def titles(report):
    return [part.title for part in report.parts]


def test_a_page_runs_and_asks_for_nothing(report):
    root = page(report)
    assert not root.xpath("//script | //iframe | //object | //embed | //img | //link | //base | //form | //use | //image | //foreignObject")
    assert not root.xpath("//@*[starts-with(name(), 'on')] | //@src | //@style")
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    for link in root.xpath("//@href | //@*[name() = 'xlink:href']"):
        own = link.getparent()
        assert link.startswith("#") or (own.get("class") == "article" and link.startswith("https://news.example/"))
    assert "url(" not in html(report).replace("url(#", "")
    assert "@import" not in html(report)


def test_every_note_resolves_both_ways(report):
    root = page(report)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//@href") if link.startswith("#")} <= set(ids)
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))


def test_quotes_are_the_words_at_their_offsets(report, view):
    texts = {article.key: article.text for article in view.records("articles")}
    notes = {note.number: note for note in report.notes}
    for part in report.parts:
        for entry in part.entries:
            for quote in entry.quotes:
                note = notes[quote.note]
                assert "".join(piece.text for piece in quote.pieces) == texts[note.article][note.start : note.end]


def test_the_whole_store(whole):
    assert titles(whole) == [
        "Stories over time",
        "Stories",
        "Commitments",
        "Alignments that moved",
        "Statements, newest first",
        "Talked of, not told as done",
        "Where reports disagree",
        "Not read",
    ]
    assert whole.lead == "Articles published 2022-01-12 to 2022-01-12"
    assert [figure.value for figure in whole.figures] == ["5", "5", "3", "3", "2", "1"]


def test_a_story_says_why(view, press):
    made = compose(view, press.STORIES[0].key, Bounds())
    assert made.title == "AGREE: Turkey → Kazakhstan"
    grade = made.figures[0]
    assert grade.value == "B2"
    assert grade.how.startswith("Source usually reliable; probably true: two independent origins, one denial.")
    origins = next(part for part in made.parts if part.title == "Independent origins")
    (reason,) = origins.entries[0].reasons
    assert reason == "Turan Herald, 2022-01-12 after Steppe Courier, 2022-01-12: cut; 93 % of it stands in the source"


def test_older_keys_events_and_claims_lead_to_their_story(view, press):
    asked = ("st-old", press.OFFER.key, press.SAID.key, press.DENIED.key)
    assert {compose(view, key, Bounds()).title for key in asked} == {"AGREE: Turkey → Kazakhstan"}


def test_a_dyad_is_the_same_in_either_order(view, pair):
    assert compose(view, "TUR:KAZ", Bounds()) == pair


def test_a_dyad_has_chart_and_table(pair):
    over = pair.parts[0]
    assert over.drawing.svg.startswith("<svg")
    assert over.table.rows[0][:2] == ("2022-01", "1")
    assert over.table.rows[0][-2:] == ("+2.00", "+1.00 to +3.00")


def test_since_leaves_out_what_lies_before(view):
    late = compose(view, "KAZ", Bounds(since=date(2022, 6, 30)))
    assert "Stories, newest first" not in titles(late)
    early = compose(view, "KAZ", Bounds(since=date(2022, 1, 10)))
    stories = next(part for part in early.parts if part.title == "Stories, newest first")
    # The other story is dated to the month and may lie before the day.
    assert [entry.what for entry in stories.entries] == ["Turkey → Kazakhstan"]


def test_what_is_left_out_is_counted(view):
    made = compose(view, "", Bounds(most=1))
    assert next(part for part in made.parts if part.title == "Stories").more == 1


@pytest.mark.parametrize("what", ["st-aaaaaaaaaaaaa", "XYZ", "KAZ:XYZ", "co-offer", ":"])
def test_what_cannot_be_reported_on_says_so(view, what):
    with pytest.raises(NotFound) as raised:
        compose(view, what, Bounds())
    assert "KAZ:TUR" in raised.value.hint


def test_a_name_that_is_no_format_is_refused(whole, tmp_path):
    with pytest.raises(DragomanError, match="neither HTML nor PDF"):
        write(whole, tmp_path / "report.docx")


def test_a_file_is_the_same_each_time(view, whole, tmp_path):
    write(whole, tmp_path / "a.html")
    write(compose(view, "", Bounds()), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_pdf_shows_hostile_words_as_words(view, press, tmp_path):
    pytest.importorskip("typst")
    reader = pytest.importorskip("pypdf")
    write(compose(view, press.STORIES[2].key, Bounds()), tmp_path / "evil.pdf")
    pages = reader.PdfReader(tmp_path / "evil.pdf").pages
    text = " ".join("".join(one.extract_text() for one in pages).split())
    assert "<script>" in text
    assert "{{ 7*7 }}" in text
    actions = [note.get_object().get("/A", {}) for one in pages for note in one.get("/Annots") or ()]
    assert not any("/URI" in action or "/JS" in action for action in actions)


def test_pdf_markup_is_not_obeyed(whole, tmp_path):
    pytest.importorskip("typst")
    reader = pytest.importorskip("pypdf")
    hostile = '#read("/etc/passwd") $x^2$ *bold* _it_ @ref <label> `raw` \\ // gone /* gone */ #panic() \u202e'
    write(msgspec.structs.replace(whole, title=hostile, lead=hostile), tmp_path / "markup.pdf")
    text = "".join(one.extract_text() for one in reader.PdfReader(tmp_path / "markup.pdf").pages)
    assert "#panic()" in text
    assert "root:" not in text


def test_without_typst_the_message_says_what_to_install(whole, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(DragomanError) as raised:
        write(whole, tmp_path / "a.pdf")
    assert "pip install 'dragoman[pdf]'" in raised.value.hint


def test_a_notebook_shows_words_and_runs_nothing(store, press):
    with dragoman.open(store) as db:
        for shown in (db, db.brief(), db.show(press.STORIES[2].key), db.show(press.OFFER.key)):
            root = markup.fromstring(shown._repr_html_())
            assert not root.xpath("//script | //img | //a | //svg | //@src | //@href")
        marked = markup.fromstring(db.show(press.OFFER.key)._repr_html_()).xpath("//mark/text()")
    assert marked == ["Turkey offered help to Kazakhstan in Almaty on 11 January, Hulusi Akar said."]


def test_a_report_says_what_moved_an_alignment(view, press):
    """0.4 × 0.35 grows to 0.8 × 0.35, and 0.5 × 0.2 of words is new: +0.14 and +0.10 by hand."""
    was = press.ALIGNMENTS[0]
    parts = (Part(name="commitments", value=0.8, weight=0.35, keys=("co-member", "co-offer")),)
    parts += (Part(name="verbal", value=0.5, weight=0.2, keys=(press.STORIES[0].key,)),)
    now = msgspec.structs.replace(press.ALIGNMENTS[1], score=was.score + 0.24, low=was.high + 0.01, parts=parts)
    shelf = Shelf(view, Bounds())
    (entry,) = turned.part(shelf, [was, now]).entries
    assert entry.what == "To RUS/CSTO: +0.40 → +0.64"
    assert entry.figures == "+0.24, beyond the intervals"
    assert entry.reasons[0].startswith("commitments that hold +0.14: ")
    assert entry.reasons[1].startswith("talks, agreements, requests +0.10: ")
    assert "Turkey → Kazakhstan (B2)" in entry.reasons[1]
    assert "".join(piece.text for piece in entry.quotes[0].pieces) == press.OFFER.sentence.text
    assert shelf.notes[0].article in press.STORIES[0].articles
    assert turned.part(shelf, [was, was]).entries == ()
