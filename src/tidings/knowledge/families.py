"""The files of event kinds: the built-in families, then a user's own entries added to them or in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tidings.errors import KnowledgeError
from tidings.knowledge.own import Tables

PARTS = ("v", "n", "a", "p", "np")
ADDED = ("examples", "counterexamples")  # lists that a user's entry makes longer; everything else it gives replaces
FIELDS = frozenset(
    {"definition", "roles", "plover", "acled", "ucdp", "gtd", "place", "hard", "triggers", "withdraw", *ADDED}
)


class Lined(dict[str, Any]):
    """A mapping of a YAML file that knows on which line it starts."""

    line = 0


@dataclass(slots=True)
class Entry:
    """One kind as the files have it: its fields, and its trigger rows with where each stands."""

    name: str
    file: str
    fields: dict[str, Any]
    triggers: list[tuple[str, Lined]]  # file and row
    own: set[int] = field(default_factory=set)  # lines of the user's rows

    def where(self) -> str:
        """The family: the file's name without its ending."""
        return self.file.removesuffix(".yaml")


def entries(tables: Tables) -> list[Entry]:
    """Return every kind in the files' order. Raises KnowledgeError for what is no kind, with file and line."""
    kinds: dict[str, Entry] = {}
    for path, is_own in tables.families():
        for name, fields in _read(path):
            if not is_own:
                kinds[name] = Entry(name, path.name, fields, [(path.name, row) for row in fields["triggers"]])
            elif fields.get("withdraw"):
                if kinds.pop(name, None) is None:
                    raise KnowledgeError(path.name, f"line {fields.line}", f'there is no kind "{name}" to withdraw')
            else:
                kinds[name] = _joined(kinds.get(name), name, path.name, fields)
    return list(kinds.values())


def word_of(row: dict[str, Any]) -> tuple[str, str]:
    """The part of speech and the words of a trigger row; ("", "") where it has not exactly one."""
    found = [part for part in PARTS if part in row]
    return (found[0], str(row[found[0]])) if len(found) == 1 else ("", "")


def _joined(known: Entry | None, name: str, file: str, fields: Lined) -> Entry:
    """The kind with the user's entry in it; a user's trigger takes the place of those with its word."""
    _check(name, file, fields, is_new=known is None)
    rows: list[Lined] = fields.get("triggers") or []
    own = {word_of(row) for row in rows}
    kept = [pair for pair in (known.triggers if known else []) if word_of(pair[1]) not in own]
    held = {word_of(row) for _, row in known.triggers} if known else set()
    for row in rows:
        if row.get("withdraw") and word_of(row) not in held:
            raise KnowledgeError(file, f"line {row.line}", f'{name} has no trigger "{word_of(row)[1]}" to withdraw')
    added = [(file, row) for row in rows if not row.get("withdraw")]
    before = known.fields if known else {"plover": "", "acled": [], "ucdp": "", "gtd": ""}
    longer = {key: [*before.get(key, ()), *(fields.get(key) or ())] for key in ADDED}
    lines = (known.own if known else set()) | {row.line for _, row in added}
    return Entry(name, known.file if known else file, {**before, **fields, **longer}, [*kept, *added], lines)


def _check(name: str, file: str, fields: Lined, *, is_new: bool) -> None:
    def fault(what: str) -> KnowledgeError:
        return KnowledgeError(file, f"line {fields.line}", f"{name}: {what}")

    if strange := sorted(set(map(str, fields)) - FIELDS):
        raise fault(f"no field {strange[0]}; the fields are {', '.join(sorted(FIELDS))}")
    needed = ("definition", "roles", "examples", "counterexamples", "triggers") if is_new else ()
    if missing := [key for key in needed if not fields.get(key)]:
        raise fault(f"a new kind needs {missing[0]}")
    for key in ("roles", "acled", "triggers", *ADDED):
        if not isinstance(fields.get(key, []), list):
            raise fault(f"{key} is a list: write [a, b]")
    if not all(isinstance(row, Lined) for row in fields.get("triggers", [])):
        raise fault("a trigger is written {v: seize, e: an example}")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML whose mappings know their line."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Lined:
    loader.flatten_mapping(node)
    out = Lined(loader.construct_mapping(node, deep=True))
    out.line = node.start_mark.line + 1
    return out


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read(path: Path) -> Iterator[tuple[str, Lined]]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader)
    except UnicodeDecodeError as why:
        raise KnowledgeError(path.name, f"byte {why.start}", "is not UTF-8; save the file as UTF-8 text") from why
    except yaml.YAMLError as why:
        mark = getattr(why, "problem_mark", None)
        said = getattr(why, "problem", None) or str(why).splitlines()[0]
        raise KnowledgeError(path.name, f"line {mark.line + 1 if mark else 1}", f"is not YAML: {said}") from why
    if not isinstance(found, Lined):
        raise KnowledgeError(path.name, "line 1", "holds no kinds; write them as name: {definition: …}")
    for name, fields in found.items():
        if not isinstance(fields, Lined):
            raise KnowledgeError(path.name, f"line {found.line}", f"{name} has no fields below it")
        yield str(name), fields


def examples(tables: Tables) -> Iterator[tuple[str, str, bool, str, bool]]:
    """Yield the examples of every kind: kind, text, whether it tells of the kind, where it stands, whether own."""
    kinds = {entry.name for entry in entries(tables)}
    for path, is_own in tables.families():
        for name, fields in _read(path):
            for key in ADDED if name in kinds else ():
                for text in fields.get(key) or ():
                    yield name, str(text), key == "examples", f"{path.name}: line {fields.line}", is_own
