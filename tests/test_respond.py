"""Who must, may or may not come: Kazakhstan in January 2022, before a press of a few sentences of our own."""

from datetime import date

import pytest
from msgspec.structs import replace

from dragoman.errors import DragomanError
from dragoman.records import Actor, Article, Claim, Commitment, Event, Link, Party, Reading, When, cut_span
from dragoman.respond import respond
from dragoman.respond.reach import kilometres
from dragoman.respond.world import edited, world
from dragoman.store import viewing, writing

TEXT = (
    "Hulusi Akar said Turkey was ready to give Kazakhstan any help if it asked."
    " The OTS charter gives no right to send troops, a researcher said."
)
OFFER, CHARTER = cut_span(TEXT, 0, 74), cut_span(TEXT, 75, len(TEXT))
NEWS = When(start="2022-01-11", value="2022-01-11")


def party(text, id):
    return Party(text=text, start=TEXT.index(text), end=TEXT.index(text) + len(text), id=id, country=id, kind="state")


def claim(key, name, id, sentence, **more):
    chain = (Link(name=name, id=id),)
    return Claim(key=key, article="art-1", kind="indirect", stance="asserts", chain=chain, content=sentence, sentence=sentence, **more)


@pytest.fixture
def view(tmp_path):
    offer = Event(
        key="ev-offer",
        article="art-1",
        type="AGREE",
        status="hypothetical",
        actors=(party("Turkey", "TUR"),),
        recipients=(party("Kazakhstan", "KAZ"),),
        sentence=OFFER,
        trigger=cut_span(TEXT, 28, 33),
        confidence=0.9,
        engine="by hand",
    )
    claims = (
        claim("cl-akar", "Hulusi Akar", "", OFFER, events=("ev-offer",)),
        replace(claim("cl-law", "a researcher", "", CHARTER, holder="OTS", modality="may_not", what="send troops"), kind="mandate"),
    )
    lacking = Commitment(
        key="co-law",
        kind="mandate",
        parties=("OTS",),
        status="in_force",
        terms="may not send troops",
        articles=("art-1",),
        spans=(CHARTER,),
    )
    with writing(tmp_path / "s") as writer:
        article = Article(key="art-1", text=TEXT, outlet_name="Steppe Courier", published=NEWS)
        writer.append([Reading(article=article, events=(offer,), claims=claims)], [])
        writer.publish({"commitments": [lacking]})
    with viewing(tmp_path / "s") as opened:
        yield opened


def lines(response):
    return {line.actor: line for line in response.lines}


def test_the_csto_comes_first_on_its_charter_and_its_decision(view):
    first = respond(view, "KAZ", "troops", "2022-01-05").lines[0]
    assert (first.actor, first.verdict) == ("CSTO", "must")
    assert first.grounds[0].text.startswith("article 4: ")
    assert first.grounds[0].source == "Collective Security Treaty, 15 May 1992, as amended 10 December 2010"
    assert "csto-kazakhstan-2022" in {key for ground in first.grounds if ground.kind == "decision" for key in ground.keys}
    assert {(one.state, one.far) for one in first.reach[:2]} == {("KGZ", False), ("RUS", False)}


def test_turkey_is_willing_without_a_mandate_and_the_answer_says_who_says_so(view):
    turkey = lines(respond(view, "KAZ", "troops", "2022-01-05"))["TUR"]
    assert turkey.verdict == "willing"
    assert (turkey.grounds[0].kind, turkey.grounds[0].by, turkey.grounds[0].keys) == ("offer", "Hulusi Akar", ("ev-offer", "cl-akar"))
    assert turkey.grounds[0].source == "Steppe Courier, 2022-01-11"
    assert "A further agreement is needed." in turkey.grounds[1].text
    assert ("a researcher", ("co-law", "cl-law")) in [(one.by, one.keys) for one in turkey.contested]
    assert 2800 < turkey.reach[0].km < 3400


def test_the_ots_may_not_by_its_charter_and_by_who_says_so(view):
    ots = lines(respond(view, "KAZ", "troops", "2022-01-05"))["OTS"]
    assert ots.verdict == "may not"
    assert {ground.kind for ground in ots.grounds} == {"clause", "claim"}


def test_allies_by_pact_must_and_nato_is_outside(view):
    found = lines(respond(view, "KAZ", "troops", "2022-01-05"))
    assert found["RUS"].verdict == "must"
    assert found["RUS"].grounds[0].keys == ("kaz-rus-alliance-2013",)
    assert found["NATO"].verdict == "may not"
    assert found["NATO"].grounds[0].text == "Kazakhstan is a partner of NATO, no member on 2022-01-05"


def test_the_order_is_must_may_willing_may_not(view):
    order = ["must", "may", "willing", "may not"]
    verdicts = [line.verdict for line in respond(view, "KAZ", "troops", "2022-01-05").lines]
    assert verdicts == sorted(verdicts, key=order.index)
    assert set(verdicts) == set(order)


def test_every_ground_has_a_source(view):
    for line in respond(view, "KAZ", "troops", "2022-01-05").lines:
        assert line.grounds
        assert all(ground.source for ground in (*line.grounds, *line.contested))


def test_an_offer_far_from_the_day_does_not_count(view):
    assert lines(respond(view, "KAZ", "troops", "2021-06-01"))["TUR"].verdict == "may"


