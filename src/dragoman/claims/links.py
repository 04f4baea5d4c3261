"""From a source's words to a link of a chain: who it is, and of which kind."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain

import msgspec

from dragoman.claims.lexicon import (
    ADDRESSED,
    ANONYMOUS,
    CAP,
    CLAUSAL,
    COLLECTIVE,
    DET,
    INNER,
    OUTLET,
    PEOPLE,
    PREP,
    PRON,
    QUOTE,
    REL,
    THIRD,
)
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Range, Scene
from dragoman.records import Article, Link, Mention, Reading, Span, cut_span
from dragoman.vocab import OutletRegistry

_QUOTED = re.compile(r"[«“„\"‘]([^«»“”„\"’\n]{2,60})[»”“\"’]")
_ARTICLE = re.compile(r"(?:(?:the|an?|les?|la)\s+|l[’'])", re.IGNORECASE)
# A mention farther than this before a relative pronoun is not what the pronoun stands for.
_NEAR = 60
# 'the minister', 'the retired colonel': no more words than this, and he was named before.
_SHORT_ROLE = 3
_ROLE_BEFORE, _ROLE_BEHIND, _ROLE_STEM = 40, 40, 6
_MOST_BACK = 300
# 'The department': an article and a word.
_DEFINITE = 2
_WEIGHT = {"person": 0, "organisation": 1, "state": 2, "group": 3}


class Mouths(msgspec.Struct):
    """Resolves the sources of one article, in order: pronouns and 'the paper' go to whom the article named before."""

    reading: Reading
    scene: Scene
    outlets: OutletRegistry
    starts: list[int]
    person: Link | None = None
    outlet: Link | None = None
    bodies: list[Link] = []
    body: Link | None = None

    def link(self, line: Line, source: Range | None, cue: Range | None) -> Link | None:
        """The link of a source; of a missing one, who spoke last. None where nobody is known."""
        found = self._named(self._line(line, source), source) if source else self.person
        if found is None:
            return None
        text = self.reading.article.text
        span = cut_span(text, *source) if source else None
        made = msgspec.structs.replace(found, span=span, cue=cut_span(text, *cue) if cue else None)
        self._remember(made, source)
        return made

    def _line(self, line: Line, source: Range) -> Line:
        """The line that a source stands in, which may be an earlier one than its cue's."""
        if line.starts[0] <= source[0] < line.ends[-1]:
            return line
        return self._row(source[0]) or line

    def _remember(self, made: Link, source: Range | None) -> None:
        """Who may be meant by 'he' and 'the paper' from here on; a state or a body is no 'he'."""
        if made.kind == "outlet":
            self.outlet = made
        elif made.kind == "named" and source is not None:
            mention = self._mention(*source)
            if mention is None or mention.kind == "person":
                self.person = made
            if mention is None or mention.kind == "organisation":
                self.bodies.append(made)
            if mention is not None and mention.kind != "person":
                self.body, self.outlet = made, None

    def _named(self, line: Line, source: Range) -> Link | None:
        first, stop = line.tokens(*source)
        words = range(first, max(stop, first + 1))
        if line.has(first, REL) and stop - first == 1:
            return self._antecedent(source[0])
        mention = self._mention(*source)
        if mention is not None and mention.kind == "person" and mention.actor and mention.how != "pronoun":
            return _of_mention(mention)
        outlet = None if self._only_a_state(line, words, mention) else self._outlet(line, source, words)
        if outlet is not None:
            return outlet
        if mention is not None and "MED" in mention.sectors and mention.kind == "organisation":
            return Link(name=mention.name or mention.span.text, id=mention.actor, kind="outlet")
        if mention is not None and mention.kind == "person" and mention.actor:
            return _of_mention(mention)
        flags = 0
        for at in words:
            flags |= line.flags[at]
        if stop - first == 1 and flags & (PRON | THIRD) and not flags & (COLLECTIVE | ANONYMOUS):
            return _of_mention(mention) if mention is not None and mention.actor else self._pronoun(line, first)
        return self._described(line, source, words, mention)

    def _only_a_state(self, line: Line, words: range, mention: Mention | None) -> bool:
        """'Türkiye' is a newspaper too: where it is named as a state, and no word for a paper stands beside it, the state speaks."""
        if mention is None or mention.kind != "state" or any(line.has(at, OUTLET) for at in words):
            return False
        return mention.span.start <= line.starts[words[0]] and line.ends[words[-1]] <= mention.span.end

    def _pronoun(self, line: Line, at: int) -> Link | None:
        if line.low(at) in ("it", "its"):
            return self.outlet or self.body
        if line.low(at) in line.lexicon.patterns.plural_persons:
            return None
        return self.person or self._only_person(line.starts[at])

    def _only_person(self, before: int) -> Link | None:
        """Who 'he' is where nobody has spoken yet: the person named before, if there is but one."""
        last = bisect_left(self.starts, before)
        found = {one.actor: one for one in self.reading.mentions[max(0, last - _MOST_BACK) : last] if one.kind == "person" and one.actor}
        return _of_mention(next(iter(found.values()))) if len(found) == 1 else None

    def _described(self, line: Line, source: Range, words: range, mention: Mention | None) -> Link:
        """A body, a spokesman, 'a senior official', 'some experts'."""
        text = self.reading.article.text[source[0] : source[1]]
        collective = any(line.has(at, COLLECTIVE) for at in words)
        anonymous = any(line.has(at, ANONYMOUS) for at in words)
        proper = any(line.has(at, CAP) for at in words if at != 0)
        id = mention.actor if mention is not None else ""
        if collective and not (mention is not None and mention.kind == "person"):
            return Link(name=_clean(text), id=id, kind="collective")
        if anonymous and not _has_name(line, words, mention):
            return Link(name=_clean(text), id=id, kind="anonymous")
        if mention is not None and mention.actor:
            return _of_mention(mention)
        role = next((role for at in words if (role := _role(line, at))), "")
        if role and len(words) <= _SHORT_ROLE and not _has_name(line, words, mention):
            known = self._holder(role, source[0])
            if known is not None:
                return known
        body = self._body(line, words) if mention is None and not proper else None
        if body is not None:
            return body
        named = proper or (mention is not None and bool(mention.name or mention.actor))
        return Link(name=_clean(text), id=id, kind="named" if named else "anonymous")

    def _body(self, line: Line, words: range) -> Link | None:
        """'The department' is the State Department that spoke before."""
        if len(words) != _DEFINITE or not line.has(words[0], DET):
            return None
        return next((link for link in reversed(self.bodies) if link.name.lower().endswith(line.lows[words[1]])), None)

    def _outlet(self, line: Line, source: Range, words: range) -> Link | None:
        text = self.reading.article.text[source[0] : source[1]]
        quoted = _QUOTED.search(self.reading.article.text, source[0], min(len(self.reading.article.text), source[1] + 2))
        typed = any(line.has(at, OUTLET) for at in words)
        runs = _proper_runs(line, words, self.reading.article)
        for name in (quoted.group(1) if quoted else "", _clean(text), *chain.from_iterable(runs)):
            known = self.outlets.find(name) if name[:1].isupper() else None
            if known is not None:
                return Link(name=known.name, id=known.id, kind="outlet")
        if not typed:
            return None
        if quoted:
            return Link(name=quoted.group(1), kind="outlet")
        own = [names[0] for names in runs if not self._demonym(source, names[0])]
        if own:
            return Link(name=own[-1], kind="outlet")
        return Link(name=_clean(text), kind="outlet") if runs else self.outlet

    def _holder(self, role: str, before: int) -> Link | None:
        """Who was named with a role before: 'the colonel' after 'retired colonel Metin Sarıbey'; else who spoke last."""
        text = self.reading.article.text
        last = bisect_left(self.starts, before)
        for mention in reversed(self.reading.mentions[max(0, last - _MOST_BACK) : last]):
            if mention.kind == "person" and mention.actor and mention.how != "pronoun":
                window = text[max(0, mention.span.start - _ROLE_BEFORE) : mention.span.end + _ROLE_BEHIND]
                if role[:_ROLE_STEM] in window.casefold():
                    return _of_mention(mention)
        return None if self._otherwise(role) else self.person

    def _otherwise(self, role: str) -> bool:
        """Whether who spoke last was named with another role: 'the president' is not the minister who spoke."""
        span = self.person.span if self.person is not None else None
        line = self._row(span.start) if span is not None else None
        if span is None or line is None:
            return False
        roles = {found for at in range(*line.tokens(span.start, span.end)) if (found := _role(line, at))}
        return bool(roles) and role not in roles

    def _row(self, offset: int) -> Line | None:
        row = self.scene.row_at(offset)
        return self.scene.lines[row] if row is not None else None

    def _demonym(self, source: Range, name: str) -> bool:
        """Whether a capital is no name of its own: 'American newspaper'."""
        return any(mention.kind == "state" and mention.span.text.startswith(name) for mention in self._over(source))

    def _mention(self, start: int, end: int) -> Mention | None:
        """The mention that a source is: a person before a body before a state; the last of equals, before a comma if there is one.

        'President Erdogan’s adviser, Ihsan Sener' is Sener, 'Peskov, spokesman of President Putin' is Peskov.
        """
        text = self.reading.article.text
        comma = text.find(",", start, end)
        best: Mention | None = None
        at = bisect_left(self.starts, start)
        while at < len(self.reading.mentions) and self.starts[at] < end:
            mention = self.reading.mentions[at]
            at += 1
            # A Turkish case ('TUSAŞ’ın') ends the phrase; an owner ('Erdogan’s adviser') has what he owns behind him.
            owner = text[mention.span.end : mention.span.end + 1] in ("’", "'") and " " in text[mention.span.end : end]
            settled = best is not None and comma >= 0 and best.span.end <= comma < mention.span.start
            settled = settled and best is not None and (best.kind == "person" or (best.span.end == comma and mention.kind != "person"))
            if mention.span.end > end + 1 or owner or settled:
                continue
            if best is None or _rank(mention) <= _rank(best):
                best = mention
        return best

    def _antecedent(self, offset: int) -> Link | None:
        at = bisect_left(self.starts, offset) - 1
        near: list[Mention] = []
        while at >= 0 and offset - self.reading.mentions[at].span.end < _NEAR:
            near.append(self.reading.mentions[at])
            at -= 1
        best = min(near, key=lambda mention: (_rank(mention), -mention.span.start), default=None)
        return _of_mention(best) if best is not None else self.person

    def venue(self, line: Line, frame: Frame) -> Link | None:
        """The outlet that somebody told something: 'told Nezavisimaya Gazeta'."""
        stop = line.tokens(*frame.cue)[1]
        if not line.has(stop - 1, ADDRESSED):
            return None
        end = stop
        while end < len(line) and line.has(end, CAP) and not line.has(end, PREP | PRON):
            end += 1
        if end == stop:
            return None
        source = line.starts[stop], line.ends[end - 1]
        found = self._outlet(line, source, range(stop, end))
        return msgspec.structs.replace(found, span=cut_span(self.reading.article.text, *source)) if found else None

    def somebody(self, line: Line, source: Range) -> bool:
        """Whether a source is somebody: 'Turkish officials' are, 'the visit of the minister' and 'the guidelines' are not."""
        first, stop = line.tokens(*source)
        head = next((at for at in range(first + 1, stop) if line.has(at, INNER)), stop)
        people = PEOPLE | COLLECTIVE | ANONYMOUS | OUTLET | PRON | THIRD
        whole = line.lexicon.patterns.order != "svo" and not line.lexicon.patterns.elision
        if any(line.has(at, people) and not line.has(at, CLAUSAL) for at in range(first, stop if whole else head)):
            return True
        if line.has(first, QUOTE) or (stop - first == 1 and line.low(first) in line.lexicon.patterns.role_words):
            return True
        if not self.reading.mentions:
            return any(line.has(at, CAP) for at in range(first, head))
        begins = line.starts[min(first + 1, stop - 1)] if line.has(first, DET) else line.starts[first]
        if any(mention.span.start <= begins < mention.span.end for mention in self._over(source)):
            return whole or line.has(head - 1, CAP) or self._ends_at(line.ends[head - 1], source)
        if whole:
            return first > 0 and stop - first > 1 and all(line.has(at, CAP) for at in range(first, head))
        return line.has(head - 1, CAP)

    def _over(self, source: Range) -> list[Mention]:
        at = bisect_left(self.starts, source[0])
        found = []
        while at < len(self.starts) and self.starts[at] < source[1]:
            found.append(self.reading.mentions[at])
            at += 1
        return found

    def _ends_at(self, offset: int, source: Range) -> bool:
        return any(mention.span.end == offset for mention in self._over(source))


