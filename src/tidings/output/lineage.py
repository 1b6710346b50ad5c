"""Which story copies or cites which, as one JSON object on one line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tidings.model import Lineage


def lineage_json(pairs: Iterable[Lineage], source_ids: Mapping[str, str | None]) -> Iterator[str]:
    """Yield {"copies": [[earlier, later, how], …], "cites": [[story, cited story, quote], …]} in pieces.

    A story goes by the id that its input gave, and by its own where the input gave none.
    """
    rows: dict[str, list[list[str]]] = {"copies": [], "cites": []}
    for pair in pairs:
        earlier, later = (source_ids.get(story) or story for story in (pair.earlier, pair.later))
        row = [earlier, later, pair.how] if pair.relation == "copies" else [later, earlier, pair.quote]
        rows[pair.relation].append(row)
    yield '{"copies": '
    yield from _array(rows["copies"])
    yield ', "cites": '
    yield from _array(rows["cites"])
    yield "}\n"


def _array(rows: list[Any]) -> Iterator[str]:
    yield "["
    before = ""
    for row in sorted(rows):
        yield before + json.dumps(row, ensure_ascii=False)
        before = ", "
    yield "]"
