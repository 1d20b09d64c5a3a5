"""Mobiles of other places (Hong Kong, Macao, Taiwan, overseas) in folded text, written with + and their code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import NumberParseException, PhoneNumberType, is_valid_number, number_type, parse

from generator.privacy.finding import Hit, starred

_ABROAD = re.compile(
    r"\+(?<![0-9A-Za-z]\+)\s?(?!86)[1-9][0-9]{0,2}(?:[ -]?\(?[0-9]{1,10}\)?){1,5}(?![0-9A-Za-z])"
)
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def mobiles_abroad(text: str) -> Iterator[Hit]:
    """Numbers that are valid mobiles where their code says."""
    for match in _ABROAD.finditer(text):
        try:
            number = parse(match[0], None)
        except NumberParseException:
            continue
        if is_valid_number(number) and number_type(number) in _MOBILE:
            code = f"+{number.country_code}"
            plain = f"{code}{number.national_number}"
            yield Hit("privacy-mobile", *match.span(), plain, starred(plain, len(code), 3))
