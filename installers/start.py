"""Where the frozen program begins: the environment of whoever started it is put back, then Optout runs.

The program's own libraries are found by a variable that its loader has read by now. A browser started with it would
take them for its own, and some of them are older than what it needs.
"""

from __future__ import annotations

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    os.environ.pop(_name, None)
    if _before is not None:
        os.environ[_name] = _before

from runner.__main__ import main  # noqa: E402 - not before the environment is as it was

main()
