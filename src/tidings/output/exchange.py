"""Events for `tidings import` elsewhere: the JSON lines export, with the text of each story where it is named first.

With the texts each quote can be compared with its words again where it is taken in. They are other people's texts: the
form is for handing a case on, not for publishing it. Tags and grades go along as the judgements that they are, signed
and with their moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tidings.model import Judgement
from tidings.model.links import Told
from tidings.output.forms import Options
from tidings.output.jsonl import told_json
from tidings.output.judgements import judgement_json
from tidings.output.summary import publishers

GIVEN = ("tag", "grade")  # what is said of an event or an outlet and goes along; edits stand in the event


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an event; a text, and what is said of an outlet, stands once, in the first line that names it."""
    written: set[str] = set()
    graded: set[str] = set()
    outlets = [one for one in options.said.get("", ()) if one.subject == "outlet"]
    for told in events:
        texts = {story.id: story.text for story, _, _ in told.tellings if story.id not in written}
        written.update(texts)
        named = {name for name in publishers(told) if name not in graded}
        graded |= named
        said = [*options.said.get(told.event.id, ()), *(one for one in outlets if one.left in named)]
        given = [_judgement(one) for one in said if one.verdict in GIVEN]
        yield json.dumps(told_json(told) | {"texts": texts, "said": given}, ensure_ascii=False) + "\n"


def _judgement(one: Judgement) -> dict[str, Any]:
    return judgement_json(one) | {"reasons": list(one.reasons), "score": one.score}
