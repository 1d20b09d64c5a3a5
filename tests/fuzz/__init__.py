"""Inputs that nobody would write: `read` and the rules take them all and answer with problems, never with a crash."""
