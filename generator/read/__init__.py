"""The reader: folders of YAML → located values. The only room that reads content."""

from generator.read.files import MAX_BYTES, Item
from generator.read.folders import FOLDERS, Raw, read

__all__ = ["FOLDERS", "MAX_BYTES", "Item", "Raw", "read"]
