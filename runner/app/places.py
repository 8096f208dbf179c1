"""Where things are on this machine: what the tool writes, the person's settings, and the flows."""

from __future__ import annotations

import contextlib
import os
import shlex
from functools import cache
from importlib.resources import files
from pathlib import Path

from runner.app.belonging import open_folder
from runner.errors import UsageError, did_you_mean
from runner.flow.statements import statements
from runner.locale import _, joined, per_front

_APP = "optout"
_HOME = "OPTOUT_HOME"
_PROJECT = "optout-walk"
_LIST = "`optout list`"
_ENDINGS = (".yaml", ".yml")


def home() -> Path:
    """The folder of what the tool writes: OPTOUT_HOME, else the user's data folder.

    UsageError where it is a file, or where others may write in it.
    """
    if given := os.environ.get(_HOME):
        folder = Path(given).expanduser().absolute()
        if folder.exists() and not folder.is_dir():
            raise UsageError(
                _(
                    "{variable} is {path}, which is no folder; set it to one, or leave it out",
                    variable=_HOME,
                    path=folder,
                )
            )
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(_APP, appauthor=False))
    if open_to := open_folder(folder):
        raise UsageError(
            _(
                "{path} may be changed by others on this computer, so nothing of yours is kept in it. Make it yours"
                " alone ({command}), or set {variable} to a folder of your own",
                path=open_to,
                command=f"chmod go-w {shlex.quote(str(open_to))}",
                variable=_HOME,
            )
        )
    return folder


def config_folders() -> list[Path]:
    """Where config.yaml may lie, first to last: the working folder, the user's config folder."""
    import platformdirs

    return [Path.cwd(), Path(platformdirs.user_config_dir(_APP, appauthor=False))]


def own_folder() -> Path:
    """Where the person's own flows and mended ones are, which come before those that come with Optout."""
    return home() / "flows"


def collections_folder() -> Path:
    """Where the collections are that the person has added, a folder for each."""
    return home() / "collections"


def flows_of_collections(folder: Path | None = None) -> list[Path]:
    """The flow files of collections, those whose names begin with that of their collection: nothing else counts there.

    What was being added when somebody was cut off is put in place first.
    """
    folder = collections_folder() if folder is None else folder
    if not folder.is_dir():  # then a list costs nothing more than before
        return []
    from runner.app.folder_swap import settle

    settle(folder)
    return sorted(
        path
        for inside in folder.glob("[a-z]*")
        for path in inside.joinpath("flows").glob(f"{inside.name}.*.yaml")
        if not path.is_symlink()
    )


@cache
def shipped_folder() -> Path:
    """The flows that come with Optout: inside the package, or in the checkout that it is run from.

    Never merely beside it: a folder `flows` in site-packages is a stranger's.
    """
    package = Path(str(files("runner")))
    inside = package / "flows"
    return package.parent / "flows" if not inside.is_dir() and is_checkout() else inside


def installed_folder() -> Path | None:
    """The shipped flows' folder where it belongs to an installed package, whose files nobody should write to."""
    return None if is_checkout() else shipped_folder()


def is_checkout() -> bool:
    """Whether Optout is run from its own sources, where a repair belongs into the flow itself."""
    project = Path(str(files("runner"))).parent / "pyproject.toml"
    try:
        return f'name = "{_PROJECT}"' in project.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def flow_folders() -> list[Path]:
    """The library without collections: the person's own flows, those that come with Optout, flows/ where one works.

    A home that cannot be used has none of theirs; whoever needs the home is told.
    """
    found = [shipped_folder(), Path.cwd() / "flows"]
    with contextlib.suppress(UsageError):
        found.insert(0, own_folder())
    return list({folder.resolve(): None for folder in found if folder.is_dir()})


def library() -> dict[str, Path]:
    """The flows there are, by id; of two with one id the person's own counts, then that of its collection."""
    own, *others = flow_folders() or [Path()]
    there = {path.stem: path for folder in reversed(others) for path in folder.glob("*.yaml")}
    with contextlib.suppress(UsageError):  # as in flow_folders
        there |= {path.stem: path for path in flows_of_collections()}
    there |= {path.stem: path for path in own.glob("*.yaml")}
    return dict(sorted(there.items()))


def shipped_flows() -> dict[str, Path]:
    """The flows that come with Optout, by id."""
    return {path.stem: path for path in shipped_folder().glob("*.yaml")}


def flow_path(flow: str) -> Path:
    """The file of a flow given by id, also with `.yaml` behind it, or by path.

    A file of exactly that path comes before the library. Raises UsageError with the likeliest one meant.
    """
    flows, path = library(), Path(flow).expanduser()
    if flow in flows:
        return flows[flow]
    if not flow.strip():
        raise UsageError(_no_flow("", flow, ""))
    if path.is_file():
        return path
    if path.is_dir():
        raise UsageError(
            _("{path} is a folder; name one flow file in it, or a flow of {command}", path=flow, command=_LIST)
        )
    is_file = path.suffix.casefold() in _ENDINGS
    called = (path.name[: -len(path.suffix)] if is_file else flow).strip()
    likely = next((known for known in (called, called.casefold()) if known in flows), None)
    if likely and path.parent == Path():
        return flows[likely]
    if likely:
        raise UsageError(
            _(
                "there is no file {path}; {flow}, without a folder, is the flow that Optout knows",
                path=flow,
                flow=f"`{likely}`",
            )
        )
    if said := next((one for one in statements() if not is_file and one.is_called(called)), None):
        raise UsageError(joined(_("there is no flow called '{name}'.", name=called), str(said)))
    hint = did_you_mean(called, [*flows, *(one.id for one in statements())])
    if is_file and not hint.startswith("did you mean"):
        raise UsageError(_("there is no file {path}", path=flow))
    none = _no_flow(flow if is_file else "", called, hint if hint.startswith("did you mean") else "")
    raise UsageError(per_front(none, _("there is no flow called '{name}'", name=called)))


def _no_flow(file: str, name: str, hint: str) -> str:
    """That there is no flow of this name, nor such a `file`, where one was given; `hint` says which may be meant."""
    if file and hint:
        return _(
            "there is no file {path}, and no flow called '{name}' ({hint}); {command} shows them all",
            path=file,
            name=name,
            hint=hint,
            command=_LIST,
        )
    if file:
        return _(
            "there is no file {path}, and no flow called '{name}'; {command} shows them all",
            path=file,
            name=name,
            command=_LIST,
        )
    if hint:
        return _(
            "there is no flow called '{name}' ({hint}); {command} shows them all", name=name, hint=hint, command=_LIST
        )
    return _("there is no flow called '{name}'; {command} shows them all", name=name, command=_LIST)


def in_library(path: Path) -> bool:
    """Whether a flow file lies where Optout's own do: what is checked there is checked more strictly."""
    return path.resolve().parent == shipped_folder().resolve()


@cache
def shipped() -> frozenset[str]:
    """The SHA-256 of every flow that comes with Optout, as it was when this Optout was made."""
    lines = (Path(__file__).parents[1] / "flow" / "shipped.txt").read_text("ascii").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines)
