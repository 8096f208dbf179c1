"""The person's part in Slack's flow: a mail from their own program. There is no page to stand in for."""

from __future__ import annotations

from ..case import Case, Continue

SENT = {"submit": (Continue(),)}

CASES: tuple[Case, ...] = (Case("slack-global-models", "", "en", SENT, "sent", needs={"workspace": "ada.slack.com"}),)
