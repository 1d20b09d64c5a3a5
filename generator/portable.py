"""Names that every file system can hold, and which of them are one."""

from __future__ import annotations

import re
import unicodedata

# What FAT and exFAT take, so that the site can be copied to a USB stick: no device names, no space or dot at an end.
_PORTABLE = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z))(?! )"
    r'[^\x00-\x1f\x7f"*:<>?\\|/\ud800-\udfff]+(?<![. ])',
    re.IGNORECASE,
)


def is_portable(name: str) -> bool:
    """Whether every file system that a reader may copy the site to can hold a file or folder of this name."""
    return _PORTABLE.fullmatch(name) is not None and len(name.encode()) <= 255


def folded(address: str) -> str:
    """The form in which two addresses are one file to FAT, exFAT, NTFS or APFS (or stricter than that)."""
    return unicodedata.normalize("NFC", address.casefold())
