"""What is done when the wheel is built: catalogues are compiled, so that nothing is compiled where it is installed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = ("runner/locale/*/LC_MESSAGES/*.po", "flows/locale/*.po")
_EPOCH = "315532800"  # 1980, the first moment that a zip can tell


class CompiledCatalogues(BuildHookInterface[Any]):
    """Makes each `.mo` beside its `.po`; the one of the package is asked for in pyproject.toml (`artifacts`)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, unless it is a checkout that is installed: there a catalogue is compiled when it is used."""
        if version != "editable":
            for path in compiled(Path(self.root)):
                self.app.display_debug(f"compiled {path}")


def compiled(root: Path) -> list[Path]:
    """Compiles all catalogues of a folder of sources, the same bytes each time; where they are."""
    return [_compile(path) for pattern in CATALOGUES for path in sorted(root.glob(pattern))]


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=None, ignore_obsolete=True)
    # As runner/locale/catalogues.py does, which cannot be imported here: what it needs is not installed yet.
    for one in [one for one in catalogue if one.pluralizable and not all(one.string or ())]:
        catalogue.delete(one.id, one.context)
    # Babel dates what it writes; a catalogue has no date.
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH)), UTC)
    catalogue.creation_date = catalogue.revision_date = moment
    path = source.with_suffix(".mo")
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return path
