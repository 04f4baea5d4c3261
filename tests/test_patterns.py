"""No pattern takes super-linear time: every compiled pattern of every module against long adversarial strings."""

import importlib
import pkgutil
import re
import time

import pytest

import dragoman

SHORT, LONG = 600, 4_800
# Eight times the text may take so many times as long: a quadratic pattern takes 64 times. Below the floor a clock tells nothing.
MOST_TIMES, FLOOR_SECONDS = 24, 0.02
PIECES = (
    "a", "A", "1", " ", "\n", "\t", ".", ",", "-", "'", '"', "“", "«", "(", "<", ">", "<a ", "&", "/", "\\", "@", "#", "%", "_", ":", "http://",
    "aA", "Aa ", "a1", "1,", "1.", "1 ", ". ", "- ", "ab ", "A.", "a.", "a-", "a'", " \n", "\r\n", "“a", "a”", "the ", "of ", "in ", "и ", "Ж", "жa",  # noqa: E501
    "5 May ", "22 ", "2022-", "один ", "bin ", "de la ", "Mr. ", "said ", "X and ", ", and ", "()", "[]", "''", "<!--", "=", "= ", "{", ";",
)  # fmt: skip


def patterns():
    """Every pattern that a module holds, by itself or in a container."""
    found = {}
    for module in pkgutil.walk_packages(dragoman.__path__, "dragoman."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in held(value):
                found.setdefault((one.pattern, one.flags), f"{module.name}.{name}")
    return {
        f"{where}#{number}": re.compile(pattern, flags) for number, ((pattern, flags), where) in enumerate(sorted(found.items(), key=str))
    }


def held(value, depth=2):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth:
        for item in value.values():
            yield from held(item, depth - 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth:
        for item in value:
            yield from held(item, depth - 1)


PATTERNS = patterns()


def seconds(pattern, text):
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def adversaries(pattern, size):
    whole = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    # Words of the pattern itself lead deepest into it.
    own = sorted(set(re.findall(r"[^\W\d_]{2,12}", whole)), key=lambda word: (-len(word), word))[:4]
    for piece in (*PIECES, *own, *(word + " " for word in own)):
        text = (piece * (size // len(piece) + 1))[:size] + "\x01"
        yield piece, text if isinstance(pattern.pattern, str) else text.encode()


def test_there_are_patterns():
    assert len(PATTERNS) > 80


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion(name):
    pattern = PATTERNS[name]
    for (piece, short), (_, long) in zip(adversaries(pattern, SHORT), adversaries(pattern, LONG), strict=True):
        taken = seconds(pattern, long)
        if taken > FLOOR_SECONDS:
            # Measured again, and the best of three counts: another program may have had the processor.
            best = min(taken, seconds(pattern, long), seconds(pattern, long))
            least = min(seconds(pattern, short) for _ in range(3))
            assert best <= FLOOR_SECONDS or best < MOST_TIMES * least, f"{piece!r}: {least:.4f} s for {SHORT}, {best:.4f} s for {LONG}"


def test_the_measure_finds_a_bad_pattern():
    bad = re.compile(r"(?:a+b)|\s+$")
    assert max(seconds(bad, text) / max(seconds(bad, text[: SHORT // 2]), 1e-6) for _, text in adversaries(bad, LONG // 2)) > MOST_TIMES
