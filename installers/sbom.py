"""The bill of materials, CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from installers.inside import Part
from installers.project import PACKAGE, epoch, version

_NO_PACKAGES = ("Python", "SQLite")  # but compiled, or of the computer it was frozen on


def sbom(parts: list[Part]) -> str:
    """The bill for these parts, the same text for the same parts."""
    ours = _purl("pypi", PACKAGE, version())
    listed = [_component(part) for part in parts]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([ours, *(one["purl"] for one in listed)]))
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch(), UTC).isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": PACKAGE,
                "version": version(),
                "purl": ours,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": listed,
        "dependencies": [{"ref": ours, "dependsOn": sorted(one["bom-ref"] for one in listed)}],
    }
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _component(part: Part) -> dict[str, Any]:
    kind = "deb/debian" if part.kind == "system" else "generic" if part.name in _NO_PACKAGES else "pypi"
    purl = _purl(kind, part.name, part.version)
    return {
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "purl": purl,
        "licenses": [{"license": {"name": part.licence}}],
        "properties": [{"name": "optout:copyleft", "value": str(part.copyleft).lower()}],
    }


def _purl(kind: str, name: str, told_version: str) -> str:
    called = name.lower().replace("_", "-") if kind == "pypi" else name
    return f"pkg:{kind}/{called}@{told_version}".replace("+", "%2B")
