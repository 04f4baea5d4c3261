"""Whether an article calls itself an opinion: its address, the rubric of its title, its byline, a line that disowns its views."""

import functools
import re

from dragoman.claims.lexicon import COLLECTIVE, JUDGE, OUTLET, lexicon
from dragoman.records import Article
from dragoman.vocab.terms import Terms, fold

_SPLIT = re.compile(r"[:|«»“”•·—–]|\s-\s")
_WORD = re.compile(r"\w+")
# Parts of an address that the languages' rubrics do not give: 'site.com/yazarlar/', 'site.ru/kolonki/'.
_FOLDERS = frozenset(
    [
        "opinion",
        "opinions",
        "op-ed",
        "oped",
        "columnists",
        "column",
        "columns",
        "commentary",
        "analysis",
        "comment",
        "editorial",
        "editorials",
        "views",
        "yazarlar",
        "yazar",
        "kose-yazisi",
        "kose-yazilari",
        "gorus",
        "yorum",
        "analiz",
        "mnenie",
        "mneniya",
        "kolonki",
        "kolonka",
        "analitika",
        "blogs",
        "tribune",
        "tribunes",
        "chronique",
        "chroniques",
        "edito",
        "debats",
        "idees",
        "pikir",
        "koozqaras",
        "kozkaras",
        "saraptama",
    ]
)
# Longer strips before a colon or a bar are a part of the title, not a rubric.
_LONGEST_RUBRIC = 40


def opinion(article: Article, languages: tuple[str, ...]) -> bool:
    """Whether the furniture of an article says that it is a comment, a column or an analysis."""
    return _by_address(article.url) or any(_in_words(article, language) for language in languages)


def _by_address(url: str) -> bool:
    host, _, path = url.partition("//")[2].lower().partition("/")
    return host.split(".")[0] in _FOLDERS or any(part in _FOLDERS for part in path.split("/")[:-1])


def _in_words(article: Article, language: str) -> bool:
    return _by_title(article.title, language) or _by_byline(article.byline, language) or bool(_disclaimers(language).longest(article.text))


def _by_title(title: str, language: str) -> bool:
    """'Opinion: A', 'A | Мнение'; the bare word inside a title is none."""
    strips = [strip for piece in _SPLIT.split(title) if (strip := piece.strip())]
    ends = (strips[0], strips[-1]) if len(strips) > 1 else ()
    return any(len(strip) <= _LONGEST_RUBRIC and fold(strip.strip()) in _rubrics(language) for strip in ends)


def _by_byline(byline: str, language: str) -> bool:
    """'By A. Writer, columnist'; 'Press service' is none."""
    words = lexicon(language)
    flags = [words.flag(fold(word)) for word in _WORD.findall(byline)] if words else []
    return any(flag & JUDGE and not flag & (COLLECTIVE | OUTLET) for flag in flags)


@functools.cache
def _rubrics(language: str) -> frozenset[str]:
    words = lexicon(language)
    return frozenset(fold(term) for term in words.patterns.rubrics) if words else frozenset()


@functools.cache
def _disclaimers(language: str) -> Terms[bool]:
    words = lexicon(language)
    return Terms((term, True) for term in words.patterns.disclaimers) if words else Terms(())
