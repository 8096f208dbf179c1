"""Text into a Flow, or a FlowError with every problem of the file at its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from runner.errors import FlowError, Problem, UsageError, did_you_mean
from runner.flow import texts
from runner.flow.clocks import AnyClock
from runner.flow.head import Checked, NewsItem
from runner.flow.hosts import Sites, is_loopback, punycode
from runner.flow.kinds import Steps, parse_step
from runner.flow.model import AnyTarget
from runner.flow.problems import MAX_PROBLEMS, Model, problem, written
from runner.flow.said import Said
from runner.flow.slips import sure_slip
from runner.flow.source import MAX_BYTES, TOO_LONG, SourceText, TextPlace, read
from runner.flow.stakes import AtStake
from runner.flow.step import NEED, OWN, Step
from runner.flow.suffixes import shared_by
from runner.flow.texts import FlowText
from runner.locale import _

Loc = tuple[str | int, ...]


def _host(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        host = punycode(value)
    except ValueError:
        raise problem(
            _("'{value}' is not a host", value=value), _("write it as example.com, without https:// and without a path")
        ) from None
    if is_loopback(host):
        return host
    if "." not in host:
        raise problem(_("'{value}' is too wide for a host", value=value), _("write it as example.com"))
    if shared := shared_by(host):
        under = "it" if shared == host else shared
        message = _("'{value}' is too wide for a host: sites under {under} belong to many", value=value, under=under)
        hint = (
            _("name the one site: its-name.{host}", host=host)
            if shared == host
            else _("name the host that the steps open")
        )
        raise problem(message, hint)
    return host


Host = Annotated[str, BeforeValidator(_host)]
Line = Annotated[str, Field(min_length=1)]
NeedKey = Annotated[str, written(r"[a-z][a-z0-9_]*", _("a word of small letters, digits and _"))]


class Need(Model):
    """Something of the person's that is asked before the start."""

    ask: Said = Field(description="what is asked, as a sentence")
    public: bool = Field(
        False, description="true: a public name, such as that of a blog, which may stand in an address"
    )


AnyNeed = Annotated[
    Need,
    BeforeValidator(
        lambda value: {"ask": value} if isinstance(value, str) else value, json_schema_input_type=Line | Need
    ),
]


class Flow(Model):
    """A way to an opt-out page: what it is for, where it may act, and its steps."""

    title: Said = Field(description="what the flow does, in a line that people choose it by")
    service: Line = Field(description="the service it is about, as people know it")
    covers: Said | None = Field(None, description="what it stops from being used, and from when on")
    does_not_cover: Said | None = Field(None, description="what stays in use all the same")
    at_stake: AtStake | None = Field(None, description="what AI is trained on, and whether the past can be undone")
    undone_by: Said | None = Field(None, description="what undoes it afterwards, such as rating an answer")
    if_not_offered: Said | None = Field(None, description="what remains possible where it is not offered")
    offered_in: Line | Annotated[list[Line], Field(min_length=1)] | None = Field(
        None, description="ISO 3166 codes, EU, EEA, everywhere, or nowhere where there is nothing to switch"
    )
    answer_due: AnyClock | None = Field(None, description="a named clock, or {days: 30}")
    hosts: Annotated[list[Host], Field(min_length=1)] = Field(description="the only sites the runner acts on")
    news: list[NewsItem] = Field(default_factory=list, description="what has changed since, for who did it before")
    checked: Checked | None = Field(None, description="when it was last held against the service, and how")
    sources: Annotated[list[Line], Field(min_length=1)] | None = Field(
        None, description="where the way and its labels are known from"
    )
    needs: dict[NeedKey, AnyNeed] = Field(default_factory=dict, description="asked before the start, used as {key}")
    interruptions: list[AnyTarget] = Field(default_factory=list, description="pressed when in the way; may only say no")
    steps: Steps = Field(description="the way, one step after another")

    advised: ClassVar[tuple[str, ...]] = ("covers", "does_not_cover", "offered_in", "checked", "sources")

    def advice(self, outcome: str | None) -> str:
        """What the person should know at the end of a walk with this outcome."""
        if outcome == "not_offered":
            return self.if_not_offered or ""
        return self.undone_by or "" if outcome in ("sent", "opted_out", "already_out") else ""

    @property
    def sites(self) -> Sites:
        """The flow's hosts as a rule to ask."""
        return Sites(tuple(self.hosts))

    def with_values(self, me: Mapping[str, str], needs: Mapping[str, str]) -> Flow:
        """The flow with the person's own values and needs in its steps; an address that leads elsewhere is refused."""
        steps = [step.with_values(me, needs) for step in self.steps]
        for _loc, step in walk(steps):
            if step.opens and (refusal := self.sites.refusal(step.opens)):
                raise UsageError(_("{address} cannot be opened: {refusal}", address=step.opens, refusal=refusal))
        return self.model_copy(update={"steps": steps})


@dataclass(frozen=True)
class FlowFile:
    """A flow as it was read: its id for ever is the file's name; `digest` is the SHA-256 of the text."""

    id: str
    path: str
    flow: Flow
    digest: str
    source: SourceText


def walk(steps: Iterable[Step | None], loc: Loc = ("steps",)) -> Iterator[tuple[Loc, Step]]:
    """Every step, also those inside others, with its place in the file."""
    for at, step in enumerate(steps):
        if step is None:  # one that could not be read; its problems are noted
            continue
        here = (*loc, at, step.word)
        yield here, step
        for part, inner in step.parts().items():
            yield from walk(inner, (*here, *part))


