"""Ways in which a page sends a form once it is used, as data: the page, what the runner does there, and when.

Every combination sends to /sent, where the server of the tests counts; nothing of it may arrive in the runner's turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..busy import page

NEXT = "<button type=button id=x>Next</button>"
TRIED = "told('tried');"  # said by each of these pages when it sends
FORM = "<form id=f method={method} action=/sent {target}><input name=a value=1></form>"
TARGETS = {
    "itself": "",
    "a hidden frame": "target=h",
    "a new window": "target=_blank",
    "a new window that knows nothing of us": 'target=_blank rel="noopener noreferrer"',
    "a window with a name": "target=other",
}
SENDS = {
    "submit": "f.submit()",
    "request submit": "f.requestSubmit()",
    "its button": "f.append(Object.assign(document.createElement('button'), {id: 'own'})); own.click()",
    "made on the spot": (
        "const g = Object.assign(document.createElement('form'), {method: f.method, action: '/sent'});"
        "g.target = f.target;"
        "g.innerHTML = '<input name=a value=1>'; document.body.append(g); g.submit(); g.remove()"
    ),
    "borrowed": "frames[0].HTMLFormElement.prototype.submit.call(f)",
}
LATE = {"at once": "", "after 120 ms": "setTimeout(() => {{{}}}, 120)", "after 1 s": "setTimeout(() => {{{}}}, 1000)"}
TRIGGERS = {
    "press": (NEXT, "x.onclick", "{click: {button: Next}}"),
    "pointer down": (NEXT, "x.onpointerdown", "{click: {button: Next}}"),
    "hover": (NEXT, "x.onmouseenter", "{hover: {button: Next}}"),
    "typing": ("<label>Name <input id=x></label>", "x.oninput", "{fill: {field: Name, with: {text: Ann}}}"),
    "choosing": ("<form><label><input type=radio id=x>No</label></form>", "x.onchange", "{choose: {radio: No}}"),
    "a list": (
        "<form><label>Land <select id=x><option>A<option>B</select></label></form>",
        "x.onchange",
        "{choose: {option: B, from: {combobox: Land}}}",
    ),
    "a link": ("<a id=x href='#next'>Next</a>", "x.onclick", "{click: {link: Next}}"),
    "a change of focus": (f"<input id=y autofocus>{NEXT}", "y.onblur", "{click: {button: Next}}"),
}
SPECIAL = {
    "in a shadow root": (
        f"<my-box id=b></my-box>{NEXT}",
        "b.attachShadow({mode: 'open'}).innerHTML = '<form method=post action=/sent><input name=a></form>';"
        "x.onclick = () => b.shadowRoot.querySelector('form').submit()",
    ),
    "by get in a shadow root into a frame": (
        f"<iframe name=h hidden></iframe><my-box id=b></my-box>{NEXT}",
        "b.attachShadow({mode: 'open'}).innerHTML = '<form method=get action=/sent target=h><input name=a></form>';"
        "x.onclick = () => b.shadowRoot.querySelector('form').submit()",
    ),
    "by get in a shadow root made on the spot into a frame": (
        f"<iframe name=h hidden></iframe><my-box id=b></my-box>{NEXT}",
        "x.onclick = () => { b.attachShadow({mode: 'open'}).innerHTML = "
        "'<form method=get action=/sent target=h><input name=a></form>'; b.shadowRoot.querySelector('form').submit() }",
    ),
    "by get in a closed shadow root into a frame": (
        f"<iframe name=h hidden></iframe><my-box id=b></my-box>{NEXT}",
        "const s = b.attachShadow({mode: 'closed'});"
        "s.innerHTML = '<form method=get action=/sent target=h><input name=a></form>';"
        "x.onclick = () => s.querySelector('form').submit()",
    ),
    "by get in a closed shadow root in a frame of another site": (
        f"<iframe id=i></iframe>{NEXT}",
        "x.hidden = true; onmessage = () => { x.hidden = false };"
        "i.src = `http://127.0.0.1:${location.port}/closed.html`;"
        f"x.onclick = () => {{ {TRIED} frames[0].postMessage('send', '*') }}",
    ),
    "by get in a frame made on the spot": (
        NEXT,
        "x.onclick = () => { const i = document.createElement('iframe'); document.body.append(i);"
        "i.contentDocument.write('<form action=/sent><input name=a></form>'); i.contentDocument.forms[0].submit() }",
    ),
    "in a closed shadow root": (
        f"<my-box id=b></my-box>{NEXT}",
        "const s = b.attachShadow({mode: 'closed'});"
        "s.innerHTML = '<form method=post action=/sent><input name=a></form>';"
        "x.onclick = () => s.querySelector('form').submit()",
    ),
    "in another frame": (
        f"<iframe id=i srcdoc='<form method=post action=/sent><input name=a></form>'></iframe>{NEXT}",
        "x.onclick = () => i.contentDocument.forms[0].submit()",
    ),
    "in a frame made on the spot": (
        NEXT,
        "x.onclick = () => { const i = document.createElement('iframe'); document.body.append(i);"
        "i.contentDocument.write('<form method=post action=/sent><input name=a></form>'); "
        "i.contentDocument.forms[0].submit() }",
    ),
    "in a popup": (
        NEXT,
        "x.onclick = () => { const w = open('about:blank'); "
        "w.document.write('<form method=post action=/sent><input name=a></form>'); w.document.forms[0].submit() }",
    ),
    "in a popup, late": (
        NEXT,
        "x.onclick = () => { const w = open('about:blank'); setTimeout(() => { "
        "w.document.write('<form method=post action=/sent><input name=a></form>');"
        "w.document.forms[0].submit() }, 500) }",
    ),
    "on the page that comes next": (
        "<a href=/auto.html>Next</a>",
        "",
    ),
    "on a page that a refresh leads to": (
        NEXT,
        "x.onclick = () => document.head.append(Object.assign(document.createElement('meta'), "
        "{httpEquiv: 'refresh', content: '0; url=/auto.html'}))",
    ),
    "in a frame of the page that comes next": ("<a href=/framed.html>Next</a>", ""),
    "after a transition": (
        f"<style>#x{{transition: opacity .3s}}</style>{FORM.format(method='post', target='')}{NEXT}",
        "x.onclick = () => { x.style.opacity = .5 }; x.ontransitionend = () => f.submit()",
    ),
    "over and over": (
        f"<iframe name=h hidden></iframe>{FORM.format(method='post', target='target=h')}{NEXT}",
        "x.onclick = () => setInterval(() => f.submit(), 200)",
    ),
    "by the form attribute of a button elsewhere": (
        f"{FORM.format(method='post', target='')}<button id=o form=f hidden>o</button>{NEXT}",
        "x.onclick = () => o.click()",
    ),
    "by formaction": (
        f"<form id=f method=post action=/other></form><button id=o form=f formaction=/sent hidden></button>{NEXT}",
        "x.onclick = () => o.click()",
    ),
    "by a busy page": (
        f"<iframe name=h hidden></iframe>{FORM.format(method='post', target='target=h')}{NEXT}",
        "x.onclick = () => { f.submit(); busy(3000); }",
    ),
    "by get on a busy page": (
        f"<iframe name=h hidden></iframe>{FORM.format(method='get', target='target=h')}{NEXT}",
        "x.onclick = () => { f.submit(); busy(3000); }",
    ),
}
CLOSED = page(
    "<my-box id=b></my-box>",
    "const s = b.attachShadow({mode: 'closed'}); s.innerHTML = '<form action=/sent><input name=a></form>';"
    "onmessage = () => s.querySelector('form').submit(); parent.postMessage('ready', '*')",
)
AUTO = page("<form id=f method=post action=/sent><input name=a></form>", "f.submit()")


@dataclass(frozen=True)
class Way:
    """A page that sends, and the step at which it does."""

    pages: dict[str, str]
    step: str


def _way(method: str, target: str, how: str, late: str, trigger: str) -> Way:
    html, event, step = TRIGGERS[trigger]
    form = FORM.format(method=method, target=TARGETS[target])
    frame = "<iframe name=h hidden></iframe>"
    sends = TRIED + SENDS[how] if late == "at once" else LATE[late].format(TRIED + SENDS[how])
    return Way({"/page.html": page(f"{frame}{form}{html}", f"{event} = () => {{ {sends} }}")}, step)


def ways() -> Iterator[tuple[str, Way]]:
    """Each by its name."""
    for method in ("post", "get"):
        for target in TARGETS:
            for late in LATE:
                for how in SENDS if late == "at once" else ("submit",):
                    yield f"{method} {how} to {target} {late}", _way(method, target, how, late, "press")
    for trigger in [one for one in TRIGGERS if one != "press"]:
        for target, late in (("a hidden frame", "at once"), ("a new window", "after 120 ms")):
            yield f"post submit to {target} {late} by {trigger}", _way("post", target, "submit", late, trigger)
        yield f"get submit to a hidden frame by {trigger}", _way("get", "a hidden frame", "submit", "at once", trigger)
    for name, (html, script) in SPECIAL.items():
        pages = {"/auto.html": AUTO, "/closed.html": CLOSED, "/framed.html": page("<iframe src=/auto.html></iframe>")}
        role = "link" if "<a href" in html else "button"
        yield name, Way({"/page.html": page(html, script), **pages}, f"{{click: {{{role}: Next}}}}")
