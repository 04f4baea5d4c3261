"""One article on the desk: everything that its claims are built from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.claims.bearing import Ground, bears_on, ground
from dragoman.claims.lines import Line
from dragoman.claims.links import Mouths, mouths
from dragoman.claims.marks import Mark, marked
from dragoman.claims.saying import said
from dragoman.claims.scene import Range, Scene, scene
from dragoman.claims.stances import hedges
from dragoman.records import Claim, Link, Reading, cut_span, make_key
from dragoman.records.claim import ClaimKind, Modality, Stance
from dragoman.vocab import OutletRegistry
from dragoman.vocab.terms import Hit

_ARMED = frozenset(["MIL", "REB", "COP"])


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a claim: its line, kind and stance, who says it, and where the words stand."""

    line: Line
    kind: ClaimKind
    stance: Stance
    chain: tuple[Link, ...]
    stretches: Sequence[Range]
    cue: Range | None = None
    modality: Modality = ""


class Desk(msgspec.Struct, frozen=True):
    """The article, its surface, its events, its coloured words, and who was named so far."""

    reading: Reading
    scene: Scene
    land: Ground
    rows: dict[int, Line]
    marks: list[Hit[Mark]]
    mark_starts: list[int]
    mouths: Mouths

    def marks_in(self, start: int, end: int) -> list[Hit[Mark]]:
        """The marks inside two offsets."""
        low = bisect_left(self.mark_starts, start)
        return [hit for hit in self.marks[low : bisect_left(self.mark_starts, end)] if hit.end <= end]

    def line_at(self, offset: int) -> Line | None:
        """The line that holds an offset."""
        row = self.scene.row_at(offset)
        return self.scene.lines[row] if row is not None else None

    def armed(self, line: Line) -> bool:
        """Whether a sentence names armed people: what they do is no metaphor ('the army lost ground')."""
        at = bisect_left(self.mouths.starts, line.sentence.start)
        stop = bisect_left(self.mouths.starts, line.sentence.end)
        return any(_ARMED & set(mention.sectors) for mention in self.reading.mentions[at:stop])

    def claim(self, draft: Draft) -> Claim:
        """A claim with the events that it holds, those that it denies or doubts, its hedges and its day."""
        article, sentence = self.reading.article, draft.line.sentence
        start, end = draft.stretches[0][0], draft.stretches[-1][1]
        about: tuple[str, ...] = ()
        if draft.stance in ("denies", "doubts"):
            colours = {hit.value.colour for hit in self.marks_in(sentence.start, sentence.end)}
            about = bears_on(self.land, draft.stretches, draft.line.number, not colours.isdisjoint(("anaphor", "counted")))
            about = self.land.counted(about) if "counted" in colours else about
        wide = min(start, sentence.start), max(end, sentence.end)
        distance = hedges(self.scene, self.marks_in(*wide), wide) if draft.kind != "report" else ()
        speaker = draft.chain[-1]
        return Claim(
            key=make_key("cl", article.key, draft.kind, start, end, speaker.id or speaker.name, draft.modality),
            article=article.key,
            kind=draft.kind,
            stance=draft.stance,
            chain=draft.chain,
            content=cut_span(article.text, start, end),
            cue=cut_span(article.text, *draft.cue) if draft.cue else None,
            sentence=cut_span(article.text, sentence.start, sentence.end),
            said=said(self.reading, self.scene, draft.line, (start, end), draft.cue),
            events=self.land.inside(draft.stretches),
            bears_on=about,
            hedges=distance,
            modality=draft.modality,
        )


def desk(reading: Reading, outlets: OutletRegistry) -> Desk:
    """Lay an article on the desk."""
    laid = scene(reading)
    hits: list[Hit[Mark]] = []
    text = reading.article.text
    for language in sorted({line.lexicon.language for line in laid.lines}):
        spans = [(line.sentence.start, line.sentence.end) for line in laid.lines if line.lexicon.language == language]
        hits += [hit for hit in marked(text, language) if inside(hit.start, spans)]
    hits.sort(key=lambda hit: (hit.start, hit.end))
    rows = {line.number: line for line in laid.lines}
    return Desk(reading, laid, ground(reading), rows, hits, [hit.start for hit in hits], mouths(reading, laid, outlets))


def merged(spans: Iterable[Range]) -> list[Range]:
    """Spans sorted, with those that touch or overlap made one."""
    found: list[Range] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def inside(offset: int, spans: Sequence[Range]) -> bool:
    """Whether an offset lies in one of some sorted spans that do not overlap."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]
