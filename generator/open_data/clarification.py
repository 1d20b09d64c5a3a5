"""Clarifications and their evidence, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.model import Clarification
from generator.model.clarification import Evidence
from generator.model.vocabulary import Verdict
from generator.open_data.sheet import (
    DEPARTMENTS,
    HEAD,
    TAIL,
    Row,
    Sheet,
    Type,
    columns,
    of_catalogue,
    records,
    shared,
)
from generator.problem import Text


def _clarifications(catalogue: Catalogue) -> Iterator[Row]:
    for clarification in records(Clarification, catalogue):
        yield (
            clarification,
            {
                **shared(clarification, catalogue),
                "evidence": len(clarification.evidence),
            },
        )


def _evidence(catalogue: Catalogue) -> Iterator[Row]:
    for clarification in records(Clarification, catalogue):
        for n, evidence in enumerate(clarification.evidence, 1):
            yield evidence, {"clarification": clarification.id, "n": n}


CLARIFICATIONS = Sheet(
    "clarification",
    Text("回应关切", "Clarifications"),
    Clarification,
    HEAD
    | DEPARTMENTS
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "claim spread")
    | columns(Type.DATE, "since")
    | {"verdict": Verdict}
    | columns(Type.TEXT, "answer finding")
    | columns(Type.INTEGER, "evidence")
    | TAIL,
    of_catalogue(_clarifications),
    whole=True,
)

EVIDENCE = Sheet(
    "clarification-evidence",
    Text("回应关切的依据", "Evidence of clarifications"),
    Evidence,
    columns(Type.TEXT, "clarification")
    | columns(Type.INTEGER, "n")
    | columns(Type.TEXT, "text file link record"),
    of_catalogue(_evidence),
    key=("clarification", "n"),
)
