"""What every part of content shares: frozen, and refusing what it does not know."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.model.fields import (
    ColumnRef,
    Count,
    Day,
    DepartmentRef,
    FilePath,
    Line,
    Moment,
    Prose,
    RecordId,
    RecordRef,
)
from generator.model.vocabulary import Withholding


class Entity(BaseModel):
    """A frozen piece of content; an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Attachment(Entity):
    file: FilePath
    """path below content/attachments/"""
    title: Line
    """what a reader sees instead of the file name"""


class Withheld(Entity):
    reason: Withholding
    """why it is not published"""
    note: Line | None = None
    """one sentence more, where needed"""


class Corrected(Entity):
    event: Literal["corrected"]
    at: Moment
    what: Line
    """what was corrected"""
    why: Line
    """why"""


class Withdrawn(Entity):
    event: Literal["withdrawn"]
    at: Moment
    why: Line
    """why the record was taken down; shown at its address for ever"""


class Promise(Entity):
    """Something an office says that it will do."""

    what: Line
    """what will be done, in words that a reader can check"""
    by: Day
    """the last day on which it is still in time"""
    who: DepartmentRef | None = None
    """department that has to do it, where it is not the one that speaks"""


class Kept(Entity):
    event: Literal["kept"]
    at: Moment
    """when it was done"""
    promise: Annotated[Count, Field(ge=1)] | None = None
    """which promise of the record, counted from the top; needed where there are several"""
    text: Prose
    """what was done"""


Upkeep = Annotated[Corrected | Withdrawn, Field(discriminator="event")]
"""The events that any record may have."""

Aftermath = Annotated[Kept | Corrected | Withdrawn, Field(discriminator="event")]
"""The events of a record that may promise something, beside those of a case."""


class Published(Entity):
    """What every record has."""

    id: RecordId
    """PREFIX-YEAR-NUMBER, unique on the whole site, never used again"""
    column: ColumnRef
    """the column it is published in; given by the folder"""
    title: Line
    """what a reader sees in lists"""
    attachments: tuple[Attachment, ...] = ()
    related: tuple[RecordRef, ...] = ()
    """ids of records a reader should know of"""


class Paragraphs(Entity):
    """A dated statement by an office."""

    at: Moment
    by: DepartmentRef
    """department id"""
    text: Prose
