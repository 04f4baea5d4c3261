"""An outlet as a record: vocabulary defines it, since the shipped list and the user's are vocabulary."""

from typing import Literal

import msgspec

OutletKind = Literal["state", "public", "private", "agency", "blog", "channel", "unknown"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes. `reliability` is the Admiralty letter set by the user; F (cannot be judged) unless set."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str = ""
    languages: tuple[str, ...] = ()
    kind: OutletKind = "unknown"
    owner: str = ""
    side: str = ""
    reliability: Reliability = "F"
    valid_from: str | None = None
    valid_to: str | None = None
    note: str = ""
