"""Pinyin of titles, for readers who type `gjj` or `gongjijin` on a keyboard without Chinese."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

# pypinyin takes half a second to import, so it is imported where it is first needed.

LETTER_SIGN = 0xE000
"""The private character of the initial `a`; `b` to `z` follow."""
SYLLABLE_SIGN = 0xE100
"""The private character of the first syllable of `syllables()`."""
_U_WITH_TONE = str.maketrans("ǖǘǚǜ", "vvvv")
_LONGEST = 4
"""Characters of the longest phrase whose reading is looked up as a whole."""


@cache
def syllables() -> tuple[str, ...]:
    """Every syllable that a title can hold, without tones, `ü` as `v`, in alphabetical order."""
    return tuple(sorted(set(_readings().values()) | {s for r in _phrases().values() for s in r}))


def signs(folded: str) -> tuple[str, str]:
    """The initials and the syllables of the Chinese characters of a folded title, as private characters.

    What is not Chinese parts them with a space, so that no look-up reaches across.
    """
    readings, phrases, numbers = _readings(), _phrases(), _numbers()
    initials: list[str] = []
    sounds: list[str] = []
    at = 0
    while at < len(folded):
        spoken: tuple[str, ...] = ()
        for length in range(_LONGEST, 1, -1):
            spoken = phrases.get(folded[at : at + length], ())
            if spoken:
                break
        if not spoken:
            spoken = (readings.get(folded[at], ""),)
        for syllable in spoken:
            initials.append(chr(LETTER_SIGN + ord(syllable[0]) - ord("a")) if syllable else " ")
            sounds.append(chr(SYLLABLE_SIGN + numbers[syllable]) if syllable else " ")
        at += len(spoken)
    return "".join(initials).strip(), "".join(sounds).strip()


def romanised(text: str) -> tuple[str, str]:
    """Initials and full pinyin of a short text, as letters."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    spoken = [s for s in lazy_pinyin(text, style=Style.NORMAL, v_to_u=False) if s.isascii()]
    return "".join(s[0] for s in spoken), "".join(spoken)


@cache
def _numbers() -> Mapping[str, int]:
    return {syllable: i for i, syllable in enumerate(syllables())}


@cache
def _readings() -> Mapping[str, str]:
    """The usual reading of each common ideograph."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415

    spoken = (
        (code, _plain(PINYIN_DICT[code].partition(",")[0]))
        for code in range(0x4E00, 0xA000)
        if code in PINYIN_DICT
    )
    return {chr(code): syllable for code, syllable in spoken if syllable}


@cache
def _phrases() -> Mapping[str, tuple[str, ...]]:
    """Short phrases that read otherwise than their characters one by one."""
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415

    readings = _readings()
    found = {}
    for phrase, sounds in PHRASES_DICT.items():
        if len(phrase) <= _LONGEST and all(c in readings for c in phrase):
            spoken = tuple(_plain(sound[0]) for sound in sounds)
            if all(spoken) and spoken != tuple(readings[c] for c in phrase) and len(spoken) == len(phrase):
                found[phrase] = spoken
    return found


def _plain(sound: str) -> str:
    """A syllable in a to z; empty when it is none."""
    letters = unicodedata.normalize("NFD", sound.replace("ü", "v").translate(_U_WITH_TONE))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return plain if plain.isascii() and plain.isalpha() else ""
