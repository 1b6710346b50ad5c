"""Events for `tidings import` elsewhere: the JSON lines export, with each story as it was read where it is named first.

With the texts each quote can be compared with its words again where it is taken in, and with the mentions the names
are tied there as they are here. The texts are other people's: the form is for handing a case on, not for publishing it.
What was said of events, outlets and names goes along as the judgements that they are, signed and with their moment;
of what was taken back on an event, that it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tidings.model import Judgement, Reading
from tidings.model.contract import mention_json
from tidings.model.links import Told
from tidings.output.forms import Handed, Options
from tidings.output.jsonl import told_json
from tidings.output.judgements import judgement_json
from tidings.output.summary import publishers


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an event; a story, and what is said beside events, stands once, in the first line it is for."""
    written: set[str] = set()
    said = _Said(options.handed) if options.handed else None
    for told in events:
        read = {story.id: said.handed.reading(story.id) if said else Reading(story) for story, _, _ in told.tellings}
        new = {key: one for key, one in read.items() if key not in written}
        written.update(new)
        more = {
            "texts": {key: one.story.text for key, one in new.items()},
            "mentions": {key: _mentions(one) for key, one in new.items()},
            "said": [_judgement(one) for one in said.with_event(told, new)] if said else [],
        }
        yield json.dumps(told_json(_as_read(told, read) if said else told) | more, ensure_ascii=False) + "\n"


class _Said:
    """What analysts said, each once."""

    def __init__(self, handed: Handed) -> None:
        self.handed = handed
        self._outlets = [one for one in handed.said.get("", ()) if one.subject == "outlet"]
        self._written: set[str] = set()

    def with_event(self, told: Told, stories: Iterable[str]) -> list[Judgement]:
        """Return what is said of the event, of who publishes it, and of the names in these stories."""
        here = set(publishers(told))
        of_outlets = (one for one in self._outlets if one.left in here)
        said = (*self.handed.said.get(told.event.id, ()), *of_outlets, *self.handed.of_names(stories))
        new = [one for one in said if one.id not in self._written]
        self._written.update(one.id for one in new)
        return new


def _as_read(told: Told, read: Mapping[str, Reading]) -> Told:
    """The event by its stories' own words, without what names stand for across stories."""
    accounts = {one.id: one for reading in read.values() for one in reading.accounts}
    own = (one._replace(story=read[one.story.id].story, account=accounts[one.account.id]) for one in told.tellings)
    return replace(told, tellings=tuple(own))


def _mentions(read: Reading) -> list[dict[str, Any]]:
    return [mention_json(one, f"m{n}") for n, one in enumerate(read.mentions, 1)]


def _judgement(one: Judgement) -> dict[str, Any]:
    return judgement_json(one) | {"reasons": list(one.reasons), "score": one.score}
