"""Names and bodies in Turkish and Kazakh sentences: capitals, words for people, and what stands between them."""

from dragoman.claims.lexicon import ADV, ANONYMOUS, CAP, COLLECTIVE, CONJ, DATE, DET, OUTLET, PEOPLE, PRON, PUNCT, QUOTE
from dragoman.claims.lines import Line
from dragoman.claims.scene import Range

LONGEST_NAME = 14
_LONGEST_LOWER = 3
_LONGEST_TITLE = 7
_PLURAL = ("ler", "lar", "лер", "лар", "дер", "дар", "тер", "тар")


def name_left(line: Line, last: int, floor: int, oblique: bool = False) -> Range | None:
    """The name or body whose last token is `last`: capitals, words for people, and what stands between them."""
    while last >= floor and line.has(last, ADV) and not line.has(last, PUNCT | CAP):
        last -= 1
    if last < floor or not _nameable(line, last, oblique):
        return None
    at, lower = last, 0
    while at > floor and last - at < LONGEST_NAME:
        before = at - 1
        if _part(line, before):
            lower = 0
        elif line.lexicon.patterns.lower_titles and line.has(at, PEOPLE) and _plain(line, before) and lower < _LONGEST_LOWER:
            lower += 1
        else:
            break
        at -= 1
    while at < last and line.has(at, CONJ):
        at += 1
    return at, last + 1


def phrase(line: Line, first: int, comma: int) -> Range | None:
    """All that stands before the first comma of a Turkish sentence, where it is a subject: 'Kamp temsilcileri,', 'Devlet ajansı SANA,'.

    The last word has no case ending, and nothing before it is a verb, an adverb or a day; a name may look like a day ('Kasım').
    """
    endings = line.lexicon.patterns.subject_endings
    if not endings or not 1 < comma - first <= _LONGEST_TITLE:
        return None
    if any(line.has(at, PUNCT | PRON) or (line.has(at, ADV | DATE) and not _named(line, at)) for at in range(first, comma)):
        return None
    last = comma - 1
    known = line.has(last, PEOPLE | COLLECTIVE | ANONYMOUS | OUTLET) or (line.has(last, CAP) and "'" not in line.lows[last])
    owned = line.lows[last].endswith(endings) and not line.lows[last].endswith(line.lexicon.patterns.case_endings)
    return (first, comma) if known or owned else None


def _named(line: Line, at: int) -> bool:
    return line.has(at, CAP) and (line.has(at - 1, CAP) or line.has(at + 1, CAP))


def _nameable(line: Line, at: int, oblique: bool) -> bool:
    """Whether a phrase may end here: a capital without case ending, a pronoun, a word for people."""
    if line.has(at, PUNCT | DATE) or (line.flags[at] & DET and not line.flags[at] & (PRON | CAP)):
        return False
    if line.has(at, QUOTE):
        return False
    if line.has(at, PRON | PEOPLE | COLLECTIVE | ANONYMOUS | OUTLET):
        return True
    if oblique and _declined_word(line, at):
        return True
    return line.has(at, CAP) and (oblique or "'" not in line.lows[at])


def _declined_word(line: Line, at: int) -> bool:
    """A word for people in a case: 'diplomata göre', 'tanıkların anlattığına göre', 'министрлігінің мәліметінше'."""
    word, patterns = line.lows[at], line.lexicon.patterns
    endings = [end for end in (*patterns.genitive_endings, *patterns.dative_endings) if word.endswith(end)]
    return any(line.lexicon.flags.get(word.removesuffix(end), 0) & (PEOPLE | COLLECTIVE | ANONYMOUS | OUTLET) for end in endings)


def _part(line: Line, at: int) -> bool:
    if line.has(at, PUNCT | DATE) or (line.has(at, ADV) and not line.has(at, CAP)):
        return False
    if line.has(at, CONJ):
        return line.has(at - 1, CAP | PEOPLE) and line.has(at + 1, CAP | PEOPLE)
    if not line.has(at, CAP) and _owner_word(line, at):
        return True
    if line.has(at, CAP) and "'" in line.lows[at]:
        return line.lows[at].endswith(tuple(end.replace("’", "'") for end in line.lexicon.patterns.genitive_endings))
    return line.has(at, CAP | PEOPLE | DET | COLLECTIVE | ANONYMOUS | OUTLET)


def _owner_word(line: Line, at: int) -> bool:
    """A word for people in the genitive: 'министрлігінің өкілі'."""
    word, endings = line.lows[at], line.lexicon.patterns.genitive_endings
    return any(word.endswith(ending) and line.lexicon.flags.get(word.removesuffix(ending), 0) & PEOPLE for ending in endings)


def _plain(line: Line, at: int) -> bool:
    return not line.flags[at] & (PUNCT | DATE | ADV | CONJ | PRON)


def name_from(line: Line, first: int, stop: int, person_ends: frozenset[int] = frozenset()) -> Range | None:
    """The name that a clause begins with, where no comma closes it: 'Tokayev Putin’i aradığını söyledi'."""
    at = first
    while at < stop and line.has(at, ADV | DATE | CONJ) and not line.has(at, PRON):
        at += 1
    titled = _quoted_name(line, at, stop)
    if titled is not None:
        return titled
    begin, last = at, -1
    while at < stop and at - begin < LONGEST_NAME:
        if line.has(at, PRON) and at == begin:
            return at, at + 1
        if not _part(line, at) and not (last < 0 and line.lexicon.patterns.lower_titles and _title_ahead(line, at, stop)):
            break
        if last >= 0 and _declined(line, at):
            break
        if _nameable(line, at, False) and not _bare_genitive(line, at):
            last = at
            if line.ends[at] in person_ends or (line.has(at, PEOPLE) and line.lows[at].endswith(_PLURAL) and not _people_next(line, at)):
                break
        at += 1
    return (begin, last + 1) if last >= begin else None


def _people_next(line: Line, at: int) -> bool:
    return at + 1 < len(line) and (line.has(at + 1, PEOPLE) or _owner_word(line, at + 1))


def _declined(line: Line, at: int) -> bool:
    """A capital with a case ending behind a name is an object: 'Мәскеу Анкараны'."""
    endings = line.lexicon.patterns.case_endings
    return bool(endings) and line.lexicon.patterns.lower_titles and line.has(at, CAP) and line.lows[at].endswith(endings)


def _quoted_name(line: Line, at: int, stop: int) -> Range | None:
    """'«Дала үні» газеті': a name in quotation marks with the word for what it is."""
    if not line.has(at, QUOTE) or not line.has(at + 1, CAP):
        return None
    for close in range(at + 2, min(stop, at + _LONGEST_TITLE)):
        if line.has(close, QUOTE):
            return (at, close + 2) if line.has(close + 1, OUTLET | PEOPLE) else None
    return None


def _bare_genitive(line: Line, at: int) -> bool:
    return line.lexicon.patterns.lower_titles and line.lows[at].endswith(line.lexicon.patterns.genitive_endings)


def _title_ahead(line: Line, at: int, stop: int) -> bool:
    return _plain(line, at) and any(line.has(k, PEOPLE) for k in range(at, min(stop, at + _LONGEST_LOWER)))


def name_right(line: Line, first: int, stop: int) -> Range | None:
    """The name that begins at a token: '... diyen Bakan Akar'."""
    at, last = first, -1
    while at < stop and at - first < LONGEST_NAME and _part(line, at):
        if _nameable(line, at, False):
            last = at
        at += 1
    return (first, last + 1) if last >= first else None
