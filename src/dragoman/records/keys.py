"""Keys made from content, so that a second run or another machine gives the same rows."""

import hashlib

_SEPARATOR = "\x1f"
# RFC 4648's base 32 in small letters, two at a time: ten bits.
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)


def make_key(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 13 letters or digits (65 bits of BLAKE2b) of the parts, e.g. `ev-4t7q2m0c9k1xz`.

    65 bits: at ten million records the chance of one collision is about one in a million.
    """
    text = _SEPARATOR.join("" if part is None else str(part) for part in parts)
    bits = int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest(), "big")
    return f"{prefix}-{''.join([_PAIRS[bits >> shift & 1023] for shift in range(70, 9, -10)])[:13]}"
