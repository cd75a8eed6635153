"""Lines of Markdown outside fenced code; the sole owner of what a fence is."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"\s*(```+|~~~+)")


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield line number, counted from 1, and text of each line outside a fence."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1][:3]
        elif not fence:
            yield number, line
