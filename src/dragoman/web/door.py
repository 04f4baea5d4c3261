"""The door: who is let in, and the headers that every answer carries."""

import hashlib
import hmac
from urllib.parse import quote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_COOKIE = "dragoman"
_MONTH = 30 * 24 * 3600
# Nothing from elsewhere, no script, no inline style: what an article holds can do nothing.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Door:
    """ASGI middleware: a token where one is set; else only this machine's own names as host, against DNS rebinding."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and add the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._token_gate(Request(scope)) if self._token else _host_gate(Request(scope))
        await (refused or self._app)(scope, receive, _with_headers(send))

    def _token_gate(self, request: Request) -> Response | None:
        proof = _digest(self._token)
        if hmac.compare_digest(request.cookies.get(_COOKIE, "").encode(), proof.encode()):
            return None
        if self._is_token(request.headers.get("authorization", "").removeprefix("Bearer ")):
            return None
        if self._is_token(request.query_params.get("token", "")):
            return _let_in(request, proof)
        return PlainTextResponse("This explorer needs its token: add ?token=... to the address once.\n", 401)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(_digest(given), _digest(self._token))


def _let_in(request: Request, proof: str) -> Response:
    """On to the same address without the token, which would stand in the history and in bookmarks."""
    rest = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
    # Two slashes at the start would be another host.
    path = "/" + quote(request.scope["path"].lstrip("/"))
    answer = RedirectResponse(path + ("?" + urlencode(rest) if rest else ""), 303)
    answer.set_cookie(_COOKIE, proof, max_age=_MONTH, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


def _host_gate(request: Request) -> Response | None:
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name.strip("[]") in LOOPBACK:
        return None
    return PlainTextResponse("This explorer serves this machine only.\n", 421)


def _digest(text: str) -> str:
    return hashlib.sha256(b"dragoman\x1f" + text.encode("utf-8", "surrogatepass")).hexdigest()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return sending
