"""The reader's language: what names and dates are written in, where they are known in it. The pages' own words are English."""

import functools
from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from dragoman.desk import spoken
from dragoman.vocab.names import languages

_COOKIE = "dragoman-language"
_YEAR = 365 * 24 * 3600
_MOST = 20


@functools.cache
def offered() -> dict[str, str]:
    """Languages to choose from by code, each by its own name."""
    return {code: spoken(code) for code in sorted(languages()) if spoken(code)}


def among(codes: Iterable[str]) -> dict[str, str]:
    """Those of the languages that can be chosen, English always."""
    return {code: offered()[code] for code in sorted({"en", *codes}) if code in offered()}


def chosen(request: Request) -> str:
    """The language asked for by `lang`, else by an earlier choice, else by the browser; '' for English and for what is not offered."""
    given = request.query_params.get("lang") or request.cookies.get(_COOKIE) or _accepted(request.headers.get("accept-language", ""))
    return given if given in offered() and given != "en" else ""


def _accepted(header: str) -> str:
    """The first language of the header that is offered: browsers send them in order of preference."""
    codes = (part.partition(";")[0].strip().partition("-")[0].lower() for part in header.split(",")[:_MOST])
    return next((code for code in codes if code in offered()), "")


def keep(request: Request, response: Response) -> None:
    """Let a choice made with `lang` hold for the pages after it."""
    given = request.query_params.get("lang", "")
    if given in offered():
        response.set_cookie(_COOKIE, given, max_age=_YEAR, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    response.headers["Vary"] = "Accept-Language, Cookie"
