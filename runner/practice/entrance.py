"""The way in: the landing page, the login with its one-time code, and the way out again."""

from __future__ import annotations

from runner.practice.art import face, flower, icon, picture
from runner.practice.call import Answer, Call, go_to
from runner.practice.markup import Child, Html, el
from runner.practice.shell import shell


def landing(call: Call) -> Answer:
    """`/`: what strangers see; people who are logged in go home."""
    if call.visit.logged_in:
        return go_to("/home")
    hero = el(
        "div",
        el("h1", call.t("Small circles, good company.", "Kleine Kreise, gute Gesellschaft.")),
        el(
            "p",
            call.t(
                "Larkspur is where the people you would call anyway share what they are up to. No strangers in "
                "your feed, no counting of hearts.",
                "Auf Larkspur erzählen die Menschen, die du ohnehin anrufen würdest, was sie gerade machen. "
                "Keine Fremden im Feed, keine gezählten Herzen.",
            ),
            class_="lead",
        ),
        el(
            "div",
            el("a", call.t("Create an account", "Konto erstellen"), href="/about/signup", class_="button big"),
            el("a", call.t("See how it works", "So funktioniert es"), href="/about/company", class_="button big plain"),
            class_="row start",
        ),
        class_="hero-words",
    )
    lake = call.t("A lake between hills at dusk", "Ein See zwischen Hügeln in der Dämmerung")
    vases = call.t("Three vases on a wooden shelf", "Drei Vasen auf einem Holzregal")
    collage = el(
        "div",
        _card(
            "jonas", "Jonas Weil", call.t("Last swim of the year.", "Zum letzten Mal schwimmen."), picture("lake", lake)
        ),
        _card("mina", "Mina Duarte", call.t("Out of the kiln!", "Frisch aus dem Ofen!"), picture("vases", vases)),
        class_="collage",
    )
    return shell(
        call,
        call.t("Small circles, good company", "Kleine Kreise, gute Gesellschaft"),
        el("section", hero, collage, class_="hero"),
        _promises(call),
        kind="landing",
    )


def _card(who: str, name: str, words: str, drawn: Html) -> Html:
    return el("article", el("header", face(who), el("b", name)), drawn, el("p", words), class_="card snap")


def _promises(call: Call) -> Html:
    said = (
        (
            "circles",
            call.t("Circles, not crowds", "Kreise statt Massen"),
            call.t(
                "Share with family, the choir or the street. Each circle sees only its own.",
                "Teile mit Familie, Chor oder Nachbarschaft. Jeder Kreis sieht nur das Seine.",
            ),
        ),
        (
            "calendar",
            call.t("Days to remember", "Tage, die bleiben"),
            call.t(
                "Events, lists and lifts in one place, without a group chat of ninety messages.",
                "Termine, Listen und Mitfahrten an einem Ort, ohne Gruppenchat mit neunzig Nachrichten.",
            ),
        ),
        (
            "spark",
            call.t("Lark lends a hand", "Lark hilft mit"),
            call.t(
                "Our assistant finds the photo, words the invitation and keeps the list.",
                "Unser Assistent findet das Foto, formuliert die Einladung und führt die Liste.",
            ),
        ),
    )
    return el(
        "section",
        [
            el("div", el("span", icon(drawn), class_="round"), el("h2", head), el("p", words))
            for drawn, head, words in said
        ],
        class_="promises",
    )


def login(call: Call) -> Answer:
    """`/login`: any username and any password that is not empty will do."""
    onward = call.query.get("next", "")
    if call.method == "POST":
        if call.form.get("username", "").strip() and call.form.get("password"):
            call.visit.log_in(call.form["username"].strip())
            return go_to(f"/login/code?next={onward}")
        return go_to(f"/login?wrong=1&next={onward}")
    wrong = call.t("Please type a username and a password.", "Bitte gib Benutzername und Passwort ein.")
    username = call.t("Email or username", "E-Mail oder Benutzername")
    password = call.t("Password", "Passwort")
    form = el(
        "form",
        el("p", wrong, class_="wrong", role="alert") if "wrong" in call.query else None,
        field(
            "username", username, el("input", id="username", name="username", autocomplete="username", required=True)
        ),
        field(
            "password",
            password,
            el(
                "input", id="password", name="password", type="password", required=True, autocomplete="current-password"
            ),
        ),
        el("button", call.t("Log in", "Anmelden"), type="submit", class_="button wide"),
        el("a", call.t("Forgotten your password?", "Passwort vergessen?"), href="/about/password", class_="centre"),
        method="post",
        action=f"/login?next={onward}",
    )
    hint = call.t(
        "This is practice: any name and any password will do, e.g. ‘robin’ and ‘practice’. Don't use a real one.",
        "Dies ist eine Übung: Jeder Name und jedes Passwort gehen, z. B. ‚robin‘ und ‚uebung‘. Nimm kein echtes.",
    )
    return _door(call, call.t("Log in", "Anmelden"), call.t("Welcome back", "Schön, dass du da bist"), form, hint)


def code(call: Call) -> Answer:
    """`/login/code`: any six digits will do."""
    if not call.visit.person:
        return go_to("/login")
    onward = call.query.get("next", "")
    if call.method == "POST":
        digits = call.form.get("code", "").replace(" ", "")
        if len(digits) == 6 and digits.isdecimal():
            call.visit.logged_in = True
            return go_to(onward or "/home")
        return go_to(f"/login/code?wrong=1&next={onward}")
    wrong = call.t("The code has six digits.", "Der Code hat sechs Ziffern.")
    label = call.t("Six-digit code", "Sechsstelliger Code")
    form = el(
        "form",
        el(
            "p",
            call.t(
                "We have sent a code to the phone ending in 47.",
                "Wir haben einen Code an das Telefon mit der Endung 47 gesendet.",
            ),
        ),
        el("p", wrong, class_="wrong", role="alert") if "wrong" in call.query else None,
        field(
            "code",
            label,
            el(
                "input",
                id="code",
                name="code",
                inputmode="numeric",
                autocomplete="one-time-code",
                maxlength=7,
                required=True,
                class_="code",
            ),
        ),
        el("button", call.t("Continue", "Weiter"), type="submit", class_="button wide"),
        el("a", call.t("Send a new code", "Neuen Code senden"), href=call.path, class_="centre"),
        method="post",
        action=f"/login/code?next={onward}",
    )
    hint = call.t(
        "This is practice: any six digits will do, e.g. 123456.",
        "Dies ist eine Übung: Beliebige sechs Ziffern gehen, z. B. 123456.",
    )
    title = call.t("Check it's you", "Bestätige, dass du es bist")
    return _door(call, title, title, form, hint)


def logout(call: Call) -> Answer:
    """`/logout`: back among the strangers."""
    if call.method == "POST":
        call.visit.log_out()
    return go_to("/")


def field(id_: str, label: str, control: Html, note: str = "") -> Html:
    """A labelled field of a form."""
    said = el("small", note) if note else None
    return el("div", el("label", label, for_=id_), control, said, class_="field")


def _door(call: Call, title: str, head: str, form: Html, hint: str) -> Answer:
    inside: list[Child] = [flower(), el("h1", head), form]
    note = el("p", icon("help"), el("span", hint), class_="hint")
    return shell(call, title, el("div", el("section", inside, class_="card"), note, class_="door"), kind="narrow")
