"""The application: addresses, the door (token, host), headers, and errors as pages."""

import contextlib
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dragoman import charts
from dragoman.changes import day_of
from dragoman.desk import Desk, Library, Making, Missing, Recall
from dragoman.errors import DragomanError, StoreError
from dragoman.web import render, tongues
from dragoman.web.asked import Asked
from dragoman.web.door import LOOPBACK, Door
from dragoman.web.draw.atlas import land
from dragoman.web.judging import Bench, Judge, Refused
from dragoman.web.pages import (
    actor,
    actors,
    article,
    book,
    changed,
    claims,
    commitments,
    dyad,
    failures,
    home,
    record,
    search,
    story,
    system,
    timeline,
)
from dragoman.web.pages import map as atlas
from dragoman.web.pages import respond as answer
from dragoman.web.render import Renderer

Make = Callable[[Desk, Asked], Any]
# Address without `.json`, template, and what makes the page.
PAGES: tuple[tuple[str, str, Make], ...] = (
    ("/", "home.html", home.make),
    ("/story/{key}", "story.html", story.make),
    ("/article/{key}", "article.html", article.make),
    ("/actors", "actors.html", actors.make),
    ("/actor/{id:path}", "actor.html", actor.make),
    ("/dyad/{left}/{right}", "dyad.html", dyad.make),
    ("/commitments", "commitments.html", commitments.make),
    ("/commitment/{key}", "commitment.html", commitments.make_one),
    ("/changes", "changes.html", changed.make),
    ("/system", "system.html", system.make),
    ("/respond", "respond.html", answer.make),
    ("/timeline", "timeline.html", timeline.make),
    ("/map", "map.html", atlas.make),
    ("/search", "search.html", search.make),
    ("/claims", "claims.html", claims.make),
    ("/failures", "failures.html", failures.make),
    ("/codebook", "book.html", book.make),
    ("/record/{key}", "", record.make),
)
_FIRST = ("/", "/timeline", "/map", "/system")
_REHEARSALS = 4
_STATIC = {"dragoman.css": "text/css; charset=utf-8", "favicon.svg": "image/svg+xml"}
_FAILED = {202: "One moment", 404: "Not found", 503: "The store cannot be read"}
# What is being made is asked for again by the browser itself.
_AGAIN = {202: {"Refresh": "3"}}


class Site:
    """Answers requests for one store; without a judge it takes no verdicts."""

    def __init__(self, store: Path, judge: Judge | None = None, recall: Recall | None = None) -> None:
        self._library = Library(store, recall)
        self._recalls = recall is not None
        self._bench = Bench(judge) if judge else None
        self._renderer = Renderer()
        self._name = store.name

    def routes(self) -> list[Route]:
        """Every address; the JSON twins first, since `/actor/{id}` would take them too."""
        found = [Route("/static/{name}", self._static)]
        if self._bench:
            found.append(Route("/judge", self._judged, methods=["POST"]))
        for address, _, make in PAGES:
            twin = "/index.json" if address == "/" else address + ".json"
            found.append(Route(twin, self._endpoint("", make)))
        return found + [Route(address, self._endpoint(template, make)) for address, template, make in PAGES]

    def open(self) -> None:
        """Open the view. Raises StoreError when there is none."""
        self._library.desk()

    def warm(self) -> None:
        """Do beforehand what takes a second or more the first time, and the pages that most readers open first."""
        self._renderer.svg({"data": {"values": [{"a": 1}]}, "mark": "point"})
        land()
        with contextlib.suppress(DragomanError):
            desk = self._library.desk()
            for address, template, make in PAGES:
                if address in _FIRST:
                    self._answer(template, make, desk, Asked(address))
            _rehearse(desk)

    def _answer(self, template: str, make: Make, desk: Desk, asked: Asked) -> bytes:
        """A page, made now unless it is kept."""
        key = f"{template} {asked.language} {asked.here}"
        return desk.answers.get(key, lambda: self._made(template, make, desk, asked))

    def _endpoint(self, template: str, make: Make) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            asked = _asked(request, tongues.chosen(request) if template else "")
            desk = self._desk(asked)
            if make is record.make:
                return RedirectResponse(render.dated_link(record.make(desk, asked).address, desk.known_by), 307)
            if make is story.make and self._bench:
                # What people decided is no part of the view: such a page is made anew each time.
                drawn = self._made(template, make, desk, asked)
            else:
                drawn = self._answer(template, make, desk, asked)
            response = Response(drawn, media_type="text/html" if template else "application/json")
            tongues.keep(request, response)
            return response

        return answer

    def _desk(self, asked: Asked) -> Desk:
        """The desk of the day of the press that is asked about, in the reader’s language."""
        desk = self._library.desk()
        return (desk.past(day_of(asked.known)) if asked.known else desk).speaking(asked.language)

    def _made(self, template: str, make: Make, desk: Desk, asked: Asked) -> bytes:
        page = make(desk, asked)
        if self._bench and isinstance(page, story.Page):
            page = msgspec.structs.replace(page, verdicts=self._bench.standing(page.keys))
        return self._draw(template, asked, page, desk).encode() if template else render.json(page)

    async def _judged(self, request: Request) -> Response:
        assert self._bench is not None
        return RedirectResponse(f"/story/{quote(await self._bench.take(request), safe='')}#h-judge", 303)

    def _draw(self, template: str, asked: Asked, page: Any, desk: Desk | None) -> str:
        known = desk.known_by if desk else ""
        around = {
            "store": self._name,
            "totals": desk.totals if desk else {},
            # The past is shown; what a person decides is on the present.
            "proof": self._bench.proof if self._bench and not known else "",
            "tongues": tongues.among(desk.tongues() if desk else ()),
            "known_by": known,
            "recalls": self._recalls,
            "undated": desk.undated if desk else 0,
        }
        return render.with_day(self._renderer.html(template, page=page, asked=asked, **around), known)

    def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            raise Missing("There is no such file.")
        return Response(render.static(name), media_type=_STATIC[name], headers={"Cache-Control": "max-age=3600"})

    async def failed(self, request: Request, error: Exception) -> Response:
        """Dragoman's own errors as a page: 404 for what is not there, 503 for a store that cannot be read."""
        status = _status(error)
        says = str(error) if isinstance(error, DragomanError) else "There is no such page."
        hint = error.hint if isinstance(error, DragomanError) else ""
        if str(request.scope["path"]).endswith(".json"):
            return Response(render.json({"error": says, "hint": hint}), status, _AGAIN.get(status), "application/json")
        page = {"title": _FAILED.get(status, "Not recorded"), "says": says, "hint": hint}
        desk = None
        with contextlib.suppress(StoreError):
            desk = self._library.desk()
        drawn = self._draw("error.html", _asked(request, tongues.chosen(request)), page, desk)
        return HTMLResponse(drawn, status, _AGAIN.get(status))


