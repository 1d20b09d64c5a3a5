"""The day for which a site is made that names none. It is asked before the rest of the program is loaded."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def today_in_china() -> date:
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()
