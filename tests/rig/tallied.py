"""Small catalogues of cases made in code, for tests of numbers: two mailboxes with seven working days, one without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from generator.catalogue import Catalogue, County, catalogue
from generator.clock.status import all_progress
from generator.model import Case, Record
from generator.model.county import Column, Department, Site, Topic
from generator.model.register import Register
from generator.stats.tally import Tally, tally
from tests.rig.timed import DAYS, TODAY, case

KINDS = {
    "mayor": "case",
    "secretary": "case",
    "service": "case",
    "ideas": "call",
    "interview": "session",
    "survey": "survey",
    "clarifications": "clarification",
}
REPLY = {"step": "reply", "days": "7", "unit": "working-days"}


def county() -> County:
    return County(
        site=Site.model_validate(
            {
                "title": "问政",
                "county": "示范县",
                "url": "https://example.org",
                "description": "问政",
                "contact": "办公室",
            }
        ),
        columns={slug: _column(slug, kind) for slug, kind in KINDS.items()},
        departments={
            slug: Department(id=slug, name=slug) for slug in ("ecology", "housing", "office", "water")
        },
        topics={path: Topic(id=path, title=path) for path in ("roads", "roads/lamps", "school")},
        policies={},
        places=(),
    )


def _column(slug: str, kind: str) -> Column:
    rule = {"title": "办法", "answers": "部门", "publishes": "全部"}
    limits = [REPLY] if slug in ("mayor", "secretary") else []
    return Column.model_validate(
        {
            "id": slug,
            "title": slug,
            "kind": kind,
            "prefix": slug[:2].upper(),
            "purpose": "问",
            "rule": {**rule, "limits": limits},
        }
    )


def letter(number: int, received: date, after: int | None, *more: tuple[str, object], **fields: Any) -> Case:
    """A letter answered `after` calendar days, or not yet; `more` events follow."""
    events: list[tuple[str, object]] = [("received", received), *more]
    if after is not None:
        events.append(("replied", received + timedelta(after)))
    return case(*events, id=f"XZ-{received.year}-{number:04}", **fields)


def tallied(records: Iterable[Record], registers: Iterable[Register] = (), today: date = TODAY) -> Tally:
    whole = of(records, registers, today)
    return tally(whole, all_progress(whole, DAYS))


def of(records: Iterable[Record], registers: Iterable[Register] = (), today: date = TODAY) -> Catalogue:
    return catalogue(county(), today, records, registers)


def register(month: str, received: int, published: int, column: str = "mayor", **withheld: int) -> Register:
    return Register.model_validate(
        {
            "column": column,
            "month": month,
            "received": str(received),
            "accepted": str(received),
            "published": str(published),
            "withheld": [
                {"reason": reason.replace("_", "-"), "count": str(n)} for reason, n in withheld.items()
            ],
        }
    )
