"""The vocabulary: one file a kind, typed and frozen."""

from generator.model.brief import Brief
from generator.model.call import Call
from generator.model.case import Case
from generator.model.clarification import Clarification
from generator.model.session import Session
from generator.model.survey import Survey
from generator.model.vocabulary import Kind

Record = Case | Call | Session | Survey | Clarification

Shown = Record | Brief
"""What can stand in a list: a case whole, or its brief."""

MODELS: dict[Kind, type[Record]] = {
    Kind.CASE: Case,
    Kind.CALL: Call,
    Kind.SESSION: Session,
    Kind.SURVEY: Survey,
    Kind.CLARIFICATION: Clarification,
}
"""The model of each kind; its fields are the YAML a clerk writes, plus `column`, which the folder gives."""

__all__ = ["MODELS", "Brief", "Call", "Case", "Clarification", "Kind", "Record", "Session", "Shown", "Survey"]
