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
from generator.crew import Workers, are_elsewhere, mapped, slices
from generator.model.load import Content
from generator.privacy.words import NAMES
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


BY_RECORD: frozenset[Rule] = frozenset(
    (
        dates.facts_are_not_in_the_future,
        privacy.records_hold_no_personal_data,
        replies.replies_say_something,
        replies.promises_have_a_date,
        replies.answers_are_one_plain_sentence,
        law.accusations_are_not_published,
    )
)
"""Rules that look at one record at a time, and long enough to share the work."""
IN_FILES = frozenset(NAMES)
"""Codes whose place in a file is found by reading the file, which workers elsewhere may not see."""
_PART = 500


def check(content: Content, today: date, workers: Workers = 1) -> Iterator[Problem]:
    """Every problem of typed content, as of a day."""
    parts = slices(len(content.records), _PART)
    with mapped(_of_some, (content, today), parts, workers) as shared:
        for rule in RULES:
            if rule not in BY_RECORD:
                yield from rule(content, today)
        for part, found in zip(parts, shared, strict=True):
            again = are_elsewhere(workers) and any(problem.code in IN_FILES for problem in found)
            yield from _of_some((content, today), part) if again else found


def _of_some(shared: tuple[Content, date], part: slice) -> list[Problem]:
    content, today = shared
    some = replace(content, records=content.records[part])
    return [problem for rule in RULES if rule in BY_RECORD for problem in rule(some, today)]
