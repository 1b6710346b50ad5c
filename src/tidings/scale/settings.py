"""How documents are read, as plain values: a reader holds open files and cannot be sent to another process."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.errors import WrongCall
from tidings.knowledge import Knowledge
from tidings.reading import reader_of
from tidings.reading.triage_reader import FirstLook
from tidings.readings import Means

ALONE = "llm"  # a reader that waits for a server, and counts in one place what it spends there


@dataclass(frozen=True, slots=True)
class Settings:
    """Who reads, with whose tables, and whether what tells no incident is passed over after a first look."""

    reader: str = "rules"
    knowledge: str | None = None
    looks_first: bool = False

    def means(self, know: Knowledge | None = None) -> Means:
        """Return what documents are read with, made anew for this process; `know` are tables it has already."""
        by = reader_of(self.reader)
        return Means(know or Knowledge(self.knowledge), FirstLook(by) if self.looks_first else by)

    def check_shared(self) -> None:
        """Raise WrongCall for a reader that does not work in several processes."""
        if self.reader.partition(":")[0] == ALONE:
            raise WrongCall("A language model is asked by one process. Leave out --workers, or take --reader rules")
