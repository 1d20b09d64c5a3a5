"""The real letters: the formulas known to be among them are found, and of replies that were swapped most pairs."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest

from generator.check.replies import replies_are_written_for_their_letters, replies_say_something
from generator.model import Case
from generator.model.load import Content, load
from generator.read import read
from generator.replies.compared import compared
from generator.replies.sketch import Sketch, sketch
from generator.replies.wording import letters, telling
from tests.rig.building import DEMO, ROOT, wenzheng
from tests.test_replies import TODAY

pytestmark = pytest.mark.real
COPIES = 32
"""Replies that say 网友：您好！留言已收悉, and nothing else."""


@pytest.fixture(scope="module")
def content(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The letters under the settings of the demonstration county."""
    folder = tmp_path_factory.mktemp("letters") / "content"
    sheet, mapping = real_data / "letters/letters-2816.xlsx", ROOT / "tests/import_maps/letters.yml"
    process = wenzheng("import", "letters", sheet, "--map", mapping, "--config", DEMO.config, "--out", folder)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    loaded, problems = load(read(folder, DEMO.config))
    assert loaded is not None and not problems
    return loaded


@pytest.fixture(scope="module")
def pairs(content: Content) -> list[tuple[str, str]]:
    """Each letter, its title above it, with its reply."""
    cases = [record.value for record in content.records if isinstance(record.value, Case)]
    return [(f"{case.title}\n{case.letter}", case.replies[0].text) for case in cases]


def test_the_copies_of_a_receipt_and_the_other_empty_replies_are_found(
    content: Content, pairs: list[tuple[str, str]]
) -> None:
    copies = {
        (record.source.path, *record.source.mark("events", 1, "text")[1:])
        for record, (_, reply) in zip(content.records, pairs, strict=True)
        if letters(reply) == "网友您好留言已收悉"
    }
    assert len(copies) == COPIES
    empty = {tuple(p.mark) for p in replies_say_something(content, TODAY)}
    repeated = {
        tuple(p.mark)
        for p in replies_are_written_for_their_letters(content, TODAY)
        if p.code == "reply-repeated"
    }
    assert copies <= empty & repeated
    assert 150 <= len(empty) <= 300


@pytest.fixture(scope="module")
def sketches(pairs: list[tuple[str, str]]) -> list[Sketch]:
    return [sketch(letter, [reply]) for letter, reply in pairs]


def test_a_sketch_is_some_hundred_bytes_of_a_letter(sketches: list[Sketch]) -> None:
    assert sum(len(pickle.dumps(one)) for one in sketches) / len(sketches) < 700


def test_hardly_a_reply_that_stands_where_it_was_given_is_called_a_misfit(sketches: list[Sketch]) -> None:
    found = compared(sketches, 75, 3)
    assert len(found.swapped) + len(found.unrelated) <= len(sketches) // 500


def test_of_swapped_replies_one_in_two_is_found_and_of_the_pairs_four_in_five(
    pairs: list[tuple[str, str]], sketches: list[Sketch]
) -> None:
    draw = random.Random(2)
    chosen = draw.sample([n for n, (_, reply) in enumerate(pairs) if len(telling(reply)) >= 20], 400)
    partner = {
        **dict(zip(chosen[::2], chosen[1::2], strict=True)),
        **dict(zip(chosen[1::2], chosen[::2], strict=True)),
    }
    swapped = list(sketches)
    for one, other in partner.items():
        swapped[one] = sketch(pairs[one][0], [pairs[other][1]])
    found = {swap.letter for swap in compared(swapped, 75, 3).swapped}
    assert len(found - set(chosen)) <= 5
    assert len(found & set(chosen)) >= len(chosen) * 0.5
    assert len({frozenset((n, partner[n])) for n in found & set(chosen)}) >= len(chosen) / 2 * 0.8
