"""Registers (台账): per column and month what came in and what was published. The honest denominator."""

from __future__ import annotations

from generator.model.entity import Entity
from generator.model.fields import ColumnRef, Count, Month
from generator.model.vocabulary import Withholding


class WithheldCount(Entity):
    reason: Withholding
    count: Count


class Register(Entity):
    column: ColumnRef
    month: Month
    received: Count
    accepted: Count
    published: Count
    """records of the month's letters that are on this site"""
    withheld: tuple[WithheldCount, ...] = ()
    """accepted but not published, by reason"""
