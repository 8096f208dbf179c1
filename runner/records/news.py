"""What has changed about a service after somebody had done its flow, and which requests that opens again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from runner.records.request import RequestRow


@dataclass(frozen=True)
class News:
    """What changed about a flow's service, on which day, in a sentence.

    `reopens` says that what was done before that day does not do any more; `flow` is the one to be done now, empty for
    the same.
    """

    day: date
    say: str
    reopens: bool = False
    flow: str = ""

    def to_do(self, flow: str) -> str:
        """The flow to be done now, by whoever has done this one."""
        return self.flow or flow


NewsOf = Mapping[str, Sequence[News]]  # by the id of the flow


def reopening(request: RequestRow, news: NewsOf, requests: Iterable[RequestRow]) -> News | None:
    """The latest news that opens a request again; None where there is none, or what is to be done now has been done.

    `requests` are all there are: another flow that is to be done now counts as done once the same account has sent it.
    """
    done = _day(request)
    opening = [one for one in news.get(request.flow, ()) if one.reopens and done and one.day > done]
    latest = max(opening, key=lambda one: one.day, default=None)
    if latest is None or any(_does(latest, other, request) for other in requests):
        return None
    return latest


def _does(news: News, other: RequestRow, request: RequestRow) -> bool:
    """Whether a request is what is to be done now, made by the same account."""
    if (other.account, other.practice) != (request.account, request.practice) or other.sent is None:
        return False
    if news.to_do(request.flow) != request.flow:
        return other.flow == news.flow
    done = _day(other)
    return other.flow == request.flow and done is not None and done >= news.day


def _day(request: RequestRow) -> date | None:
    """When a request was made, or made once more."""
    latest = request.last("sent_again") or request.sent
    return latest.astimezone().date() if latest else None
