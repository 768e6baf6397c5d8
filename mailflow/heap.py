"""One heap for all threads, where the C library would give each its own, and no hoard in it (glibc, malloc(3))."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE = 128 * 1024  # bytes; glibc begins there, too, but raises it with each that is given back


def share_heap() -> None:
    """To be called before threads are started. They take turns all the same, under the interpreter's lock, and what a
    heap of their own keeps back is some megabytes. What is large lies outside, and goes back to the system at once."""
    if glibc := _glibc():
        glibc.mallopt(_M_ARENA_MAX, 1)
        glibc.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """To the system what lies free within the heap, page by page: some megabytes after a start or a backlog."""
    if glibc := _glibc():
        glibc.malloc_trim(0)


@cache
def _glibc() -> Any:
    """The C library; None where it is another, as musl, which has one heap anyway."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None
