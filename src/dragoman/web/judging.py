"""Verdicts from the page: a form that records what `dragoman judge` records. Pages read a View; the one hand that writes is passed in."""

import hmac
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from dragoman.errors import DragomanError
from dragoman.records import Verdict

# A verdict is two keys, a name and a reason; what is longer is none.
_MOST_BYTES, _MOST_CHARS = 8_000, 500


class Judge(Protocol):
    """Who keeps verdicts: the store's Ledger."""

    def judge(self, verdict: Verdict) -> None:
        """Record one."""

    def verdicts(self) -> tuple[Verdict, ...]:
        """All that were ever recorded."""


class Refused(DragomanError):
    """A verdict that is not taken; shown as a page with status 403 or 400."""

    def __init__(self, says: str, status: int) -> None:
        super().__init__(says, "Nothing was recorded. Go back to the story and use its form.")
        self.status = status


class Given(msgspec.Struct, frozen=True):
    """What a form holds."""

    left: str
    right: str
    verdict: str
    by: str
    why: str
    proof: str
    story: str


class Bench:
    """Takes verdicts from forms that this very process has drawn: each carries a word that no other site can read."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.proof = secrets.token_urlsafe(24)

    async def take(self, request: Request) -> str:
        """Record the verdict of a form; returns the story that it came from. Raises Refused."""
        # Browsers say where a request comes from; a page of another site cannot change it.
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Refused("A verdict is taken from this site’s own pages alone.", 403)
        given = await _given(request)
        if not hmac.compare_digest(given.proof.encode(), self.proof.encode()):
            raise Refused("This form is out of date.", 403)
        self._judge.judge(_verdict(given))
        return given.story

    def standing(self, keys: Iterable[str]) -> tuple[Verdict, ...]:
        """The verdicts on these keys, the closed ones too, latest first."""
        about = set(keys)
        found = [one for one in self._judge.verdicts() if {one.left, one.right} & about]
        return tuple(reversed(found))


async def _given(request: Request) -> Given:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise Refused("This is too long for a verdict.", 400)
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    values = {name: fields.get(name, [""])[0].strip()[:_MOST_CHARS] for name in Given.__struct_fields__}
    return Given(**values)


def _verdict(given: Given) -> Verdict:
    if given.verdict not in ("same", "different"):
        raise Refused("A verdict is “same” or “different”.", 400)
    if given.left == given.right or not all(key.startswith(("ev-", "st-")) for key in (given.left, given.right)):
        raise Refused("A verdict is on two different reports or stories.", 400)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Verdict(left=given.left, right=given.right, same=given.verdict == "same", by=given.by, made=made, why=given.why)
