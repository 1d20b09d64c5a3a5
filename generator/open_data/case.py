"""Cases, and every dated fact of their lives, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.catalogue import Catalogue
from generator.model import Case
from generator.model.case import Extended, Rated, Revisited
from generator.model.entity import Entity
from generator.model.vocabulary import CaseType, Channel, Outcome, Withholding
from generator.open_data.sheet import (
    DEPARTMENTS,
    HEAD,
    TAIL,
    Cell,
    Row,
    Sheet,
    Type,
    columns,
    of_catalogue,
    records,
    shared,
)
from generator.problem import Text

_FIRST: Final = ("accepted", "refused", "assigned", "replied", "closed")
_STARS = ("attitude", "speed", "result")


def _cases(catalogue: Catalogue) -> Iterator[Row]:
    for case in records(Case, catalogue):
        first = {event.event: event.at for event in reversed(case.events)}
        ratings = [event for event in case.events if isinstance(event, Rated)]
        rating = ratings[-1] if ratings else None
        outcomes = [event.outcome for event in case.events if isinstance(event, (Rated, Revisited))]
        replies = case.replies
        yield (
            case,
            {
                **shared(case, catalogue),
                **{event: first.get(event) for event in _FIRST},
                "replied_last": replies[-1].at if replies else None,
                "replies": len(replies),
                "extended": sum(event.days for event in case.events if isinstance(event, Extended)),
                "reply": "\n\n".join(reply.text for reply in replies) or None,
                "withheld": case.withheld.reason if case.withheld else None,
                **{mark: getattr(rating, mark) if rating else None for mark in _STARS},
                "outcome": next(filter(None, reversed(outcomes)), None),
            },
        )


def _events(catalogue: Catalogue) -> Iterator[Row]:
    for case in records(Case, catalogue):
        for n, event in enumerate(case.events, 1):
            yield event, {**_NONE, **vars(event), "case": case.id, "n": n}


CASES = Sheet(
    "case",
    Text("办件", "Cases"),
    Case,
    HEAD
    | {"type": CaseType, "place": Type.TEXT, "channel": Channel, "complex": Type.BOOLEAN}
    | columns(Type.MOMENT, "received accepted refused assigned replied replied_last closed")
    | columns(Type.INTEGER, "replies extended")
    | DEPARTMENTS
    | columns(Type.TEXT, "answer summary letter reply")
    | {"withheld": Withholding}
    | columns(Type.INTEGER, "attitude speed result")
    | {"outcome": Outcome}
    | TAIL,
    of_catalogue(_cases),
    whole=True,
)

_FACTS = (
    columns(Type.TEXT, "event")
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "by to")
    | columns(Type.INTEGER, "days promise attitude speed result")
    | {"outcome": Outcome}
    | columns(Type.TEXT, "answer what why note")
)

_NONE: dict[str, Cell] = dict.fromkeys(_FACTS)

EVENTS = Sheet(
    "case-events",
    Text("办件办理过程", "Events of cases"),
    Entity,
    columns(Type.TEXT, "case") | columns(Type.INTEGER, "n") | _FACTS,
    of_catalogue(_events),
    key=("case", "n"),
)
