"""Known outlets: news agencies, papers, broadcasters, sites, and centres that publish."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tidings.errors import KnowledgeError
from tidings.knowledge.names import Names, fold
from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import Row, cell_list
from tidings.model.entity import Outlet

KINDS = frozenset({"agency", "state agency", "newspaper", "broadcaster", "site", "research centre"})


@dataclass(frozen=True, slots=True)
class Publisher:
    """One row of the outlet table. `is_word` marks a name that is a common word ("Sun"): only its aliases match."""

    outlet: Outlet
    aliases: tuple[str, ...]
    parent: str | None
    is_word: bool


class Outlets:
    """All known outlets, by id, by name and by domain."""

    def __init__(self, rows: tuple[Publisher, ...]) -> None:
        self._rows = {row.outlet.id or "": row for row in rows}
        if len(self._rows) != len(rows):
            raise KnowledgeError("outlets", "id", "an id stands twice")
        self._names = Names("outlets", ((name, row.outlet) for row in rows for name in _names(row)))
        self._whole = {fold(name.rstrip("!")): row.outlet for row in rows for name in (row.outlet.name, *row.aliases)}
        self._domains = {row.outlet.domain: row.outlet for row in rows if row.outlet.domain}

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> Outlets:
        """Read the outlet table."""
        return cls(tuple(map(_publisher, tables.rows("outlets"))))

    def __len__(self) -> int:
        return len(self._rows)

    def match(self, text: str) -> list[tuple[int, int, Outlet]]:
        """Return (start, end, outlet) for each outlet named in the text, longest first, without overlaps."""
        return self._names.find(text)

    def resolve(self, phrase: str) -> Outlet | None:
        """Return the outlet that a publisher field or byline names as a whole, whatever its capitals, or None."""
        bare = fold(phrase.strip())
        return self._whole.get(bare) or self._whole.get(bare.removeprefix("the "))

    def named(self, ident: str) -> Outlet | None:
        """Return the outlet with that id, or None."""
        row = self._rows.get(ident)
        return row.outlet if row else None

    def parent(self, ident: str) -> str | None:
        """Return the id of the outlet that owns this one, or None."""
        row = self._rows.get(ident)
        return row.parent if row else None

    def rows(self) -> tuple[Publisher, ...]:
        """Return every row."""
        return tuple(self._rows.values())

    def by_domain(self, address: str) -> Outlet | None:
        """Return the outlet of a web address or host name, or None.

        >>> Outlets.load().by_domain("https://www.reuters.com/world/1").name
        'Reuters'
        """
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:  # a malformed address belongs to nobody
            return None
        parts = host.split(".")
        return next(
            (self._domains[d] for n in range(len(parts) - 1) if (d := ".".join(parts[n:])) in self._domains), None
        )


def _names(row: Publisher) -> tuple[str, ...]:
    return row.aliases if row.is_word else (row.outlet.name, *row.aliases)


def _publisher(cells: Row) -> Publisher:
    if cells["kind"] not in KINDS:
        raise cells.fault(f'no kind "{cells["kind"]}"; the kinds are {", ".join(sorted(KINDS))}')
    outlet = Outlet(cells["name"], cells["id"], cells["kind"], cells["country"] or None, cells["domain"] or None)
    return Publisher(outlet, cell_list(cells["aliases"]), cells["parent"] or None, cells["bare"] == "no")
