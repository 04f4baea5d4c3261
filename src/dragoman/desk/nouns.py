"""The nouns that explorer and reports share: names, sources and marked words."""

import msgspec


class Name(msgspec.Struct, frozen=True):
    """An actor as it is shown; `kind` is '' when the store has no such actor, and then it has no page.

    `language` is set where the name is not the English one; `short` is the usual abbreviation, '' where there is none.
    """

    id: str
    name: str
    kind: str = ""
    language: str = ""
    short: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where words stand: the article, its outlet, day and language."""

    article: str
    outlet: str
    day: str
    language: str = ""
    title: str = ""


class Piece(msgspec.Struct, frozen=True):
    """Some words and what they are marked as; `keys` are the records that begin here."""

    text: str
    marks: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
