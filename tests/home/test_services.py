"""The services: what applies to the person on top, how each stands, and what comes before a walk."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from runner.app.consents import Agreements
from runner.app.front_end import FrontEnd
from runner.app.offers import FlowShelf
from runner.app.preparing import Wish
from runner.flow.load import load_file
from runner.home.services import ServicePages
from runner.home.walks import WalkNow
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.session.checkpoint import Checkpoint, Checkpoints
from tests.home.conftest import Visitor
from tests.records.books import Clock, many, switched, walked_flow

FLOW = """title: {title}
service: {service}
covers: Your words.
does_not_cover: What others say.
offered_in: {offered}
hosts: [example.com]
answer_due: gdpr
checked: {{date: 2026-10-02, how: sources}}
sources: [https://example.com/]
steps:
  - open: https://example.com/
  - pause: {{for: switch, say: Turn it off, control: {{switch: Training}}, want: "off"}}
"""


def own_flow(folder: Path, name: str, title: str = "A flow", service: str = "Example", offered: str = "EU") -> None:
    write_private(
        folder / "flows" / f"{name}.yaml", FLOW.format(title=title, service=service, offered=offered).encode()
    )


def part(page: str, place: str) -> str:
    """One group of the page."""
    found = re.search(rf'aria-labelledby="h-{place}">(.*?)</section>', page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


@pytest.mark.slow
async def test_what_applies_comes_before_what_does_not(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "here")
    own_flow(folder, "there", title="Elsewhere", offered="BR")
    page = await visitor.get("/services")
    assert "A flow" in part(page, "open")
    assert "Not offered in Germany" in part(page, "elsewhere")
    assert page.index('id="h-open"') < page.index('id="h-elsewhere"')
    card = part(page, "open")
    for said in ("Your words.", "What others say.", "Article 12(3) GDPR", "Checked on 2 Oct 2026", "about 1 min"):
        assert said in card


@pytest.mark.slow
async def test_each_state_stands_where_it_belongs(visitor: Visitor, folder: Path) -> None:
    clock = Clock()
    with Ledger(folder, clock) as ledger:
        many(ledger, clock)
        switched(ledger, walked_flow("linkedin-training", "LinkedIn"))
        ledger.add_not_offered(walked_flow("snapchat-training", "Snapchat"))
    Checkpoints(folder / "runs", write_private).write(Checkpoint("chatgpt-training", "0" * 64, step=5))
    visitor.context.config = visitor.context.config.model_copy(update={"run": ["pinterest-training"]})
    page = await visitor.get("/services")
    urgent, done = part(page, "urgent"), part(page, "done")
    for said in ("Overdue", "On again", "Refused", "Not sent", "Cut off at step 5"):
        assert said in urgent, said
    assert "Answered" not in urgent
    assert "Pinterest" in part(page, "chosen")
    assert "Was not offered to you on 23 Nov 2026" in part(page, "elsewhere")
    assert "Larkspur" not in page, "practice is no request"
    assert 'href="/requests/facebook-1"' in page
    assert "Confirmed" in done


@pytest.mark.slow
async def test_what_is_open_again_says_what_has_changed_and_the_way(visitor: Visitor, folder: Path) -> None:
    """On the page of services, among the requests, and on the request's own page."""
    clock = Clock()
    clock.on(4, 2)
    with Ledger(folder, clock) as ledger:
        switched(ledger, walked_flow("google-web-and-app-activity", "Google", "Google – stop Web & App Activity"))
    says = "Google moves Search, Maps, Shopping and more to Search Services History"
    way = "/services/review?flow=google-"
    for page in (
        part(await visitor.get("/services"), "urgent"),
        await visitor.get("/requests"),
        await visitor.get("/requests/google-1"),
    ):
        assert "Open again" in page and says in page and f'href="{way}web-and-app-activity"' in page


@pytest.mark.slow
async def test_where_another_flow_is_to_be_done_now_the_way_leads_to_that(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "old", title="The old one")
    news = "news: [{date: 2026-07-06, say: It is kept elsewhere now., reopens: true, flow: new}]\n"
    path = folder / "flows" / "old.yaml"
    path.write_text(path.read_text("utf-8").replace("steps:", f"{news}steps:"), "utf-8")
    own_flow(folder, "new", title="The new one")
    clock = Clock()
    clock.on(4, 2)
    with Ledger(folder, clock) as ledger:
        switched(ledger, walked_flow("old", "Example", "The old one"))
    urgent = part(await visitor.get("/services"), "urgent")
    assert "It is kept elsewhere now." in urgent and 'href="/services/review?flow=new"' in urgent
    page = await visitor.get("/requests/example-1")
    assert "There is more to do now." in page and 'href="/services/review?flow=new"' in page


async def test_who_has_walked_a_flow_is_said(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "walked")
    path = folder / "flows" / "walked.yaml"
    live = "checked: {date: 2026-10-02, how: live, by: 4, in: [DE, FR]}"
    path.write_text(path.read_text("utf-8").replace("checked: {date: 2026-10-02, how: sources}", live), "utf-8")
    assert "Checked on 2 Oct 2026: walked by 4 people, in DE and FR." in await visitor.get("/services")


async def test_where_nobody_is_offered_anything_it_stands_last_and_says_so(visitor: Visitor) -> None:
    elsewhere = part(await visitor.get("/services"), "elsewhere")
    assert "Reddit – there is nothing to switch" in elsewhere and "Nothing to switch, for nobody" in elsewhere


async def test_search_finds_by_service_and_title(visitor: Visitor) -> None:
    page = await visitor.get("/services?q=PINTEREST")
    titles = re.findall(r"<h3><label[^>]*>(.*?)</label>", page)
    assert titles
    assert all("Pinterest" in title for title in titles)
    assert "Nothing here is called “no such thing”" in await visitor.get("/services?q=no+such+thing")


async def test_the_review_says_what_comes(visitor: Visitor) -> None:
    page = await visitor.get("/services/review?flow=facebook-objection&flow=x-grok")
    assert page.index("X – ") < page.index("Facebook – "), "a switch comes before a form"
    for said in ("2 to go, about", "you log in to 2 sites: facebook.com, x.com", "Optout never sends anything"):
        assert said in page
    assert page.count('type="hidden" name="flow"') == 2


async def test_what_a_flow_needs_is_asked_in_the_review(visitor: Visitor, folder: Path) -> None:
    needy = FLOW.format(title="Needy", service="Example", offered="EU").replace(
        "steps:", "needs: {blog: {ask: What is your blog called?, public: true}}\nsteps:"
    )
    write_private(folder / "flows" / "needy.yaml", needy.encode())
    page = await visitor.get("/services/review?flow=needy")
    assert "What is your blog called?" in page
    assert 'name="need.needy.blog"' in page
    assert "does not come with Optout" in page


@pytest.mark.slow
async def test_nothing_chosen_and_what_is_not_there_are_said(visitor: Visitor) -> None:
    assert "Choose at least one service first." in await visitor.get("/services/review")
    assert "There is no flow “nothing”" in await visitor.get("/services/review?flow=nothing", 422)


async def test_a_flow_with_problems_is_shown_and_cannot_be_chosen(visitor: Visitor, folder: Path) -> None:
    write_private(folder / "flows" / "broken.yaml", b"title: [")
    page = await visitor.get("/services")
    assert "broken" in page
    assert 'value="broken"' not in page


@pytest.mark.slow
async def test_flows_that_are_still_to_be_read_are_there_with_their_heads(visitor: Visitor) -> None:
    visitor.context.shelf = FlowShelf()
    page = (await visitor.ask("GET", "/services", {})).body.decode()
    assert "Pinterest" in page
    assert "What it covers" not in page
    assert "What it covers" in await visitor.get("/services")


@pytest.mark.slow
async def test_a_hostile_title_is_text(visitor: Visitor, folder: Path) -> None:
    title = '"<script>alert(1)</script><img src=x onerror=alert(1)>\\u202e"'
    own_flow(folder, "hostile", title=title, service='"\'><b>"')
    for path in ("/services", "/services/review?flow=hostile"):
        page = await visitor.get(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "\u202e" not in page, "what turns the direction of a text is left out"


@pytest.mark.slow
async def test_three_hundred_flows_are_a_page_in_time(visitor: Visitor, folder: Path) -> None:
    for number in range(300):
        own_flow(folder, f"flow-{number}", title=f"Flow {number}")
    await visitor.get("/services")  # reads them
    took, page = await visitor.quickest("/services")
    assert took < 0.3
    assert page.count('class="card"') > 300


@pytest.mark.slow
async def test_a_look_begins_as_such_and_tells_what_is_known(visitor: Visitor, folder: Path) -> None:
    """Nothing can be seen of a flow without a setting or a form, so no browser opens."""
    text = FLOW.format(title="By mail", service="Example", offered="EU").split("steps:")[0]
    mail = "steps:\n  - mail: {to: privacy@example.com, subject: No, body: I object.}\n"
    write_private(folder / "flows" / "by-mail.yaml", f"{text}{mail}".encode())
    pages, now = ServicePages(visitor.context), WalkNow("1 flow")
    Agreements(folder).add(load_file(folder / "flows" / "by-mail.yaml"), date(2026, 11, 29))
    await pages.look(now, FrontEnd(), Wish(["by-mail"], begun=True, looks=True))
    assert [line.split(".")[0] for line in now.told] == ["By mail: Not asked for yet"]
    visitor.context.walks.now, now.is_over = now, True
    page = await visitor.get("/walk")
    assert "Mend this one with me" in page and 'href="/services/review?flow=by-mail&amp;as="' in page
    assert 'value="look"' in await visitor.get("/services/review?flow=by-mail")


@pytest.mark.slow
async def test_companies_with_nothing_to_do_are_named_with_their_word(visitor: Visitor) -> None:
    page = await visitor.get("/services")
    quiet = part(page, "quiet")
    for said in ("Notion", "unless you join its", "Nothing to do, unless you agree to something", "of August 2026"):
        assert said in quiet, said
    assert page.index('id="h-quiet"') > page.index('id="h-open"')
    found = await visitor.get("/services?q=word")
    assert "Microsoft 365" in part(found, "quiet"), "it is found by another of its names"
    assert "Notion" not in part(found, "quiet")
    assert '<details id="d-quiet-all"' not in found, "what was looked for is not folded away"
