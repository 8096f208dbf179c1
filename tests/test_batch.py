"""A batch without a browser: in which order, what is told before, what is left, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from runner.app.batch import Batch, End, FlowResult, Planned, arranged, plan, planned, summary
from runner.errors import LOST, STOPPED
from runner.flow.load import FlowFile, load

LOGIN = "pause: {for: login, say: Log in.}"
SWITCH = "pause: {for: switch, control: {switch: Train}, want: off}"
FORM = "pause: {for: submit, say: Send it.}"
MAIL = "mail: {to: a@b.example, subject: No, body: No.}"


def file(name: str, host: str, *steps: str, service: str = "", needs: str = "") -> FlowFile:
    lines = [f"title: About {name}", f"service: {service or name}", f"hosts: [{host}]", f"needs: {{{needs}}}", "steps:"]
    return load("\n".join([*lines, f"  - open: https://{host}/", *(f"  - {step}" for step in steps)]), f"{name}.yaml")


def part(name: str, host: str, *steps: str, service: str = "") -> Planned:
    return planned(file(name, host, *steps, service=service), {})


def ids(parts: Sequence[Planned]) -> list[str]:
    return [one.file.id for one in parts]


FORM_OF_A = part("a-form", "www.a.example", LOGIN, FORM)
SWITCH_OF_A = part("a-switch", "settings.a.example", LOGIN, SWITCH)
SWITCH_OF_B = part("b-switch", "b.example", LOGIN, SWITCH)
MAIL_OF_C = part("c-mail", "c.example", MAIL)
LONG_SWITCH = part("d-switches", "d.example", LOGIN, SWITCH, SWITCH)
ALL = [MAIL_OF_C, FORM_OF_A, LONG_SWITCH, SWITCH_OF_B, SWITCH_OF_A]


# -- order --------------------------------------------------------------------------------------------------------


def test_quick_switches_first_then_forms_then_mails_and_one_login_after_the_other() -> None:
    assert ids(arranged(ALL)) == ["b-switch", "d-switches", "a-switch", "a-form", "c-mail"]


def test_the_order_does_not_depend_on_how_they_came() -> None:
    assert ids(arranged(reversed(ALL))) == ids(arranged(ALL))


def test_in_their_own_order_flows_only_move_up_to_their_login() -> None:
    own = ["c-mail", "a-form", "a-switch", "d-switches", "b-switch"]
    assert ids(arranged(ALL, own_order=True)) == own


@pytest.mark.parametrize(
    ("hosts", "together"),
    [
        (("myactivity.google.com", "mail.google.com"), True),
        (("accounts.shop.co.uk", "www.shop.co.uk"), True),
        (("one.co.uk", "two.co.uk"), False),
        (("x.com", "x.ai"), False),
    ],
)
def test_flows_of_one_site_come_together(hosts: tuple[str, str], together: bool) -> None:
    first, second = (
        part(f"{at}-{host.split('.')[0]}", host, LOGIN, SWITCH) for at, host in zip("az", hosts, strict=True)
    )
    between = part("m", "m.example", LOGIN, SWITCH)
    assert ids(arranged([first, between, second], own_order=True)).index(second.file.id) == (1 if together else 2)


def test_flows_of_one_service_come_together_and_bring_their_sites_together() -> None:
    parts = [
        part("one", "one.example", FORM, service="Meta"),
        part("else", "else.example", FORM),
        part("two", "two.example", FORM, service="Facebook"),
        part("both", "two.example", FORM, service="META"),
    ]
    assert ids(arranged(parts, own_order=True)) == ["one", "two", "both", "else"]


# -- the plan -----------------------------------------------------------------------------------------------------


def test_the_plan_has_a_line_for_each_and_counts_a_login_once() -> None:
    assert plan([SWITCH_OF_A, FORM_OF_A, MAIL_OF_C]).splitlines() == [
        "3 flows, 1 login, about 4 minutes:",
        "   1  a-switch   1 min  a login, a switch",
        "   2  a-form     1 min  a form",
        "   3  c-mail     2 min  a mail",
    ]


def test_a_need_that_nobody_has_told_yet_does_not_hinder_the_plan() -> None:
    needy = file("needy", "a.example", "open: 'https://{site}.a.example/x'", SWITCH, needs="site: Your site")
    assert planned(needy, {}).turns.says() == "a switch"


# -- what is left -------------------------------------------------------------------------------------------------


def walked(batch: Batch, end: End) -> None:
    one = batch.next
    assert one
    batch.walked(FlowResult(one.file.id, one.file.flow.title, end))


def ends(batch: Batch) -> dict[str, End]:
    return {one.flow: one.end for one in batch.results}


def test_what_is_put_off_comes_back_at_the_end_and_then_is_for_another_day() -> None:
    batch = Batch([SWITCH_OF_B, FORM_OF_A, MAIL_OF_C])
    order = []
    for act in (Batch.later, None, Batch.later, None, Batch.later):
        one = batch.next
        assert one
        order.append((one.file.id, batch.again))
        act(batch) if act else walked(batch, "sent")
    assert order == [
        ("b-switch", False), ("a-form", False), ("c-mail", False), ("b-switch", True), ("c-mail", True),
    ]  # fmt: skip
    assert batch.next is None
    assert ends(batch) == {"a-form": "sent", "b-switch": "sent", "c-mail": "later"}


def test_once_logged_in_a_site_asks_for_no_login_again() -> None:
    batch = Batch([SWITCH_OF_A, FORM_OF_A])
    assert "a login" in batch.asks(FORM_OF_A)
    walked(batch, "opted_out")
    assert batch.asks(FORM_OF_A) == "about 1 minute: a form"
    assert batch.left() == "the last one"


def test_a_flow_that_was_stopped_may_not_have_got_as_far_as_the_login() -> None:
    batch = Batch([SWITCH_OF_A, FORM_OF_A])
    walked(batch, "stopped")
    assert "a login" in batch.asks(FORM_OF_A)


def test_what_is_left_is_told_with_its_time() -> None:
    assert Batch([SWITCH_OF_A, FORM_OF_A, MAIL_OF_C]).left() == "3 to go, about 4 minutes in all"


def test_a_stop_leaves_the_rest_for_later() -> None:
    batch = Batch([SWITCH_OF_B, FORM_OF_A, MAIL_OF_C])
    batch.later()
    batch.leave_out()
    batch.stop()
    assert batch.next is None
    assert ends(batch) == {"a-form": "left_out", "c-mail": "later", "b-switch": "later"}


# -- exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((), 0),
        (("sent", "opted_out", "already_out", "not_offered", None), 0),
        (("later", "left_out"), 0),
        (("sent", "stopped"), STOPPED),
        (("lost", "sent"), LOST),
        (("stopped", "lost", "sent"), LOST),
        (("lost", "stopped"), LOST),
    ],
)
def test_the_exit_code_is_the_worst_of_the_parts(parts: tuple[End, ...], code: int) -> None:
    assert Batch([], results=[FlowResult("f", "F", end) for end in parts]).code == code


def test_a_sitting_that_was_stopped_says_so_whatever_came_of_its_parts() -> None:
    batch = Batch([SWITCH_OF_A, FORM_OF_A])
    walked(batch, "sent")
    batch.stop()
    assert batch.code == STOPPED


# -- the summary --------------------------------------------------------------------------------------------------


def test_the_summary_tells_what_came_of_each_and_how_to_go_on() -> None:
    results = [
        FlowResult("x", "X – a switch", "opted_out", basis="read_back", request="x-1"),
        FlowResult("later", "Later – a switch", "later"),
        FlowResult("form", "Form – object", "sent", request="form-1", due=date(2026, 12, 24)),
        FlowResult("mail", "Mail – object", "sent", basis="by_word", request="mail-2"),
        FlowResult("stopped", "Stopped – a form", "stopped"),
        FlowResult("out", "Out – a switch", "already_out", basis="seen"),
        FlowResult("not", "Not – a switch", "not_offered"),
    ]
    assert (
        summary(results)
        == """\
