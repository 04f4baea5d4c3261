"""Numbers in words and digits: 'twenty four', 'двадцать четыре', 'a hundred', '2 1/2', '1,500'."""

from collections.abc import Mapping, Sequence

from dragoman.mentions.times.tokens import Tokens

_LONGEST = 8
_HALF = 0.5


def read(tokens: Tokens, at: int, words: Mapping[str, float], joiners: frozenset[str]) -> tuple[float, int] | None:
    """The number that begins at a token and the token after it, or None."""
    if tokens.digits(at):
        return _digits(tokens, at, words)
    return _words(tokens.lows, at, words, joiners) if tokens.lows[at] in words else None


def _digits(tokens: Tokens, at: int, words: Mapping[str, float]) -> tuple[float, int]:
    lows = tokens.lows
    value, end = float(lows[at][:9]), at + 1
    while end + 1 < len(lows) and lows[end] in ",." and _thousands(tokens, end):
        value, end = value * 1000 + float(lows[end + 1]), end + 2
    if _fraction(tokens, end):
        return value + float(lows[end]) / float(lows[end + 2]), end + 3
    if end + 1 < len(lows) and lows[end] in ",." and lows[end + 1] == "5" and tokens.glued(end) and tokens.glued(end + 1):
        return value + _HALF, end + 2
    return (value * words[lows[end]], end + 1) if end < len(lows) and words.get(lows[end], 0) >= 100 else (value, end)


def _thousands(tokens: Tokens, at: int) -> bool:
    return len(tokens.lows[at + 1]) == 3 and tokens.digits(at + 1) and tokens.glued(at) and tokens.glued(at + 1)


def _fraction(tokens: Tokens, at: int) -> bool:
    lows = tokens.lows
    if at + 2 >= len(lows) or lows[at + 1] != "/" or tokens.glued(at):
        return False
    return lows[at] in ("1", "3") and lows[at + 2] in ("2", "4")


def _words(lows: Sequence[str], at: int, words: Mapping[str, float], joiners: frozenset[str]) -> tuple[float, int]:
    total, current, end, here = 0.0, 0.0, at, at
    last = 10.0**9
    while here < len(lows) and here - at < _LONGEST:
        value = words.get(lows[here])
        if value is None:
            if lows[here] not in joiners or here == at or here + 1 >= len(lows) or lows[here + 1] not in words:
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


def year(lows: Sequence[str], at: int, words: Mapping[str, float]) -> tuple[int, int] | None:
    """A year told as two numbers, 'nineteen ninety-six', and the token after it."""
    century = words.get(lows[at])
    if century is None or not 15 <= century <= 20 or at + 1 >= len(lows):
        return None
    tens = words.get(lows[at + 1])
    if tens is None or not 10 <= tens <= 99:
        return None
    here = at + 2 + (at + 2 < len(lows) and lows[at + 2] == "-")
    ones = words.get(lows[here]) if here < len(lows) and tens >= 20 else None
    if ones is None or not 1 <= ones <= 9:
        return int(century * 100 + tens), at + 2
    return int(century * 100 + tens + ones), here + 1
