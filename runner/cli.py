"""The commands: reads argv, prints, exits. What a command needs is imported when it runs, so the rest stays quick."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import ENDED, STOPPED, Problem, ProblemsError, RunnerError, Stopped, UsageError
from runner.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from runner.browser.switches import Launch
    from runner.config import Config
    from runner.flow.load import FlowFile

FILE = click.Path(path_type=Path)
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
CONFIG = click.option(
    "--config", type=FILE, help="Your settings (default: config.yaml here, or in your config folder)."
)
ACCOUNT = click.option("--as", "account", metavar="NAME", help="A second account, with a browser profile of its own.")
EVENTS = click.option("--events", type=FILE, metavar="FILE", help="Write each event as one line of JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="optout", prog_name="optout")
def cli() -> None:
    """Walks with you to the page where you can refuse AI training on your data.

    It opens a browser you can see, takes you along the way, and pauses where only you may act: to log in, to attach
    proof, to submit. It never submits anything and never sees a password.

    New here? Begin with `optout practice`.
    """


@cli.command()
@click.argument("flows", nargs=-1, required=True, metavar="FLOW...")
@CONFIG
@ACCOUNT
@EVENTS
@click.option("--need", "needs", multiple=True, metavar="KEY=VALUE", help="What a flow asks before it starts.")
@click.option("--trust", is_flag=True, help="Agree beforehand to flow files from elsewhere.")
@click.option("--start-over", is_flag=True, help="Begin at the first step, also where the last run was cut off.")
@click.option("--storyboard", is_flag=True, help="Keep a picture of every step (never of a login).")
def run(flows: tuple[str, ...], config: Path | None, account: str | None, events: Path | None, **options: Any) -> None:
    """Walk flows with you, one after another.

    FLOW is a name from `optout list`, or a path.
    """
    import asyncio

    from runner.places import home
    from runner.walk import Plan, walk

    console, settings, files = _console(), _settings(config), [_load(flow) for flow in flows]
    _agree(files, options["trust"], console)
    plan = Plan(
        files,
        settings,
        home(),
        account,
        events_file=events,
        pictures=options["storyboard"],
        start_over=options["start_over"],
        needs=_needs(files, options["needs"]),
    )
    sys.exit(asyncio.run(walk(plan, console)))


@cli.command()
@CONFIG
@EVENTS
@click.option("--hands-free", is_flag=True, help="Play your part as well: nobody has to be there.")
def practice(config: Path | None, events: Path | None, hands_free: bool) -> None:
    """The same on a practice site on this computer: nothing leaves it."""
    import asyncio

    from runner.browser.profile import clear, profile_folder
    from runner.places import flow_path, home
    from runner.practice.part import ME, PART
    from runner.practice.server import PracticeSite
    from runner.rehearsal import Rehearsal
    from runner.walk import Plan, walk

    settings = _settings(config)
    clear(profile_folder(home(), "practice"))
    with PracticeSite() as site:
        plan = Plan(
            [_load(str(flow_path("practice")))],
            settings.model_copy(update={"me": {**ME, **{key: value for key, value in settings.me.items() if value}}}),
            home(),
            profile="practice",
            events_file=events,
            pictures=True,
            screen=not hands_free,
            args=(*QUIET, f"--host-resolver-rules={site.host_rules}"),
            player=(lambda driver: Rehearsal(driver, PART)) if hands_free else None,
            start_over=True,
        )
        sys.exit(asyncio.run(walk(plan, _console())))


# On the practice site the browser needs nobody else: without these it looks for updates and the like.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


@cli.command("list")
@FORMAT
def list_(form: str) -> None:
    """The flows there are."""
    from dataclasses import asdict

    from runner.flow.headings import heading
    from runner.places import library

    heads = [heading(path) for path in library().values()]
    if form == "json":
        click.echo(json.dumps([asdict(head) for head in heads], indent=2, ensure_ascii=False))
        return
    wide = max((len(head.id) for head in heads), default=0)
    for head in heads:
        click.echo(f"{head.id:<{wide}}  {plain(head.problem or head.title)}")
        if head.offered_in:
            click.echo(
                f"{'':<{wide}}  {plain(_offered(head.offered_in))}, checked {head.checked} ({_HOW.get(head.how, '')})"
            )


_HOW = {"live": "walked by a person", "sources": "against its sources"}


def _offered(regions: tuple[str, ...]) -> str:
    return "offered everywhere" if regions == ("everywhere",) else f"offered in {', '.join(regions)}"


@cli.command()
@click.argument("flow")
def show(flow: str) -> None:
    """A flow in plain words: a checklist to follow without the tool."""
    from runner.checklist import checklist

    click.echo(plain(checklist(_load(flow).flow)))


@cli.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH...]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to print it."
)
def check(paths: tuple[Path, ...], form: str) -> None:
    """Every problem of flow files (default: the whole library). Exit code 2 where one is an error."""
    from runner.flow.check import check as look
    from runner.flow.load import load_file
    from runner.places import is_shipped, library

    files, problems = _files(paths) or list(library().values()), []
    for path in files:
        try:
            problems += look(load_file(path), is_shipped(path))
        except ProblemsError as error:
            problems += error.problems
    _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        click.echo(f"{len(files)} {'file' if len(files) == 1 else 'files'}, {errors} errors, "
                   f"{len(problems) - errors} warnings", err=bool(errors))  # fmt: skip
    sys.exit(2 if errors else ENDED)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    from runner.places import flow_path

    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.yaml")) if path.is_dir() else [flow_path(str(path))]
    return found


def _print_problems(problems: list[Problem], form: str) -> None:
    if form == "json":
        from dataclasses import asdict

        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
        return
    for problem in problems:
        said = plain(str(problem))
        if form == "github":
            place = f"file={problem.path},line={problem.line},col={problem.column}"
            said = f"::{problem.severity} {place}::{plain(problem.message)}"
        click.echo(said)


@cli.group(invoke_without_command=True)
@CONFIG
@ACCOUNT
@click.pass_context
def browser(context: click.Context, config: Path | None, account: str | None) -> None:
    """Which browser and profile would be used; open, install or clear them."""
    context.obj = (config, account)
    if context.invoked_subcommand:
        return
    from runner.browser.display import display_problem
    from runner.browser.find import version_of
    from runner.browser.switches import sandbox_note
    from runner.places import config_folders

    spec = _spec(*context.obj)
    click.echo(f"Browser:  {spec.browser} {version_of(spec.browser) or ''}")
    click.echo(f"Profile:  {spec.profile}")
    click.echo(f"Settings: {config or ' or '.join(str(folder / 'config.yaml') for folder in config_folders())}")
    for note in (display_problem(), sandbox_note()):
        if note:
            click.echo(note)


@browser.command("open")
@click.argument("url", default="about:blank")
@click.pass_obj
def open_(given: tuple[Path | None, str | None], url: str) -> None:
    """Open the same profile without automation, for sites that refuse an automated browser at login."""
    from runner.browser.byhand import open_by_hand

    open_by_hand(_spec(*given), url)


@browser.command()
def install() -> None:
    """Download a browser for Optout alone, where this computer has none."""
    from runner.browser.byhand import install as fetch

    fetch()


@browser.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def clear(given: tuple[Path | None, str | None], yes: bool) -> None:
    """Remove the profile: you are logged out everywhere in it."""
    from runner.browser import profile
    from runner.places import home

    folder = profile.profile_folder(home(), given[1])
    size = profile.size_of(folder) / 1e6
    if not yes:
        click.confirm(f"Remove {folder} ({size:.0f} MB), with its logins?", abort=True)
    profile.clear(folder)
    click.echo(f"Removed {folder}.")


# -- what the commands share ----------------------------------------------------------------------------------


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _settings(given: Path | None) -> Config:
    from runner.config import find_config
    from runner.places import config_folders

    return find_config(given, config_folders())


def _spec(config: Path | None, account: str | None) -> Launch:
    from runner.browser.find import find
    from runner.browser.profile import profile_folder
    from runner.browser.switches import Launch
    from runner.places import home

    settings = _settings(config)
    folder = profile_folder(home(), account)
    return Launch(find(settings.browser.use), folder, args=tuple(settings.browser.args), language=settings.language)


def _load(flow: str) -> FlowFile:
    from runner.flow.load import load_file
    from runner.places import flow_path

    return load_file(flow_path(flow))


def _needs(files: list[FlowFile], given: tuple[str, ...]) -> dict[str, str]:
    """What the flows need to know before they start: from the options, else asked."""
    known = dict(_pair(one) for one in given)
    for file in files:
        for key, meaning in file.flow.needs.items():
            if key not in known and not sys.stdin.isatty():
                raise UsageError(f"{file.id} needs to know: {meaning} Give it as --need {key}=…")
            known[key] = known.get(key) or click.prompt(meaning)
    return known


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not value:
        raise UsageError(f"--need takes KEY=VALUE, not {text!r}")
    return key, value


def _agree(files: list[FlowFile], trust: bool, console: Console) -> None:
    """Shows flow files from elsewhere and asks, once for each content of a file."""
    from runner.agreements import Agreements
    from runner.checklist import powers
    from runner.places import home, is_shipped

    agreed = Agreements(home())
    for file in files:
        if is_shipped(Path(file.path)) or agreed.has(file.digest):
            continue
        if not trust:
            click.echo(plain(powers(file)))
            if not sys.stdin.isatty():
                raise UsageError(f"{file.path} is not one of the flows that come with Optout; agree to it with --trust")
            if not click.confirm("Walk it?"):
                raise Stopped
        agreed.add(file.digest)


def main(arguments: list[str] | None = None) -> None:
    """Runs a command; every error a person can act on is printed here, and only here, and becomes its exit code."""
    code = _guarded(lambda: cli.main(arguments, prog_name="optout", standalone_mode=False))
    sys.exit(code)


def _guarded(command: Callable[[], Any]) -> int:
    try:
        returned = command()
        return returned if isinstance(returned, int) else ENDED
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (Stopped, KeyboardInterrupt, click.Abort):
        click.echo("Stopped.", err=True)
        return STOPPED
    except RunnerError as error:
        click.echo(plain(f"{'' if isinstance(error, ProblemsError) else 'Error: '}{error}"), err=True)
        return error.exit_code