def load(text: str, path: str) -> FlowFile:
    """Reads a flow; raises FlowError with every problem of the file, sorted by place."""
    source = read(text, path)
    flow: Flow | None = None
    if source.root is not None or not source.problems:
        flow = validate_into(source, Flow)
        _check_addresses(source, *((flow.steps, flow.hosts, flow.needs) if flow else _legible(source)))
    if source.problems or flow is None:
        raise FlowError(source.problems[:MAX_PROBLEMS])
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    texts.mark(Path(path).stem, flow)
    return FlowFile(Path(path).stem, path, flow, digest, source)


def load_file(path: Path) -> FlowFile:
    """Reads a flow file; raises FlowError also where it cannot be read."""
    return load(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The text of a file; raises FlowError where it cannot be read or is not UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 4)  # and a byte order mark; what is longer is not read to its end
        if len(content) > MAX_BYTES + 3:
            raise FlowError([Problem(str(path), 1, 1, *TOO_LONG)])
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = _("it is no text file") if b"\0\0" in content else _("save it as UTF-8, which most editors offer")
        raise FlowError(
            [Problem(str(path), *place, _("this is not UTF-8 text (byte {number})", number=error.start + 1), hint)]
        ) from None
    except OSError as error:
        raise FlowError([Problem(str(path), 1, 1, _("the file cannot be read: {why}", why=error.strerror))]) from None


def validate_into(source: SourceText, model: type[Any]) -> Any:
    """The document as one of our classes, or None with every problem noted at its place."""
    if source.root is None or source.root.pairs is None:
        place = source.root.place if source.root else TextPlace(1, 1)
        source.problem(
            place, _("the file is empty") if source.root is None else _("a mapping is wanted here: `word: value`")
        )
        return None
    try:
        return model.model_validate(source.root.data())
    except ValidationError as error:
        there = {(problem.line, problem.column) for problem in source.problems}
        for one in error.errors(include_url=False)[:MAX_PROBLEMS]:
            context = one.get("ctx", {})
            at_key, hint = context.get("key", False), context.get("hint", "")
            place, said = source.locate(one["loc"], key=at_key), (context.get("message") or one["msg"], hint)
            if place not in there:  # what was no YAML of ours is told already
                source.problem(place, *(_of_nothing(source, one["loc"], at_key, said) or said))
        _add_slip(source)
        return None


def _of_nothing(source: SourceText, loc: Loc, at_key: bool, said: tuple[str, str]) -> tuple[str, str] | None:
    """What is said where a word has no value: message and hint; None where it has one."""
    key, value = source.find(loc)
    if key is None or value is None or value.value is not None or value.items is not None or value.pairs is not None:
        return None
    if at_key:
        more = (
            "" if said[1].startswith("did you mean") else _("if it belongs to the text before it, put that in quotes")
        )
        return (said[0], more) if more else None
    rest = source.text[key.end :].partition("\n")[0].lstrip(" :")
    hint = _("write its value behind the colon, or in the lines below and indented deeper")
    if rest[:1] == "#":
        hint = _("a # begins a comment; put a text that begins with one in quotes")
    elif rest[:1] == "&":
        hint = _("put a text that begins with & in quotes")
    return _("nothing stands behind '{word}:'", word=key.value), hint


def _add_slip(source: SourceText) -> None:
    """Where what was written is YAML, and yet a slip: says that, in place of what came of it in the same line."""
    slip = sure_slip(source.text)
    if slip:
        source.problems = [problem for problem in source.problems if problem.line != slip.line]
        source.problem(TextPlace(slip.line, slip.column), slip.message, slip.hint)


def _legible(source: SourceText) -> tuple[list[Step | None], list[str], Collection[str]]:
    """What can be read of a flow with problems, so that the rest of it is checked as well."""
    data = source.root.data() if source.root else None
    fields = data if isinstance(data, dict) else {}
    hosts = [host for host in _list(fields.get("hosts")) if isinstance(host, str) and _reads(_host, host)]
    steps = [parse_step(step) if _reads(parse_step, step) else None for step in _list(fields.get("steps"))]
    needs = fields.get("needs")
    return steps, hosts, needs if isinstance(needs, dict) else ()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _reads(parse: Callable[[Any], Any], value: Any) -> bool:
    try:
        parse(value)
    except (ValidationError, PydanticCustomError):
        return False
    return True


def _check_addresses(
    source: SourceText, steps: Iterable[Step | None], hosts: Iterable[str], needs: Collection[str]
) -> None:
    """Problems that need the whole flow: addresses outside its hosts, and {needs} nobody asks for."""
    sites = Sites(tuple(hosts))
    for loc, step in walk(steps):
        if len(source.problems) > MAX_PROBLEMS:
            return
        for name in step.texts:
            text = getattr(step, name)
            ways = text.ways if isinstance(text, FlowText) else (text or "",)
            for need in dict.fromkeys(NEED.findall(" ".join(ways))):
                if need not in needs:
                    place = source.locate((*loc, name.rstrip("_")))
                    source.problem(
                        place, _("nothing under needs: is called '{need}'", need=need), did_you_mean(need, needs)
                    )
        if step.opens and (own := OWN.search(step.opens)):
            message = _("{what} is the person's own and does not go into an address", what=own[0])
            source.problem(source.locate((*loc, "url")), message)
        elif own := OWN.search(step.own_text):
            message = _("{what} does not belong into a text of the flow's own", what=own[0])
            hint = _("write with: me.{key}, so that everyone sees what is typed of theirs", key=own[1])
            source.problem(source.locate((*loc, "with")), message, hint)
        if step.opens and sites.hosts and (refusal := sites.refusal(NEED.sub("x", step.opens))):
            source.problem(source.locate((*loc, "url")), refusal, _("add the host under hosts:, or mend the address"))
