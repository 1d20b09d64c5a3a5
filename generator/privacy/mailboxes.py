"""E-mail addresses in folded text, also where @ and dots are spelled out or spaced out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.finding import Hit
from generator.privacy.fold import NUMERALS

_NUMERAL = "".join(NUMERALS)
_LOCAL = rf"(?<![A-Za-z0-9._%+*-])[A-Za-z0-9{_NUMERAL}_][A-Za-z0-9._%+{_NUMERAL}-]{{0,63}}"
_AT = r"(?:\s{0,2}(?:@|[(\[{<]\s?(?:@|at|AT|艾特)\s?[)\]}>]|艾特)\s{0,2})"
_DOT = r"(?:\.|。|\s\.\s|\s?[(\[{<]\s?(?:\.|dot|DOT|点)\s?[)\]}>]\s?|点(?=[a-z]))"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_END = r"(?![A-Za-z0-9])(?<!\.png)(?<!\.jpg)(?<!\.gif)(?<!\.svg)(?<!\.css)(?<!\.js)(?<!\.webp)"
_HOSTS = r"(?:vip\.)?(?:qq|foxmail|163|126|yeah|sina|sohu|139|189|gmail|hotmail|outlook|aliyun|icloud)"

_ADDRESS = re.compile(rf"({_LOCAL}){_AT}((?:{_LABEL}{_DOT}){{1,8}}[A-Za-z]{{2,24}}){_END}")
_WORDS = re.compile(rf"({_LOCAL})\s+at\s+((?:{_LABEL}\s+dot\s+){{1,8}}[A-Za-z]{{2,24}}){_END}", re.IGNORECASE)
_HASH = re.compile(rf"({_LOCAL})#({_HOSTS}\.(?:com|cn|net)){_END}", re.IGNORECASE)
_SPACED = re.compile(
    r"(?<![A-Za-z0-9]\s)((?:[A-Za-z0-9._-] ){1,64})@((?: [A-Za-z0-9-]){1,62}(?: \.(?: [A-Za-z0-9-]){2,62}){1,4})(?![A-Za-z0-9])"
)
_SPELLED_DOT = re.compile(r"\s*(?:[(\[{<]\s?(?:\.|dot|点)\s?[)\]}>]|\.|。|点|\bdot\b)\s*", re.IGNORECASE)

MAYBE = re.compile(r"@|艾特|#|\bat\b|[(\[{<]\s?at", re.IGNORECASE)
"""What a folded text with an address in it holds."""


def mailboxes(text: str) -> Iterator[Hit]:
    """Every e-mail address."""
    if MAYBE.search(text) is None:
        return
    for shape in (_ADDRESS, _WORDS, _HASH, _SPACED):
        for match in shape.finditer(text):
            local = match[1].replace(" ", "")
            host = _SPELLED_DOT.sub(".", match[2]).replace(" ", "").lower()
            yield Hit("privacy-email", match.start(), match.end(), f"{local}@{host}", f"{local[0]}***@{host}")
