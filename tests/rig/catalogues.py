"""Catalogues to feed to one stage alone: the seed county read and frozen, with its words or with others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.catalogue import Catalogue, catalogue
from generator.model import Case, Record
from generator.model.load import load
from generator.read import read
from tests.rig.county import Dress, plant


def frozen(root: Path, dress: Dress = lambda slot: slot.word, copies: int = 1) -> Catalogue:
    """Plant the county below `root` and freeze it for the day that its site.yml names."""
    content, problems = load(read(*plant(root, dress, copies)))
    assert content is not None
    assert not [problem for problem in problems if problem.is_error]
    today = content.county.site.today
    assert today is not None
    records = (record.value for record in content.records)
    registers = (register.value for register in content.registers)
    return catalogue(content.county, today, records, registers)


@cache
def seed() -> Catalogue:
    """The county that has every kind with every field."""
    with TemporaryDirectory() as folder:
        return frozen(Path(folder))


def holding(*records: Record) -> Catalogue:
    """The seed's county with these records alone."""
    return catalogue(seed().county, seed().today, records, ())


def empty() -> Catalogue:
    return replace(holding(), withdrawn=())


def letter(number: int = 1, *events: dict[str, str], **fields: Any) -> Case:
    """A case of the mailbox as a clerk would write it; without events it was received and no more."""
    plain = {
        "column": "mayor",
        "type": "consult",
        "title": "路灯不亮",
        "topic": "life",
        "letter": "路灯坏了。",
    }
    received = {"event": "received", "at": "2026-03-02 09:14"}
    written = {**plain, "id": f"XZ-2026-{number:04}", "events": list(events) or [received], **fields}
    return Case.model_validate({name: value for name, value in written.items() if value is not None})


def replied(at: str, answer: str = "已修好。", text: str = "路灯已于当日修好。") -> dict[str, str]:
    return {"event": "replied", "at": at, "by": "office", "answer": answer, "text": text}
