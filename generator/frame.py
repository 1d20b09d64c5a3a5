"""What stands around every page of a county: its name, navigation, footer, and prose that a county has not written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import addresses
from generator.catalogue import County
from generator.shell import Frame

_PROSE = Path(__file__).parent / "templates" / "prose"


def frame(county: County, version: str, prose: Mapping[str, str]) -> Frame:
    """The frame of a county; `prose` are the titles of its pages in prose by name."""
    site = county.site
    columns = [
        {"id": column.id, "href": addresses.column(column.id), "title": column.title}
        for column in county.columns.values()
    ]
    return Frame(
        title=site.title,
        settings={
            "county": site.county,
            "demonstration": site.demonstration,
            "contact": site.contact,
            "version": f"?v={version}",
            "navigation": [
                {"id": "home", "href": addresses.HOME, "title": "首页"},
                *columns,
                {"id": "statistics", "href": addresses.STATISTICS, "title": "统计"},
            ],
            "footer": [
                {"href": addresses.DEPARTMENTS, "title": "承办单位"},
                {"href": addresses.TOPICS, "title": "主题"},
                {"href": addresses.STATISTICS, "title": "统计"},
                {"href": addresses.OVERDUE, "title": "逾期未办"},
                {"href": addresses.PLACES, "title": "乡镇"},
                {"href": addresses.promises(), "title": "承诺"},
                {"href": addresses.AUDIT, "title": "自查"},
                {"href": addresses.OPEN_DATA, "title": "开放数据"},
                {"href": addresses.FEED, "title": "订阅"},
                *({"href": addresses.prose(name), "title": title} for name, title in prose.items()),
            ],
        },
    )


def default_prose() -> Mapping[str, str]:
    """Pages in prose that every site has, as Markdown by name; a county's own page of that name replaces one."""
    return {path.stem: path.read_text("utf-8") for path in sorted(_PROSE.glob("*.md"))}


def prose_titles(prose: Mapping[str, str]) -> Mapping[str, str]:
    """The first heading of each page, else its name."""
    titles = {}
    for name, text in prose.items():
        heading = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), name)
        titles[name] = heading
    return titles
