"""Nobody asks a site while another does: in one process, in several, and over shards."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.app.host_turns import Line, Pauses, SiteLocks, groups, shard, sites_of
from runner.flow.load import FlowFile, load


def flow(name: str, *hosts: str) -> FlowFile:
    return load(
        f"title: T\nservice: S\nhosts: [{', '.join(hosts)}]\nsteps:\n  - open: https://{hosts[0]}/\n", f"{name}.yaml"
    )


A, B, C, D = (
    flow("a", "www.a.example"),
    flow("b", "b.example", "help.a.example"),
    flow("c", "c.co.uk"),
    flow("d", "d.co.uk"),
)


def test_a_site_is_one_owners_name_with_all_under_it() -> None:
    assert sites_of(A) == {"a.example"}
    assert sites_of(B) == {"a.example", "b.example"}
    assert sites_of(C) == {"c.co.uk"}
    assert sites_of(flow("local", "site-1.localhost")) == {"site-1.localhost"}


async def test_of_one_site_there_is_one_at_a_time() -> None:
    line = Line([A, B, C])
    first, second = await line.next(), await line.next()
    assert first and second
    assert {first.id, second.id} in ({"a", "c"}, {"b", "c"})
    third = asyncio.ensure_future(line.next())
    await asyncio.sleep(0)
    assert not third.done()
    shared = first if first is not C else second
    await line.over(shared)
    assert (await third) in (A, B)
    assert await line.next() is None


async def test_what_has_most_to_come_goes_first() -> None:
    alone = [flow(f"z{at}", f"z{at}.example") for at in range(3)]
    many = [flow(f"m{at}", "m.example") for at in range(3)]
    assert await Line([*alone, *many]).next() in many


@pytest.mark.slow
async def test_there_is_a_pause_between_two_pages_of_a_site() -> None:
    long = Pauses(3600)
    await long.breathe("www.a.example")
    await long.breathe("b.example")  # another site waits for nothing
    pauses, began = Pauses(0.2), time.monotonic()
    await pauses.breathe("www.a.example")
    await pauses.breathe("help.a.example")
    assert time.monotonic() - began >= 0.2


def test_flows_that_share_a_site_by_way_of_a_third_are_of_one_group() -> None:
    bridge = flow("bridge", "c.co.uk", "b.example")
    assert sorted(sorted(one.id for one in group) for group in groups([A, B, C, D, bridge])) == [
        ["a", "b", "bridge", "c"],
        ["d"],
    ]


@pytest.mark.slow
@given(
    st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=3, unique=True), min_size=1, max_size=20),
    st.integers(1, 6),
)
def test_no_site_is_in_two_shards_and_no_flow_is_lost(hosts: list[list[int]], parts: int) -> None:
    files = [flow(f"f{at}", *(f"h{one}.example" for one in names)) for at, names in enumerate(hosts)]
    shards = [shard(files, number, parts) for number in range(1, parts + 1)]
    assert sorted(file.id for part in shards for file in part) == sorted(file.id for file in files)
    of_shards = [{site for file in part for site in sites_of(file)} for part in shards]
    assert sum(len(sites) for sites in of_shards) == len(set().union(*of_shards))
    again = [shard(list(files), number, parts) for number in range(1, parts + 1)]
    assert [[file.id for file in part] for part in again] == [[file.id for file in part] for part in shards]


def test_shards_are_as_even_as_sites_allow() -> None:
    files = [flow(f"f{at:02}", f"h{at}.example") for at in range(10)]
    assert sorted(len(shard(files, number, 4)) for number in range(1, 5)) == [2, 2, 3, 3]


HOLDER = """
import sys, time
from pathlib import Path
from runner.app.host_turns import SiteLocks
locks = SiteLocks(Path(sys.argv[1]), 0.1)
for _ in range(5):
    with locks.held({"b.example", "a.example"}):
        print("in", time.time(), flush=True)
        time.sleep(0.01)
        print("out", time.time(), flush=True)
"""


@pytest.mark.slow
def test_between_processes_too_with_the_pause(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "locks")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    told = sorted(
        (float(at), word) for one in running for word, at in map(str.split, one.communicate()[0].splitlines())
    )
    assert [word for _, word in told] == ["in", "out"] * 15
    assert all(later - earlier >= 0.09 for (earlier, _), (later, _) in zip(told[1::2], told[2::2], strict=False))
    with SiteLocks(tmp_path / "locks", 0).held({"a.example"}):
        pass