def _rehearse(desk: Desk) -> None:
    """Draw the charts of other pages a few times: the engine that draws is twice as fast once it has compiled what it runs."""
    months = desk.view.records("dyads", "length(period) = 7 ORDER BY key LIMIT 12")
    halves = desk.view.records("alignments", "period LIKE '%-H_' ORDER BY key LIMIT 12")
    for width in (1100, 370) * _REHEARSALS:
        frame = charts.Frame(width=width, palette=charts.PAGE)
        if months and halves:
            charts.svg(charts.dyad(months, frame))
            charts.svg(charts.alignment(halves, {}, frame))


def _status(error: Exception) -> int:
    if isinstance(error, Refused):
        return error.status
    return 503 if isinstance(error, StoreError) else 202 if isinstance(error, Making) else 404


def _asked(request: Request, language: str) -> Asked:
    written = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    path = written.partition(b"?")[0].decode("ascii", "replace").removesuffix(".json")
    query = {name: value for name, value in request.query_params.items() if name not in ("token", "lang")}
    return Asked("/" if path == "/index" else path, dict(request.path_params), query, language)


def app(store: Path, token: str = "", judge: Judge | None = None, recall: Recall | None = None) -> Starlette:
    """The explorer of a store. With a token every request must bring it (once; a cookie keeps it); without, only this machine is served.

    With a `judge` (the store's Ledger) story pages have forms that record verdicts. With `recall` earlier days of the press that nobody
    asked for yet are made when they are asked for; without, those alone are shown that are there.
    """
    site = Site(store, judge, recall)
    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {404: site.failed, DragomanError: site.failed}
    made = Starlette(routes=site.routes(), middleware=[Middleware(Door, token=token)], exception_handlers=handlers)
    made.state.site = site
    return made


class Place(msgspec.Struct, frozen=True):
    """Where an explorer is served, and the token that it asks for."""

    host: str = "127.0.0.1"
    port: int = 8642
    token: str = ""


def serve(store: Path, place: Place, judge: Judge | None = None, recall: Recall | None = None) -> None:
    """Serve until interrupted. Raises StoreError when there is nothing to serve or another host is asked for without a token."""
    if place.host not in LOOPBACK and not place.token:
        raise StoreError(f"serving on {place.host} lets others read the store", "give a token: dragoman serve --host HOST --token WORD")
    made = app(store, place.token, judge, recall)
    made.state.site.open()
    threading.Thread(target=made.state.site.warm, daemon=True).start()
    uvicorn.run(made, host=place.host, port=place.port, log_level="info", access_log=False, server_header=False)
