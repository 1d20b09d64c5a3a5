"""Search (查找): the index of exact phrases, in many small files that a page reads as scripts.

TODO format
"""

from generator.search.builder import search
from generator.search.document import STATUSES, Document, SearchSettings, documents, settings
from generator.search.folding import fold

__all__ = ["STATUSES", "Document", "SearchSettings", "documents", "fold", "search", "settings"]
