"""One self-contained HTML page of a walk. Texts of strangers' pages go through jinja2's escaping, never around it."""

from __future__ import annotations

import base64
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import jinja2

from runner.records.files import write_private
from runner.records.storyboard import Story

OUTCOMES = {
    "sent": "Your request was sent.",
    "opted_out": "You are opted out.",
    "already_out": "You were opted out already.",
    "not_offered": "This is not offered to you.",
    "stopped": "You stopped here; the next run offers to go on.",
    "lost": "The way was lost.",
    None: "The way was walked to its end; nothing was sent or switched.",
}


def write_run_page(story: Story, path: Path, when: datetime) -> Path:
    """Writes the page of one walk, pictures inside; raises RecordsError where the disk refuses."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.filters["picture"] = _data_uri
    template = environment.from_string(files("runner.records").joinpath("run.html.jinja").read_text("utf-8"))
    page = template.render(story=story, said=OUTCOMES[story.outcome], when=when)
    write_private(path, page.encode("utf-8"))
    return path


def _data_uri(picture: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode("ascii")
