"""Charts: honest heights, gaps that stay gaps, markup that a strict policy admits, and nothing that escapes."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.problem import Language, Text
from generator.stats.charts import distribution_chart, monthly_chart, topics_chart, year_on_year_chart
from generator.stats.column_chart import Chart, Column, figure
from generator.stats.heat_chart import SHADES, Head, HeatChart, heat_chart, shade
from generator.stats.periods import ALL, Period
from generator.stats.series import Bucket, Month
from tests.rig.tallied import letter, tallied

HEAT = HeatChart(
    "h",
    "各主题",
    "主题",
    (Head("2026年1月", "1月", "2026"), Head("2026年2月", "2月")),
    (("道路", (10, None)), ("学校", (0, 1))),
    ("– 无数据",),
)
ROWS = (
    Month("2025-12", 186, 77, False),
    Month("2026-01", 126, 136, False),
    Month("2026-02", None, None, False),
    Month("2026-03", 0, 103, True),
)
BUCKETS = (Bucket(Text("当天", "same day"), "0", 3), Bucket(Text("60天以上", "over 60 days"), ">60", 40))


def drawn(markup: Markup) -> ElementTree.Element:
    """The chart as XML, which HTML that is well-formed and has no void elements is."""
    return ElementTree.fromstring(markup)


def bars(root: ElementTree.Element) -> list[ElementTree.Element]:
    picture = root.find(".//svg[@role='img']")
    assert picture is not None
    return [rect for rect in picture.iter("rect") if "wz-chart__bar" in rect.get("class", "")]


def texts(root: ElementTree.Element, name: str) -> list[str]:
    found = (text for text in root.iter("text") if f"wz-chart__{name}" in text.get("class", "").split())
    return ["".join(text.itertext()) for text in found]


def table(root: ElementTree.Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


def test_every_bar_is_as_high_as_its_number_and_stands_on_the_base() -> None:
    root = drawn(monthly_chart(ROWS, "m"))
    heights = [float(bar.get("height", "")) for bar in bars(root)]
    values = [186, 77, 126, 136, 103]
    assert heights == pytest.approx([value * heights[0] / 186 for value in values], abs=0.01)
    assert {
        round(float(bar.get("y", "")) + height, 1) for bar, height in zip(bars(root), heights, strict=True)
    } == {172.0}


def test_a_gap_is_a_dash_and_a_zero_is_a_number_without_a_bar() -> None:
    root = drawn(monthly_chart(ROWS, "m"))
    assert len(bars(root)) == 5
    assert texts(root, "gap") == ["–", "–"]
    assert sorted(texts(root, "value"), key=int) == ["0", "77", "103", "126", "136", "186"]
    assert "– 无数据" in "".join(root.itertext())


def test_the_table_behind_the_chart_has_every_number_and_names_every_gap() -> None:
    assert table(drawn(monthly_chart(ROWS, "m"))) == [
        ["月份", "收件", "答复"],
        ["2025年12月", "186", "77"],
        ["2026年1月", "126", "136"],
        ["2026年2月", "无数据", "无数据"],
        ["2026年3月", "0", "103"],
    ]


def test_only_the_latest_months_are_drawn() -> None:
    rows = [Month(f"{year}-{month:02}", 1, 1, False) for year in (2024, 2025, 2026) for month in range(1, 13)]
    labels = [row[0] for row in table(drawn(monthly_chart(rows, "m")))[1:]]
    assert labels == [f"2026年{month}月" for month in range(1, 13)]


def test_the_same_months_of_two_years_stand_side_by_side() -> None:
    rows = table(drawn(year_on_year_chart(ROWS, "y")))
    assert rows[0] == ["月份", "2025年", "2026年"]
    assert rows[1] == ["1月", "无数据", "126"]
    assert rows[12] == ["12月", "186", "无数据"]


def test_an_unfinished_month_is_marked_and_the_mark_is_explained() -> None:
    for chart in (monthly_chart(ROWS, "m"), year_on_year_chart(ROWS, "y")):
        root = drawn(chart)
        assert "3月*" in texts(root, "label")
        assert "* 本月未满" in "".join(root.itertext())


def test_two_series_differ_without_colour() -> None:
    fills = [bar.get("fill") for bar in bars(drawn(monthly_chart(ROWS, "m")))[:2]]
    assert fills == ["url(#m-hatch)", None]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_charts_name_and_describe_themselves_in_both_languages(language: Language) -> None:
    for chart in (
        monthly_chart(ROWS, "c", language),
        year_on_year_chart(ROWS, "c", language),
        distribution_chart(BUCKETS, "c", language),
    ):
        root = drawn(chart)
        picture = root.find(".//svg[@role='img']")
        assert picture is not None
        ids = {element.get("id"): "".join(element.itertext()) for element in root.iter() if element.get("id")}
        title, description = (ids[name] for name in picture.get("aria-labelledby", "").split())
        assert title
        assert re.search(r"\d", description)
        assert bool(re.search(r"[一-鿿]", "".join(root.itertext()))) == (language == "zh")


def test_nothing_needs_a_style_attribute_a_style_element_or_a_script() -> None:
    charts = (monthly_chart(ROWS, "m"), year_on_year_chart(ROWS, "y"), distribution_chart(BUCKETS, "d"))
    for chart in (*charts, heat_chart(HEAT)):
        for element in drawn(chart).iter():
            assert element.tag not in {"style", "script", "image", "use", "foreignObject"}
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_ids_of_two_charts_on_a_page_do_not_meet() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', monthly_chart(ROWS, prefix))) for prefix in ("a", "b")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_what_has_no_data_is_not_drawn() -> None:
    assert monthly_chart((), "m") == year_on_year_chart((), "y") == distribution_chart((), "d") == Markup("")


@settings(deadline=None)
@given(st.text(max_size=20).filter(lambda text: all(c.isprintable() for c in text)))
def test_every_word_comes_back_as_it_was(text: str) -> None:
    chart = Chart("p", text, text, (text, text), (Column(text, text, text, (1, 2)),), (text,), "zh")
    root = drawn(figure(chart))
    assert {element.tag for element in root.iter()} <= {
        *(
            "figure",
            "figcaption",
            "p",
            "span",
            "div",
            "svg",
            "title",
            "desc",
            "defs",
            "pattern",
            "rect",
            "line",
        ),
        *("text", "details", "summary", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert table(root) == [[text] * 3, [text, "1", "2"]]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 10**7)), min_size=1, max_size=24))
def test_no_bar_leaves_the_picture_and_the_axis_has_few_whole_steps(numbers: list[int | None]) -> None:
    columns = tuple(Column(str(i), str(i), "", (n,)) for i, n in enumerate(numbers))
    root = drawn(figure(Chart("p", "t", "a", ("s",), columns, (), "zh")))
    for bar in bars(root):
        left, width = (float(bar.get(name, "").removesuffix("%")) for name in ("x", "width"))
        assert 9 <= left <= left + width <= 100.01
        assert 0 <= float(bar.get("height", "")) <= 150
    steps = [int(step) for step in texts(root, "scale")]
    assert 2 <= len(steps) <= 6
    assert len({after - before for before, after in pairwise(steps)}) == 1


def test_a_heat_map_has_each_number_in_its_cell_a_dash_for_a_gap_and_nothing_for_zero() -> None:
    root = drawn(heat_chart(HEAT))
    assert texts(root, "value") == ["10", "1"]
    assert texts(root, "gap") == ["–"]
    assert texts(root, "row") == ["道路", "学校"]
    assert table(root) == [
        ["主题", "2026年1月", "2026年2月"],
        ["道路", "10", "无数据"],
        ["学校", "0", "1"],
    ]
    picture = root.find(".//svg[@role='img']")
    assert picture is not None
    cells = [rect.get("class", "").split("--")[-1] for rect in picture.iter("rect")]
    assert cells == ["5", "0", "1"]


def test_the_cells_of_a_heat_map_fill_the_width_beside_the_names() -> None:
    picture = drawn(heat_chart(HEAT)).find(".//svg[@role='img']")
    assert picture is not None
    boxes = [
        [float(rect.get(name, "").removesuffix("%")) for name in ("x", "width")]
        for rect in picture.iter("rect")
    ]
    assert boxes == [[25.0, 37.5], [25.0, 37.5], [62.5, 37.5]]


@given(st.integers(1, 10**6), st.data())
def test_shades_rise_with_the_number_and_only_nothing_has_none(top: int, data: st.DataObject) -> None:
    more = data.draw(st.integers(0, top))
    less = data.draw(st.integers(0, more))
    assert 0 <= shade(less, top) <= shade(more, top) <= shade(top, top) == SHADES
    assert (shade(more, top) == 0) == (more == 0)


def test_the_legend_of_a_heat_map_names_every_number_once() -> None:
    keys = [
        "".join(key.itertext())
        for key in drawn(heat_chart(HEAT)).iter("span")
        if key.get("class") == "wz-chart__key"
    ]
    assert keys == ["1–2", "3–4", "5–6", "7–8", "9–10"]


def test_topics_by_month_hold_their_parts_and_leave_a_month_without_data_empty() -> None:
    letters = [
        letter(1, date(2026, 1, 5), 2, topic="roads/lamps"),
        letter(2, date(2026, 1, 9), 2, topic="roads"),
        letter(3, date(2026, 3, 2), 1, topic="school"),
    ]
    tally = tallied(letters, today=date(2026, 3, 31))
    assert table(drawn(topics_chart(tally, Period.parse("2026-q1"), "t"))) == [
        ["主题", "2026年1月", "2026年2月", "2026年3月"],
        ["roads", "2", "无数据", "0"],
        ["school", "0", "无数据", "1"],
    ]
    assert len(table(drawn(topics_chart(tally, ALL, "t")))[0]) == 13
    assert topics_chart(tally, Period.year(2025), "t") == topics_chart(tallied([]), ALL, "t") == Markup("")
