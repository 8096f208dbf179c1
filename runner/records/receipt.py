"""A receipt of one request: all that is kept of it, in a folder or zip that can be checked anywhere, Optout or not.

`manifest.json` lists the files in order. Each has its SHA-256 and a link, the SHA-256 of the link before it together
with its own line; so the last link, the receipt's fingerprint, stands for every file and for their order.
"""

from __future__ import annotations

import hashlib
import io
import json
import textwrap
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from runner.errors import RecordsError, UsageError
from runner.locale import Text, _, shown
from runner.records.files import FILE_MODE, private_folder, write_private
from runner.records.ledger import Ledger
from runner.records.request import RequestRow
from runner.records.status import as_json, standing

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
VERSION = 1
FIRST = "0" * 64  # the link before the first
MOST_BYTES = 512 * 1024 * 1024  # of all files together; the same when it is made and when it is checked


@dataclass(frozen=True)
class Link:
    """One file of a receipt, and its place in the chain."""

    file: str
    sha256: str
    size: int
    link: str


def chain(digests: Mapping[str, tuple[str, int]]) -> list[Link]:
    """The links of files in their order, from each file's SHA-256 and size."""
    links: list[Link] = []
    for file, (sha256, size) in digests.items():
        before = links[-1].link if links else FIRST
        links.append(Link(file, sha256, size, hashlib.sha256(f"{before} {sha256}  {file}\n".encode()).hexdigest()))
    return links


def sums(links: Sequence[Link]) -> bytes:
    """The same as a file for `sha256sum -c`."""
    return "".join(f"{link.sha256}  {link.file}\n" for link in links).encode()


def write_receipt(ledger: Ledger, request: RequestRow, out: Path, most_bytes: int = MOST_BYTES) -> str:
    """Writes a request's receipt, to a zip where that is what `out` is called, and gives its fingerprint.

    Raises UsageError where something is there already, RecordsError where it cannot be written.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise UsageError(
            _("{file} is there already; say with {option} where else to write the receipt", file=out, option="--out")
        )
    files = _contents(ledger, request)
    if sum(map(len, files.values())) > most_bytes:
        raise RecordsError(
            _(
                "the pictures of {request} are more than {size} MB, too many for a receipt",
                request=request.id,
                size=most_bytes >> 20,
            )
        )
    links = chain({file: (hashlib.sha256(content).hexdigest(), len(content)) for file, content in files.items()})
    files[SUMS] = sums(links)
    files[MANIFEST] = _json(_manifest(request, ledger.clock(), links))
    if out.suffix.lower() == ".zip":
        write_private(out, _zipped(files, ledger.clock()))
    else:
        for file, content in files.items():
            write_private(private_folder(out) / file, content)
    return links[-1].link


def _contents(ledger: Ledger, request: RequestRow) -> dict[str, bytes]:
    """The files of a receipt, by their names in it, in order."""
    flow = f"{request.flow}.yaml"
    files = {"README.txt": _readme(request.id, flow).encode()}
    files[flow] = ledger.flow_text(request.digest).encode()
    for number, record in enumerate(request.evidence, 1):
        name = f"pictures/{number:02}-{record.path.name}"
        if record.path.is_file():  # one that is gone is still told of, in request.json
            files[name] = record.path.read_bytes()
        files[f"{name.removesuffix('.png')}.json"] = _json(record.as_json())
    files["request.json"] = _json(_told(ledger, request))
    return files


def _told(ledger: Ledger, request: RequestRow) -> dict[str, Any]:
    """The request as `optout status --format json` tells it, but for where things lie on this machine."""
    today = ledger.clock().astimezone().date()
    [told] = as_json([standing(request, today)], [], today)["requests"]
    for kept in told["evidence"]:
        del kept["path"]
    checks = [check for check in ledger.checks() if check.request == request.id]
    return {**told, "flow_sha256": request.digest, "checks": [_check(check.at, check.result) for check in checks]}


def _check(at: datetime, result: str) -> dict[str, str]:
    return {"at": at.isoformat(), "result": result}


def _manifest(request: RequestRow, made: datetime, links: list[Link]) -> dict[str, Any]:
    return {
        "receipt": VERSION,
        "request": request.id,
        "made": made.isoformat(timespec="seconds"),
        "files": [vars(link) for link in links],
        "fingerprint": links[-1].link,
    }


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _zipped(files: Mapping[str, bytes], made: datetime) -> bytes:
    """The same files as a zip, readable for its owner only once unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
        for file, content in files.items():
            info = zipfile.ZipInfo(file, made.timetuple()[:6])
            info.external_attr = (0o100000 | FILE_MODE) << 16
            info.compress_type = zipfile.ZIP_STORED if file.endswith(".png") else zipfile.ZIP_DEFLATED
            out.writestr(info, content)
    return whole.getvalue()


_WIDTH, _COLUMN = 120, 16


def _readme(request: str, flow: str) -> str:
    """What a receipt is and how it is checked, in the person's language."""
    parts = (
        _wrapped(_("This is the receipt of the request {request}, made by Optout.", request=request)),
        "\n".join(_file_lines(flow)),
        _wrapped(_("To check it with Optout, on any computer:")),
        "    optout verify THIS-FOLDER-OR-ZIP",
        _wrapped(_("To check it without, in this folder:")),
        f"    sha256sum -c {SUMS}",
        _wrapped(
            _(
                "(on a Mac: {command}). Every file has to be OK. To follow the chain, begin with a link of 64 zeros."
                " For each file of {manifest}, in order, the next link is what this prints:",
                command="shasum -a 256 -c " + SUMS,
                manifest=MANIFEST,
            )
        ),
        "    printf '%s %s  %s\\n' LINK-BEFORE SHA256-OF-THE-FILE NAME-OF-THE-FILE | sha256sum",
        _wrapped(
            _(
                "The last link is the fingerprint of the whole receipt. Whoever has it from you (write it down, or send"
                " it to somebody) can tell that this is the receipt you made, and that nothing in it was changed, added"
                " or left out since."
            )
        ),
    )
    return "\n\n".join(parts) + "\n"


def _file_lines(flow: str) -> Iterator[str]:
    """Each file with what it is; the flow's name is long, and has a line to itself."""
    for name, what in (
        ("request.json", _("what was asked of whom, when, by when they have to answer, and all that happened since")),
        (f"{flow}\n", _("the way that was walked, as it was that day")),
        ("pictures/", _("pictures of the pages, each with a record of its address, its time (UTC) and its SHA-256")),
        (SUMS, _("the SHA-256 of every file above, and of this one")),
        (MANIFEST, _("the same, chained: whoever changes one file changes every link after it")),
    ):
        yield f"{name}{' ' * _COLUMN}{shown(what)}" if name.endswith("\n") else f"{name:<{_COLUMN}}{shown(what)}"


def _wrapped(text: Text) -> str:
    return textwrap.fill(shown(text), _WIDTH, break_on_hyphens=False, break_long_words=False)
