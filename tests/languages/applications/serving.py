"""The applications: installed by the registry's own client, given one person, and served on this computer."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[3] / "build" / "applications"
NAME, SECRET = "robin", "practice-7-practice"
ANSWERS = 60  # seconds until a server answers


@dataclass(frozen=True)
class Application:
    """One that nobody here wrote: what to install, how it is made ready and served, and the pages asked about.

    `environment` is the folder of its Python; applications that share one share a server's database too.
    """

    name: str
    environment: str
    packages: tuple[str, ...]
    ready: tuple[tuple[str, ...], ...]  # commands of its Python, once
    serve: tuple[str, ...]  # the same with a port in the place of {port}
    port: int
    pages: tuple[str, ...]
    log_in: str = ""  # a page with a form for a name and a password; empty where each request says who asks

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """What says who asks."""
        told = base64.b64encode(f"{NAME}:{SECRET}".encode()).decode("ascii")
        return {} if self.log_in else {"Authorization": f"Basic {told}"}


_DJANGO = (
    ("-m", "django", "migrate", "--verbosity", "0"),
    ("-m", "django", "createsuperuser", "--noinput", "--username", NAME, "--email", "robin@example.org"),
)
_SERVE_DJANGO = ("-m", "django", "runserver", "--noreload", "--insecure", "{port}")
_PACKAGES = ("wagtail", "django-allauth[mfa,socialaccount]")
_SERVE_TRAC = (
    *("-m", "trac.web.standalone", "--single-env", "--port", "{port}", "--hostname", "127.0.0.1"),
    *("--basic-auth", "*,{home}/people,trac", "{home}/env"),
)
_TRAC = "from trac.admin.console import run; import sys; sys.exit(run(sys.argv[1:]))"

APPLICATIONS = (
    Application(
        "django-allauth and Django's admin",
        "django",
        _PACKAGES,
        _DJANGO,
        _SERVE_DJANGO,
        8711,
        (
            "/accounts/password/change/",
            "/accounts/email/",
            "/accounts/3rdparty/",
            "/accounts/2fa/",
            "/accounts/logout/",
            "/django-admin/",
            "/django-admin/auth/user/",
            "/django-admin/auth/user/add/",
            "/django-admin/auth/user/1/password/",
            "/django-admin/sites/site/1/change/",
            "/django-admin/password_change/",
            "/django-admin/mfa/authenticator/",
        ),
        "/accounts/login/",
    ),
    Application(
        "Wagtail",
        "django",
        _PACKAGES,
        _DJANGO,
        _SERVE_DJANGO,
        8711,
        (
            "/admin/",
            "/admin/account/",
            "/admin/users/",
            "/admin/users/new/",
            "/admin/groups/new/",
            "/admin/sites/",
            "/admin/sites/new/",
            "/admin/redirects/",
            "/admin/images/",
            "/admin/documents/",
            "/admin/reports/site-history/",
            "/admin/collections/",
        ),
        "/accounts/login/",
    ),
    Application(
        "Trac",
        "trac",
        ("Trac", "Babel", "setuptools<81"),
        (
            ("-c", _TRAC, "{home}/env", "initenv", "Example", "sqlite:db/trac.db"),
            ("-c", _TRAC, "{home}/env", "permission", "add", NAME, "TRAC_ADMIN"),
        ),
        _SERVE_TRAC,
        8712,
        (
            "/login",
            "/prefs",
            "/prefs/localization",
            "/prefs/userinterface",
            "/prefs/notification",
            "/prefs/advanced",
            "/prefs/syntaxhighlighting",
            "/admin/general/basics",
            "/admin/general/perm",
            "/admin/ticket/components",
            "/admin/general/logging",
            "/search",
            "/newticket",
            "/roadmap",
        ),
    ),
)


def install(one: Application) -> None:
    """Installs an application and makes it ready, unless that is done; its client says what goes wrong."""
    home = HOME / one.environment
    mark = home / "ready"
    if mark.exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", home / "env-python"], check=True)
    pip = (*_python(one), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, *one.packages], check=True)
    password = base64.b64encode(hashlib.sha1(SECRET.encode()).digest()).decode("ascii")
    (home / "people").write_text(f"{NAME}:{{SHA}}{password}\n", "utf-8")
    for command in one.ready:
        subprocess.run([*_python(one), *_filled(one, command)], check=True, env=_environment(home))
    mark.touch()


@contextmanager
def served(one: Application) -> Iterator[None]:
    """Serves it for the length of the block. Raises TimeoutError where it does not answer."""
    home = HOME / one.environment
    with (
        (home / "server.log").open("w") as log,
        subprocess.Popen(
            [*_python(one), *_filled(one, one.serve)], env=_environment(home), stdout=log, stderr=log, cwd=home
        ) as server,
    ):
        try:
            _await_answer(one)
            yield
        finally:
            server.terminate()


def _python(one: Application) -> tuple[str, ...]:
    folder = HOME / one.environment / "env-python"
    return (
        str(next(path for path in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if path.exists())),
    )


def _filled(one: Application, command: tuple[str, ...]) -> list[str]:
    home = str(HOME / one.environment)
    return [word.replace("{home}", home).replace("{port}", str(one.port)) for word in command]


def _environment(home: Path) -> Mapping[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent / "project"),
        "DJANGO_SETTINGS_MODULE": "settings",
        "DJANGO_SUPERUSER_PASSWORD": SECRET,
        "APPLICATIONS_HOME": str(home),
    }


def _await_answer(one: Application) -> None:
    until = time.monotonic() + ANSWERS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{one.url}{one.log_in or '/'}"):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{one.name} does not answer; see {HOME / one.environment / 'server.log'}")
