"""A language's words as the claim rules need them: flags of closed classes, and cue terms with what they stand for."""

import functools
from collections.abc import Iterator

import msgspec

from dragoman.records.claim import Modality, Stance
from dragoman.vocab import files
from dragoman.vocab.cues import Cues, cues
from dragoman.vocab.terms import Terms

DET, PRON, AUX, ADV, PREP, CONJ, BREAK, REL = (1 << bit for bit in range(8))
COMP, DATE, INNER, PEOPLE, VERB, OBJECT, SETTING, ADDRESSEE = (1 << bit for bit in range(8, 16))
QUOTE, PUNCT, CAP, NUMBER, AS, PARTICIPLE, ADDRESSED, PLAIN = (1 << bit for bit in range(16, 24))

ANONYMOUS, COLLECTIVE, OUTLET, THIRD, CLAUSAL, NEGATION, JUDGE, FIRST = (1 << bit for bit in range(24, 32))

_FLAGS = {
    "determiners": DET, "pronouns": PRON, "auxiliaries": AUX, "adverbs": ADV, "prepositions": PREP, "conjunctions": CONJ,
    "breaks": BREAK, "relatives": REL, "complementizers": COMP, "dates": DATE, "inner": INNER, "people": PEOPLE, "verbs": VERB,
    "objects": OBJECT, "settings": SETTING, "addressees": ADDRESSEE, "as_words": AS, "participles": PARTICIPLE,
    "addressed_verbs": ADDRESSED, "plain_verbs": PLAIN, "anonymous_words": ANONYMOUS, "collective_words": COLLECTIVE,
    "outlet_words": OUTLET, "third_persons": THIRD, "clausal_pronouns": CLAUSAL, "negations": NEGATION,
    "judge_words": JUDGE, "first_persons": FIRST,
}  # fmt: skip


class Patterns(msgspec.Struct, frozen=True, kw_only=True):
    """A language's file in vocab/data/claims: word classes, attitude verbs and nouns, mandate patterns."""

    language: str
    checked: str
    order: str = "svo"
    elision: bool = False
    prodrop: bool = False
    determiners: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    # Breaks that open an adverbial of time rather than a clause of the speaker's: 'Smith, after a call, said'.
    times: tuple[str, ...] = ()
    # Words between a speaker and the noun of his statement: 'bugünkü', 'yazılı', 'кешегі'.
    between: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    complementizers: tuple[str, ...] = ()
    as_words: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    plain_verbs: tuple[str, ...] = ()
    addressed_verbs: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    continuing: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    attitudes: dict[Stance, tuple[str, ...]] = {}
    attitude_nouns: tuple[str, ...] = ()
    noun_makers: tuple[str, ...] = ()
    chaining: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    participle_endings: tuple[str, ...] = ()
    gerund_endings: tuple[str, ...] = ()
    converb_endings: tuple[str, ...] = ()
    passive_endings: tuple[str, ...] = ()
    case_endings: tuple[str, ...] = ()
    object_endings: tuple[str, ...] = ()
    genitive_endings: tuple[str, ...] = ()
    subject_endings: tuple[str, ...] = ()
    dative_endings: tuple[str, ...] = ()
    stripped: tuple[str, ...] = ()
    lower_titles: bool = False
    clause_endings: tuple[str, ...] = ()
    noun_endings: tuple[str, ...] = ()
    not_verbs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    judgements: tuple[str, ...] = ()
    metaphors: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()
    rubrics: tuple[str, ...] = ()
    disclaimers: tuple[str, ...] = ()
    fronted: tuple[str, ...] = ()
    predictive: tuple[str, ...] = ()
    predictive_endings: tuple[str, ...] = ()
    judge_words: tuple[str, ...] = ()
    first_persons: tuple[str, ...] = ()
    first_endings: tuple[str, ...] = ()
    refutations: tuple[str, ...] = ()
    anaphoric: tuple[str, ...] = ()
    # What points back to a number: 'that number'.
    counted: tuple[str, ...] = ()
    mandates: dict[Modality, tuple[str, ...]] = {}
    document_terms: dict[Modality, tuple[str, ...]] = {}
    action_terms: dict[Modality, tuple[str, ...]] = {}
    documents: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    do_so: tuple[str, ...] = ()
    # What joins a mandate to its deed ('to', 'for ', 'd’'), a space behind a whole word; and words for a body named before.
    joints: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    # What is made so by being declared ('state of emergency'), and verbs that are deeds unless a clause follows ('recognised').
    decrees: tuple[str, ...] = ()
    performing: tuple[str, ...] = ()
    clause_ends: tuple[str, ...] = ()
    # Aims and beliefs that a deed may hang on ('our goal is'), and verbs that only hold something to be so.
    aims: tuple[str, ...] = ()
    beliefs: tuple[str, ...] = ()
    # Labels of an interview's questions and answers, without their mark: 'q', 'в'.
    asking: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    # 'X ile Y arasında': what two names stand between.
    pairing: tuple[str, ...] = ()
    # Bare verbs of saying, and of them those that may do what they tell ('announced the release').
    saying: tuple[str, ...] = ()
    announcing: tuple[str, ...] = ()
    # 'On the same day that': what a clause with 'that' only dates by.
    fixed_days: tuple[str, ...] = ()
    # 'Продолжил усиливать': no verb of saying where an infinitive follows.
    phases: tuple[str, ...] = ()
    infinitive_endings: tuple[str, ...] = ()
    credit_phrases: tuple[str, ...] = ()
    pronominal: tuple[str, ...] = ()
    plural_persons: tuple[str, ...] = ()
    role_words: tuple[str, ...] = ()
    anonymous_words: tuple[str, ...] = ()
    collective_words: tuple[str, ...] = ()
    outlet_words: tuple[str, ...] = ()
    third_persons: tuple[str, ...] = ()
    clausal_pronouns: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    telling_nouns: tuple[str, ...] = ()
    impersonal: tuple[str, ...] = ()
    cue_verbs: dict[Stance, tuple[str, ...]] = {}
    cue_prepositions: tuple[str, ...] = ()


