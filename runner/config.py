"""The person's settings: config.yaml into a Config, with problems at their place as in flows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from runner.errors import ConfigError, FlowError, UsageError
from runner.flow.load import read_text, validate_into
from runner.flow.problems import Model, problem, written
from runner.flow.source import read
from runner.flow.words import secret_key
from runner.locale import _, per_front

FILE = "config.yaml"
_SEPARATORS = ("/", "\\")

Language = Annotated[str, written(r"auto|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", _("a language such as en, de or pt-BR"))]
_CONNECT = r"((cdp\+)?(wss?|https?)://\S+)?"
Connect = Annotated[str, written(_CONNECT, _("the address of a browser that runs already, such as ws://host:3000/"))]
Seconds = Annotated[float, Field(ge=0, le=600, strict=False)]


_EMAIL = re.compile(r"([^@\s]+@[^@\s]+\.[^@\s.]+)?")


def _own_values(value: Any) -> Any:
    for key, given in value.items() if isinstance(value, dict) else ():
        if isinstance(key, str) and (word := secret_key(key)):
            raise problem(
                _("'{word}' is a secret, and no step types one", word=word),
                per_front(_("delete this line; it is yours to type"), _("leave it out; it is yours to type")),
                key,
            )
        if key == "email" and isinstance(given, str) and not _EMAIL.fullmatch(given):
            raise problem(_("this is not a whole mail address"), _("such as robin@example.org, or leave it empty"), key)
    return value


class BrowserConfig(Model):
    """Which browser, whether it is to be seen, and extra switches for it."""

    use: Annotated[str, Field(min_length=1)] = Field("auto", description="a browser's name, or a path")
    headless: bool = False
    connect: Connect = Field(
        "", description="for checks alone: a browser that stands elsewhere, such as ws://host:port/"
    )
    args: list[str] = Field(default_factory=list)
    opt_out_signal: Literal["auto", "on", "off"] = Field(
        "auto", description="whether the browser's own setting for the opt-out signal (GPC) is put on or off"
    )


class Config(Model):
    """Everything a person may set."""

    browser: BrowserConfig = Field(default_factory=BrowserConfig)
    language: Language = "auto"
    pace: Seconds = Field(0.8, description="seconds the ring stays before a press")
    timeout: Annotated[float, Field(gt=0, le=600, strict=False)] = Field(8, description="seconds to look for a thing")
    run: list[str] = Field(default_factory=list, description="the flows of `optout run` where none is named")
    me: Annotated[dict[str, str], BeforeValidator(_own_values)] = Field(
        default_factory=dict, description="your own values, for `fill`; never a password"
    )

    def connected(self, address: str) -> Config:
        """The same with a browser that stands elsewhere; raises UsageError where that is no address of one."""
        if not re.fullmatch(_CONNECT, address):
            raise UsageError(
                _("{address} is no address of a browser that runs, such as ws://host:3000/", address=repr(address))
            )
        return self.model_copy(update={"browser": self.browser.model_copy(update={"connect": address})})


def load_config(text: str, path: str) -> Config:
    """Reads settings from text; raises ConfigError with every problem at its place."""
    source = read(text, path)
    if source.root is None and not source.problems:
        return Config()
    config: Config | None = None if source.problems else validate_into(source, Config)
    if config is None or source.problems:
        raise ConfigError(source.problems)
    return config


def find_config(given: Path | None, folders: list[Path]) -> Config:
    """The settings of the file given, else of the first config.yaml in these folders, else the defaults.

    Raises UsageError where the file given does not exist, ConfigError where one has problems.
    """
    if given is not None and not given.exists():
        raise UsageError(
            _("there is no file {file}; copy {example} to begin one", file=given, example="config.example.yaml")
        )
    path = given or next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
    return read_config(path)[0] if path else Config()


def read_config(path: Path) -> tuple[Config, str]:
    """The settings of a file, and its text; a program named by a path is looked for from where the file lies."""
    try:
        text = read_text(path)
    except FlowError as error:
        raise ConfigError(error.problems) from None
    config = load_config(text, str(path))
    use = config.browser.use
    if not any(sign in use for sign in _SEPARATORS) or use.startswith("~"):
        return config, text
    whole = str(path.absolute().parent / use)  # joining keeps a path that is whole already
    return config.model_copy(update={"browser": config.browser.model_copy(update={"use": whole})}), text