def test_what_if_kazakhstan_had_left(view):
    found = lines(respond(view, "KAZ", "troops", "2022-01-05", ["KAZ leaves CSTO on 2021-06-01"]))
    assert (found["CSTO"].verdict, found["CSTO"].changed) == ("may not", "must")
    assert found["RUS"].changed == ""
    later = lines(respond(view, "KAZ", "troops", "2022-01-05", ["KAZ leaves CSTO on 2023-06-01"]))
    assert later["CSTO"].verdict == "must"


def test_what_if_the_ots_had_a_force(view):
    found = lines(respond(view, "KAZ", "troops", "2022-01-05", ["OTS adopts deployment"]))
    assert (found["OTS"].verdict, found["OTS"].changed) == ("may", "may not")
    assert found["OTS"].grounds[0].source == "what if: OTS adopts deployment"


def test_what_if_a_pact_is_signed(view):
    found = lines(respond(view, "KAZ", "troops", "2022-01-05", ["TUR and KAZ sign defence_pact on 2021-12-01"]))
    assert (found["TUR"].verdict, found["TUR"].changed) == ("must", "willing")


def test_edits_leave_the_world_as_it_was():
    before = world()
    after = edited(before, ("KAZ leaves CSTO on 2021-06-01",))
    assert before == world()
    assert "KAZ" in before.members("CSTO", date(2022, 1, 5))
    assert "KAZ" not in after.members("CSTO", date(2022, 1, 5))
    assert "KAZ" in after.members("CSTO", date(2021, 5, 31))


@pytest.mark.parametrize(
    ("state", "need", "on", "edits"),
    [
        ("XXX", "troops", "2022-01-05", []),
        ("KAZ", "tanks", "2022-01-05", []),
        ("KAZ", "troops", "yesterday", []),
        ("KAZ", "troops", "2022-01-05", ["KAZ flies to the moon"]),
        ("KAZ", "troops", "2022-01-05", ["KAZ leaves CSTO on 2021-13-01"]),
    ],
)
def test_what_is_not_known_is_said(view, state, need, on, edits):
    with pytest.raises(DragomanError) as error:
        respond(view, state, need, on, edits)
    assert error.value.hint


def test_distance_of_two_capitals():
    # Astana 51.17 N 71.43 E, Ankara 39.93 N 32.86 E: about 3,100 km
    assert 3000 <= kilometres((51.17, 71.43), (39.93, 32.86)) <= 3250


def test_the_answer_as_text(view):
    text = respond(view, "KAZ", "troops", "2022-01-05").text()
    assert text[0].startswith("Collective Security Treaty Organization must; reach: ")
    assert any(row.startswith("  offer: Hulusi Akar: ") for row in text)


PACKAGE = (
    "The OTS said it was ready to help Kazakhstan, Azerbaijan reported."
    " Its charter gives no right to send troops, a researcher said. Only Uzbekistan signed a package with Kazakhstan."
)


@pytest.fixture
def telling(tmp_path):
    said, lacks, signed = cut_span(PACKAGE, 0, 66), cut_span(PACKAGE, 67, 129), cut_span(PACKAGE, 130, len(PACKAGE))
    body = Party(text="The OTS", start=0, end=7, id="OTS", country="IGO", kind="organisation")
    asker = Party(text="Kazakhstan", start=35, end=45, id="KAZ", country="KAZ", kind="state")
    offer = Event(
        key="ev-1",
        article="art-1",
        type="AGREE",
        status="actual",
        actors=(body,),
        recipients=(asker,),
        sentence=said,
        trigger=cut_span(PACKAGE, 19, 24),
        confidence=0.9,
        engine="by hand",
    )
    law = Commitment(key="co-1", kind="mandate", parties=("OTS",), status="in_force", terms="may not", articles=("art-1",), spans=(lacks,))
    pact = Commitment(key="co-2", kind="agreement", parties=("KAZ", "UZB"), status="signed", articles=("art-1",), spans=(signed,))
    azerbaijan = Actor(id="AZE", kind="state", name="Azerbaijan", country="AZE")
    with writing(tmp_path / "s") as writer:
        article = Article(key="art-1", text=PACKAGE, outlet_name="Steppe Courier", published=NEWS)
        writer.append([Reading(article=article, events=(offer,), claims=(claim("cl-1", "Azerbaijan", "AZE", said, events=("ev-1",)),))], [])
        writer.publish({"commitments": [law, pact], "actors": [azerbaijan]})
    with viewing(tmp_path / "s") as opened:
        yield opened


def test_who_tells_of_an_offer_does_not_make_it(telling):
    found = lines(respond(telling, "KAZ", "troops", "2022-01-05"))
    assert "AZE" not in found
    assert [(one.by, one.keys) for one in found["OTS"].grounds if one.kind == "offer"] == [("", ("ev-1", "cl-1"))]


def test_a_right_of_which_the_press_alone_speaks_is_called_so(telling):
    uzbekistan = lines(respond(telling, "KAZ", "troops", "2022-01-05"))["UZB"]
    assert uzbekistan.verdict == "may"
    assert [one.kind for one in uzbekistan.grounds] == ["claim", "standing"]
    assert uzbekistan.grounds[1].text.startswith(
        "the press alone says so: no instrument of the reference foresees it; between the two are "
    )
    assert "kaz-uzb-allied-2021" in uzbekistan.grounds[1].keys


def test_a_suspended_membership_is_told(view):
    frozen = lines(respond(view, "ARM", "troops", "2025-03-05"))["CSTO"]
    assert "the membership of Armenia in CSTO has been suspended since 2024-02-23" in [one.text for one in frozen.contested]
    before = lines(respond(view, "ARM", "troops", "2023-03-05"))["CSTO"]
    assert not [one for one in before.contested if one.kind == "standing"]
