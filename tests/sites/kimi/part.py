"""The person's part in Kimi's flow: a mail from their own program. There is no page to stand in for."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (Case("kimi-training", "", "en", {"submit": (Continue(),)}, "sent"),)
