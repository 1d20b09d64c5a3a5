"""Blocks (分块): records some hundred at a time, looked at by whoever is free, and kept until one of their files changes."""

from generator.blocks.block import Block
from generator.blocks.cache import Cache
from generator.blocks.ground import Ground
from generator.blocks.library import Library, gathered
from generator.blocks.plan import planned

__all__ = ["Block", "Cache", "Ground", "Library", "gathered", "planned"]
