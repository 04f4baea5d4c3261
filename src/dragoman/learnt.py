"""What became known between two days of the press: grades, commitments and alignments that moved, each with the sentence that moved it.

Both views are of one store, each as of a day. A story keeps its events when more is read, so that events tell which story of the one
view is which of the other, whatever has joined them since.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dragoman.brief import RANKED, SPOKEN, Brief, Line, Page, Section, Words, commitment_line, count, short, story_line
from dragoman.records import Alignment, Commitment, Event, Span, Story
from dragoman.store import View

# A change of alignment below this is no line: an interval is never as narrow.
_LEAST = 0.02


class Both(msgspec.Struct, frozen=True):
    """The two views, and what looks up words in the later one."""

    before: View
    after: View
    words: Words
    fresh: frozenset[str]

    def new(self, keys: Sequence[str]) -> list[str]:
        """Those of some articles that came between the days, the earliest first."""
        return sorted(self.fresh & set(keys), key=lambda key: (str(self.words.articles[key].published), key))


class Moved(msgspec.Struct, frozen=True):
    """A story of the later view, and what of the earlier became it; nothing where it is new."""

    story: Story
    was: Story | None = None
    joined: int = 1


def learnt(before: View, after: View, most: int = 20) -> Brief:
    """What the later view knows and the earlier did not, as a Brief: each line names the first report between the days that bears on it."""
    words = Words(after)
    both = Both(before, after, words, _articles(after) - _articles(before))
    stories = _stories(both)
    graded = [one for one in stories if one.was and _shifted(one)]
    commitments = list(_commitments(both))
    alignments = list(_alignments(both, {one.story.key: one.story for one in stories}))
    page = Page(after, words, most)
    sections = (
        _section("Grades and statuses that moved", [_graded(one, both) for one in graded], most),
        _section("Commitments that moved", commitments, most),
        _section("Alignments that moved", alignments, most),
        _first_told([one.story for one in stories if one.was is None], both, most),
        page.chosen("Statements first reported", "claims", _statements(both)),
    )
    totals = {"articles": len(both.fresh), "stories that moved": len(graded), "new stories": sum(one.was is None for one in stories)}
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


def _articles(view: View) -> frozenset[str]:
    return frozenset(view.sql("SELECT key FROM articles").arrow().column("key").to_pylist())


def _section(title: str, lines: Sequence[Line], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def _stories(both: Both) -> list[Moved]:
    """The stories of the later view that are new, graded otherwise or told by more, best supported first, with what they were."""
    old = {event: row for row in both.before.sql(_LIGHT).rows() for event in row["events"]}
    changed: dict[str, list[str]] = {}
    for row in both.after.sql(f"{_LIGHT} {RANKED}").rows():
        were = {old[event]["key"]: old[event] for event in row["events"] if event in old}
        if not were or len(were) > 1 or any(one[name] != row[name] for one in were.values() for name in _SIGNS):
            changed[row["key"]] = sorted(were, key=lambda key: (-len(set(were[key]["events"]) & set(row["events"])), key))
    later = _by_key(both.after, changed)
    earlier = _by_key(both.before, {keys[0] for keys in changed.values() if keys})
    return [Moved(later[key], earlier[keys[0]] if keys else None, len(keys)) for key, keys in changed.items()]


_LIGHT = "SELECT key, events, grade.number AS number, grade.letter AS letter, status, len(tensions) AS tensions, articles FROM stories"
_SIGNS = ("number", "letter", "status", "tensions", "articles")


def _by_key(view: View, keys: Mapping[str, object] | set[str]) -> dict[str, Story]:
    found = view.records("stories", "key IN (SELECT unnest(?))", [sorted(keys)]) if keys else []
    return {story.key: story for story in found}


def _shifted(one: Moved) -> bool:
    was, now = one.was, one.story
    return was is not None and (_grade(was), was.status, _says(was)) != (_grade(now), now.status, _says(now))


def _grade(story: Story) -> str:
    return f"{story.grade.letter}{story.grade.number}"


def _says(story: Story) -> tuple[str, ...]:
    return tuple(tension.says for tension in story.tensions)


def _graded(one: Moved, both: Both) -> Line:
    """The line of a story whose grade, status or tensions moved: from what to what, and the report that did it."""
    now, was = one.story, one.was or one.story
    line = story_line(now, both.words)
    moves = [f"{_grade(was)} → {_grade(now)}", f"{was.status} → {now.status}" if was.status != now.status else ""]
    moves += [_counts("origin", len(was.origins), len(now.origins)), _counts("report", len(was.articles), len(now.articles))]
    moves += [f"{one.joined} stories became one" if one.joined > 1 else ""]
    event = _because(now, was, both)
    new = [says for says in _says(now) if says not in _says(was)]
    gone = [f"no longer: {says}" for says in _says(was) if says not in _says(now)]
    return Line(
        key=now.key,
        what=line.what,
        figures=" · ".join(move for move in moves if move),
        words=short(event.sentence.text) if event else now.grade.because,
        where=both.words.where(event.article) if event else "no new report of it: others told it apart or joined it",
        tension="; ".join((*new, *gone)),
    )


def _counts(noun: str, before: int, after: int) -> str:
    return "" if before == after else f"{before} → {count(after, noun)}"


def _because(now: Story, was: Story, both: Both) -> Event | None:
    """The event of the first new report that is an origin of its own; of any new report, where none is."""
    known = {article for article in was.articles if article not in both.fresh}
    alone = {article for origin in now.origins if not known & set(origin) for article in origin}
    new = both.new(now.articles)
    chosen = next((article for article in new if article in alone), new[0] if new else "")
    both.words.events.fetch(now.events)
    told = [both.words.events[key] for key in now.events if both.words.events[key].article == chosen]
    return max(told, key=lambda event: (event.confidence, event.key), default=None)


def _first_told(stories: Sequence[Story], both: Both, most: int) -> Section:
    both.words.weigh(stories[:most])
    lines = tuple(story_line(story, both.words) for story in stories[:most])
    return Section("Stories first told", lines, len(stories) - len(lines))


def _commitments(both: Both) -> Iterator[Line]:
    """Commitments of the press that are new or came further, and those that are no longer read so."""
    old = {one.key: one for one in both.before.records("commitments", "len(articles) > 0")}
    places = {(article, span.start, one.kind): one for one in old.values() for article, span in _words(one)}
    met: set[str] = set()
    for one in both.after.records("commitments", "len(articles) > 0 ORDER BY coalesce(signed.start, start.start, '9999'), key"):
        was = old.get(one.key) or next((places[place] for a, s in _words(one) if (place := (a, s.start, one.kind)) in places), None)
        met |= {was.key} if was else set()
        if was is None or _state(was) != _state(one):
            yield _bound(one, was, both)
    for key in sorted(old.keys() - met):
        line = commitment_line(old[key], Words(both.before))
        yield msgspec.structs.replace(line, figures=f"{line.figures} → no longer read so")


def _words(one: Commitment) -> list[tuple[str, Span]]:
    return list(zip(one.articles, one.spans, strict=True))


def _state(one: Commitment) -> tuple[object, ...]:
    return (one.status, one.match, one.contested, str(one.signed), str(one.start), str(one.end), len(one.steps))


def _bound(one: Commitment, was: Commitment | None, both: Both) -> Line:
    line = commitment_line(one, both.words)
    new = both.new(one.articles)
    steps = [step.span for step in one.steps if step.article in new and step.span]
    spans = steps or [span for article, span in zip(one.articles, one.spans, strict=True) if article in new[:1]]
    article = next((article for article, span in zip(one.articles, one.spans, strict=True) if spans and span == spans[0]), "")
    before = f"{was.status} · {was.match} → " if was else "new: "
    return msgspec.structs.replace(
        line,
        figures=before + line.figures,
        words=short(spans[0].text) if spans else line.words,
        where=both.words.where(article) if article else line.where,
    )


def _alignments(both: Both, moved: Mapping[str, Story]) -> Iterator[Line]:
    """Scores of a period that moved, the most first, each with the best supported story that is new or moved behind it."""
    old = {one.key: one for one in both.before.records("alignments")}
    pairs = [(old[one.key], one) for one in both.after.records("alignments") if one.key in old]
    far = [(was, now) for was, now in pairs if abs(now.score - was.score) >= _LEAST]
    ranked = {key: place for place, key in enumerate(moved)}
    for was, now in sorted(far, key=lambda pair: (-abs(pair[1].score - pair[0].score), pair[1].key)):
        keys = sorted({key for part in now.parts for key in part.keys if key in moved}, key=ranked.__getitem__)
        yield _leaning(was, now, moved[keys[0]] if keys else None, both)


def _leaning(was: Alignment, now: Alignment, story: Story | None, both: Both) -> Line:
    apart = now.low > was.high or now.high < was.low
    event = _because(story, story, both) if story else None
    return Line(
        key=now.key,
        what=f"{now.period}  {both.words.name(now.actor)} to {now.pole}: {was.score:+.2f} → {now.score:+.2f}",
        figures="beyond the interval" if apart else "within the interval",
        words=short(event.sentence.text) if event else "",
        where=both.words.where(event.article) if event else "commitments, or the grades of stories told before",
    )


def _statements(both: Both) -> list[str]:
    """The claims whose statement was in no earlier article."""
    query = f"SELECT key FROM claims WHERE article IN (SELECT unnest(?)) AND {SPOKEN} ORDER BY said.start, article, content.start, key"
    found: list[str] = both.after.sql(query, [sorted(both.fresh)]).arrow().column("key").to_pylist()
    return found
