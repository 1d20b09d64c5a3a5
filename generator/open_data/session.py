"""Sessions, their queue of questions and their transcripts, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.model import Session
from generator.model.session import Question, Turn
from generator.model.vocabulary import Declining, Format
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


def _sessions(catalogue: Catalogue) -> Iterator[Row]:
    for session in records(Session, catalogue):
        became = Counter(outcome for question in session.questions for outcome in question.outcomes)
        guests = (" ".join(filter(None, (guest.name, guest.post))) for guest in session.guests)
        yield (
            session,
            {
                **shared(session, catalogue),
                "guests": tuple(guests),
                "questions": len(session.questions),
                "answered": became["answer"],
                **{outcome: became[outcome] for outcome in ("merged", "referred", "declined")},
                "turns": len(session.turns),
            },
        )


def _questions(catalogue: Catalogue) -> Iterator[Row]:
    for session in records(Session, catalogue):
        for question in session.questions:
            answer, declined = question.answer, question.declined
            yield (
                question,
                {
                    "session": session.id,
                    "answered_at": answer.at if answer else None,
                    "answered_by": answer.by if answer else None,
                    "answer": answer.text if answer else None,
                    "declined": declined.reason if declined else None,
                    "note": declined.note if declined else None,
                },
            )


def _turns(catalogue: Catalogue) -> Iterator[Row]:
    for session in records(Session, catalogue):
        for n, turn in enumerate(session.turns, 1):
            yield turn, {"session": session.id, "n": n}


SESSIONS = Sheet(
    "session",
    Text("访谈", "Sessions"),
    Session,
    HEAD
    | {"format": Format}
    | DEPARTMENTS
    | columns(Type.MOMENT, "starts ends")
    | columns(Type.TEXT, "place link")
    | columns(Type.LIST, "guests")
    | columns(Type.INTEGER, "viewers questions answered merged referred declined turns")
    | columns(Type.TEXT, "summary")
    | TAIL,
    of_catalogue(_sessions),
    whole=True,
)

QUESTIONS = Sheet(
    "session-questions",
    Text("访谈提问", "Questions of sessions"),
    Question,
    columns(Type.TEXT, "session")
    | columns(Type.INTEGER, "n")
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "who text")
    | columns(Type.MOMENT, "answered_at")
    | columns(Type.TEXT, "answered_by answer")
    | columns(Type.INTEGER, "merged")
    | columns(Type.TEXT, "referred")
    | {"declined": Declining}
    | columns(Type.TEXT, "note"),
    of_catalogue(_questions),
    key=("session", "n"),
)

TURNS = Sheet(
    "session-turns",
    Text("访谈实录", "Transcripts of sessions"),
    Turn,
    columns(Type.TEXT, "session")
    | columns(Type.INTEGER, "n")
    | columns(Type.TEXT, "speaker")
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "text"),
    of_catalogue(_turns),
    key=("session", "n"),
)
