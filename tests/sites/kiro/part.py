"""The person's part in Kiro's flow, which is walked in Kiro itself: no page, so no stand-in of one."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (Case("kiro-content-collection", "", "en", {"switch": (Continue(),)}, "opted_out"),)
