"""What is at stake in a flow: what AI is trained on, and whether what was used before can be undone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from runner.flow.problems import Model

TrainedOn = Literal["private", "public", "about_you", "nothing"]
Past = Literal["stays", "goes"]


class AtStake(Model):
    """What AI is trained on where nothing is done, and what becomes of what was used before; unknown: left out.

    `private` is what was said, written or kept for oneself or a few; `public` what one has published; `about_you` what
    a service notes of one; `nothing` where the company says that no AI is trained on it.
    """

    trained_on: TrainedOn = Field(
        description="private: chats, files, recordings; public: what you have published; "
        "about_you: what the service notes of you; nothing: no training, as far as the company says"
    )
    past: Past | None = Field(
        None, description="stays: what was used before cannot be taken back; goes: it is deleted, or taken out"
    )
