"""Readers by name: each gives the same contract, so that one can stand for another and is scored as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.reading.opinion import READER
from tidings.reading.reader import read

ReaderName = Literal["rules", "network", "llm"]
READERS: tuple[str, ...] = get_args(ReaderName)


class Reader(Protocol):
    """Reads one story at a time; `name` stands in every account it makes, with its version: "rules/1"."""

    @property
    def name(self) -> str:
        """The reader and its version."""

    def read(self, story: Story, know: Knowledge) -> Reading:
        """Return all that is read in the story. Raises InputError for a story that cannot be read."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The reader that needs nothing but the tables: built in, and the default."""

    name: str = READER

    def read(self, story: Story, know: Knowledge) -> Reading:
        """Return what the rules read in the story. Raises UnreadLanguage."""
        return read(story, know)


def reader_of(named: str | Reader) -> Reader:
    """Return the reader of that name, set up from the environment; one that is set up already stays as it is.

    "llm:MODEL" names the language model too.
    """
    if not isinstance(named, str):
        return named
    sort, colon, model = named.partition(":")
    if sort not in READERS or (colon and sort != "llm"):
        raise WrongCall(f'There is no reader "{named}"; the readers are {", ".join(READERS)}. Write: --reader rules')
    if sort == "llm":
        from tidings.reading.llm import LlmReader, Settings

        return LlmReader(Settings.found(model=model))
    if sort == "network":
        from tidings.reading.network import NetworkReader

        return NetworkReader()
    return Rules()
