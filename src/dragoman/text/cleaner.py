"""The text stage: raw inputs in, cleaned readings out. The original text is kept whole; what is not the article is marked."""

from collections.abc import Sequence

from lxml import etree

from dragoman.errors import BadArticle, BadRecord
from dragoman.records import Article, Failure, Raw, Reading, Sentence, failed, make_key
from dragoman.text.draft import Draft, drafted
from dragoman.text.names import Names
from dragoman.text.paragraphs import sentences
from dragoman.text.provenance import byline_of, credits_of, outlet_of, published_of, title_of
from dragoman.vocab import OutletRegistry

# Below this many letters of prose there is no article (a menu, a counter, a script).
_LEAST_LETTERS = 40
_LONGEST_WORD = 60
_UNSPACED = "\u0e00"
# What a page that breaks a parser makes it raise; the page is bad, the run goes on.
_BROKEN = (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, etree.LxmlError)


class Cleaner:
    """Raws to readings. Opened once; holds no state between calls."""

    def __init__(self, registry: OutletRegistry) -> None:
        self._registry = registry
        self._names = Names(registry)

    def clean(self, raws: Sequence[Raw]) -> list[Reading | Failure]:
        """One Reading or Failure a Raw, in order."""
        return [self._clean(raw) for raw in raws]

    def _clean(self, raw: Raw) -> Reading | Failure:
        try:
            return self._read(raw)
        except (BadArticle, BadRecord) as error:
            return _failure(raw, str(error))
        except _BROKEN as error:
            return _failure(raw, f"it cannot be read: {type(error).__name__}: {error}"[:300])

    def _read(self, raw: Raw) -> Reading:
        draft = drafted(raw, self._names)
        text = draft.page.text
        # Lone surrogates cannot be stored or sent on.
        text.encode("utf-8")
        found = tuple(sentences(text, draft.pieces(), draft.language))
        if not _enough(text, found):
            raise BadArticle(f"no article in it: less than {_LEAST_LETTERS} letters of prose")
        return Reading(article=self._article(draft, found), sentences=found)

    def _article(self, draft: Draft, found: Sequence[Sentence]) -> Article:
        text, url = draft.page.text, draft.raw.url or draft.page.url
        outlet, outlet_name = outlet_of(draft, self._registry)
        title, span = title_of(draft, found)
        when = published_of(draft)
        return Article(
            key=make_key("art", outlet or outlet_name, url, title, when, text),
            text=text,
            outlet=outlet,
            outlet_name=outlet_name,
            url=url,
            title=title,
            title_span=span,
            byline=byline_of(draft),
            published=when,
            language=draft.language,
            cuts=tuple(draft.cuts()),
            truncated="subscription" in draft.labels,
            credits=credits_of(draft, outlet or outlet_name),
            origin=draft.raw.origin,
        )


def _enough(text: str, found: Sequence[Sentence]) -> bool:
    letters = 0
    for one in found:
        letters += 0 if one.part == "title" else _letters(text, one)
        if letters >= _LEAST_LETTERS:
            return True
    return False


def _letters(text: str, sentence: Sentence) -> int:
    # A run of letters longer than any word is a key or a blob; Thai and Chinese write without blanks.
    words = (word for word in text[sentence.start : sentence.end].split() if len(word) <= _LONGEST_WORD or word[0] >= _UNSPACED)
    return sum(letter.isalpha() for word in words for letter in word)


def _failure(raw: Raw, reason: str) -> Failure:
    return failed(raw.origin, reason, len(raw.text) + len(raw.html))
