"""The panel's own words, for the scripts in the page: said here, so that they are in the person's language there.

They are put before the scripts, within their one function, where no page can see or change them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

from runner import events
from runner.browser.panel_messages import MOST_BOXES
from runner.locale import Text, _, in_context, language, many, per_front


class QuestionHead(TypedDict):
    """What stands over a question, and the line below it that reassures."""

    heading: str
    calm: str


class Counted(TypedDict):
    """A sentence that depends on a number: its forms, with `{count}` in them, and for each number from 0 on which."""

    forms: list[str]
    which: list[int]


class PanelWords(TypedDict):
    """All that the panel says by itself, the language it is in, and which way that is written."""

    lang: str
    dir: Literal["ltr", "rtl"]
    choices: dict[events.Choice, str]
    did_it: str
    there: str
    about: dict[str, QuestionHead]
    turn: QuestionHead
    guide: str
    mark: str
    move: str
    move_how: str
    fold: str
    unfold: str
    home: str
    home_show: str
    to_copy: str
    copy_in: str
    copy: str
    copied: str
    selected: str
    change: str
    without: str
    by_itself: str
    picture: str
    picture_kind: str
    black_out: str
    black_out_how: str
    undo: str
    blacked: Counted
    drag: str


_CHOICES: Mapping[events.Choice, str] = {
    "continue": in_context("button", "Continue"),
    "yes": in_context("button", "Yes"),
    "no": in_context("button", "No"),
    "point": in_context("button", "Point at it"),
    "retry": in_context("button", "Look again"),
    "by_hand": in_context("button", "Log in without me"),
    "skip": in_context("button", "Skip this step"),
    "back": in_context("button", "Go back"),
    "stop": in_context("button", "Stop"),
}
_ABOUT: Mapping[str, tuple[Text, Text | Literal[""]]] = {
    "login": (_("Your turn: log in"), _("Optout does not look while you type.")),
    "submit": (_("Your turn: send it"), _("Optout never sends anything for you.")),
    "switch": (_("Your turn: the switch"), _("Only you change it. Optout just looks at how it stands.")),
    "attach": (_("Your turn: add the proof"), _("Nothing is added without your yes.")),
    "review": (_("Please have a look"), ""),
    "missing": (_("I can’t find it"), ""),
    "several": (_("Which one is it?"), ""),
    "elsewhere": (
        _("You are somewhere else"),
        _("Optout keeps its hands off pages that are not part of this."),
    ),
    "agree": (_("One question"), ""),
    "record": (_("Recording"), _("Nothing you type is kept, and nothing of a login.")),
    "capture": (_("A picture as proof"), _("You look at it before it is kept, and it stays on this computer.")),
    "picture": (_("Is this picture right?"), ""),
    "next": (_("What comes next"), ""),
    "by_hand": (_("Log in without me"), _("You can do this later as well, at each login.")),
    "need": (
        per_front(_("One question, in the terminal"), _("One question, in the home")),
        per_front(_("Please type it there and press Enter."), _("Please type it there.")),
    ),
}


def panel_words() -> PanelWords:
    """The words, each a text that a front end shows in the person's language."""
    return PanelWords(
        lang=language().code,
        dir="rtl" if language().right_to_left else "ltr",
        choices=dict(_CHOICES),
        did_it=in_context("button", "I did it myself"),
        there=in_context("button", "I am there: finish"),
        about={about: QuestionHead(heading=heading, calm=calm) for about, (heading, calm) in _ABOUT.items()},
        turn=QuestionHead(heading=_("Your turn"), calm=""),
        guide=_("Optout, your guide"),
        mark=_("Optout. Alt+Shift+O brings you here and back."),
        move=_("Move the panel with the arrow keys"),
        move_how=_("Move (drag, or arrow keys)"),
        fold=_("Fold the panel"),
        unfold=_("Unfold the panel"),
        home=in_context("button", "Home"),
        home_show=_("Show the home"),
        to_copy=_("Text to copy"),
        copy_in=_("Language of the text"),
        copy=in_context("button", "Copy this text"),
        copied=_("Copied"),
        selected=_("Selected: press Ctrl+C or ⌘C"),
        change=_("The change"),
        without=_("If the site turns this browser away, log in without me."),
        by_itself=_("I go on by myself when that is done."),
        picture=_(
            "Your picture. B puts a black box on it; arrow keys move the box, with Shift they size it, N goes to the "
            "next one, Delete takes it away, Control Z takes the last change back."
        ),
        picture_kind=in_context("what a thing is", "picture"),
        black_out=in_context("button", "Black out"),
        black_out_how=_("Or drag over the picture. Key: B"),
        undo=in_context("button", "Undo"),
        blacked=_blacked(),
        drag=_("Drag over what nobody else should see."),
    )


def _blacked() -> Counted:
    """How many parts are black. Which form a number takes is the language's to say, and pages know none of that."""
    said = [_parts(number) for number in range(MOST_BOXES + 1)]
    spoken = [one.in_language(language()) for one in said]
    places = {text: place for place, text in enumerate(dict.fromkeys(spoken))}
    return Counted(forms=list(places), which=[places[text] for text in spoken])


def _parts(number: int) -> Text:
    return many(
        "{count} part is black: what is beneath is not kept.",
        "{count} parts are black: what is beneath is not kept.",
        number,
        count="{count}",
    )
