"""Invented stories that the tests of linking and grading share. Groups, outlets and people are made up."""

from __future__ import annotations

from typing import Any

from tests.builders import account, reading, story
from tidings.model import Place, Reading

SAFIR = Place("Safir", "XA", 1, 10.0, 20.0, 10.0, "in", "city")
LONA = Place("Lona", "XA", 2, 14.0, 20.0, 10.0, "in", "city")  # some 445 km north of Safir

WIRE = (
    "SAFIR, May 4 (Delta Newswire) - A bomb went off beside the fish market of Safir on Monday and killed six people, "
    "the port authority said. It lay under a cart of melons that nobody had claimed since the morning. "
    "Divers searched the basin until dark and found the second charge tied to a mooring ring. "
    "The authority closed both quays and asked the crews to sleep ashore until the basin had been swept."
)


def bombing(text: str, publisher: str, day: str = "2020-05-04", **more: Any) -> Reading:
    """A story with one attack, whose trigger is the word "bomb"; by default six killed in Safir on Monday."""
    told = story(text, day, publisher=publisher, source_id=more.pop("source_id", publisher))
    more.setdefault("place", ("Safir", SAFIR))
    more.setdefault("time", ("Monday", "2020-05-04"))
    given = {name: value for name, value in more.items() if value is not None}
    return reading(told, account(told, "bomb", **given))
