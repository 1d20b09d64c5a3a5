"""Which addresses the outputs of one build have taken: each can be held by any file system, and no two are one."""

from __future__ import annotations

from collections.abc import Iterable

from generator.portable import folded, is_portable
from generator.problem import Text, quoted
from generator.publish.manifest import MANIFEST
from generator.swap import Unpublished


class BadAddress(Unpublished):
    """An output with an address that no site can hold, or that is taken: a fault of the program, not of content."""


def check_portable(address: str) -> None:
    """Raise BadAddress for what some file system cannot hold, or what would lie outside the site."""
    if not all(map(is_portable, address.split("/"))):
        raise BadAddress(
            Text(
                f"网站文件不能用这个地址：{quoted(address)}。",
                f"No site can hold the address {quoted(address)}.",
            )
        )


class Claims:
    """The claims of one build. What the last publish had was sound then, and need not be claimed again."""

    def __init__(self) -> None:
        self._spelled = {folded(MANIFEST): MANIFEST}
        self._folders = {""}

    @property
    def are_new(self) -> bool:
        """Whether anything was claimed."""
        return len(self._spelled) > 1

    def claim(self, address: str) -> None:
        """Take an address; refuse it when malformed, or claimed already."""
        check_portable(address)
        folder = address.rpartition("/")[0]
        while folder not in self._folders:
            self._spell(folder, f"{folder}/")
            self._folders.add(folder)
            folder = folder.rpartition("/")[0]
        self._spell(address, address)

    def settle(self, others: Iterable[str]) -> None:
        """Compare the claims with addresses of the last publish that stay, no two of which are one."""
        stay = list(others)
        # One string is folded in a tenth of the time of a hundred thousand; no fold reaches over a line's end.
        files = dict(zip(folded("\n".join(stay)).split("\n"), stay, strict=True)) if stay else {}
        for key in files.keys() & self._spelled.keys():
            raise clash(files[key], self._spelled[key])
        for folder in folders(stay) - {""}:
            if self._spelled.get(folded(folder), f"{folder}/") != f"{folder}/":
                raise clash(f"{folder}/", self._spelled[folded(folder)])

    def _spell(self, name: str, spelled: str) -> None:
        key = folded(name)
        if taken := self._spelled.get(key):
            raise clash(taken, spelled)
        self._spelled[key] = spelled


def folders(files: Iterable[str]) -> set[str]:
    """The folders that hold the files, with those above them and the root."""
    found, new = {""}, {address.rpartition("/")[0] for address in files}
    while new:
        found |= new
        new = {folder.rpartition("/")[0] for folder in new} - found
    return found


def clash(one: str, other: str) -> BadAddress:
    """The refusal of two spellings of one address."""
    return BadAddress(
        Text(
            f"两个网站文件的地址相同：{quoted(one)} 与 {quoted(other)}（不分大小写）。",
            f"Two outputs share one address, letter case aside: {quoted(one)} and {quoted(other)}.",
        )
    )
