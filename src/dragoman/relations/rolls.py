"""The membership rolls of the reference."""

from dragoman.vocab.organisations import Membership, organisations


def rows_of(body: str) -> tuple[Membership, ...]:
    """The listed memberships of an organisation; none where the list is in words (`nearly all`) or the body is unknown."""
    members = organisations()[body].members if body in organisations() else ()
    return members if isinstance(members, tuple) else ()
