"""A short run of the fuzzers that `make fuzz` runs for long: no input is a crash, none an exception without a type."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.harness import PLACES, TOKENS, consume, mutated, seeds


def test_mutations_of_good_and_bad_files_are_read_or_located() -> None:
    random = Random(20260401)
    codes = {
        problem.code for _ in range(1_500) for problem in consume(mutated(random, random.choice(seeds())))
    }
    assert len(codes) > 30


@given(
    st.integers(0, len(PLACES) - 1), st.lists(st.sampled_from(TOKENS) | st.binary(max_size=12), max_size=30)
)
@settings(max_examples=400, deadline=None)
def test_bytes_and_pieces_of_yaml_in_any_order_are_read_or_located(place: int, parts: list[bytes]) -> None:
    consume(bytes([place]) + b"".join(parts))


@given(st.sampled_from(PLACES), st.data())
@settings(max_examples=300, deadline=None)
def test_any_tree_of_texts_is_read_or_located(place: str, data: st.DataObject) -> None:
    words = st.sampled_from(
        ["id", "event", "events", "at", "received", "text", "n", "1", "2026-03-02", "mayor", ""]
    )
    words |= st.text(max_size=8)
    tree = data.draw(
        st.recursive(words, lambda one: st.lists(one, max_size=4) | st.dictionaries(words, one, max_size=5))
    )
    consume(bytes([PLACES.index(place)]) + _flow(tree).encode("utf-8", "ignore"))


def _flow(tree: object) -> str:
    """YAML in one line."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(_flow, tree)) + "]"
    return "'" + str(tree).replace("'", "''") + "'"
