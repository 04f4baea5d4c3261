"""Small questions about the head of a phrase: is it many, is it definite, is it no noun at all?"""

from dragoman.mentions.grammar import Rules
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.tokens import Tokens


def many(tokens: Tokens, rules: Rules, phrase: Phrase) -> bool:
    """Whether the head word is a plural."""
    leading = rules.bare_after or rules.adjective_after
    number = phrase.heads[0].first if leading else phrase.heads[-1].last - 1
    return bool(rules.plural_nouns) and tokens.words[number].endswith(rules.plural_nouns)


def definite(tokens: Tokens, rules: Rules, phrase: Phrase) -> bool:
    """Whether a phrase is one body with a definite article, or in a language without articles: 'the ministry'."""
    if not all("D" in head.kinds for head in phrase.heads) or many(tokens, rules, phrase):
        return False
    word = tokens.words[phrase.first]
    return not rules.articles or (word in rules.articles and not rules.has("indefinite", word))


def adjectival(tokens: Tokens, rules: Rules, phrase: Phrase) -> bool:
    """Whether the phrase is an adjective of a noun that means no actor: 'military exercises', 'военные объекты'."""
    number = phrase.heads[-1].last - 1
    if phrase.last != number + 1 or not rules.has("adjectival", tokens.words[number]) or number + 1 >= phrase.line.last:
        return False
    if rules.adjective_after and not phrase.owners and _noun_before(tokens, rules, phrase):
        return True
    word = tokens.words[number + 1]
    if tokens.between(number) not in (" ", "-", "\u00a0") or rules.has("stops", word) or rules.has("speech", word):
        return False
    return not word.endswith(rules.verb_endings) and not word.isdigit() and tokens.capital(number + 1) <= tokens.capital(number)


def _noun_before(tokens: Tokens, rules: Rules, phrase: Phrase) -> bool:
    before = phrase.first - 1
    if before < phrase.line.first or not tokens.joined(before):
        return False
    return not rules.has("stops", tokens.words[before]) and tokens.words[before] not in rules.articles
