"""Results of checks as JUnit XML, which build servers show as tests. Knows no flow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from runner.plain import plain


@dataclass(frozen=True)
class JunitCase:
    """One thing that was checked: `kind` and `said` tell what is wrong, or why it was left out."""

    group: str
    name: str
    seconds: float = 0.0
    outcome: Literal["passed", "failed", "skipped"] = "passed"
    kind: str = ""
    said: str = ""


def as_junit(suite: str, cases: Sequence[JunitCase]) -> str:
    """The whole file as text."""
    root = ET.Element("testsuites")
    failed, skipped = (sum(case.outcome == word for case in cases) for word in ("failed", "skipped"))
    told = ET.SubElement(
        root,
        "testsuite",
        name=suite,
        tests=str(len(cases)),
        failures=str(failed),
        errors="0",
        skipped=str(skipped),
        time=f"{sum(case.seconds for case in cases):.2f}",
    )
    for case in cases:
        one = ET.SubElement(told, "testcase", classname=case.group, name=case.name, time=f"{case.seconds:.2f}")
        said = plain(case.said)
        if case.outcome == "failed":
            ET.SubElement(one, "failure", type=case.kind, message=said.partition("\n")[0]).text = said
        elif case.outcome == "skipped":
            ET.SubElement(one, "skipped", message=said)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"
