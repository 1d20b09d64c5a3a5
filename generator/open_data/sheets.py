"""Every table of open data, in the order in which the dictionary lists them."""

from generator.open_data.call import ARRIVALS, CALLS, OPINIONS
from generator.open_data.case import CASES, EVENTS
from generator.open_data.clarification import CLARIFICATIONS, EVIDENCE
from generator.open_data.clocks import CLOCKS
from generator.open_data.county import (
    COLUMNS,
    DEPARTMENTS,
    LIMITS,
    POLICIES,
    REGISTERS,
    TOPICS,
    WITHDRAWN,
    WITHHELD,
)
from generator.open_data.numbers import AUDIT, FIGURES, MEASURES, PROMISES
from generator.open_data.session import QUESTIONS, SESSIONS, TURNS
from generator.open_data.survey import ANSWERS, SURVEYS

SHEETS = (
    CASES,
    EVENTS,
    CALLS,
    ARRIVALS,
    OPINIONS,
    SESSIONS,
    QUESTIONS,
    TURNS,
    SURVEYS,
    ANSWERS,
    CLARIFICATIONS,
    EVIDENCE,
    CLOCKS,
    REGISTERS,
    WITHHELD,
    DEPARTMENTS,
    TOPICS,
    COLUMNS,
    LIMITS,
    POLICIES,
    WITHDRAWN,
    PROMISES,
    FIGURES,
    MEASURES,
    AUDIT,
)
