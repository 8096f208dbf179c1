"""What is settled before a run: which flows are walked, and the person's yes to files from elsewhere.

Everything is asked of a front end; where nobody is there to be asked, what needs an answer is an error.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runner.app.answers import answer_to
from runner.app.batch import Planned, arranged, plan, planned
from runner.app.collection_store import CollectionStore
from runner.app.consents import Agreements
from runner.app.deciding import offer_merge
from runner.app.flow_files import flow_to_walk
from runner.app.front_end import FrontEnd
from runner.app.news import news_in
from runner.app.own_flows import own_flows
from runner.app.permissions import changed, shown
from runner.app.places import flow_path, home, installed_folder, library, shipped
from runner.app.region import Region, home_region, region
from runner.app.repairs import Mending
from runner.app.selection import (
    Selection,
    has_more_to_see,
    is_done,
    leave_out_done,
    leave_out_needy,
    of_library,
    unknown,
)
from runner.config import Config
from runner.errors import Stopped, UsageError
from runner.flow.load import FlowFile
from runner.locale import _, joined
from runner.records.ledger import Ledger
from runner.records.news import reopening
from runner.records.status import standing, today

_LOOKS = _("We only look: I read how things stand, and nothing is switched, filled in or sent.")


@dataclass(frozen=True)
class Wish:
    """What the person wants to walk: flows by name, or those of the library by service and region.

    With none of that, the flows of their settings. `again` takes what is done already as well, `trust` agrees
    beforehand to files from elsewhere, `needs` is what flows have to know; `can_type` says whether they can be asked
    for that in the walk. With `looks`, they are only looked at: then what is done already is taken as well.
    Without `asks_to_begin` nothing is walked, so nothing is asked and no plan told. `begun`: they have seen what comes,
    and said that it shall begin.
    """

    flows: Sequence[str] = ()
    every: bool = False
    services: Sequence[str] = ()
    region: str | None = None
    again: bool = False
    trust: bool = False
    account: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)
    can_type: bool = True
    begun: bool = False
    looks: bool = False
    asks_to_begin: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether flows are chosen from the whole library."""
        return bool(self.every or self.services or self.region)


async def prepared(wish: Wish, settings: Config, ledger: Ledger | None, front: FrontEnd) -> list[Planned]:
    """The flows to walk, in their order; empty where nothing is left.

    Raises UsageError where something of the wish is wrong, or nobody is there to be asked; Stopped where the person
    does not want it.
    """
    await _offer_merges(wish.flows or ([] if wish.is_wide else settings.run), front)
    chosen = await (_named(wish, ledger, front) if wish.flows else _listed(wish, settings, ledger, front))
    _tell_newer(wish, chosen, front)
    if wish.asks_to_begin:
        _check_needs(wish, chosen, ledger)
    parts = arranged([planned(file, settings.me, wish.looks) for file in chosen.files], own_order=not wish.is_wide)
    if wish.asks_to_begin and not wish.begun and (len(parts) > 1 or not wish.flows):
        walked = _worth_a_look(parts, chosen, wish, ledger) if wish.looks else parts
        await _agree_to_plan(walked, chosen, front, wish.looks)
    return parts


def _worth_a_look(parts: list[Planned], chosen: Selection, wish: Wish, ledger: Ledger | None) -> list[Planned]:
    """Those that are walked in an audit; of the others it is said why not, and they stand in the card all the same."""
    ids = _walked([one.file for one in parts], wish, ledger)
    walked = [one for one in parts if one.file.id in ids]
    if rest := [one.file.id for one in parts if one not in walked]:
        chosen.left_out[_("not opened, for a page shows no more than I know")] = rest
    return walked


def _walked(files: Iterable[FlowFile], wish: Wish, ledger: Ledger | None) -> set[str]:
    """The flows whose pages are opened; in an audit not those of which a page shows no more than is known."""
    requests = ledger.requests() if wish.looks and ledger else []
    return {file.id for file in files if not wish.looks or has_more_to_see(file, requests, wish.account)}


