"""One incident told in a sentence, as the tests of coded forms need it."""

from __future__ import annotations

from typing import Any

from tests.builders import account, event, origin, story
from tidings.model import Place
from tidings.model.links import Telling, Told

TOWN = Place("Mora", "CM", None, 11.05, 14.14, 5.0, "in", "city")


def incident(text: str, words: str, kind: str, status: str = "happened", **more: Any) -> Told:
    """The event that one story tells in this text; what is given beside goes to the account or the event."""
    of_event = {name: more.pop(name) for name in ("title", "credibility", "independent", "tags") if name in more}
    published, publisher = more.pop("published", "2015-10-16"), more.pop("publisher", "Sahel Newswire")
    where = story(text, published, publisher=publisher, headline=more.pop("headline", None))
    more.setdefault("time", (text.split()[0], "2015-10-15", "2015-10-15"))
    one = account(where, words, kind, status, **more)
    return Told(event(one, **of_event), (Telling(where, one, origin(one, publisher)),))
