"""Grades after the Admiralty system: facts are counted, rules from grading.yaml turn them into a number and a sentence."""

from collections.abc import Callable, Sequence

from dragoman.records import Claim, Grade, Outlet, Status
from dragoman.stories.book import Book
from dragoman.stories.origins import Origins, bearers, holders, side, voice
from dragoman.stories.report import Report
from dragoman.vocab.outlet import Reliability
from dragoman.vocab.stories import Rule, grading

# How a count is said in the sentence that explains a grade.
_NOUNS = {
    "origins": ("independent origin", "independent origins"),
    "sides": ("side", "sides"),
    "texts": ("independent text", "independent texts"),
    "text_sides": ("side", "sides"),
    "denials": ("voice", "voices"),
    "doubts": ("voice", "voices"),
    "quoted": ("text", "texts"),
}


class Support:
    """What speaks for and against a story, as whole numbers that rules can bound."""

    def __init__(self, reports: Sequence[Report], status: Status, book: Book) -> None:
        self._reports = reports
        self._status = status
        self._book = book
        self.holding = holders(reports, book)
        self.bearing = bearers(reports, book)

    def facts(self, origins: Origins, texts: Origins) -> dict[str, int]:
        """The facts that grading.yaml knows."""
        told = [report for report in self._reports if told_as(report, self._book) in _same(self._status)]
        articles = {report.event.article for report in told}
        claims = [self._book.claims.get(report.event.key) for report in told]
        spoken = [claim for claim in self.holding if claim.stance not in ("denies", "doubts")]
        quoting = {claim.article for claim in spoken}
        return {
            "origins": _count(origins, articles),
            "texts": _count(texts, articles),
            "sides": self._sides(origins, articles),
            "text_sides": self._sides(texts, quoting),
            "denials": len(self.voices("denies")),
            "doubts": len(self.voices("doubts")),
            "open": int(self._status in ("future", "hypothetical") or _all(claims, _opinion)),
            "negated": int(self._status == "negated"),
            "owned": sum(not held for held in claims),
            "named": int(any(claim.speaker.kind == "named" for claim in spoken)),
            "anonymous": int(_all(claims, _unnamed)),
            "hedged": int(_all(claims, _hedged)),
            "quoted": _count(texts, quoting),
            "exact": int(any(claim.kind == "quotation" for claim in spoken)),
        }

    def _sides(self, groups: Origins, articles: set[str]) -> int:
        """Sides that the groups start from: a paper that copies another side's report adds none."""
        first = {report.event.article: place for place, report in reversed(list(enumerate(self._reports)))}
        told = [[article for article in group if article in articles] for group in groups]
        starts = [min(group, key=first.__getitem__) for group in told if group]
        return len({side(self._book, article) for article in starts})

    def voices(self, stance: str) -> dict[str, Claim]:
        """Who takes that stance on the story, each voice once with its first claim."""
        found: dict[str, Claim] = {}
        for claim in (*self.holding, *self.bearing):
            # Who denies or doubts what the story says did not happen, confirms it.
            if claim.stance == stance and self._status != "negated":
                found.setdefault(voice(claim, self._book), claim)
        return found


def told_as(report: Report, book: Book) -> Status:
    """The status a report gives the event; what is only told in order to be denied is told as not so."""
    held = book.claims.get(report.event.key)
    return "negated" if held and all(claim.stance == "denies" for claim in held) else report.event.status


def _same(status: Status) -> frozenset[Status]:
    return frozenset({"actual", "historical"}) if status in ("actual", "historical") else frozenset({status})


def _count(groups: Origins, articles: set[str]) -> int:
    return sum(not articles.isdisjoint(group) for group in groups)


def _all(claims: list[list[Claim]], test: Callable[[Claim], bool]) -> bool:
    """Whether every report lies in a claim of which the test holds; a report in the article's own voice makes it False."""
    return bool(claims) and all(held and all(test(claim) for claim in held) for held in claims)


def _opinion(claim: Claim) -> bool:
    return claim.kind == "opinion" or claim.stance == "predicts"


def _unnamed(claim: Claim) -> bool:
    return claim.speaker.kind in ("anonymous", "collective")


def _hedged(claim: Claim) -> bool:
    return bool(claim.hedges)


def grade(outlets: Sequence[Outlet | None], facts: dict[str, int]) -> Grade:
    """The grade: letter of the best outlet, number and reason by the first rule that holds."""
    so, made = _first(grading().so, facts), _first(grading().made, facts)
    letters: list[Reliability] = [outlet.reliability for outlet in outlets if outlet]
    articles = len(outlets)
    said = so.because.format(**{name: _counted(name, number) for name, number in facts.items()})
    return Grade(
        letter=min(letters, default="F"),
        number=so.number,
        because=f"{articles} report{'' if articles == 1 else 's'}: {said}.",
        made=made.number,
    )


def _first(rules: Sequence[Rule], facts: dict[str, int]) -> Rule:
    return next(rule for rule in rules if rule.holds(facts))


def _counted(name: str, number: int) -> str:
    one, many = _NOUNS.get(name, ("", ""))
    return f"{number} {one if number == 1 else many}".strip()
