"""One heap for all threads, where the C library would give each its own (glibc's `mallopt`, malloc(3))."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_LARGE = 128 * 1024  # bytes; glibc begins there, too, but raises it with each that is given back


def share_heap() -> None:
    """To be called before threads are started. They take turns all the same, under the interpreter's lock, and what a
    heap of their own keeps back is some megabytes. What is large lies outside, and goes back to the system at once."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has one heap anyway
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
            mallopt(_M_MMAP_THRESHOLD, _LARGE)
