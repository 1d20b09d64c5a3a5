"""The rules of the house: what needs more than one field or record to be found out.

A rule is a function named by the property it guards; it yields problems and its docstring is its manual entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from generator.check import (
    attachments,
    calendar,
    calls,
    cases,
    dates,
    identity,
    law,
    limits,
    privacy,
    promises,
    references,
    registers,
    replies,
    sessions,
    settings,
    surveys,
)
from generator.model.load import Content
from generator.problem import Problem

Rule = Callable[[Content, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *settings.RULES,
    *limits.RULES,
    *calendar.RULES,
    *identity.RULES,
    *references.RULES,
    *dates.RULES,
    *cases.RULES,
    *calls.RULES,
    *sessions.RULES,
    *surveys.RULES,
    *registers.RULES,
    *privacy.RULES,
    *attachments.RULES,
    *replies.RULES,
    *promises.RULES,
    *law.RULES,
)


BY_RECORD: tuple[Rule, ...] = (
    limits.hours_have_times,
    identity.ids_carry_their_columns_prefix,
    references.references_exist,
    *dates.RULES,
    *cases.RULES,
    *calls.RULES,
    *sessions.RULES,
    *surveys.RULES,
    privacy.records_hold_no_personal_data,
    replies.replies_say_something,
    replies.promises_have_a_date,
    replies.answers_are_one_plain_sentence,
    replies.answering_departments_were_asked,
    *promises.RULES,
    *law.RULES,
)
"""Rules that look at one record at a time, at `records` of the content; all others know records as `entries` alone."""


def check(content: Content, today: date) -> Iterator[Problem]:
    """Every problem of typed content, as of a day."""
    for rule in RULES:
        yield from rule(content, today)


def check_records(content: Content, today: date) -> Iterator[Problem]:
    """The problems of the records at hand, each by itself; together with `check` of content without them, all."""
    alone = replace(
        content,
        columns=(),
        departments=(),
        topics=(),
        policies=(),
        places=(),
        calendars=(),
        synonyms=(),
        entries=(),
        registers=(),
        prose={},
        waivers=(),
    )
    for rule in BY_RECORD:
        yield from rule(alone, today)
