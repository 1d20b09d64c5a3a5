"""What a county sets for the gate: thresholds, and waivers for what is right although it looks wrong."""

from __future__ import annotations

from generator.model.entity import Entity
from generator.model.fields import Day, Line


class Gate(Entity):
    """site_config/gate.yml: thresholds of the rules that judge. May be missing."""


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