class Cue(msgspec.Struct, frozen=True):
    """What a cue term stands for. `manner`: verb, noun, preposition, postposition, pronominal, impersonal, chain.

    Weak cues tell attitudes rather than speech.
    """

    manner: str
    stance: Stance
    weak: bool = False


class Lexicon(msgspec.Struct, frozen=True):
    """A language's flags by lower-case word, stems of flagged words, and its cue terms."""

    language: str
    patterns: Patterns
    flags: dict[str, int]
    stems: dict[str, int]
    cues: Terms[Cue]

    def flag(self, word: str) -> int:
        """The classes of a lower-case word."""
        found = self.flags.get(word)
        if found is not None:
            return found
        for length in range(min(len(word), 9), 2, -1):
            stem = self.stems.get(word[:length])
            if stem is not None:
                return stem
        return 0


@functools.cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, or None where it has no claim patterns."""
    name = f"claims/{language}.yaml"
    if not files.exists(name):
        return None
    patterns = files.load(name, Patterns)
    words = cues(language) or Cues(
        language=language,
        checked=patterns.checked,
        attribution_verbs={str(stance): terms for stance, terms in patterns.cue_verbs.items()},
        attribution_prepositions=patterns.cue_prepositions,
    )
    flags, stems = _flags(patterns)
    return Lexicon(language, patterns, flags, stems, Terms(_cues(words, patterns)))


def _flags(patterns: Patterns) -> tuple[dict[str, int], dict[str, int]]:
    flags: dict[str, int] = {}
    stems: dict[str, int] = {}
    for field, bit in _FLAGS.items():
        for word in getattr(patterns, field):
            table = stems if word.endswith("*") else flags
            plain = word.lower().replace("’", "'").removesuffix("*")
            table[plain] = table.get(plain, 0) | bit
    return flags, stems


def _cues(words: Cues, patterns: Patterns) -> Iterator[tuple[str, Cue]]:
    for given, terms in words.attribution_verbs.items():
        stance = msgspec.convert(given, Stance)
        yield from ((term, Cue("verb", stance)) for term in terms)
    yield from ((term, Cue("noun", "asserts")) for term in words.attribution_nouns)
    yield from ((term, Cue("chain", "asserts")) for term in patterns.chaining)
    yield from ((term, Cue("impersonal", "asserts", True)) for term in patterns.impersonal)
    yield from ((term, Cue("pronominal", "asserts")) for term in patterns.pronominal)
    postposed = set(words.attribution_postposed)
    yield from ((term, Cue("postposition", "asserts")) for term in words.attribution_postposed)
    yield from ((term, Cue("preposition", "asserts")) for term in words.attribution_prepositions if term not in postposed)
    for stance, terms in patterns.attitudes.items():
        yield from ((term, Cue("verb", stance, True)) for term in terms)
    yield from ((term, Cue("noun", "asserts", True)) for term in patterns.attitude_nouns)
