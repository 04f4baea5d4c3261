"""claims: who says so, through whom, with what stance, about which events."""

from dragoman.claims.attributor import Attributor

__all__ = ["Attributor"]
