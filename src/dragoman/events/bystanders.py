"""Which mentions of a sentence may be parties: one of each overlap, without those that only say whose, where, or the same again."""

import functools
import re
from collections.abc import Sequence

from dragoman.records import Mention
from dragoman.vocab.venues import venues

# How far back the words of a venue may reach, and forward.
_REACH = 60


def parties(text: str, language: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that may act or be acted on, in order. Whose an adviser is tells who the adviser is; it is the adviser who acts."""
    inside = outermost(mentions)
    return [
        mention
        for before, mention in zip([None, *inside], inside, strict=False)
        if mention.how != "possessor" and not is_again(text, before, mention) and not is_venue(text, language, mention)
    ]


def is_again(text: str, before: Mention | None, mention: Mention) -> bool:
    """Whether the mention is the one before it in brackets: 'Organization of Turkic States (OTS)'."""
    same = before is not None and mention.actor != "" and before.actor == mention.actor
    return before is not None and same and text[before.span.end : mention.span.start] == " ("


def outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without overlaps: of two that overlap, the one that starts first, then the longer."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.key)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def is_venue(text: str, language: str, mention: Mention) -> bool:
    """Whether the mention only says whose meeting it was at: 'at a conference of the OTS'."""
    if mention.kind not in ("organisation", "state"):
        return False
    before, after = _patterns(language)
    start, end = mention.span.start, mention.span.end
    ahead = text[max(0, start - _REACH) : min(len(text), end + _REACH)]
    place = start - max(0, start - _REACH)
    led = any(found.end() == place for pattern in before for found in pattern.finditer(ahead))
    return led or any(pattern.match(text[end : end + _REACH]) for pattern in after)


@functools.cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    shipped = venues()
    before, after = (
        tuple(re.compile(words, re.IGNORECASE) for words in found.get(language, ())) for found in (shipped.before, shipped.after)
    )
    return before, after
