"""robots.txt as RFC 9309 has it: the group of our name or of all, the longest rule that fits wins, `*` and `$` in paths."""

from urllib.parse import quote, unquote, urlsplit

import msgspec

MOST_BYTES = 500_000
_MOST_RULES = 2_000
# A site may ask for a pause between requests; longer ones than this are cut, for one host would stop the others.
_LONGEST_PAUSE = 60.0


class Rule(msgspec.Struct, frozen=True):
    """A path, which may hold `*` and end in `$`, and whether it may be read."""

    path: str
    allowed: bool


class Robots(msgspec.Struct, frozen=True):
    """What a host asks of us: its rules and the seconds between two requests."""

    rules: tuple[Rule, ...] = ()
    pause: float = 0.0

    def allows(self, address: str) -> bool:
        """Whether an address of the host may be read; of two rules of one length the one that allows wins."""
        parts = urlsplit(address)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        fitting = [(len(rule.path), rule.allowed) for rule in self.rules if fits(rule.path, path)]
        return max(fitting, default=(0, True))[1] or path == "/robots.txt"


NOTHING = Robots(rules=(Rule("/", False),))


def parse(text: str, name: str) -> Robots:
    """The rules for a crawler of this name."""
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    found_name = False
    for agents, lines in _groups(text):
        if name.lower() in agents:
            found_name = True
            named += lines
        elif "*" in agents:
            general += lines
    return _robots(named if found_name else general)


def _groups(text: str) -> list[tuple[set[str], list[tuple[str, str]]]]:
    groups: list[tuple[set[str], list[tuple[str, str]]]] = []
    for line in text.splitlines():
        field, _, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if field == "user-agent":
            # Names that follow one another share the lines after them.
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].add(value.partition("/")[0].strip().lower())
        elif field in ("allow", "disallow", "crawl-delay") and groups:
            groups[-1][1].append((field, value))
    return groups


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(Rule(_plain(value), field == "allow") for field, value in lines if field != "crawl-delay" and value)
    pauses = [_seconds(value) for field, value in lines if field == "crawl-delay"]
    return Robots(rules[:_MOST_RULES], max(pauses, default=0.0))


def _seconds(value: str) -> float:
    try:
        given = float(value)
    except ValueError:
        return 0.0
    return min(given, _LONGEST_PAUSE) if given > 0 else 0.0


def fits(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says. Each piece between stars is looked for once, from left to right."""
    whole = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(rest):
        if whole and number == len(rest) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= place
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not whole or bool(rest) or place == len(path)


def _plain(path: str) -> str:
    # `%7Efoo` and `~foo` are one path.
    return quote(unquote(path), safe="/*$?=&:@!',;()+~")
