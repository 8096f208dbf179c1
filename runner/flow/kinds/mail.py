"""`mail`: shows a ready mail to copy."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from runner.flow.driver import Driver, LookingDriver
from runner.flow.problems import written
from runner.flow.results import Asks, PauseFor, Result, Telling, Tells
from runner.flow.said import Said
from runner.flow.step import Step, Turn
from runner.locale import _


class Mail(Step):
    """Shows a ready mail to copy; the person sends it: `mail: {to: …, subject: …, body: …}`."""

    word = "mail"
    texts = ("to", "subject", "body")
    says = ("subject", "body")
    channel = "mail"
    to: Annotated[str, written(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", _("a mail address"))] = Field(
        description="whom to write to"
    )
    subject: Said = Field(description="the subject of the mail")
    body: Said = Field(description="the text of the mail")

    async def run(self, driver: Driver) -> Result:
        say = _("Send this mail to {address} from your own mail program, then press Continue.", address=self.to)
        return Asks("submit", say, copy=self.to_copy, earns="sent")

    @property
    def tells(self) -> Telling:
        return "mail"

    async def look(self, driver: LookingDriver) -> Result:
        return Tells("mail")

    @property
    def about(self) -> PauseFor:
        return "submit"

    @property
    def turn(self) -> Turn:
        return "mail"

    @property
    def is_done_once(self) -> bool:
        return True

    @property
    def to_copy(self) -> str:
        to, subject, body = self.to, self.subject, self.body
        return _("To: {to}\nSubject: {subject}\n\n{body}", to=to, subject=subject, body=body)

    def narrated(self) -> str:
        return _("A mail for you to send to {address}: {subject}", address=self.to, subject=self.subject)

    def instruction(self) -> str:
        return _("Send this mail to {address}:", address=self.to)

    def __str__(self) -> str:
        return _("Send a mail to {address}: {subject}", address=self.to, subject=self.subject)
