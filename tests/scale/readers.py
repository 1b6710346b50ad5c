"""Readers that do what no good reader does; workers make them by name, so they stand in a module of their own."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.pipeline import Means
from tidings.scale import Settings


class Hasty:
    """Reads nothing, dies over a story that says so, and fails over another."""

    name = "hasty/1"

    def read(self, story: Story, know: Knowledge) -> Reading:
        if "DIES" in story.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "FAILS" in story.text:
            raise ValueError("a span must run forward")
        return Reading(story, reader=self.name)


@dataclass(frozen=True, slots=True)
class HastySettings(Settings):
    """What workers read hastily with."""

    def means(self, know: Knowledge | None = None) -> Means:
        return Means(know or Knowledge(), Hasty())
