"""A reader that looks first and reads only what may tell an incident."""

from __future__ import annotations

from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.model.account import PASSED_OVER
from tidings.reading.reader import check_language
from tidings.reading.readers import Reader
from tidings.reading.triage import triage


class FirstLook:
    """Reads with another reader what the first look does not pass over.

    A story that it passes over is given back with nothing read in it, and its reading names PASSED_OVER as its reader:
    so it stays in the case, can be found by its words, and can be read later.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @property
    def name(self) -> str:
        """The name of the reader that reads the rest."""
        return self.reader.name

    def read(self, story: Story, know: Knowledge) -> Reading:
        """Return what is read in the story, or nothing where it is passed over. Raises UnreadLanguage."""
        check_language(story)
        if triage().look(story.text).is_passed:
            return Reading(story, reader=PASSED_OVER)
        return self.reader.read(story, know)
