"""Every clock of every record as a table: from when, until when, what became of it, and how that was counted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.clock.clocks import Clock, State
from generator.clock.milestones import Ending
from generator.clock.status import told
from generator.clock.words import explained
from generator.model.entity import Entity
from generator.model.vocabulary import Step, Unit
from generator.open_data.sheet import Cell, Row, Sheet, Source, Type, columns
from generator.problem import Text


def _clocks(source: Source) -> Iterator[Row]:
    for record in source.catalogue.whole:
        stands = told(source.tally.progress[record.id])
        for n, clock in enumerate((*stands.clocks, *stands.rights), 1):
            yield clock.limit, {"record": record.id, "column": record.column, "n": n, **_row(clock)}


def _row(clock: Clock) -> dict[str, Cell]:
    return {
        "event": clock.limit.since,
        "since": clock.since,
        "allowed": clock.allowed,
        "complex": clock.is_complex,
        "extended": clock.extended,
        "paused": sum(pause.length for pause in clock.pauses),
        "due": clock.due,
        "done": clock.done,
        "ended_by": clock.ended_by,
        "state": clock.state,
        "used": clock.used,
        "late_by": clock.late_by,
        "provisional": clock.is_provisional,
        "arithmetic": explained(clock),
    }


CLOCKS = Sheet(
    "clock",
    Text("时限", "Clocks"),
    Entity,
    columns(Type.TEXT, "record column")
    | columns(Type.INTEGER, "n")
    | {"step": Step, "event": Type.TEXT, "since": Type.MOMENT, "allowed": Type.INTEGER, "unit": Unit}
    | {"complex": Type.BOOLEAN}
    | columns(Type.INTEGER, "extended paused")
    | columns(Type.MOMENT, "due done")
    | {"ended_by": Ending, "state": State}
    | columns(Type.INTEGER, "used late_by")
    | {"provisional": Type.BOOLEAN}
    | columns(Type.TEXT, "basis article arithmetic"),
    _clocks,
    key=("record", "n"),
)
