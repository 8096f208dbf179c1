"""`optout audit`: on the practice site in a browser, at the terminal, and what it leaves in the ledger."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runner import events
from runner.app import audit as use_case
from runner.app.audit import Audit, card
from runner.app.flow_files import load_flow
from runner.app.front_end import FrontEnd
from runner.app.rehearsal import QUIET
from runner.app.run import Plan, walked_flow
from runner.browser.looking_driver import LookingPageDriver
from runner.config import load_config
from runner.events import Event, Question, Reply
from runner.flow.load import FlowFile, load, load_file
from runner.practice.part import ME, PART
from runner.practice.server import PracticeSite
from runner.records.card import CardEntry, CardFlow, card_as_json, sorted_card
from runner.records.ledger import Ledger
from runner.records.request import LookNote, SettingStand
from runner.records.status import not_offered
from runner.terminal.commands import audit as command
from tests import forms, test_cli
from tests.by_hand import do
from tests.records.books import sent, switched
from tests.records.books import walked_flow as made_up
from tests.test_cli import Run

run = test_cli.run
FLOWS = Path(__file__).parents[1] / "flows"
FILE = load_flow("practice")
TRAIN = "Use my posts to train Lark"


@pytest.fixture
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as running:
        yield running


class LogsIn:
    """The person, who logs in and does nothing else; what is missing they cannot find either."""

    def __init__(self, driver: LookingPageDriver, site: PracticeSite, on: bool) -> None:
        self.driver, self.site, self.on = driver, site, on
        assert type(driver) is LookingPageDriver, "an audit has no driver with hands"

    async def ask(self, question: Question) -> Reply:
        assert question.about in ("login", "missing"), question
        if question.about == "missing":
            return Reply("skip", "terminal")
        forms.arrived["owed"] += 2  # the login and its code are this person's
        for visit in self.site._visits.values():
            visit.settings["train"] = self.on
        for action in PART[0].do:
            await do(await self.driver.tabs.present(), action)  # type: ignore[arg-type]
        await asyncio.Event().wait()
        raise AssertionError

    async def stops(self) -> None:
        await asyncio.Event().wait()


async def looked_at(
    file: FlowFile, site: PracticeSite, home: Path, on: bool, pictures: bool = False
) -> tuple[CardEntry, list[Event]]:
    """The card's entry of a flow of the practice site, whose switch stands so; and what was heard."""
    settings = load_config("pace: 0\ntimeout: 4\n", "config.yaml").model_copy(update={"me": ME})
    args, heard = (*QUIET, f"--host-resolver-rules={site.host_rules}"), list[Event]()
    plan = Plan([file], settings, home, screen=False, args=args, player=lambda driver: LogsIn(driver, site, on))
    sitting = Audit(plan, FrontEnd(listeners=[heard.append]), pictures)
    await sitting.to_the_end()
    assert sitting.code == 0
    # Logging in is the person's; not one form or setting of the service has arrived.
    assert [submission.path for submission in site.submissions] == ["/login", "/login/code"]
    with Ledger(home) as ledger:
        [entry] = card([file], ledger)
    return entry, heard


def only_the_switch(label: str = TRAIN) -> FlowFile:
    """The practice flow without its form."""
    head, _, steps = FILE.source.text.partition("\nsteps:\n")
    login = steps.partition("  # Some forms want proof")[0]
    switch = "  - open: http://larkspur.localhost/settings/ai\n" + steps.rpartition(
        "  - open: http://larkspur.localhost/settings/ai\n"
    )[2].replace(TRAIN, label)
    return load(f"{head}\nsteps:\n{login}{switch}", "lark.yaml")


@pytest.mark.core(cases=1)
@pytest.mark.browser
@pytest.mark.parametrize(("on", "state", "stands"), [(True, "open", "on"), (False, "closed", "off")])
async def test_a_switch_is_read_and_left(site: PracticeSite, tmp_path: Path, on: bool, state: str, stands: str) -> None:
    entry, heard = await looked_at(only_the_switch(), site, tmp_path, on, pictures=on)
    assert (entry.state, entry.settings[0].stands, entry.settings[0].label) == (state, stands, TRAIN)
    assert [visit.settings["train"] for visit in site._visits.values()] == [on] * len(site._visits)
    assert entry.picture is None if not on else entry.picture is not None and entry.picture.is_file()
    [read] = [event for event in heard if isinstance(event, events.SettingRead)]
    assert (read.label, read.stands) == (TRAIN, stands)


