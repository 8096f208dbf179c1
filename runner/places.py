"""Where things are on this machine: what the tool writes, the person's settings, and the flows."""

from __future__ import annotations

import os
from pathlib import Path

from runner.errors import UsageError, did_you_mean

_APP = "optout"


def home() -> Path:
    """The folder of everything the tool writes: OPTOUT_HOME, else the user's data folder."""
    if given := os.environ.get("OPTOUT_HOME"):
        return Path(given).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def config_folders() -> list[Path]:
    """Where config.yaml may lie, first to last: the working folder, the user's config folder."""
    import platformdirs

    return [Path.cwd(), Path(platformdirs.user_config_dir(_APP, appauthor=False))]


def flow_folders() -> list[Path]:
    """The library: the checkout's flows/, or the copy in an installed package; then flows/ in the working folder."""
    package = Path(__file__).parent
    found = [package.parent / "flows", package / "flows", Path.cwd() / "flows"]
    folders: dict[Path, None] = {folder.resolve(): None for folder in found if folder.is_dir()}
    return list(folders)


def library() -> dict[str, Path]:
    """The flows there are, by id; of two with one id the earlier folder's counts."""
    files = [path for folder in reversed(flow_folders()) for path in folder.glob("*.yaml")]
    return dict(sorted((path.stem, path) for path in files))


def flow_path(flow: str) -> Path:
    """The file of a flow given by id or by path; raises UsageError with the likeliest one meant."""
    flows = library()
    if flow in flows:
        return flows[flow]
    path = Path(flow)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if path.is_file():
            return path
        raise UsageError(f"there is no file {flow}")
    raise UsageError(f"there is no flow called '{flow}' ({did_you_mean(flow, flows)}); `optout list` shows them all")


def is_shipped(path: Path) -> bool:
    """Whether a flow file is one of the library's own."""
    return path.resolve().parent in flow_folders()[:1]
