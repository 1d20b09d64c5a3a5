"""Pages of prose, the self-audit, the open data page and its dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import addresses
from generator.audit import CHECKS
from generator.markdown import clean
from generator.open_data import READING, dictionary
from generator.page import Page
from generator.pages.view import View


def about_pages(view: View, prose: Mapping[str, tuple[str, str]]) -> Iterator[Page]:
    for name, (title, html) in prose.items():
        yield Page(
            address=addresses.prose(name),
            template="prose.html",
            title=title,
            nav=name,
            context={"html": clean(html)},
            shows=html.encode("utf-8", "surrogatepass"),
        )
    yield Page(
        address=addresses.AUDIT,
        template="audit.html",
        title="自查",
        description="逐个栏目对照标准：更新、逾期、台账、反馈、承诺、断链，通过没有，要补哪几条。",
        nav="audit",
        context={
            "findings": view.findings,
            "checks": CHECKS,
            "failed": sum(not finding.passes for finding in view.findings),
            "today": view.catalogue.today,
        },
    )
    tables = dictionary()
    yield Page(
        address=addresses.OPEN_DATA,
        template="open_data.html",
        title="开放数据",
        description="本站全部公开记录的数据文件：CSV 可用 Excel 打开，JSON Lines 供程序读取。",
        nav="data",
        context={"tables": tables, "columns": tuple(view.county.columns.values())},
        shows=b"",
    )
    yield Page(
        address=addresses.DICTIONARY,
        template="dictionary.html",
        title="数据字典",
        description="开放数据每个字段的含义。",
        nav="data",
        context={"tables": tables, "reading": READING},
        shows=b"",
    )
