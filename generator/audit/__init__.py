"""Self-audit (自查): what an inspection of government sites looks at, column by column, with the records to mend."""

from generator.audit.checks import CHECKS, Check
from generator.audit.columns import Finding, audit

__all__ = ["CHECKS", "Check", "Finding", "audit"]
