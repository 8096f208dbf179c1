"""The news of the flows there are, for the requests that were made with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from runner.app.places import library
from runner.flow.headings import Heading, NewsHeading, heading
from runner.locale import Message
from runner.records.news import News, NewsOf
from runner.records.request import RequestRow

if TYPE_CHECKING:  # a list of requests does not wait for the classes a whole flow is checked with
    from runner.flow.head import NewsItem
    from runner.flow.load import Flow


def news_of(requests: Iterable[RequestRow]) -> NewsOf:
    """What is new about the flows of these requests, as the heads of their files tell it today, by flow.

    Of a flow that is no longer there, or cannot be read, nothing is known.
    """
    wanted = {request.flow for request in requests}
    return news_by(heading(path) for flow, path in library().items() if flow in wanted)


def news_by(heads: Iterable[Heading]) -> NewsOf:
    """The news that the heads of flows tell, by flow."""
    return {head.id: [_news(one, head.id) for one in head.news] for head in heads}


def news_in(flow: Flow) -> list[News]:
    """The news that a flow tells."""
    return [_news(one) for one in flow.news]


def _news(one: NewsHeading | NewsItem, flow: str = "") -> News:
    """Of the head of a flow, which knows no places yet, each is made a text of that flow."""
    say = Message(one.say, context=f"{flow}: news", domain="flows") if flow else one.say
    return News(date.fromisoformat(one.date), say, one.reopens, one.flow or "")
