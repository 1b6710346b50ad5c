"""What every worker needs, loaded once by the process that all workers are forked from, so that they share its memory.

The gazetteer is left out: a connection to SQLite must not be carried across a fork.
"""

from __future__ import annotations

import gc

import tidings.ingest.readers.body
import tidings.ingest.readers.guessed  # noqa: F401  (pages load both when the first is read)
from tidings.knowledge import Knowledge
from tidings.reading.language import pipeline
from tidings.reading.triage import triage

TABLES = ("actors", "items", "outlets", "calendar", "events", "frames", "speech", "status")
WEIGHTS = ("role_weights", "where_weights", "when_weights", "gather_weights", "likely_weights")


def _loaded() -> Knowledge:
    know = Knowledge()
    for name in (*TABLES, *WEIGHTS):
        getattr(know, name)
    return know


KNOW = _loaded()
pipeline()
triage()
gc.freeze()  # a collection would write to every page it looks at, and the pages would no longer be shared
