"""Kinds of event and the words that tell of them, from tables/events/*.yaml (one file a family)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import TABLES, cell_list, table
from tidings.model import KINDS, METHODS, ROLES, STATUSES, Kind, Method, Role, Status

# how often an incident of the kind has a place in the training stories: in six of ten or more, in under a quarter
Placing = Literal["mostly", "sometimes", "rarely"]
Part = Literal["v", "n", "a", "p", "np"]
PARTS: tuple[Part, ...] = ("v", "n", "a", "p", "np")
SETS = ("obj", "subj", "no_obj", "of", "mod", "no_mod", "near", "unless", "story")
FLAGS = ("passive", "proper", "no_object", "to_place", "to_inf", "weak", "toll", "echo", "patient", "accident")
CONDITIONS = frozenset((*SETS, *FLAGS, "method", "status", "object", "e"))


@dataclass(frozen=True, slots=True)
class Sense:
    """One word or phrase that tells of one kind of event, with what must hold around it.

    The head is the first word, of a noun phrase (part "np") the last; the others stand below it in the parse. `weak`
    senses count only beside a named actor, item or place. `toll` words (killed,
    injured) lean on a deed told beside them; `echo` words (the incident) only repeat one.
    """

    kind: Kind
    words: tuple[str, ...]
    part: Part
    example: str
    method: Method | None = None
    status: Status | None = None
    object: Role | None = None  # the role of a place that is its object, where the kind's frame does not say: "fled X"
    obj: frozenset[str] = frozenset()
    subj: frozenset[str] = frozenset()
    no_obj: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    mod: frozenset[str] = frozenset()
    no_mod: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    story: frozenset[str] = frozenset()  # words one of which stands somewhere in the story
    unless: frozenset[str] = frozenset()
    to_place: bool = False
    passive: bool = False
    proper: bool = False  # part of a name: "Operation Dawn"
    no_object: bool = False
    to_inf: bool = False
    weak: bool = False
    toll: bool = False
    echo: bool = False
    patient: bool = False  # its subject suffers it: "ten people died", "a bomb went off"
    accident: bool = False  # may also have happened without intent

    @property
    def exactness(self) -> int:
        """How much the sense asks for; of two that fit, the more exact one is meant."""
        asked = (self.obj, self.subj, self.of, self.mod, self.near, self.story, self.object, self.to_place, self.to_inf)
        return 4 * (len(self.words) - 1) + 2 * sum(bool(a) for a in asked) - self.weak


@dataclass(frozen=True, slots=True)
class EventKind:
    """What a kind means and which roles it may have."""

    name: Kind
    definition: str
    roles: tuple[Role, ...]
    plover: str
    acled: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    place: Placing = "sometimes"
    is_hard: bool = False  # a story with its strong words is about incidents
    family: str = ""  # the file it stands in: violence, law, movement, capability, words


class EventKinds:
    """All kinds with their senses, looked up by the lemma of a sense's head word."""

    def __init__(self, kinds: dict[Kind, EventKind], senses: list[Sense], classes: dict[str, frozenset[str]]) -> None:
        self.kinds = kinds
        self._methods = _methods()
        self._ordinary = frozenset(row["word"] for row in table("domains"))
        self.senses = tuple(senses)
        self.classes = classes
        self._by_head: dict[str, list[Sense]] = {}
        for sense in senses:
            self._by_head.setdefault(_head(sense), []).append(sense)

    @classmethod
    def load(cls, folder: Path = TABLES) -> EventKinds:
        """Read every family file. Raises KnowledgeError for an unknown kind, condition, role or method."""
        kinds: dict[Kind, EventKind] = {}
        senses: list[Sense] = []
        for path in sorted((folder / "events").glob("*.yaml")):
            for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                kind = _kind(path.name, name, entry)
                kinds[kind.name] = kind
                senses.extend(_sense(path.name, kind.name, row) for row in entry["triggers"])
        classes = {row["word"]: frozenset(cell_list(row["classes"])) for row in table("nouns")}
        return cls(kinds, senses, classes)

    def of_head(self, lemma: str) -> list[Sense]:
        """Senses whose head word has this lemma, in table order."""
        return self._by_head.get(lemma, [])

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Classes of a common noun or pronoun, empty for one that the table does not hold."""
        return self.classes.get(lemma, frozenset())

    def method_of(self, lemma: str) -> Method | None:
        """How an attack beside which this word stands was carried out, or None."""
        return self._methods.get(lemma)

    def is_ordinary(self, *forms: str) -> bool:
        """Whether one of a word's forms is a word of sport, markets, arts, technology or everyday life."""
        return any(form in self._ordinary for form in forms)

    def __iter__(self) -> Iterator[EventKind]:
        return iter(self.kinds.values())


def _methods() -> dict[str, Method]:
    out: dict[str, Method] = {}
    for row in table("methods"):
        if row["method"] not in METHODS:
            raise KnowledgeError("methods", row["word"], f"unknown method {row['method']}")
        out[row["word"]] = cast(Method, row["method"])
    return out


def _head(sense: Sense) -> str:
    return sense.words[-1] if sense.part == "np" else sense.words[0]


def _kind(where: str, name: str, entry: dict[str, Any]) -> EventKind:
    if name not in KINDS:
        raise KnowledgeError(where, name, f"not a kind; the kinds are {', '.join(KINDS)}")
    strange = set(entry["roles"]) - set(ROLES)
    if strange:
        raise KnowledgeError(where, name, f"unknown role {', '.join(sorted(strange))}")
    return EventKind(
        cast(Kind, name),
        entry["definition"],
        tuple(entry["roles"]),
        entry.get("plover", ""),
        tuple(entry.get("acled") or ()),
        tuple(entry["examples"]),
        tuple(entry["counterexamples"]),
        entry.get("place", "sometimes"),
        bool(entry.get("hard")),
        where.removesuffix(".yaml"),
    )


def _sense(where: str, kind: Kind, row: dict[str, Any]) -> Sense:
    parts = [p for p in PARTS if p in row]
    if len(parts) != 1:
        raise KnowledgeError(where, str(row), "a trigger has exactly one of v, n, a, p, np")
    part = parts[0]
    strange = set(row) - CONDITIONS - {part}
    if strange:
        raise KnowledgeError(where, str(row[part]), f"unknown condition {', '.join(sorted(strange))}")
    if "e" not in row:
        raise KnowledgeError(where, str(row[part]), "no example")
    method, status = row.get("method"), row.get("status")
    if method not in (None, *METHODS) or status not in (None, *STATUSES):
        raise KnowledgeError(where, str(row[part]), f"unknown method {method} or status {status}")
    sense = Sense(
        kind=kind,
        words=tuple(str(row[part]).split()),
        part=part,
        example=row["e"],
        method=method,
        status=status,
        object=row.get("object"),
    )
    given: dict[str, Any] = {name: frozenset(map(str, row[name])) for name in SETS if name in row}
    given |= {name: bool(row[name]) for name in FLAGS if name in row}
    return replace(sense, **given)
