"""What an answer is made of: lines, each with its grounds, those who contest it, and who could get there."""

from typing import Literal

import msgspec

Verdict = Literal["must", "may", "willing", "may not"]
ORDER: tuple[Verdict, ...] = ("must", "may", "willing", "may not")


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Why: a charter's clause, a pact, an earlier deployment or the decision itself, an offer, a claim in the press.

    `source` is the public document, or the outlet and day of the words; `keys` can be followed with `dragoman show`.
    """

    kind: Literal["clause", "pact", "precedent", "decision", "offer", "claim", "standing"]
    text: str
    source: str
    keys: tuple[str, ...] = ()
    by: str = ""

    def __str__(self) -> str:
        who = f"{self.by}: " if self.by else ""
        keys = f" [{', '.join(self.keys)}]" if self.keys else ""
        return f"{self.kind}: {who}{self.text} ({self.source}){keys}"


class Reach(msgspec.Struct, frozen=True, order=True):
    """How far the centre of a state is from the centre of the one that asks; a neighbour may come by land."""

    far: bool
    km: int
    state: str

    def __str__(self) -> str:
        return f"{self.state} {'about ' + str(self.km) + ' km between centres' if self.far else 'borders it'}"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One who must, may, is willing or may not; `changed` says what it was without the edits."""

    actor: str
    name: str
    verdict: Verdict
    grounds: tuple[Ground, ...] = ()
    contested: tuple[Ground, ...] = ()
    reach: tuple[Reach, ...] = ()
    changed: str = ""

    def __str__(self) -> str:
        reach = f"; reach: {', '.join(str(one) for one in self.reach[:3])}" if self.reach else ""
        changed = f" (changed: was {self.changed})" if self.changed else ""
        return f"{self.name} {self.verdict}{changed}{reach}"


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer: what was asked, as known by which day of the press ('' for now), under which edits, and the lines in order."""

    state: str
    need: str
    on: str
    known_by: str = ""
    edits: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    lost: tuple[str, ...] = ()

    def text(self) -> list[str]:
        """The answer as lines of text, grounds and objections indented."""
        found: list[str] = []
        for line in self.lines:
            found.append(str(line))
            found += [f"  {ground}" for ground in line.grounds]
            found += [f"  contested by {ground}" for ground in line.contested]
        return found + [f"no longer: {one}" for one in self.lost]
