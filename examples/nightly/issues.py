"""Opens an issue for each flow that is no longer as it says, and closes it when it works again: python issues.py FILE.

FILE is the checks.json of `optout merge`. One issue for each flow, whatever the country; its labels say why. It is
found again by its label `broken-flow` and by its title, which begins with the flow's id. Needs `gh`, logged in, in a
checkout.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

MARK = "broken-flow"
CAUSES = {
    "gone": "The page is gone.",
    "refused": "The site refuses the visit.",
    "moved": "The page has moved.",
    "renamed": "It has another name.",
    "login_wall": "The site asks for a login first.",
    "timed_out": "It took too long.",
    "fault": "The site has a fault of its own.",
    "unreachable": "The site cannot be reached.",
    "missing": "It is not on the page.",
}


def gh(*arguments: str, text: str | None = None) -> str:
    """What `gh` says; a failure of it is ours."""
    return subprocess.run(["gh", *arguments], input=text, capture_output=True, text=True, check=True).stdout


def main(path: Path) -> None:
    """Brings the issues in line with what was checked."""
    by_flow: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(path.read_text("utf-8"))["flows"]:
        by_flow.setdefault(one["flow"], []).append(one)
    issues = _open_issues()
    for flow, seen in by_flow.items():
        broken = [one for one in seen if one["state"] == "broken"]
        issue = issues.get(flow)
        if broken:
            _tell_broken(flow, broken, issue)
        elif issue and all(one["state"] == "works" and one["is_fresh"] for one in seen):
            _close(issue, seen)


def _open_issues() -> dict[str, dict[str, Any]]:
    """The open ones, by their flow."""
    told = json.loads(gh("issue", "list", "--state", "open", "--label", MARK, "--limit", "1000",
                         "--json", "number,title,labels"))  # fmt: skip
    return {one["title"].partition(":")[0]: one for one in told}


def _tell_broken(flow: str, broken: list[dict[str, Any]], issue: dict[str, Any] | None) -> None:
    """A new issue, or the labels of the one there is, with a comment where the cause is another one."""
    labels = sorted({one["cause"].replace("_", "-") for one in broken if one["cause"]})
    for label in [MARK, *labels]:
        gh("label", "create", label, "--force", "--color", "b60205" if label == MARK else "fbca04")
    if issue is None:
        more = [part for label in [MARK, *labels] for part in ("--label", label)]
        title = f"{flow}: no longer as the flow says"
        gh("issue", "create", "--title", title, "--body-file", "-", *more, text=_told(broken))
        return
    number, before = str(issue["number"]), {one["name"] for one in issue["labels"]}
    known = {cause.replace("_", "-") for cause in CAUSES}
    if (gone := (before & known) - {*labels}) or not {*labels} <= before:
        gh("issue", "edit", number, *(part for label in labels for part in ("--add-label", label)),
           *(part for label in sorted(gone) for part in ("--remove-label", label)))  # fmt: skip
        gh("issue", "comment", number, "--body-file", "-", text=_told(broken))


def _told(broken: list[dict[str, Any]]) -> str:
    """What was seen, from each country; texts of the page stand in code, where nothing of them acts."""
    lines = [f"**{broken[0]['title'].replace('@', '@ ')}**", ""]
    for one in broken:
        where = f" seen from {one['region']}" if one["region"] else ""
        lines += [f"- {CAUSES.get(one['cause'], one['cause'])} Step {one['step']},{where} on {one['at']}.", ""]
        lines += ["  ```", *(f"  {line}" for line in one["note"].replace("`", "'").splitlines()), "  ```", ""]
    return "\n".join([*lines, "A live check logs in nowhere. Walk the flow before you change it."])


def _close(issue: dict[str, Any], seen: list[dict[str, Any]]) -> None:
    where = sorted({one["region"] for one in seen if one["region"]})
    text = f"It works again{', seen from ' + ', '.join(where) if where else ''}, on {max(one['at'] for one in seen)}."
    gh("issue", "close", str(issue["number"]), "--comment", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
