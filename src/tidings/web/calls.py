"""A route is a plain function with types: its parameters are read from the request, its answer is described by them.

A parameter in braces in the path comes from the path, `body` is the JSON body, a TypedDict gives one query parameter a
key, and any other parameter is a query parameter. What does not fit is refused with the name and the value.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import QueryParams
from typing_extensions import is_typeddict

from tidings.errors import WrongCall

View = Callable[..., Any]


@dataclass(frozen=True)
class Asked:
    """One query parameter."""

    name: str
    adapter: TypeAdapter[Any]
    is_list: bool
    group: str | None  # the TypedDict parameter that it is a key of
    is_required: bool


@dataclass(frozen=True)
class Door:
    """A route: method, path, the view that answers, and how it is described."""

    method: str
    path: str
    view: View
    status: int = 200
    answers: Any = None  # the answer's type where the view's annotation cannot say it
    is_fresh: bool = False  # whether the answer depends on more than the case, so that it is never "not modified"
    refuses: Mapping[int, Any] = field(default_factory=dict)  # status: type of the answer where it says more
    media_type: str = "application/json"

    @property
    def about(self) -> str:
        """What the route is for, from the view's docstring."""
        return inspect.getdoc(self.view) or ""

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The types of the view's parameters and of its answer, without the desk itself."""
        hints = get_type_hints(self.view, include_extras=True)
        return {name: hint for name, hint in hints.items() if name != "desk"}

    @cached_property
    def answer(self) -> TypeAdapter[Any]:
        """The answer's type."""
        return TypeAdapter(self.answers or self.hints["return"])

    @cached_property
    def body(self) -> TypeAdapter[Any] | None:
        """The type of the JSON body, if the view takes one."""
        return TypeAdapter(self.hints["body"]) if "body" in self.hints else None

    @cached_property
    def in_path(self) -> tuple[str, ...]:
        """The parameters that the path holds."""
        return tuple(name for name in self.hints if f"{{{name}}}" in self.path)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The query parameters."""
        found: list[Asked] = []
        parameters = inspect.signature(self.view).parameters
        for name, hint in self.hints.items():
            if name in ("return", "body", "raw", *self.in_path):
                continue
            if is_typeddict(hint):
                required = hint.__required_keys__
                keys = get_type_hints(hint, include_extras=True).items()
                found += [Asked(key, TypeAdapter(h), _is_list(h), name, key in required) for key, h in keys]
            else:
                needed = parameters[name].default is inspect.Parameter.empty
                found.append(Asked(name, TypeAdapter(hint), _is_list(hint), None, needed))
        return tuple(found)

    def arguments(self, path: Mapping[str, str], query: QueryParams) -> dict[str, Any]:
        """Return the view's arguments from path and query; raise WrongCall for what does not fit."""
        known = {asked.name: asked for asked in self.asked}
        given: dict[str, list[str]] = {}
        for name, value in query.multi_items():
            if name not in known:
                raise WrongCall(f'There is no parameter "{name}". Known: {", ".join(sorted(known)) or "none"}.')
            given.setdefault(name, []).append(value)
        out: dict[str, Any] = {name: path[name] for name in self.in_path}
        for one in self.asked:
            if one.group:
                out.setdefault(one.group, {})
            if one.name in given:
                (out[one.group] if one.group else out)[one.name] = _read(one, given[one.name])
            elif one.is_required:
                raise WrongCall(f'The parameter "{one.name}" is missing. Give it after the "?".')
        return out

    def read_body(self, raw: bytes) -> Any:
        """Return the JSON body as the view takes it; raise WrongCall for what does not fit."""
        if self.body is None:
            return None
        try:
            return self.body.validate_json(raw)
        except ValidationError as why:
            raise WrongCall(f"The body does not fit: {_told(why)}. See /api/openapi.json") from why


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is list


def _read(asked: Asked, given: list[str]) -> Any:
    if not asked.is_list and len(given) > 1:
        raise WrongCall(f'The parameter "{asked.name}" stands {len(given)} times. Give it once.')
    try:
        return asked.adapter.validate_python(given if asked.is_list else given[0])
    except ValidationError as why:
        raise WrongCall(f'"{asked.name}" cannot be {given[0]!r}: {_told(why)}.') from why


def _told(why: ValidationError) -> str:
    """The first thing that is wrong, with where it stands; of several shapes, in the one that fits best."""
    wrong = why.errors(include_url=False, include_context=False)
    count = Counter(one["loc"][:1] for one in wrong)
    first = min(wrong, key=lambda one: count[one["loc"][:1]])
    at = ".".join(str(part) for part in first["loc"])
    return f"{at}: {first['msg']}" if at else str(first["msg"])
