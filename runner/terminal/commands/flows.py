"""`optout flows` and `optout vouch`: collections of flows that others keep; and a word to a keeper that one worked."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError
from runner.plain import plain
from runner.terminal.commands.options import ACCOUNT, CONFIG, FILE, the_settings
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.packing import Packed

_KEEP = """\
Keep it where only you look, and a copy of it in a second place: who has it can
change your flows for everybody, and without it nobody can, you neither. Tell
people this fingerprint where they know you from:"""


@click.group(invoke_without_command=True)
@click.pass_context
def flows(context: click.Context) -> None:
    """Collections of flows that others keep: list, add or remove them; or make one.

    Nothing is fetched: save a collection's file with your browser, from its keeper's page, and add it here.
    """
    if context.invoked_subcommand is None:
        _list()


def _list() -> None:
    from runner.app.collection_store import CollectionStore

    there = CollectionStore().all()
    if not there:
        click.echo("You have added no collection yet. `optout flows add FILE` adds one that you have saved.")
    for one in there:
        head = one.manifest
        if head is None:
            click.echo(plain(f"{one.id}  damaged: `optout flows remove {one.id}`, and add it again"))
            continue
        click.echo(plain(f"{one.id}  {head.title}"))
        about = f"{_count(head.flows)}, version {head.version} of {head.date}, kept by {head.kept_by}"
        for line in (about, head.in_other_languages, head.page, f"key {head.fingerprint}"):
            if line:
                click.echo(plain(f"{'':<{len(one.id)}}  {line}"))


@flows.command()
@click.argument("path", type=FILE, metavar="FILE|FOLDER")
@click.option("--trust", is_flag=True, help="Agree beforehand to what it brings.")
def add(path: Path, trust: bool) -> None:
    """Add a collection, or a newer version of it, from a file or folder you have saved.

    The first time you are shown its key; later versions have to be signed by it. What its flows may do that they could
    not before is shown, and nothing is added without your yes.
    """
    from runner.app.adding import add as take
    from runner.terminal.prompts import prompts

    if str(path).startswith(("http:", "https:")):
        raise UsageError("Optout fetches nothing: open that address in your browser, save the file, and add it")
    found = run_async(take(path, prompts(), trust))
    one = found.manifest
    if found.comes == "same":
        click.echo(plain(f"{one.collection} is here already in this version, {one.version}."))
        return
    click.echo(plain(f"Added: {one.collection}, version {one.version}. `optout list` shows its flows."))


@flows.command()
@click.argument("collection")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(collection: str, yes: bool) -> None:
    """Remove a collection, after a yes. What you have sent with its flows stays noted."""
    from runner.app.collection_store import CollectionStore

    store = CollectionStore()
    found = store.called(collection)
    if not yes:
        told = f"{found.id}: {_count(found.flows)}. Its key is forgotten as well; your requests stay."
        click.echo(plain(told))
        click.confirm("Remove it?", abort=True)
    store.remove(found)
    click.echo(f"Removed {found.id}.")


@flows.command()
@click.argument("path", type=FILE, metavar="FILE")
def key(path: Path) -> None:
    """Make a key for a collection of your own, or show the fingerprint of the one in FILE."""
    from runner.app.signing import make_key, read_key

    if path.exists():
        click.echo(plain(f"The key in {path}:\n\n    {read_key(path).fingerprint}\n"))
        return
    made = make_key(path)
    click.echo(plain(f"A new key is in {path}; only your user may read it.\n{_KEEP}\n\n    {made.fingerprint}\n"))


@flows.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--key", "key_file", type=FILE, required=True, metavar="FILE", help="Your key; `optout flows key` makes it."
)
@click.option("--old-key", type=FILE, metavar="FILE", help="The key before it: it signs that this one takes its place.")
@click.option("--out", type=FILE, metavar="FILE.zip", help="Where to (default: NAME-VERSION.zip here).")
def pack(folder: Path, key_file: Path, old_key: Path | None, out: Path | None) -> None:
    """Make a signed bundle of a folder: collection.yaml, flows/, locale/ and vouched/.

    The files that people have sent you, of `optout vouch`, go into vouched/: each flow then says how many have walked
    it, and where they live.
    """
    from runner.app.packing import pack as make

    _tell_packed(make(folder, key_file, out, old_key))


def _tell_packed(made: Packed) -> None:
    from runner.flow.headings import how_checked

    for flow, count in made.vouched.items():
        click.echo(plain(f"{flow}: {how_checked('live', count.by, count.countries)}"))
    for said in made.left_out:
        click.echo(plain(f"Not counted: {said}"), err=True)
    one = made.manifest
    word = "Written" if made.is_new else "As it was"
    told = [f"{word}: {made.path}, version {one.version} with {_count(one.flows)}.", one.in_other_languages]
    click.echo(plain("\n".join([line for line in told if line] + [f"Key: {one.fingerprint}"])))


def _count(flows: Sized) -> str:
    return "1 flow" if len(flows) == 1 else f"{len(flows)} flows"


@click.command()
@click.argument("flow")
@ACCOUNT
@click.option("--out", type=FILE, metavar="FILE", help="Where to (default: a file here, named after flow and day).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@CONFIG
def vouch(flow: str, account: str | None, out: Path | None, yes: bool, config: Path | None) -> None:
    """Write down that a flow worked for you, in a small file for its keeper.

    All that is in it is shown first: the flow, which text of it, the day, your country, the page's language, how it
    ended, and at which steps you had to help. You send it yourself, or not.
    """
    from runner.app.places import flow_path, home
    from runner.app.vouching import vouch_for, write_vouch
    from runner.terminal.prompts import has_keyboard

    told = vouch_for(home(), flow_path(flow).stem, the_settings(config).me.get("country", ""), account or "")
    path = out or Path(f"vouch-{told.flow}-{told.date}.json")
    click.echo(plain(told.as_text()), nl=False)
    if not yes and not has_keyboard():
        raise UsageError("nothing is written yet; write it with --yes")
    if not yes:
        click.confirm(plain(f"Write this, and nothing else, to {path}?"), abort=True)
    write_vouch(told, path)
    click.echo(plain(f"Written to {path}. Nothing was sent; it is for the keeper of {told.flow}."), err=True)
