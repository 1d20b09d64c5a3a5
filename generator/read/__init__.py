"""The reader: folders of YAML → located values. The only room that reads content."""

from generator.read.files import MAX_BYTES, Item
from generator.read.folders import FOLDERS, Filed, Found, Raw, RecordFile, listed, read, read_files

__all__ = [
    "FOLDERS",
    "MAX_BYTES",
    "Filed",
    "Found",
    "Item",
    "Raw",
    "RecordFile",
    "listed",
    "read",
    "read_files",
]
