"""Readers that do what no good reader does; workers make them by name, so they stand in a module of their own."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.pipeline import Means
from tidings.scale import Settings


class Hasty:
    """Reads nothing, dies over a story that says so, and fails over another."""

    name = "hasty/1"

    def read(self, story: Story, know: Knowledge) -> Reading:
        if "DIES" in story.text or _is_first(story.text):
            os.kill(os.getpid(), signal.SIGKILL)
        if "FAILS" in story.text:
            raise ValueError("a span must run forward")
        return Reading(story, reader=self.name)


def _is_first(text: str) -> bool:
    """Whether a text names a file after "ONCE" that is not there yet; then it is."""
    _, once, rest = text.partition("ONCE ")
    mark = Path(rest.split()[0]) if once else None
    if mark is None or mark.exists():
        return False
    mark.touch()
    return True


@dataclass(frozen=True, slots=True)
class HastySettings(Settings):
    """What workers read hastily with."""

    def means(self, know: Knowledge | None = None) -> Means:
        return Means(know or Knowledge(), Hasty())
