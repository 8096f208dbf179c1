"""The pictures of one walk, as the session keeps and finds them: the way from its steps into the evidence folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from runner.flow.driver import Picture
from runner.records.evidence import EvidenceFolder, EvidenceRecord


class EvidenceStore:
    """Satisfies `session.proof.Pictures`; `folder` tells where the pictures lie, which a resumed walk changes."""

    def __init__(self, flow: str, folder: Callable[[], EvidenceFolder]) -> None:
        self._flow = flow
        self._folder = folder

    def keep(self, name: str, picture: Picture, step: int, taken: datetime) -> Path:
        """Puts a picture and its record on disk; raises RecordsError where that fails."""
        record = EvidenceRecord(
            name=name, flow=self._flow, step=step, url=picture.url, title=picture.title, taken=taken
        )
        return self._folder().keep(picture.png, record)

    def find(self, name: str) -> Path | None:
        """The picture of this name, as long as it is there and as it was kept."""
        record = self._folder().find(name)
        return record.path if record and record.now == "unchanged" else None
