"""What `optout --help` answers from a file is what the command line would say, in every language."""

from __future__ import annotations

import pytest

from runner.locale import languages
from runner.terminal.help_files import help_path, help_said

pytestmark = pytest.mark.slow  # each starts a program


@pytest.mark.parametrize("code", languages())
def test_help_is_as_it_would_be_said(code: str) -> None:
    assert help_path(code).read_text("utf-8") == help_said(code)
