"""What is said when Optout itself fails: in words, with a file to send in which nothing is the person's own.

A traceback never reaches the terminal. The file has the places in the code, and messages with what may be personal
covered (covering.py): never a value of a variable.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from runner.errors import FAILED, UNWRITTEN, RunnerError
from runner.locale import Message, Text, _, joined
from runner.terminal.console import say

if TYPE_CHECKING:
    from runner.app.covering import Cover

T = TypeVar("T")

_ASIDE: list[BaseException] = []  # what went wrong beside the command, in tasks and threads nobody waited for
_WORDS: set[str] = set()  # the commands there are: of all that was typed, nothing else is told but names of options
_MOST_ASIDE = 10
_DEEPEST = 20  # of causes and groups within each other
_OURS = Path(__file__).parents[1]


def each(error: BaseException) -> Iterator[BaseException]:
    """The errors of a group, and of groups in it; of any other error, itself."""
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from each(one)
    else:
        yield error


def tell(error: BaseException) -> int:
    """Says what happened and where the file about it is; returns the exit code."""
    first = next(each(error))
    if isinstance(first, OSError) and first.filename and first.strerror:
        say(_("Error: {message}", message=_unusable(first)), err=True)
        return UNWRITTEN
    if isinstance(first, OSError) and first.errno in (errno.ENOSPC, errno.EDQUOT):
        full = _("this cannot be written: {why}. Free some space and run it again.", why=first.strerror)
        say(_("Error: {message}", message=full), err=True)
        return UNWRITTEN
    where = _in_a_line(first)
    say(_("Something went wrong in Optout itself, not by your doing: {error}.", error=where), err=True)
    say(_where_kept([error, *_ASIDE]), err=True)
    _ASIDE.clear()
    return FAILED


def _unusable(error: OSError) -> Message:
    return _(
        "{path} cannot be read or written: {why}. "
        "Mend that, or set OPTOUT_HOME to a folder of your own with room in it.",
        path=error.filename,
        why=error.strerror,
    )


def tell_asides() -> None:
    """Says what went wrong in our own code beside a command that ended by itself; the rest is not the person's."""
    ours = [error for error in _ASIDE if any(_is_ours(frame) for frame in traceback.extract_tb(error.__traceback__))]
    if ours:
        say(_("Beside this, something went wrong in Optout itself: {error}.", error=_in_a_line(ours[0])), err=True)
        say(_where_kept(ours), err=True)
    _ASIDE.clear()


def listen(words: Iterable[str]) -> None:
    """From now on nothing that fails in a thread or while it is thrown away writes to the terminal by itself.

    `words` are the commands there are, so that the file can say which one failed.
    """
    _WORDS.update(words)
    threading.excepthook = lambda failed: _aside(failed.exc_value)
    sys.unraisablehook = lambda failed: _aside(failed.exc_value)


def run_async(work: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end, as asyncio.run does; what fails in a task nobody waits for is kept, not printed."""
    import asyncio

    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(lambda loop, told: _aside(told.get("exception")))
        return runner.run(work)


def _aside(error: BaseException | None) -> None:
    if error is not None and len(_ASIDE) < _MOST_ASIDE:
        _ASIDE.append(error)


# -- the file ---------------------------------------------------------------------------------------------------------


def _where_kept(errors: list[BaseException]) -> Text:
    """Writes the file and says what to do with it."""
    path = _written(report(errors))
    if path is None:
        return _("What is known of it cannot be written anywhere. Please tell us the line above, and what you did.")
    told = _(
        "What was kept so far is kept. Please send us this file, and say what you did. It has the places in our\n"
        "code and no values of yours; read it over first:"
    )
    return joined(told, f"  {path}", between="\n")


def _written(text: str) -> Path | None:
    """The file: with the runs in Optout's folder, else in the one for temporary files; None where neither can be."""
    import tempfile

    from runner.app.places import home
    from runner.records.files import write_private

    name = f"went-wrong-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    folders: tuple[Callable[[], Path], ...] = (
        lambda: home() / "runs",
        lambda: Path(tempfile.mkdtemp(prefix="optout-")),
    )
    for folder in folders:
        try:
            path = folder() / name
            write_private(path, text.encode("utf-8", "replace"))
            return path
        except (RunnerError, OSError, RuntimeError):  # RuntimeError: no home folder is known
            continue
    return None


def report(errors: list[BaseException]) -> str:
    """What to send: versions, the command without its values, and each error with its places in the code."""
    import platform

    from runner.app.covering import Cover

    cover = Cover.of_this_person(sys.argv[1:])
    head = [
        f"Optout {_version('optout-walk')}, Playwright {_version('playwright')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"Command: {_command(sys.argv[1:])}",
    ]
    lines = [line for error in errors for line in ("", *_lines(error, cover))]
    return "\n".join([*head, *lines, ""])


def _lines(error: BaseException, cover: Cover, depth: int = 0) -> Iterator[str]:
    """An error as lines: first what caused it, then its places, outermost first, then the error, then those in it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth < _DEEPEST:
        yield from _lines(cause, cover, depth + 1)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_file(frame.filename)}:{frame.lineno} in {frame.name}"
        yield f"      {frame.line or ''}"
    code = " ".join(frame.line or "" for frame in traceback.extract_tb(error.__traceback__))
    said = error.message if isinstance(error, BaseExceptionGroup) else str(error)
    yield f"{_kind(error)}: {cover.covered(said, code)}"
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) and depth < _DEEPEST else ():
        yield from (f"  | {line}" for line in _lines(one, cover, depth + 1))


def _in_a_line(error: BaseException) -> str:
    """An error's kind, and the last place of our own code it came from."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame)]
    if not frames:
        return _kind(error)
    place = {"file": _file(frames[-1].filename), "line": frames[-1].lineno}
    return _("{kind} in {file}, line {line}", kind=_kind(error), **place)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return Path(frame.filename).is_relative_to(_OURS)


def _file(name: str) -> str:
    """A file of code without the folders that say whose computer this is."""
    path = Path(name)
    if path.is_relative_to(_OURS.parent) and _OURS.name in path.relative_to(_OURS.parent).parts[:1]:
        return path.relative_to(_OURS.parent).as_posix()
    for folder in ("site-packages", f"python{sys.version_info.major}.{sys.version_info.minor}", "Lib"):
        if folder in path.parts:
            return Path(*path.parts[path.parts.index(folder) + 1 :]).as_posix()
    return path.name


def _command(arguments: list[str]) -> str:
    """The command and the names of its options; what they were given may be personal."""
    word = [one for one in arguments[:1] if one in _WORDS]
    return " ".join(["optout", *word, *(one.partition("=")[0] for one in arguments if one.startswith("--"))])


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
