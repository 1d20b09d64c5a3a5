"""Text → HTML, for charts and for the pieces of pages that are made without a template because they come so often."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup


def escaped(text: str) -> str:
    """The text as HTML, as Jinja2's autoescape writes it."""
    return (
        text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace('"', "&#34;")
    )


def filled(pattern: str, *values: object) -> Markup:
    """The pattern with values in its places, as `Markup.format` does it but some ten times as fast."""
    return Markup(
        pattern.format(*[one if isinstance(one, (Markup, int)) else escaped(str(one)) for one in values])
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces of HTML in one."""
    return Markup("".join(parts))


def paragraphs(text: str) -> list[str]:
    """Each line that is not empty as a paragraph; the same lines as `phrases.paragraphs`."""
    return [f"<p>{line}</p>" for part in escaped(text).splitlines() if (line := part.strip())]


def prose(text: str) -> Markup:
    """The paragraphs of a text, each on a line of its own."""
    return Markup("".join([f"{one}\n" for one in paragraphs(text)]))
