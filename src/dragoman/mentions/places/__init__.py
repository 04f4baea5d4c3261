"""Places: toponyms and their coordinates, from a compact index of GeoNames and the vocabulary's atlas.

`spans` proposes, `recognise` tells places from persons and bodies, `resolve` chooses among homonyms.
"""

from dragoman.mentions.places.finding import Places

__all__ = ["Places"]
