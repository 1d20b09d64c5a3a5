"""Open data: the whole public catalogue as CSV, JSON Lines and Table Schemas, with its dictionary."""

from generator.open_data.files import open_data
from generator.open_data.sheet import Source
from generator.open_data.tables import READING, Field, Table, dictionary

__all__ = ["READING", "Field", "Source", "Table", "dictionary", "open_data"]
