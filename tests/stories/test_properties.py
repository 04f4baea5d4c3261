"""What holds for any collection: every sure event is in one story, and neither order nor repetition changes a row."""

from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import OUTLETS, copy, day, deed, told

from dragoman.kept import Kept
from dragoman.stories import Fusion, fuse

NAMES = ["Kazakhstan", "Turkey", "Russia", "CSTO", "Akar", "Tokayev"]
TYPES = ["AGREE", "AID", "MOBILIZE", "CONSULT", "ACCUSE", "REJECT", "ASSAULT"]
STATUSES = ["actual", "actual", "future", "hypothetical", "negated", "historical"]


@st.composite
def articles(draw):
    """An article of one to three sentences, one deed each."""
    lines = []
    for number in range(draw(st.integers(1, 3))):
        actor, other = draw(st.permutations(NAMES))[:2]
        when = day(draw(st.sampled_from(["2022-01-05", "2022-01-06", "2022-01", "2021"]))) if draw(st.booleans()) else None
        made = deed(
            draw(st.sampled_from(TYPES)),
            [actor],
            [other] if draw(st.booleans()) else [],
            when=when,
            status=draw(st.sampled_from(STATUSES)),
            confidence=draw(st.sampled_from([0.1, 0.3, 0.9])),
        )
        lines.append((f"{actor} deals with {other} in matter {number}.", [made]))
    outlet = draw(st.sampled_from(["", "steppe", "volga"]))
    return told(*lines, outlet=outlet, published=draw(st.sampled_from(["2022-01-06", "2022-01-07", "2022-02-20", ""])))


def unique(readings):
    return list({reading.article.key: reading for reading in readings}.values())


@given(st.lists(articles(), max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_collection(readings, chance):
    readings = unique(readings)
    copies = [copy(readings[1], readings[0])] if len(readings) > 1 else []
    stories = fuse(readings, copies, OUTLETS, [])
    events = [event for story in stories for event in story.events]
    assert sorted(events) == sorted(event.key for reading in readings for event in reading.events if event.confidence >= 0.3)
    assert len({story.key for story in stories}) == len(stories)
    for story in stories:
        assert all(story.actors + story.recipients)
        assert story.title
        assert sorted(key for origin in story.origins for key in origin) == list(story.articles)
        assert story.grade.because.endswith(".")
    chance.shuffle(readings)
    assert fuse(readings, copies[::-1], OUTLETS[::-1], []) == stories


@given(st.lists(articles(), max_size=9), st.randoms(use_true_random=False), st.lists(st.integers(1, 4), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_read_in_shares_and_in_any_order_the_stories_are_those_of_one_piece(readings, chance, shares):
    readings = unique(readings)
    whole = fuse(readings, [], OUTLETS, [])
    chance.shuffle(readings)
    left, at, stories = b"", 0, ()
    for share in [*shares, len(readings)]:
        at += share
        kept = Kept(left)
        stories = fuse(readings[:at], [], OUTLETS, [], kept)
        left = kept.dumps()
        assert stories == fuse(readings[:at], [], OUTLETS, [])
    assert stories == whole


def test_what_was_scored_is_not_scored_again_and_what_changed_is():
    def account(number, words):
        return told(
            (f"Turkey sends {words} to Kazakhstan.", [deed("AID", ["Turkey"], ["Kazakhstan"], when=day("2022-01-05"))]),
            outlet="",
            published=f"2022-01-{number:02}",
        )

    readings = [account(number, words) for number, words in enumerate(["help", "tents", "doctors", "bread", "blankets"], 6)]

    def fused(copies, before):
        kept = Kept(before)
        fusion = Fusion(readings[:4], copies, OUTLETS, kept)
        fusion.stories([])
        return fusion.scorer, kept.dumps()

    _, left = fused([], b"")
    again, _ = fused([], left)
    assert again.taken == again.asked == 6
    copied, _ = fused([copy(readings[1], readings[0])], left)
    assert copied.taken == 1
    damaged, _ = fused([], left[:-40])
    assert damaged.taken == 0
