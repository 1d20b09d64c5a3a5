"""The reader: folders of YAML → located values. The only room that reads content."""

from generator.read.folders import FOLDERS, MAX_BYTES, Item, Raw, read, shown

__all__ = ["FOLDERS", "MAX_BYTES", "Item", "Raw", "read", "shown"]
