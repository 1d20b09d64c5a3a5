"""Text becomes the same HTML with and without a template."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.hypertext import escaped, filled, paragraphs, prose
from generator.phrases import paragraphs as lines

WORDS = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("<>&'\"\n\r\x85\u2028 "))
)


@given(WORDS)
def test_a_text_is_escaped_as_templates_do_it(text: str) -> None:
    assert escaped(text) == str(escape(text))


@given(WORDS)
def test_each_line_is_a_paragraph(text: str) -> None:
    assert paragraphs(text) == [str(Markup("<p>{}</p>").format(line)) for line in lines(text)]
    assert prose(text) == "".join(f"{one}\n" for one in paragraphs(text))


@given(WORDS, st.integers(), st.none() | st.floats())
def test_what_fills_a_pattern_is_escaped_unless_it_is_html(
    text: str, number: int, other: float | None
) -> None:
    pattern = '<a b="{0}">{1}{0}{2}{3}</a>'
    values = (text, Markup("<b>"), number, other)
    assert filled(pattern, *values) == Markup(pattern).format(*values)
