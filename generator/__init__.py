"""Wenzheng (问政公开): from the YAML of a county office to its public site."""

__version__ = "0.1.0"