@pytest.mark.browser
async def test_a_switch_that_is_not_there_is_no_sign_of_anything(site: PracticeSite, tmp_path: Path) -> None:
    entry, _ = await looked_at(only_the_switch("Something else"), site, tmp_path, True)
    assert (entry.state, entry.settings) == ("unknown", ())
    assert entry.how.startswith("I could not find “Something else” (switch) (looked at on ")


@pytest.mark.browser
async def test_a_form_is_seen_on_the_way_to_a_switch(site: PracticeSite, tmp_path: Path) -> None:
    """The whole flow: chat, picture and form are left alone, and the switch behind them is read."""
    entry, heard = await looked_at(FILE, site, tmp_path, False)
    assert (entry.state, [one.stands for one in entry.settings]) == ("to_send", ["off"])
    assert any(isinstance(event, events.FormSeen) for event in heard)
    assert not [event for event in heard if isinstance(event, events.Captured | events.RequestSent)]


# -- the ledger ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "home") as opened:
        yield opened


CLAUDE, OBJECTION = load_flow("claude-training"), load_flow("linkedin-objection")
SLACK, CURSOR = load_flow("slack-global-models"), load_flow("cursor-privacy-mode")
ON = LookNote((SettingStand("Help improve our AI models", "on", "reverted"),))
OFF = LookNote((SettingStand("Help improve our AI models", "off", "confirmed"),))


def stands(ledger: Ledger, *files: FlowFile, account: str = "") -> dict[str, str]:
    return {one.flow.id: one.state for one in card(files, ledger, account)}


