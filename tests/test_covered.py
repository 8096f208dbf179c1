"""How it is told that less of a module is tested than before."""

from __future__ import annotations

import json

from .covered import ALLOWED, KEPT, ROOT, fewer, grown, measured


def test_less_is_told_by_module_and_by_how_much() -> None:
    assert fewer({"a.py": 90.0, "b.py": 80.0}, {"a.py": 90.0 - 2 * ALLOWED, "b.py": 95.0}) == [
        "a.py: 89.0 % of its lines, and it was 90.0 %"
    ]


def test_chance_and_what_is_gone_are_no_loss() -> None:
    assert fewer({"a.py": 90.0, "gone.py": 80.0}, {"a.py": 90.0 - ALLOWED / 2}) == []


def test_what_is_kept_only_grows() -> None:
    assert grown({"a.py": 90.0, "gone.py": 1.0}, {"a.py": 89.8, "new.py": 50.0}) == {"a.py": 90.0, "new.py": 50.0}


def test_shares_are_read_out_of_the_report() -> None:
    assert measured({"files": {"a.py": {"summary": {"percent_covered": 12.345}}}}) == {"a.py": 12.3}


def test_what_is_kept_is_of_modules_that_are_there() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    assert len(kept) > 200
    assert [module for module in kept if not (ROOT / module).exists()] == []
