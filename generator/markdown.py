"""Staff prose: a small Markdown subset → HTML that holds nothing but words, lists, tables and safe links."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "blockquote",
        "hr",
        "br",
        "sup",
        "sub",
        "abbr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "span",
    ]
)
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "th": {"align", "scope"},
    "td": {"align"},
    "div": {"class"},
    "p": {"class"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def clean(html: str) -> Markup:
    """HTML without scripts, styles, pictures, forms, and links that are not http(s), mail, telephone or relative."""
    return Markup(
        nh3.clean(
            html,
            tags=set(_TAGS),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            url_schemes=set(_SCHEMES),
            link_rel="noopener noreferrer",
        )
    )


def rendered(text: str) -> Markup:
    """Clean HTML of a text from the settings."""
    return clean(_MARKDOWN.render(text))
