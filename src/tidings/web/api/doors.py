"""Every route of the service, on one page, and its description as OpenAPI."""

from __future__ import annotations

from typing import Any

from tidings.web.api.events import Gone, event, events
from tidings.web.api.names import names
from tidings.web.api.privacy import Shown
from tidings.web.api.stories import account, accounts, search, stories, story
from tidings.web.api.whole import case, lineage, problems, sources
from tidings.web.calls import Door
from tidings.web.schema import openapi

ABOUT = (
    "A case, read-only: what reports tell, each value with its words, its sources and the SHA-256 of its document. "
    "Every route needs a token: `Authorization: Bearer TOKEN`. Answers carry an ETag that changes with the case; send "
    "it as If-None-Match. A token may ask so often a minute; beyond that the answer is 429 with Retry-After. Days are "
    "ISO; spans count code points of a story's text. It describes what was reported: it ranks no targets and follows "
    "nobody."
)
SAID = {
    "401": "No token, or one that is not known.",
    "405": "Nothing is changed here: only GET and HEAD are answered.",
    "429": "Too many calls; Retry-After says for how many seconds to wait.",
}


def description(desk: Shown) -> dict[str, Any]:
    """This description of the service."""
    return described()


def described() -> dict[str, Any]:
    """Return the service as OpenAPI 3.1."""
    made = openapi(DOORS)
    made["info"] |= {"title": "Tidings", "description": ABOUT}
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"token": []}]
    for operation in (one for methods in made["paths"].values() for one in methods.values()):
        refusal = operation["responses"]["default"]["content"]
        operation["responses"] |= {status: {"description": said, "content": refusal} for status, said in SAID.items()}
    return made


DOORS: tuple[Door, ...] = (
    Door("GET", "/v1/case", case),
    Door("GET", "/v1/events", events),
    Door("GET", "/v1/events/{id}", event, refuses={410: Gone}),
    Door("GET", "/v1/events/{id}/names", names),
    Door("GET", "/v1/stories", stories),
    Door("GET", "/v1/stories/{id}", story),
    Door("GET", "/v1/accounts", accounts),
    Door("GET", "/v1/accounts/{id}", account),
    Door("GET", "/v1/sources", sources),
    Door("GET", "/v1/search", search),
    Door("GET", "/v1/lineage", lineage),
    Door("GET", "/v1/problems", problems),
    Door("GET", "/v1/openapi.json", description),
)
