"""Events for `tidings import` elsewhere: the JSON lines export, with the text of each story where it is named first.

With the texts each quote can be compared with its words again where it is taken in. They are other people's texts: the
form is for handing a case on, not for publishing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tidings.model.links import Told
from tidings.output.forms import Options
from tidings.output.jsonl import told_json


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an event; each story's text stands once, in the first line that names it."""
    written: set[str] = set()
    for told in events:
        texts = {story.id: story.text for story, _, _ in told.tellings if story.id not in written}
        written.update(texts)
        yield json.dumps(told_json(told) | {"texts": texts}, ensure_ascii=False) + "\n"
