"""A mention by its words, before it gets offsets and a key."""

import msgspec

from dragoman.records import ActorKind, How


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Words `first` to `last` (behind the last) as a mention; `antecedent` is the first word of the mention it refers to, or -1;
    `definite` is set for a body with an article and no owner ('the ministry'), which may be one named before; `meant` are
    those that words for several stand for."""

    first: int
    last: int
    actor: str
    kind: ActorKind
    how: How
    name: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    role: str = ""
    score: float = 1.0
    antecedent: int = -1
    definite: bool = False
    meant: tuple["Found", ...] = ()

    @property
    def key(self) -> str:
        """What tells an unnamed actor from another within an article."""
        return f"{self.country}/{','.join(self.sectors)}/{self.role}"
