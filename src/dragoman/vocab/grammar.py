"""How a language puts actor phrases together: the small words round a name, as data (data/mentions/LANGUAGE.yaml)."""

import functools

import msgspec

from dragoman.vocab import files


class NameCase(msgspec.Struct, frozen=True):
    """Endings that the two words of a name take in one case, and what they have instead in the dictionary form."""

    given: dict[str, str]
    surname: dict[str, str]


class Grammar(msgspec.Struct, frozen=True, kw_only=True):
    """Word lists of one language; a language without a file gets empty ones, and its names are still found.

    An owner is the state or organisation that a role, body or group belongs to: 'Kazakh' in 'Kazakh troops'.
    """

    language: str = ""
    checked: str = ""
    # Words between a head and the owner behind it: 'of', 'of the'.
    links: tuple[str, ...] = ()
    # Words between a role and the person it serves, whom the holder's name follows behind a comma: 'the adviser to X, Y'.
    aide_links: tuple[str, ...] = ()
    # Nouns for who serves a person, which alone are no office.
    aides: tuple[str, ...] = ()
    # Words between a group or body and the place it is in.
    inside: tuple[str, ...] = ()
    # The owner follows with nothing between (Russian genitive).
    bare_after: bool = False
    # An adjective of nationality follows its noun (French), or stands inside a term.
    adjective_after: bool = False
    # A state's own name may stand before the head ('US troops', 'Türkiye Cumhurbaşkanı').
    noun_before: bool = False
    # The word that marks possession behind an apostrophe.
    possessive: tuple[str, ...] = ()
    # Endings of a name that show case, bare or behind an apostrophe.
    genitive: tuple[str, ...] = ()
    locative: tuple[str, ...] = ()
    dative: tuple[str, ...] = ()
    attributive: tuple[str, ...] = ()
    # Those of the locative that mean 'from'; and beginnings of nouns for what a state utters, 'from' its capital: 'Ankara’dan tepki'.
    ablative: tuple[str, ...] = ()
    voiced: tuple[str, ...] = ()
    # Endings of a noun that nobody owns by standing bare before it.
    unowned: tuple[str, ...] = ()
    # Endings of a noun that another owns, in its cases, the plural's not counted.
    belonging: tuple[str, ...] = ()
    # Beginnings of the endings that mark the plural.
    plural: tuple[str, ...] = ()
    # Prepositions that make a capital a location.
    place_before: tuple[str, ...] = ()
    # Those that do so only at the beginning of a sentence: 'Au Mali, …', but 'il a demandé au Mali'.
    place_opening: tuple[str, ...] = ()
    # Words at most three before such a preposition after which a capital is spoken to or acted on: 'called on Ankara'.
    addressed: dict[str, tuple[str, ...]] = {}
    # Stems of verbs and nouns of motion: with a dative they make a capital a location.
    # Articles that introduce what was not named before.
    indefinite: tuple[str, ...] = ()
    # Endings of nouns in the plural.
    plural_nouns: tuple[str, ...] = ()
    motion: tuple[str, ...] = ()
    # Heads that say nothing of what they are head of ('head', 'member'), each with its English role.
    chiefs: dict[str, str] = {}
    # Role and group words that are also adjectives ('military exercises'), and endings that show that a verb follows instead.
    adjectival: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    # Heads that, before another head, are mere adjectives: 'official' in 'official newspaper'.
    weak_heads: tuple[str, ...] = ()
    # Words that, hyphened before a state's adjective, turn it into something else: 'pro-Russian', 'post-Soviet'.
    hyphen_before: tuple[str, ...] = ()
    # Capitals that stand for an organisation rather than their state, with its id, the likeliest first.
    metonyms: dict[str, tuple[str, ...]] = {}
    # Possessive pronouns by the kind of their owner (see anaphora): 'its troops', 'his adviser'.
    possessors: dict[str, tuple[str, ...]] = {}
    former: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    not_surnames: tuple[str, ...] = ()
    # The cases of a person's name: endings of first name and surname, each with what its dictionary form has instead.
    name_cases: tuple[NameCase, ...] = ()
    speech: tuple[str, ...] = ()
    # Endings of family names and of names after the father, in their dictionary form; endings of case that names take besides.
    surname_endings: tuple[str, ...] = ()
    patronymic_endings: tuple[str, ...] = ()
    case_endings: tuple[str, ...] = ()
    # Nouns that stand before the name of a body: 'company', 'channel'.
    body_nouns: tuple[str, ...] = ()
    # Legal forms that stand before a name in quotation marks: 'ООО «…»'.
    legal_forms: tuple[str, ...] = ()
    # Beginnings of names that only bodies have, and no list of organisations: 'Минфин', 'Роскосмос'.
    body_names: tuple[str, ...] = ()
    # Nouns that stand before the title of a work, a prize or a craft: 'film', 'order'.
    work_nouns: tuple[str, ...] = ()
    # Abbreviations, in small letters, that name no body though they are written in capitals: GDP, PLC.
    abbreviations: tuple[str, ...] = ()
    # Pronouns and auxiliaries: right behind one, a word that could be a role is a verb.
    verb_before: tuple[str, ...] = ()
    # Nouns of administration that stand beside the name of a region: 'oblast', 'district'.
    region_nouns: tuple[str, ...] = ()
    # Nouns that stand beside the name of a natural or built place: 'river', 'square'.
    place_nouns: tuple[str, ...] = ()
    # Words and phrases that stand for an actor named before, by what kind of actor that must be.
    anaphora: dict[str, tuple[str, ...]] = {}
    # Words for a number of actors named before ('both', 'the two'), and the nouns for them by what those are: state, side, person.
    several: dict[int, tuple[str, ...]] = {}
    joint: dict[str, tuple[str, ...]] = {}
    # Phrases for all that were named together, however many: 'the parties'.
    sides: tuple[str, ...] = ()
    # Prepositions before them that tell a place instead: 'on both sides'.
    aside: tuple[str, ...] = ()
    # Beginnings of nouns that such words are an adjective to, when they stand right behind: 'iki ülke ilişkileri'.
    compounds: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    # Verbs behind an 'it' that stands for nobody: 'it was', 'it will be'.
    expletive: tuple[str, ...] = ()


@functools.cache
def grammar(language: str) -> Grammar:
    """The grammar of a language; an empty one where there is no file. Raises BadVocabulary when the file is broken."""
    name = f"mentions/{language}.yaml"
    return files.load(name, Grammar) if files.exists(name) else Grammar(language=language)


def languages() -> tuple[str, ...]:
    """Languages that have a grammar file."""
    return tuple(files.listed("mentions", ".yaml"))