def mouths(reading: Reading, scene: Scene, outlets: OutletRegistry) -> Mouths:
    """A resolver for one article."""
    return Mouths(reading, scene, outlets, [mention.span.start for mention in reading.mentions])


def author(article: Article) -> Link:
    """The article's own voice: its byline, else its outlet."""
    return Link(name=article.byline or article.outlet_name or article.outlet or "author", id=article.outlet, kind="author")


def _role(line: Line, at: int) -> str:
    """The word for an office that a token is, in Turkish and Kazakh without its genitive: 'басшысының'."""
    patterns, low = line.lexicon.patterns, line.low(at)
    forms = [low, *(low.removesuffix(end.replace("’", "'")) for end in patterns.genitive_endings if low.endswith(end.replace("’", "'")))]
    return next((form for form in forms if form in patterns.role_words), "")


def _rank(mention: Mention) -> tuple[int, int]:
    return (0 if mention.actor else 1, _WEIGHT[mention.kind])


def _of_mention(mention: Mention) -> Link:
    return Link(name=mention.name or mention.span.text, id=mention.actor)


def _has_name(line: Line, words: Sequence[int], mention: Mention | None) -> bool:
    """Whether a person's name stands in the phrase: 'expert Ivan Petrov' is named, 'a US official' is not."""
    if mention is not None and mention.kind == "person":
        return True
    run = 0
    for at in words:
        run = run + 1 if line.has(at, CAP) and not line.lows[at].endswith(("'s", "s'")) and line.lows[at].isalpha() else 0
        if run >= 2 and (mention is None or not mention.actor):
            return True
    return False


def _proper_runs(line: Line, words: Sequence[int], article: Article) -> list[list[str]]:
    """Names in a phrase, each with its shorter tails: 'Turkish Cumhuriyet', 'Cumhuriyet'."""
    runs: list[list[str]] = []
    run: list[int] = []
    for at in [*words, -1]:
        lead = at >= 0 and not run and (line.has(at, DET) or (at == 0 and line.has(at, PEOPLE)))
        if at >= 0 and line.has(at, CAP) and not line.has(at, QUOTE) and not lead:
            run.append(at)
        elif run:
            runs.append([" ".join(article.text[line.starts[first] : line.ends[run[-1]]].split()) for first in run[:3]])
            run = []
    return runs


def _clean(text: str) -> str:
    return _ARTICLE.sub("", " ".join(text.split()), count=1) if _ARTICLE.match(text) else " ".join(text.split())


def sentence_span(article: Article, line: Line) -> Span:
    """The sentence of a line as a span."""
    return cut_span(article.text, line.sentence.start, line.sentence.end)
