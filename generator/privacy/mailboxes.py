"""E-mail addresses in folded text, also where @ and dots are spelled out or spaced out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.finding import Hit
from generator.privacy.fold import NUMERALS

_NUMERAL = "".join(NUMERALS)
_OPEN, _CLOSE = r"[(\[{<【〔「]\s?", r"\s?[)\]}>】〕」]"
_SPELLED_DOT = rf"{_OPEN}(?:\.|dot|点){_CLOSE}"
_AT = rf"(?:\s{{0,2}}(?:@|{_OPEN}(?:@|at|艾特){_CLOSE}|艾特)\s{{0,2}})"
_DOT = rf"(?:\.|。|\s\.\s|\s?{_SPELLED_DOT}\s?|点(?=[a-z]))"
_LOCAL = (
    rf"(?<![A-Za-z0-9._%+*-])[A-Za-z0-9{_NUMERAL}_]"
    rf"(?:[A-Za-z0-9._%+{_NUMERAL}-]|{_SPELLED_DOT}){{0,63}}"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_END = r"(?![A-Za-z0-9])(?<!\.png)(?<!\.jpg)(?<!\.gif)(?<!\.svg)(?<!\.css)(?<!\.js)(?<!\.webp)"
_HOSTS = r"(?:vip\.)?(?:qq|foxmail|163|126|yeah|sina|sohu|139|189|gmail|hotmail|outlook|aliyun|icloud)"

_ADDRESS = re.compile(rf"({_LOCAL}){_AT}((?:{_LABEL}{_DOT}){{1,8}}[A-Za-z]{{2,24}}){_END}", re.IGNORECASE)
_WORDS = re.compile(rf"({_LOCAL})\s+at\s+((?:{_LABEL}\s+dot\s+){{1,8}}[A-Za-z]{{2,24}}){_END}", re.IGNORECASE)
_HASH = re.compile(rf"({_LOCAL})#({_HOSTS}\.(?:com|cn|net)){_END}", re.IGNORECASE)
_SPACED = re.compile(
    r"(?<![A-Za-z0-9]\s)((?:[A-Za-z0-9._-] ){1,64})@((?: [A-Za-z0-9-]){1,62}(?: \.(?: [A-Za-z0-9-]){2,62}){1,4})(?![A-Za-z0-9])"
)
_ANY_DOT = re.compile(rf"\s*(?:{_SPELLED_DOT}|\.|。|点|\bdot\b)\s*", re.IGNORECASE)
_SIGN = re.compile(
    rf"(?<=[A-Za-z0-9._%+{_NUMERAL}\s()\[\]{{}}<>【】〔〕「」-])@(?=[^@])|艾特|(?<=\s)at(?=\s)|{_OPEN}at{_CLOSE}|#(?={_HOSTS}\.)",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 140, 300
"""How many characters an address may have around its sign."""


def mailboxes(text: str) -> Iterator[Hit]:
    """Every e-mail address."""
    if not ("@" in text or "#" in text or "艾特" in text or "at" in text.lower()):
        return
    end = 0
    for sign in _SIGN.finditer(text):
        start = max(end, sign.start() - _BEFORE)
        for shape in (_ADDRESS, _WORDS, _HASH, _SPACED):
            match = shape.search(text, start, sign.end() + _AFTER)
            if match is not None and match.start() < sign.end() <= match.end():
                local = _ANY_DOT.sub(".", match[1]).replace(" ", "")
                host = _ANY_DOT.sub(".", match[2]).replace(" ", "").lower()
                yield Hit("privacy-email", *match.span(), f"{local}@{host}", f"{local[0]}***@{host}")
                end = match.end()
                break
