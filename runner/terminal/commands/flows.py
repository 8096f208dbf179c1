"""`optout flows` and `optout vouch`: collections of flows that others keep; and a word to a keeper that one worked."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.errors import UsageError
from runner.locale import Message, _, day_of, joined, many
from runner.terminal.commands.options import ACCOUNT, CONFIG, FILE, the_settings
from runner.terminal.console import readable, say
from runner.terminal.failing import run_async

if TYPE_CHECKING:
    from runner.app.packing import Packed
    from runner.flow.manifest import Manifest

_KEEP = _(
    "Keep it where only you look, and a copy of it in a second place: who has it can\n"
    "change your flows for everybody, and without it nobody can, you neither. Tell\n"
    "people this fingerprint where they know you from:"
)


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
        say(_("You have added no collection yet. `optout flows add FILE` adds one that you have saved."))
    for one in there:
        head = one.manifest
        if head is None:
            damaged = _("damaged: `optout flows remove {collection}`, and add it again", collection=one.id)
            say(joined(f"{one.id} ", damaged))
            continue
        say(joined(f"{one.id} ", head.title))
        about = _(
            "{flows}, version {version} of {date}, kept by {keeper}",
            flows=_count(head.flows),
            version=head.version,
            date=day_of(head.date),
            keeper=head.kept_by,
        )
        for line in (about, head.in_other_languages, head.page, _("key {fingerprint}", fingerprint=head.fingerprint)):
            if line:
                say(joined(" " * (len(one.id) + 1), line))


@flows.command()
@click.argument("path", type=FILE, metavar="FILE|FOLDER")
@click.option("--trust", is_flag=True, help=_("Agree beforehand to what it brings."))
def add(path: Path, trust: bool) -> None:
    """Add a collection, or a newer version of it, from a file or folder you have saved.

    The first time you are shown its key; later versions have to be signed by it. What its flows may do that they could
    not before is shown, and nothing is added without your yes.
    """
    from runner.app.adding import add as take
    from runner.terminal.prompts import prompts

    if str(path).startswith(("http:", "https:")):
        raise UsageError(_("Optout fetches nothing: open that address in your browser, save the file, and add it"))
    found = run_async(take(path, prompts(), trust))
    one = found.manifest
    if found.comes == "same":
        said = _("{collection} is here already in this version, {version}.", **_names(one))
    else:
        said = _("Added: {collection}, version {version}. `optout list` shows its flows.", **_names(one))
    say(said)


def _names(one: Manifest) -> dict[str, object]:
    return {"collection": one.collection, "version": one.version}


@flows.command()
@click.argument("collection")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def remove(collection: str, yes: bool) -> None:
    """Remove a collection, after a yes. What you have sent with its flows stays noted."""
    from runner.app.collection_store import CollectionStore

    store = CollectionStore()
    found = store.called(collection)
    if not yes:
        flows = _count(found.flows)
        say(
            _(
                "{collection}: {flows}. Its key is forgotten as well; your requests stay.",
                collection=found.id,
                flows=flows,
            )
        )
        click.confirm(readable(_("Remove it?")), abort=True)
    store.remove(found)
    say(_("Removed {collection}.", collection=found.id))


@flows.command()
@click.argument("path", type=FILE, metavar="FILE")
def key(path: Path) -> None:
    """Make a key for a collection of your own, or show the fingerprint of the one in FILE."""
    from runner.app.signing import make_key, read_key

    if path.exists():
        _say_key(read_key(path).fingerprint, _("The key in {path}:", path=path))
        return
    made = make_key(path)
    _say_key(made.fingerprint, _("A new key is in {path}; only your user may read it.", path=path), _KEEP)


def _say_key(fingerprint: str, *said: Message) -> None:
    for one in said:
        say(one)
    say(f"\n    {fingerprint}\n")


@flows.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--key", "key_file", type=FILE, required=True, metavar="FILE", help=_("Your key; `optout flows key` makes it.")
)
@click.option(
    "--old-key", type=FILE, metavar="FILE", help=_("The key before it: it signs that this one takes its place.")
)
@click.option("--out", type=FILE, metavar="FILE.zip", help=_("Where to (default: NAME-VERSION.zip here)."))
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
        say(_("{flow}: {how}", flow=flow, how=how_checked("live", count.by, count.countries)))
    for why in made.left_out:
        say(_("Not counted: {why}", why=why), err=True)
    one = made.manifest
    about = {"path": made.path, "version": one.version, "flows": _count(one.flows)}
    if made.is_new:
        say(_("Written: {path}, version {version} with {flows}.", **about))
    else:
        say(_("As it was: {path}, version {version} with {flows}.", **about))
    if one.in_other_languages:
        say(one.in_other_languages)
    say(_("Key: {fingerprint}", fingerprint=one.fingerprint))


def _count(flows: Sized) -> Message:
    return many("{count} flow", "{count} flows", len(flows))


@click.command()
@click.argument("flow")
@ACCOUNT
@click.option("--out", type=FILE, metavar="FILE", help=_("Where to (default: a file here, named after flow and day)."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
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
    say(told.as_text(), nl=False)
    if not yes and not has_keyboard():
        raise UsageError(_("nothing is written yet; write it with --yes"))
    if not yes:
        click.confirm(readable(_("Write this, and nothing else, to {path}?", path=path)), abort=True)
    write_vouch(told, path)
    done = _("Written to {path}. Nothing was sent; it is for the keeper of {flow}.", path=path, flow=told.flow)
    say(done, err=True)
