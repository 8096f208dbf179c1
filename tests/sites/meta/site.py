"""Facebook and Instagram as one person sees them: walls, menus, Privacy Center, contact forms.

The two are built alike. Written from people's descriptions (facts: Meta), not from the flows.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit
from .words import WORDS

FORM_2025 = ("712876720715583", "767264225370182")
FORM_2024 = ("6359191084165019", "233964459562201")
THIRD_PARTY = ("510058597920541", "1266025207620918")
# Where the ways below lead when they are the only one: the numbers are not on record, so these are the stand-in's own.
FORM_LED_TO = "4100000000000001"
FORM_WITH_QUESTION = "4100000000000002"
THIRD_PARTY_LED_TO = "4100000000000003"

RIGHTS = "/support/privacy"  # of help.meta.com
RIGHTS_MOVED = "/support/privacy-rights"  # the stand-in's own

# The forms that the policy of summer 2026 names beside help.meta.com.
POLICY_CONTACT = ("1994830130782319", "117037592428568")

WAYS = ("old_form", "privacy_center", "topic", "article", "policy", "policy_contact")

SITE = Site(
    Path(__file__).parent,
    hosts=(
        *("www.facebook.com", "facebook.com", "www.instagram.com", "instagram.com"),
        *("help.instagram.com", "privacycenter.instagram.com"),
    ),
    variants={
        "logged_in": "the session is there already (the rule; the word is for readers)",
        "logged_out": "a login wall comes first, with a cookie banner",
        "email_first": "the wall asks for the email address first, and for the password on a page of its own",
        "us": "seen from the United States: no objection for one's own content",
        "none": "a region with rights, but every way ends at a page that is not available",
        **{f"only_{way}": f"of all the ways to a form only the {way.replace('_', ' ')} works" for way in WAYS},
        "british_article": "the article as in British English: no heading on a right to object, though there is one",
        "policy_to_help": "the policy leads to help.meta.com, as it has since 24 July 2026",
        "moved_center": "the Privacy Center has a new address, which only the menu knows; with only_privacy_center",
        "prefilled": "the form knows the account's email address",
        "odd_thanks": "the confirmation is worded as nobody expects",
        "knows_nothing": "the AI has never heard of the person",
        "canada": "the third-party form as a Canadian saw it: to delete, or something else",
        "new_trio": "the third-party form's options as reported in October 2026",
        "two_names": "the third-party form of 2023: other options, first and last name",
        "third_party_by_article": "the third-party form has a new number, which only the article knows",
        "no_reuse": "Instagram's settings on the web have no Sharing and reuse",
        "older_reuse": "they have Sharing and remixes, without a word on AI",
        **ALREADY,
        "no_about_ais": 'the Help Center has no "About AIs on Instagram"',
    },
    words=WORDS,
)


def ways(visit: Visit) -> set[str]:
    """Which ways to the own-content form work."""
    if visit.has("us", "none"):
        return set()
    only = {way for way in WAYS if visit.has(f"only_{way}")}
    return only or {"form", "old_form", "privacy_center", "topic", "policy"}


def on_instagram(visit: Visit) -> bool:
    """Which of the two this is."""
    return visit.host.endswith("instagram.com")


def form(visit: Visit, number: str) -> str:
    """The address of a contact form on this service."""
    return f"/help/contact/{number}" if not on_instagram(visit) else f"https://help.instagram.com/contact/{number}"


def led_to(visit: Visit) -> str:
    """Where menus and links lead: the form of the day."""
    return form(visit, FORM_2025[on_instagram(visit)] if "form" in ways(visit) else FORM_LED_TO)


# --- getting in ---------------------------------------------------------------------------------------------------


def inside(visit: Visit) -> bool:
    """Whether there is a session."""
    return not visit.has("logged_out") or "sessionid" in visit.cookies


def wall(visit: Visit, back_to: str) -> Answer:
    """The login wall, which sends the person back afterwards; unknown browsers are asked about cookies."""
    banner = Html() if "cookie_choice" in visit.cookies else SITE.part(visit, "cookies")
    us_link = Html('<a href="/privacy/center/?entry_point=chd">Consumer Health Privacy</a>') if visit.has("us") else ""
    name = "wall-instagram" if on_instagram(visit) else "wall"
    if visit.has("email_first"):
        name = "wall-password" if "email" in visit.fields else "wall-email"
    service, action = ("Instagram", "/accounts/login/") if on_instagram(visit) else ("Facebook", "/login/")
    values = {"back_to": back_to, "service": service, "action": action}
    return SITE.page(visit, name, **values, cookies=banner, us_link=us_link)


@SITE.get("*facebook.com", "/login/")
@SITE.get("*instagram.com", "/accounts/login/")
def ask_login(visit: Visit) -> Answer:
    return wall(visit, visit.query.get("next", "/"))


@SITE.post("*facebook.com", "/login/", login=True)
@SITE.post("*instagram.com", "/accounts/login/", login=True)
def log_in(visit: Visit) -> Answer:
    if visit.has("email_first") and "pass" not in visit.fields:
        return wall(visit, visit.fields.get("next") or "/")
    domain = "instagram.com" if on_instagram(visit) else "facebook.com"
    session = {"sessionid": f"stand-in; Domain={domain}; Path=/; Secure; HttpOnly"}
    return Answer(go_to=visit.fields.get("next") or "/", cookies=session)


def send_to_wall(visit: Visit) -> Answer:
    """The way round by the wall, as pages do that need a session."""
    here = quote(f"https://{visit.host}{visit.path}", safe="")
    there = "https://www.instagram.com/accounts/login/" if on_instagram(visit) else "/login/"
    return Answer(go_to=f"{there}?next={here}")


@SITE.get("facebook.com", "*")
@SITE.get("instagram.com", "*")
def to_www(visit: Visit) -> Answer:
    return Answer(go_to=f"https://www.{visit.host}{visit.path}")


@SITE.get("www.facebook.com", "/")
@SITE.get("www.instagram.com", "/")
def home(visit: Visit) -> Answer:
    if not inside(visit):
        return wall(visit, "/")
    if on_instagram(visit):
        return SITE.page(visit, "home-instagram")
    return SITE.page(visit, "home", center="/privacy/centre-2/" if visit.has("moved_center") else "/privacy/center/")


# --- Privacy Center, article, policy ------------------------------------------------------------------------------


@SITE.get("www.facebook.com", "/privacy/centre-2/")
@SITE.get("www.facebook.com", "/privacy/center/")
@SITE.get("privacycenter.instagram.com", "/")
def privacy_center(visit: Visit) -> Answer:
    if visit.has("moved_center") and visit.path == "/privacy/center/":
        return SITE.page(visit, "unavailable")
    paragraph = Html()
    if "privacy_center" in ways(visit):
        paragraph = SITE.part(visit, "object-paragraph", address=led_to(visit))
    return SITE.page(visit, "privacy-center", paragraph=paragraph)


@SITE.get("www.facebook.com", "/privacy/guide/*")
@SITE.get("privacycenter.instagram.com", "/guide/*")
@SITE.get("privacycenter.instagram.com", "/privacy/guide/*")
def topic(visit: Visit) -> Answer:
    if not inside(visit):
        return send_to_wall(visit)
    card = Html()
    if "topic" in ways(visit):
        # In English the link says what it does; French and Portuguese readers tell of a card instead.
        label = "shared" if visit.language in ("fr", "pt") else "submit_objection"
        card = Html(f'<a href="{led_to(visit)}">{SITE.word(visit, label)}</a>')
    return SITE.page(visit, "topic", card=card)


@SITE.get("*", "/privacy/genai/")
def article(visit: Visit) -> Answer:
    third_party = THIRD_PARTY[1] if visit.has("us") else THIRD_PARTY[0]
    if visit.has("third_party_by_article"):
        third_party = THIRD_PARTY_LED_TO
    there = f"https://www.facebook.com/help/contact/{third_party}"
    right = Html()
    if not visit.has("us", "british_article"):
        # Since December 2025 readers report that this link, too, ends at the third-party form.
        own = led_to(visit) if "article" in ways(visit) else there
        right = SITE.part(visit, "article-right", address=own)
    return SITE.page(visit, "article", address=there, right=right)


@SITE.get("www.facebook.com", "/privacy/policy/")
@SITE.get("privacycenter.instagram.com", "/policy/")
def policy(visit: Visit) -> Answer:
    if visit.has("us"):
        return SITE.page(visit, "policy", section=Html("<p>United States regional privacy notice</p>"))
    if "ObjectYouHaveThe" not in visit.query.get("subpage", ""):
        return SITE.page(visit, "policy", section=SITE.part(visit, "policy-contents"))
    address = form(visit, FORM_WITH_QUESTION) if "policy" in ways(visit) else visit.path
    if visit.has("policy_to_help"):
        address = f"https://help.meta.com{RIGHTS}/"
    return SITE.page(visit, "policy", section=SITE.part(visit, "policy-section", address=address))


@SITE.get("www.facebook.com", "/privacy/policies/uso/")
def us_notice(visit: Visit) -> Answer:
    path = RIGHTS_MOVED if visit.has("moved_rights") else RIGHTS
    return SITE.page(visit, "us-notice", address=f"https://help.meta.com{path}")


# --- Instagram's settings -----------------------------------------------------------------------------------------


remembers(SITE, "www.instagram.com", "/api/v1/web/accounts/set_reuse/")  # the stand-in's own


@SITE.get("www.instagram.com", "/accounts/edit/")
def settings(visit: Visit) -> Answer:
    entry = Html()
    if not visit.has("no_reuse"):
        name = "Sharing and remixes" if visit.has("older_reuse") else "Sharing and reuse"
        entry = SITE.part(visit, "reuse-entry", called=name)
    return SITE.page(visit, "settings-instagram", entry=entry)


@SITE.get("www.instagram.com", "/accounts/sharing/")  # the stand-in's own address
def sharing(visit: Visit) -> Answer:
    if visit.has("older_reuse"):
        return SITE.page(visit, "sharing-remixes")
    return SITE.page(visit, "sharing-reuse", state=remembered(visit, "reuse", out="off", default="on"))


# --- Instagram's Help Center --------------------------------------------------------------------------------------


@SITE.get("help.instagram.com", "/")
def help_center(visit: Visit) -> Answer:
    about = Html() if visit.has("no_about_ais") else Html('<a href="/1107571623654122">About AIs on Instagram</a>')
    return SITE.page(visit, "help", about=about)


@SITE.get("help.instagram.com", "/1107571623654122")  # the stand-in's own number
def about_ais(visit: Visit) -> Answer:
    link = Html()
    if ways(visit):
        link = Html(f' You can <a href="{led_to(visit)}">submit an opt-out request</a>.')
    return SITE.page(visit, "about-ais", link=link)


# --- the AI -------------------------------------------------------------------------------------------------------


# --- forms --------------------------------------------------------------------------------------------------------


@SITE.get("www.facebook.com", "/help/contact/*")
@SITE.get("help.instagram.com", "/contact/*")
def contact(visit: Visit) -> Answer:
    number = visit.path.rsplit("/", 1)[1]
    if not on_instagram(visit) and number in (*THIRD_PARTY, THIRD_PARTY_LED_TO):
        return third_party_form(visit, number)
    open_now = {
        FORM_2025[on_instagram(visit)]: ("form", "form-2025"),
        FORM_2024[on_instagram(visit)]: ("old_form", "form-2024"),
        FORM_WITH_QUESTION: ("policy", "form-question"),
        POLICY_CONTACT[on_instagram(visit)]: ("policy_contact", "form-2025"),
    }
    way, name = open_now.get(number, ("", "form-2025"))
    led = number == FORM_LED_TO and not ways(visit).isdisjoint({"privacy_center", "topic", "article"})
    if not (led or way in ways(visit)):
        return SITE.page(visit, "unavailable")
    if not inside(visit):
        return send_to_wall(visit)
    known = "ada.account@example.org" if visit.has("prefilled") else ""
    return SITE.page(visit, name, number=number, known=known)


def third_party_form(visit: Visit, number: str) -> Answer:
    """Open to everyone, with or without a session; which options there are depends on the region and the year."""
    live = THIRD_PARTY_LED_TO if visit.has("third_party_by_article") else THIRD_PARTY[visit.has("us")]
    if visit.has("none") or number != live:
        return SITE.page(visit, "unavailable")
    options = "options"
    for word in ("us", "canada", "new_trio", "two_names"):
        options = f"options-{word.replace('_', '-')}" if visit.has(word) else options
    names = SITE.part(visit, "names-two" if visit.has("two_names") else "names-one")
    return SITE.page(visit, "third-party", number=number, options=SITE.part(visit, options), names=names)


@SITE.post("www.facebook.com", "/ajax/help/contact/submit/page")
@SITE.post("help.instagram.com", "/ajax/help/contact/submit/page")
def submitted(visit: Visit) -> Answer:
    number, sent = visit.fields.get("support_form_id", ""), visit.fields
    third_party = number in (*THIRD_PARTY, THIRD_PARTY_LED_TO)
    if third_party and not sent.get("request_type"):
        return Answer("Please choose what your request is about.", 422)
    if third_party and visit.has("us") and not sent.get("screenshot"):
        return Answer("Please attach proof of the response.", 422)
    if (third_party or number in FORM_2024) and "code" not in sent:
        kept = {key: sent.get(key, "") for key in ("request_type", "screenshot", "objection_reason")}
        return Answer(SITE.part(visit, "code", number=number, **kept))
    if number in FORM_2024 and len(sent.get("objection_reason", "")) < 100:
        return Answer(SITE.part(visit, "too-short"))
    thanks = "odd_thanks" if visit.has("odd_thanks") else "review" if "code" in sent else "thanks"
    return Answer(SITE.part(visit, "thanks", text=SITE.word(visit, thanks)))
