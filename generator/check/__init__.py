"""The rules of the house: what needs more than one field or record to be found out.

A rule is a function named by the property it guards; it yields problems and its docstring is its manual entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.check import (
    attachments,
    calls,
    cases,
    dates,
    identity,
    law,
    privacy,
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
    *law.RULES,
)


def check(content: Content, today: date) -> Iterator[Problem]:
    """Every problem of typed content, as of a day."""
    for rule in RULES:
        yield from rule(content, today)
