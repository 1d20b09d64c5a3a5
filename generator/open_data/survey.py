"""Surveys, and the answers to every question with their shares, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.model import Survey
from generator.model.survey import Option
from generator.model.vocabulary import Asking
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


def _surveys(catalogue: Catalogue) -> Iterator[Row]:
    for survey in records(Survey, catalogue):
        yield (
            survey,
            {
                **shared(survey, catalogue),
                "methods": survey.methods,
                "questions": len(survey.questions),
                "result": survey.result.text if survey.result else None,
                "result_at": survey.result.at if survey.result else None,
            },
        )


def _answers(catalogue: Catalogue) -> Iterator[Row]:
    for survey in records(Survey, catalogue):
        for question in survey.questions:
            people = survey.respondents if question.answered is None else question.answered
            about: dict[str, Cell] = {"survey": survey.id, "question": question.n, "kind": question.kind}
            about |= {"text": question.text, "answered": people}
            for n, option in enumerate(question.options, 1):
                percent = round(100 * option.count / people, 1) if people else None
                yield option, about | {"option": n, "percent": percent}


SURVEYS = Sheet(
    "survey",
    Text("调查", "Surveys"),
    Survey,
    HEAD
    | DEPARTMENTS
    | columns(Type.TEXT, "purpose")
    | columns(Type.DATE, "opens closes")
    | columns(Type.LIST, "methods")
    | columns(Type.INTEGER, "respondents questions")
    | columns(Type.TEXT, "result")
    | columns(Type.MOMENT, "result_at")
    | TAIL,
    of_catalogue(_surveys),
    whole=True,
)

ANSWERS = Sheet(
    "survey-answers",
    Text("调查结果", "Answers to surveys"),
    Option,
    columns(Type.TEXT, "survey")
    | columns(Type.INTEGER, "question")
    | {"kind": Asking, "text": Type.TEXT, "answered": Type.INTEGER, "option": Type.INTEGER}
    | {"label": Type.TEXT, "count": Type.INTEGER, "percent": Type.NUMBER, "value": Type.INTEGER},
    of_catalogue(_answers),
    key=("survey", "question", "option"),
)
