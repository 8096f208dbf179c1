"""All that a release is: wheel, sources, .deb, tarball, bill of materials, licences, checksums, and their signature.

Everything in it is dated by SOURCE_DATE_EPOCH, or else by the last commit, and sorted, so that it can be made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from installers import deb, tarball
from installers.frozen import FOLDER, inside_of
from installers.inside import read
from installers.licences import licences
from installers.project import DIST, PACKAGE, ROOT, epoch, version
from installers.sbom import sbom

SUMS = "SHA256SUMS"


def release(folder: Path, to: Path) -> list[Path]:
    """Makes all files of a release out of a frozen folder; which they are, the checksums last."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    _python_packages(to)
    deb.build(folder, to=to)
    tarball.build(folder, to=to)
    (to / f"{PACKAGE}-{version()}.cdx.json").write_text(sbom(read(inside_of(folder))), "utf-8")
    (to / f"{PACKAGE}-{version()}-LICENCES.txt").write_text(licences(folder), "utf-8")
    (to / SUMS).write_text(checksums(sorted(to.iterdir())), "ascii")
    return sorted(to.iterdir())


def _python_packages(to: Path) -> None:
    """The wheel, and the sources it is made of. A wheel's rights are those of its sources', so the umask is set."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    build = [sys.executable, "-m", "build", "--outdir", str(to), str(ROOT)]
    subprocess.run(build, check=True, env=env, stdout=subprocess.DEVNULL, umask=0o022)


def checksums(files: list[Path]) -> str:
    """Lines for `sha256sum --check`."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def sign(sums: Path, key: str) -> Path:
    """Signs the checksums with a key that gpg has; where the signature is. CalledProcessError where gpg cannot."""
    signature = sums.with_name(f"{sums.name}.asc")
    signature.unlink(missing_ok=True)
    command = ["gpg", "--batch", "--armor", "--local-user", key, "--output", str(signature), "--detach-sign", str(sums)]
    subprocess.run(command, check=True)
    return signature


def main() -> None:
    """Makes the release in `dist/`; signed, where RELEASE_KEY names a key that gpg has."""
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else DIST
    made = release(FOLDER, to)
    if key := os.environ.get("RELEASE_KEY"):
        made.append(sign(to / SUMS, key))
    for path in made:
        sys.stdout.write(f"{path.stat().st_size / 1e6:8.2f} MB  {path.name}\n")
    if not key:
        sys.stdout.write("Not signed: RELEASE_KEY names no key.\n")


if __name__ == "__main__":
    main()
