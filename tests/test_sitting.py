"""A sitting without a browser: in which order, what is told before, what is left, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from runner.errors import LOST, STOPPED
from runner.flow.load import FlowFile, load
from runner.sitting import Came, End, Planned, Sitting, arranged, plan, planned, summary

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


def walked(sitting: Sitting, end: End) -> None:
    one = sitting.next
    assert one
    sitting.walked(Came(one.file.id, one.file.flow.title, end))


def ends(sitting: Sitting) -> dict[str, End]:
    return {one.flow: one.end for one in sitting.came}


def test_what_is_put_off_comes_back_at_the_end_and_then_is_for_another_day() -> None:
    sitting = Sitting([SWITCH_OF_B, FORM_OF_A, MAIL_OF_C])
    order = []
    for act in (Sitting.later, None, Sitting.later, None, Sitting.later):
        one = sitting.next
        assert one
        order.append((one.file.id, sitting.again))
        act(sitting) if act else walked(sitting, "sent")
    assert order == [
        ("b-switch", False), ("a-form", False), ("c-mail", False), ("b-switch", True), ("c-mail", True),
    ]  # fmt: skip
    assert sitting.next is None
    assert ends(sitting) == {"a-form": "sent", "b-switch": "sent", "c-mail": "later"}


def test_once_logged_in_a_site_asks_for_no_login_again() -> None:
    sitting = Sitting([SWITCH_OF_A, FORM_OF_A])
    assert "a login" in sitting.asks(FORM_OF_A)
    walked(sitting, "opted_out")
    assert sitting.asks(FORM_OF_A) == "about 1 minute: a form"
    assert sitting.left() == "the last one"


def test_a_flow_that_was_stopped_may_not_have_got_as_far_as_the_login() -> None:
    sitting = Sitting([SWITCH_OF_A, FORM_OF_A])
    walked(sitting, "stopped")
    assert "a login" in sitting.asks(FORM_OF_A)


def test_what_is_left_is_told_with_its_time() -> None:
    assert Sitting([SWITCH_OF_A, FORM_OF_A, MAIL_OF_C]).left() == "3 to go, about 4 minutes in all"


def test_a_stop_leaves_the_rest_for_later() -> None:
    sitting = Sitting([SWITCH_OF_B, FORM_OF_A, MAIL_OF_C])
    sitting.later()
    sitting.leave_out()
    sitting.stop()
    assert sitting.next is None
    assert ends(sitting) == {"a-form": "left_out", "c-mail": "later", "b-switch": "later"}


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
    assert Sitting([], came=[Came("f", "F", end) for end in parts]).code == code


def test_a_sitting_that_was_stopped_says_so_whatever_came_of_its_parts() -> None:
    sitting = Sitting([SWITCH_OF_A, FORM_OF_A])
    walked(sitting, "sent")
    sitting.stop()
    assert sitting.code == STOPPED


# -- the summary --------------------------------------------------------------------------------------------------


def test_the_summary_tells_what_came_of_each_and_how_to_go_on() -> None:
    came = [
        Came("x", "X – a switch", "opted_out", confirmed=True, request="x-1"),
        Came("later", "Later – a switch", "later"),
        Came("form", "Form – object", "sent", request="form-1", due=date(2026, 12, 24)),
        Came("mail", "Mail – object", "sent", request="mail-2"),
        Came("stopped", "Stopped – a form", "stopped"),
        Came("out", "Out – a switch", "already_out"),
        Came("not", "Not – a switch", "not_offered"),
    ]
    assert (
        summary(came)
        == """\
7 flows; in 4 of them you said no, or had said it before.

Sent
  Form – object (an answer is due by 24 Dec 2026: form-1)
  Mail – object (mail-2)

Switched
  X – a switch (read back)

Out already
  Out – a switch (not read back)

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
    said = summary([Came("x", "X", "sent", request="x-1")])
    assert said.splitlines()[0] == "1 flow; in 1 of them you said no, or had said it before."
    assert said.splitlines()[-1] == "See how all of it stands: optout status"
    assert "optout run" not in said


def test_the_summary_of_a_second_account_goes_on_as_that_one() -> None:
    said = summary([Came("x", "X", "stopped")], "work")
    assert said.splitlines()[0] == "1 flow; in none of them you said no, or had said it before."
    assert "optout run x --as work" in said
