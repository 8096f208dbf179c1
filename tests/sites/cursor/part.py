"""The person's part in Cursor's flow, which is walked in Cursor itself: no page, so no stand-in of one."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (Case("cursor-privacy-mode", "", "en", {"switch": (Continue(),)}, "opted_out"),)