def test_what_a_look_saw_is_kept_to_the_letter(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add_look(walked_flow(CLAUDE), "reverted", "work", replace(ON, why="“So” it is"))
    with Ledger(tmp_path / "home") as again:
        [check] = again.checks()
    assert (check.result, check.account, check.note) == ("reverted", "work", replace(ON, why="“So” it is"))
    assert stands(ledger, CLAUDE) == {"claude-training": "unknown"}, "another account's look is not this one's"
    assert stands(ledger, CLAUDE, account="work") == {"claude-training": "open"}


def test_a_setting_that_was_switched_before_has_changed_back(ledger: Ledger) -> None:
    request = switched(ledger, walked_flow(CLAUDE))
    ledger.add_look(walked_flow(CLAUDE), "reverted", note=ON)
    assert ledger.request(request).status == "reverted"
    assert ledger.checks()[-1].request == request
    adobe = load_flow("adobe-content-analysis")
    ledger.add_look(walked_flow(adobe), "reverted")
    first, second = card([adobe, CLAUDE], ledger)
    assert (first.flow.id, second.flow.id) == (CLAUDE.id, adobe.id), "what has changed back comes first"
    assert first.how.startswith("You had switched it, and it has changed back. Read on the page")


# No source says of these what AI is trained on; practice is about nothing real.
NOT_SAID = {"instagram-sharing-and-reuse", "meta-activity-from-other-businesses", "practice"}


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_flow_says_what_is_at_stake_in_words_of_its_own_texts(path: Path) -> None:
    flow = load_file(path).flow
    assert (flow.at_stake is None) == (path.stem in NOT_SAID)
    if flow.at_stake and flow.at_stake.trained_on == "nothing":
        said = f"{flow.covers} {flow.does_not_cover}"
        assert re.search(r"(says|said) that .*\bnot\b|is not used to train", said), said


def at_stake(flow: str, trained_on: str, past: str) -> CardEntry:
    return CardEntry(CardFlow(flow, flow, flow, trained_on=trained_on, past=past), "", "open", "")


def test_what_matters_most_comes_first() -> None:
    """What is private before what is published, what cannot be taken back before what can; and all by name last."""
    wanted = [
        at_stake("z", "private", "stays"),
        at_stake("y", "private", ""),
        at_stake("x", "private", "goes"),
        at_stake("w", "public", "stays"),
        at_stake("v", "about_you", "stays"),
        at_stake("a", "", ""),
        at_stake("b", "", ""),
        at_stake("c", "nothing", "stays"),
    ]
    assert sorted_card(reversed(wanted)) == wanted
    assert [one["flow"] for one in card_as_json(sorted_card(wanted), datetime.now(UTC))["flows"]] == list("zyxwvabc")


def test_what_is_to_be_mended_begins_with_what_matters_most(ledger: Ledger) -> None:
    files = [load_flow(name) for name in ("starlink-training", "pinterest-training", "muse-training")]
    for file in [*files, CLAUDE]:
        ledger.add_look(walked_flow(file), "reverted")
    entries = card([*files, CLAUDE], ledger)
    wanted = [CLAUDE.id, "muse-training", "pinterest-training", "starlink-training"]
    assert [one.flow.id for one in entries] == wanted
    assert [one.id for one in use_case.mending([*files, CLAUDE], entries)] == wanted
    assert entries[0].flow.at_stake() == [
        "AI is trained on what was meant for you alone or for a few.",
        "What was used before cannot be taken back, so sooner is better.",
    ]


def test_the_latest_look_counts(ledger: Ledger) -> None:
    ledger.add_look(walked_flow(CLAUDE), "reverted", note=ON)
    ledger.add_look(walked_flow(CLAUDE), "confirmed", note=OFF)
    assert stands(ledger, CLAUDE) == {"claude-training": "closed"}


def test_a_form_is_asked_for_once_the_ledger_says_so(ledger: Ledger) -> None:
    ledger.add_look(walked_flow(OBJECTION), "form")
    assert stands(ledger, OBJECTION) == {"linkedin-objection": "to_send"}
    sent(ledger, walked_flow(OBJECTION))
    [entry] = card([OBJECTION], ledger)
    assert (entry.state, entry.next) == ("sent", "optout status linkedin-1")
    assert "you sent it on" in entry.how
    ledger.add_look(walked_flow(OBJECTION), "not_offered")
    assert stands(ledger, OBJECTION) == {"linkedin-objection": "not_offered"}


def test_what_no_page_shows_is_told_from_what_is_known(ledger: Ledger) -> None:
    assert stands(ledger, SLACK, CURSOR) == {"slack-global-models": "to_send", "cursor-privacy-mode": "unknown"}
    [entry] = card([CURSOR], ledger)
    assert entry.how == "It is on no page that I can read: only you can see it."
    assert entry.next == "optout show cursor-privacy-mode"


def test_a_form_that_nobody_would_know_is_not_asked_for_until_it_is_noted(ledger: Ledger) -> None:
    drop = load_flow("california-drop")
    [entry] = card([drop], ledger)
    assert (entry.state, entry.next) == ("to_send", "optout run california-drop")
    assert entry.how.startswith("I have nothing to know its form by")
    sent(ledger, walked_flow(drop))
    assert stands(ledger, drop) == {"california-drop": "sent"}


def test_what_was_not_offered_is_taken_again_once_it_was_seen(ledger: Ledger) -> None:
    ledger.add_look(walked_flow(CLAUDE), "not_offered")
    ledger.add_look(walked_flow(CLAUDE), "unknown")
    assert [one.flow for one in not_offered(ledger.checks(), [])] == ["claude-training"]
    ledger.add_look(walked_flow(CLAUDE), "reverted", note=ON)
    assert not_offered(ledger.checks(), []) == []


def test_not_offered_by_a_persons_word_is_told_as_that(ledger: Ledger) -> None:
    ledger.add_look(walked_flow(CLAUDE), "not_offered", note=LookNote(basis="by_word"))
    assert card([CLAUDE], ledger)[0].how.startswith("By your word (looked at on ")
    ledger.add_look(walked_flow(CLAUDE), "not_offered", note=LookNote(basis="seen"))
    assert card([CLAUDE], ledger)[0].how.startswith("The page said so (looked at on ")


# -- at the terminal ----------------------------------------------------------------------------------------------


def noted(tmp_path: Path) -> None:
    """What three flows were last seen to be."""
    with Ledger(tmp_path / "home") as ledger:
        ledger.add_look(walked_flow(CLAUDE), "reverted", note=ON)
        ledger.add_look(walked_flow(OBJECTION), "form")
        ledger.add_look(walked_flow(load_flow("x-grok")), "confirmed")


THREE = ("x-grok", "claude-training", "linkedin-objection")


@pytest.mark.slow
def test_the_card_is_shown_again_without_a_browser(run: Run, tmp_path: Path) -> None:
    noted(tmp_path)
    ran = run("audit", *THREE, "--last")
    assert ran.code == 0
    assert "Report card: 1 not refused, 1 not asked for yet, 1 refused." in ran.out
    assert "“Help improve our AI models” is on; it should be off." in ran.out
    assert "AI is trained on what was meant for you alone or for a few." in ran.out
    assert ran.out.index("Claude –") < ran.out.index("LinkedIn –") < ran.out.index("X –")
    assert ran.out.rstrip().endswith("Set it right: optout run claude-training linkedin-objection")


@pytest.mark.slow
def test_the_card_as_json_is_all_that_stdout_has(run: Run, tmp_path: Path) -> None:
    noted(tmp_path)
    told: dict[str, Any] = json.loads(run("audit", *THREE, "--last", "--format", "json").out)
    assert (told["version"], told["to_mend"]) == (1, ["claude-training", "linkedin-objection"])
    assert told["counts"]["open"] == told["counts"]["closed"] == 1
    first = told["flows"][0]
    assert (first["flow"], first["state"], first["next"]) == ("claude-training", "open", "optout run claude-training")
    assert first["settings"] == [{"label": "Help improve our AI models", "stands": "on", "seen": "reverted"}]
    assert first["covers"] and first["does_not_cover"] and first["read"]
    assert (first["trained_on"], first["past"]) == ("private", "stays")


@pytest.mark.slow
def test_the_card_as_a_page_is_whole_and_loads_nothing(run: Run, tmp_path: Path) -> None:
    noted(tmp_path)
    run("audit", *THREE, "--last", "--out", str(tmp_path / "card.html"))
    page = (tmp_path / "card.html").read_text("utf-8")
    assert "What is at stake" in page and "so sooner is better" in page
    assert "<h1>Report card</h1>" in page and "optout run claude-training linkedin-objection" in page
    assert "“Help improve our AI models” is on; it should be off." in page
    assert (tmp_path / "card.html").stat().st_mode & 0o777 == 0o600
    assert 'src="http' not in page and "<script" not in page


@pytest.mark.slow
def test_what_comes_is_said_before_and_nothing_is_left_out_for_being_done(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "home") as ledger:
        switched(ledger, walked_flow(CLAUDE))
        sent(ledger, walked_flow(OBJECTION))
    ran = run("audit", "--services", "Claude,LinkedIn,Cursor,Slack", "--trust")
    assert ran.code == 3, "it comes as far as the screen"
    assert "We only look: I read how things stand, and nothing is switched, filled in or sent.\n\n2 flows" in ran.out
    assert "2 flows, 2 logins" in ran.out and "a switch" not in ran.out and "a form" not in ran.out
    assert "not opened, for a page shows no more than I know: cursor-privacy-mode" in ran.out.replace("\n", " ")


@pytest.mark.slow
def test_a_mail_needs_to_know_nothing_where_it_is_only_looked(run: Run, tmp_path: Path) -> None:
    """Nobody is there to be asked for the workspace, and no page of it would be opened."""
    ran = run("audit", "--services", "Slack,Claude", "--trust")
    assert ran.code == 3, "it comes as far as the screen"
    assert "asks for something of yours" not in ran.out
    assert "not opened, for a page shows no more than I know: slack-global-models" in ran.out.replace("\n", " ")
    [slack] = json.loads(run("audit", "slack-global-models", "--last", "--format", "json").out)["flows"]
    assert (slack["state"], slack["how"]) == ("to_send", "It goes by mail; nothing is noted here of one.")


def test_without_a_flow_it_is_what_was_sent_before(run: Run, tmp_path: Path) -> None:
    assert run("audit", "--last").code == 2
    with Ledger(tmp_path / "home") as ledger:
        switched(ledger, walked_flow(CLAUDE))
        sent(ledger, made_up("gone-flow", "Gone"))
    told = json.loads(run("audit", "--last", "--format", "json").out)
    assert [one["flow"] for one in told["flows"]] == ["claude-training"]


def test_looking_again_at_nothing_makes_no_file(run: Run, tmp_path: Path) -> None:
    assert "Could not tell" in run("audit", "claude-training", "--last").out
    assert not (tmp_path / "home" / "ledger.sqlite").exists()


class Yes:
    """Somebody who says yes to every prompt."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    async def ask(self, question: Question) -> Reply:
        self.asked.append(question)
        return Reply("yes", "terminal")

    async def stops(self) -> None:
        await asyncio.Event().wait()


@pytest.mark.slow
def test_mend_these_begins_a_run_of_just_those(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look itself is played here; what it has noted decides what the run takes."""
    somebody, runs = Yes(), list[Sequence[str]]()
    monkeypatch.setattr("runner.terminal.prompts.prompts", lambda: FrontEnd([somebody]))

    def looked(plan: Plan, pictures: bool) -> int:
        noted(tmp_path)
        return 0

    def walked(plan: Plan, console: object) -> int:
        runs.append([one.id for one in plan.files])
        return 0

    monkeypatch.setattr(command, "_looked", looked)
    monkeypatch.setattr(command, "walked", walked)
    ran = run("audit", *THREE)
    assert (ran.code, runs) == (0, [["claude-training", "linkedin-objection"]])
    assert [question.about for question in somebody.asked] == ["begin", "mend"]
    assert "mends these 2 with you" in somebody.asked[-1].say


def test_where_nothing_is_to_mend_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = Yes()
    monkeypatch.setattr("runner.terminal.prompts.prompts", lambda: FrontEnd([somebody]))
    assert command._to_mend([CLAUDE], []) == [] and somebody.asked == []
    assert use_case.mending([CLAUDE], []) == []
