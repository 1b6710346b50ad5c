"""OpenAPI 3.1 of the desk, made of the doors: what each route takes, what it answers, and how it refuses."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from pydantic import TypeAdapter

from tidings.web.answer import Refusal
from tidings.web.calls import Door

Json = dict[str, Any]
REF = "#/components/schemas/{model}"
ABOUT = (
    "The API of the desk: a case on this machine, for the desk's own page and for scripts. Every route needs the "
    "session's cookie, or its token as `Authorization: Bearer`. Days are integers, days since 1970-01-01; spans "
    "count code points of a story's text."
)
SAID_OF = {400: "The call does not fit.", 401: "No session.", 404: "Not in the case.", 409: "Decided meanwhile."}


def openapi(doors: Sequence[Door]) -> Json:
    """Return the description of the doors."""
    schemas, components = _schemas(doors)
    paths: Json = {}
    for door in doors:
        paths.setdefault(door.path, {})[door.method.lower()] = _operation(door, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tidings desk", "version": version("tidings"), "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"session": []}],
    }


def _schemas(doors: Sequence[Door]) -> tuple[dict[Any, Json], Json]:
    """Return one schema for each answer, body and refusal, and those that they share by name."""
    wanted: list[tuple[Any, Any, TypeAdapter[Any]]] = [(("refusal",), "serialization", TypeAdapter(Refusal))]
    for door in doors:
        if door.media_type == "application/json":
            wanted.append(((door.method, door.path, "answer"), "serialization", door.answer))
        if door.body is not None:
            wanted.append(((door.method, door.path, "body"), "validation", door.body))
        for status, sort in door.refuses.items():
            wanted.append(((door.method, door.path, status), "serialization", TypeAdapter(sort)))
    made, shared = TypeAdapter.json_schemas(wanted, ref_template=REF)
    components: Json = shared.get("$defs", {})
    for one in (*made.values(), *components.values()):
        _closed(one)
    return {key: schema for (key, _), schema in made.items()}, components


def _closed(schema: Any) -> None:
    """Say that what has named properties has no others, so that a field nobody described is noticed."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            _closed(part)
    elif isinstance(schema, list):
        for part in schema:
            _closed(part)


def _operation(door: Door, schemas: dict[Any, Json]) -> Json:
    title, _, rest = door.about.partition("\n")
    out: Json = {
        "summary": title,
        "operationId": door.view.__name__,
        "parameters": _parameters(door),
        "responses": _responses(door, schemas),
    }
    if rest.strip():
        out["description"] = " ".join(rest.split())
    if door.body is not None:
        content = {"application/json": {"schema": schemas[door.method, door.path, "body"]}}
        out["requestBody"] = {"required": True, "content": content}
    elif door.method == "POST" and "raw" in door.hints:
        out["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    return out


def _parameters(door: Door) -> list[Json]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": TypeAdapter(door.hints[name]).json_schema()}
        for name in door.in_path
    ]
    in_query = [
        {"name": one.name, "in": "query", "required": one.is_required, "schema": one.adapter.json_schema()}
        for one in door.asked
    ]
    return [*in_path, *in_query]


def _responses(door: Door, schemas: dict[Any, Json]) -> Json:
    refusal = {"application/json": {"schema": schemas["refusal",]}}
    content: Json = {door.media_type: {}}
    if door.media_type == "application/json":
        content = {"application/json": {"schema": schemas[door.method, door.path, "answer"]}}
    out: Json = {str(door.status): {"description": "The answer.", "content": content}}
    if door.method == "GET" and not door.is_fresh:
        out["304"] = {"description": "The case has not changed since the ETag that was sent."}
    for status in door.refuses:
        own = {"application/json": {"schema": schemas[door.method, door.path, status]}}
        out[str(status)] = {"description": SAID_OF.get(status, "Refused."), "content": own}
    return out | {"default": {"description": "Refused: why, and what to do next.", "content": refusal}}
