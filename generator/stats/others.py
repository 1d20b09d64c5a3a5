"""Numbers of what is not a letter: calls, sessions, surveys, clarifications, and the registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.catalogue import Catalogue, County
from generator.clock.status import Stands
from generator.model import Call, Session, Shown, Survey
from generator.model.register import Register
from generator.model.seal import Status
from generator.model.vocabulary import Adoption, Withholding
from generator.problem import Text
from generator.stats.figures import Figure
from generator.stats.measures import OTHERS, REGISTERS, WITHHELD
from generator.stats.periods import ALL, Period
from generator.stats.tally import behind


def other_figures(
    catalogue: Catalogue, progress: Mapping[str, Stands], column: str, period: Period = ALL
) -> dict[str, Figure]:
    """The figures of a column whose records are not cases: those of `OTHERS` that its records give rise to."""
    records = [r for r in catalogue.in_column(column) if period.first <= r.at.day <= period.last]
    days = [record.at.day for record in records]
    first, last = min(days, default=catalogue.today), max([catalogue.today, *days])
    said = Text(f"{first}至{last}", f"{first} to {last}") if period is ALL else period.label
    status = Counter(progress[record.id].status for record in records)
    base = behind(catalogue, "column", column, period)
    figures = {"records": OTHERS["records"].counted(len(records), said, base)}
    for name, which in (
        ("ongoing", Status.ONGOING),
        ("decided", Status.DECIDED),
        ("overdue", Status.OVERDUE),
    ):
        if status[which]:
            figures[name] = OTHERS[name].counted(status[which], said, {**base, "status": (which.value,)})
    return {**figures, **_taking_part(records, said)}


class RegisterFigures(NamedTuple):
    """What the registers of a column, or of all, add up to."""

    figures: Mapping[str, Figure]
    """by the names of `REGISTERS`"""
    withheld: tuple[tuple[Withholding, Figure], ...]
    """by reason, most first"""


def register_figures(
    catalogue: Catalogue, column: str | None = None, period: Period = ALL
) -> RegisterFigures | None:
    """Sums of the registers of one column, or of all; None where none was kept. No records stand behind them."""
    registers = [
        register
        for register in catalogue.registers
        if column in (None, register.column) and period.holds(register.month)
    ]
    if not registers:
        return None
    said = _months(registers)
    sums = {
        "received": sum(register.received for register in registers),
        "accepted": sum(register.accepted for register in registers),
        "published": sum(register.published for register in registers),
    }
    figures = {name: REGISTERS[name].counted(n, said) for name, n in sums.items()}
    share = REGISTERS["published_share"].share(sums["published"], sums["received"], said)
    withheld: Counter[Withholding] = Counter()
    for register in registers:
        for entry in register.withheld:
            withheld[entry.reason] += entry.count
    ordered = sorted(withheld.items(), key=lambda item: (-item[1], item[0]))
    return RegisterFigures(
        {**figures, "published_share": share},
        tuple((reason, WITHHELD.counted(n, said)) for reason, n in ordered if n),
    )


class Disagreement(NamedTuple):
    """A month for which the register names another number of published records than the site holds."""

    column: str
    month: str
    registered: int
    held: int

    def said(self, county: County) -> Text:
        """The disagreement in one sentence."""
        title, month = county.columns[self.column].title, Period.parse(self.month).label
        return Text(
            f"{title}{month.zh}：台账登记公开 {self.registered} 件，本站实有 {self.held} 件。",
            f"{title}, {month.en}: the register says {self.registered} published, this site holds {self.held}.",
        )


def disagreements(
    catalogue: Catalogue, column: str | None = None, period: Period = ALL
) -> tuple[Disagreement, ...]:
    """Where registers and records disagree, by column and month; of one column or all, in one period or all time."""
    held = catalogue.held
    return tuple(
        Disagreement(register.column, register.month, register.published, n)
        for register in catalogue.registers
        if column in (None, register.column)
        and period.holds(register.month)
        and (n := held[register.column, register.month]) != register.published
    )


def _months(registers: Sequence[Register]) -> Text:
    months = sorted({register.month for register in registers})
    return Text(
        f"{months[0]}至{months[-1]}，有台账的{len(months)}个月",
        f"{months[0]} to {months[-1]}, {len(months)} months with a register",
    )


def _taking_part(records: Sequence[Shown], period: Text) -> dict[str, Figure]:
    calls = [record for record in records if isinstance(record, Call)]
    sessions = [record for record in records if isinstance(record, Session)]
    surveys = [record for record in records if isinstance(record, Survey)]
    figures: dict[str, Figure] = {}
    if calls:
        figures["opinions"] = OTHERS["opinions"].counted(sum(map(_opinions, calls)), period)
        decided = [o for call in calls for o in call.opinions if o.outcome is not None]
        adopted = sum(o.count for o in decided if o.outcome is not Adoption.NOT)
        figures["adopted_share"] = OTHERS["adopted_share"].share(
            adopted, sum(o.count for o in decided), period
        )
    if sessions:
        questions = [question for session in sessions for question in session.questions]
        answered = sum(question.declined is None and bool(question.outcomes) for question in questions)
        figures["questions"] = OTHERS["questions"].counted(len(questions), period)
        figures["answered_share"] = OTHERS["answered_share"].share(answered, len(questions), period)
    if surveys:
        figures["respondents"] = OTHERS["respondents"].counted(sum(s.respondents for s in surveys), period)
    return figures


def _opinions(call: Call) -> int:
    arrived = sum(arrival.count for arrival in call.arrivals)
    return arrived or sum(opinion.count for opinion in call.opinions)
