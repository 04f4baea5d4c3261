"""What is left of a shard to be opened faster equals what its Parquet files hold, and is passed over when it cannot be trusted."""

import pytest
from test_store import reading

from dragoman.store import opened, writing


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "store"
    with writing(path) as writer:
        writer.append([reading("Italy met Chad in Rome."), reading("Chad praised Togo on Monday.")], [])
    return path


def readings(store):
    with writing(store) as writer:
        return list(writer.readings())


def left(store):
    (path,) = (store / opened.FOLDER).iterdir()
    return path


def test_what_is_left_is_what_the_shard_holds(store):
    fast = readings(store)
    left(store).unlink()
    assert readings(store) == fast
    assert [reading.article.key for reading in fast] == sorted(reading.article.key for reading in fast)


def test_it_is_made_again_when_it_was_deleted(store):
    before = left(store).read_bytes()
    left(store).unlink()
    readings(store)
    assert left(store).read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"x" * 400])
def test_a_damaged_file_is_passed_over(store, damage):
    sound = readings(store)
    left(store).write_bytes(damage)
    assert readings(store) == sound


@pytest.mark.parametrize("place", [3, 10, 20, -5])
def test_one_wrong_byte_is_found(store, place):
    sound = readings(store)
    data = bytearray(left(store).read_bytes())
    data[place] ^= 1
    left(store).write_bytes(bytes(data))
    assert readings(store) == sound
