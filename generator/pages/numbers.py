"""The statistics page: numbers by month and year, each with its definition, period and n."""

from __future__ import annotations

from collections.abc import Iterator

from generator import addresses
from generator.model import Kind
from generator.page import Page
from generator.pages.view import View
from generator.stats.charts import distribution_chart, monthly_chart, year_on_year_chart
from generator.stats.others import disagreements, register_figures
from generator.stats.series import distribution, monthly, yearly
from generator.stats.tally import column_figures, home_figures


def number_pages(view: View) -> Iterator[Page]:
    tally, columns = view.tally, view.county.columns.values()
    rows = monthly(tally)
    buckets = distribution(tally)
    case_columns = [column for column in columns if column.kind is Kind.CASE]
    yield Page(
        address=addresses.STATISTICS,
        template="statistics.html",
        title="统计",
        description="收件、答复、用时和满意度，每个数字写明定义、时间范围和件数。",
        nav="statistics",
        context={
            "home": home_figures(tally),
            "years": yearly(tally),
            "months": rows,
            "buckets": buckets,
            "monthly_chart": monthly_chart(rows, "m"),
            "year_chart": year_on_year_chart(rows, "y"),
            "distribution_chart": distribution_chart(buckets, "d"),
            "columns": case_columns,
            "figures": {column.id: column_figures(tally, column.id) for column in case_columns},
            "registers": {column.id: register_figures(view.catalogue, column.id) for column in case_columns},
            "all_registers": register_figures(view.catalogue),
            "disagreements": disagreements(view.catalogue),
        },
    )
