"""What a reader asked for: the parts of an address, checked and bounded."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

# Longer values are cut: no name, key or query is longer, and each is sent to the database.
_MOST = 300


class Asked(msgspec.Struct, frozen=True):
    """An address taken apart: its path as it was written (percent-encoded, without `.json`), the names in it, and its query.

    `language` is the reader's, for names and dates; '' is English with ISO dates, as in every JSON twin.
    """

    path: str
    names: dict[str, str] = {}
    query: dict[str, str] = {}
    language: str = ""

    def name(self, which: str) -> str:
        """A part of the path."""
        return self.names[which]

    def get(self, which: str) -> str:
        """A value of the query, trimmed; '' when it was not given."""
        return self.query.get(which, "").strip()[:_MOST]

    def number(self, which: str, most: int) -> int:
        """A whole number of the query between 1 and `most`; 1 when it is none."""
        given = self.get(which)
        return min(max(1, int(given)), most) if given.isascii() and given.isdigit() and len(given) < 8 else 1

    def choice(self, which: str, allowed: Mapping[str, object] | tuple[str, ...], default: str = "") -> str:
        """A value of the query if it is an allowed one."""
        given = self.get(which)
        return given if given in allowed else default

    def link(self, **changes: str | int) -> str:
        """This address with some values of the query changed; '' takes one away. The page number starts again unless it is given."""
        given = {name: value for name, value in self.query.items() if name != "page"}
        merged = given | {name: str(value) for name, value in changes.items()}
        kept = {name: value for name, value in merged.items() if value}
        return self.path + ("?" + urlencode(kept) if kept else "")

    @property
    def known(self) -> str:
        """The day of the press that is asked about, as it was written; '' for all that was read."""
        between = self.path == "/changes" and self.get("clock") == "press"
        return self.get("known-by") or (self.get("to") if between else "")

    @property
    def here(self) -> str:
        """This very address."""
        return self.link(page=self.get("page"))

    @property
    def twin(self) -> str:
        """The address of the JSON twin."""
        path, mark, query = self.here.partition("?")
        return (path if path != "/" else "/index") + ".json" + mark + query
