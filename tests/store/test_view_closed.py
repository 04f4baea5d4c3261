"""What a query may do: read the view. Not files, not addresses, not other databases, and nothing may be written."""

import sys

import pytest

from dragoman.errors import StoreError
from dragoman.records import Article
from dragoman.records import Reading as Read
from dragoman.store import viewing, writing

ARTICLE = Article(key="art-1", text="Russia met Turkey.", language="en")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closed")
    (folder / "secret.csv").write_text("password\nhunter2\n")
    with writing(folder / "press.dragoman") as writer:
        writer.append([Read(article=ARTICLE)], [])
        writer.publish({})
    return folder / "press.dragoman"


FORBIDDEN = (
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_parquet('{folder}/press.dragoman/shards/*/articles.parquet')",
    "SELECT * FROM read_csv('https://example.org/a.csv')",
    "COPY articles TO '{folder}/out.csv'",
    "COPY (SELECT 1) TO '/dev/stdout'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{folder}/out.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{folder}/out.duckdb_extension'",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET temp_directory = '{folder}/out'",
    "PRAGMA profiling_output='{folder}/out'",
    "CREATE TABLE mine AS SELECT 1",
    "INSERT INTO articles SELECT * FROM articles",
    "DELETE FROM articles",
    "UPDATE articles SET text = ''",
    "DROP TABLE articles",
    "ALTER TABLE articles RENAME TO mine",
    "SELECT 1; COPY articles TO '{folder}/out.csv'",
)


@pytest.mark.parametrize("query", FORBIDDEN)
def test_a_query_reads_the_view_and_nothing_else(query, store):
    folder = store.parent
    before = sorted(folder.rglob("*"))
    with viewing(store) as view, pytest.raises(StoreError):
        view.sql(query.format(folder=folder, secret=folder / "secret.csv"))
    assert sorted(folder.rglob("*")) == before


def test_a_query_does_not_reach_the_program_s_variables(store):
    frame = sys.modules["pyarrow"].table({"password": ["hunter2"]})
    with viewing(store) as view, pytest.raises(StoreError, match="frame"):
        view.sql("SELECT * FROM frame")
    assert frame.num_rows == 1


def test_what_readers_ask_is_answered(store):
    with viewing(store) as view:
        assert view.sql("SELECT key, text FROM articles").rows() == [{"key": "art-1", "text": "Russia met Turkey."}]
        assert view.sql("WITH a AS (SELECT key FROM articles) SELECT count(*) AS n FROM a").rows() == [{"n": 1}]
        assert "articles" in view.tables()


def test_two_views_of_one_store_stand_side_by_side(store):
    with viewing(store) as one, viewing(store) as other:
        assert one.table("articles").rows() == other.table("articles").rows()
