"""Rules of surveys: the counts fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.located import Source
from generator.model import Survey
from generator.model.load import Content
from generator.model.survey import SurveyQuestion
from generator.model.vocabulary import Asking
from generator.problem import Problem, Text


def _questions(content: Content) -> Iterator[tuple[Survey, SurveyQuestion, Source, int]]:
    for record in content.records:
        if isinstance(record.value, Survey):
            for index, question in enumerate(record.value.questions):
                yield record.value, question, record.source, index


def counts_fit_the_respondents(content: Content, today: date) -> Iterator[Problem]:
    """survey-count: nobody is counted twice: no option over those who answered, no sum over them in a single choice."""
    for survey, question, source, index in _questions(content):
        people = survey.respondents if question.answered is None else question.answered
        if people > survey.respondents:
            yield _count(source, ("questions", index, "answered"), people, survey.respondents)
        for number, option in enumerate(question.options):
            if option.count > people:
                yield _count(source, ("questions", index, "options", number, "count"), option.count, people)
        total = sum(option.count for option in question.options)
        if question.kind in {Asking.SINGLE, Asking.RATING} and total > people:
            yield _count(source, ("questions", index, "options"), total, people)


def _count(source: Source, where: tuple[str | int, ...], count: int, people: int) -> Problem:
    return Problem(
        "survey-count",
        source.mark(*where),
        Text(
            f"{count} 人，超过了作答的 {people} 人。", f"{count} people, more than the {people} who answered."
        ),
        Text(
            "核对票数；若一人可选多项，题型应是 multiple。",
            "Check the counts; where people could choose several, the kind is multiple.",
        ),
    )


def choices_have_options(content: Content, today: date) -> Iterator[Problem]:
    """survey-options: a choice offers at least two options with labels of their own; a rating gives points."""
    for _, question, source, index in _questions(content):
        where = ("questions", index, "options")
        labels = [option.label for option in question.options]
        if question.kind is not Asking.OPEN and len(labels) < 2:
            yield Problem(
                "survey-options",
                source.mark(*where),
                Text("这道题不足两个选项。", "This question has fewer than two options."),
                Text(
                    "列出全部选项，没有人选的写 count: 0。",
                    "List every option; write count: 0 where nobody chose it.",
                ),
            )
        for number, label in enumerate(labels):
            if label in labels[:number]:
                yield Problem(
                    "survey-options",
                    source.mark(*where, number, "label"),
                    Text("这个选项与上面的重复。", "This option repeats one above."),
                    Text("合并两项，或写清区别。", "Join them, or tell them apart."),
                )
        for number, option in enumerate(question.options):
            if question.kind is Asking.RATING and option.value is None:
                yield Problem(
                    "survey-options",
                    source.mark(*where, number),
                    Text("评分题的选项没有分值。", "An option of a rating has no points."),
                    Text("加上 value，例如 value: 5。", "Add value, such as value: 5."),
                )


RULES = (counts_fit_the_respondents, choices_have_options)
