"""The rig must be able to fail: each check is shown a site with just the fault that it is there to find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rig.browse import Complaint, Reader
from tests.rig.links import crawl
from tests.rig.markup import cover, foreign, skeleton
from tests.rig.nu import findings

WHOLE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>公开</title>{head}</head>
<body><main><h1 id="one">公开</h1><p>正文 <a href="index.html#one">首页</a></p>{body}</main></body></html>"""


def page(body: str = "", head: str = "") -> str:
    return WHOLE.format(head=head, body=body)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small site; every path given is a file, the home page is whole unless given."""

    def write(**files: str) -> Path:
        for name, text in {"index.html": page(), **files}.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "site"

    return write


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<a href="gone.html">x</a>', "no such file"),
        ('<a href="mayor/">x</a>', "no such file"),
        ('<a href="#gone">x</a>', "no such fragment"),
        ('<a href="mayor/a.html#gone">x</a>', "no such fragment"),
        ('<a href="../up.html">x</a>', "leads above the root"),
        ('<a href="/rooted.html">x</a>', "leads above the root"),
        ('<img alt="" srcset="gone.png 1x">', "no such file"),
        ('<img alt="" src="http://elsewhere.example/x.png">', "loads from another host"),
        ('<link rel="stylesheet" href="//elsewhere.example/x.css">', "loads from another host"),
        ("<style>p { background: url(gone.png) }</style>", "no such file"),
        ('<p style="background: url(gone.png)"></p>', "no such file"),
        ('<a href="javascript:alert(1)">x</a>', "runs code or leaves the web"),
        ('<a href="\x01Java\tscript:alert(1)">x</a>', "runs code or leaves the web"),
        ('<svg><use href="gone.svg#a"/></svg>', "no such file"),
    ],
)
def test_a_link_that_does_not_hold_is_found(site: Callable[..., Path], body: str, why: str) -> None:
    built = site(**{"index.html": page(body), "mayor/a.html": page('<a href="../index.html">x</a>')})
    faults = crawl(built).faults()
    assert [fault.why for fault in faults if fault.file == "index.html"] == [why]


def test_links_that_hold_are_no_faults(site: Callable[..., Path]) -> None:
    body = """<a href="mayor/a.html#one">x</a> <a href="#one">x</a> <a href="#top">x</a>
    <a href="https://law.example/">x</a>
    <a href="tel:12345">x</a> <a href="%E5%85%AC.html?q=1">x</a> <img alt="" src="data:image/gif;base64,R0lG">"""
    built = site(
        **{"index.html": page(body), "mayor/a.html": page('<a href="../公.html">x</a>'), "公.html": page()}
    )
    (built / "mayor/a.html").write_text(page().replace("index.html", "../index.html"), "utf-8")
    assert crawl(built).faults() == []


def test_feeds_sitemaps_styles_and_robots_are_crawled_too(site: Callable[..., Path]) -> None:
    built = site(
        **{
            "feed.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://c.example/a.html"/></feed>',
            "sitemap.xml": "<urlset><url><loc>https://c.example/b.html</loc></url></urlset>",
            "app.css": "@import 'c.css'; p { background: url( 'd.png' ) }",
            "robots.txt": "Sitemap: https://c.example/e.xml",
        }
    )
    faults = crawl(built, "https://c.example").faults()
    assert {(fault.file, fault.link.rpartition("/")[2]) for fault in faults} == {
        ("feed.xml", "a.html"),
        ("sitemap.xml", "b.html"),
        ("app.css", "c.css"),
        ("app.css", "d.png"),
        ("robots.txt", "e.xml"),
    }


def test_a_page_that_no_link_leads_to_is_found(site: Callable[..., Path]) -> None:
    built = site(**{"index.html": page('<a href="a.html">x</a>'), "a.html": page(), "lost.html": page()})
    assert crawl(built).unreachable() == ["lost.html"]
    assert crawl(built).faults() == []


def test_a_cover_holds_every_kind_of_markup(site: Callable[..., Path]) -> None:
    built = site(
        **{"a.html": page('<p class="rare">x</p>'), "b.html": page(), "c.html": page("<table></table>")}
    )
    assert sorted(cover(built)) == ["a.html", "c.html", "index.html"]


def test_a_cover_leaves_out_what_another_site_has_shown(site: Callable[..., Path], tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    shown.mkdir()
    (shown / "a.html").write_text(page('<p class="rare">x</p>'), "utf-8")
    built = site(**{"a.html": page('<p class="rare">x</p>'), "c.html": page("<table></table>")})
    assert cover(built, shown) == ["index.html", "c.html"]


def test_one_stray_element_or_attribute_shows_in_the_skeleton() -> None:
    plain = skeleton(page("<p>x</p>").encode())
    assert foreign(skeleton(page("<p>y &lt;b></p>").encode()), plain) == {}
    assert foreign(skeleton(page("<p>x<b></b></p>").encode()), plain) == {("b",): 1}
    assert foreign(skeleton(page("<p onclick=x>x</p>").encode()), plain) == {("p",): -1, ("p", "onclick"): 1}


@pytest.mark.usefixtures("nu_checker")
def test_html_css_and_svg_that_are_not_valid_are_found(site: Callable[..., Path]) -> None:
    built = site(
        **{
            "bad.html": page('<img src="x">'),
            "bad.css": "p { colour: red }",
            "bad.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circel/></svg>',
        }
    )
    found = findings([built])
    assert {Path(finding.file).name for finding in found} == {"bad.html", "bad.css", "bad.svg"}


STRICT = """<meta http-equiv="Content-Security-Policy" content="style-src 'self'">"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (page("<script>console.error('x')</script>"), "console"),
        (page("<script>throw Error('x')</script>"), "error"),
        (page("<script>alert(1)</script>"), "dialog"),
        (page('<img alt="" src="gone.png">'), "failed"),
        (page('<img alt="" src="http://elsewhere.example/x.png">'), "request"),
        (page('<p style="color: red">x</p>', STRICT), "console"),
    ],
)
def test_what_a_page_asks_for_and_complains_of_is_noted(
    site: Callable[..., Path], serve: Callable[..., str], reader: Callable[..., Reader], bad: str, kind: str
) -> None:
    built = site(**{"index.html": bad, "good.html": page()})
    for root in (serve(built, "/county/"), built.as_uri() + "/"):
        tab = reader(root)
        tab.open("good.html")
        assert tab.complaints == []
        tab.open("index.html")
        assert kind in {complaint.kind for complaint in tab.complaints}
        assert {complaint.page for complaint in tab.complaints} == {"index.html"}


