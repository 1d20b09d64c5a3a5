"""The reader: folders of YAML → located values. The only room that reads content."""

from generator.read.folders import (
    FOLDERS,
    MAX_BYTES,
    Filed,
    Found,
    Item,
    Raw,
    RecordFile,
    listed,
    read,
    read_files,
    shown,
)

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
    "shown",
]
