"""The person's part in Toyota's flow, which is walked in an app on a phone: no page, so no stand-in of one."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (Case("toyota-ai-research", "", "en", {"switch": (Continue(),)}, "opted_out"),)
