"""Independent origins: which reports of a story depend on each other, and which sides they come from."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.records import Claim, Link
from dragoman.stories.book import Book
from dragoman.stories.kin import Groups
from dragoman.stories.known import Known, aligned
from dragoman.stories.leaf import mouth
from dragoman.stories.report import Report, is_state

Origins = tuple[tuple[str, ...], ...]
UNKNOWN = "unknown"
# A story with more reports than this looks for lifted passages only among its first ones.
_MOST_PASSAGES = 60


class Sources:
    """The sources of one story's reports."""

    def __init__(self, reports: Sequence[Report], book: Book, known: Known) -> None:
        self._reports = reports
        self._book = book
        self._known = known

    def texts(self) -> Origins:
        """Articles grouped by what they took from each other: copies, a credited agency, a passage that holds the event's sentence."""
        return self._listed(self._by_text())

    def origins(self) -> Origins:
        """The same, with one statement or one mouth that many report counted once."""
        groups = self._by_text()
        for report in self._reports:
            for label in self._mouths(report):
                groups.join(report.event.article, label)
        return self._listed(groups)

    def sides(self) -> tuple[str, ...]:
        """Sides of the outlets, and states of the speakers; a state whose outlets take a side stands under that side."""
        outlets = [self._book.outlets.get(self._book.articles[article].outlet) for article in self._articles()]
        sides = {side(self._book, article) for article in self._articles()}
        of_country = {outlet.country: outlet.side for outlet in outlets if outlet and outlet.side and outlet.country}
        speaking = {state for claim in self._claims() if (state := self._state(claim.speaker))}
        return tuple(sorted(sides | {of_country.get(state, state) for state in speaking}))

    def _articles(self) -> list[str]:
        return list(dict.fromkeys(report.event.article for report in self._reports))

    def _claims(self) -> Iterator[Claim]:
        for report in self._reports:
            yield from self._book.claims.get(report.event.key)

    def _state(self, speaker: Link) -> str:
        return speaker.id if is_state(speaker.id) else self._book.homes.get(speaker.id, "")

    def _listed(self, groups: Groups[str]) -> Origins:
        found: dict[str, list[str]] = {}
        for article in sorted(self._articles()):
            found.setdefault(groups.root(article), []).append(article)
        return tuple(sorted(tuple(articles) for articles in found.values()))

    def _by_text(self) -> Groups[str]:
        groups: Groups[str] = Groups()
        for article in self._articles():
            groups.join(article, "copy " + self._book.kin.root(article))
        self._join_credits(groups)
        for a, b in combinations(self._reports[:_MOST_PASSAGES], 2):
            if self._book.kin.passage(a.event.article, b.event.article) and aligned(a, b, self._known):
                groups.join(a.event.article, b.event.article)
        return groups

    def _join_credits(self, groups: Groups[str]) -> None:
        """Articles that credit one agency hang together, and with the agency's own first report of the event.

        Only the first credit counts: an article that leans on two agencies does not make the two depend on each other.
        """
        credited: set[str] = set()
        for article in self._articles():
            for credit in self._book.articles[article].credits[:1]:
                credited.add(credit)
                groups.join(article, "credit " + credit)
        for article in self._articles():
            outlet = self._book.articles[article].outlet
            if outlet in credited:
                credited.discard(outlet)
                groups.join(article, "credit " + outlet)

    def _mouths(self, report: Report) -> Iterable[str]:
        yield from ("statement " + statement for statement in report.statements)
        yield from ("mouth " + speaker for speaker in report.speakers)


def side(book: Book, article: str) -> str:
    """The side that an article's outlet takes, else its state, else `unknown`."""
    outlet = book.outlets.get(book.articles[article].outlet)
    return (outlet.side or outlet.country or UNKNOWN) if outlet else UNKNOWN


def holders(reports: Iterable[Report], book: Book) -> list[Claim]:
    """The claims that lay the reports in someone's mouth, each once, in order of article and place."""
    return _once(claim for report in reports for claim in book.claims.get(report.event.key))


def bearers(reports: Iterable[Report], book: Book) -> list[Claim]:
    """The claims elsewhere in the articles that bear on the reports, each once, in order of article and place."""
    return _once(claim for report in reports for claim in book.bearing.get(report.event.key))


def _once(claims: Iterable[Claim]) -> list[Claim]:
    found = {claim.key: claim for claim in claims}
    return sorted(found.values(), key=lambda claim: (claim.article, claim.content.start, claim.key))


def said_by(claim: Claim, book: Book) -> str:
    """The speaker as a reader is told of him; an article's own voice is its writer and outlet."""
    name = claim.speaker.name
    if claim.speaker.kind != "author":
        return name
    article = book.articles[claim.article]
    outlet = book.outlets.get(article.outlet)
    paper = outlet.name if outlet else article.outlet_name
    writer = name if name and name in article.byline else ""
    return f"{writer} ({paper})" if writer and paper else writer or paper or "the article itself"


def voice(claim: Claim, book: Book) -> str:
    """Who denies or doubts, for counting: the mouth, else the article with all that depend on it."""
    return mouth(claim) or book.kin.root(claim.article)
