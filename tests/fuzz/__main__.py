"""`make fuzz`: a million inputs, or as many as ARGS says; guided by coverage where atheris is installed."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import time
import traceback
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.fuzz.harness import consume, mutated, seeds

FOUND = Path("tests/.artifacts/fuzz")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="use atheris (pip install atheris)")
    chosen = parser.parse_args()
    if chosen.guided and importlib.util.find_spec("atheris") is None:
        parser.error("atheris is not installed; leave --guided away, or: .venv/bin/pip install atheris")
    return guided(chosen.inputs) if chosen.guided else plain(chosen.inputs, chosen.seed)


def plain(inputs: int, seed: int) -> int:
    """Mutations of good and bad files; every crash is kept, for a test of its own."""
    random, known, slowest = Random(seed), seeds(), 0.0
    crashes: set[str] = set()
    for number in range(1, inputs + 1):
        data = mutated(random, random.choice(known))
        begun = time.perf_counter()
        try:
            consume(data)
        except Exception as error:
            # One of each kind is enough: where it was raised says which.
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
            if kind not in crashes:
                crashes.add(kind)
                print(f"{kind}: {error!s:.80}: {_kept(data)}", flush=True)
        slowest = max(slowest, time.perf_counter() - begun)
        if number % 20_000 == 0:
            print(f"{number} inputs, {len(crashes)} crashes, slowest {slowest:.2f} s", flush=True)
    print(f"{inputs} inputs, {len(crashes)} crashes, slowest {slowest:.2f} s")
    return 1 if crashes else 0


def _kept(data: bytes) -> Path:
    """The file that an input is kept in."""
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


def guided(inputs: int) -> int:
    """The same target under atheris; a crash ends the run with its input written to the current folder."""
    atheris = importlib.import_module("atheris")
    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds():
        (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], str(corpus), f"-runs={inputs}", "-max_len=8000"], consume)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