async def _offer_merges(flows: Sequence[str], front: FrontEnd) -> None:
    """A flow of the person's own that is named, and that a newer shipped one has come for, may be merged first."""
    own = own_flows()
    for flow in flows:
        found = None
        with contextlib.suppress(UsageError):  # one that is not there is told of where it is read
            path = flow_path(flow)
            found = own.newer(path.stem) if own.has(path) else None
        if found:
            await offer_merge(found, own, Mending(home(), installed_folder()), front)


def _tell_newer(wish: Wish, chosen: Selection, front: FrontEnd) -> None:
    if not wish.is_wide:
        return
    own = own_flows()
    for file in chosen.files:
        if own.has(Path(file.path)) and own.newer(file.id):
            front.note(
                _(
                    "A newer {flow} has come with {source}: {command} puts it and yours together.",
                    flow=file.id,
                    source=own.source(file.id),
                    command=f"`optout repair {file.id}`",
                )
            )


async def _named(wish: Wish, ledger: Ledger | None, front: FrontEnd) -> Selection:
    """The flows a person has named; what is done already is walked again when they say so."""
    if wish.is_wide:
        raise UsageError(_("name flows, or choose them by --all, --services or --region; not both"))
    chosen = Selection([flow_to_walk(flow) for flow in _walkable(wish.flows, front)])
    if not chosen.files:  # all that was asked for has been answered
        return chosen
    await _agree(chosen, wish.trust, front)
    if not wish.looks:
        chosen.files = [file for file in chosen.files if await _is_wanted(file, wish, ledger, front)]
    if not chosen.files:
        raise Stopped
    return chosen


async def _listed(wish: Wish, settings: Config, ledger: Ledger | None, front: FrontEnd) -> Selection:
    """The flows of the library that are asked for, else those of the settings; what is done already is left out."""
    if wish.is_wide:
        services = [name for names in wish.services for name in names.split(",") if name.strip()]
        chosen = of_library(library(), services, _region(settings, wish.region, front))
    elif settings.run:
        chosen = Selection(_of_settings(settings, front))
    elif wish.looks and ledger and (noted := _noted(ledger)):
        chosen = Selection([flow_to_walk(flow) for flow in noted])
    else:
        raise UsageError(
            _("say which flow (`optout list` shows them), or --all, or list some under run: in config.yaml")
        )
    if ledger and not wish.again and not wish.looks:
        leave_out_done(chosen, ledger, wish.account, today())
        _tell_reopened(chosen, ledger, wish.account, front)
    await _agree(chosen, wish.trust, front)
    return chosen


def _tell_reopened(chosen: Selection, ledger: Ledger, account: str, front: FrontEnd) -> None:
    """Says of what was done before, and is walked once more, what has changed since."""
    requests = ledger.requests()
    for file in chosen.files:
        before = ledger.latest_sent(file.id, account)
        if before and (news := reopening(before, {file.id: news_in(file.flow)}, requests)):
            front.note(_("{flow}: {standing}", flow=file.id, standing=standing(before, today(), news)))


def _noted(ledger: Ledger) -> list[str]:
    """The flows of which something was sent, and that are there today."""
    return sorted({row.flow for row in ledger.requests() if not row.practice} & library().keys())


def _walkable(names: Iterable[str], front: FrontEnd) -> list[str]:
    """The names without those of companies that say they do not train: what they say is told instead."""
    found = []
    for name in names:
        if said := answer_to(name):
            front.note(str(said))
        else:
            found.append(name)
    return found


def _of_settings(settings: Config, front: FrontEnd) -> list[FlowFile]:
    try:
        return [flow_to_walk(flow) for flow in _walkable(settings.run, front)]
    except UsageError as error:
        raise UsageError(_("under run: in your settings: {problem}", problem=str(error))) from None


