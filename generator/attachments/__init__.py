"""Files to hand out, looked at from inside: what they are by their bytes, and all the text that they carry."""

from generator.attachments.kinds import ALLOWED_ENDINGS, MAX_BYTES, Fault, fault, kind
from generator.attachments.passage import Passage, Unreadable
from generator.attachments.texts import passages

__all__ = ["ALLOWED_ENDINGS", "MAX_BYTES", "Fault", "Passage", "Unreadable", "fault", "kind", "passages"]
