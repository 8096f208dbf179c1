"""What shells need to complete `optout`: click's own scripts, which ask the program itself."""

from __future__ import annotations

from click.shell_completion import get_completion_class

from installers.project import COMMAND
from runner.terminal.cli import cli

PLACES = {
    "bash": f"usr/share/bash-completion/completions/{COMMAND}",
    "zsh": f"usr/share/zsh/vendor-completions/_{COMMAND}",
    "fish": f"usr/share/fish/vendor_completions.d/{COMMAND}.fish",
}


def completion(shell: str) -> str:
    """The script of a shell. LookupError where click knows none."""
    found = get_completion_class(shell)
    if found is None:
        raise LookupError(f"click has no completion for {shell}")
    return found(cli, {}, COMMAND, f"_{COMMAND.upper()}_COMPLETE").source().strip() + "\n"