def _region(settings: Config, given: str | None, front: FrontEnd) -> Region | None:
    """The region given, else that of the person's country; says so where none is known."""
    lives = settings.me.get("country", "")
    found = region(given) if given else home_region(lives)
    if found is None:
        said = _(
            "Your country is not in your settings, so flows of every region are taken. Narrow it with {option}, such as"
            " EU.",
            option="--region",
        )
        if lives:
            said = _(
                "I do not know the region of “{country}”, so flows of every region are taken. Narrow it with {option},"
                " such as EU.",
                country=lives,
                option="--region",
            )
        front.note(joined(said, "\n", between=""))
    return found


async def _agree(chosen: Selection, trust: bool, front: FrontEnd) -> None:
    """Shows flow files from elsewhere and asks, once for each content of a file; of a changed one, what has changed.

    A no leaves that one out; of a single flow it is the end.
    """
    agreed, alone = Agreements(home()), len(chosen.files) == 1
    for file in list(chosen.files):
        if file.digest in shipped() or agreed.has(file.digest):
            continue
        if not trust and not await _agrees(file, agreed, front):
            if alone:
                raise Stopped
            chosen.leave_out(file.id, _("from elsewhere, and you said no"))
            continue
        agreed.add(file, date.today())


async def _agrees(file: FlowFile, agreed: Agreements, front: FrontEnd) -> bool:
    last = agreed.last(file.path)
    says = changed(file, last.powers, last.date) if last and last.powers else shown(file, _whose(file))
    if not front.is_attended:
        front.note(says)
        raise UsageError(
            _(
                "{path} is not one of the flows that come with Optout; agree to it with {option}",
                path=file.path,
                option="--trust",
            )
        )
    return await front.agrees("consent", joined(says, _("Walk it?"), between="\n"))


def _whose(file: FlowFile) -> str:
    """The collection that a file lies in, in words; empty where it lies in none."""
    found = CollectionStore().of(file.id)
    return found.whose if found and found.flows.get(file.id) == Path(file.path) else ""


async def _is_wanted(file: FlowFile, wish: Wish, ledger: Ledger | None, front: FrontEnd) -> bool:
    """Says what was sent of a flow before; whether the person would walk what is done once more."""
    before = ledger.latest_sent(file.id, wish.account) if ledger else None
    if ledger is None or before is None:
        return True
    news = reopening(before, {file.id: news_in(file.flow)}, ledger.requests())
    one = standing(before, today(), news)
    said = joined(
        file.flow.title,
        joined("  ", str(one), between=""),
        joined("  ", _("Next: {next}", next=one.next), between=""),
        between="\n",
    )
    # No question where walking it is what comes next: it was cut off, or the setting is on again, or has changed.
    anew = news is not None and news.to_do(file.id) == file.id
    if is_done(before) and not anew and not wish.again and front.is_attended:
        return await front.agrees("again", joined(said, _("Walk it again?"), between="\n"))
    front.note(said)
    return True


def _check_needs(wish: Wish, chosen: Selection, ledger: Ledger | None) -> None:
    """Where nobody can be asked what a flow needs to know, says so at once: later is too late."""
    if wish.can_type:
        return
    walked = _walked(chosen.files, wish, ledger)
    if not wish.flows:
        leave_out_needy(chosen, wish.needs, walked)
    for file in chosen.files:
        for key in unknown(file, wish.needs) if file.id in walked else ():
            raise UsageError(
                _(
                    "{flow} needs to know: {question} Give it as {option}",
                    flow=file.id,
                    question=file.flow.needs[key].ask,
                    option=f"--need {key}=…",
                )
            )


async def _agree_to_plan(parts: list[Planned], chosen: Selection, front: FrontEnd, looks: bool = False) -> None:
    """Says what comes and what is left out, and asks once whether to begin, where somebody is there to be asked."""
    comes = plan(parts) if parts else _("Nothing is left to walk.")
    rest = joined(_("Left out:"), chosen.told(), between="\n") if chosen.left_out else ""
    said = joined(_LOOKS if looks else "", comes, rest, between="\n\n")
    if not parts or not front.is_attended:
        front.note(said)
    elif not await front.agrees("begin", joined(said, _("Begin?"), between="\n\n"), usually=True):
        raise Stopped
