"""Promise 3: which addresses are a flow's sites."""

from __future__ import annotations

import pytest

from runner.flow.hosts import Sites, is_loopback, punycode
from runner.flow.load import load

SITES = Sites(("facebook.com", "bücher.example", "larkspur.localhost"))


@pytest.mark.parametrize(
    "url",
    [
        "https://facebook.com/",
        "https://www.facebook.com/privacy",
        "https://FACEBOOK.com./",
        "https://facebook.com:8443/",
        "https://xn--bcher-kva.example/",
        "https://bücher.example/",
        "http://larkspur.localhost/",
        "http://frames.larkspur.localhost:8000/",
    ],
)
def test_on_the_sites(url: str) -> None:
    assert SITES.allow(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://facebook.com/",
        "https://facebook.com.evil.example/",
        "https://notfacebook.com/",
        "https://facebook.com@evil.example/",
        "https://evil.example/facebook.com",
        "https://fаcebook.com/",  # a Cyrillic а
        "https://facebook.com\\@evil.example/",
        "https://user:pw@facebook.com/",
        "https://facebook.com:x/",
        "https:///facebook.com",
        "javascript:alert(1)//facebook.com",
        "data:text/html,facebook.com",
        "file:///facebook.com",
        "blob:https://facebook.com/1",
        "about:blank",
        "",
        "https://face book.com/",
        "ftp://facebook.com/",
    ],
)
def test_elsewhere(url: str) -> None:
    assert not SITES.allow(url)


def test_punycode_and_loopback() -> None:
    assert punycode("Faß.example") == "xn--fa-hia.example"
    assert is_loopback("localhost")
    assert is_loopback("127.4.5.6")
    assert is_loopback("[::1]")
    assert not is_loopback("localhost.example.com")


@pytest.mark.parametrize("host", ["ann.github.io", "www.ck", "bbc.co.uk", "city.kawasaki.jp", "x.localhost"])
def test_a_site_of_one_owner_is_no_public_suffix(host: str) -> None:
    text = f"title: T\nservice: S\nhosts: [{host}]\nsteps: [{{click: /x/}}]"
    assert load(text, "f.yaml").flow.hosts == [host]
