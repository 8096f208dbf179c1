"""The person's part in HoYoverse's flow: a look into the game, and a mail. There is no page to stand in for."""

from __future__ import annotations

from ..case import Case, Continue

DONE = {"review": (Continue(),), "submit": (Continue(),)}

CASES: tuple[Case, ...] = (Case("hoyoverse-training", "", "en", DONE, "sent"),)
