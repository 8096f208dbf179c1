"""The person's part with the glasses, whose settings are in an app on a phone: no page, so no stand-in of one."""

from __future__ import annotations

from ..case import Case, Continue

DONE = {"switch": (Continue(),), "review": (Continue(),)}

CASES: tuple[Case, ...] = (Case("ray-ban-meta-voice", "", "en", DONE, "opted_out"),)
