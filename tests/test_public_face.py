"""The package as another program sees it: what it may name, and a walk that it starts and answers itself."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import runner
from runner.app.rehearsal import QUIET
from runner.config import load_config

ROOT = Path(__file__).parents[1]
EXAMPLE = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


class Page(BaseHTTPRequestHandler):
    """One page, which the flow of the test looks at."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>T</title><h1>Privacy</h1>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Path]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        steps = f"[{{open: 'http://localhost:{server.server_port}/'}}, {{pause: {{for: review, say: Look around.}}}}]"
        path = tmp_path / "look.yaml"
        path.write_text(f"title: A look\nservice: Lab\nhosts: [localhost]\nsteps: {steps}\n", "utf-8")
        yield path
        server.shutdown()


def test_what_is_promised_is_there_and_no_more() -> None:
    assert {*re.findall(r"\brunner\.(\w+)", EXAMPLE[0])} <= {*runner.__all__}
    assert all(getattr(runner, name) for name in runner.__all__)
    with pytest.raises(AttributeError):
        runner.no_such_thing  # noqa: B018
    assert (Path(runner.__file__).parent / "py.typed").is_file()


@pytest.mark.core
@pytest.mark.browser
def test_the_example_of_the_readme_walks_a_flow_from_a_thread(flow: Path, tmp_path: Path) -> None:
    """A whole walk with a person of the program's own: without a terminal, and not from the main thread."""
    asked: list[str] = []
    said: list[str] = []

    def answer(text: str) -> str:
        asked.append(text)
        return "continue"

    def plan(files: list[Any]) -> runner.Plan:
        config = load_config("browser: {headless: true}\npace: 0\n", "config.yaml")
        return runner.Plan(files, config, tmp_path / "home", args=QUIET)

    code = EXAMPLE[0].replace('"facebook-objection"', repr(str(flow))).replace("runner.Plan(", "plan(")
    names: dict[str, Any] = {"input": answer, "plan": plan, "print": lambda *parts: said.append(f"{parts}")}
    failed: list[BaseException] = []

    def walk() -> None:
        try:
            exec(compile(code, "README.md", "exec"), names)
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            failed.append(error)

    thread = threading.Thread(target=walk)
    thread.start()
    thread.join()
    assert not failed
    assert len(asked) == 1 and asked[0].startswith("Look around.")
    assert said[-1] == "('A look', None)"
