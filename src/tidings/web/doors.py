"""Every route of the desk's API, on one page."""

from __future__ import annotations

from typing import Any

from tidings.web.adding import add, job
from tidings.web.calls import Door
from tidings.web.capability import capability
from tidings.web.columns import EventColumns
from tidings.web.decisions import Conflict, decide, undo
from tidings.web.desk import Desk
from tidings.web.documents import document, original, shown
from tidings.web.drafting import table_of
from tidings.web.entities import entities
from tidings.web.event_page import Gone, event
from tidings.web.finding import search
from tidings.web.graph import graph_of
from tidings.web.lists import case, events, packed_columns, problems
from tidings.web.narrowing import narrowed
from tidings.web.network import names, network, path, tie
from tidings.web.news import changes
from tidings.web.review import queue, review
from tidings.web.schema import openapi
from tidings.web.sources import cell, sources, tables_of
from tidings.web.stories import stories, story
from tidings.web.window import found, head, rows, values


def described(desk: Desk) -> dict[str, Any]:
    """This description of the API."""
    return openapi(DOORS)


# what the first page asks for, and what takes longest
PRIMED = (packed_columns, table_of, queue, graph_of, tables_of)
ANY = "application/octet-stream"
DOORS: tuple[Door, ...] = (
    Door("GET", "/api/case", case, is_fresh=True),
    Door("GET", "/api/changes", changes, is_fresh=True, media_type="text/event-stream"),
    Door("GET", "/api/events", events, answers=EventColumns),
    Door("GET", "/api/events/ids", narrowed),
    Door("GET", "/api/events/head", head),
    Door("GET", "/api/events/found", found),
    Door("GET", "/api/events/rows", rows),
    Door("GET", "/api/events/values", values),
    Door("GET", "/api/events/{id}", event, refuses={410: Gone}),
    Door("GET", "/api/stories", stories),
    Door("GET", "/api/stories/{id}", story, is_fresh=True),
    Door("GET", "/api/documents/{sha256}", document),
    Door("GET", "/api/documents/{sha256}/shown", shown, media_type=ANY),
    Door("GET", "/api/documents/{sha256}/bytes", original, media_type=ANY),
    Door("GET", "/api/network", network),
    Door("GET", "/api/network/link", tie),
    Door("GET", "/api/network/path", path),
    Door("GET", "/api/names", names),
    Door("GET", "/api/entities", entities),
    Door("GET", "/api/sources", sources),
    Door("GET", "/api/sources/cell", cell),
    Door("GET", "/api/review", review),
    Door("GET", "/api/problems", problems),
    Door("GET", "/api/search", search),
    Door("GET", "/api/capability", capability),
    Door("POST", "/api/judgements", decide, refuses={409: Conflict}),
    Door("POST", "/api/judgements/{id}/undo", undo, refuses={409: Conflict}),
    Door("POST", "/api/documents", add, status=202),
    Door("GET", "/api/jobs/{id}", job, is_fresh=True),
    Door("GET", "/api/openapi.json", described),
)
