"""Runs of capitalised words that no list explains: unknown persons, or known ones spelt otherwise."""

from collections.abc import Iterator

import msgspec

from dragoman.mentions.grammar import Rules
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.spelling import Spelling
from dragoman.mentions.tokens import Line, Tokens

_SHORTEST = 3
# Where most of a title's words have capitals, a capital says nothing.
_TITLE_CASE = 0.6
_LONG_WORDS = 3


class Run(msgspec.Struct, frozen=True):
    """Words `first` to `last` (behind the last). `role` is the phrase that says what the person is; `told` is set where a verb of
    speech stands beside it or a description follows, `person` where it looks like a person's name; `begin` is where the
    capitals begin, if what stands before the name was cut from it, else -1."""

    line: Line
    first: int
    last: int
    role: Phrase | None = None
    told: bool = False
    person: bool = False
    begin: int = -1


def runs(tokens: Tokens, rules: Rules, line: Line, phrases: list[Phrase]) -> Iterator[Run]:
    """The runs of a sentence, in order."""
    covered = {number for phrase in phrases for number in range(phrase.first, phrase.last)}
    capitals = [number for number in range(line.first, line.last) if tokens.capitals[number] and number not in covered]
    if not capitals:
        return
    loud, spelling, end = shouted(tokens, line), Spelling(tokens, rules), line.first
    for number in capitals:
        if number < end or not _starts(spelling, number):
            continue
        end = _free(number, min(spelling.end(number, {}), line.last), covered)
        if tokens.ends[end - 1] - tokens.starts[number] >= _SHORTEST:
            run = Run(line, number, end)
            yield run if loud else _run(tokens, rules, run, phrases)


def _free(first: int, last: int, covered: set[int]) -> int:
    """The word behind the part of a stretch that no phrase covers; at least one word is left."""
    return next((number for number in range(first + 1, last) if number in covered), max(last, first + 1))


def _starts(spelling: Spelling, number: int) -> bool:
    return not spelling.no_name(number) or spelling.initial(number)


def shouted(tokens: Tokens, line: Line) -> bool:
    """Whether most long words of a sentence have a capital, as in English headlines."""
    long = [number for number in range(line.first, line.last) if tokens.ends[number] - tokens.starts[number] > _SHORTEST]
    if len(long) <= _LONG_WORDS or tokens.text[line.sentence.end - 1] in ".!?…”»":
        return False
    return sum(tokens.capital(number) for number in long) > _TITLE_CASE * len(long)


def _run(tokens: Tokens, rules: Rules, run: Run, phrases: list[Phrase]) -> Run:
    role = next((phrase for phrase in phrases if _apposed(tokens, rules, run, phrase)), None)
    told = _spoken(tokens, rules, run) or _described(tokens, rules, run)
    return msgspec.structs.replace(run, role=role, told=told)


def _apposed(tokens: Tokens, rules: Rules, run: Run, phrase: Phrase) -> bool:
    """'N N, director of X' and 'the adviser, N N,'."""
    if not phrase.heads or phrase.name is not None:
        return False
    if phrase.first == run.last or (phrase.first == run.last + 1 and tokens.words[run.last] in rules.articles):
        return tokens.between(run.last - 1).strip() == ","
    return phrase.last == run.first and tokens.between(run.first - 1).strip() == "," and any("R" in head.kinds for head in phrase.heads)


def _spoken(tokens: Tokens, rules: Rules, run: Run) -> bool:
    after = run.last < run.line.last and rules.has("speech", tokens.words[run.last])
    return after or (run.first > run.line.first and rules.has("speech", tokens.words[run.first - 1]))


def _described(tokens: Tokens, rules: Rules, run: Run) -> bool:
    """'N N, supervisor of ...': a comma, and then a small word that is no joint."""
    if run.last - run.first < 2 or run.last >= run.line.last or tokens.between(run.last - 1) != ", ":
        return False
    word = tokens.words[run.last]
    return not tokens.capital(run.last) and not word.isdigit() and (word in rules.articles or not rules.has("stops", word))
