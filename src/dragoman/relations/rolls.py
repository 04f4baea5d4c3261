"""The membership rolls of the reference."""

from dragoman.vocab.organisations import Membership, organisations


def rows_of(body: str) -> tuple[Membership, ...]:
    """The listed memberships of an organisation, breakaway regions too; no states where the list is in words (`nearly all`)."""
    if body not in organisations():
        return ()
    found = organisations()[body]
    partial = [row for row in found.other_members if row.partial]
    others = tuple(Membership(state=row.partial, kind=row.kind, start=row.start, end=row.end) for row in partial)
    return (found.members if isinstance(found.members, tuple) else ()) + others
