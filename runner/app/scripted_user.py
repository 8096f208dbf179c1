"""The scripted person of `optout practice --hands-free`: plays the practice site's part with the browser's hands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from runner.browser.looking_driver import LookingPageDriver
from runner.browser.scripted_hands import ScriptedHands
from runner.events import Question, Reply
from runner.practice.part import Action, BlackOut, ChooseOption, Continue, Press, Toggle, Turn, Type, Yes


class ScriptedUser:
    """Answers each pause by doing what its turn says; then the page, or the panel's button, ends the pause."""

    def __init__(self, driver: LookingPageDriver, part: Sequence[Turn]) -> None:
        self._hands = ScriptedHands(driver)
        self._turns = list(part)

    async def ask(self, question: Question) -> Reply:
        """Plays the next turn of this kind; a question without a turn is answered with Continue in the panel."""
        turn = next((turn for turn in self._turns if turn.about == question.about), None)
        if turn:
            self._turns.remove(turn)
        for action in turn.do if turn else (Continue(),):
            await self._play(action)
        await asyncio.Event().wait()
        raise AssertionError  # pragma: no cover - an event nobody sets

    async def stops(self) -> None:
        """Never: the script plays to its end."""
        await asyncio.Event().wait()

    async def _play(self, action: Action) -> None:
        match action:
            case Type(label, text):
                await self._hands.type(label, text)
            case Press(label):
                await self._hands.press(label)
            case ChooseOption(label, option):
                await self._hands.choose(label, option)
            case Toggle(label):
                await self._hands.toggle(label)
            case Continue():
                await self._hands.press_panel("continue")
            case Yes():
                await self._hands.press_panel("yes")
            case BlackOut(text):
                await self._hands.black_out(text)
