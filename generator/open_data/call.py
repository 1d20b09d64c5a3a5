"""Calls for opinions, and what became of every opinion, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.model import Call
from generator.model.call import Arrivals, Opinion
from generator.model.vocabulary import Adoption, Channel, Withholding
from generator.open_data.sheet import (
    DEPARTMENTS,
    HEAD,
    TAIL,
    Row,
    Sheet,
    Type,
    columns,
    files,
    of_catalogue,
    records,
    shared,
)
from generator.problem import Text


def _calls(catalogue: Catalogue) -> Iterator[Row]:
    for call in records(Call, catalogue):
        people: Counter[Adoption | None] = Counter()
        for opinion in call.opinions:
            people[opinion.outcome] += opinion.count
        yield (
            call,
            {
                **shared(call, catalogue),
                "drafts": files(call.drafts, catalogue),
                "arrivals": sum(arrival.count for arrival in call.arrivals),
                "opinions": people.total(),
                "adopted": people[Adoption.ADOPTED],
                "partly": people[Adoption.PARTLY],
                "not_adopted": people[Adoption.NOT],
                "result": call.result.text if call.result else None,
                "result_at": call.result.at if call.result else None,
            },
        )


def _arrivals(catalogue: Catalogue) -> Iterator[Row]:
    for call in records(Call, catalogue):
        for arrival in call.arrivals:
            yield arrival, {"call": call.id}


def _opinions(catalogue: Catalogue) -> Iterator[Row]:
    for call in records(Call, catalogue):
        for n, opinion in enumerate(call.opinions, 1):
            withheld = opinion.withheld.reason if opinion.withheld else None
            yield opinion, {"call": call.id, "n": n, "withheld": withheld}


CALLS = Sheet(
    "call",
    Text("征集", "Calls for opinions"),
    Call,
    HEAD
    | DEPARTMENTS
    | columns(Type.DATE, "opens closes")
    | columns(Type.TEXT, "short asks contact")
    | columns(Type.LIST, "drafts")
    | columns(Type.INTEGER, "arrivals opinions adopted partly not_adopted")
    | columns(Type.TEXT, "result")
    | columns(Type.MOMENT, "result_at")
    | TAIL,
    of_catalogue(_calls),
    whole=True,
)

ARRIVALS = Sheet(
    "call-arrivals",
    Text("征集意见来源", "How opinions arrived"),
    Arrivals,
    columns(Type.TEXT, "call") | {"channel": Channel} | columns(Type.INTEGER, "count"),
    of_catalogue(_arrivals),
    key=("call", "channel"),
)

OPINIONS = Sheet(
    "call-opinions",
    Text("征集到的意见", "Opinions"),
    Opinion,
    columns(Type.TEXT, "call")
    | columns(Type.INTEGER, "n")
    | columns(Type.TEXT, "text")
    | {"withheld": Withholding}
    | columns(Type.INTEGER, "count")
    | {"channel": Channel}
    | columns(Type.INTEGER, "agree disagree")
    | {"outcome": Adoption}
    | columns(Type.TEXT, "why"),
    of_catalogue(_opinions),
    key=("call", "n"),
)