@pytest.mark.browser
def test_a_reader_without_scripts_runs_none(site: Callable[..., Path], reader: Callable[..., Reader]) -> None:
    tab = reader(site(**{"index.html": page("<script>alert(1)</script>")}).as_uri() + "/", scripts=False)
    tab.open("index.html")
    assert tab.complaints == []


@pytest.mark.browser
def test_a_lenient_reader_runs_what_the_policy_would_stop(
    site: Callable[..., Path], reader: Callable[..., Reader]
) -> None:
    policy = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
    built = site(**{"index.html": page("<script>alert('ran')</script>", policy)})
    tab = reader(built.as_uri() + "/", lenient=True)
    tab.open("index.html")
    assert Complaint("index.html", "dialog", "ran") in tab.complaints


@pytest.mark.browser
def test_axe_finds_what_a_reader_cannot_read(
    site: Callable[..., Path], reader: Callable[..., Reader]
) -> None:
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }</style>"
    narrow = "<style>@media (max-width: 400px) { p { color: #eee; background: #fff } }</style>"
    tab = reader(site(**{"index.html": page(head=dark + narrow), "bad.html": page("<input>")}).as_uri() + "/")
    tab.open("index.html")
    assert tab.axe("color-contrast") == []
    tab.shape(1280, "dark")
    assert "color-contrast: ['p']" in tab.axe("color-contrast")[0]
    tab.shape(360)
    assert "color-contrast: ['p']" in tab.axe("color-contrast")[0]
    tab.open("bad.html")
    assert any(line.startswith("label") for line in tab.axe())
