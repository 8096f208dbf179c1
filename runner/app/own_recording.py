"""A recording that becomes a flow of the person's own. It is written down as it goes on, so that none of it is lost.

What is written down on the way is the flow as far as it goes, without anything that was typed: like the flow itself.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from runner.app.own_flows import read_flow
from runner.app.places import home, library, own_folder
from runner.app.recorded_flow import free_file, how_often, named_after, schema_from
from runner.app.upstream_patch import accounts
from runner.config import Config
from runner.errors import FlowError, RecordsError, UsageError
from runner.flow.load import load
from runner.flow.own import Own
from runner.flow.recorded_action import Recorded
from runner.locale import Text, _, joined
from runner.locale.phrase import semicolons
from runner.records.files import write_private
from runner.session.recorder import Draft, draft

_UNNAMED = "recording"
_LONGEST = 60  # letters of a name


@dataclass
class OwnRecording:
    """A recording under way, of a flow with this title; `name` is that of its file, made of the site's where empty.

    `settings` are kept out of it. What there is so far lies in `file`, once there is something.
    """

    title: str
    name: str
    settings: Config
    file: Path | None = field(default=None, init=False)

    def so_far(self, recorded: Recorded) -> None:
        """Writes down what was recorded until now; where that cannot be, the recording goes on all the same."""
        text = draft(recorded, self.title, self._own, schema_from(own_folder() / f"{_UNNAMED}.yaml")).text
        try:
            load(text, "recorded.yaml")
        except FlowError:
            return  # nothing yet that would be a flow
        self.file = self.file or free_file(_folder(), self.name or _UNNAMED)
        with suppress(RecordsError):
            write_private(self.file, text.encode("utf-8"))

    def keep(self, recorded: Recorded, source: str) -> tuple[Draft, Path]:
        """Makes a flow of it; the draft, and the flow's file. `source` is where it was recorded, or the recording.

        Raises UsageError where no flow can be made of it, RecordsError where it cannot be written.
        """
        site = named_after(draft(recorded, self.title, self._own), source)
        path = free_file(own_folder(), self.name or site, library())
        made = draft(recorded, self.title, self._own, schema_from(path))
        write_private(path, made.text.encode("utf-8"))
        if self.file:
            self.file.unlink(missing_ok=True)
        return made, path

    @property
    def _own(self) -> Own:
        return Own([*self.settings.me.values(), *accounts(home())])


def name_for(given: str) -> str:
    """What somebody calls a flow, as the name of its file; raises UsageError where there is one of that name."""
    name = re.sub(r"[^a-z0-9]+", "-", given.casefold()).strip("-")[:_LONGEST].strip("-")
    if given.strip() and not name:
        raise UsageError(_("“{name}” has no letter from a to z and no digit in it, and a name needs one", name=given))
    if name in library():
        raise UsageError(_("there is a flow called “{name}” already; give yours another name", name=name))
    return name


def cut_off() -> list[Path]:
    """What is left of recordings that did not come to their end."""
    return sorted(_folder().glob("*.yaml"))


def take_up(name: str) -> Path:
    """Makes a flow of what is left of a recording; its file. Raises UsageError where nothing is left."""
    left = _left(name)
    text = read_flow(left)
    title = left.stem if left.stem != _UNNAMED else load(text, left.name).flow.hosts[0].replace(".", "-")
    path = free_file(own_folder(), title, library())
    write_private(path, text.encode("utf-8"))
    left.unlink(missing_ok=True)
    return path


def drop(name: str) -> None:
    """Removes what is left of a recording; raises UsageError where nothing is left."""
    _left(name).unlink(missing_ok=True)


def _folder() -> Path:
    return own_folder() / "recording"


def _left(name: str) -> Path:
    found = next((path for path in cut_off() if path.stem == name), None)
    if found is None:
        raise UsageError(_("of that recording nothing is left any more"))
    return found


def told(made: Draft, path: Path) -> Text:
    """What was written, what is left to a person in it, and what of the recording is not in it."""
    said: Text = _("This is your flow: {path}.", path=path)
    if made.untold:
        said = joined(said, _("Left to the person: {those}.", those=_listed(Counter(made.untold))))
    if made.aside:
        said = joined(said, _("Done as well, and no step of its own: {those}.", those=_listed(made.aside)))
    return said


def _listed(those: Counter[str]) -> Text:
    return semicolons(*(how_often(what, times) for what, times in sorted(those.items())))
