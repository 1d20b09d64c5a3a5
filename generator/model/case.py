"""Cases (办件): one letter, and all that happened to it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.entity import (
    Attachment,
    Corrected,
    Entity,
    Kept,
    Promise,
    Published,
    Withdrawn,
    Withheld,
)
from generator.model.fields import (
    Count,
    Day,
    DepartmentRef,
    Flag,
    Line,
    Moment,
    PlaceRef,
    PolicyRef,
    Prose,
    Stars,
    TopicRef,
)
from generator.model.vocabulary import CaseType, Channel, Kind, Outcome, Stage


class Received(Entity):
    event: Literal["received"]
    at: Moment


class Accepted(Entity):
    event: Literal["accepted"]
    at: Moment
    by: DepartmentRef | None = None
    """department that took it on"""


class Refused(Entity):
    event: Literal["refused"]
    at: Moment
    by: DepartmentRef | None = None
    why: Line
    """why it is not accepted, and where the writer can turn instead"""


class Assigned(Entity):
    event: Literal["assigned"]
    at: Moment
    to: DepartmentRef
    """department that has to answer"""
    note: Line | None = None


class Instructed(Entity):
    event: Literal["instructed"]
    at: Moment
    who: Line
    """the office of the leader, not the name"""
    text: Prose


class Asked(Entity):
    event: Literal["asked"]
    at: Moment
    by: DepartmentRef
    text: Prose
    """what the writer was asked for"""


class Supplemented(Entity):
    event: Literal["supplemented"]
    at: Moment
    text: Prose
    """what the writer added, or asked after the reply"""


class Suspended(Entity):
    event: Literal["suspended"]
    at: Moment
    why: Line
    """what has to be waited for: an expert's finding, a hearing, a court"""


class Resumed(Entity):
    event: Literal["resumed"]
    at: Moment
    note: Line | None = None


class Supervised(Entity):
    event: Literal["supervised"]
    at: Moment
    by: DepartmentRef
    text: Prose


class Extended(Entity):
    event: Literal["extended"]
    at: Moment
    days: Annotated[Count, Field(ge=1)]
    """how much longer, in the unit of the column's limit"""
    why: Line


class Replied(Entity):
    event: Literal["replied"]
    at: Moment
    by: DepartmentRef
    """department that answers"""
    jointly: tuple[DepartmentRef, ...] = ()
    """departments that answer with it"""
    answer: Line
    """one plain sentence, shown in lists and read aloud"""
    text: Prose
    basis: tuple[PolicyRef, ...] = ()
    """ids of policies the reply rests on"""
    promises: tuple[Promise, ...] = ()
    """what the reply says will be done, each with its day"""
    attachments: tuple[Attachment, ...] = ()
    delivered: Day | None = None
    """when the writer got it in writing, where that is known; the days to ask for 复查 run from it"""


class Appealed(Entity):
    event: Literal["appealed"]
    at: Moment
    stage: Stage
    """what the writer asked for"""


class Reviewed(Entity):
    event: Literal["reviewed"]
    at: Moment
    stage: Stage
    body: Line
    """who reviewed it: the level above, so no department of the county's list"""
    answer: Line
    """what it found, in one plain sentence"""
    text: Prose | None = None
    delivered: Day | None = None
    """when the writer got it in writing, where that is known"""


class Rated(Entity):
    event: Literal["rated"]
    at: Moment
    attitude: Stars | None = None
    speed: Stars | None = None
    result: Stars | None = None
    outcome: Outcome | None = None
    text: Prose | None = None


class Revisited(Entity):
    event: Literal["revisited"]
    at: Moment
    by: DepartmentRef
    outcome: Outcome
    text: Prose | None = None


class Closed(Entity):
    event: Literal["closed"]
    at: Moment
    note: Line | None = None


Event = Annotated[
    Received
    | Accepted
    | Refused
    | Assigned
    | Instructed
    | Asked
    | Supplemented
    | Suspended
    | Resumed
    | Supervised
    | Extended
    | Replied
    | Appealed
    | Reviewed
    | Kept
    | Rated
    | Revisited
    | Closed
    | Corrected
    | Withdrawn,
    Field(discriminator="event"),
]


class Case(Published):
    kind: Literal[Kind.CASE] = Kind.CASE
    type: CaseType
    topic: TopicRef
    place: PlaceRef | None = None
    """a township, never below"""
    channel: Channel = Channel.WEB
    complex: Flag = False
    """true when the column's longer limit applies"""
    letter: Prose | None = None
    """the citizen's words"""
    withheld: Withheld | None = None
    """why the letter is not published; then `summary` stands in its place"""
    summary: Prose | None = None
    events: tuple[Event, ...]

    @property
    def received(self) -> Moment:
        """When the letter came; every checked case has this event."""
        return next(event.at for event in self.events if isinstance(event, Received))

    @property
    def replies(self) -> tuple[Replied, ...]:
        return tuple(event for event in self.events if isinstance(event, Replied))

    @property
    def is_decided(self) -> bool:
        """Whether it asks for a decision on a claim: enquiries, suggestions and thanks do not."""
        return self.type in (CaseType.COMPLAINT, CaseType.HELP)

    @property
    def at(self) -> Moment:
        """The moment a list sorts and a month gathers by."""
        return self.received

    @property
    def answer(self) -> str | None:
        """The newest reply in one sentence."""
        return self.replies[-1].answer if self.replies else None

    @property
    def replied_at(self) -> Moment | None:
        """When it was last answered."""
        return self.replies[-1].at if self.replies else None

    @property
    def files(self) -> tuple[str, ...]:
        """The attachments that it hands out."""
        given = (*self.attachments, *(file for reply in self.replies for file in reply.attachments))
        return tuple(attachment.file for attachment in given)

    @property
    def departments(self) -> tuple[str, ...]:
        """Who answered, or has to: the departments of the replies, else the one it is assigned to last."""
        answering = [slug for reply in self.replies for slug in (reply.by, *reply.jointly)]
        if not answering:
            answering = [event.to for event in self.events if isinstance(event, Assigned)][-1:]
        return tuple(dict.fromkeys(answering))

    @property
    def topics(self) -> tuple[str, ...]:
        return (self.topic,)
