"""What a keeper says of a collection, in the `collection.yaml` of its folder, from which a bundle is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from runner.errors import FlowError
from runner.flow.load import read_text, validate_into
from runner.flow.manifest import MAX_VERSION, is_collection_id, is_line, is_page
from runner.flow.problems import Model, problem
from runner.flow.source import read
from runner.locale import _

FILE = "collection.yaml"


def _id(value: Any) -> Any:
    if isinstance(value, str) and not is_collection_id(value):
        raise problem(
            _("'{text}' is no name for a collection", text=value[:40]),
            _("small letters, digits and hyphens, such as acme"),
        )
    return value


def _line(value: Any) -> Any:
    if isinstance(value, str) and not is_line(value):
        raise problem(_("a line of text is wanted here, up to 200 characters"))
    return value


def _page(value: Any) -> Any:
    if isinstance(value, str) and not is_page(value):
        raise problem(
            _("'{text}' is no page", text=value[:40]),
            _("write its address: https://, a host, and a path where it has one"),
        )
    return value


def _day(value: Any) -> Any:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise problem(_("a day is wanted here"), "such as 2026-10-02")


class CollectionHead(Model):
    """The head of a collection."""

    collection: Annotated[str, BeforeValidator(_id)] = Field(description="its id: what its flows' names begin with")
    title: Annotated[str, BeforeValidator(_line)] = Field(description="what it is, in a line")
    kept_by: Annotated[str, BeforeValidator(_line)] = Field(description="who keeps it, as people know them")
    page: Annotated[str, BeforeValidator(_page)] | None = Field(None, description="where people find it and its key")
    version: Annotated[int, Field(gt=0, le=MAX_VERSION)] = Field(description="one more with each bundle given out")
    date: Annotated[str, BeforeValidator(_day)] = Field(description="the day of this version")


def read_head(folder: Path) -> CollectionHead:
    """The head of the collection in a folder; raises FlowError with every problem of its file."""
    path = folder / FILE
    source = read(read_text(path), str(path))
    head = validate_into(source, CollectionHead) if source.root is not None or not source.problems else None
    if source.problems or not isinstance(head, CollectionHead):
        raise FlowError(source.problems)
    return head
