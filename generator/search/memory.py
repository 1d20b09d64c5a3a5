"""Memory: what an update needs of the build before it, in a folder that may be deleted at any time.

Five files only ever grow until a full build begins them anew: folded units, spelled texts, places of boxes, digits of
boxes and chunks, maps of chunks. The `state`, written last and in one step, says where in them everything stands, with
checksums; so a build that is killed leaves the state before it. What it says is checked when it is read.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.search.shards import Damage
from generator.search.shelves import MAP, Boxes, Chunks
from generator.search.slots import Months
from generator.search.table import COLUMNS, Bytes, Ints, Table
from generator.search.words import Units

VERSION = 1
"""To be raised with any change of the format of the index, of shards or of the memory."""
_STATE = "state"
_BESIDE = "beside"
_GROWING = ("units", "texts", "places", "digits", "maps")
_WIDTH = {"units": 2, "texts": 1, "places": 4, "digits": 1, "maps": MAP}


@dataclass(frozen=True)
class Extent:
    """How large an index is, and which."""

    sizes: Mapping[str, int]
    """elements in each growing file"""
    live: int
    """bytes in these that are in use, about"""
    stamp: str = ""


@dataclass(frozen=True)
class State:
    """An index, without what is large."""

    table: Table
    months: Months
    boxes: Boxes
    chunks: Chunks
    characters: npt.NDArray[np.int64]
    """how often each code unit occurs in the folded texts"""
    files: Mapping[str, bytes]
    """digests of all files but `start`, by name"""
    extent: Extent

    @property
    def sizes(self) -> Mapping[str, int]:
        return self.extent.sizes


class Memory:
    """A folder that keeps a state and what it stands on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / name

    def begin(self) -> None:
        """Forget all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in (_STATE, *_GROWING):
            self.path(name).unlink(missing_ok=True)
        for name in _GROWING:
            self.path(name).touch()

    def beside(self) -> Memory:
        """A memory to be begun anew while this one still holds."""
        return Memory(self.folder / _BESIDE)

    def settle(self) -> None:
        """Where this one was begun beside another, take its place."""
        if self.folder.name == _BESIDE:
            home = self.folder.parent
            (home / _STATE).unlink(missing_ok=True)
            for name in (*_GROWING, _STATE):
                self.path(name).replace(home / name)
            self.folder.rmdir()

    def added(self, name: str, start: int, content: Any) -> None:
        """Put bytes behind the first `start` elements of a growing file; what was left there by a broken build goes."""
        with self.path(name).open("r+b") as file:
            file.truncate(start * _WIDTH[name])
            file.seek(0, os.SEEK_END)
            file.write(content)

    def grown(self, state: State, **added: Any) -> dict[str, int]:
        """Put what is added behind what is kept; elements in each file then."""
        found = {}
        for name, content in added.items():
            size = memoryview(content).nbytes // _WIDTH[name]
            self.added(name, state.sizes[name], content)
            found[name] = state.sizes[name] + size
        return found

    def held(self, state: State) -> int:
        """Bytes in the growing files."""
        return sum(_WIDTH[name] * size for name, size in state.sizes.items())

    def _mapped(self, name: str, dtype: str, size: int) -> Any:
        width = _WIDTH[name]
        if self.path(name).stat().st_size < size * width:
            raise Damage(name)
        if not size:
            return np.zeros(0, dtype=dtype)
        mapped = np.memmap(
            self.path(name), dtype=dtype, mode="r", shape=size * width // np.dtype(dtype).itemsize
        )
        return mapped.view(np.ndarray)

    def units(self, state: State) -> Units:
        return self._mapped("units", "<u2", state.sizes["units"])  # type: ignore[no-any-return]

    def texts(self, state: State) -> Bytes:
        return self._mapped("texts", "u1", state.sizes["texts"])  # type: ignore[no-any-return]

    def places(self, state: State) -> Ints:
        return self._mapped("places", "<u4", state.sizes["places"])  # type: ignore[no-any-return]

    def digits(self, state: State) -> Bytes:
        return self._mapped("digits", "u1", state.sizes["digits"])  # type: ignore[no-any-return]

    def maps(self, state: State) -> Bytes:
        found = self._mapped("maps", "u1", state.sizes["maps"])
        return found.reshape(-1, MAP)  # type: ignore[no-any-return]

    def save(self, state: State) -> None:
        """Write the state, in one step."""
        arrays = dict(_arrays(state))
        told = {name: (array.dtype.str, array.shape) for name, array in arrays.items()}
        texts = {
            "ids": "\0".join(state.table.ids),
            "moments": "\0".join(state.table.moments),
            "values": state.table.values,
            "files": "\0".join(state.files),
        }
        head = json.dumps(
            [VERSION, told, texts, state.sizes, state.extent.live, state.extent.stamp], separators=(",", ":")
        ).encode()
        parts: list[Any] = [len(head).to_bytes(8, "little"), head, b"".join(state.files.values())]
        parts += [np.ascontiguousarray(array).tobytes() for array in arrays.values()]
        spare = self.path(f"{_STATE}.new")
        total = 0
        with spare.open("wb") as file:
            for part in parts:
                total = zlib.crc32(part, total)
                file.write(part)
            file.write(total.to_bytes(4, "little"))
        spare.replace(self.path(_STATE))

    def load(self) -> State:
        """The state. Raises Damage where there is none that can be trusted."""
        try:
            content = memoryview(self.path(_STATE).read_bytes())
        except OSError as error:
            raise Damage(_STATE) from error
        body = content[:-4]
        if len(content) < 12 or zlib.crc32(body) != int.from_bytes(content[-4:], "little"):
            raise Damage(_STATE)
        start = 8 + int.from_bytes(body[:8], "little")
        version, told, texts, sizes, live, stamp = json.loads(bytes(body[8:start]))
        if version != VERSION:
            raise Damage("version")
        names = texts["files"].split("\0") if texts["files"] else []
        digests = bytes(body[start : start + 8 * len(names)])
        files = {name: digests[8 * i : 8 * i + 8] for i, name in enumerate(names)}
        start += len(digests)
        arrays: dict[str, npt.NDArray[Any]] = {}
        for name, (dtype, shape) in told.items():
            count = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(body, dtype=dtype, count=count, offset=start).reshape(shape)
            start += arrays[name].nbytes
        state = _state(arrays, texts, files, Extent(sizes, live, stamp))
        for name in _GROWING:
            if not self.path(name).is_file() or self.path(name).stat().st_size < sizes[name] * _WIDTH[name]:
                raise Damage(name)
        return state


def _arrays(state: State) -> Iterable[tuple[str, npt.NDArray[Any]]]:
    for name in COLUMNS[2:]:
        yield f"table.{name}", getattr(state.table, name)
    for kind, columns in (("boxes", state.boxes), ("chunks", state.chunks), ("months", state.months)):
        for field in fields(columns):
            yield f"{kind}.{field.name}", getattr(columns, field.name)
    yield "characters", state.characters


def _state(
    arrays: Mapping[str, npt.NDArray[Any]],
    texts: Mapping[str, Any],
    files: Mapping[str, bytes],
    extent: Extent,
) -> State:
    def held(kind: str) -> dict[str, Any]:
        return {
            name.partition(".")[2]: array for name, array in arrays.items() if name.startswith(f"{kind}.")
        }

    def names(kind: str) -> npt.NDArray[np.object_]:
        found = np.zeros(len(arrays["table.keys"]), dtype=object)
        found[:] = texts[kind].split("\0") if len(found) else []
        return found

    table = Table(ids=names("ids"), moments=names("moments"), values=texts["values"], **held("table"))
    return State(
        table=table,
        months=Months(**held("months")),
        boxes=Boxes(**held("boxes")),
        chunks=Chunks(**held("chunks")),
        characters=arrays["characters"],
        files=files,
        extent=extent,
    )