7 flows; in 4 of them you said no, or had said it before.

Sent
  Form – object (an answer is due by 24 Dec 2026: form-1)
  Mail – object (by your word; mail-2)

Switched
  X – a switch (read back)

Out already
  Out – a switch (seen, not read back)

Not offered to you
  Not – a switch

Stopped
  Stopped – a form

Left for later
  Later – a switch

Go on with the rest:      optout run stopped later
See how all of it stands: optout status"""
    )


def test_without_anything_left_the_summary_names_the_one_command() -> None:
    said = summary([FlowResult("x", "X", "sent", request="x-1")])
    assert said.splitlines()[0] == "1 flow; in 1 of them you said no, or had said it before."
    assert said.splitlines()[-1] == "See how all of it stands: optout status"
    assert "optout run" not in said


def test_the_summary_of_a_second_account_goes_on_as_that_one() -> None:
    said = summary([FlowResult("x", "X", "stopped")], "work")
    assert said.splitlines()[0] == "1 flow; in none of them you said no, or had said it before."
    assert "optout run x --as work" in said


def test_what_is_still_to_come_can_be_put_off_or_left_out_meanwhile() -> None:
    files = [file(name, f"{name}.example", SWITCH) for name in "abcd"]
    batch = Batch([planned(one, {}) for one in files])
    batch.put_off_later_one("b")
    batch.put_off_later_one("a")  # it is the next one, and has its own question
    batch.leave_out_later_one("c")
    assert [one.file.id for one in batch.todo] == ["a", "d"]
    batch.leave_out_later_one("b")
    assert [(one.flow, one.end) for one in batch.results] == [("c", "left_out"), ("b", "left_out")]
    assert batch.size == 4


def test_what_is_put_off_a_second_time_is_for_another_day() -> None:
    batch = Batch([planned(file(name, f"{name}.example", SWITCH), {}) for name in "ab"], again=True)
    batch.put_off_later_one("b")
    assert [(one.flow, one.end) for one in batch.results] == [("b", "later")]
