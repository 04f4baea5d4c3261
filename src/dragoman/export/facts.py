"""Events with what stands around them: article, outlet, claim, story. The one place where exports look things up."""

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.records import Actor, Article, Claim, Event, Outlet, Story
from dragoman.store import View


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One event and its surroundings; `claim` is None where the article asserts it in its own voice."""

    event: Event
    article: Article
    outlet: Outlet | None
    claim: Claim | None
    story: Story | None
    sentence: int


class Facts:
    """Looks up once, then streams."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.outlets: dict[str, Outlet] = {outlet.id: outlet for outlet in view.records("outlets")}
        self.actors: dict[str, Actor] = {actor.id: actor for actor in view.records("actors")}
        self.stories: dict[str, Story] = {story.key: story for story in view.records("stories")}
        self._of_event = {key: story for story in self.stories.values() for key in story.events}
        self._claims = _by_event(view.records("claims"))

    def __iter__(self) -> Iterator[Fact]:
        """Every event in key order."""
        articles = {article.key: article for article in self._view.records("articles")}
        numbers = {(row["article"], row["start"]): row["number"] for row in self._sentences()}
        for event in self._view.records("events"):
            article = articles[event.article]
            yield Fact(
                event=event,
                article=article,
                outlet=self.outlets.get(article.outlet),
                claim=self._claims.get(event.key),
                story=self._of_event.get(event.key),
                sentence=numbers.get((event.article, event.sentence.start), 0),
            )

    def _sentences(self) -> list[dict[str, Any]]:
        return self._view.sql('SELECT article, "start", number FROM sentences').rows()


def _by_event(claims: list[Claim]) -> dict[str, Claim]:
    # The innermost claim (the shortest content) is whose words the event stands in.
    found: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (len(claim.content.text), claim.key)):
        for key in claim.events:
            found.setdefault(key, claim)
    return found
