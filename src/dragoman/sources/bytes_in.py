"""Bytes to text: marks of byte order, UTF-8, then what the page declares, then single-byte code pages of the languages served."""

import codecs
import re

from dragoman.errors import BadArticle

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""charset=["']?([A-Za-z0-9_-]{3,20})""")
# More than this share of control characters is not text.
_MOST_CONTROLS = 0.02


def decode(data: bytes) -> str:
    """The text of an article's bytes. Raises BadArticle when they are not text (a picture, a program, an archive)."""
    if not data.strip():
        raise BadArticle("empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    if b"\x00" in data[:4000]:
        return _checked(_utf16(data))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _checked(_legacy(data, error))


def _utf16(data: bytes) -> str:
    # UTF-16 without a mark: in Latin text every second byte is zero.
    sample = data[:4000]
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[offset::2].count(0) > len(sample) * 0.2:
            return data.decode(encoding, "replace")
    raise BadArticle("binary data, not text")


def _legacy(data: bytes, error: UnicodeDecodeError) -> str:
    declared = _DECLARED.search(data[:2000])
    broken = data.decode("utf-8", "replace")
    # Letters that did come out as UTF-8 beside a few broken bytes: a damaged UTF-8 file, not another encoding.
    whole = sum(letter > "\x7f" and letter != "\ufffd" for letter in broken)
    if whole > 4 * broken.count("\ufffd"):
        return broken
    for encoding in ([declared.group(1).decode()] if declared else []) + [_code_page(data)]:
        try:
            return data.decode(encoding, "replace")
        except LookupError:
            continue
    raise BadArticle(f"its encoding cannot be told: {error.reason}")


def _code_page(data: bytes) -> str:
    high = [byte for byte in data[:20000] if byte >= 0x80]
    # In windows-1251 Cyrillic letters fill 0xC0-0xFF and make up most of a text; in Latin code pages they are rare.
    cyrillic = sum(byte >= 0xC0 for byte in high)
    return "cp1251" if cyrillic > len(data[:20000]) * 0.3 else "cp1254"


def _checked(text: str) -> str:
    sample = text[:20000]
    controls = sum(letter < " " and letter not in "\n\r\t\f" for letter in sample)
    if controls > len(sample) * _MOST_CONTROLS:
        raise BadArticle("binary data, not text")
    # Lone surrogates cannot be stored as UTF-8; a null byte ends strings in C.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").replace("\r\n", "\n").replace("\r", "\n")
