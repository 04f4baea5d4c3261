"""Latin letters for names of any script, and slugs for identifiers."""

import unicodedata

# Cyrillic letters of Russian, Ukrainian, Belarusian and Kazakh as the English press writes them.
_LETTERS = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ё": "yo",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ә": "a",
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ı": "i",
    "ə": "a",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ʼ": "",
    "’": "",
    "'": "",
}
_TABLE = str.maketrans(_LETTERS)


def latin(text: str) -> str:
    """Lower-case Latin letters without marks; what is not a letter becomes a blank."""
    lowered = "".join(letter.lower()[:1] for letter in text)
    plain = unicodedata.normalize("NFKD", lowered.translate(_TABLE))
    return "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """An identifier from a name: `Даурен Косанов` gives `dauren-kosanov`."""
    return "-".join(latin(text).split())
