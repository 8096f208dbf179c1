"""The guard on real elements in real Chromium: what may be pressed, declined, chosen and typed into."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Frame, Page, async_playwright

from runner.browser import asking, guard, targets
from runner.browser.asking import element_of
from runner.browser.guard import Facts, Form

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
HERE = "https://site.test/settings"
NEXT = "https://site.test/next"

MAY = [
    # links
    ("a link", f"<a id=x href={NEXT}>Privacy Center</a>"),
    ("a link called Submit an objection request", f"<a id=x href={NEXT}>Submit an objection request</a>"),
    ("a link called Send feedback", f"<a id=x href={NEXT}>Send feedback</a>"),
    ("a link about deletion", f"<a id=x href={NEXT}>How do I delete my account?</a>"),
    ("a link to deleted items", f"<a id=x href={NEXT}>Deleted items</a>"),
    ("a link to account deletion", f"<a id=x href={NEXT}>Account deletion</a>"),
    ("a link with a long story", f"<a id=x href={NEXT}>Your data and what you can do: view, download or delete it</a>"),
    ("a link in a form", f"<form action=/s><a id=x href={NEXT}>More</a><button>Send</button></form>"),
    ("a text in a link", f"<a href={NEXT}><b><span id=x>Privacy</span></b></a>"),
    ("an image in a link", f"<a href={NEXT}><img id=x alt=Help width=9 height=9></a>"),
    ("a link to a part of the page", "<a id=x href=#rights>Your rights</a>"),
    ("a link with the role of a button", f"<a id=x role=button href={NEXT}>Submit an objection request</a>"),
    ("an area of a map", f"<map name=m><area id=x href={NEXT} alt=Help shape=rect coords=0,0,9,9></map>"),
    # buttons that unfold
    ("a button outside forms", "<button id=x>Menu</button>"),
    ("a button of type button", "<form><input name=a><button type=button id=x>More options</button></form>"),
    ("an input button", "<form><input type=button id=x value=Show></form>"),
    ("a summary", "<details><summary id=x>Privacy and generative AI</summary>…</details>"),
    ("a summary in a form", "<form><details><summary id=x>More</summary>…</details></form>"),
    ("an accordion", "<div id=x role=button tabindex=0 aria-expanded=false>Your right to object</div>"),
    ("an accordion that asks", "<div id=x role=button aria-expanded=false>How can I delete my information?</div>"),
    ("a menu item", "<div role=menu><div id=x role=menuitem>Settings &amp; privacy</div></div>"),
    ("a menu entry without a role", "<div id=x style='cursor:pointer'>Settings &amp; privacy</div>"),
    ("saved items", "<button id=x>Saved items</button>"),
    ("sharing", "<button id=x>Privacy &amp; sharing</button>"),
    ("a compound with save", "<button id=x>Save-login</button>"),
    ("a tab", "<div role=tablist><button id=x role=tab>Data</button></div>"),
    ("a list to open", "<form><select id=x><option>a</select></form>"),
    ("a next button", "<button id=x>Next</button>"),
    ("an anchor without address", "<a id=x style='cursor:pointer'>Menu</a>"),
    ("a tab in a language without a list", "<div role=tablist lang=ka><button id=x role=tab>X</button></div>"),
    ("what unfolds in such a language", "<div lang=ka><button id=x aria-expanded=false>X</button></div>"),
    ("a link in such a language", f"<div lang=ka><a id=x href={NEXT}>X</a></div>"),
    ("a real link as an option", f"<div role=listbox><a id=x role=option href={NEXT}>Settings</a></div>"),
    ("an accordion with a state", "<button id=x data-state=closed>Your rights</button>"),
    ("a title that explains", "<button id=x title='Here you can see, download and also delete it'>Data</button>"),
    ("a button with an icon alone", "<button id=x aria-label='Your profile'><svg width=9 height=9></svg></button>"),
    # search
    ("a search form by role", "<form role=search><input name=q><button id=x>Search</button></form>"),
    ("a search element", "<search><form><input name=q><button id=x>Search</button></form></search>"),
    ("a GET form that searches", "<form><input type=search><input type=hidden><button id=x>Go</button></form>"),
    ("an image in a search form", "<form role=search><input name=q><input type=image id=x alt=Find></form>"),
]  # fmt: skip

MAY_NOT = [
    # submit controls
    ("an implicit submit button", "<form><input name=a><button id=x>Next</button></form>"),
    ("an explicit one", "<form><input name=a><button type=submit id=x>Next</button></form>"),
    ("one whose type is no type", "<form><input name=a><button type=foo id=x>Next</button></form>"),
    ("an empty form's", "<form method=post><button id=x>Next</button></form>"),
    ("a submit button without a form", "<button type=submit id=x>Next</button>"),
    ("an input", "<form><input type=submit id=x value=Next></form>"),
    ("an input without a form", "<input type=submit id=x value=Next>"),
    ("an image input", "<form><input type=image id=x alt=Next></form>"),
    ("a button outside with form=", "<form id=f method=post></form><button form=f id=x>Next</button>"),
    ("a label of a submit", "<form><label id=x for=s>Next</label><input type=submit id=s value=' '></form>"),
    ("a label around one", "<form><label id=x>Next <input type=submit value=' '></label></form>"),
    ("a text in a submit button", "<form><button><span><b id=x>Next</b></span></button></form>"),
    ("a picture in a submit button", "<form><button><img id=x alt=Next width=9 height=9></button></form>"),
    ("a pretended button in a real one", "<form><button><span id=x role=button>Show more</span></button></form>"),
    ("something with a submit inside", "<form><div id=x style='cursor:pointer'>Next <button>go</button></div></form>"),
    ("a dialog's", "<dialog open><form method=dialog><button id=x>Next</button></form></dialog>"),
    ("a GET form with other fields", "<form><input type=search><input name=b><button id=x>Go</button></form>"),
    ("a GET form with text alone", "<form><input name=email><button id=x>Go</button></form>"),
    ("a search that posts", "<form role=search method=post><input name=q><button id=x>Search</button></form>"),
    ("a search with a box", "<search><form><input name=q><input type=checkbox><button id=x>G</button></form></search>"),
    ("a search with a switch", "<search><form><input type=search><button role=switch aria-checked=true>All</button>"
     "<button id=x>Go</button></form></search>"),
    ("a search form with a password", "<form role=search><input type=password><button id=x>Search</button></form>"),
    ("a search sent elsewhere", "<form role=search><input name=q><button id=x formaction=/d>Search</button></form>"),
    ("a GET search posted", "<form><input type=search><button id=x formmethod=post>Go</button></form>"),
    ("a search that says Delete", "<form role=search><input name=q><button id=x>Delete</button></form>"),
    ("a reset", "<form><button type=reset id=x>Start again</button></form>"),
    ("a custom element that submits", "<my-button type=submit id=x role=button>Next</my-button>"),
    ("a clobbered form", "<form><input name=method value=get><input name=tagName><input name=elements>"
     "<input name=getAttribute><button id=x>Next</button></form>"),
    # switches and boxes
    ("a switch", "<button id=x role=switch aria-checked=true>Train AI</button>"),
    ("a checkbox", "<input type=checkbox id=x>"),
    ("a radio", "<form><input type=radio id=x></form>"),
    ("a checkbox by role", "<div id=x role=checkbox tabindex=0 aria-checked=false>Train</div>"),
    ("a menu's checkbox", "<div role=menu><div id=x role=menuitemcheckbox>Train</div></div>"),
    ("a menu's radio", "<div role=menu><div id=x role=menuitemradio>Dark</div></div>"),
    ("a toggle button", "<button id=x aria-pressed=false>Train</button>"),
    ("a switch by data-state", "<button id=x data-state=checked>Train</button>"),
    ("a switch by data-state, off", "<div id=x style='cursor:pointer' data-state=off>Train</div>"),
    ("the label of a checkbox", "<label id=x>Train <input type=checkbox></label>"),
    ("a text in a switch", "<div role=switch aria-checked=true><span id=x>On</span></div>"),
    ("a row with a switch", "<div id=x style='cursor:pointer'>Train <input type=checkbox></div>"),
    ("an option", "<div role=listbox><div id=x role=option>Germany</div></div>"),
    ("a file field", "<form><input type=file id=x></form>"),
    # names
    ("a button that says Send", "<button id=x>Send</button>"),
    ("a div that says Submit", "<div id=x role=button tabindex=0>Submit</div>"),
    ("a menu entry that says Save", "<div id=x style='cursor:pointer'>Save changes</div>"),
    ("a button named by its label", "<button id=x aria-label='Confirm'><svg width=9 height=9></svg></button>"),
    ("a text that says another thing than the name", "<button id=x aria-label='Show'>Delete</button>"),
    ("an okay", "<button id=x>OK</button>"),
    ("a turn off", "<button id=x>Turn off</button>"),
    ("a link that goes nowhere", "<a id=x href=#>Submit an objection request</a>"),
    ("a link to where it stands", f"<a id=x href={HERE}>Save settings</a>"),
    ("a link to where it stands, with a mark", "<a id=x href='#!'>Send</a>"),
    ("a link to a part that submits", "<a id=x href='#submit'>Submit</a>"),
    ("a link with an empty query", "<a id=x href='?'>Save settings</a>"),
    ("a menu item that is such a link", "<div role=menu><a id=x role=menuitem href='#x'>Save</a></div>"),
    ("a title", "<button id=x title='Delete account'><svg width=9 height=9></svg></button>"),
    ("a description", "<button id=x aria-description='Sends your request'>Next</button>".replace("Sends", "Send")),
    ("a described one", "<p id=d>Delete account</p><button id=x aria-describedby=d>Next</button>"),
    ("text drawn before", "<style>#x::before{content:'Delete '}</style><button id=x>account</button>"),
    ("text drawn after", "<style>#x::after{content:'lete'}</style><button id=x>De</button>"),
    ("text drawn in pieces", "<style>#x::after{content:'Sen' 'd'}</style><button id=x>…</button>"),
    ("text drawn from an attribute", "<style>#x::after{content:attr(d)}</style><button id=x d=Send>…</button>"),
    ("letters turned round", "<button id=x style='unicode-bidi:bidi-override;direction:rtl'>dneS</button>"),
    ("a counter behind", "<button id=x>Delete<span>3</span></button>"),
    ("a first letter set apart", "<button id=x><span style='float:left'>S</span>end</button>"),
    ("a language with a country", "<div lang=is_IS><button id=x>Senda</button></div>"),
    ("a button in a link", f"<a id=x href={NEXT}><button type=button>Save</button></a>"),
    ("a link to where it stands, encoded", "<a id=x href=/%73ettings>Save settings</a>"),
    ("a search with a box by role", "<search><form><input name=q><div role=checkbox aria-checked=true>I agree</div>"
     "<button id=x>Go</button></form></search>"),
    ("a link by yet another method", f"<a id=x href={NEXT} up-method=post>Next</a>"),
    ("letters apart", "<button id=x>S u b m i t</button>"),
    ("letters in boxes", "<button id=x><b>S</b><b>u</b><b>b</b><b>m</b><b>i</b><b>t</b></button>"),
    ("Cyrillic letters", "<button id=x>Ѕubmіt</button>"),
    ("Greek letters", "<button id=x>Sυbmit</button>"),
    ("a digit for a letter", "<button id=x>De1ete</button>"),
    ("a language without a list", "<div lang=ka><button id=x>Menu</button></div>"),
    ("letters without a list", "<button id=x>წაშლა</button>"),
    ("a Hungarian deletion", "<a id=x href=/next>Fiók törlése</a>"),
    ("a link by script", "<a id=x href='javascript:void(0)'>Send</a>"),
    ("a link called Log out", f"<a id=x href={NEXT}>Log out</a>"),
    ("a link called Log me out", f"<a id=x href={NEXT}>Log me out</a>"),
    ("a link called Delete", f"<a id=x href={NEXT}>Yes, delete my account</a>"),
    ("a link to a logout", "<a id=x href=https://site.test/logout?x=1>Bye</a>"),
    ("a text in a link called Sign out", f"<a href={NEXT} aria-label='Sign out'><span id=x>→</span></a>"),
    # scripts
    ("a link with submit in its onclick", f"<a id=x href={NEXT} onclick='document.forms[0].submit()'>Next</a>"),
    ("a link with requestSubmit", "<a id=x href='javascript:document.forms[0].requestSubmit()'>Next</a>"),
    ("a div that posts", "<div id=x role=button onclick=\"fetch('/x',{method:'POST'})\">Next</div>"),
    ("something around that posts", "<div onclick='this.closest(\"form\").submit()'><span id=x>Next</span></div>"),
    ("a link by another method", f"<a id=x href={NEXT} data-method=delete>Next</a>"),
    ("a link with hx-post", f"<a id=x href={NEXT} hx-post=/x>Next</a>"),
    # addresses
    ("a link to another site", "<a id=x href=https://evil.test/>Privacy Center</a>"),
    ("a mail", "<a id=x href=mailto:a@site.test>Write</a>"),
    ("data", "<a id=x href='data:text/html,hi'>Next</a>"),
    ("a download", f"<a id=x href={NEXT} download>Your data</a>"),
]  # fmt: skip

SENDING_WORDS = (
    "Absenden | Speichern | Bestätigen | Envoyer | Enregistrer | Soumettre | Enviar | Guardar | Invia | Salva | "
    "Verzenden | Opslaan | Salvar | Confirmar | Wyślij | Zapisz | Skicka | Spara | Gem | Lähetä | Tallenna | Lagre | "
    "Odeslat | Uložit | Küldés | Mentés | Trimite | Salvează | Αποστολή | Αποθήκευση | Gönder | Kaydet | 送信 | "
    "保存 | 同意する | 보내기 | 저장 | 提交 | 发送 | Akzeptieren | Accepter | Aceptar | Accetta | Accepteren | "
    "Aceitar | Löschen | Supprimer | Eliminar | Elimina | Verwijderen | Excluir | Usuń | Radera | Slet | Poista | "
    "Slett | Smazat | Törlés | Șterge | Διαγραφή | Sil | 削除 | 삭제 | 删除"
)

LEAVING = (
    "Abmelden | Se déconnecter | Cerrar sesión | Disconnetti | Uitloggen | Sair | Terminar sessão | Wyloguj się | "
    "Logga ut | Log ud | Kirjaudu ulos | Logg ut | Odhlásit se | Kijelentkezés | Deconectare | Αποσύνδεση | "
    "Çıkış yap | ログアウト | 로그아웃 | 退出登录 | 登出"
)


def _names(text: str) -> list[str]:
    return text.split(" | ")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ["chromium", "google-chrome", "chromium-browser"])), None)
    if not chromium and not os.environ.get("CI"):
        pytest.skip("no Chromium here")
    async with async_playwright() as playwright:
        await asking.register(playwright)
        async with await playwright.chromium.launch(executable_path=chromium, args=QUIET) as browser:
            yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(browser: Browser) -> Page:
    page = await browser.new_page()
    await page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    await page.goto(HERE)
    return page


async def facts(page: Page, html: str) -> Facts:
    await page.set_content(html)
    return await facts_in(page.main_frame)


async def facts_in(frame: Frame) -> Facts:
    element = await frame.wait_for_selector("#x", state="attached")
    assert element
    return await targets.facts(await element_of(element))


def own_site(address: str) -> bool:
    return address.startswith("https://site.test/")


@pytest.mark.core(cases=40)
@pytest.mark.parametrize("html", [html for _, html in MAY], ids=[name for name, _ in MAY])
async def test_may_be_pressed(page: Page, html: str) -> None:
    assert guard.press_refusal(await facts(page, html), own_site) is None


@pytest.mark.core(cases=84)
@pytest.mark.parametrize("html", [html for _, html in MAY_NOT], ids=[name for name, _ in MAY_NOT])
async def test_may_not_be_pressed(page: Page, html: str) -> None:
    refusal = guard.press_refusal(await facts(page, html), own_site)
    assert refusal and "press it yourself" in refusal


@pytest.mark.parametrize("word", _names(SENDING_WORDS))
async def test_words_that_send_in_every_language(page: Page, word: str) -> None:
    told = await facts(page, f"<div id=x role=button>{word}</div>")
    assert guard.press_refusal(told)


@pytest.mark.parametrize("word", _names(LEAVING))
async def test_no_link_logs_out_in_any_language(page: Page, word: str) -> None:
    assert guard.press_refusal(await facts(page, f"<a id=x href={NEXT}>{word}</a>"))


async def test_the_refusal_names_both_the_thing_and_the_other_site(page: Page) -> None:
    told = await facts(page, "<a id=x href=https://evil.test/>Privacy Center</a>")
    refusal = guard.press_refusal(told, own_site)
    assert refusal == "“Privacy Center” leads to evil.test, which is not a site of this flow: press it yourself"


async def test_a_button_in_a_shadow_root(page: Page) -> None:
    await page.set_content("<form><my-box></my-box></form>")
    await page.evaluate(
        """() => document.querySelector('my-box').attachShadow({mode: 'open'}).innerHTML =
        '<button><i id=x>Next</i></button>'"""
    )
    assert guard.press_refusal(await facts_in(page.main_frame))


async def test_a_text_slotted_into_a_submit_button(page: Page) -> None:
    await page.set_content("<my-button><span id=x>Next</span></my-button>")
    await page.evaluate(
        """() => document.querySelector('my-button').attachShadow({mode: 'open'}).innerHTML =
        '<form><button><slot></slot></button></form>'"""
    )
    assert guard.press_refusal(await facts_in(page.main_frame))


async def test_a_button_in_a_frame(page: Page) -> None:
    await page.set_content("<iframe srcdoc='<form><button id=x>Next</button></form>'></iframe>")
    frame = page.frames[1]
    assert guard.press_refusal(await facts_in(frame))


INTERNALS = """() => {
  customElements.define('my-toggle', class extends HTMLElement {
    constructor() {
      super();
      const inner = this.attachInternals();
      inner.role = 'ROLE';
      inner.ariaChecked = 'true';
    }
  });
  document.body.innerHTML = '<my-toggle id=x tabindex=0>Train AI</my-toggle>';
}"""


@pytest.mark.parametrize(("role", "may"), [("switch", False), ("checkbox", False), ("button", True), ("link", True)])
async def test_an_element_of_the_pages_own_making_has_a_role_inside(browser: Browser, role: str, may: bool) -> None:
    page = await browser.new_page()
    await page.evaluate(INTERNALS.replace("ROLE", role))
    told = await facts_in(page.main_frame)
    await page.close()
    assert (guard.press_refusal(told) is None) is may
    assert guard.choose_refusal(told)


async def test_a_page_cannot_lie_by_patching_what_we_read_with(page: Page) -> None:
    await page.set_content("<form method=post><input name=a><button id=x>Send</button></form>")
    await page.evaluate(
        """() => {
          Element.prototype.getAttribute = () => 'button';
          Element.prototype.matches = () => false;
          Array.prototype.map = Array.prototype.filter = Array.prototype.some = () => [];
          JSON.stringify = () => '{"submits": false}';
          Object.defineProperty(HTMLButtonElement.prototype, 'type', {get: () => 'button'});
          Object.defineProperty(HTMLButtonElement.prototype, 'form', {get: () => null});
        }"""
    )
    told = await facts_in(page.main_frame)
    await page.goto(HERE)
    assert told.submits and told.names == ("Send",)


async def test_facts_of_a_huge_text_are_short(page: Page) -> None:
    told = await facts(page, f"<div id=x role=button aria-label='{'y' * 100_000}'>{'z' * 1_000_000}</div>")
    assert max(map(len, told.names)) <= 300


DECLINES = [
    ("<button id=x>Decline optional cookies</button>", True),
    ("<form method=post><button id=x>Decline</button></form>", True),
    ("<form><input type=submit id=x value='Alle ablehnen'></form>", True),
    ("<button id=x>Only allow essential cookies</button>", True),
    ("<button id=x>Continuer sans accepter</button>", True),
    ("<button id=x aria-label=Close>×</button>", True),
    ("<button id=x aria-label=Schließen><svg width=9 height=9></svg></button>", True),
    ("<div role=dialog><div id=x role=button>Not now</div></div>", True),
    ("<a id=x href=#>Reject all</a>", True),
    ("<button><span id=x>No thanks</span></button>", True),
    ("<button id=x>Accept</button>", False),
    ("<button id=x>Allow all cookies</button>", False),
    ("<button id=x>Accept and close</button>", False),
    ("<button id=x aria-label=Close>Accept all</button>", False),
    ("<button id=x></button>", False),
    ("<button id=x>OK</button>", False),
    ("<button id=x>Manage settings</button>", False),
    (f"<a id=x href={NEXT}>No thanks</a>", False),
    ("<button id=x role=switch>Decline</button>", False),
    ("<label id=x>Decline <input type=checkbox></label>", False),
    ("<button id=x>Close my account</button>", False),
    ("<button id=x>Cancel subscription</button>", False),
    ("<button id=x>Decline and log out</button>", False),
]  # fmt: skip


@pytest.mark.core(cases=23)
@pytest.mark.parametrize(("html", "may"), DECLINES)
async def test_an_interruption_may_only_say_no(page: Page, html: str, may: bool) -> None:
    assert (guard.decline_refusal(await facts(page, html)) is None) is may


CHOICES = [
    ("<form><input type=radio id=x></form>", True),
    ("<form><input type=checkbox id=x><button>Send</button></form>", True),
    ("<form><input type=checkbox id=x></form>", False),
    ("<div role=listbox><div id=x role=option>Delete my account</div></div>", False),
    (f"<div role=listbox><a id=x role=option href={NEXT}>Log out</a></div>", False),
    (f"<div role=listbox><a id=x role=option href={NEXT}>Settings</a></div>", True),
    ("<div role=listbox><a id=x role=option href=https://evil.test/>Germany</a></div>", False),
    (f"<form><a id=x role=option href={NEXT}>Log out</a><button>Send</button></form>", False),
    ("<form><a id=x role=option href=https://evil.test/>Germany</a><button>Send</button></form>", False),
    (f"<form><a id=x role=radio href={NEXT}>Germany</a><button>Send</button></form>", False),
    ("<form><div id=x role=option hx-post=/x>Germany</div><button>Send</button></form>", False),
    ("<form><div id=x role=option>Delete my account</div><button>Send</button></form>", True),
    ("<button id=x data-state=unchecked>Train</button>", False),
    ("<form><label id=x><input type=radio> Object</label></form>", True),
    ("<form><select id=x><option>a</select></form>", True),
    ("<form><select><option id=x>a</select></form>", True),
    ("<form><div id=x role=radio tabindex=0>Object</div></form>", True),
    ("<div role=form><div id=x role=checkbox tabindex=0>I confirm</div><button>Go</button></div>", True),
    ("<form><button type=button id=x aria-haspopup=listbox>Country</button></form>", True),
    ("<div role=listbox><div id=x role=option>Germany</div></div>", True),
    ("<form><div id=x role=switch aria-checked=true>Train</div></form>", False),
    ("<form><input type=checkbox role=switch id=x></form>", False),
    ("<input type=checkbox id=x>", False),
    ("<select id=x><option>a</select>", False),
    ("<form><button id=x>Object</button></form>", False),
    ("<form><button id=x aria-haspopup=listbox>Country</button></form>", False),
    ("<form><select id=x onchange='this.form.submit()'><option>a</select></form>", False),
    ("<form onchange='this.submit()'><input type=radio id=x></form>", False),
    ("<div role=menu><div id=x role=menuitemradio>Dark</div></div>", False),
    ("<form><input id=x></form>", False),
]  # fmt: skip


@pytest.mark.parametrize(("html", "may"), CHOICES)
async def test_only_what_a_form_offers_is_chosen(page: Page, html: str, may: bool) -> None:
    assert (guard.choose_refusal(await facts(page, html), own_site) is None) is may


FIELDS = [
    ("<label>Email <input type=email id=x></label>", True),
    ("<input id=x name=full_name placeholder='Your name'>", True),
    ("<textarea id=x aria-label='Why do you object?'></textarea>", True),
    ("<input type=tel id=x aria-label=Phone>", True),
    ("<input id=x aria-label='Postal code'>", True),
    ("<input id=x name=shipping_address>", True),
    ("<div id=x contenteditable>…</div>", True),
    ("<input type=password id=x>", False),
    ("<input id=x autocomplete='section-a one-time-code'>", False),
    ("<input id=x autocomplete=current-password>", False),
    ("<input id=x autocomplete='billing cc-number'>", False),
    ("<input id=x style='-webkit-text-security: disc'>", False),
    ("<input id=x name=newPasswd>", False),
    ("<div><input id=x class=x name=approvals_code></div>", False),
    ("<label>Card number <input id=x></label>", False),
    ("<label for=x>Bestätigungscode</label><input id=x>", False),
    ("<input id=x placeholder='Mot de passe'>", False),
    ("<input id=x aria-label=暗証番号>", False),
    ("<p id=d>Enter the 6-digit code we sent you</p><input id=x aria-describedby=d>", False),
    ("<button id=x>Email</button>", False),
    ("<input type=file id=x>", False),
    ("<input type=checkbox id=x>", False),
    ("<select id=x><option>a</select>", False),
]  # fmt: skip


@pytest.mark.core(cases=23)
@pytest.mark.parametrize(("html", "may"), FIELDS)
async def test_no_secret_is_typed(page: Page, html: str, may: bool) -> None:
    assert (guard.fill_refusal(await facts(page, html)) is None) is may


async def test_no_fact_holds_what_was_typed(page: Page) -> None:
    canary = "canary-7391"
    html = f"""<form><label id=x for=a>Password <input id=a type=password value={canary}>
      <textarea>{canary}</textarea><select><option>{canary}</select><span contenteditable>{canary}</span></label>
      <input type=hidden value={canary}></form>"""
    await page.set_content(html)
    for selector in ("#x", "#a", "form", "textarea", "select", "[contenteditable]"):
        element = await element_of(await page.wait_for_selector(selector, state="attached"))
        assert canary not in repr(await targets.facts(element)), selector


@pytest.mark.core
async def test_verdicts_need_no_browser() -> None:
    form = Form(method="get", search=False, fields_search=1)
    assert guard.press_refusal(Facts(tag="button", submits=True, form=form)) is None
    assert guard.press_refusal(Facts(tag="button", submits=True, form=None))
