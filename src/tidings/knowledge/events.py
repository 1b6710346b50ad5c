"""Kinds of event and the words that tell of them, from tables/events/*.yaml (one file a family).

The kinds of the model are those of the built-in files; a user's own files may add others, which every step takes as
it takes those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from tidings.errors import KnowledgeError
from tidings.knowledge.families import Entry, Lined, entries, word_of
from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import cell_list
from tidings.model import METHODS, ROLES, STATUSES, Kind, Method, Role, Status

# how often an incident of the kind has a place in the training stories: in six of ten or more, in under a quarter
Placing = Literal["mostly", "sometimes", "rarely"]
Part = Literal["v", "n", "a", "p", "np"]
NAME = re.compile("[a-z]+(-[a-z]+)*")
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
    at: tuple[str, int] | None = None  # file and line of a user's own trigger

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
    ucdp: str = ""
    gtd: str = ""


class EventKinds:
    """All kinds with their senses, looked up by the lemma of a sense's head word."""

    def __init__(self, kinds: dict[Kind, EventKind], senses: list[Sense], tables: Tables) -> None:
        self.kinds = kinds
        self._methods = _methods(tables)
        self._domains = {row["word"]: row["domain"] for row in tables.rows("domains")}
        self.senses = tuple(senses)
        self.classes = {row["word"]: frozenset(cell_list(row["classes"])) for row in tables.rows("nouns")}
        self._by_head: dict[str, list[Sense]] = {}
        for sense in senses:
            self._by_head.setdefault(_head(sense), []).append(sense)

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> EventKinds:
        """Read every family file. Raises KnowledgeError for an unknown kind, condition, role or method."""
        kinds: dict[Kind, EventKind] = {}
        senses: list[Sense] = []
        for entry in entries(tables):
            kind = _kind(entry)
            kinds[kind.name] = kind
            senses.extend(_sense(file, kind.name, row, is_own=row.line in entry.own) for file, row in entry.triggers)
        return cls(kinds, senses, tables)

    def of_head(self, lemma: str) -> list[Sense]:
        """Senses whose head word has this lemma, in table order."""
        return self._by_head.get(lemma, [])

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Classes of a common noun or pronoun, empty for one that the table does not hold."""
        return self.classes.get(lemma, frozenset())

    def method_of(self, lemma: str) -> Method | None:
        """How an attack beside which this word stands was carried out, or None."""
        return self._methods.get(lemma)

    def domain_of(self, *forms: str) -> str | None:
        """What the first known of a word's forms is about: sport, market, ..., security, or vague for armed or not."""
        return next((self._domains[form] for form in forms if form in self._domains), None)

    def __iter__(self) -> Iterator[EventKind]:
        return iter(self.kinds.values())


def _methods(tables: Tables) -> dict[str, Method]:
    out: dict[str, Method] = {}
    for row in tables.rows("methods"):
        if row["method"] not in METHODS:
            raise row.fault(f'no method "{row["method"]}"; the methods are {", ".join(METHODS)}')
        out[row["word"]] = cast(Method, row["method"])
    return out


def _head(sense: Sense) -> str:
    return sense.words[-1] if sense.part == "np" else sense.words[0]


def _kind(entry: Entry) -> EventKind:
    fields = entry.fields
    if not NAME.fullmatch(entry.name):
        raise KnowledgeError(entry.file, entry.name, "a kind's name is one word of small letters, as in abduct")
    strange = set(fields["roles"]) - set(ROLES)
    if strange:
        listed = ", ".join(ROLES)
        raise KnowledgeError(entry.file, entry.name, f"unknown role {', '.join(sorted(strange))}; roles: {listed}")
    if fields.get("place", "sometimes") not in get_args(Placing):
        raise KnowledgeError(entry.file, entry.name, f"place is one of {', '.join(get_args(Placing))}")
    return EventKind(
        cast(Kind, entry.name),
        fields["definition"],
        tuple(fields["roles"]),
        fields.get("plover") or "",
        tuple(fields.get("acled") or ()),
        tuple(fields["examples"]),
        tuple(fields["counterexamples"]),
        fields.get("place", "sometimes"),
        bool(fields.get("hard")),
        entry.where(),
        fields.get("ucdp") or "",
        fields.get("gtd") or "",
    )


def _sense(file: str, kind: Kind, row: Lined, *, is_own: bool = False) -> Sense:
    part, words = word_of(row)

    def fault(what: str) -> KnowledgeError:
        return KnowledgeError(file, f"line {row.line}", f"{words or dict(row)}: {what}")

    if not words:
        raise fault("a trigger has exactly one of v, n, a, p, np")
    strange = set(row) - CONDITIONS - {part}
    if strange:
        listed = ", ".join(sorted(CONDITIONS - {"e"}))
        raise fault(f"unknown condition {', '.join(sorted(map(str, strange)))}; the conditions are {listed}")
    if not row.get("e") and not is_own:
        raise fault("no example")
    method, status = row.get("method"), row.get("status")
    if method not in (None, *METHODS) or status not in (None, *STATUSES):
        raise fault(f"unknown method {method} or status {status}")
    if row.get("object") not in (None, *ROLES):
        raise fault(f"unknown role {row['object']}; the roles are {', '.join(ROLES)}")
    if listless := [name for name in SETS if not isinstance(row.get(name, []), list)]:
        raise fault(f"{listless[0]} is a list: write [{row[listless[0]]}]")
    sense = Sense(
        kind=kind,
        words=tuple(words.split()),
        part=cast(Part, part),
        example=str(row.get("e") or ""),
        method=method,
        status=status,
        object=row.get("object"),
        at=(file, row.line) if is_own else None,
    )
    given: dict[str, Any] = {name: frozenset(map(str, row[name])) for name in SETS if name in row}
    given |= {name: bool(row[name]) for name in FLAGS if name in row}
    return replace(sense, **given)
