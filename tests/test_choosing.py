"""Which flows of the library are walked, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from runner.app.region import region
from runner.app.selection import Selection, known, leave_out_done, leave_out_needy, of_library, unknown
from runner.errors import UsageError
from runner.flow.load import load_file
from runner.records.ledger import Ledger

from .records.books import Clock, sent, switched, walked_flow

TODAY = date(2026, 11, 24)
FLOW = "title: {0}\nservice: {1}\nhosts: [a.example]\noffered_in: [{2}]\nsteps:\n  - open: https://a.example/\n"


@pytest.fixture
def library(tmp_path: Path) -> dict[str, Path]:
    flows = {"chat": ("ChatGPT", "everywhere"), "face": ("Facebook", "EU, UK"), "face-two": ("Facebook", "everywhere"),
             "us-only": ("Muse", "US"), "practice": ("Larkspur", "everywhere")}  # fmt: skip
    paths = {name: tmp_path / f"{name}.yaml" for name in flows}
    for name, (service, offered_in) in flows.items():
        paths[name].write_text(FLOW.format(name, service, offered_in), "utf-8")
    return paths


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path, Clock()) as opened:
        yield opened


def ids(chosen: Selection) -> list[str]:
    return [file.id for file in chosen.files]


def test_all_is_the_whole_library_without_practice(library: dict[str, Path]) -> None:
    chosen = of_library(library)
    assert ids(chosen) == ["chat", "face", "face-two", "us-only"]
    assert chosen.told() == ""


def test_what_is_not_offered_where_they_live_is_left_out_and_said(library: dict[str, Path]) -> None:
    chosen = of_library(library, region=region("US"))
    assert ids(chosen) == ["chat", "face-two", "us-only"]
    assert chosen.told() == "  not offered in United States: face"


@pytest.mark.parametrize("names", [["facebook"], ["FACEBOOK"], [" Facebook "]])
def test_services_by_name_without_case(library: dict[str, Path], names: list[str]) -> None:
    assert ids(of_library(library, names)) == ["face", "face-two"]


def test_the_first_word_of_a_service_is_enough_where_none_is_called_so(library: dict[str, Path]) -> None:
    library["chat"].write_text(FLOW.format("Chat", "Amazon Alexa", "everywhere"), "utf-8")
    library["us-only"].write_text(FLOW.format("Cloud", "Amazon Web Services", "everywhere"), "utf-8")
    assert ids(of_library(library, ["amazon"])) == ["chat", "us-only"]
    library["face"].write_text(FLOW.format("Shop", "Amazon", "everywhere"), "utf-8")
    assert ids(of_library(library, ["amazon"])) == ["face"]


def test_several_services_within_a_region(library: dict[str, Path]) -> None:
    assert ids(of_library(library, ["chatgpt", "facebook"], region("US"))) == ["chat", "face-two"]


def test_a_service_that_is_none_gets_a_hint(library: dict[str, Path]) -> None:
    with pytest.raises(UsageError, match=r"no service called 'chatgbt' \(did you mean 'chatgpt'"):
        of_library(library, ["ChatGBT"])


def test_a_broken_file_hinders_no_other(library: dict[str, Path]) -> None:
    library["us-only"].write_text("title: Broken\n", "utf-8")
    chosen = of_library(library)
    assert ids(chosen) == ["chat", "face", "face-two"]
    assert chosen.told() == "  with problems (see `optout check`): us-only"


def test_what_is_done_is_left_out_for_that_account_alone(library: dict[str, Path], ledger: Ledger) -> None:
    sent(ledger, walked_flow("face", "Facebook"))
    cut_off = ledger.prepare(walked_flow("face-two", "Facebook"))
    ledger.send(cut_off, "form")  # its walk is not over
    ledger.add_not_offered(walked_flow("us-only", "Muse"))
    for account, left in (("", ["chat", "face-two"]), ("work", ["chat", "face", "face-two", "us-only"])):
        chosen = of_library(library)
        leave_out_done(chosen, ledger, account, TODAY)
        assert ids(chosen) == left
    chosen = of_library(library)
    leave_out_done(chosen, ledger, "", TODAY)
    assert "done (--again walks it once more): face (" in chosen.told()
    assert "not offered to you when we looked (--again looks once more): us-only (" in chosen.told()


def test_what_another_flow_does_now_is_open_again_with_the_sentence_and_the_way(
    library: dict[str, Path], ledger: Ledger
) -> None:
    news = "news: [{date: 2026-12-01, say: It is kept elsewhere now., reopens: true, flow: face-two}]\n"
    library["face"].write_text(library["face"].read_text("utf-8") + news, "utf-8")
    switched(ledger, walked_flow("face", "Facebook"))
    chosen = of_library(library)
    leave_out_done(chosen, ledger, "", TODAY)
    assert ids(chosen) == ["chat", "face-two", "us-only"]
    told = "face (It is kept elsewhere now. What has to be done now: optout run face-two)"
    assert chosen.told() == f"  open again, and done by another flow now: {told}"


def test_what_was_found_on_again_is_not_done(library: dict[str, Path], ledger: Ledger) -> None:
    request = switched(ledger, walked_flow("face", "Facebook"))
    ledger.add_check(request, "reverted")
    chosen = of_library(library)
    leave_out_done(chosen, ledger, "", TODAY)
    assert "face" in ids(chosen)


def test_practice_is_nobodys_request(library: dict[str, Path], ledger: Ledger) -> None:
    sent(ledger, walked_flow("face", "Facebook"), practice=True)
    chosen = of_library(library)
    leave_out_done(chosen, ledger, "", TODAY)
    assert "face" in ids(chosen)


def test_what_has_to_be_asked_is_left_out_where_nobody_is_there(library: dict[str, Path]) -> None:
    for name in ("chat", "face"):
        library[name].write_text(library[name].read_text("utf-8") + "needs: {site: Your site}\n", "utf-8")
    chosen = of_library(library)
    leave_out_needy(chosen, {"chat.site": "mine"}, walked={"chat", "face"})
    assert ids(chosen) == ["chat", "face-two", "us-only"]
    assert chosen.told() == "  asks for something of yours (give it as --need FLOW.KEY=VALUE): face (site)"


def test_what_is_not_walked_needs_to_know_nothing(library: dict[str, Path]) -> None:
    library["face"].write_text(library["face"].read_text("utf-8") + "needs: {site: Your site}\n", "utf-8")
    chosen = of_library(library)
    leave_out_needy(chosen, {}, walked={"chat"})
    assert ids(chosen) == ["chat", "face", "face-two", "us-only"]


def test_where_there_is_nothing_to_switch_nobody_is_led_and_all_are_told(library: dict[str, Path]) -> None:
    library["face"].write_text(FLOW.format("Face", "Facebook", "nowhere"), "utf-8")
    for chosen in (of_library(library), of_library(library, region=region("DE"))):
        assert "face" not in ids(chosen)
        assert "  with nothing to switch anywhere: face (`optout show face` says what remains)" in chosen.told()


def test_what_is_given_for_one_flow_goes_before_what_is_given_for_all(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(FLOW.format("F", "F", "EU") + "needs: {site: Your site, blog: Your blog}\n", "utf-8")
    file = load_file(path)
    assert known(file, {"site": "all", "f.site": "mine", "g.blog": "else", "other": "x"}) == {"site": "mine"}
    assert list(unknown(file, {"site": "all"})) == ["blog"]
