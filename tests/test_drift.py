"""One flow against a few kinds of change, in a real browser: `make drift` has all of both. And how it is counted."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from .drift.__main__ import README
from .drift.kinds import KINDS
from .drift.stage import Stage, stage
from .drift.subjects import subjects
from .drift.tables import MARKS, missed, story, table
from .drift.trial import Ground, Trial, ground, trial
from .drift.walked import Walked

FLOW = "discord-data"  # the shortest way of all
A_FEW = ("renamed", "submenu", "flat", "iframe", "box", "duplicate", "variant")  # each is met in another way


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("stage")) as set_up:
        yield set_up


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walked_before(here: Stage, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    [subject] = [one for one in subjects() if str(one) == FLOW]
    return await ground(here, subject, tmp_path_factory.mktemp("ground") / "home")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("kind", A_FEW)
async def test_a_changed_page_is_got_through(here: Stage, walked_before: Ground, kind: str, tmp_path: Path) -> None:
    assert walked_before.applies(kind)
    done = await trial(here, walked_before, kind, tmp_path / "home")
    assert not missed([done]), "\n".join([str(done), *story(done)])


def test_each_kind_can_happen_to_some_flow_and_there_are_enough_of_both() -> None:
    assert len(KINDS) >= 14
    assert len({str(one) for one in subjects()}) >= 9


# -- how it is counted --------------------------------------------------------------------------------------------

FINE, AIDED, LOST = Walked(reached=True), Walked(reached=True, answers=1), Walked()
WRONG = Walked(reached=True, wrong=["pressed the wrong one"])


def of(drifted: Walked, repaired: Walked, undrifted: Walked, kind: str = "renamed", **rivals: Walked) -> Trial:
    return Trial("f", kind, drifted, repaired, undrifted, rivals)


@pytest.mark.parametrize(
    ("trials", "told"),
    [
        ([of(FINE, FINE, FINE), of(AIDED, FINE, FINE)], []),
        ([of(LOST, FINE, FINE)], ["did not arrive"]),
        ([of(AIDED, AIDED, FINE)], ["not unaided after the repair"]),
        ([of(AIDED, FINE, AIDED)], ["not unaided on the old pages after the repair"]),
        ([of(FINE, FINE, WRONG)], ["pressed the wrong thing"]),
        ([of(Walked(reached=True, answers=2), FINE, FINE)], ["more than one answer in 1 of 1"]),
        ([of(Walked(reached=True, answers=2), AIDED, FINE, kind="gone")], []),
    ],
)
def test_targets_that_are_missed_are_told(trials: list[Trial], told: list[str]) -> None:
    assert [problem.partition(":")[0] for problem in missed(trials)] == told


def test_one_case_in_twenty_may_take_more_answers() -> None:
    more = of(Walked(reached=True, answers=3), FINE, FINE)
    assert missed([more, *[of(AIDED, FINE, FINE)] * 19]) == []
    assert missed([more, *[of(AIDED, FINE, FINE)] * 18]) != []


def test_the_table_has_a_row_for_each_kind_and_one_for_all() -> None:
    trials = [of(AIDED, FINE, FINE, codegen=LOST, replay=WRONG), of(FINE, FINE, WRONG, kind="flat", codegen=FINE)]
    assert table(trials).splitlines()[2:] == [
        "| renamed label | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 1, 1 wrong |",
        "| one level less | 1 | 1 | 0 | 0 | 0 | 1 | 1 | 1 | – |",
        "| **all** | 2 | 1 | 1 | 0 | 0 | 1 | 2 | 1 | 1, 1 wrong |",
    ]


def test_the_readme_tells_of_every_kind() -> None:
    made = README.read_text("utf-8").partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert re.findall(r"^\| ([a-z -]+) \| \d", made, re.MULTILINE) == [kind.title for kind in KINDS.values()]
