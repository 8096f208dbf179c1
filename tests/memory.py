"""The most memory a process had, of its own.

`getrusage` will not do on Linux: there a started process inherits the peak of the one that started it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_FORGET_PEAK = "5"  # proc(5): sets the peak back to what is used now


def peak() -> float:
    """The most this process had since it began, or since `peak_from_now`: in megabytes."""
    if sys.platform == "linux":
        return int(re.findall(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())[0]) / 1024
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def peak_from_now() -> float:
    """Counts the peak anew, and says what is used now, in megabytes; only on Linux."""
    Path("/proc/self/clear_refs").write_text(_FORGET_PEAK)
    return peak()
