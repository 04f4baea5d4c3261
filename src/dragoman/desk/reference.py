"""Names that the vocabulary knows, for actors that the store has no row of: a neighbour, a member, a country on the map."""

from collections.abc import Sequence

from dragoman.desk.nouns import Name
from dragoman.vocab.names import Dated, dated
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states


def known(id: str, language: str = "") -> Name:
    """A state or organisation of the vocabulary, in a language where it has a name in it; any other id with its hyphens as spaces."""
    own = _own(id, language)
    held = states().get(id) or organisations().get(id)
    name = own or (held.name if held else id.replace("-", " "))
    return Name(id, name, language=language if own else "", short=abbreviation(id))


def abbreviation(id: str) -> str:
    """`C5+1` for `C5_PLUS_1`: the usual English abbreviation of an organisation, a state's code; '' for others."""
    if id in states():
        return id
    if id not in organisations():
        return ""
    english = organisations()[id].names.get("en")
    return _first(english.abbr if english else ())


def _own(id: str, language: str) -> str:
    if not language:
        return ""
    if id in states() and language in states()[id].words:
        return _first(states()[id].words[language].names)
    if id in organisations() and language in organisations()[id].names:
        return _first(organisations()[id].names[language].full)
    return ""


def _first(names: Sequence[str | Dated]) -> str:
    # The files mark where a stem ends: `Казахстан|`.
    return dated(names[0]).name.replace("|", "").replace("*", "") if names else ""
