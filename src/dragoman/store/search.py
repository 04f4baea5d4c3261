"""Full text in any script, by tantivy: words for alphabetic scripts, pairs of characters where words are not parted by spaces."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import tantivy

_HEAP = 64_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="default")
    builder.add_text_field("text", tokenizer_name="default")
    builder.add_text_field("pairs", tokenizer_name="pairs")
    return builder.build()


def _with_tokenizers(index: tantivy.Index) -> tantivy.Index:
    ngrams = tantivy.Tokenizer.ngram(min_gram=2, max_gram=2, prefix_only=False)
    pairs = tantivy.TextAnalyzerBuilder(ngrams).filter(tantivy.Filter.lowercase()).build()
    index.register_tokenizer("pairs", pairs)
    return index


def build(folder: Path, texts: Iterable[tuple[str, str, str]]) -> None:
    """Index (key, title, text) rows into a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = _with_tokenizers(tantivy.Index(_schema(), path=str(folder)))
    # One thread: the same input gives the same segments.
    writer = index.writer(_HEAP, 1)
    for key, title, text in texts:
        writer.add_document(tantivy.Document(key=key, title=title, text=text, pairs=_unspaced(text)))
    writer.commit()
    writer.wait_merging_threads()


def find(folder: Path, query: str, limit: int) -> list[tuple[str, float]]:
    """Article keys and scores for a query in words ('Akar AND Kazakhstan', '"common army"'); syntax errors are forgiven."""
    index = _with_tokenizers(tantivy.Index.open(str(folder)))
    fields = ["pairs"] if _unspaced(query) else ["title", "text"]
    parsed, _ = index.parse_query_lenient(query, fields)
    searcher = index.searcher()
    hits = searcher.search(parsed, limit).hits
    return sorted(((searcher.doc(address)["key"][0], score) for score, address in hits), key=lambda hit: (-hit[1], hit[0]))


def _unspaced(text: str) -> str:
    # Han, kana and hangul; everything else is found by words.
    return "".join(letter for letter in text if "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af")
