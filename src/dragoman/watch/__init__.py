"""Watch: feeds that keep a store current, asked politely."""

from dragoman.watch.fetching import Manners, WallClock
from dragoman.watch.rounds import Round, watch

__all__ = ["Manners", "Round", "WallClock", "watch"]
