"""Links work from file://, under any sub-path, whatever the names hold."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st

from generator import addresses

NAMES = st.text("abc-.文 %#?&", min_size=1, max_size=6).filter(lambda name: set(name) - {"."})
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TARGETS = PATHS.filter(lambda path: not set(path) & set("#?"))
"""No address of the site holds either: `is_portable` refuses ?, and ids and slugs have no #."""


@given(PATHS, TARGETS, st.sampled_from(["", "sub/", "a/b/"]))
def test_a_link_resolves_to_its_target_under_any_sub_path(source: str, target: str, below: str) -> None:
    root = f"http://127.0.0.1/{below}"
    from_page = root + "/".join(
        part.replace("%", "%25").replace("#", "%23").replace("?", "%3F") for part in source.split("/")
    )
    resolved = urljoin(from_page, addresses.relative(source, target))
    assert unquote(resolved) == root + target


def test_a_fragment_stays_a_fragment() -> None:
    assert (
        addresses.relative("data/index.html", "data/dictionary.html#case.csv") == "dictionary.html#case.csv"
    )


def test_a_search_keeps_its_facets_from_any_depth() -> None:
    target = addresses.search({"place": ("东乡",), "status": ("open", "overdue")})
    link = addresses.relative("topics/roads.html", target)
    assert link == "../search.html?place=%E4%B8%9C%E4%B9%A1&status=open&status=overdue"
    assert addresses.search({}) == "search.html"


def test_a_topic_and_its_part_never_share_a_file() -> None:
    assert addresses.topic("a/b") != addresses.topic("a-b")
    assert addresses.topic("a", 2) != addresses.topic("a/page-2")
