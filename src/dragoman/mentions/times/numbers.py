"""Numbers in words and digits: 'twenty four', 'двадцать четыре', 'a hundred', '2 1/2', '1,500'."""

from collections.abc import Mapping, Sequence

from dragoman.mentions.times.tokens import Token

_LONGEST = 8
_HALF = 0.5


def read(tokens: Sequence[Token], at: int, words: Mapping[str, float], joiners: frozenset[str]) -> tuple[float, int] | None:
    """The number that begins at a token and the token after it, or None."""
    token = tokens[at]
    if token.digits:
        return _digits(tokens, at, words)
    return _words(tokens, at, words, joiners) if token.low in words else None


def _digits(tokens: Sequence[Token], at: int, words: Mapping[str, float]) -> tuple[float, int]:
    value, end = float(tokens[at].low[:9]), at + 1
    while end + 1 < len(tokens) and tokens[end].low in ",." and _thousands(tokens, end):
        value, end = value * 1000 + float(tokens[end + 1].low), end + 2
    if _fraction(tokens, end):
        return value + float(tokens[end].low) / float(tokens[end + 2].low), end + 3
    if end + 1 < len(tokens) and tokens[end].low in ",." and tokens[end].glued and tokens[end + 1].glued and tokens[end + 1].low == "5":
        return value + _HALF, end + 2
    return (value * words[tokens[end].low], end + 1) if end < len(tokens) and words.get(tokens[end].low, 0) >= 100 else (value, end)


def _thousands(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1]
    return tokens[at].glued and after.glued and after.digits and len(after.low) == 3


def _fraction(tokens: Sequence[Token], at: int) -> bool:
    if at + 2 >= len(tokens) or tokens[at].glued or tokens[at + 1].low != "/":
        return False
    return tokens[at].low in ("1", "3") and tokens[at + 2].low in ("2", "4")


def _words(tokens: Sequence[Token], at: int, words: Mapping[str, float], joiners: frozenset[str]) -> tuple[float, int]:
    total, current, end, here = 0.0, 0.0, at, at
    last = 10.0**9
    while here < len(tokens) and here - at < _LONGEST:
        value = words.get(tokens[here].low)
        if value is None:
            if tokens[here].low not in joiners or here == at or here + 1 >= len(tokens) or tokens[here + 1].low not in words:
                break
            here += 1
            continue
        if value >= 100:
            current = (current or 1) * value
            if value >= 1000:
                total, current = total + current, 0.0
        elif value >= last or (current and value >= 10 and current % 100):
            break
        else:
            current += value
        last, here = value if value < 100 else 100.0, here + 1
        end = here
    return total + current, end


def year(tokens: Sequence[Token], at: int, words: Mapping[str, float]) -> tuple[int, int] | None:
    """A year told as two numbers, 'nineteen ninety-six', and the token after it."""
    century = words.get(tokens[at].low)
    if century is None or not 15 <= century <= 20 or at + 1 >= len(tokens):
        return None
    tens = words.get(tokens[at + 1].low)
    if tens is None or not 10 <= tens <= 99:
        return None
    here = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].low == "-")
    ones = words.get(tokens[here].low) if here < len(tokens) and tens >= 20 else None
    if ones is None or not 1 <= ones <= 9:
        return int(century * 100 + tens), at + 2
    return int(century * 100 + tens + ones), here + 1
