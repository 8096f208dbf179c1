"""Measures the panel in each state it takes, in the page itself and in the same moment: see `cut_text.js`.

The probe stands at the end of the panel's own function, as its root is closed to all others, and says what it has found
by the panel's own binding, where that is taken before the panel's messages are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from runner.browser import panel_tab
from runner.browser.panel_tab import PanelTab

_HERE = Path(__file__).parent
CUT = (_HERE / "cut_text.js").read_text("utf-8")
_WAITING = files("runner.browser").joinpath("panel.wait.js").read_text("utf-8")
_PROBE = CUT + (_HERE / "panel_measured.js").read_text("utf-8")


@dataclass
class Measured:
    """What the probe has seen: states, what the questions were about, what was cut in them, and all texts."""

    states: set[str] = field(default_factory=set)
    abouts: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    directions: set[str] = field(default_factory=set)
    windows: set[tuple[int, int]] = field(default_factory=set)
    cut: dict[str, list[str]] = field(default_factory=dict)

    def take(self, said: dict[str, Any]) -> None:
        """One state of the panel in one window."""
        width, height = said["window"]
        self.states.add(said["state"])
        self.abouts.add(said["about"])
        self.shapes |= {*said["found"]}
        self.texts |= {*said["texts"]}
        self.directions.add(said["dir"])
        self.windows.add((width, height))
        for shape, found in said["found"].items():
            for one in found:
                where = self.cut.setdefault(one, [])
                where.append(f"{said['state']} {said['about']} as a {shape} in {width}×{height}")

    def told(self) -> str:
        """What was cut, and where."""
        return "\n".join(f"{one}\n    {', '.join(dict.fromkeys(where))}" for one, where in self.cut.items())


@contextmanager
def measured(style: str = "") -> Iterator[Measured]:
    """All panels that come within the block are measured; `style` is put at the end of what they look like."""
    found, script, on_said = Measured(), panel_tab._script, PanelTab._on_said

    def probing() -> str:
        text, end, rest = script().partition(f"\n}}\n{_WAITING}")
        assert end
        return f"{text.replace('replaceSync(STYLE)', f'replaceSync(STYLE + {json.dumps(style)})')}\n{_PROBE}{end}{rest}"

    def hear(self: PanelTab, called: dict[str, Any]) -> None:
        try:
            said = json.loads(called["payload"])
        except ValueError:
            said = None
        if isinstance(said, dict) and said.get("type") == "measured":
            found.take(said)
        else:
            on_said(self, called)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panel_tab, "_script", probing)
        patch.setattr(PanelTab, "_on_said", hear)
        yield found
