"""What `make bench` writes down: each size keeps its place, and what was not measured is said."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.progress import STAGES
from tests.bench.measured import Cost, cost, middle
from tests.bench.results import FULL, Row, keep, read, stages, table

TEN = Cost(10.0, 12.0, 0.5, {"read": 4.0, "write": 6.0})
FIVE = Cost(5.0, 11.0, 0.6, {"read": 2.0, "write": 3.0})


def section(one: Cost) -> str:
    return f"2 cores.\n\n{table([Row(FULL, one, FULL), Row('Hugo', FIVE, 'Hugo'), Row('Pagefind', None, 'Pagefind')])}"


def test_a_size_takes_the_place_of_what_was_measured_before_and_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    for count, one in ((100_000, TEN), (1_000, TEN), (1_000, FIVE)):
        keep(count, section(one), page)
    assert read(page) == {1_000: section(FIVE), 100_000: section(TEN)}
    text = page.read_text("utf-8")
    assert text.index("### 1,000 letters") < text.index("### 100,000 letters") < text.index("### Growth")
    assert "| 1,000 | 5.00 | 600.0 |\n| 100,000 | 0.10 | 5.0 |\n" in text
    keep(1_000, section(FIVE), page)
    assert page.read_text("utf-8") == text


def test_times_stand_beside_those_of_the_peers_that_were_measured() -> None:
    text = section(TEN)
    assert "÷ full build | ÷ Hugo |\n" in text
    assert "| Hugo | 5.00 | 11.00 | 0.60 | 0.500 | 1.000 |" in text
    assert "| Pagefind | not measured | | | | |" in text
    assert "| write | 6.00 | 3.00 | 2.00 |" in stages(TEN, FIVE)


def test_the_middle_of_three_is_told_for_each_stage_too() -> None:
    middling = middle([TEN, FIVE, Cost(7.0, 1.0, 0.1, {"read": 3.0, "write": 1.0})])
    assert middling == Cost(7.0, 11.0, 0.5, {"read": 3.0, "write": 3.0})


def test_a_stage_lasts_until_the_next_is_named(tmp_path: Path) -> None:
    said = f"print('· {STAGES['read'].zh}', flush=True); time.sleep(.2); print('· {STAGES['write'].en}', flush=True)"
    one = cost([sys.executable, "-c", f"import time; {said}; time.sleep(.1)"], tmp_path)
    assert list(one.stages) == ["read", "write"]
    assert 0.15 < one.stages["read"] < one.wall
    assert cost([sys.executable, "-c", ""], tmp_path).stages == {}
