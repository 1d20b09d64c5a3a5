"""`python -m generator` is `wenzheng`."""

from generator.cli import run

run()
