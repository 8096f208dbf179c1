"""What can be refused where: all flows, what applies to the person on top; and what comes before a walk begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from runner.app.answers import statements_about
from runner.app.audit import Audit, card
from runner.app.batch import Batch, Planned, about, arranged, planned
from runner.app.front_end import FrontEnd
from runner.app.offers import PLACES, Place, of_services
from runner.app.places import home, shipped
from runner.app.preparing import Wish, prepared
from runner.app.run import Plan, Run
from runner.app.upstream_patch import accounts
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.rendering import by_number
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _, joined, many
from runner.records.card import CARD_HEADINGS, TO_MEND, CardEntry, to_mend

HEADINGS: Mapping[Place, str] = {
    "urgent": _("Needs you"),
    "chosen": _("What you have chosen"),
    "open": _("Open to you"),
    "done": _("Done, or waiting for an answer"),
    "elsewhere": _("Not offered to you"),
}


@dataclass(frozen=True)
class ReviewLine:
    """One flow of what is to come: when, how long, what for."""

    planned: Planned
    time: str
    asks: str
    is_from_elsewhere: bool


class ServicePages:
    """The list of services, and the review of what was chosen."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def services(self, request: PageRequest) -> PageResponse:
        """All flows; `q` are words that are looked for."""
        words = request.one("q")
        found = of_services(self._home.offers(), words) if words else self._home.offers()
        quiet = statements_about(words)
        groups = [(place, HEADINGS[place], [one for one in found if one.place == place]) for place in PLACES]
        return self._home.page(
            request,
            "services",
            current="/services",
            groups=[group for group in groups if group[2]],
            quiet=quiet,
            words=words,
            counted=by_number(_chosen),
            whose=self._home.whose,
            is_new=self._home.is_new,
        )

    def review(self, request: PageRequest) -> PageResponse:
        """What comes if they begin: in which order, how long, how many logins, what is for them to do."""
        every = [one for one in self._home.offers() if one.place == request.one("all") and not one.heading.problem]
        parts = self._parts([*request.several("flow"), *(one.heading.id for one in every)])
        if not parts:
            return self._home.done("/services", _("Choose at least one service first."))
        batch = Batch(list(parts))
        known: set[str] = set()
        lines = []
        for one in parts:
            is_in = one.site in known
            time = about(one.turns.seconds(is_in))
            lines.append(ReviewLine(one, time, one.turns.says(is_in), one.file.digest not in shipped()))
            known |= {one.site} if one.turns.has("login") else set()
        needs = [(one.file.id, key, need.ask) for one in parts for key, need in one.file.flow.needs.items()]
        return self._home.page(
            request,
            "review",
            current="/services",
            lines=lines,
            logins=sorted(known),
            whole=batch.left() if len(parts) > 1 else lines[0].time,
            needs=needs,
            yours=_yours(parts),
            account=request.one("as"),
            accounts=accounts(self._home.folder),
        )

    def begin(self, request: PageRequest) -> PageResponse:
        """The walk begins."""
        flows = [one.file.id for one in self._parts(request.several("flow"))]
        if not flows:
            return self._home.done("/services", _("Choose at least one service first."))
        needs = {
            name.removeprefix("need."): values[0].strip()
            for name, values in request.form.items()
            if name.startswith("need.") and values[0].strip()
        }
        name = many("{count} flow", "{count} flows", len(flows))
        looks = request.one("how") == "look"
        wish = Wish(flows, needs=needs, begun=True, account=request.one("as").strip(), looks=looks)
        work = partial(self.look if looks else self.walk, wish=wish, pictures=bool(request.one("pictures")))
        if not self._home.walks.begin(name, work):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        return self._home.done("/walk")

    async def walk(self, now: WalkNow, front: FrontEnd, wish: Wish, pictures: bool = False) -> None:
        """Walks flows: in the home's browser, or another account's in a window of its own; `pictures` of each step."""
        with self._home.to_read() as ledger:
            parts = await prepared(wish, self._home.config, ledger, front)
        files = [one.file for one in parts]
        account, needs = wish.account or None, dict(wish.needs)
        run = Run(Plan(files, self._home.config, home(), account, pictures=pictures, needs=needs), front)
        now.batch = run.batch
        await run.to_the_end()

    async def look(self, now: WalkNow, front: FrontEnd, wish: Wish, pictures: bool = False) -> None:
        """Looks how things stand, and changes nothing; what was seen is told at the end, and on the card."""
        account = wish.account or None
        with self._home.to_read() as ledger:
            parts = await prepared(wish, self._home.config, ledger, front)
        files = [one.file for one in parts]
        plan = Plan(files, self._home.config, home(), account=account, needs=dict(wish.needs))
        await Audit(plan, front, pictures).to_the_end()
        with self._home.to_read() as ledger:
            entries = card(files, ledger, wish.account)
        now.told = [_told(one) for one in entries]
        now.to_mend = list(dict.fromkeys(one.flow.id for one in to_mend(entries)))
        now.account = wish.account
        now.card = f"/card?{urlencode({'as': wish.account})}" if wish.account else "/card"

    def _parts(self, flows: Sequence[str]) -> list[Planned]:
        files = [(flow, self._home.shelf.file(flow)) for flow in dict.fromkeys(flows)]
        if unknown := next((flow for flow, file in files if file is None), None):
            raise UsageError(
                _(
                    "there is no flow “{flow}” that can be walked; it may have been removed, or have problems",
                    flow=unknown,
                )
            )
        return arranged([planned(file, self._home.config.me) for __, file in files if file])


def _chosen(minutes: int) -> str:
    """What stands at the bottom of the page while flows are chosen; the page's script writes the numbers."""
    return many(
        "{chosen} chosen, about {count} minute at most.",
        "{chosen} chosen, about {count} minutes at most.",
        minutes,
        chosen="{chosen}",
        count="{count}",
    )


_TOLD: Sequence[tuple[str, str]] = (
    ("login", _("Log in, where you are not logged in yet. Optout does not look while you do.")),
    ("switch", _("Turn the switch yourself once it is in front of you.")),
    ("submit", _("Read the form, and press its button yourself. Optout never sends anything.")),
    ("attach", _("Say which pictures go along as proof, or leave them out.")),
    ("mail", _("Send the mail that is made ready, from your own mail program.")),
    ("type", _("Type what Optout does not know about you.")),
    ("review", _("Look over what is shown.")),
)


def _told(one: CardEntry) -> str:
    """What was seen of one setting."""
    state = _("{title}: {state}.", title=one.flow.title, state=CARD_HEADINGS[one.state])
    return joined(state, *one.in_words(), one.how, *_stakes(one))


def _stakes(one: CardEntry) -> list[str]:
    """Why it matters, where there is something to mend."""
    return one.flow.at_stake() if one.state in TO_MEND else []


def _yours(parts: Sequence[Planned]) -> list[str]:
    """What is for the person to do, whatever flow it is of."""
    return [said for turn, said in _TOLD if any(one.turns.counts.get(turn) for one in parts)]  # type: ignore[call-overload]
