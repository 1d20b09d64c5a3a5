"""What a clerk may do to a county between two builds, by name; each edit finds its places by chance.

An edit may leave errors behind: then a build refuses, and the site stays as it was until they are mended.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.rig.edited import Edit
from tests.rig.edits import files, records, settings, states

EDITS: Mapping[str, Edit] = {
    edit.__name__: edit for room in (records, states, files, settings) for edit in room.EDITS
}

BREAKING = frozenset(
    {
        "break_encoding",
        "break_yaml",
        "delete_record_but_no_mention",
        "duplicate_record",
        "relate_to_nothing",
        "remove_attachment_but_no_mention",
    }
)
"""Edits that are meant to leave an error; others may do so by chance."""
