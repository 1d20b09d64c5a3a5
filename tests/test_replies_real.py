"""The real letters: the formulas known to be among them are found, and of replies that were swapped most pairs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.check.replies import replies_are_written_for_their_letters, replies_say_something
from generator.model import Case
from generator.model.load import Content, load
from generator.read import read
from generator.replies.fit import Fit
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


def test_hardly_a_reply_that_stands_where_it_was_given_is_called_a_misfit(
    pairs: list[tuple[str, str]],
) -> None:
    fit = Fit([letter for letter, _ in pairs], [(n, reply) for n, (_, reply) in enumerate(pairs)])
    assert len(list(fit.misfits())) <= len(pairs) // 500


def test_of_swapped_replies_one_in_two_is_found_and_of_the_pairs_three_in_four(
    pairs: list[tuple[str, str]],
) -> None:
    draw = random.Random(2)
    chosen = draw.sample([n for n, (_, reply) in enumerate(pairs) if len(telling(reply)) >= 20], 400)
    partner = {
        **dict(zip(chosen[::2], chosen[1::2], strict=True)),
        **dict(zip(chosen[1::2], chosen[::2], strict=True)),
    }
    replies = [(n, pairs[partner.get(n, n)][1]) for n in range(len(pairs))]
    found = {misfit.reply for misfit in Fit([letter for letter, _ in pairs], replies).misfits()} & set(chosen)
    assert len(found) >= len(chosen) * 0.5
    assert len({frozenset((n, partner[n])) for n in found}) >= len(chosen) / 2 * 0.75
