"""Times: temporal expressions in nine languages, with TIMEX3 values, placed against the publication day.

Words and patterns of a language are data (vocab/data/times); `matching` finds them, `placing` puts them on the calendar,
`whens` makes records.
"""

from dragoman.mentions.times.finding import find, find_in

__all__ = ["find", "find_in"]
