"""Pages with one thing to use on each, and the recordings of using it, as Chrome's Recorder would have written them.

A page notes what was done on it in its `localStorage`; so it can be told whether a flow made of the recording does the
same. No form of these pages reaches the server.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Step = dict[str, Any]

_VIEWPORT: Step = {
    "type": "setViewport", "width": 1000, "height": 800, "deviceScaleFactor": 1, "isMobile": False, "hasTouch": False,
    "isLandscape": False,
}  # fmt: skip
_SCRIPT = """
const did = (what) => {
  const all = JSON.parse(localStorage.did || '[]');
  if (all.at(-1) !== what) all.push(what);
  localStorage.did = JSON.stringify(all);
};
const hear = (root) => {
  for (const el of root.querySelectorAll('[data-click]')) el.addEventListener('click', () => did(el.id));
  for (const el of root.querySelectorAll('[data-input]')) el.addEventListener('input', () => did(el.id));
  for (const el of root.querySelectorAll('[data-change]')) el.addEventListener('change', () => did(el.id));
  for (const el of root.querySelectorAll('form')) el.addEventListener('submit', (event) => {
    event.preventDefault();
    did('sent');
    if (el.dataset.then) location.href = el.dataset.then;
  });
  for (const el of root.querySelectorAll('[data-opens]')) el.addEventListener('click', () => {
    const other = root.getElementById(el.dataset.opens);
    other.hidden = !other.hidden;
  });
  for (const el of root.querySelectorAll('[data-shuts]')) el.addEventListener('click', () => {
    root.getElementById(el.dataset.shuts).hidden = true;
  });
  for (const el of root.querySelectorAll('[role=switch]')) el.addEventListener('click', () => {
    el.setAttribute('aria-checked', el.getAttribute('aria-checked') !== 'true');
  });
};
"""


@dataclass(frozen=True)
class Kind:
    """A kind of deed: the HTML with the thing (`id=it`), what it is called, and how it is used.

    `act` is what is done to `#it`; `before` and `after` are clicks on other things of the page, by id, name and role.
    `notes` is what the page then has noted. `same`: a recording tells as much of it as watching does.
    """

    name: str
    html: str
    called: str
    role: str
    act: str = "click"
    notes: tuple[str, ...] = ("it",)
    value: str = ""
    before: tuple[tuple[str, str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()
    leads: str = ""
    same: bool = True
    role_needed: bool = False  # without its role a recording tells less
    inner: str = ""  # what lies in it and is clicked: its role, as Chromium names it
    no_ways: tuple[str, ...] = ()  # that select nothing, or nothing that the same way does not select for another kind


_FORM = '<form>{}<button id="send">Submit</button></form>'
_SEND = (("send", "Submit"),)
KINDS = (
    Kind("link", '<a id="it" href="/{n}/next">Privacy centre</a>', "Privacy centre", "link", notes=("next",),
         leads="next"),
    Kind("double", '<a id="it" href="/{n}/next">Privacy centre</a>', "Privacy centre", "link", act="dblclick",
         notes=("next",), leads="next",
         no_ways=("text", "path", "xpath")),
    Kind("button", '<button type="button" id="it" data-click>Show the details</button>', "Show the details", "button",
         no_ways=("path",)),
    Kind("inner", '<button type="button" aria-haspopup="menu" id="it" data-click>'
         '<span>Show your rights</span></button>',
         "Show your rights", "button", inner="generic"),
    Kind("icon", '<button type="button" aria-haspopup="menu" aria-label="Settings" id="it" data-click>'
         '<svg width="20" height="20"><path d="M0 0h20v20H0z"/></svg></button>',
         "Settings", "button", inner="image", no_ways=("text",)),
    Kind("details", '<details><summary id="it" data-click>Your choices</summary><p>Here they are.</p></details>',
         "Your choices", "DisclosureTriangle"),
    Kind("label", _FORM.format('<label for="r" id="it" data-click>I object</label><input type="radio" id="r">'),
         "I object", "LabelText", after=_SEND, notes=("it", "sent"), same=False),
    Kind("tab", '<div role="tablist"><div role="tab" tabindex="0" id="it" data-click>Your data</div></div>',
         "Your data", "tab",
         no_ways=("id", "path", "xpath")),
    Kind("div", '<div id="it" data-click style="cursor: pointer">More settings</div>', "More settings", "",
         no_ways=("role", "path")),
    Kind("menu", '<button type="button" id="opener" data-opens="m">Account</button>'
         '<div role="menu" id="m" hidden>'
         '<div role="menuitem" tabindex="-1" id="it" data-click>Your privacy</div></div>',
         "Your privacy", "menuitem", before=(("opener", "Account", "button"),)),
    Kind("hover", '<style>#h > ul {{ display: none; position: absolute; margin: 0 }}'
         '#h:hover > ul {{ display: block }}</style>'
         '<div id="h"><button type="button" id="opener" aria-haspopup="true">Account</button>'
         '<ul role="menu"><li role="menuitem" tabindex="-1" id="it" data-click>Your privacy</li></ul></div>',
         "Your privacy", "menuitem", act="hover"),
    Kind("popup", '<a id="it" href="/{n}/next" target="_blank">Open the portal</a>', "Open the portal", "link",
         notes=("next",), leads="popup",
         no_ways=("path",)),
    Kind("radio", _FORM.format('<label><input type="radio" name="r" id="it" data-change>I object</label>'
                               '<label><input type="radio" name="r" checked>I agree</label>'),
         "I object", "radio", after=_SEND, notes=("it", "sent"), role_needed=True, no_ways=("text",)),
    Kind("checkbox", _FORM.format('<label><input type="checkbox" id="it" data-change>My posts</label>'),
         "My posts", "checkbox", after=_SEND, notes=("it", "sent"), same=False,
         no_ways=("text", "path")),
    Kind("switch", '<div role="switch" tabindex="0" aria-checked="true" id="it" data-click>Train on my data</div>',
         "Train on my data", "switch", same=False,
         no_ways=("path",)),
    Kind("select", _FORM.format('<label for="it">Country</label><select id="it" data-change><option value="">–</option>'
                                '<option value="DE">Germany</option></select>'),
         "Country", "combobox", act="select", value="DE", after=_SEND, notes=("it", "sent"), same=False,
         no_ways=("text", "path")),
    Kind("combobox", _FORM.format('<button type="button" role="combobox" id="opener" aria-haspopup="listbox" '
                                  'aria-label="Region" data-opens="l">Choose</button><div role="listbox" id="l" hidden>'
                                  '<div role="option" id="it" data-click data-shuts="l">Europe</div></div>'),
         "Europe", "option", before=(("opener", "Region", "combobox"),), after=_SEND, notes=("it", "sent"),
         role_needed=True,
         no_ways=("path",)),
    Kind("text", _FORM.format('<label for="it">Nickname</label><input id="it" data-input>'),
         "Nickname", "textbox", act="type", value="Zebra 17", after=_SEND, notes=("it", "sent")),
    Kind("email", _FORM.format('<label for="it">Email</label><input type="email" id="it" data-input>'),
         "Email", "textbox", act="type", value="ann.bee@example.org", after=_SEND, notes=("it", "sent"),
         no_ways=("text", "path", "xpath")),
    Kind("area", _FORM.format('<label for="it">Reason</label><textarea id="it" data-input></textarea>'),
         "Reason", "textbox", act="type", value="because I object to it", after=_SEND, notes=("it", "sent"),
         no_ways=("text", "path", "xpath")),
    Kind("enter", '<form><label for="it">Reason</label><input id="it" data-input></form>',
         "Reason", "textbox", act="type and enter", value="because I say so", notes=("it", "sent"),
         no_ways=("text", "path", "xpath")),
    Kind("file", _FORM.format('<label for="it">Proof</label><input type="file" id="it" data-change>'),
         "Proof", "", act="attach", value="C:\\fakepath\\passport.pdf", after=_SEND, notes=("it", "sent"),
         no_ways=("text", "path")),
    Kind("banner", '<div id="b"><p>Cookies</p><button type="button" id="it" data-click data-shuts="b">Reject all'
         '</button></div>',
         "Reject all", "button",
         no_ways=("id", "path", "xpath")),
    Kind("login", '<form data-then="/{n}/next"><label for="u">Email</label><input id="u" type="email">'
         '<label for="it">Password</label><input id="it" type="password" data-input>'
         '<button id="send">Log in</button></form>',
         "Password", "textbox", act="log in", value="s3cret", after=(("send", "Log in"),), notes=("it", "sent", "next"),
         leads="next"),
)  # fmt: skip
WAYS = ("aria", "role", "text", "id", "path", "xpath", "pierce", "hosts", "chain")


@dataclass(frozen=True)
class Made:
    """One recording and its page: a kind of deed, and the way its thing is selected."""

    number: int
    kind: Kind
    way: str
    origin: str

    @property
    def tells_all(self) -> bool:
        """Whether the recording has as much in it as who watches the person sees."""
        return self.kind.same and (self.way == "role" or (self.way == "aria" and not self.kind.role_needed))

    @property
    def in_shadow(self) -> bool:
        """Whether the thing lies in a shadow root."""
        return self.way in ("pierce", "hosts")

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{self.origin}/{self.number}/"

    @property
    def html(self) -> str:
        """Its page."""
        body = self.kind.html.replace("{n}", str(self.number)).replace("{{", "{").replace("}}", "}")
        if not self.in_shadow:
            return self._page(f'<main id="main"><div>{body}</div></main>', "hear(document);")
        root = "const root = document.querySelector('x-app').attachShadow({mode: 'open'}); root.innerHTML ="
        return self._page("<x-app></x-app>", f"{root} {json.dumps(body)}; hear(root);")

    @property
    def then(self) -> str:
        """The page that its thing leads to."""
        return self._page("<main><p>Here</p></main>", "did('next');", onward=True)

    @property
    def end(self) -> str:
        """The last page."""
        return self._page("<p>The end</p>", "did('end');")

    def _page(self, body: str, script: str, onward: bool = False) -> str:
        """A page; from a login there is no other way on."""
        way = (
            f'<p><a id="onward" href="/{self.number}/end">Onward</a></p>' if onward or self.kind.act != "log in" else ""
        )
        return f"<!doctype html><meta charset=utf-8><title>A page</title>{body}{way}<script>{_SCRIPT}{script}</script>"

    @property
    def notes(self) -> list[str]:
        """What the pages have noted in the end."""
        return [*self.kind.notes, "end"]

    @cached_property
    def recording(self) -> str:
        """It as Chrome's Recorder would have exported it."""
        steps = [
            _VIEWPORT,
            {"type": "navigate", "url": self.url},
            *self._steps(),
        ]
        return json.dumps({"title": f"{self.kind.name} by {self.way}", "steps": steps}, indent=1)

    def _steps(self) -> Iterator[Step]:
        for ident, called, role in self.kind.before:
            yield self._on("click", self._plain(ident, called, role))
        yield from self._used()
        for ident, called in self.kind.after:
            yield self._on("click", self._plain(ident, called, "button"), self.kind.leads)
        onward = {"target": f"{self.url}next"} if self.kind.leads == "popup" else {}
        yield {**self._on("click", [['aria/Onward[role="link"]'], ["#onward"]]), **onward}

    def _used(self) -> Iterator[Step]:
        act, leads = self.kind.act, "" if self.kind.after else self.kind.leads
        if act in ("click", "dblclick"):
            yield self._on("doubleClick" if act == "dblclick" else "click", self._selectors, leads)
        elif act == "hover":
            yield self._on("hover", self._plain("opener", "Account", "button"))
            yield self._on("click", self._selectors)
        else:
            if act == "log in":
                yield self._on("change", self._plain("u", "Email", "textbox"), value="ann@example.org")
            yield self._on("click", self._selectors)
            yield self._on("change", self._selectors, value=self.kind.value)
            if act == "type and enter":
                yield {"type": "keyDown", "key": "Enter", "target": "main"}

    def _on(self, kind: str, selectors: list[list[str]], leads: str = "", **more: str) -> Step:
        event = {"type": "navigation", "url": f"{self.url}{leads}", "title": ""}
        seen = {"assertedEvents": [event]} if leads == "next" else {}
        at = {"offsetX": 4, "offsetY": 4} if kind in ("click", "doubleClick") else {}
        return {"type": kind, "target": "main", "selectors": selectors, **at, **seen, **more}

    def _plain(self, ident: str, called: str, role: str) -> list[list[str]]:
        return [[f'aria/{called}[role="{role}"]'], [f"#{ident}"]]

    @property
    def _selectors(self) -> list[list[str]]:
        kind = self.kind
        tag = kind.html[: kind.html.index('id="it"')].rpartition("<")[2].split()[0]
        typed = {"email": "[type=email]", "login": "[type=password]", "file": "[type=file]"}.get(kind.name, "")
        role = f'[role="{kind.role}"]' if kind.role else ""
        return {
            "aria": [[f"aria/{kind.called}"], [f"#it{typed}"]],
            "role": [[f"aria/{kind.called}{role}"], [f"{tag}#it{typed}"]],
            "text": [[f"text/{kind.called}"]],
            "id": [[f"#it{typed}"]],
            "path": [[f"#main > div {tag}#it{typed}"]],
            "xpath": [['xpath///*[@id="it"]']],
            "hosts": [["x-app", tag]],
            "chain": [[f"aria/{kind.called}", f'aria/[role="{kind.inner}"]'], ["#it > :first-child"]],
            "pierce": [["x-app", f"{tag}#it{typed}"], [f"pierce/#it{typed}"]],
        }[self.way]


def fits(way: str, kind: Kind) -> bool:
    """Whether a thing of this kind is ever selected in that way."""
    if way == "hosts":  # by its tag alone, in a shadow root; there is another of it outside
        return kind.name in ("link", "menu", "tab")
    return way != "chain" or bool(kind.inner)


class Pages:
    """The pages of all recordings, served while a `with` block lasts."""

    def __enter__(self) -> Self:
        pages = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages.answer(self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        origin = f"http://127.0.0.1:{self._server.server_port}"
        both = [(kind, way) for kind in KINDS for way in WAYS if way not in kind.no_ways and fits(way, kind)]
        self.made = [Made(number, kind, way, origin) for number, (kind, way) in enumerate(both)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One page."""
        _, number, name = request.path.split("/", 2) if request.path.count("/") > 1 else ("", "", "")
        made = self.made[int(number)] if number.isdigit() else None
        text = ""
        if made:
            text = {"": made.html, "next": made.then, "end": made.end}.get(name, "")
        request.send_response(200 if text else 404)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.end_headers()
        request.wfile.write(text.encode())
