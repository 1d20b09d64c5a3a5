"""Numbers of promises: how many were given, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from generator.clock.promises import Pledge, PromiseState
from generator.problem import Text
from generator.stats.figures import Figure
from generator.stats.measures import PROMISES
from generator.stats.periods import ALL, Period


def promise_figures(pledges: Iterable[Pledge], today: date, period: Period = ALL) -> dict[str, Figure]:
    """The figures of `PROMISES` for the promises given in a period.

    promises = kept + kept_late + due + overdue. The records behind them are those of the ledger, not of a search.
    """
    some = [one for one in pledges if period.first <= one.given.at.day <= period.last]
    said = Text(f"{period.label.zh}作出，截至{today}", f"given in {period.label.en}, as of {today}")
    n = Counter(one.state for one in some)
    counts = {
        "promises": len(some),
        "kept": n[PromiseState.KEPT],
        "kept_late": n[PromiseState.LATE],
        "due": n[PromiseState.DUE],
        "overdue": n[PromiseState.OVERDUE],
    }
    settled = counts["kept"] + counts["kept_late"] + counts["overdue"]
    return {
        **{name: PROMISES[name].counted(count, said) for name, count in counts.items()},
        "kept_share": PROMISES["kept_share"].share(counts["kept"], settled, said),
    }
