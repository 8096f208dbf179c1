"""Which address is which page, and which of them want a login."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from runner.practice import chat, entrance, feed, helpdesk, objection, privacy, rooms, settings
from runner.practice.call import Answer, Call, go_to

Page = Callable[[Call], Answer]

PUBLIC: dict[str, Page] = {
    "/": entrance.landing,
    "/login": entrance.login,
    "/login/code": entrance.code,
    "/logout": entrance.logout,
    "/help": helpdesk.desk,
    "/help/centre": helpdesk.centre,
    "/help/centre/about-ais": helpdesk.about_ais,
    "/help/search": helpdesk.search,
    "/rooms": rooms.index,
    "/rooms/strict": rooms.strict,
    "/rooms/dialog": rooms.dialog,
    "/rooms/iframe": rooms.iframe,
    "/rooms/iframe/inside": rooms.inside,
    "/rooms/iframe/other": rooms.other,
    "/rooms/shadow": rooms.shadow,
    "/rooms/newtab": rooms.newtab,
    "/rooms/newtab/opened": rooms.opened,
    "/rooms/fullscreen": rooms.fullscreen,
}
PROTECTED: dict[str, Page] = {
    "/home": feed.home,
    "/chat": chat.chat,
    "/privacy": privacy.centre,
    "/privacy/ai": privacy.ai,
    "/privacy/ai/object": objection.form,
    "/privacy/ai/object/received": objection.received,
    "/settings": settings.general,
    "/settings/ai": settings.lark,
    "/settings/save": settings.save,
}


def answer(call: Call) -> Answer:
    """The page for a call; strangers at a protected page are sent to log in first."""
    if call.drift.gone(call.path):
        return helpdesk.missing(call)
    if call.path in PROTECTED:
        if not call.visit.logged_in:
            return go_to(f"/login?next={quote(call.path)}")
        return PROTECTED[call.path](call)
    if call.path.startswith("/about/"):
        return helpdesk.about(call)
    return PUBLIC.get(call.path, helpdesk.missing)(call)
