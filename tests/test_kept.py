"""What is kept from run to run changes no row: any split into batches, in any order, equals the whole; what is damaged is made anew."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import kept, pipeline
from dragoman.kept import Kept, Memo, printed, short
from dragoman.records import Raw
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.store import viewing, writing

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "dragoman"
# Copies of five kinds, a translation, credits, and papers that tell of the same deeds.
FROM_DEMO = ("003-", "013-", "015-", "016-", "017-", "018-", "019-", "021-", "022-", "023-", "025-", "026-", "028-", "039-")


@cache
def press():
    """Readings of a part of the demo press, and the outlets."""
    made = Settings(cache=CACHE, engine="lexicon", outlets=ROOT / "demo" / "outlets.yaml")
    flow = pipeline.Flow(made)
    files = [str(path) for path in sorted((ROOT / "demo" / "press").iterdir()) if path.name.startswith(FROM_DEMO)]
    raws = [raw for raw in gather(files, Options.of(made)) if isinstance(raw, Raw)]
    return flow.read(flow.clean(raws)), flow.outlets.outlets()


def settled(readings, before=b""):
    """The derived tables, what is left for the next run, and what was taken over from the last."""
    taken = Kept(before)
    basis = pipeline.Basis(readings=readings, outlets=press()[1], verdicts=())
    made = pipeline.derive(basis, lambda stage, number: None, taken)
    return made.tables, taken.dumps()


@given(st.permutations(range(len(FROM_DEMO))), st.sets(st.integers(0, len(FROM_DEMO)), max_size=2))
@settings(max_examples=8, deadline=None)
def test_read_in_shares_and_in_any_order_every_table_is_that_of_one_piece(order, shares):
    readings = [press()[0][number] for number in order]
    left = b""
    for end in (*sorted(shares), len(readings)):
        tables, left = settled(readings[:end], left)
    whole = settled(press()[0])[0]
    assert [name for name in whole if whole[name] != tables[name]] == []


def test_the_press_has_copies_of_every_kind_that_is_taken_over():
    found = settled(press()[0])[0]["copies"]
    assert {copy.kind for copy in found} == {"exact", "cut", "padded", "spun", "translated"}


def test_an_article_that_is_taken_away_leaves_nothing_behind():
    readings = press()[0]
    _, left = settled(readings)
    assert settled(readings[:5], left)[0]["stories"] == settled(readings[:5])[0]["stories"]


@pytest.fixture
def made(monkeypatch):
    """How many values were worked out, by the kind of value."""
    counts = {}

    def counted(self, print, value, put=Memo.put):
        counts[type(value).__name__] = counts.get(type(value).__name__, 0) + 1
        return put(self, print, value)

    monkeypatch.setattr(Memo, "put", counted)
    return counts


def test_what_stands_is_not_worked_out_again(made):
    readings = press()[0]
    _, left = settled(readings[:-1])
    made.clear()
    settled(readings[:-1], left)
    assert made == {}
    settled(readings, left)
    assert (made["Body"], made["Leaf"], made["Facts"]) == (1, 1, 1)
    assert made["Story"] < 12


@pytest.mark.parametrize("damage", ["cut", "turned", "empty", "another", "older"])
def test_what_is_damaged_or_made_by_other_rules_is_made_anew(damage, made, monkeypatch):
    readings = press()[0][:4]
    tables, left = settled(readings)
    turned = bytearray(left)
    turned[len(left) // 2] ^= 4
    found = {"cut": left[:-9], "turned": bytes(turned), "empty": b"", "another": b"x" * 90, "older": left}[damage]
    if damage == "older":
        monkeypatch.setattr(kept, "made_by", lambda: b"0" * kept.SIZE)
    made.clear()
    assert settled(readings, found)[0] == tables
    assert made["Leaf"] == 4


def test_a_store_goes_on_without_what_it_kept(tmp_path):
    made = Settings(store=tmp_path / "s", cache=CACHE, engine="lexicon")
    files = [str(path) for path in sorted((ROOT / "demo" / "press").iterdir()) if path.name.startswith(("015-", "016-"))]

    def read():
        pipeline.read(files, made, lambda stage, number: None)
        with viewing(made.store) as view:
            return [view.records(name) for name in ("copies", "stories", "dyads")]

    first = read()
    (made.store / "kept.bin").write_bytes(b"nothing of the kind")
    assert read() == first
    (made.store / "kept.bin").unlink()
    (made.store / "kept.bin").mkdir()
    assert read() == first
    with writing(made.store) as writer:
        assert writer.kept() == b""


@given(st.dictionaries(st.integers(0, 400), st.binary(max_size=40), max_size=300))
@settings(max_examples=30, deadline=None)
def test_a_memo_gives_back_what_was_put(values):
    first = Kept()
    with first.memo("words", bytes) as memo:
        for key, value in values.items():
            memo.put(printed(key), value)
    second = Kept(first.dumps())
    with second.memo("words", bytes) as memo:
        assert [memo.get(printed(key)) for key in reversed(values)] == list(reversed(values.values()))
        assert memo.get(printed("never put")) is None


def test_a_table_knows_only_the_pairs_that_it_was_given():
    first = Kept()
    prints = short([printed(number) for number in range(4)])
    table = first.table("scores")
    table.keep(prints[[0, 1]], prints[[1, 2]], short([b"\0" * kept.SIZE] * 2).astype(float))
    table.close()
    found = Kept(first.dumps()).table("scores").sought(prints[[0, 0, 1]], prints[[1, 2, 2]])
    assert [str(number) for number in found] == ["0.0", "nan", "0.0"]
