"""What a service remembers of a person's settings: in cookies, so that every case begins anew."""

from __future__ import annotations

from urllib.parse import quote, unquote

from .site import Answer, Route, Site, Visit

ALREADY = {"already_out": "what is to be switched has been switched before"}


def remembered(visit: Visit, name: str, *, out: str, default: str) -> str:
    """A setting as it was last saved, else as the variant has it: `out` where the person has opted out already."""
    saved = unquote(visit.cookies.get(name, ""))
    return saved or (out if visit.has("already_out") else default)


def remembers(site: Site, host: str, path: str, answer: str = "") -> Route:
    """Saves what is posted there and gives `answer`; forms and switches may send it."""

    @site.post(host, path)
    def save(visit: Visit) -> Answer:
        cookies = {name: f"{quote(value)}; Path=/; Secure" for name, value in visit.fields.items()}
        return Answer(answer, cookies=cookies)

    return save
