"""Whether a page says anything, and whether the state of a control can be taken for what it is.

A page that is loading, does not answer, shows nothing, or is an error page says nothing: what is not there then is no
sign of anything. A switch says nothing while something lies over it, a dialog is open, or its Save was not pressed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from playwright.async_api import Frame

from runner.browser import asking
from runner.browser.asking import Element
from runner.browser.engine_messages import Saver, State
from runner.browser.engine_questions import AskFreedom, AskSpeech
from runner.flow.noes import declines
from runner.flow.words import saves, sends
from runner.locale import _

_ERROR = 400  # HTTP; from here on a document is an error page
ASKS_ONCE_MORE = _("The site asks once more: answer it in the page.")
UNTOLD = State(None, None)
IS_COVERED = _("Something lies over the switch; close it.")


@dataclass(frozen=True)
class Speech:
    """What the frames of a page can say.

    `document` stands for the main one as long as it is there. It is `silent` while one of the frames does not answer,
    has not come yet or shows nothing, `broken` where it is an error page, `whole` once everything in it has loaded.
    `asks` are the dialogs that each frame has opened since.
    """

    document: str = ""
    silent: bool = True
    broken: bool = False
    whole: bool = False
    asks: Mapping[Frame, int] = field(default_factory=dict)

    @property
    def tells_what_is_missing(self) -> bool:
        """Whether something that is not there is really not there."""
        return not self.silent and not self.broken


async def listen(frames: Sequence[Frame], noting: bool = False, fresh: bool = False) -> Speech:
    """What a page can say now; with `noting`, the dialogs that are open count as having stood there before.

    So do those of an earlier look where it is `fresh`: nobody has done anything there.
    """
    if not frames:
        return Speech()
    broken = any(frame.url.startswith("chrome-error:") for frame in frames[0].page.frames)
    told = await asyncio.gather(*(asking.ask_frame(frame, AskSpeech(noting, fresh)) for frame in frames))
    main = told[0]
    if main is None:
        return Speech(broken=broken)
    answers = [one for one in told if one is not None]
    return Speech(
        document=main["document"],
        silent=len(answers) < len(told) or main["empty"] or any(one["ready"] == "loading" for one in answers),
        broken=broken or any(one["status"] >= _ERROR for one in answers),
        whole=all(one["ready"] == "complete" and not one["busy"] for one in answers),
        asks={frame: one["asks"] for frame, one in zip(frames, told, strict=True) if one is not None},
    )


@dataclass(frozen=True)
class Freedom:
    """The state of a control, and what keeps it from counting: `why` in a sentence, empty where nothing does.

    `saved` is how many seconds ago it was saved, None where it was not since it was turned; `saver` is the button
    for that, if any. `kept` says that the page itself saw it turned before it was saved. A control may be `disabled`
    only while it is being saved.
    """

    state: State = UNTOLD
    why: str = ""
    busy: bool = False
    disabled: bool = False
    saver: str = ""
    saved: float | None = None
    kept: bool = False


async def freedom(control: Element, asks_in: Mapping[Frame, int]) -> Freedom:
    """A control's state, and what keeps it from counting; `asks_in` are the dialogs that are open in each frame.

    The control is asked last: what kept it from counting may go, and the state with it, while the others are asked.
    """
    asks, covered, frame = 0, False, control.frame
    elsewhere = {**asks_in}
    elsewhere.pop(frame, None)
    while frame.parent_frame is not None:
        elsewhere.pop(frame.parent_frame, None)
        around = await (await asking.frame_element(frame)).tell(AskFreedom())
        asks, covered, frame = asks + around["asks"], covered or around["covered"], frame.parent_frame
    own = await control.tell(AskFreedom())
    asks, covered, state = asks + own["asks"], covered or own["covered"], own["state"]
    asks += sum(elsewhere.values()) + _asks_beside(own["savers"], own["turned"])
    why = ASKS_ONCE_MORE if asks else IS_COVERED if covered else ""
    free = Freedom(state, why, own["busy"], own["disabled"])
    saver = _saver(own["savers"])
    if saver is None:
        return free
    ago, turned = saver["ago"], own["turned"]
    free = replace(free, saver=saver["name"] or _("Save"))
    if ago is None or (turned is not None and ago > turned):
        return free
    return replace(free, saved=ago / 1000, kept=turned is not None)


def _asks_beside(buttons: list[Saver], turned: float | None) -> bool:
    """Whether a choice has come by the control's being turned: one button that does something, and one that says no."""
    came = [one for one in buttons if one["came"]]
    answered = any(one["ago"] is not None and (turned is None or one["ago"] < turned) for one in came)
    says = [one["name"] for one in came]
    return not answered and any(map(declines, says)) and any(map(sends, says)) and not any(map(saves, says))


def _saver(buttons: list[Saver]) -> Saver | None:
    """The button that saves a control: by its name, the nearest; else the only one that sends its form."""
    named = [one for one in buttons if saves(one["name"])]
    if named:
        nearest = [one for one in named if one["level"] == named[0]["level"]]
        return max(nearest, key=lambda one: -1.0 if one["ago"] is None else 1 / (1 + one["ago"]))
    senders = [one for one in buttons if one["submits"]]
    return senders[0] if len(senders) == 1 else None
