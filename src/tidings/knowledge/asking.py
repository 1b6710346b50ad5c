"""What a language model is asked: the words around a story, from tables/llm.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import TABLES

FILE = "llm.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """An invented story with its answer; every quote in it holds one of the `invented` words."""

    lead: str
    invented: tuple[str, ...]
    sentences: tuple[str, ...]
    accounts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """The template of what is said before a story and around it, and the example; `version` stands in each account."""

    version: int
    system: str
    story: str
    statuses: dict[str, str]
    numbers: tuple[str, ...]
    example: Example

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> Asking:
        """Read the table. Raises KnowledgeError where a part is missing."""
        given = yaml.safe_load((TABLES / FILE).read_text(encoding="utf-8"))
        try:
            shown = given["example"]
            lead, accounts = str(shown["lead"]), tuple(shown["accounts"])
            example = Example(lead, tuple(shown["invented"]), tuple(shown["sentences"]), accounts)
            system, story = str(given["system"]).strip(), str(given["story"]).strip()
            return cls(int(given["version"]), system, story, given["statuses"], tuple(given["numbers"]), example)
        except KeyError as why:
            raise KnowledgeError(FILE, str(why.args[0]), "is missing") from why
