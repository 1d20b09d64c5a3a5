"""E-mail addresses in folded text, also where @ and dots are spelled out or spaced out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.finding import Hit
from generator.privacy.fold import NUMERALS

_NUMERAL = "".join(NUMERALS)
_OPEN, _CLOSE = r"[(\[{<]\s?", r"\s?[)\]}>]"
_SPELLED_DOT = rf"{_OPEN}(?:\.|dot|点){_CLOSE}"
_AT = rf"(?:\s{{0,2}}(?:@|{_OPEN}(?:@|at|艾特){_CLOSE}|艾特)\s{{0,2}})"
_DOT = rf"(?:\.|。|\s\.\s|\s?{_SPELLED_DOT}\s?|点(?=[a-z]))"
_LOCAL = (
    rf"(?<![A-Za-z0-9._%+*-])[A-Za-z0-9{_NUMERAL}_]"
    rf"(?:[A-Za-z0-9._%+{_NUMERAL}-]|{_SPELLED_DOT}|\s\.\s){{0,63}}"
)
_LABEL = rf"[A-Za-z0-9{_NUMERAL}](?:[A-Za-z0-9{_NUMERAL}-]{{0,61}}[A-Za-z0-9{_NUMERAL}])?"
_END = r"(?![A-Za-z0-9])(?<!\.png)(?<!\.jpg)(?<!\.gif)(?<!\.svg)(?<!\.css)(?<!\.js)(?<!\.webp)"
_HOSTS = r"(?:vip\.)?(?:qq|foxmail|163|126|yeah|sina|sohu|139|189|gmail|hotmail|outlook|aliyun|icloud)"

_ADDRESS = rf"(?P<local>{_LOCAL}){_AT}(?P<host>(?:{_LABEL}{_DOT}){{1,8}}[A-Za-z]{{2,24}}){_END}"
_WORDS = (
    rf"(?P<local>{_LOCAL})\s+at\s+"
    rf"(?P<host>(?:{_LABEL}\s+dot\s+){{1,8}}[A-Za-z]{{2,24}}|{_HOSTS}{_DOT}(?:com|cn|net)|(?<=[0-9]\sat\s)(?:{_LABEL}\.){{1,8}}[A-Za-z]{{2,24}}){_END}"
)
_HASH = rf"(?P<local>{_LOCAL})#(?P<host>{_HOSTS}\.(?:com|cn|net)){_END}"
_SPACED = (
    r"(?<![A-Za-z0-9])(?P<local>[A-Za-z0-9](?P<gap>[ .,、。·~|/\\:'\"_+-])(?:[A-Za-z0-9._-](?P=gap)){0,63})@"
    r"(?P<host>(?:(?P=gap)[A-Za-z0-9-]){1,62}(?:(?P=gap)\.(?:(?P=gap)[A-Za-z0-9-]){2,62}){1,4})(?![A-Za-z0-9])"
)
_SHAPES = tuple(re.compile(shape, re.IGNORECASE) for shape in (_ADDRESS, _WORDS, _HASH, _SPACED))
_ANY_DOT = re.compile(rf"\s*(?:{_SPELLED_DOT}|\.|。|点|\bdot\b)\s*", re.IGNORECASE)
_AROUND_AT = r"(?<=[\s(\[{<][aA][tT])(?=[\s)\]}>])"
_SIGN = re.compile(
    rf"@(?:(?<=[A-Za-z0-9._%+{_NUMERAL}\s()\[\]{{}}<>·~|/\\:,、。-]@)|(?<=[A-Za-z0-9]['\"]@))(?=[^@])|艾特"
    rf"|a[tT]{_AROUND_AT}|A[tT]{_AROUND_AT}|#(?=(?i:{_HOSTS})\.)"
)
"""Every branch begins with one certain letter, so that most of a text is passed over in one go."""
_BEFORE, _AFTER = 140, 300
"""How many characters an address may have around its sign."""


def has_sign(text: str) -> bool:
    """Whether a text has what no e-mail address lacks."""
    return _SIGN.search(text) is not None


def mailboxes(text: str) -> Iterator[Hit]:
    """Every e-mail address."""
    end = 0
    for sign in _SIGN.finditer(text):
        start = max(end, sign.start() - _BEFORE)
        for shape in _SHAPES:
            match = shape.search(text, start, sign.end() + _AFTER)
            if match is not None and match.start() < sign.end() <= match.end():
                gap = match.groupdict().get("gap", " ")
                local, host = (_ANY_DOT.sub(".", match[part].replace(gap, "")) for part in ("local", "host"))
                host = host.lower()
                yield Hit("privacy-email", *match.span(), f"{local}@{host}", f"{local[0]}***@{host}")
                end = match.end()
                break
