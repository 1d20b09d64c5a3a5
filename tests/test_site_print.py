"""Forms on paper: one A4 page, with lines to write on and nothing that belongs to a screen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.rig.browse import Reader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("stage", ["review", "final"])
def test_a_form_to_ask_for_a_review_fits_one_sheet(
    demo_site: Path, reader: Callable[..., Reader], stage: str
) -> None:
    page = reader(demo_site.as_uri() + "/").open(f"petition/XF-2025-0090.{stage}.html")
    sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(sheet.pages) == 1
    # A PDF may spell characters by their radicals.
    words = normalize("NFKC", sheet.pages[0].extract_text())
    assert "XF-2025-0090" in words and "演示" in words
    for of_the_screen in ("打印这份申请书", "首页", "搜索"):
        assert of_the_screen not in words
