"""The person's part in Snapchat's flow, which is on the phone. There is no page to stand in for."""

from __future__ import annotations

from ..case import Case, Continue

CASES: tuple[Case, ...] = (
    Case("snapchat-training", "", "en", {"review": (Continue(),), "switch": (Continue(),)}, "opted_out"),
)
