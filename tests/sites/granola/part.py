"""The person's part in Granola's flow, which is walked in Granola itself: no page, so no stand-in of one."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (Case("granola-training", "", "en", {"switch": (Continue(),)}, "opted_out"),)
