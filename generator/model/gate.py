"""What a county sets for the gate: thresholds, and waivers for what is right although it looks wrong."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.entity import Entity
from generator.model.fields import Count, Day, Line


class Gate(Entity):
    """site_config/gate.yml: thresholds of the rules that judge. May be missing."""

    strict_from: Day | None = None
    """replies given from this day on that say nothing stop the build; without it they only warn"""
    left: Annotated[Count, Field(le=20)] = 4
    """letters that may be left of a reply without its formulas and that still say nothing: a name, an office"""
    same_for: Annotated[Count, Field(ge=2)] = 3
    """to how many letters the same reply may be given before it is told"""
    alike: Annotated[Count, Field(ge=50, le=100)] = 75
    """how like each other two replies are that count as the same, in per cent of their runs of three letters"""
    answer_length: Annotated[Count, Field(ge=10)] = 60
    """characters that the answer in one sentence may have"""
    call_days: Annotated[Count, Field(ge=1)] = 30
    """days for which a call stays open, or says why not"""


class Waiver(Entity):
    """One entry of site_config/waivers.yml: a problem that was looked at and found to be none."""

    code: Line
    """the problem's code"""
    where: Line
    """id of the record, or path of the file"""
    reason: Line
    who: Line
    """the office that decided, not a name"""
    until: Day
    """last day on which it counts"""
