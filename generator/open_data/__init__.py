"""Open data: the whole public catalogue as CSV, JSON Lines and Table Schemas, with its dictionary."""

from generator.open_data.files import open_data
from generator.open_data.lines import OF_CASES, lines
from generator.open_data.sheet import Source
from generator.open_data.tables import READING, Field, Table, dictionary

__all__ = ["OF_CASES", "READING", "Field", "Source", "Table", "dictionary", "lines", "open_data"]
