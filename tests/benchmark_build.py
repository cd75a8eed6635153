"""How long a build takes, as ratios. Run by hand: `python tests/benchmark_build.py`.

Not a test: wall-clock time says nothing on a busy machine. The ratios compare
the build with merely reading the same input files, and its two halves with
each other.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.project import read_project  # noqa: E402 (the path is set first)
from generator.reference import build_texts  # noqa: E402

ROUNDS = 5


def median(action: Callable[[], object]) -> float:
    """Return the median time of an action in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def read_bytes() -> int:
    """Read every input file and return their size in bytes."""
    files = [path for folder in ("schemas", "docs") for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sum(len(path.read_bytes()) for path in files)


def main() -> None:
    """Print the ratios."""
    project = read_project(ROOT)
    reading = median(read_bytes)
    parsing = median(lambda: read_project(ROOT))
    rendering = median(lambda: build_texts(project))
    texts = build_texts(project)
    print(f"{len(texts)} files of {sum(map(len, texts.values())):,} characters in {parsing + rendering:.2f} s")
    print(f"whole build / reading the bytes: {(parsing + rendering) / reading:.1f}")
    print(f"rendering / parsing: {rendering / parsing:.2f}")


if __name__ == "__main__":
    main()
