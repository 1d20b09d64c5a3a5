"""Cases → briefs: what lists and numbers know of a case, taken from it once, on the catalogue's day."""

from __future__ import annotations

from collections.abc import Iterator

from generator.clock.status import Progress
from generator.model import Case
from generator.model.brief import Brief, Pledged
from generator.model.promises import given, settled
from generator.permalink import latest
from generator.stats.facts import facts
from generator.stats.marks import packed


def brief(case: Case, progress: Progress) -> Brief:
    """The brief of a case as it is published; `progress` is its own."""
    judged = facts(case, progress)
    return Brief(
        id=case.id,
        column=case.column,
        title=case.title,
        moment=str(case.received),
        type=case.type,
        topic=case.topic,
        channel=case.channel,
        place=case.place,
        departments=case.departments,
        answer=case.answer,
        related=case.related,
        files=case.files,
        replied=str(case.replied_at) if case.replied_at else None,
        latest=str(latest(case)),
        status=progress.status,
        timing=progress.timing,
        outcome=progress.outcome,
        missed=progress.missed,
        pledged=tuple(_pledged(case)),
        answered_in=None if judged.replied is None else judged.replied.isoformat()[:7],
        marks=packed(judged.marks),
    )


def _pledged(case: Case) -> Iterator[Pledged]:
    promises = given(case)
    done = settled(case) if promises else {}
    for one in promises:
        kept = done.get(one.n)
        yield Pledged(
            n=one.n,
            what=one.promise.what,
            by=one.promise.by.isoformat(),
            who=one.who,
            at=str(one.at),
            kept_at=str(kept.at) if kept else None,
            kept_text=kept.text if kept else "",
        )
